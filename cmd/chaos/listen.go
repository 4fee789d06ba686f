//go:build unix

package main

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
	"strings"
	"sync"
	"syscall"
	"time"
)

// killListen ends a listen that receives, by a random signal at a random
// moment. What it acknowledged must be in the archive, each body once.
func (c *chaos) killListen(ctx context.Context, r *rand.Rand, dir string) (outcome string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "none", err
	}
	archive := filepath.Join(dir, "x.ndjson")
	end := pick(r, syscall.SIGKILL, syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT)
	cmd := exec.CommandContext(ctx, c.argosctl, "listen", "--addr", "127.0.0.1:0", "--save", archive, "-o", "ndjson")
	cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir}
	errs, err := cmd.StderrPipe()
	if err != nil {
		return "none", err
	}
	if err := cmd.Start(); err != nil {
		return "none", err
	}
	said := bufio.NewReader(errs)
	first, _ := said.ReadString('\n')
	_, url, found := strings.Cut(strings.TrimSpace(first), "listening on ")
	if !found {
		_ = cmd.Process.Kill()
		return "none", fmt.Errorf("listen says %q", first)
	}
	var rest bytes.Buffer
	heard := make(chan struct{})
	go func() { defer close(heard); _, _ = io.Copy(&rest, said) }()
	time.AfterFunc(time.Duration(20+r.IntN(300))*time.Millisecond, func() { _ = cmd.Process.Signal(end) })
	stuck := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer stuck.Stop()
	told := post(ctx, url)
	<-heard
	_ = cmd.Wait()
	outcome = cmd.ProcessState.String()
	if strings.Contains(rest.String(), "goroutine ") || end != syscall.SIGKILL && cmd.ProcessState.ExitCode() != 130 {
		return outcome, fmt.Errorf("listen, ended by %s, %s\n%s", end, outcome, head(rest.String()))
	}
	return outcome, kept(archive, told)
}

// post sends bodies until nobody listens, and returns the ids of those that
// were acknowledged.
func post(ctx context.Context, url string) (told []string) {
	var mu sync.Mutex
	var senders sync.WaitGroup
	for sender := range 4 {
		senders.Go(func() {
			client := &http.Client{Transport: &http.Transport{}, Timeout: 10 * time.Second}
			defer client.CloseIdleConnections()
			for n := range 100_000 {
				id := fmt.Sprintf("sub_%d_%d", sender, n)
				req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(`{"webhook_trigger":"delete","submission_id":"`+id+`"}`))
				if err != nil {
					return
				}
				resp, err := client.Do(req)
				if err != nil {
					return
				}
				_ = resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					mu.Lock()
					told = append(told, id)
					mu.Unlock()
				}
			}
		})
	}
	senders.Wait()
	return told
}

// kept tells which acknowledged body is not in the archive, or twice.
func kept(archive string, told []string) error {
	data, err := os.ReadFile(archive)
	if err != nil {
		return err
	}
	for _, id := range told {
		if n := bytes.Count(data, []byte(`"`+id+`"}`+"\n")); n != 1 {
			return fmt.Errorf("%s was acknowledged and is %d times in the archive", id, n)
		}
	}
	return nil
}
