package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/term"

	"github.com/argosctl/argosctl/internal/testkit"
)

// found is a hit of `explain -o json`.
type found struct {
	Kind   string
	Name   string
	Detail map[string]any
}

// explained is what `explain TEXT -o json` answers in lang.
func explained(t *testing.T, text, lang string) []found {
	t.Helper()
	f, _ := keyFactory(t, nil)
	streams, out, errs := term.Buffers("")
	f.IO = streams
	if code := Main([]string{"explain", text, "-o", "json", "--lang", lang}, f); code != 0 {
		t.Fatalf("explain %q: exit code %d: %s", text, code, errs)
	}
	var hits []found
	if err := json.Unmarshal(out.Bytes(), &hits); err != nil {
		t.Fatalf("explain %q: %v", text, err)
	}
	return hits
}

// named is a name of the catalogue and the kind of hit that explains it.
type named struct{ text, kind, name string }

// entries are all names: codes, categories with the prefixes of error codes,
// parameters, outcomes, values, enumerations, events with their other names,
// fields and rules.
func entries() []named {
	var all []named
	for _, fam := range view.Families() {
		for _, c := range fam.Table().Codes {
			all = append(all, named{c.Code, fam.Command, c.Code})
		}
		for _, c := range fam.Table().Categories {
			all = append(all, named{c.ID, "category", c.ID}, named{c.Name.En, "category", c.ID}, named{c.Name.Ko, "category", c.ID})
		}
	}
	for _, p := range catalog.Params() {
		all = append(all, named{p.Name, "parameter", p.Name})
	}
	for _, o := range catalog.Outcomes() {
		all = append(all, named{o.Name, "outcome", o.Name})
	}
	for _, v := range catalog.AllValues() {
		all = append(all, named{v.Value, "value", v.Value})
	}
	for _, e := range catalog.Events() {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			all = append(all, named{name, "event", e.Name})
		}
		for field := range e.Fields() {
			all = append(all, named{field.Path, "field", field.Path})
		}
	}
	for _, id := range lint.RuleIDs() {
		all = append(all, named{id, "rule", id})
	}
	return append(all, otherEntries()...)
}

// otherEntries are the names of facts, unknowns, warnings and documents, and the
// names that the documentation and the API have for fields and values beside
// their own.
func otherEntries() []named {
	var all []named
	for _, k := range catalog.Facts() {
		for _, name := range append([]string{k.ID}, k.Names...) {
			all = append(all, named{name, "fact", k.ID})
		}
	}
	for _, u := range catalog.Unknowns().Unknowns {
		for _, name := range append([]string{u.ID}, u.Names...) {
			all = append(all, named{name, "unknown", u.ID})
		}
	}
	for i := range catalog.Notices() {
		if id := catalog.NoticeID(i + 1).Rule(); strings.HasPrefix(id, "returnurl/") || strings.HasPrefix(id, "seal/") {
			all = append(all, named{id, "warning", id})
		}
	}
	for _, s := range catalog.Sources() {
		all = append(all, named{s.ID, "source", s.ID}, named{s.Title, "source", s.ID})
	}
	for _, e := range catalog.Events() {
		for field := range e.Fields() {
			for _, name := range slices.Concat(field.OtherNames, field.ItemPaths) {
				all = append(all, named{name, "field", field.Path})
			}
			for _, value := range field.Tolerated {
				if field.Role != catalog.RoleTrigger {
					all = append(all, named{value, "field", field.Path})
				}
			}
		}
	}
	for _, section := range catalog.Sections() {
		for _, member := range section.Members {
			all = append(all, named{member, "value", member})
		}
	}
	return all
}

// Everything that the catalogue has a name for is found by it, and the texts of
// each hit say who wrote them.
func TestExplainFindsEveryEntry(t *testing.T) {
	testkit.NotUnderRace(t, "nothing in it runs at the same time")
	t.Parallel()
	hits := map[string][]found{}
	kinds := map[string]int{}
	for _, e := range entries() {
		if hits[e.text] == nil {
			hits[e.text] = explained(t, e.text, "en")
		}
		i := slices.IndexFunc(hits[e.text], func(h found) bool { return h.Kind == e.kind && h.Name == e.name })
		if i < 0 {
			t.Errorf("explain %q does not find the %s %s", e.text, e.kind, e.name)
			continue
		}
		kinds[e.kind]++
		for _, problem := range sourceProblems(hits[e.text][i]) {
			t.Errorf("explain %q: %s %s: %s", e.text, e.kind, e.name, problem)
		}
	}
	for kind, least := range map[string]int{
		"retrycode": 45, "rejectcode": 21, "errorcode": 30, "category": 29, "parameter": 9, "outcome": 5, "value": 60, "event": 14, "field": 100, "rule": 29,
		"fact": 60, "unknown": 48, "warning": 40, "source": 80,
	} {
		if kinds[kind] < least {
			t.Errorf("%d entries of kind %s, want at least %d", kinds[kind], kind, least)
		}
	}
}

// What the client and the stand-in of the API go by is explained, too: the paths,
// the parameters, the members of answers; and an enumeration by its own name.
func TestExplainFindsTheAPI(t *testing.T) {
	t.Parallel()
	want := map[string]string{ // the enumeration that explains a text
		catalog.APIBaseURL: "api-address", catalog.APIKeyHeader: "api-key", catalog.WebhookSender: "webhook-source-address",
	}
	for _, path := range []string{catalog.APISubmission, catalog.APIReview, catalog.APITokens, catalog.APIImage, catalog.APIMonitor, catalog.APIProjection, catalog.APISettings} {
		want[path] = "api.endpoint"
	}
	for _, name := range []string{catalog.QuerySubmissionID, catalog.QueryUserID, catalog.QueryEmail, catalog.QueryStart, catalog.QueryEnd, catalog.QueryType,
		catalog.QueryCount, catalog.QueryNextID, catalog.QueryNextDate, catalog.QueryImageType, catalog.QueryCategory} {
		want[name] = "api.query"
	}
	for _, name := range []string{catalog.AnswerItems, catalog.AnswerNextPage, catalog.AnswerProjections, catalog.AnswerProjection, catalog.TokensNextID,
		catalog.TokensNextTime, catalog.AnswerErrorCode, catalog.AnswerErrorMessage, catalog.AnswerMessage, catalog.AnswerStatus, catalog.AnswerEncrypted} {
		want[name] = "api.answer_member"
	}
	for _, v := range catalog.AllValues() {
		want[v.Enum] = v.Enum
	}
	for text, enum := range want {
		explains := func(h found) bool {
			events, _ := h.Detail["events"].([]any) // a field goes by the name of its enumeration
			return h.Detail["of"] == enum || h.Name == enum || h.Kind == "field" && len(events) > 0
		}
		if hits := explained(t, text, "en"); !slices.ContainsFunc(hits, explains) {
			t.Errorf("explain %q: %s is not among %v", text, enum, hits)
		}
	}
}

// sourceProblems says which texts of a hit hide who wrote them, and which
// authors stand beside nothing.
func sourceProblems(h found) []string {
	var problems []string
	for member, author := range h.Detail {
		name, ok := strings.CutSuffix(member, "_source")
		if _, stands := h.Detail[name]; !ok || !stands { // texts_source alone is about all of them
			continue
		}
		known := author == "vendor" || author == "argosctl"
		if said := says(h.Detail[name]); said != known || !known && author != "" {
			problems = append(problems, fmt.Sprintf("%s is %q, %s is %v", member, author, name, h.Detail[name]))
		}
	}
	var texts []string // that need an author beside them
	switch h.Kind {
	case "retrycode", "rejectcode", "errorcode":
		texts = []string{"description", "category", "retry_helps", "guidance", "user_message", "notes"}
	case "event":
		texts = []string{"fires", "action"}
		if says(h.Detail["notes"]) {
			texts = append(texts, "notes")
		}
		for _, list := range []string{"fields", "variants"} {
			members, _ := h.Detail[list].([]any)
			for _, m := range members {
				if below := m.(map[string]any); below["meaning_source"] != "argosctl" || !says(below["meaning"]) || list == "fields" && below["presence_source"] != "argosctl" {
					problems = append(problems, fmt.Sprintf("%s: the meaning of %v is of %v", list, below["path"], below["meaning_source"]))
				}
			}
		}
	case "field":
		texts = []string{"meaning", "presence"}
	case "warning":
		texts = []string{"texts"}
	case "fact":
		texts = []string{"text"}
	case "rule", "unknown":
		if h.Detail["texts_source"] != "argosctl" {
			problems = append(problems, "nobody wrote it")
		}
	case "category", "parameter", "value", "outcome":
		texts = []string{"meaning", "retry_helps", "guidance"}
	}
	for _, name := range texts {
		if _, ok := h.Detail[name+"_source"]; !ok {
			problems = append(problems, name+" has no source")
		}
	}
	if own := []string{"rule", "warning", "unknown", "source"}; !slices.Contains(own, h.Kind) && !says(h.Detail["source"]) {
		problems = append(problems, "source is empty")
	}
	return problems
}

// says reports whether a member holds any text.
func says(value any) bool {
	switch v := value.(type) {
	case string:
		return v != ""
	case []any:
		return slices.ContainsFunc(v, says)
	case map[string]any:
		for _, member := range v {
			if says(member) {
				return true
			}
		}
	}
	return false
}

// The authors that stand beside the texts are the right ones.
func TestExplainNamesAuthors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, lang, kind, want string }{
		{"glare_detected", "en", "retrycode", "description vendor, category argosctl, retry_helps argosctl, guidance argosctl, user_message vendor, notes "},
		{"glare_detected", "ko", "retrycode", "description argosctl, category argosctl, retry_helps argosctl, guidance argosctl, user_message argosctl, notes "},
		{"no_face", "en", "retrycode", "description vendor, category argosctl, retry_helps argosctl, guidance argosctl, user_message argosctl, notes "},
		{"duplicated_face", "en", "rejectcode", "description vendor, category argosctl, retry_helps argosctl, guidance argosctl, user_message argosctl, notes "},
		{"other", "en", "rejectcode", "description argosctl, category argosctl, retry_helps argosctl, guidance argosctl, user_message argosctl, notes argosctl"},
		{"page-not-found", "en", "errorcode", "description argosctl, category vendor, retry_helps argosctl, guidance argosctl, user_message vendor, notes argosctl"},
		{"LO-30002", "en", "errorcode", "description argosctl, category vendor, retry_helps argosctl, guidance argosctl, user_message , notes "},
		{"TK-10077", "en", "errorcode", "description argosctl, category vendor, retry_helps argosctl, guidance argosctl, user_message , notes argosctl"},
		{"TK", "en", "category", "meaning argosctl, retry_helps argosctl, guidance argosctl"},
		{"Red Flag", "en", "value", "meaning argosctl, retry_helps , guidance "},
		{"blocked", "en", "outcome", "meaning argosctl, retry_helps , guidance argosctl"},
		{"aml", "en", "event", "fires argosctl, action argosctl, notes argosctl"},
		{"submit", "ko", "event", "fires argosctl, action argosctl, notes argosctl"},
		{"aml_result.currentstatus", "en", "field", "meaning argosctl"},
	} {
		t.Run(c.name+" "+c.lang, func(t *testing.T) {
			t.Parallel()
			hits := explained(t, c.name, c.lang)
			i := slices.IndexFunc(hits, func(h found) bool { return h.Kind == c.kind })
			if i < 0 {
				t.Fatalf("no %s among %v", c.kind, hits)
			}
			var have []string
			for part := range strings.SplitSeq(c.want, ", ") {
				name, _, _ := strings.Cut(part, " ")
				have = append(have, fmt.Sprint(name, " ", hits[i].Detail[name+"_source"]))
			}
			if got := strings.Join(have, ", "); got != c.want {
				t.Errorf("have %s\nwant %s", got, c.want)
			}
		})
	}
}

// An enumeration is found by its name where no field has it, and a part of a
// name finds what contains it.
func TestExplainFindsByParts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"faceAuth.fail_code", "face_compare_underscore Face_Occluded_fail Face_cover_fail Head_cover_fail"},
		{"Head_cov", "Head_cover_fail"},
		{"red flag", "Red Flag"},
		{"tk-10099", "tk-10099"},
		{"data.kycStatus", "kyc_status kycStatus kycStatus"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			var names []string
			for _, h := range explained(t, c.text, "en") {
				names = append(names, h.Name)
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("found %s, want %s", got, c.want)
			}
		})
	}
}
