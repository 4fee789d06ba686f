package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/argosctl/argosctl/internal/workdir"
)

// tree makes files, by their paths and contents, below a new directory. A
// content that starts with "->" makes a link.
func tree(t testing.TB, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, ok := strings.CutPrefix(content, "->"); ok {
			err = os.Symlink(target, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// resolved names what the paths below dir lead to.
func resolved(t *testing.T, dir string, paths ...string) []string {
	t.Helper()
	for i, path := range paths {
		if path != Stdin {
			paths[i] = filepath.Join(dir, path)
		}
	}
	inputs, err := Resolve(paths, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range inputs {
		line := strings.TrimPrefix(in.Path, dir+"/")
		if in.Err != nil {
			line = "! " + strings.ReplaceAll(in.Err.Error(), dir+"/", "")
		}
		got = append(got, line)
	}
	return got
}

func TestResolve(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"w/a.json": "{}", "w/a/x.json": "{}", "w/a-b.jsonl": "", "w/b.ndjson.gz": "", "w/README.md": "",
		"w/c.json.bak": "", "w/deep/er/z.json": "", "w/link.json": "->a.json", "w/loop": "->../w",
		"w/loop.json": "->../w", "w/dead.json": "->nowhere", "w/dir.json/in.json": "",
		"empty/x.txt": "", "we[i]rd.json": "", "한글 name.json": "",
	})
	for _, tt := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"directory", []string{"w"}, []string{"w/a-b.jsonl", "w/a.json", "w/a/x.json", "w/b.ndjson.gz",
			"w/dead.json", "w/deep/er/z.json", "w/dir.json/in.json", "w/link.json"}},
		{"link to a directory", []string{"w/loop/deep"}, []string{"w/loop/deep/er/z.json"}},
		{"any file", []string{"w/README.md"}, []string{"w/README.md"}},
		{"order and repetition", []string{"w/link.json", "-", "w/a.json", "w/./a.json", "-", "w/link.json"},
			[]string{"w/link.json", "-", "w/a.json"}},
		{"glob", []string{"w/*.json"}, []string{"w/a.json", "w/dead.json", "w/link.json"}},
		{"deep glob", []string{"w/**/*.json"}, []string{"w/a.json", "w/a/x.json", "w/dead.json",
			"w/deep/er/z.json", "w/dir.json/in.json", "w/link.json"}},
		{"braces", []string{"w/*.{jsonl,ndjson.gz}"}, []string{"w/a-b.jsonl", "w/b.ndjson.gz"}},
		{"literal name of a glob", []string{"we[i]rd.json"}, []string{"we[i]rd.json"}},
		{"wide name", []string{"한글 *"}, []string{"한글 name.json"}},
		{"nothing", []string{"no", "w/*.xml", "empty", "w/[", "w/a.json"}, []string{
			"! no: file does not exist", "! w/*.xml: no file matches the pattern",
			"! empty: directory holds no *.json, *.ndjson or *.jsonl file, nor a packed one (.gz, .zst, .bz2)",
			"! w/[: malformed pattern", "w/a.json"}},
		{"dead link", []string{"w/dead.json"}, []string{"! w/dead.json: the link points to nowhere: file does not exist"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, resolved(t, dir, tt.paths...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestResolveLeavesOut: hidden directories, node_modules and links out of the
// directory are not walked, unless they are named.
func TestResolveLeavesOut(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"w/A.JSON": "{}", "w/B.Json": "{}", "w/c.json": "{}", "w/d.NDJSON.GZ": "", "w/.hidden.json": "{}",
		"w/.git/x.json": "{}", "w/deep/node_modules/p/x.json": "{}", "w/deep/.cache/x.json": "{}",
		"w/in.json": "->c.json", "w/up.json": "->../out/o.json", "w/updir": "->../out", "w/indir": "->deep",
		"w/deep/up.json": "->../../out/o.json", "out/o.json": "{}", "link": "->w",
	})
	walked := []string{"w/.hidden.json", "w/A.JSON", "w/B.Json", "w/c.json", "w/d.NDJSON.GZ", "w/in.json"}
	for _, tt := range []struct {
		path    string
		want    []string
		outside []string
	}{
		{"w", walked, []string{"w/deep/up.json", "w/up.json", "w/updir"}},
		{"link/", []string{"link/.hidden.json", "link/A.JSON", "link/B.Json", "link/c.json", "link/d.NDJSON.GZ", "link/in.json"},
			[]string{"link/deep/up.json", "link/up.json", "link/updir"}},
		{"w/.git", []string{"w/.git/x.json"}, nil},
		{"w/deep/node_modules", []string{"w/deep/node_modules/p/x.json"}, nil},
		{"w/**/*.json", []string{"w/.hidden.json", "w/c.json", "w/in.json"}, []string{"w/deep/up.json", "w/up.json"}},
		{"w/.*/x.json", []string{"w/.git/x.json"}, nil},
		{"w/*/x.json", []string{"! w/*/x.json: no file matches the pattern"}, nil},
		{"w/**/node_modules/**/*.json", []string{"w/deep/node_modules/p/x.json"}, nil},
		{"w/up.json", []string{"w/up.json"}, nil},
	} {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			var outside, got []string
			inputs, err := Resolve([]string{filepath.Join(dir, tt.path)}, Options{Outside: func(_ string, links []string) {
				for _, link := range links {
					outside = append(outside, strings.TrimPrefix(link, dir+"/"))
				}
			}})
			for _, in := range inputs {
				line := strings.TrimPrefix(in.Path, dir+"/")
				if in.Err != nil {
					line = "! " + strings.ReplaceAll(in.Err.Error(), dir+"/", "")
				}
				got = append(got, line)
			}
			if err != nil || cmp.Diff(tt.want, got) != "" || cmp.Diff(tt.outside, outside) != "" {
				t.Errorf("%v\n%s%s", err, cmp.Diff(tt.want, got), cmp.Diff(tt.outside, outside))
			}
		})
	}
}

// TestResolveBeside: the files of a directory that may hold webhooks, and that it
// does not stand for, are told of, unless they are read all the same.
func TestResolveBeside(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"w/a.json": "{}", "w/app.LOG": "", "w/app.log.1": "", "w/app.log.2026-11-26.gz": "", "w/deep/x.har": "", "w/deep/y.csv.zst": "",
		"w/README.md": "", "w/.gitkeep": "", "w/.hidden.log": "", "w/LICENSE.txt": "", "w/main.go": "", "w/dump": "", "w/a.headers.json": "{}",
		"w/.git/x.log": "", "w/in.log": "->app.LOG", "w/dead.log": "->nowhere", "w/dir.log": "->deep", "only/x.log": "",
	})
	texts := []string{"w/.hidden.log", "w/app.LOG", "w/app.log.1", "w/app.log.2026-11-26.gz", "w/deep/x.har", "w/deep/y.csv.zst", "w/in.log"}
	for _, tt := range []struct {
		name    string
		paths   []string
		anyText bool
		want    []string
	}{
		{"texts", []string{"w"}, false, texts},
		{"any text", []string{"w"}, true, []string{"w/.hidden.log", "w/a.headers.json", "w/app.LOG", "w/app.log.1", "w/app.log.2026-11-26.gz",
			"w/deep/x.har", "w/deep/y.csv.zst", "w/dump", "w/in.log", "w/main.go"}},
		{"named as well", []string{"w", "w/app.LOG", "w/./deep/x.har", "w/in.log"}, false, []string{"w/.hidden.log", "w/app.log.1", "w/app.log.2026-11-26.gz", "w/deep/y.csv.zst"}},
		{"twice", []string{"w", "w/", "w/deep"}, false, texts},
		{"a glob", []string{"w/*.json"}, true, nil},
		{"a file", []string{"w/a.json"}, true, nil},
		{"nothing else", []string{"only"}, true, nil}, // an error says so
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for i, path := range tt.paths {
				tt.paths[i] = dir + "/" + path
			}
			_, err := Resolve(tt.paths, Options{AnyText: tt.anyText, Beside: func(files []string) {
				for _, file := range files {
					got = append(got, strings.TrimPrefix(file, dir+"/"))
				}
			}})
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
}

func TestEndingOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a/app.log": ".log", "app.log.1": ".log", "app.log.12.gz": ".log", "app.log-20261126": ".log", "app.LOG": ".LOG", "x.csv.bz2": ".csv",
		"dump": "", ".env": "", "a.headers.json": ".headers.json", "x.7z": ".7z", "v1.2": ".2", "a.json.bak": ".bak",
	} {
		t.Run(name, func(t *testing.T) {
			if got := EndingOf(name); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestDistinct(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "{}", "A.json": "->a.json", "z.json": "->a.json", "b.json": "{}", "d/x": "", "dir": "->."})
	var inputs []Input
	for _, name := range []string{"A.json", "a.json", "d/../a.json", "dir/a.json", "z.json", "b.json"} {
		inputs = append(inputs, Input{Path: dir + "/" + name})
	}
	inputs = append(inputs, InMemory("m", nil), Input{Path: Stdin, stdin: true}, Input{Path: dir + "/none"})
	var got []string
	for _, in := range Distinct(inputs) {
		got = append(got, strings.TrimPrefix(in.Path, dir+"/"))
	}
	if diff := cmp.Diff([]string{"a.json", "b.json", "m", "-", "none"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestResolveNoPath(t *testing.T) {
	t.Parallel()
	inputs, err := Resolve(nil, Options{Stdin: strings.NewReader("")})
	if err != nil || len(inputs) != 1 || inputs[0].Path != Stdin {
		t.Errorf("piped: got %v, %v", inputs, err)
	}
	for _, opts := range []Options{{}, {Stdin: strings.NewReader(""), StdinIsTerminal: true}} {
		if _, err := Resolve(nil, opts); !errors.Is(err, ErrNoInput) {
			t.Errorf("%+v: got %v", opts, err)
		}
	}
}

// TestResolveWorkingDirectory has paths come out as short as they went in.
func TestResolveWorkingDirectory(t *testing.T) {
	t.Chdir(tree(t, map[string]string{"b.json": "", "a/x.json": ""}))
	inputs, _ := Resolve([]string{"."}, Options{})
	if len(inputs) != 2 || inputs[0].Path != "a/x.json" || inputs[1].Path != "b.json" {
		t.Errorf("got %v", inputs)
	}
}

// TestTwins: a name is found that is written with other bytes and looks alike.
func TestTwins(t *testing.T) {
	t.Parallel()
	dir := workdir.Dir(t.TempDir())
	folder, name := norm.NFD.String("웹훅"), norm.NFD.String("재시도.json")
	if err := os.MkdirAll(dir.Path(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir.Path(filepath.Join(folder, name)), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, path, want string }{
		{"by the keyboard's letters", "웹훅/재시도.json", filepath.Join(folder, name)},
		{"the name alone", filepath.Join(folder, "재시도.json"), filepath.Join(folder, name)},
		{"as it is written", filepath.Join(folder, name), filepath.Join(folder, name)},
		{"absolute", dir.Path("웹훅/재시도.json"), dir.Path(filepath.Join(folder, name))},
		{"another name", "웹훅/승인.json", ""},
		{"another directory", "기록/재시도.json", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inputs, err := Resolve([]string{tt.path}, Options{Dir: dir})
			if err != nil || len(inputs) != 1 {
				t.Fatal(inputs, err)
			}
			if in := inputs[0]; (in.Err == nil) != (tt.want != "") || in.Err == nil && in.Path != tt.want {
				t.Errorf("%q, %v", in.Path, in.Err)
			}
		})
	}
}
