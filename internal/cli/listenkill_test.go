//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/jsonscan"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestListenKilled kills the real binary with SIGKILL while it receives, again
// and again, with one archive: every event that was acknowledged is in it,
// once, as a whole line. ARGOSCTL_KILL_ROUNDS sets how often; 5 where it is
// not set.
func TestListenKilled(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	rounds := 5
	if n, err := strconv.Atoi(os.Getenv("ARGOSCTL_KILL_ROUNDS")); err == nil {
		rounds = n
	}
	archive := filepath.Join(t.TempDir(), "x.ndjson")
	acknowledged := map[string]bool{}
	for round := range rounds {
		for _, id := range killRound(t, archive, round) {
			acknowledged[id] = true
		}
		data, err := os.ReadFile(archive)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]int{}
		for line := range bytes.Lines(data) {
			whole, ended := bytes.CutSuffix(line, []byte{'\n'})
			if !ended { // torn: only the last line can be
				continue
			}
			id, ok := killedID(whole)
			if !ok {
				t.Fatalf("round %d: a line is damaged: %.100q", round, whole)
			}
			found[id]++
		}
		for id := range acknowledged {
			if found[id] != 1 {
				t.Fatalf("round %d: %s was acknowledged and is %d times in the archive", round, id, found[id])
			}
		}
		t.Logf("round %d: %d acknowledged, %d in the archive", round, len(acknowledged), len(found))
	}
	if len(acknowledged) < 10*rounds {
		t.Errorf("only %d events were acknowledged in %d rounds", len(acknowledged), rounds)
	}
}

func killedBody(id string) string {
	return fmt.Sprintf(`{"webhook_trigger":"submit","submission_id":%q,"email":"%s@example.com"}`, id, strings.Repeat("x", 3000))
}

func killedID(line []byte) (string, bool) {
	_, rest, _ := strings.Cut(string(line), `"submission_id":"`)
	id, _, ok := strings.Cut(rest, `"`)
	return id, ok && jsonscan.Valid(line) && string(line) == killedBody(id)
}

// killRound returns the ids that were acknowledged before the kill.
func killRound(t *testing.T, archive string, round int) (acknowledged []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, selfDir(t)+"/argosctl", "listen", "--addr", "127.0.0.1:0", "--save", archive, "-o", "ndjson")
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	url := ""
	lines := bufio.NewScanner(errs)
	for url == "" && lines.Scan() {
		url = listenURL(lines.Text())
	}
	go func() { _, _ = io.Copy(io.Discard, errs) }()
	enough := 10 + rand.IntN(50) // acknowledged events: not a time, which a loaded machine may spend before the first
	var mu sync.Mutex
	var senders sync.WaitGroup
	for sender := range 16 {
		senders.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for n := 0; ; n++ {
				id := fmt.Sprintf("r%d-s%d-n%d", round, sender, n)
				resp, err := client.Post(url, "application/json", strings.NewReader(killedBody(id)))
				if err != nil {
					return // it has been killed
				}
				_ = resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					mu.Lock()
					acknowledged = append(acknowledged, id)
					if len(acknowledged) == enough {
						_ = cmd.Process.Kill()
					}
					mu.Unlock()
				}
			}
		})
	}
	senders.Wait()
	_ = cmd.Wait()
	return acknowledged
}
