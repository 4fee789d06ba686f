// Package clitest holds what the tests of several commands need.
package clitest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/zalando/go-keyring"
)

// Key is an invented API key.
const Key = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

// Ring is a keyring: a directory with a file for each profile.
type Ring string

// Get implements keys.Ring.
func (r Ring) Get(profile string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(string(r), profile))
	return string(raw), missing(err)
}

// Set implements keys.Ring.
func (r Ring) Set(profile, key string) error {
	if err := os.MkdirAll(string(r), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(string(r), profile), []byte(key), 0o600)
}

// Delete implements keys.Ring.
func (r Ring) Delete(profile string) error {
	return missing(os.Remove(filepath.Join(string(r), profile)))
}

func missing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return keyring.ErrNotFound
	}
	return err
}

// PanicReader stands for a defect whose panic carries the key.
type PanicReader struct{}

// Read panics.
func (PanicReader) Read([]byte) (int, error) { panic("lost my head over " + Key) }

// Screen is a stream that can be read while it is written.
type Screen struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

// String is what was written so far.
func (s *Screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}
