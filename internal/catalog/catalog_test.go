package catalog_test

import (
	"fmt"
	"iter"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/testkit"
)

func tables() []catalog.Table {
	return []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes(), catalog.ErrorCodes()}
}

// The codes of "Create and Retry", their flows and descriptions are the
// vendor's, word for word. Codes of other documents stand beside them.
func TestRetryCodesAreTheVendorsTable(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("../../testdata/vendor/retrycodes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	flows := []string{catalog.FlowIDDocument, catalog.FlowKnowledgeBased}
	var have strings.Builder
	have.WriteString("code\t" + strings.Join(flows, "\t") + "\tdescription\n")
	for _, c := range catalog.RetryCodes().Codes {
		if c.Source != "create-and-retry" {
			continue
		}
		row := []string{c.Code}
		for _, flow := range flows {
			row = append(row, map[bool]string{true: "O", false: "X"}[slices.Contains(c.Flows, flow)])
		}
		have.WriteString(strings.Join(append(row, c.Description.En), "\t") + "\n")
	}
	if diff := cmp.Diff(string(want), have.String()); diff != "" {
		t.Error(diff)
	}
}

// Each table that knows the end of all attempts marks one code so.
func TestEndOfAttempts(t *testing.T) {
	t.Parallel()
	for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes()} {
		t.Run(table.ID, func(t *testing.T) {
			var ends []string
			for _, c := range table.Codes {
				if c.EndsAttempts {
					ends = append(ends, c.Code)
				}
				for _, f := range c.Flows {
					if !slices.ContainsFunc(catalog.Values("code.flow"), func(v catalog.Value) bool { return v.Value == f }) {
						t.Errorf("%s %s: no flow %q", table.ID, c.Code, f)
					}
				}
			}
			if diff := cmp.Diff([]string{"too_many_retry"}, ends); diff != "" {
				t.Errorf("%s", diff)
			}
		})
	}
}

// The known reject texts are the vendor's, word for word; one is cut.
func TestRejectTextsAreTheVendors(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("../../testdata/vendor/rejectcodes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var have strings.Builder
	have.WriteString("code\tdescription\n")
	var without []string
	for _, c := range catalog.RejectCodes().Codes {
		if c.DescriptionAuthor("en") == catalog.ByVendor {
			have.WriteString(c.Code + "\t" + c.Description.En + "\n")
		}
		text, ok := c.Literal()
		if !ok {
			without = append(without, c.Code)
		}
		if ok != (text == c.Description.En) || c.Cut != strings.HasSuffix(c.Description.En, "…") {
			t.Errorf("%s: literal text %q, %t; cut %t", c.Code, text, ok, c.Cut)
		}
	}
	if diff := cmp.Diff(string(want), have.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"address_image_badImage", "other"}, without); diff != "" {
		t.Error("codes without a literal text:", diff)
	}
}

func TestWhoWroteIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		lang       string
		confidence catalog.Confidence
		want       catalog.Author
	}{
		{"the vendor's text", "en", catalog.Primary, catalog.ByVendor},
		{"a text whose place is inferred", "en", catalog.Inferred, catalog.ByVendor},
		{"a translation", "ko", catalog.Primary, catalog.ByArgosctl},
		{"our own", "en", catalog.Ours, catalog.ByArgosctl},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := (catalog.Fact{Confidence: c.confidence}).Author(c.lang); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	for _, table := range tables() {
		for _, c := range table.Codes {
			if _, literal := c.Literal(); literal != (table.ID == "retrycodes" || table.ID == "rejectcodes" && !c.Cut && c.Code != "other") {
				t.Errorf("%s %s: literal is %t", table.ID, c.Code, literal)
			}
			if by := c.DescriptionAuthor("ko"); by != catalog.ByArgosctl {
				t.Errorf("%s %s: the Korean description is of %q", table.ID, c.Code, by)
			}
		}
	}
}

// Texts use one term for a thing, address the reader as the reader, and claim
// no frequency that nobody has counted; no Korean particle has to guess, and
// nobody has seen the service.
func TestTerms(t *testing.T) {
	t.Parallel()
	avoidEn := []string{"the service say", " often ", "usually", "almost always", "in most cases", "commonly", "the customer's"}
	count := 0
	for name, text := range allTexts() {
		count++
		for _, word := range testkit.AvoidedKorean() {
			if strings.Contains(text.Ko, word) {
				t.Errorf("%s: %q in %q", name, word, text.Ko)
			}
		}
		for _, word := range avoidEn {
			if strings.Contains(text.En, word) && !strings.HasPrefix(text.En, "Is a failed delivery repeated: how often") {
				t.Errorf("%s: %q in %q", name, word, text.En)
			}
		}
	}
	for _, s := range catalog.Sources() {
		if s.TitleKo == "" && strings.ContainsAny(s.Title, ":(") && s.ID != "submit-ko" {
			t.Errorf("source %s has no Korean title", s.ID)
		}
		bare, _, _ := strings.Cut(s.Title, " (")
		for name, text := range allTexts() {
			if s.TitleKo != "" && !strings.Contains(s.TitleKo, bare) && strings.Contains(text.Ko, `"`+bare+`"`) {
				t.Errorf("%s: the title of %s is not translated in %q", name, s.ID, text.Ko)
			}
		}
	}
	if count < 1400 {
		t.Errorf("%d texts", count)
	}
}

// allTexts yields every text of the catalogue, with where it stands.
func allTexts() iter.Seq2[string, catalog.Text] {
	return func(yield func(string, catalog.Text) bool) {
		for name, value := range map[string]any{
			"codes": tables(), "values": catalog.AllValues(), "parameters": catalog.Params(), "outcomes": catalog.Outcomes(),
			"events": catalog.Events(), "facts": catalog.Facts(), "unknowns": catalog.Unknowns(), "rules": catalog.Rules(),
		} {
			walkTexts(name, reflect.ValueOf(value), yield)
		}
	}
}

// walkTexts yields the texts in v, which stands at path.
func walkTexts(path string, v reflect.Value, yield func(string, catalog.Text) bool) bool {
	if text, ok := v.Interface().(catalog.Text); ok {
		return text == catalog.Text{} || yield(path, text)
	}
	switch kind := v.Kind(); {
	case kind == reflect.Slice:
		for i := range v.Len() {
			if !walkTexts(fmt.Sprintf("%s[%d]", path, i), v.Index(i), yield) {
				return false
			}
		}
	case kind == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && !walkTexts(path+"."+v.Type().Field(i).Name, v.Field(i), yield) {
				return false
			}
		}
	case kind == reflect.Pointer:
		return v.IsNil() || walkTexts(path, v.Elem(), yield)
	}
	return true
}

func TestCodesAreComplete(t *testing.T) {
	t.Parallel()
	for _, table := range tables() {
		if len(table.Codes) == 0 || len(table.Categories) == 0 {
			t.Errorf("%s: no codes or no categories", table.ID)
		}
		used := map[string]bool{}
		for _, c := range table.Codes {
			where := table.ID + " " + c.Code
			used[c.Category] = true
			fact(t, where, c.Fact)
			guidance(t, where, c.Guidance)
			message(t, table.ID, c)
			for _, n := range c.Notes {
				both(t, where+" note", n)
			}
			both(t, where+" description", c.Description)
			if !slices.Contains([]catalog.RetryHelps{catalog.RetryYes, catalog.RetryOther, catalog.RetryNo}, c.RetryHelps) {
				t.Errorf("%s: whether a retry helps is %q", where, c.RetryHelps)
			}
			if c.DescriptionFact != (catalog.Fact{}) {
				fact(t, where+" description", c.DescriptionFact)
			}
			if table.Category(c.Category) == nil {
				t.Errorf("%s: no category %q", where, c.Category)
			}
			for _, r := range c.Related {
				if _, exact := table.Find(r); !exact || r == c.Code {
					t.Errorf("%s: related %q is not another code", where, r)
				}
			}
		}
		for _, c := range table.Categories {
			where := table.ID + " category " + c.ID
			fact(t, where, c.Fact)
			guidance(t, where, c.Guidance)
			both(t, where+" name", c.Name)
			both(t, where+" meaning", c.Meaning)
			if !used[c.ID] && table.ID != "errorcodes" {
				t.Errorf("%s: no code is of it", where)
			}
		}
		for _, n := range table.Notes {
			both(t, table.ID+" note", n)
		}
	}
}

// Every code is found by its own spelling, and by another case and other
// separators, and no two codes collide when those are ignored.
func TestEveryCodeIsReachable(t *testing.T) {
	t.Parallel()
	for _, table := range tables() {
		for _, c := range table.Codes {
			if got, exact := table.Find(c.Code); !exact || got.Code != c.Code {
				t.Errorf("%s: Find(%q) = %v, %t", table.ID, c.Code, got, exact)
			}
			other := strings.ToUpper(strings.ReplaceAll(c.Code, "_", "-")) + "-"
			got, exact := table.Find(other)
			if exact || got == nil || got.Code != c.Code {
				t.Errorf("%s: Find(%q) = %v, %t; want %q", table.ID, other, got, exact, c.Code)
			}
			if near := table.Nearest(c.Code+"x", 1); len(near) != 1 || near[0] != c.Code {
				t.Errorf("%s: Nearest(%q) = %q", table.ID, c.Code+"x", near)
			}
		}
		if got, exact := table.Find("no_such_code"); got != nil || exact {
			t.Errorf("%s: found %v", table.ID, got)
		}
		if table.Category("nothing") != nil {
			t.Errorf("%s: found a category", table.ID)
		}
	}
}

func TestSourcesAreWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range catalog.Sources() {
		if s.ID == "" || s.Title == "" || s.Confidence == "" || seen[s.ID] {
			t.Errorf("source %+v is incomplete or there twice", s)
		}
		seen[s.ID] = true
		if s.Name("en") != s.Title || s.TitleKo != "" && s.Name("ko") != s.TitleKo {
			t.Errorf("%s is called %q and %q", s.ID, s.Name("en"), s.Name("ko"))
		}
		if got := catalog.SourceByID(s.ID); got == nil || got.Title != s.Title {
			t.Errorf("SourceByID(%q) = %v", s.ID, got)
		}
	}
	if catalog.SourceByID("nothing") != nil {
		t.Error("found a source that is not there")
	}
}

func TestTextFallsBackToEnglish(t *testing.T) {
	t.Parallel()
	both, en := catalog.Text{En: "face", Ko: "얼굴"}, catalog.Text{En: "face"}
	got := []string{both.In("en"), both.In("ko"), both.In("fr"), en.In("ko")}
	if diff := cmp.Diff([]string{"face", "얼굴", "face", "face"}, got); diff != "" {
		t.Error(diff)
	}
}

// both asks for an English and a Korean text that are not the same.
func both(t *testing.T, where string, text catalog.Text) {
	t.Helper()
	if strings.TrimSpace(text.En) == "" || !hangul(text.Ko) {
		t.Errorf("%s: not in both languages: %+v", where, text)
	}
	if hangul(text.En) {
		t.Errorf("%s: Korean in the English text %q", where, text.En)
	}
}

func hangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 })
}

// message asks for a user message with its origin; of error codes it may be
// missing, because the text on the page is not always known.
func message(t *testing.T, table string, c catalog.Code) {
	t.Helper()
	if table == "errorcodes" && c.UserMessage == (catalog.Text{}) && c.MessageFact == (catalog.Fact{}) {
		return
	}
	both(t, table+" "+c.Code+" user message", c.UserMessage)
	fact(t, table+" "+c.Code+" message", c.MessageFact)
}

func guidance(t *testing.T, where string, g catalog.Guidance) {
	t.Helper()
	both(t, where+" guidance for the user", g.User)
	both(t, where+" guidance for the integrator", g.Integrator)
}

func fact(t *testing.T, where string, f catalog.Fact) {
	t.Helper()
	if catalog.SourceByID(f.Source) == nil {
		t.Errorf("%s: no source %q", where, f.Source)
	}
	known := []catalog.Confidence{catalog.Primary, catalog.Vendor, catalog.Inferred, catalog.Ours}
	if !slices.Contains(known, f.Confidence) {
		t.Errorf("%s: no confidence %q", where, f.Confidence)
	}
}
