package cli

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// BenchmarkListenSave is the real binary, with 64 senders in another process:
// events that were acknowledged, decoded and written to standard output. None
// is lost.
func BenchmarkListenSave(b *testing.B) {
	archive := b.TempDir() + "/x.ndjson"
	cmd := exec.Command(selfDir(b)+"/argosctl", "listen", "--addr", "127.0.0.1:0", "--save", archive, "-o", "ndjson", "--max", strconv.Itoa(b.N))
	errs, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(errs).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, errs) }()
	url := listenURL(line)
	body := strings.NewReplacer("@", strings.Repeat("x", 800)).Replace(`{"webhook_trigger":"submit","submission_id":"s1","email":"@"}`)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	var sent, refused atomic.Int64
	var senders sync.WaitGroup
	b.ResetTimer()
	for range 64 {
		senders.Go(func() {
			for sent.Add(1) <= int64(b.N) {
				resp, err := client.Post(url, "application/json", strings.NewReader(body))
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				if resp.StatusCode != http.StatusOK {
					refused.Add(1)
				}
			}
		})
	}
	senders.Wait()
	b.StopTimer()
	_ = cmd.Process.Signal(syscall.SIGINT)
	_ = cmd.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	b.ReportMetric(float64(used.Microseconds())/float64(b.N), "cpu-µs/event")
	data, err := os.ReadFile(archive)
	if n := bytes.Count(data, []byte{'\n'}); err != nil || n != b.N || refused.Load() > 0 {
		b.Errorf("%d lines for %d events, %d refused, %v", n, b.N, refused.Load(), err)
	}
}
