package term

import (
	"bufio"
	"context"
	"strings"
)

// Confirm asks on Err, reads one line of In, and reports whether it is a yes.
func (s *IO) Confirm(ctx context.Context, question string) (bool, error) {
	s.Errorf("%s [y/N] ", question)
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(s.In).ReadString('\n')
		answer <- line
	}()
	select {
	case line := <-answer:
		line = strings.ToLower(strings.TrimSpace(line))
		return line == "y" || line == "yes", nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}
