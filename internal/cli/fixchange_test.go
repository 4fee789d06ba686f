package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFixMeetsAChange: a file that changes while it is repaired is left alone.
func TestFixMeetsAChange(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.json")
	const theirs = `{"webhook_trigger":"delete","submission_id":"x"}`
	if err := os.WriteFile(path, []byte(theirs), 0o600); err != nil {
		t.Fatal(err)
	}
	var failed error
	e := &editing{fail: func(_ string, err error) { failed = err }, begin: func(path string, file *os.File) (editor, error) { return newRewriter(path, file) }}
	e.add(repair{path: path, offset: 20, old: []byte("deleted"), new: []byte("delete"), fixes: 1})
	e.add(repair{path: path, offset: 40, old: []byte("x"), new: []byte("y"), fixes: 1})
	e.end()
	text, err := os.ReadFile(path)
	if failed == nil || e.fixes != 0 || e.files != 0 || err != nil || string(text) != theirs {
		t.Errorf("%v, %d fixes, %v: %s", failed, e.fixes, err, text)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
