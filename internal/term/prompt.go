package term

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	xterm "golang.org/x/term"
)

// ReadSecret asks on Err and reads one line of In, which a terminal does not
// echo. The terminal is as before when ctx ends the wait.
func (s *IO) ReadSecret(ctx context.Context, prompt string) (string, error) {
	s.Errorf("%s", prompt)
	f, ok := s.In.(*os.File)
	if !ok || !xterm.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(s.In).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return line, err
	}
	fd := int(f.Fd())
	before, err := xterm.GetState(fd)
	if err != nil {
		return "", err
	}
	type answer struct {
		text []byte
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		text, err := xterm.ReadPassword(fd)
		done <- answer{text, err}
	}()
	defer s.Errorf("\n") // the user's line break is not echoed either
	select {
	case a := <-done:
		return string(a.text), a.err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), xterm.Restore(fd, before))
	}
}
