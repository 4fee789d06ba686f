package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const listenSenders = 64

// listen measures how many events a second `argosctl listen --save` has
// acknowledged, each on the disk by then, and checks that none is lost. The
// senders share the processors with it.
func (b *bench) listen() error {
	count := max(listenSenders, b.lines/20)
	archive := filepath.Join(b.dir, "listen.ndjson")
	if err := os.RemoveAll(archive); err != nil {
		return err
	}
	cmd := exec.CommandContext(b.ctx, b.argosctl, "listen", "--addr", "127.0.0.1:0", "--save", archive, "-o", "ndjson", "--max", strconv.Itoa(count))
	said, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = cmd.Process.Kill() }()
	errs := bufio.NewReader(said)
	line, _ := errs.ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !ok {
		return errors.Join(fmt.Errorf("argosctl listen does not say where: %q", line), cmd.Wait())
	}
	start := time.Now()
	acknowledged := send(b, url, count)
	took := time.Since(start)
	_, _ = io.Copy(io.Discard, errs)
	if err := cmd.Wait(); err != nil {
		return err
	}
	data, err := os.ReadFile(archive)
	if err != nil {
		return err
	}
	if saved := bytes.Count(data, []byte{'\n'}); saved != count || acknowledged != count {
		return fmt.Errorf("%d of %d events were acknowledged and %d saved", acknowledged, count, saved)
	}
	fmt.Fprintf(b.out, "\n**Receive %d webhooks**: `argosctl listen --save` with %d senders on the same processors acknowledged %.0f events/s, none lost; it used %.0f µs of processor time an event.\n",
		count, listenSenders, float64(count)/took.Seconds(),
		float64((cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Microseconds())/float64(count))
	return nil
}

// send posts count bodies and returns how many were acknowledged.
func send(b *bench, url string, count int) int {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: listenSenders}}
	defer client.CloseIdleConnections()
	var next, acknowledged atomic.Int64
	var senders sync.WaitGroup
	for range listenSenders {
		senders.Go(func() {
			for n := next.Add(1); n <= int64(count); n = next.Add(1) {
				body := fmt.Sprintf(`{"webhook_trigger":"submit","submission_id":"s%d","email":"%s@example.com"}`, n, strings.Repeat("x", 800))
				req, err := http.NewRequestWithContext(b.ctx, http.MethodPost, url, strings.NewReader(body))
				if err != nil {
					return
				}
				resp, err := client.Do(req)
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					acknowledged.Add(1)
				}
			}
		})
	}
	senders.Wait()
	return int(acknowledged.Load())
}
