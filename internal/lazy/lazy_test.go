package lazy_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/argosctl/argosctl/internal/lazy"
)

// TestValue: a value is made at its first use, once, whoever asks.
func TestValue(t *testing.T) {
	t.Parallel()
	var made atomic.Int32
	v := lazy.Value[int32]{Make: func() int32 { return made.Add(1) }}
	if made.Load() != 0 {
		t.Fatal("made before it was asked for")
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got := v.Get(); got != 1 {
				t.Errorf("got %d", got)
			}
		})
	}
	group.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}
