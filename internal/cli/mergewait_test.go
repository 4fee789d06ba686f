package cli

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/term"
)

// TestMergeIsInterrupted: findings on standard input may never come.
func TestMergeIsInterrupted(t *testing.T) {
	t.Parallel()
	streams, out, errs := term.Buffers("")
	silence, hold := io.Pipe()
	defer func() { _ = hold.Close() }()
	streams.In = silence
	f := validateFactory(t, streams)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	done := make(chan int, 1)
	go func() { done <- f.Finish(execute(ctx, []string{"validate", "--merge", "-"}, f)) }()
	select {
	case code := <-done:
		if code != 130 {
			t.Errorf("exit code %d, want 130:\n%s%s", code, out, errs)
		}
	case <-time.After(patience):
		t.Fatal("it waits for standard input")
	}
}
