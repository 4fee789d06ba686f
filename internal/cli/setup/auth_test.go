package setup

import (
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// The terminal's answer is what a person types.
func TestLoginAsks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ typed, want string }{
		{clitest.Key + "\n", ""},
		{"\n", "the answer: it is empty: expected an API key"},
	} {
		streams, _, errs := term.Buffers(tt.typed)
		streams.InTTY = true
		dir := t.TempDir()
		f := &kit.Factory{
			IO: streams, Getenv: func(string) string { return "" }, Now: time.Now, Ring: clitest.Ring(dir),
			Dir:  workdir.Dir(dir),
			Home: func() (string, error) { return dir, nil },
		}
		err := runLogin(t.Context(), &loginOptions{f: f})
		if tt.want != "" {
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := errs.String(); got != "API key for profile default: stored the API key for profile default in the keyring\n" {
			t.Errorf("stderr %q", got)
		}
		if got, err := f.Ring.Get("default"); got != clitest.Key || err != nil {
			t.Errorf("the keyring holds %q, %v", got, err)
		}
	}
}
