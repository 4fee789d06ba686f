package keys

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

// Shell runs a key-command through the system's shell. What the command says
// on its standard error is dropped: it may hold anything.
func Shell(ctx context.Context, command string, out io.Writer) error {
	shell, flag := "sh", "-c"
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/C"
	}
	cmd := exec.CommandContext(ctx, shell, flag, command)
	cmd.Stdout = out
	cmd.WaitDelay = time.Second // children may keep the pipe open
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return say.Errorf("%s", exit.ProcessState)
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("there is no shell to run it")
	}
	return err
}
