package pause

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestFor(t *testing.T) {
	t.Parallel()
	ended, end := context.WithCancel(t.Context())
	end()
	for _, test := range []struct {
		name string
		ctx  context.Context
		d    time.Duration
		want error
	}{
		{"in time", t.Context(), time.Millisecond, nil},
		{"nothing to wait for", t.Context(), 0, nil},
		{"ended before", ended, time.Hour, context.Canceled},
		{"ended, and nothing to wait for", ended, -1, context.Canceled},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := For(test.ctx, test.d); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}
