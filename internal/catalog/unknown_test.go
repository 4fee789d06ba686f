package catalog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
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
	both(t, "news", ledger.News)
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

func TestRemark(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id string
		want     catalog.Text
	}{
		{"contradicted", catalog.UnknownCiphertextEncoding, catalog.Text{
			En: "if the service sent this, it contradicts what argosctl assumes (ciphertext-encoding); please report it without the data: `argosctl explain ciphertext-encoding` says how",
			Ko: "ARGOS가 보낸 것이라면 argosctl의 가정(ciphertext-encoding)과 다릅니다. 데이터는 빼고 알려 주세요. 방법은 `argosctl explain ciphertext-encoding`에 있습니다",
		}},
		{"news", catalog.UnknownAmlValues, catalog.Text{
			En: "if the service sent this, no public page documents it (aml-values); please report it without the data: `argosctl explain aml-values` says how",
			Ko: "ARGOS가 보낸 것이라면 공개 문서에 없는 내용입니다(aml-values). 데이터는 빼고 알려 주세요. 방법은 `argosctl explain aml-values`에 있습니다",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := catalog.Remark(c.id); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// Of the signs of one message the narrowest counts.
func TestUnknownShownBy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, event, path string
		message           catalog.MessageID
		want              string
	}{
		{"a sign for any event", "delete", "coment2", catalog.MsgFieldUnknown, catalog.UnknownLaterChanges},
		{"a variant of an exact sign", "delete", "coment", catalog.MsgFieldUnknownNear, ""},
		{"a sign of events", "approved", "driverClass", catalog.MsgFieldUnknown, catalog.UnknownKnowledgeBasedFields},
		{"a sign of fields", "approved", "data.wallet_address", catalog.MsgFieldUnknown, catalog.UnknownWalletAddress},
		{"a field in another spelling", "rejected", "walletAddress", catalog.MsgFieldUnknownNear, catalog.UnknownWalletAddress},
		{"a whole path", "aml", "aml_result.currentstatus", catalog.MsgFieldEnumUndocumented, catalog.UnknownAmlValues},
		{"another field", "approved", "gender", catalog.MsgFieldEnumUndocumented, ""},
		{"a variant", "retry", "retryCode", catalog.MsgRetrycodeUnknownNear, catalog.UnknownCodeLists},
		{"a message that begins alike", "retry", "retryCode", catalog.MsgRetrycodeSpelling, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if u := catalog.UnknownShownBy(c.message, c.event, func() string { return c.path }); u != nil {
				got = u.ID
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Every assumption has something that contradicts it: a message about payloads,
// a remark of other code, or a reason why argosctl cannot see it.
func TestContradictionsAreSeen(t *testing.T) {
	t.Parallel()
	messages := map[string]bool{}
	for id := catalog.MessageID(1); catalog.MessageByID(id) != nil; id++ {
		messages[id.String()] = true
	}
	remarks := remarks(t)
	for _, u := range catalog.Unknowns().Unknowns {
		for _, s := range u.Signs {
			if !messages[s.Message] && !messages[s.Message+".near"] {
				t.Errorf("%s: no message %s", u.ID, s.Message)
			}
			for _, name := range s.Events {
				if _, alias, ok := catalog.EventByName(name); !ok || alias {
					t.Errorf("%s: no event %s", u.ID, name)
				}
			}
		}
		seen, told := len(u.Signs) > 0 || remarks[u.ID], u.Unseen != (catalog.Text{})
		if told {
			both(t, u.ID+" unseen", u.Unseen)
		}
		switch {
		case u.AssumedIn == "" && (seen || told):
			t.Errorf("%s assumes nothing, so nothing contradicts it", u.ID)
		case u.AssumedIn != "" && seen == told:
			t.Errorf("%s: seen is %v, and there is a reason why not: %v", u.ID, seen, told)
		}
	}
}

// remarks are the ids that code outside the catalogue makes remarks on, found by
// the constants that it names.
func remarks(t *testing.T) map[string]bool {
	t.Helper()
	tables, err := os.ReadFile("tables.go")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(Unknown\w+)\s+= "([a-z0-9-]+)"$`).FindAllStringSubmatch(string(tables), -1) {
		ids["catalog."+m[1]] = m[2]
	}
	found := map[string]bool{}
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, name := range regexp.MustCompile(`catalog\.Unknown[A-Z]\w+`).FindAllString(string(text), -1) {
			found[ids[name]] = true
		}
		return err
	})
	if err != nil || len(ids) < 47 {
		t.Fatal(err, len(ids))
	}
	return found
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
