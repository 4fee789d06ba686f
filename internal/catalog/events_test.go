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

// samples are the kinds of invented values that package event knows how to make.
var samples = strings.Fields(`
	trigger submission-id userid token-id cf1 cf2 cf3 ip email applicant-id
	duplicated-information status retry-code attempts created-at auth-time updated-at
	pending-at result-at reviewer age-group gender birth-date nationality
	full-name full-name-en first-name last-name phone ssn additional-answer
	additional-input additional-block reject-comment reject-code admin-email
	update-fields update-time delete-time delete-comment injection-type
	injection-time injection-fail-code kyc-status aml-status aml-risk record-id
	worklist-id record-time expired-condition expired-at expected-expired-at
	token-service auth-id auth-status id-type issuing-country issue-date
	expire-date identity-number document-number`)

func TestEventNames(t *testing.T) {
	t.Parallel()
	want := strings.Fields(`created retry submit pending approved rejected updated delete
		injection injectionFail aml aml_monitor token_expired faceAuth`)
	var names, all []string
	for _, e := range Events() {
		names = append(names, e.Name)
		all = append(append(all, e.Name), e.Aliases...)
	}
	if !slices.Equal(names, want) {
		t.Errorf("events are %v, want %v", names, want)
	}
	slices.Sort(all)
	if len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Errorf("a trigger names two events: %v", all)
	}
	for alias, name := range map[string]string{
		"aml-ongoing": "aml_monitor", "aml_ongoing": "aml_monitor", "token": "token_expired",
		"deleted": "delete", "submitted": "submit",
	} {
		e, isAlias, ok := EventByName(alias)
		if !ok || !isAlias || e.Name != name {
			t.Errorf("EventByName(%q) = %v, %v, %v, want %s", alias, e, isAlias, ok, name)
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
	if err != nil || len(rows) != 12 {
		t.Fatalf("read %d rows, %v, want 12", len(rows), err)
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
		for f := range e.Fields() {
			texts = append(texts, f.Meaning)
		}
		for _, text := range texts {
			checkText(t, e.Name, text)
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
			holder := f.Types[0] == Object || f.Types[0] == Array
			if holder != (f.Sample == "") || !holder && !slices.Contains(samples, f.Sample) {
				t.Errorf("%s: sample is %q", at, f.Sample)
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
	trigger := e.Field("webhook_trigger")
	if trigger.Presence != Required || !slices.Equal(trigger.Enum, []string{e.Name}) || !slices.Equal(trigger.Tolerated, e.Aliases) {
		t.Errorf("%s: the trigger is %+v", e.Name, *trigger)
	}
	key := map[string]string{"token_expired": "token_id", "faceAuth": "data"}[e.Name]
	if key == "" {
		key = "submission_id"
	}
	if f := e.Field(key); f == nil || f.Presence != Required {
		t.Errorf("%s: %s is not required", e.Name, key)
	}
	if f := e.Field("kyc_result.status"); f != nil && !slices.Equal(f.Enum, []string{e.Status}) {
		t.Errorf("%s: announces %q, kyc_result.status is %v", e.Name, e.Status, f.Enum)
	}
	if e.Status != "" && !hasValue("kyc_result.status", e.Status) {
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
