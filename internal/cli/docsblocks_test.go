package cli

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// docsBlock is a fenced block and the text before it; the last one of a page
// is only text. Its fences belong to the text.
type docsBlock struct {
	before string
	info   string
	line   int // of the first line of body
	body   string
}

func splitBlocks(text string) []docsBlock {
	blocks := []docsBlock{{}}
	inside, line := false, 0
	for l := range strings.Lines(text) {
		line++
		b := &blocks[len(blocks)-1]
		switch fence, ok := strings.CutPrefix(l, "```"); {
		case ok && !inside:
			inside = true
			b.before += l
			b.info, b.line = strings.TrimSpace(fence), line+1
		case ok:
			inside = false
			blocks = append(blocks, docsBlock{before: l})
		case inside:
			b.body += l
		default:
			b.before += l
		}
	}
	return blocks
}

// consoleStep is one command of a console block.
type consoleStep struct {
	line    int
	shown   string // the command as the page shows it, with prompts
	command string
	want    string
}

func splitConsole(b docsBlock) []consoleStep {
	var steps []consoleStep
	line := b.line - 1
	for l := range strings.Lines(b.body) {
		line++
		if command, ok := strings.CutPrefix(l, "$ "); ok {
			steps = append(steps, consoleStep{line: line, shown: l, command: command})
			continue
		}
		if len(steps) == 0 {
			continue
		}
		s := &steps[len(steps)-1]
		if more, ok := strings.CutPrefix(l, "> "); ok && s.want == "" {
			s.shown, s.command = s.shown+l, s.command+more
			continue
		}
		s.want += l
	}
	return steps
}

// matchesShown compares line by line; a line of only "..." stands for any.
func matchesShown(want, got string) bool {
	return matchLines(strings.Split(strings.TrimRight(want, "\n"), "\n"), strings.Split(strings.TrimRight(got, "\n"), "\n"))
}

func matchLines(want, got []string) bool {
	for len(want) > 0 {
		if want[0] == "..." {
			for skip := range len(got) + 1 {
				if matchLines(want[1:], got[skip:]) {
					return true
				}
			}
			return false
		}
		if len(got) == 0 || got[0] != want[0] {
			return false
		}
		want, got = want[1:], got[1:]
	}
	return len(got) == 0
}

// exampleCommands joins lines that a backslash continues.
func exampleCommands(body string) []string {
	body = strings.ReplaceAll(body, "\\\n", " ")
	return strings.Split(strings.TrimSpace(body), "\n")
}

// ownCommands are the command lines of argosctl alone in a block that is not run, or in
// a recipe: of a pipe its beginning, and nothing that would write a file.
func ownCommands(body string) (commands []string) {
	inRecipe := regexp.MustCompile(`^\s*(- )?(run: |sh ')?`)
	computed := regexp.MustCompile(`\$\{\{.*?\}\}|\$\(\(.*?\)\)`)
	body = strings.ReplaceAll(computed.ReplaceAllString(body, "1"), `"$GOPATH/bin/argosctl"`, "argosctl")
	for line := range strings.Lines(body) {
		command, _, _ := strings.Cut(strings.TrimSpace(inRecipe.ReplaceAllString(line, "")), " #")
		if i := strings.IndexAny(command, "|<>&;"); i >= 0 {
			command = command[:i]
		}
		command = strings.NewReplacer("$part", "1", "{}", "1").Replace(strings.TrimSpace(command))
		if strings.HasPrefix(command, "argosctl ") {
			commands = append(commands, strings.TrimRight(command, `\'`))
		}
	}
	return commands
}

func TestOwnCommands(t *testing.T) {
	t.Parallel()
	body := "make install && argosctl version\nargosctl decode a --shard $part/4 | gzip > b # all\n  argosctl listen --ui  # waits\nPORT=1 node a.mjs &\n" +
		"      - run: argosctl validate --shard ${{ matrix.part }}/4\n    - argosctl timeline --shard $((I + 1))/2\n  sh '\"$GOPATH/bin/argosctl\" explain x'\n"
	want := []string{"argosctl decode a --shard 1/4", "argosctl listen --ui", "argosctl validate --shard 1/4", "argosctl timeline --shard 1/2", "argosctl explain x"}
	if got := ownCommands(body); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMatchesShown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		want, got string
		ok        bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\nb\n\n", "a\nb\n", true}, // a blank line before the fence or the next command
		{"a\n", "a\nb\n", false},
		{"a\nb\n", "a\n", false},
		{"a\n...\n", "a\nb\nc\n", true},
		{"...\nc\n", "a\nb\nc\n", true},
		{"a\n...\nc\n", "a\nb\n", false},
		{"...\nb\n...\nd\n", "b\nc\nb\nd\n", true},
		{"a\n", "b\n", false},
		{"", "", true},
		{"", "a\n", false},
	} {
		if got := matchesShown(tt.want, tt.got); got != tt.ok {
			t.Errorf("matchesShown(%q, %q) is %v", tt.want, tt.got, got)
		}
	}
}

func TestSplitBlocksKeepsEveryByte(t *testing.T) {
	t.Parallel()
	text := "# a\n```console\n$ one \\\n> two\nout\n$ three\n```\nmid\n```sh\nx\n```\nend"
	blocks := splitBlocks(text)
	var joined strings.Builder
	for _, b := range blocks {
		joined.WriteString(b.before + b.body)
	}
	if joined.String() != text {
		t.Errorf("got %q", joined.String())
	}
	steps := splitConsole(blocks[0])
	if len(steps) != 2 || steps[0].command != "one \\\ntwo\n" || steps[0].want != "out\n" || steps[1].line != 6 {
		t.Errorf("got %+v", steps)
	}
}

// TestEveryBlockIsKnown: no page shows a command in a block that TestDocs passes over.
func TestEveryBlockIsKnown(t *testing.T) {
	t.Parallel()
	programs := []string{"node", "parallel", "sqlite3"}
	others := []string{"yaml", "groovy", "text", "json", "sql", "po", "mermaid", "go", "js", "python", "java"}
	command := regexp.MustCompile(`(?m)^(\$ )?argosctl `)
	for _, page := range docsPages(t, filepath.Dir(inRepo("README.md"))) {
		text := readPage(t, page)
		for _, b := range splitBlocks(text) {
			info, program, needs := strings.Cut(b.info, " needs ")
			switch {
			case info == "console" && (!needs || slices.Contains(programs, program)), b.info == "sh", b.info == "sh norun", b.body == "":
			case !slices.Contains(others, b.info):
				t.Errorf("%s:%d: a block of %q", page, b.line, b.info)
			case b.info == "text" && command.MatchString(b.body) && filepath.Base(filepath.Dir(page)) != "reference":
				t.Errorf("%s:%d: a command that nobody runs:\n%s", page, b.line, b.body)
			}
		}
		if m := regexp.MustCompile("(?m)^(?:[ \t]+```(?:sh|console|bash)|~~~).*$").FindString(text); m != "" {
			t.Errorf("%s: TestDocs does not see the block %q", page, m)
		}
	}
}
