package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds one payload of every event and variant for seed 1.
func TestGolden(t *testing.T) {
	t.Parallel()
	var got []byte
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			var err error
			if got, err = New(1).AppendEvent(got, e.Name, v.Name); err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
		}
	}
	testkit.Golden(t, *update, "testdata/events.ndjson", string(got))
}

// TestConsistent reads 300 samples of every event and variant as a stranger
// would and checks what belongs together.
func TestConsistent(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			g := New(99)
			for range testkit.Rounds(300) {
				payload, err := g.AppendEvent(nil, e.Name, v.Name)
				if err != nil {
					t.Fatal(err)
				}
				checkPayload(t, &e, &v, payload)
				if t.Failed() {
					t.Fatalf("%s %s: %s", e.Name, v.Name, payload)
				}
			}
		}
	}
}

var (
	hash       = regexp.MustCompile(`^[0-9a-f]{32}$`)
	second     = regexp.MustCompile(`^2026-[0-9-]{5}T[0-9:]{8}\.[0-9]{3}Z$`)
	submission = regexp.MustCompile(`^[a-z0-9]{15}(_[a-z0-9]{2})?$`)
	record     = regexp.MustCompile(`^[A-Za-z0-9]{12}_[a-z0-9]{15}(_[a-z0-9]{2})?$`)
	token      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{6,62}[A-Za-z0-9]$`)
)

// phones are the numbers of each country that nobody has.
var phones = map[string]*regexp.Regexp{
	"USA": regexp.MustCompile(`^\+1-[2-9][0-9]{2}-555-01[0-9]{2}$`),
	"CAN": regexp.MustCompile(`^\+1-[2-9][0-9]{2}-555-01[0-9]{2}$`),
	"GBR": regexp.MustCompile(`^\+44-7700-900[0-9]{3}$`),
	"AUS": regexp.MustCompile(`^\+61-491-570-(006|15[6-9])$`),
	"KOR": regexp.MustCompile(`^\+82-10-0[0-9]{3}-[0-9]{4}$`),
	"VNM": regexp.MustCompile(`^\+84-10-0[0-9]{2}-[0-9]{4}$`),
}

// TestPeople holds what belongs to a country together: the nationality, the
// phone and the market in custom field 3.
func TestPeople(t *testing.T) {
	t.Parallel()
	g, seen := New(5), map[string]bool{}
	markets := map[string]string{"USA": "US", "CAN": "CA", "GBR": "GB", "AUS": "AU", "KOR": "KR", "VNM": "VN"}
	forms := map[int]int{}
	for range 2000 {
		life := g.Life()
		p := life.Person
		seen[p.Nationality] = true
		if form := phones[p.Nationality]; form == nil || !form.MatchString(p.Phone) || life.CF[2] != markets[p.Nationality] {
			t.Fatalf("a person of %s has the phone %s and the market %s", p.Nationality, p.Phone, life.CF[2])
		}
		if digits := strings.ReplaceAll(p.Phone, "-", ""); len(digits) < 11 || personal.Of([]byte(p.Phone), personal.HintPhone) != personal.Nobody {
			t.Fatalf("%s may be somebody's phone", p.Phone)
		}
		forms[len(life.SubmissionID)]++
	}
	if len(seen) != len(phones) || forms[15] < 300 || forms[18] < 1000 {
		t.Errorf("countries %v, lengths of submission ids %v", seen, forms)
	}
}

// documented is the path of the catalogue for a path of a sample: some variants
// have another name for a member, or an object in place of an array.
func documented(v *catalog.Variant, path string) string {
	for _, a := range v.Names {
		if parent := a.Path[:strings.LastIndexByte(a.Path, '.')+1]; path == parent+a.Value {
			return a.Path
		}
	}
	for _, object := range v.Objects {
		path = strings.Replace(path, object+".", object+"[].", 1)
	}
	return path
}

func checkPayload(t *testing.T, e *catalog.Event, v *catalog.Variant, payload []byte) {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal(payload, &tree); err != nil {
		t.Fatalf("%v: %s", err, payload)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, payload); err != nil || !bytes.Equal(compact.Bytes(), payload) {
		t.Error("not compact")
	}
	flat := map[string]string{}
	flatten(flat, "", tree)
	times := map[string]string{}
	for path, text := range flat {
		if text == "null" && slices.Contains(v.Nulls, path) {
			continue
		}
		f := e.Field(documented(v, path))
		if f == nil {
			t.Errorf("%s is no field", path)
			continue
		}
		checkText(t, f, text)
		if f.Format == catalog.DateTime {
			times[path[strings.LastIndexByte(path, '.')+1:]] = text
		}
	}
	for f := range e.Fields() {
		if _, ok := flat[f.Path]; f.Presence == catalog.Required && f.Sample != "" && !ok {
			t.Errorf("%s is missing", f.Path)
		}
	}
	order := []string{"created_at", "pending_at", "updated_at", "kyc_result_at", "update_time"}
	last := ""
	for _, name := range order {
		if at := times[name]; at != "" && e.Name != "aml_monitor" {
			if at < last || at == last && name != "kyc_result_at" {
				t.Errorf("%s %s is not after %s", name, at, last)
			}
			last = at
		}
	}
	if e.Status != "" && flat["kyc_result.status"] != "" && flat["kyc_result.status"] != e.Status {
		t.Errorf("status %q", flat["kyc_result.status"])
	}
	if code := flat["kyc_result.commentCode"]; code != "" {
		c, exact := catalog.RejectCodes().Find(code)
		if !exact {
			t.Fatalf("no reject code %q", code)
		}
		comment := flat["kyc_result.comment"]
		switch text, literal := c.Literal(); {
		case !literal && comment == c.Description.En:
			t.Errorf("comment %q of %q is a paraphrase", comment, code)
		case literal && comment != text && !c.EndsAttempts:
			t.Errorf("comment %q is not the vendor's text of %q", comment, code)
		}
	}
}

// checkText checks one value on its own.
func checkText(t *testing.T, f *catalog.Field, text string) {
	t.Helper()
	ok := text != ""
	switch f.Sample {
	case "submission-id":
		ok = submission.MatchString(text)
	case "record-id":
		ok = record.MatchString(text)
	case "token-id":
		ok = token.MatchString(text)
	case "attempts":
		ok = text >= "1" && text <= "3"
	case "duplicated-information":
		ok = hash.MatchString(text)
	case "retry-code":
		c, exact := catalog.RetryCodes().Find(text)
		ok = exact && (slices.Contains(c.Flows, catalog.FlowIDDocument) || text == "VERIFICATION_CODE_MISS_MATCH")
	case "identity-number", "document-number":
		ok = strings.HasPrefix(text, "SAMPLE")
	case "ssn":
		ok = strings.HasPrefix(text, "000-") && len(text) == 11
	}
	switch f.Format {
	case catalog.Email:
		ok = strings.HasSuffix(text, "@example.com") || strings.HasSuffix(text, "@example.org")
	case catalog.Phone:
		ok = slices.ContainsFunc(slices.Collect(maps.Values(phones)), func(form *regexp.Regexp) bool { return form.MatchString(text) })
	case catalog.Country:
		ok = slices.Contains(catalog.Countries(), text)
	case catalog.DateTime:
		_, err := time.Parse(time.RFC3339, text)
		ok = err == nil && second.MatchString(text)
	case catalog.Date:
		_, err := time.Parse(time.DateOnly, text)
		ok = err == nil
	case catalog.IP:
		ok = slices.ContainsFunc([]string{"203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24", "2001:db8::/32"}, func(net string) bool {
			addr, err := netip.ParseAddr(text)
			return err == nil && netip.MustParsePrefix(net).Contains(addr)
		})
	}
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, text) {
		ok = false
	}
	if !ok {
		t.Errorf("%s is %q", f.Path, text)
	}
}

// flatten collects the leaves by the catalogue's paths.
func flatten(flat map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, below := range v {
			if path != "" {
				name = path + "." + name
			}
			flatten(flat, name, below)
		}
	case []any:
		for _, below := range v {
			flatten(flat, path+"[]", below)
		}
	case string:
		flat[path] = v
	default:
		raw, _ := json.Marshal(v)
		flat[path] = string(raw)
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for seed := range uint64(200) {
		one, _ := New(seed).AppendEvent(nil, "approved", "")
		two, _ := New(seed).AppendEvent([]byte("x"), "approved", "")
		if string(two) != "x"+string(one) {
			t.Fatalf("seed %d: %s and %s", seed, one, two)
		}
		seen[string(one)] = true
	}
	if len(seen) != 200 {
		t.Errorf("200 seeds made %d payloads", len(seen))
	}
}

// TestAppendFor plays a submission with chosen times.
func TestAppendFor(t *testing.T) {
	t.Parallel()
	g := New(4)
	life := g.Life()
	at := func(minute int) time.Time { return time.Date(2026, 4, 14, 2, minute, 0, 120e6, time.UTC) }
	keep, err := ParseSet(&catalog.Events()[1], "userid=me")
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for i, event := range []string{"created", "retry", "retry", "submit", "approved/after-review", "injection"} {
		name, variant, _ := strings.Cut(event, "/")
		var sets []Set
		if name == "retry" {
			sets = append(sets, keep)
		}
		line, err := g.AppendFor(nil, &life, name, variant, at(i), sets...)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
		if !bytes.Contains(line, []byte(`"submission_id":"`+life.SubmissionID+`"`)) {
			t.Errorf("another submission: %s", line)
		}
	}
	for i, want := range []string{
		`"status":"incomplete"`, `"attempts":1}`, `"userid":"me"`, `"created_at":"2026-04-14T02:00:00.120Z"`,
		`"updated_at":"2026-04-14T02:04:00.120Z","created_at":"2026-04-14T02:00:00.120Z","kyc_result_at":"2026-04-14T02:04:00.120Z","pending_at":"2026-04-14T02:03:00.120Z"`,
		`"kyc_status":"approved"`,
	} {
		if !bytes.Contains(lines[i], []byte(want)) {
			t.Errorf("no %s in %s", want, lines[i])
		}
	}
	if life.Attempts != 2 || life.Status != "approved" || !life.Created.Equal(at(0)) || !life.Pending.Equal(at(3)) {
		t.Errorf("life is %+v", life)
	}
	life.Person.FullName = "A \"B\"\t\\ \x01\n"
	line, _ := g.AppendFor(nil, &life, "approved", "", at(9))
	var back struct {
		Name string `json:"full_name"`
	}
	if err := json.Unmarshal(line, &back); err != nil || back.Name != life.Person.FullName {
		t.Errorf("%v: name %q", err, back.Name)
	}
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	g := New(1)
	var event *UnknownEventError
	if dst, err := g.AppendEvent([]byte("x"), "aproved", ""); !errors.As(err, &event) || string(dst) != "x" ||
		!slices.Contains(event.Near, "approved") || err.Error() != `unknown event "aproved"` {
		t.Errorf("%s, %v", dst, err)
	}
	var variant *UnknownVariantError
	life := g.Life()
	if _, err := g.AppendFor(nil, &life, "delete", "x", epoch()); !errors.As(err, &variant) ||
		err.Error() != `event delete has no variant "x": expected default, without-comment` {
		t.Error(err)
	}
}

// TestTable holds the table of generators and the catalogue together: compile
// panics on an id that the table lacks.
func TestTable(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, e := range catalog.Events() {
		for f := range e.Fields() {
			used[f.Sample] = true
		}
	}
	for id := range values() {
		if !used[id] {
			t.Errorf("no field has the sample id %q", id)
		}
	}
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "no generator for the sample id nonsense of e f") {
			t.Errorf("panic %q", text)
		}
	}()
	compile(oneField(catalog.Field{Sample: "nonsense", Types: []catalog.Type{catalog.String}}))
}

// oneField is a catalogue of one event "e" with the field "f".
func oneField(f catalog.Field) []catalog.Event {
	f.Name, f.Path = "f", "f"
	return []catalog.Event{{Name: "e", Payload: catalog.Field{Members: []catalog.Field{f}}, Variants: make([]catalog.Variant, 1)}}
}

// A field that names no generator gets a value that fits it.
func TestFieldsWithoutGenerator(t *testing.T) {
	t.Parallel()
	text, number := []catalog.Type{catalog.String}, []catalog.Type{catalog.Integer}
	for _, tt := range []struct {
		name  string
		field catalog.Field
		want  string // a regular expression of the value
	}{
		{"text", catalog.Field{Types: text}, `"sample f"`},
		{"enum", catalog.Field{Types: text, Enum: []string{"left", "right"}}, `"(left|right)"`},
		{"integer", catalog.Field{Types: number}, `[1-9]`},
		{"time", catalog.Field{Types: text, Format: catalog.DateTime}, `"2026-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"`},
		{"date", catalog.Field{Types: text, Format: catalog.Date}, `"2026-\d\d-\d\d"`},
		{"country", catalog.Field{Types: text, Format: catalog.Country}, `"[A-Z]{3}"`},
		{"address", catalog.Field{Types: text, Format: catalog.IP}, `"[0-9a-f.:]+"`},
		{"e-mail", catalog.Field{Types: text, Format: catalog.Email}, `"[a-z0-9.]+@example\.(com|org)"`},
		{"phone", catalog.Field{Types: text, Format: catalog.Phone}, `"\+\d+(-\d+)+"`},
		{"list of nothing known", catalog.Field{Types: []catalog.Type{catalog.Array}}, `\[\]`},
		{"list", catalog.Field{Types: []catalog.Type{catalog.Array}, Items: &catalog.Field{Name: "x", Types: number}}, `\[[1-9],[1-9]\]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := newGenerator(7, compile(oneField(tt.field)), 0).AppendEvent(nil, "e", "")
			if err != nil || !regexp.MustCompile(`^\{"f":`+tt.want+`\}$`).Match(got) {
				t.Errorf("%s, %v, want a value like %s", got, err, tt.want)
			}
		})
	}
}
