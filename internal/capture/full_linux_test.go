package capture

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A real disk fills up: what was acknowledged stays, as whole lines and
// nothing else, and when there is room again the server goes on.
func TestRealDiskThatIsFull(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := os.WriteFile(dir+"/ballast", make([]byte, 100<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"/x.ndjson", "/hooks"} {
		t.Run(kind[1:], func(t *testing.T) {
			a := open(t, dir+kind)
			s := start(t, Options{Archive: a})
			var want strings.Builder
			send := func(n int) bool {
				text := benchBody(n)
				status, _ := post(t, s.url, text)
				if status == 200 {
					want.WriteString(text + "\n")
				}
				return status == 200
			}
			n := 0
			for ; send(n); n++ {
				if n > 1000 {
					t.Fatalf("%s: the disk does not fill up", kind)
				}
			}
			if n < 3 || send(n) {
				t.Errorf("%s: full after %d events, and then not", kind, n)
			}
			if got := saved(t, dir+kind); got != want.String() {
				t.Errorf("%s: %d bytes are saved, %d were acknowledged", kind, len(got), want.Len())
			}
			if err := os.Truncate(dir+"/ballast", 1); err != nil {
				t.Fatal(err)
			}
			if !send(n) {
				t.Errorf("%s: not saved although there is room again", kind)
			}
			if got := saved(t, dir+kind); got != want.String() {
				t.Errorf("%s: %d bytes are saved, %d were acknowledged", kind, len(got), want.Len())
			}
			_ = s.stop()
			_ = a.Close()
			if err := os.RemoveAll(dir + kind); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir+"/ballast", make([]byte, 100<<10), 0o600); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// saved is what an archive holds, a body a line, in the order of the names.
func saved(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !info.IsDir() {
		return read(t, path)
	}
	files, err := filepath.Glob(path + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, ".headers.json") })
	var all strings.Builder
	for n := range len(files) { // one time and label: numbered
		name := fmt.Sprintf("%s/20260414T021109.120Z-%d.json", path, n+1)
		if n == 0 {
			name = path + "/20260414T021109.120Z.json"
		}
		all.WriteString(read(t, name) + "\n")
	}
	return all.String()
}
