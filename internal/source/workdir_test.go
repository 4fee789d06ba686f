package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/workdir"
)

// TestWorkingDirectory: paths start at Options.Dir, whatever characters its
// name holds, and stay as they were given.
func TestWorkingDirectory(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	here := filepath.Join(root, "a[b]*{c}")
	for _, name := range []string{"a[b]*{c}/x.json", "a[b]*{c}/deep/y.json", "beside/z.json"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(`{}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"deep/in.json": "y.json", "deep/out.json": filepath.Join(root, "beside/z.json")} {
		if err := os.Symlink(to, filepath.Join(here, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name string
		path string
		want []string
	}{
		{"file", "x.json", []string{"x.json"}},
		{"current directory", ".", []string{"deep/in.json", "deep/y.json", "x.json"}},
		{"directory", "deep", []string{"deep/in.json", "deep/y.json"}},
		{"directory above", "../beside", []string{"../beside/z.json"}},
		{"glob", "*.json", []string{"x.json"}},
		{"deep glob", "**/*.json", []string{"deep/in.json", "deep/y.json", "x.json"}},
		{"glob above", "../beside/*.json", []string{"../beside/z.json"}},
		{"absolute", filepath.Join(root, "beside"), []string{filepath.Join(root, "beside/z.json")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opts := Options{Dir: workdir.Dir(here)}
			inputs, err := Resolve([]string{tt.path}, opts)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range inputs {
				if in.Err != nil {
					t.Fatal(in.Err)
				}
				got = append(got, filepath.ToSlash(in.Path))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if size, ok := TotalSize(inputs); !ok || size != 2*int64(len(inputs)) {
				t.Errorf("%d bytes, %v", size, ok)
			}
		})
	}
}
