package catalog

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Every trigger, and every other name of it, leads to one event.
func TestEventNames(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, e := range Events() {
		for i, name := range append([]string{e.Name}, e.Aliases...) {
			if other := seen[name]; other != "" {
				t.Errorf("%s names both %s and %s", name, other, e.Name)
			}
			seen[name] = e.Name
			found, alias, ok := EventByName(name)
			if !ok || alias != (i > 0) || found.Name != e.Name {
				t.Errorf("EventByName(%q) = %v, %v, %v, want %s", name, found, alias, ok, e.Name)
			}
		}
	}
	if len(seen) < len(Events()) || len(Events()) == 0 {
		t.Errorf("%d names of %d events", len(seen), len(Events()))
	}
}

// A status is announced by one event of a stage, and each stage has its event.
func TestStages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stage        Stage
		status, want string
	}{
		{StageCreate, StatusIncomplete, "created"},
		{StageRetry, StatusIncomplete, "retry"},
		{StageReview, StatusPending, "submit"},
		{StageDecide, StatusApproved, "approved"},
		{StageDecide, StatusRejected, "rejected"},
		{StageChange, "", "updated"},
		{StageDelete, "", "delete"},
	} {
		t.Run(string(tt.stage)+" "+tt.status, func(t *testing.T) {
			t.Parallel()
			if e := EventOf(tt.stage, tt.status); e == nil || e.Name != tt.want {
				t.Errorf("EventOf = %v, want %s", e, tt.want)
			}
		})
	}
	if e := EventOf(StageDecide, "maybe"); e != nil {
		t.Errorf("an event decides maybe: %s", e.Name)
	}
}

// Samples of an event come after the one before it, and lives name variants: all
// but those in which a rule finds something.
func TestLives(t *testing.T) {
	t.Parallel()
	lived := map[string]bool{}
	for _, life := range Lives() {
		if life.Weight < 1 {
			t.Errorf("%v is never drawn", life.Events)
		}
		for _, ref := range life.Events {
			name, variant, named := strings.Cut(ref, "/")
			e, alias, ok := EventByName(name)
			if !ok || alias {
				t.Errorf("%v: no event %s", life.Events, name)
				continue
			}
			if !named {
				variant = e.Variants[0].Name
			}
			lived[e.Name+"/"+variant] = true
		}
	}
	for _, e := range Events() {
		if e.After.Max < e.After.Min || (e.After.Min <= 0) != (e.Stage == StageCreate) {
			t.Errorf("%s: comes %s to %s after the event before it", e.Name, e.After.Min, e.After.Max)
		}
		for _, v := range e.Variants {
			odd := len(v.Odd) > 0
			if lived[e.Name+"/"+v.Name] == odd {
				t.Errorf("%s/%s is in a life: %v, want %v", e.Name, v.Name, odd, !odd)
			}
		}
	}
}

// The TSV is the event table of "Integration information", word for word.
func TestVendorEventTable(t *testing.T) {
	t.Parallel()
	f, err := os.Open("../../testdata/vendor/events.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("read %d rows, %v", len(rows), err)
	}
	listed := map[string]bool{}
	for _, row := range rows[1:] {
		e, _, ok := EventByName(row[0])
		if !ok || e.Official != row[0] {
			t.Errorf("%s of the vendor's table does not resolve to an event of that official name", row[0])
		}
		listed[row[0]] = true
	}
	for _, e := range Events() {
		if e.Official != "" && !listed[e.Official] {
			t.Errorf("%s: %q is not in the vendor's table", e.Name, e.Official)
		}
	}
}

func TestEventTexts(t *testing.T) {
	t.Parallel()
	for _, e := range Events() {
		texts := append([]Text{e.Fires, e.Summary, e.Action}, e.Notes...)
		for _, v := range e.Variants {
			texts = append(texts, v.Doc)
		}
		for _, a := range e.Actions {
			texts = append(texts, a.Then)
		}
		for f := range e.Fields() {
			texts = append(texts, f.Meaning)
		}
		for _, text := range texts {
			checkText(t, e.Name, text)
		}
	}
}

// What decides who has to act is a documented value of a documented field, and only the
// last text is for all the others.
func TestActions(t *testing.T) {
	t.Parallel()
	for _, e := range Events() {
		for i, a := range e.Actions {
			if len(a.When) == 0 && i < len(e.Actions)-1 {
				t.Errorf("%s: the texts after number %d hold for nothing", e.Name, i)
			}
			for _, at := range a.When {
				f := e.Field(at.Path)
				switch {
				case f == nil:
					t.Errorf("%s: no field %s", e.Name, at.Path)
				case f.Role == RoleRetryCode && at.Value == AnyCode:
				case f.Role == RoleRetryCode:
					if c, _ := RetryCodes().Find(at.Value); c == nil || c.Code != at.Value {
						t.Errorf("%s: no retry code %s", e.Name, at.Value)
					}
				case ValueOf(f.Enumeration, at.Value) == nil:
					t.Errorf("%s: %s has no value %q", e.Name, at.Path, at.Value)
				}
			}
		}
	}
}

// checkText wants an English sentence and a Korean one that is Korean.
func checkText(t *testing.T, where string, text Text) {
	t.Helper()
	hangul := strings.ContainsFunc(text.Ko, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
	if !hangul || strings.ContainsFunc(text.En, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		t.Errorf("%s: not a text in both languages: %q / %q", where, text.En, text.Ko)
	}
	for _, s := range []string{text.En, text.Ko} {
		if !strings.HasSuffix(s, ".") || strings.Contains(s, "  ") || strings.TrimSpace(s) != s {
			t.Errorf("%s: not a sentence: %q", where, s)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([^}]*)\}`)

// A summary may only speak of what is always there.
func TestSummaryPlaceholders(t *testing.T) {
	t.Parallel()
	for _, e := range Events() {
		en := placeholder.FindAllString(e.Summary.En, -1)
		ko := placeholder.FindAllString(e.Summary.Ko, -1)
		slices.Sort(en)
		slices.Sort(ko)
		if !slices.Equal(en, ko) {
			t.Errorf("%s: placeholders differ: %v / %v", e.Name, en, ko)
		}
		for _, p := range en {
			if f := e.Field(strings.Trim(p, "{}")); f == nil || f.Presence != Required && f.Presence != Expected {
				t.Errorf("%s: summary names %s, which may well be absent", e.Name, p)
			}
		}
	}
}

// parent is the path of the object or array that holds path, empty at the top.
func parent(path string) string {
	if p, ok := strings.CutSuffix(path, "[]"); ok {
		return p
	}
	i := strings.LastIndexByte(path, '.')
	return strings.TrimSuffix(path[:max(i, 0)], "[]")
}

func TestFieldTree(t *testing.T) {
	t.Parallel()
	for _, e := range Events() {
		seen := map[string]*Field{}
		for f := range e.Fields() {
			if _, twice := seen[f.Path]; twice {
				t.Errorf("%s: %s is there twice", e.Name, f.Path)
			}
			seen[f.Path] = f
			up := parent(f.Path)
			if up == "" {
				continue
			}
			holder, ok := seen[up]
			want := Object
			if strings.Contains(strings.TrimPrefix(f.Path, up), "[]") {
				want = Array
			}
			if !ok || holder.Types[0] != want {
				t.Errorf("%s: %s has no %s %s before it", e.Name, f.Path, want, up)
			}
			if f.Presence == Required && holder.Presence != Required {
				t.Errorf("%s: %s is required in %s, which is %s", e.Name, f.Path, up, holder.Presence)
			}
		}
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	formats := []Format{"", DateTime, Date, Country, IP, Email, Phone}
	for _, e := range Events() {
		checkEventFields(t, e)
		for f := range e.Fields() {
			at := e.Name + ": " + f.Path
			if holder := f.Types[0] == Object || f.Types[0] == Array; holder && f.Sample != "" {
				t.Errorf("%s: sample is %q, but its members have their own", at, f.Sample)
			}
			if !slices.Contains(formats, f.Format) || f.Format != "" && f.Types[0] != String {
				t.Errorf("%s: format is %q", at, f.Format)
			}
			if (f.Open || len(f.Tolerated) > 0) && len(f.Enum) == 0 {
				t.Errorf("%s: tolerates values, but has no enum", at)
			}
			if f.Legacy && f.Presence != Optional {
				t.Errorf("%s: both legacy and %s", at, f.Presence)
			}
			if personal := f.Format == Email || f.Format == IP || f.Format == Phone || strings.Contains(f.Sample, "name"); personal && f.Personal == "" {
				t.Errorf("%s: personal data that are not marked so", at)
			}
			checkFact(t, at, f.Fact)
		}
	}
}

func checkEventFields(t *testing.T, e Event) {
	t.Helper()
	trigger := e.Field(TriggerName)
	if trigger.Presence != Required || !slices.Equal(trigger.Enum, []string{e.Name}) || !slices.Equal(trigger.Tolerated, e.Aliases) {
		t.Errorf("%s: the trigger is %+v", e.Name, *trigger)
	}
	if required := slices.ContainsFunc(e.Payload.Members, func(f Field) bool {
		return f.Presence == Required && f.Role != RoleTrigger
	}); !required {
		t.Errorf("%s: only its trigger is required", e.Name)
	}
	if f := e.Field("kyc_result.status"); f != nil && !slices.Equal(f.Enum, []string{e.Status}) {
		t.Errorf("%s: announces %q, kyc_result.status is %v", e.Name, e.Status, f.Enum)
	}
	if e.Status != "" && !hasValue(StatusEnum, e.Status) {
		t.Errorf("%s: announces %q, which is no status", e.Name, e.Status)
	}
	for f := range e.Fields() {
		if f.Role == RoleOccurredAt && f.Format != DateTime {
			t.Errorf("%s: occurred at %s, which is no time", e.Name, f.Path)
		}
	}
	checkFact(t, e.Name, e.Fact)
}

func checkFact(t *testing.T, where string, f Fact) {
	t.Helper()
	if SourceByID(f.Source) == nil {
		t.Errorf("%s: %q is no source", where, f.Source)
	}
	if !slices.Contains([]Confidence{Primary, Vendor, Inferred, Ours}, f.Confidence) {
		t.Errorf("%s: confidence is %q", where, f.Confidence)
	}
}

func hasValue(enum, value string) bool {
	return slices.ContainsFunc(Values(enum), func(v Value) bool { return v.Value == value })
}

// What a field says of other members of its object is about members that are
// there, and about values that they can have.
func TestRelationsOfFields(t *testing.T) {
	t.Parallel()
	forms, with := 0, 0
	for _, e := range Events() {
		for f := range e.Fields() {
			parent := f.Path[:strings.LastIndexByte(f.Path, '.')+1]
			if f.FormOf != "" {
				forms++
				if of := e.Field(f.FormOf); of == nil || !f.Legacy || !strings.HasPrefix(f.FormOf, parent) || parent != "" && strings.Contains(f.FormOf[len(parent):], ".") {
					t.Errorf("%s %s is a form of %s", e.Name, f.Path, f.FormOf)
				}
			}
			for _, w := range f.With {
				with++
				if of := e.Field(w.Path); of == nil || of.Open || !slices.Contains(of.Enum, w.Value) || strings.Contains(w.Path[len(parent):], ".") || f.Presence != Expected {
					t.Errorf("%s %s is %s with %s %q", e.Name, f.Path, f.Presence, w.Path, w.Value)
				}
			}
		}
	}
	if forms != 10 || with != 2 {
		t.Errorf("%d forms, %d conditions", forms, with)
	}
}
