package webhook

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/argosctl/argosctl/internal/lint"
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
	e := &editing{fail: func(_ string, err error) { failed = err }, begin: func(path string, file *os.File, text io.Reader) (editor, error) { return newRewriter(path, file, text) }}
	e.add(lint.Edit{Path: path, Offset: 20, Old: []byte("deleted"), New: []byte("delete"), Fixes: 1})
	e.add(lint.Edit{Path: path, Offset: 40, Old: []byte("x"), New: []byte("y"), Fixes: 1})
	e.end()
	text, err := os.ReadFile(path)
	if failed == nil || e.fixes != 0 || e.files != 0 || err != nil || string(text) != theirs {
		t.Errorf("%v, %d fixes, %v: %s", failed, e.fixes, err, text)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
