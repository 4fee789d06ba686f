package submission_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/submission"
)

// nodeMock starts the stand-in that is written in Node and shares no code.
func nodeMock(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed: the second stand-in cannot run")
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", append([]string{"../../testdata/mock/server.mjs"}, args...)...)
	cmd.Env = append(os.Environ(), "MOCK_API_KEY="+testKey)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func TestAgainstNode(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"plain", "encrypt"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			c := newWorld(t, nodeMock(t, "123", mode), nil).client
			ids, _, _, err := collect(t, c, submission.Query{PageSize: 10}, submission.Cursor{}, 0)
			if err != nil || len(sorted(ids)) != 123 {
				t.Errorf("%d ids, %v", len(ids), err)
			}
			ids, _, _, err = collect(t, c, submission.Query{UserID: "user1", StartDate: "2026-04-02", EndDate: "2026-04-03", PageSize: 2}, submission.Cursor{}, 0)
			if err != nil || len(ids) != 3 {
				t.Errorf("%v, %v", ids, err)
			}
			item, err := c.Get(t.Context(), "node000003", "")
			if err != nil || item.Status() != "rejected" || item.Codes()[0] != "too_many_retry" || item.Name() != "홍길동" {
				t.Errorf("%s, %v", item.Raw(), err)
			}
		})
	}
}
