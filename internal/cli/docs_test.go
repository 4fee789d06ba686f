package cli

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/report"

	"github.com/argosctl/argosctl/internal/testkit"
)

var update = flag.Bool("update", false, "rewrite the output shown in the documentation")

// TestDocs runs every command that README.md and docs/ show. Of a fenced block
// that opens with
//
//   - ```console, each `$ ` line is a command (`> ` continues it) of one shell,
//     and the lines below are what it prints on both streams, where `...`
//     stands for any lines; -update rewrites them;
//   - ```sh, each command must exit with 0; in docs/reference, where examples
//     name files of the reader, it must only be a command line that exists;
//   - ```sh norun, it installs, or waits for a person: of its lines, those that
//     begin with argosctl must be command lines that exist, and so must those in a
//     ```yaml or ```groovy recipe.
//   - either with `needs PROGRAM`, it runs where the program is installed.
//   - a programming language, on the pages about receiving webhooks, the block
//     is a file of testdata/handlers; -update copies it.
//
// A page's commands share one scratch directory, in which testdata is the
// project's; argosctl is the real binary, without configuration and key.
func TestDocs(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := selfDir(t)
	for _, page := range docsPages(t, repo) {
		name, err := filepath.Rel(repo, page)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runPage(t, page, newDocsShell(t, repo, bin))
		})
	}
}

func runPage(t *testing.T, path string, shell *docsShell) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reference := filepath.Base(filepath.Dir(path)) == "reference"
	var rewritten bytes.Buffer
	for _, b := range splitBlocks(string(text)) {
		info, program, needs := strings.Cut(b.info, " needs ")
		if _, err := exec.LookPath(program); !needs || err == nil {
			b.info = info
		}
		switch {
		case b.info == "console":
			b.body = checkConsole(t, shell, b)
		case handlerBlocks(path)[b.info] != "":
			b.body = checkHandler(t, b, handlerBlocks(path)[b.info])
		case b.info == "sh" && reference:
			for _, command := range exampleCommands(b.body) {
				checkExists(t, shell, command)
			}
		case b.info == "sh norun" || b.info == "yaml" || b.info == "groovy":
			for _, command := range ownCommands(b.body) {
				checkExists(t, shell, command)
			}
		case b.info == "sh":
			if out, code := shell.run(b.body, time.Minute); code != 0 {
				t.Errorf("line %d: exit code %d\n%s", b.line, code, out)
			}
		}
		rewritten.WriteString(b.before + b.body)
	}
	if *update && !bytes.Equal(rewritten.Bytes(), text) {
		if err := os.WriteFile(path, rewritten.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// checkConsole runs the commands of a block and returns the block as it should
// be.
func checkConsole(t *testing.T, shell *docsShell, b docsBlock) string {
	t.Helper()
	steps := splitConsole(b)
	var script, fresh strings.Builder
	for _, step := range steps {
		script.WriteString(step.command + "\necho " + stepEnd + "\n")
	}
	all, _ := shell.run(script.String(), time.Minute)
	outs := strings.Split(all, stepEnd+"\n")
	for i, step := range steps {
		out := ""
		if i < len(outs) {
			out = outs[i]
		}
		if out != "" && !strings.HasSuffix(out, "\n") {
			out += "\n"
		}
		fresh.WriteString(step.shown)
		if failure.MatchString(out) && !showsCode.MatchString(step.shown) {
			t.Errorf("line %d: `%s` fails, and does not show its exit code:\n%s", step.line, strings.TrimSpace(step.command), out)
		}
		if matchesShown(step.want, out) {
			fresh.WriteString(step.want)
			continue
		}
		fresh.WriteString(out)
		if !*update {
			t.Errorf("line %d: `%s` prints\n%s\nbut the page shows\n%s\n(go test ./internal/cli -run TestDocs -update rewrites it)",
				step.line, strings.TrimSpace(step.command), out, step.want)
		}
	}
	return fresh.String()
}

// A command that a page shows failing prints its exit code as well: nobody shows a
// failure by mistake.
var (
	failure   = regexp.MustCompile(`(?m)^(error|오류): `)
	showsCode = regexp.MustCompile(`(exit code|종료 코드) \$\?`)
)

// stepEnd is printed after each command of a console block.
const stepEnd = "--- end of the command ---"

// checkExists runs an example of the help with whatever files it names: it may
// fail for want of them, but not for how it is written. Of a server, which
// would wait for others, only the flags are read.
func checkExists(t *testing.T, shell *docsShell, command string) {
	t.Helper()
	for _, server := range []string{"argosctl listen", "argosctl mock"} {
		if strings.HasPrefix(command, server) && !strings.ContainsAny(command, "|&;") {
			command += " --help"
		}
	}
	switch out, code := shell.run(command, 2*time.Second); code {
	case 2, 70, 126, 127:
		t.Errorf("`%s` exits with %d\n%s", command, code, out)
	}
}

// docsShell runs commands in one scratch directory.
type docsShell struct {
	t        *testing.T
	dir, bin string
}

func newDocsShell(t *testing.T, repo, bin string) *docsShell {
	t.Helper()
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(repo, "testdata"), filepath.Join(dir, "testdata")); err != nil {
		t.Fatal(err)
	}
	return &docsShell{t: t, dir: dir, bin: bin}
}

// run returns what command prints on both streams, and its exit code: -1 for
// one that had to be ended. What it left in the
// background ends with the page.
func (s *docsShell) run(command string, limit time.Duration) (string, int) {
	ctx, stop := context.WithTimeout(context.Background(), limit)
	defer stop()
	cmd := exec.CommandContext(ctx, "bash", "-c", command)
	cmd.Dir = s.dir
	cmd.Env = []string{
		"PATH=" + s.bin + ":" + os.Getenv("PATH"), "HOME=" + s.dir, "XDG_CONFIG_HOME=" + s.dir + "/.config",
		"LC_ALL=C.UTF-8",
		"HTTPS_PROXY=http://127.0.0.1:9", // no example reaches the real API, key or not
	}
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	s.t.Cleanup(func() { endGroup(cmd) })
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return err.Error(), 127
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// docsPages are README.md, its Korean, and every page of docs.
func docsPages(t *testing.T, repo string) []string {
	t.Helper()
	pages := []string{filepath.Join(repo, "README.md"), filepath.Join(repo, "README.ko.md")}
	err := filepath.WalkDir(filepath.Join(repo, "docs"), func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".md" {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestPagesNameEveryReportFormat: what validate can write is listed where
// people look for it.
func TestPagesNameEveryReportFormat(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"contract.md": {"`--format " + strings.Join(report.Formats(), "|") + "`"},
		"validate.md": nil,
	}
	for _, name := range report.Formats() {
		tests["validate.md"] = append(tests["validate.md"], "`"+name+"`")
	}
	for page, want := range tests {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range want {
				if !bytes.Contains(text, []byte(name)) {
					t.Errorf("it does not name %s", name)
				}
			}
		})
	}
}
