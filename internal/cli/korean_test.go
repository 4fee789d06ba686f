package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/say"
)

// The functions whose argument of that number is a text for people.
var speaking = map[string]int{
	"Textf": 0, "Plain": 0, "Word": 0, "In": 1, // of say
	"Usagef": 0, "Inputf": 0, "Failf": 1, "WithHint": 0, "Warn": 0, "Note": 0, "Remark": 0, "Say": 1,
	"Label": 1, "OneArg": 0, "SomeArgs": 0,
}

// spokenTexts are all texts of the command line that people read, and where each is.
func spokenTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	add := func(text, where string) {
		if strings.ContainsFunc(text, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			texts[text] = where
		}
	}
	walkTexts(t, "..", add)
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		at := "the help of " + cmd.CommandPath()
		add(cmd.Short, at)
		if !cmd.IsAdditionalHelpTopicCommand() { // those are put together
			add(cmd.Long, at)
		}
		for _, group := range cmd.Groups() {
			add(group.Title, at)
		}
		cmd.NonInheritedFlags().VisitAll(func(flag *pflag.Flag) { add(flag.Usage, at) })
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(Root())
	for _, row := range kit.ExitCodes() {
		add(row.Meaning, "exit codes")
	}
	for _, key := range config.Keys() {
		add(key.Doc, "settings")
	}
	for _, fam := range view.Families() {
		add(fam.Noun, "codes")
	}
	for _, hint := range kit.HabitHints() {
		add(hint, "habits")
	}
	return texts
}

// walkTexts reads the source below dir for calls of speaking functions.
func walkTexts(t *testing.T, dir string, add func(text, where string)) {
	t.Helper()
	set := token.NewFileSet()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
				if pkg, ok := fun.X.(*ast.Ident); ok && pkg.Name == "say" && name == "Errorf" {
					name = "Textf"
				}
				if pkg, ok := fun.X.(*ast.Ident); ok && pkg.Name == "say" && name == "Count" {
					add(literal(call.Args[1]), set.Position(call.Pos()).String())
				}
			}
			if at, ok := speaking[name]; ok && at < len(call.Args) {
				add(literal(call.Args[at]), set.Position(call.Pos()).String())
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// literal is the text of a string that stands in the source; empty for anything else.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, _ := strconv.Unquote(e.Value)
			return text
		}
	case *ast.BinaryExpr:
		if left, right := literal(e.X), literal(e.Y); left != "" && right != "" {
			return left + right
		}
	}
	return ""
}

// TestKoreanIsWhole: no text lacks a Korean one, and no Korean one lacks its text.
func TestKoreanIsWhole(t *testing.T) {
	t.Parallel()
	spoken := spokenTexts(t)
	known := map[string]bool{}
	for _, e := range say.Entries() {
		switch {
		case known[e.ID]:
			t.Errorf("ko.po:%d: %q stands there twice", e.Line, e.ID)
		case spoken[e.ID] == "":
			t.Errorf("ko.po:%d: nobody says %q", e.Line, e.ID)
		case e.Text == "":
			t.Errorf("ko.po:%d: %q has no Korean", e.Line, e.ID)
		}
		known[e.ID] = true
	}
	for _, text := range slices.Sorted(maps.Keys(spoken)) {
		if !known[text] {
			t.Errorf("ko.po lacks %q (%s)", text, spoken[text])
		}
	}
}

// TestKoreanKeepsArguments: a translation has the arguments of its text, each once.
func TestKoreanKeepsArguments(t *testing.T) {
	t.Parallel()
	verb := regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z]|` + "`[^`]*`")
	for _, e := range say.Entries() {
		var want, got []string
		for i, v := range verb.FindAllString(e.ID, -1) {
			want = append(want, numbered(v, i))
		}
		for i, v := range verb.FindAllString(e.Text, -1) {
			got = append(got, numbered(v, i))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("ko.po:%d: %q has %q, its Korean %q", e.Line, e.ID, want, got)
		}
	}
}

// numbered gives a verb the number of its argument; names in backquotes are not
// translated and have none.
func numbered(verb string, i int) string {
	switch {
	case verb[0] == '`':
		return "`"
	case strings.HasPrefix(verb, "%["):
		number, rest, _ := strings.Cut(verb[2:], "]")
		return number + rest
	}
	return strconv.Itoa(i+1) + verb[1:]
}
