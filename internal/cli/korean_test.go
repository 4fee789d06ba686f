package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/reference"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/testkit"
)

// The functions whose argument of that number is a text for people.
var speaking = map[string]int{
	"Textf": 0, "Plain": 0, "Word": 0, "In": 1, // of say
	"Usagef": 0, "Inputf": 0, "Failf": 1, "WithHint": 0, "Warn": 0, "Note": 0, "Remark": 0, "Say": 1,
	"Label": 1, "OneArg": 0, "SomeArgs": 0, "Line": 0, "Credit": 0, "more": 0,
	"p.head": 0, "p.text": 0, "p.list": 0, "p.flags": 0, // of the help pages
	"kit.Plain": 1, "kit.Default": 2, "say.Word": 0, "target.changed": 0, "opts.changed": 0, "fault": 1, "faultAt": 2, "stopped": 3, "failed": 1, "Head": 1, "head": 0, "count": 0, "About": 0, "At": 0,
}

// spokenTexts are all texts of the command line that people read, and where each is.
func spokenTexts(src *source) map[string]string {
	texts := map[string]string{}
	add := func(text, where string) {
		if strings.ContainsFunc(text, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			texts[text] = where
		}
	}
	src.texts(add)
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
		add(row.Brief, "exit codes")
	}
	for _, key := range config.Keys() {
		add(key.Doc, "settings")
	}
	for _, fam := range view.Families() {
		add(fam.Noun, "codes")
		add("%s "+fam.Noun, "codes")
		if len(fam.Table().Codes) > 0 && fam.Command != "errorcode" { // a payload holds none
			add("not in the table of "+fam.Noun+"s", "codes")
		}
	}
	for _, info := range reference.Schemas(Root()) {
		add(info.Title, "schemas")
	}
	for _, state := range keys.States() {
		add(string(state), "states of a key")
	}
	for _, hint := range kit.HabitHints() {
		add(hint, "habits")
	}
	pages, _ := filepath.Glob("../window/assets/*.html")
	for _, page := range pages {
		text, _ := os.ReadFile(page)
		for _, said := range pageText.FindAllSubmatch(text, -1) {
			add(string(said[1]), page)
		}
	}
	return texts
}

// pageText is a text or a count in the templates of pages.
var pageText = regexp.MustCompile(`\{\{(?:t|count (?:\S+|\([^)]*\))) "([^"]*)"`)

// errorType are the types whose members are texts for people.
var errorType = regexp.MustCompile(`(Error|Refusal|Failure)$`)

// source is the code below a directory, and the constants of each package.
type source struct {
	set    *token.FileSet
	files  map[string]*ast.File
	consts map[string]string // by directory and name
}

func readSource(t *testing.T, dir string) *source {
	t.Helper()
	src := &source{token.NewFileSet(), map[string]*ast.File{}, map[string]string{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(src.set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		src.files[path] = file
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == len(spec.Names) {
				for i, name := range spec.Names {
					src.consts[filepath.Dir(path)+" "+name.Name] = src.literal(path, spec.Values[i])
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// texts calls add for what speaking functions are told to say.
func (src *source) texts(add func(text, where string)) {
	for path, file := range src.files {
		say := func(e ast.Expr) { add(src.literal(path, e), src.set.Position(e.Pos()).String()) }
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				src.call(n, say)
			case *ast.CompositeLit: // errors that hold texts, and lists of words
				for _, e := range n.Elts {
					if pair, ok := e.(*ast.KeyValueExpr); ok {
						e = pair.Value
					}
					if ofWords(n.Type) || errorType.MatchString(spelled(n.Type)) && strings.Contains(src.literal(path, e), " ") {
						say(e)
					}
				}
			case *ast.FuncDecl: // what it returns is said elsewhere
				if n.Type.Results != nil && len(n.Type.Results.List) == 1 && spelled(n.Type.Results.List[0].Type) == "say.Word" {
					ast.Inspect(n.Body, func(n ast.Node) bool {
						if r, ok := n.(*ast.ReturnStmt); ok {
							say(r.Results[0])
						}
						return true
					})
				}
			}
			return true
		})
	}
}

// ofWords tells the types of arrays, slices and maps of say.Word.
func ofWords(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType:
		return spelled(e.Elt) == "say.Word"
	case *ast.MapType:
		return spelled(e.Value) == "say.Word"
	}
	return false
}

// literals are all strings in the source.
func (src *source) literals() map[string]bool {
	all := map[string]bool{}
	for path, file := range src.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				all[src.literal(path, e)] = true
			}
			return true
		})
	}
	return all
}

func (src *source) call(call *ast.CallExpr, say func(ast.Expr)) {
	name := spelled(call.Fun)
	switch name {
	case "say.Errorf", "say.New", "errors.New":
		say(call.Args[0])
	case "say.Count":
		say(call.Args[1])
	case "p.rows": // pairs of a name and a text
		for _, arg := range call.Args {
			ast.Inspect(arg, func(n ast.Node) bool {
				if pair, ok := n.(*ast.CompositeLit); ok && len(pair.Elts) == 2 {
					say(pair.Elts[1])
				}
				return true
			})
		}
	}
	at, ok := speaking[name]
	if !ok {
		at, ok = speaking[name[strings.LastIndexByte(name, '.')+1:]]
	}
	if ok && at < len(call.Args) {
		say(call.Args[at])
	}
}

// spelled is an expression of names and dots.
func spelled(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return spelled(e.X) + "." + e.Sel.Name
	}
	return ""
}

// literal is the text of a string that stands in the source, or of a constant of the
// package; empty for anything else.
func (src *source) literal(path string, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, _ := strconv.Unquote(e.Value)
			return text
		}
	case *ast.Ident:
		return src.consts[filepath.Dir(path)+" "+e.Name]
	case *ast.BinaryExpr:
		if left, right := src.literal(path, e.X), src.literal(path, e.Y); left != "" && right != "" {
			return left + right
		}
	}
	return ""
}

// TestKoreanIsWhole: no text lacks a Korean one, and no Korean one lacks its text.
func TestKoreanIsWhole(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	src := readSource(t, "..")
	spoken, literals := spokenTexts(src), src.literals()
	known := map[string]bool{}
	for _, e := range say.Entries() {
		switch {
		case known[e.ID]:
			t.Errorf("ko.po:%d: %q stands there twice", e.Line, e.ID)
		case spoken[e.ID] == "" && !literals[e.ID]: // a word may be said of what is a value elsewhere
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

// TestKoreanTerms: messages have the terms of the catalogue.
func TestKoreanTerms(t *testing.T) {
	t.Parallel()
	for _, e := range say.Entries() {
		for _, word := range testkit.AvoidedKorean() {
			if strings.Contains(e.Text, word) {
				t.Errorf("ko.po:%d: %q in %q", e.Line, word, e.Text)
			}
		}
	}
}

// TestKoreanKeepsArguments: a translation has the arguments of its text, each once.
func TestKoreanKeepsArguments(t *testing.T) {
	t.Parallel()
	verb := regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z]`)
	particle, counter := regexp.MustCompile(`%(\[\d+\])?[a-z]\p{Hangul}+`), regexp.MustCompile(`[a-z](개|건|번|회|자|명|일|시간|분|초|바이트|행|열)`)
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
		if at := particle.FindString(e.Text); at != "" && !counter.MatchString(at) {
			t.Errorf("ko.po:%d: a particle behind a variable does not fit every value: %s", e.Line, at)
		}
	}
}

// numbered gives a verb the number of its argument.
func numbered(verb string, i int) string {
	if number, rest, ok := strings.Cut(strings.TrimPrefix(verb, "%["), "]"); ok {
		return number + rest
	}
	return strconv.Itoa(i+1) + verb[1:]
}
