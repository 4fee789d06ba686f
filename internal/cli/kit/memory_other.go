//go:build !linux

package kit

// guardMemory is for systems with limits that people set.
func (f *Factory) guardMemory() {}
