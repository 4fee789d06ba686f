package capture

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/say"
)

func clock() time.Time { return time.Date(2026, 4, 14, 2, 11, 9, 120e6, time.UTC) }

func body(text string) *Delivery {
	return &Delivery{Received: clock(), Body: []byte(text), Text: []byte(text)}
}

// told joins notes as they are shown.
func told(notes []say.Message) string {
	var texts []string
	for _, n := range notes {
		texts = append(texts, n.In("en"))
	}
	return strings.Join(texts, "; ")
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func open(t *testing.T, path string) *Archive {
	t.Helper()
	a, err := OpenArchive(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// What each body becomes in a file of lines.
func TestLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, line, note string }{
		{"exact", "{ \"a\" :1.0,\r \"b\":\"\\u0041\" }", "{ \"a\" :1.0,\r \"b\":\"\\u0041\" }\n", ""},
		{"its own line break", "{}\n", "{}\n", ""},
		{"with carriage return", "{}\r\n", "{}\r\n", ""},
		{"invalid UTF-8", "{\"a\":\"\xff\"}", "{\"a\":\"\xff\"}\n", ""},
		{"pretty", "{\n  \"a\": [1e400, \"x  y\"]\n}\n", "{\"a\":[1e400,\"x  y\"]}\n", "white space"},
		{"pretty nonsense", "{\n \"a\": 1\n \"b\": 2}", "{\t \"a\": 1\t \"b\": 2}\n", "not JSON"},
		{"line break in a string", "{\"a\":\"x\ny\"}", "{\"a\":\"x\ty\"}\n", "not JSON"},
		{"two lines", "{}\n{}", "{}\t{}\n", "not JSON"},
		{"empty", "", "", ""},
		{"blank", " \n\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := t.TempDir() + "/x.ndjson"
			a := open(t, path)
			d := body(c.body)
			if err := a.Save(d); err != nil {
				t.Fatal(err)
			}
			if got := read(t, path); got != c.line {
				t.Errorf("saved %q, want %q", got, c.line)
			}
			if notes := told(d.Notes); c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
			}
		})
	}
}

// Every body that was acknowledged is in the file, as a whole line, once.
func TestConcurrentSaves(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.ndjson"
	a := open(t, path)
	var senders sync.WaitGroup
	for i := range 32 {
		senders.Go(func() {
			for j := range 20 {
				if err := a.Save(body(fmt.Sprintf(`{"n":"%d-%d"}`, i, j))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	senders.Wait()
	lines := strings.Split(strings.TrimSuffix(read(t, path), "\n"), "\n")
	slices.Sort(lines)
	if lines = slices.Compact(lines); len(lines) != 640 {
		t.Errorf("%d different lines, want 640", len(lines))
	}
	if err := errors.Join(a.Close(), a.Close()); err != nil {
		t.Error(err)
	}
	if err := a.Save(body("{}")); !errors.Is(err, ErrClosed) {
		t.Errorf("Save after Close: %v", err)
	}
}

// What waits while a flush is under way shares the next one.
func TestGroupCommit(t *testing.T) {
	t.Parallel()
	slow := &recorder{gate: make(chan struct{})}
	a := newArchive(slow)
	var senders sync.WaitGroup
	save := func() { senders.Go(func() { _ = a.Save(body("{}")) }) }
	save()
	slow.gate <- struct{}{} // the first batch has begun
	const more = 40
	for range more {
		save()
	}
	for {
		slow.gate <- struct{}{} // ends a batch, begins the next
		if slow.total() == more+1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	close(slow.gate)
	senders.Wait()
	_ = a.Close()
	if n := len(slow.sizes); n > more/2 {
		t.Errorf("%d batches for %d saves: %v", n, more+1, slow.sizes)
	}
}

type recorder struct {
	gate  chan struct{}
	mu    sync.Mutex
	sizes []int
}

func (r *recorder) commit(batch []*entry) {
	r.mu.Lock()
	r.sizes = append(r.sizes, len(batch))
	r.mu.Unlock()
	<-r.gate
}

func (r *recorder) Close() error { return nil }

func (r *recorder) total() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, size := range r.sizes {
		n += size
	}
	return n
}

func TestReopen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, before, after, torn, note string }{
		{"whole", "{\"a\":1}\n", "{\"a\":1}\n{}\n", "", ""},
		{"no line break", "{\"a\":1}\n{\"b\":2}", "{\"a\":1}\n{\"b\":2}\n{}\n", "", "completed"},
		{"torn", "{\"a\":1}\n{\"b\":", "{\"a\":1}\n{}\n", "{\"b\":\n", "5 bytes"},
		{"torn only line", "{\"b\":\"", "{}\n", "{\"b\":\"\n", "torn"},
		{"torn long line", "{\"a\":1}\n{\"b\":\"" + strings.Repeat("x", 3*tailChunk), "{\"a\":1}\n{}\n",
			"{\"b\":\"" + strings.Repeat("x", 3*tailChunk) + "\n", "torn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := t.TempDir() + "/x.ndjson"
			if err := os.WriteFile(path, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
			a := open(t, path)
			if err := a.Save(body("{}")); err != nil {
				t.Fatal(err)
			}
			if got := read(t, path); got != c.after {
				t.Errorf("file %.80q, want %.80q", got, c.after)
			}
			if c.torn != "" && read(t, path+".torn") != c.torn {
				t.Errorf("torn %.80q", read(t, path+".torn"))
			}
			if notes := told(a.Notes); c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
		})
	}
}

// fragile is a file on a disk that is full, or fails, for a while.
type fragile struct {
	*os.File
	room               int // bytes that still fit; negative: any number
	syncErr, truncates error
}

func (f *fragile) Write(p []byte) (int, error) {
	if f.room < 0 || len(p) <= f.room {
		return f.File.Write(p)
	}
	n, _ := f.File.Write(p[:f.room])
	return n, syscall.ENOSPC
}

func (f *fragile) Sync() error { return errors.Join(f.syncErr, f.File.Sync()) }

func (f *fragile) Truncate(size int64) error {
	if f.truncates != nil {
		return f.truncates
	}
	return f.File.Truncate(size)
}

func TestFailingDisk(t *testing.T) {
	t.Parallel()
	f, err := os.Create(t.TempDir() + "/x.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	disk := &fragile{File: f, room: -1}
	a := newArchive(&lineFile{f: disk})
	defer a.Close()
	step := func(text string, want error, after string) {
		t.Helper()
		if err := a.Save(body(text)); !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", text, err, want)
		}
		if got := read(t, f.Name()); got != after {
			t.Errorf("%s: file is %q, want %q", text, got, after)
		}
	}
	broken := errors.New("broken")
	step(`{"n":1}`, nil, "{\"n\":1}\n")
	disk.room = 4 // half of the line fits
	step(`{"n":2}`, syscall.ENOSPC, "{\"n\":1}\n")
	disk.room, disk.syncErr = -1, broken
	step(`{"n":3}`, broken, "{\"n\":1}\n")
	disk.syncErr = nil
	step(`{"n":4}`, nil, "{\"n\":1}\n{\"n\":4}\n")
	disk.room, disk.truncates = 3, broken // the half line cannot even be taken back
	step(`{"n":5}`, broken, "{\"n\":1}\n{\"n\":4}\n{\"n")
	disk.room = -1
	step(`{"n":6}`, broken, "{\"n\":1}\n{\"n\":4}\n{\"n")
	disk.truncates = nil
	step(`{"n":7}`, nil, "{\"n\":1}\n{\"n\":4}\n{\"n\":7}\n")
}

func TestFullDevice(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	if err := open(t, "/dev/full").Save(body("{}")); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v, want %v", err, syscall.ENOSPC)
	}
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/new/hooks"
	a := open(t, dir)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("{}"))
	_ = z.Close()
	saved := []*Delivery{
		{Body: []byte("{\n \"exact\": 1}\r\n"), Label: Label{"approved", "6xx28lo115832"}},
		{Body: []byte("second"), Label: Label{"approved", "6xx28lo115832"}},
		{Body: []byte("{}"), Label: Label{"../../etc/passwd", "한국 \x00/" + strings.Repeat("x", 300)}},
		{Body: []byte("x"), Label: Label{Event: "unreadable"}},
		{Body: packed.Bytes(), Label: Label{Event: "aml"}, Encoding: "gzip"},
		{Body: packed.Bytes(), Label: Label{Event: "delete"}, Encoding: "X-GZIP"},
		{Body: nil, Label: Label{Event: "empty"}},
	}
	for _, d := range saved {
		d.Received = clock()
		if err := a.Save(d); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{
		"20260414T021109.120Z-approved-6xx28lo115832.json",
		"20260414T021109.120Z-approved-6xx28lo115832-2.json",
		"20260414T021109.120Z-______etc_passwd-_____" + strings.Repeat("x", 59) + ".json",
		"20260414T021109.120Z-unreadable.json",
		"20260414T021109.120Z-aml.json.gz",
		"20260414T021109.120Z-delete.json.gz",
	}
	for i, name := range names {
		if got := read(t, filepath.Join(dir, name)); got != string(saved[i].Body) {
			t.Errorf("%s: %q, want %q", name, got, saved[i].Body)
		}
	}
	found, err := os.ReadDir(dir)
	if err != nil || len(found) != 2*len(names) { // each with its headers
		t.Errorf("%d files, want %d: %v, %v", len(found), 2*len(names), found, err)
	}
	for _, name := range names {
		stem := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".json")
		if got := read(t, filepath.Join(dir, stem+".headers.json")); !strings.Contains(got, `"received": "2026-04-14T02:11:09.120Z"`) {
			t.Errorf("%s: headers %q", stem, got)
		}
	}
	for _, e := range found {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v; want 0600", e.Name(), info.Mode(), err)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := a.Save(body("{}")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v for a directory that is gone", err)
	}
}

func TestOpenArchive(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/x.txt", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, isDir := range map[string]bool{"/hooks": true, "/hooks.d/": true, "/x.ndjson": false, "/x.txt": false, "": true} {
		open(t, dir+path)
		if info, err := os.Stat(dir + path); err != nil || info.IsDir() != isDir {
			t.Errorf("%s: %v, %v; want a directory: %v", path, info, err, isDir)
		}
	}
	for path, want := range map[string]string{
		"/x.ndjson":       "another process",
		"/x.ndjson.gz":    "compressed",
		"/x.txt/y.ndjson": "not a directory",
		"/no/x.ndjson":    "no such file",
	} {
		if _, err := OpenArchive(dir + path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
}
