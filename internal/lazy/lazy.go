// Package lazy holds values that are made when they are first needed. What a
// package-level variable is made of by a call, sync.OnceValue included, every
// command makes when it starts, whether it needs it or not; a Value costs nothing
// before Get.
package lazy

import "sync"

// Value is made by Make, once. It may be used by several goroutines.
type Value[T any] struct {
	Make func() T

	once sync.Once
	made T
}

// Get returns the value.
func (v *Value[T]) Get() T {
	v.once.Do(func() { v.made = v.Make() })
	return v.made
}
