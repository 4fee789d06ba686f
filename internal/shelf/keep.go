package shelf

import "sync"

// Keep holds values of limited size together, and lets the oldest go.
type Keep[T any] struct {
	mu      sync.Mutex
	budget  int
	held    int
	first   int // ID of the oldest one
	values  map[int]kept[T]
	dropped int
}

type kept[T any] struct {
	value T
	size  int
}

// NewKeep returns what holds budget bytes.
func NewKeep[T any](budget int) *Keep[T] {
	return &Keep[T]{budget: budget, values: map[int]kept[T]{}}
}

// Put holds a value of so many bytes. New IDs come in rising order; the value of one
// that is held is replaced, that of one that was let go is not taken back.
func (k *Keep[T]) Put(id, size int, value T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	old, again := k.values[id]
	switch {
	case again:
		k.held -= old.size
	case len(k.values) == 0:
		k.first = id
	case id < k.first:
		return
	}
	k.values[id] = kept[T]{value, size}
	k.held += size
	for k.held > k.budget && k.first < id {
		if old, ok := k.values[k.first]; ok {
			k.held -= old.size
			delete(k.values, k.first)
			k.dropped++
		}
		k.first++
	}
}

// Get returns a value; ok is false where it was let go.
func (k *Keep[T]) Get(id int) (value T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.values[id]
	return v.value, ok
}

// Dropped is how many were let go.
func (k *Keep[T]) Dropped() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dropped
}
