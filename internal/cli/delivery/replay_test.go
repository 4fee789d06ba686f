package delivery

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

func TestReplayOptions(t *testing.T) {
	t.Parallel()
	streams, _, errs := term.Buffers("")
	f := &kit.Factory{IO: streams, Getenv: func(string) string { return "" }}
	var got string
	cmd := newReplayCmd(f, func(_ context.Context, o *replayOptions) error {
		got = fmt.Sprint(o.args, o.to, o.count, o.concurrency, o.timeout, o.expectStatus, o.seed, o.headers)
		return nil
	})
	cmd.SetArgs([]string{"approved", "x.json", "--to", "u", "--count", "3", "--header", "A: b, c", "--header", "D: e"})
	if err := cmd.Execute(); err != nil || got != "[approved x.json]u3 1 10s2xx1 [A: b, c D: e]" {
		t.Errorf("%v %s %s", err, got, errs)
	}
	words, _ := completeReplay(cmd, nil, "")
	if all := strings.Join(words, "\n"); !strings.Contains(all, "aml-hit\t") || !strings.Contains(all, "approved") {
		t.Errorf("completion %q", words)
	}
}
