//go:build unix

package cli

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestFixKilled kills the real binary with SIGKILL while it fixes, again and
// again: every file is the old one or the new one, and the next run makes the
// rest new and removes what the killed one left. ARGOSCTL_KILL_ROUNDS sets how
// often; 5 where it is not set.
func TestFixKilled(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	rounds := 5
	if n, err := strconv.Atoi(os.Getenv("ARGOSCTL_KILL_ROUNDS")); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	old, want := map[string][]byte{}, map[string][]byte{}
	for i := range 150 {
		name := fmt.Sprintf("f%03d.json", i)
		old[name] = []byte(killedWebhooks("deleted", i, 1))
		want[name] = []byte(killedWebhooks("delete", i, 1))
	}
	old[largeName], want[largeName] = []byte(killedWebhooks("deleted", 0, 300)), []byte(killedWebhooks("delete", 0, 300))
	caught, left := 0, 0
	for round := range rounds {
		for name, text := range old {
			if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		killFix(t, dir)
		fixed := 0
		for name := range old {
			got, err := os.ReadFile(filepath.Join(dir, name))
			switch {
			case err != nil:
				t.Fatal(err)
			case bytes.Equal(got, want[name]):
				fixed++
			case !bytes.Equal(got, old[name]):
				t.Fatalf("round %d: %s is neither old nor new: %d bytes", round, name, len(got))
			}
		}
		if fixed > 0 && fixed < len(old) {
			caught++
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > len(old) {
			left++
		}
		if code, _, errs := runValidateIn(t, nil, "--fix", dir); code != 0 {
			t.Fatalf("round %d: exit code %d: %s", round, code, errs)
		}
		for name := range old {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, want[name]) {
				t.Fatalf("round %d: %s is not fixed, %v", round, name, err)
			}
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != len(old) {
			t.Fatalf("round %d: %d files, want %d: %v, %v", round, len(entries), len(old), entries, err)
		}
	}
	t.Logf("of %d runs %d were killed between two files, %d left a file behind", rounds, caught, left)
	if caught+left == 0 {
		t.Error("no run was killed at its work: the test shows nothing")
	}
}

func killedWebhooks(trigger string, from, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"webhook_trigger":%q,"submission_id":"s%06d","comment":"%s"}`+"\n", trigger, from+i, strings.Repeat("x", 3000))
	}
	return b.String()
}

// largeName is fixed first, and takes the longest.
const largeName = "a.ndjson"

// killFix kills a run up to 150 ms after it has begun to write.
func killFix(t *testing.T, dir string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, selfDir(t)+"/argosctl", "validate", "--fix", "-q", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait()
	}()
	begun := func() bool {
		entries, err := filepath.Glob(filepath.Join(dir, "."+largeName+".*"))
		return err == nil && len(entries) > 0
	}
	for tick := time.Tick(500 * time.Microsecond); !begun(); {
		select {
		case <-ended:
			return
		case <-tick:
		}
	}
	time.Sleep(time.Duration(rand.IntN(150000)) * time.Microsecond)
	_ = cmd.Process.Kill()
	<-ended
}
