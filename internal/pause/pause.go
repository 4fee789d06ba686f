// Package pause waits, as long as a context allows.
package pause

import (
	"context"
	"time"
)

// For waits for d or the end of ctx, whose error it returns.
func For(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
