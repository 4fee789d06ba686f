package catalog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestFactsAreWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	if !strings.Contains(catalog.Facts()[0].Text.En, catalog.WebhookSender) {
		t.Errorf("the first fact does not name the sender %s", catalog.WebhookSender)
	}
	for _, k := range catalog.Facts() {
		if !slug(k.ID) || seen[k.ID] || len(k.Names) == 0 {
			t.Errorf("fact %q: no slug, there twice, or without other names", k.ID)
		}
		seen[k.ID] = true
		fact(t, k.ID, k.Fact)
		both(t, k.ID, k.Text)
		if k.Advice != (catalog.Text{}) {
			both(t, k.ID+" advice", k.Advice)
		}
	}
}

func TestLedgerIsWhole(t *testing.T) {
	t.Parallel()
	ledger := catalog.Unknowns()
	both(t, "contradicted", ledger.Contradicted)
	both(t, "report", ledger.Report)
	groups, seen := map[string]int{}, map[string]bool{}
	for _, g := range ledger.Groups {
		groups[g.ID] = 0
	}
	for _, step := range ledger.Session {
		both(t, "session", step)
	}
	for _, k := range catalog.Facts() {
		seen[k.ID] = true // no name stands for two things
	}
	for _, u := range ledger.Unknowns {
		if !slug(u.ID) || seen[u.ID] {
			t.Errorf("unknown %q: no slug, or there twice", u.ID)
		}
		seen[u.ID] = true
		if _, ok := groups[u.Group]; !ok {
			t.Errorf("%s: no group %q", u.ID, u.Group)
		}
		groups[u.Group]++
		both(t, u.ID+" question", u.Question)
		both(t, u.ID+" assumed", u.Assumed)
		both(t, u.ID+" settle", u.Settle)
		if u.Trail.En == "" || u.Trail.Ko == "" || len(u.Commands) == 0 {
			t.Errorf("%s: no trail, or no command", u.ID)
		}
		if got := catalog.UnknownByID(u.ID); got == nil || got.ID != u.ID {
			t.Errorf("UnknownByID(%q) = %v", u.ID, got)
		}
	}
	for id, n := range groups {
		if n == 0 {
			t.Errorf("group %s has no entry", id)
		}
	}
	if len(ledger.Unknowns) < 47 {
		t.Errorf("%d unknowns, want the 47 that were counted", len(ledger.Unknowns))
	}
	if catalog.UnknownByID("nothing") != nil {
		t.Error("found an unknown that is not there")
	}
}

func TestContradicts(t *testing.T) {
	t.Parallel()
	got := catalog.Contradicts(catalog.UnknownCiphertextEncoding)
	want := catalog.Text{
		En: "this contradicts what argosctl assumes (ciphertext-encoding); please report it without the data: `argosctl explain ciphertext-encoding` says how",
		Ko: "argosctl의 가정(ciphertext-encoding)과 다릅니다. 데이터는 빼고 알려 주세요. 방법은 `argosctl explain ciphertext-encoding`에 있습니다",
	}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// The one place that makes each assumption is there: a symbol of a Go package,
// or a text in a data file.
func TestAssumptionsAreWhereTheySay(t *testing.T) {
	t.Parallel()
	for _, u := range catalog.Unknowns().Unknowns {
		if u.AssumedIn != "" && !stands(t, u.AssumedIn) {
			t.Errorf("%s: no %s", u.ID, u.AssumedIn)
		}
	}
	for _, where := range []string{"internal/seal.nothing", "internal/returnurl.Reader.nothing", "internal/nothing.Open", "internal/catalog/data/enums.yaml#no such text", "internal/catalog/data/no.yaml#x"} {
		if stands(t, where) {
			t.Errorf("found %s", where)
		}
	}
}

func stands(t *testing.T, where string) bool {
	t.Helper()
	const repo = "../.."
	if file, text, ok := strings.Cut(where, "#"); ok {
		data, err := os.ReadFile(filepath.Join(repo, file))
		return err == nil && strings.Contains(string(data), text)
	}
	dir, base := path.Split(where)
	name, symbol, _ := strings.Cut(base, ".")
	files, err := filepath.Glob(filepath.Join(repo, dir, name, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(file string) bool {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return !strings.HasSuffix(file, "_test.go") && slices.Contains(symbols(parsed), symbol)
	})
}

// symbols are the names that a file declares: "Open", "Reader.merge".
func symbols(file *ast.File) []string {
	var names []string
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				name = receiver(d.Recv.List[0].Type) + "." + name
			}
			names = append(names, name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

func receiver(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func slug(id string) bool { return regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(id) }
