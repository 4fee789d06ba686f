package jsonscan

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// breakage damages a clean compact text at one place; ok is false where it
// cannot.
type breakage struct {
	name string
	on   string // what it looks for
	put  string // what it puts there
}

func breakages() []breakage {
	return []breakage{
		{"missing comma", `,"`, ` "`}, {"missing comma and line", `","`, "\"\n\t\""}, {"missing colon", `":`, `" `},
		{"equals", `":`, `" = `}, {"arrow", `":`, `" => `}, {"semicolon", `,"`, `;"`}, {"double comma", `,"`, `,,"`},
		{"trailing comma", `}`, `,}`}, {"trailing comma in array", `]`, ",\n]"}, {"trailing semicolon", `}`, `;}`},
		{"line comment", `,"`, ", // it's a \"note\"\n\""}, {"block comment", `":`, `"/* x */:`}, {"hash comment", `{"`, "{ # x\r\n\""},
		{"leading comma", `{"`, `{,"`}, {"placeholder", `}`, `,...}`}, {"placeholder in array", `[{`, `[..., {`},
		{"no-break space", `":`, "\":\u00a0"}, {"zero width space", `,"`, ",\u200b\""},
		{"None", `null`, `None`}, {"undefined", `null`, `undefined`}, {"NaN", `null`, `NaN`},
		{"plus sign", `"attempts":`, `"attempts":+`}, {"leading zero", `"attempts":`, `"attempts":0`},
		{"single quotes", `"approved"`, `'approved'`}, {"typographic quotes", `"tokenId"`, `“tokenId”`}, {"back quotes", `"system"`, "`system`"},
		{"unquoted name", `"email"`, `email`}, {"unquoted text", `"approved"`, `approved`}, {"wrong bracket", `}]`, `}}`},
		{"missing quote", `","`, ",\n\""}, {"byte order mark", `{"webhook`, "\xef\xbb\xbf{\"webhook"},
	}
}

// damage replaces one of the places, chosen at random.
func (b breakage) damage(text []byte, random *rand.Rand) []byte {
	n := bytes.Count(text, []byte(b.on))
	if n == 0 {
		return text
	}
	at := 0
	for range random.IntN(n) {
		at += bytes.Index(text[at:], []byte(b.on)) + len(b.on)
	}
	at += bytes.Index(text[at:], []byte(b.on))
	return bytes.Join([][]byte{text[:at], []byte(b.put), text[at+len(b.on):]}, nil)
}

func canonical(t *testing.T, text []byte) string {
	t.Helper()
	v := jsontext.Value(bytes.Clone(text))
	if err := v.Canonicalize(); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return string(v)
}

// TestOneBreakage holds that the repair of one damage gives back what was
// meant, at whatever place it is.
func TestOneBreakage(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var d Document
	for _, text := range payloads(100) {
		want := canonical(t, text)
		for _, b := range breakages() {
			broken := b.damage(text, random)
			if bytes.Equal(broken, text) {
				continue
			}
			if d.Parse(broken) {
				t.Fatalf("%s: no fault in %s", b.name, broken)
			}
			repaired := uncommented(d.Repaired())
			if !Valid(repaired) || canonical(t, repaired) != want {
				t.Fatalf("%s: %s\nrepaired as %s\n%s", b.name, broken, repaired, summary(&d))
			}
		}
	}
}

// TestManyBreakages damages texts at many places: repairs must not disturb
// each other.
func TestManyBreakages(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	all := breakages()
	var d, scratch Document
	repaired := 0
	for round := range 40 {
		for _, text := range payloads(50) {
			for range 1 + round/4 {
				text = all[random.IntN(len(all))].damage(text, random)
			}
			if cut := random.IntN(4 * len(text)); cut < len(text) {
				text = text[:cut]
			}
			d.Parse(text)
			checkNodes(t, &d)
			checkRepair(t, &d, &scratch)
			if Valid(uncommented(d.Repaired())) {
				repaired++
			}
		}
	}
	if repaired < 500 {
		t.Errorf("only %d of 2000 texts parse after repair", repaired)
	}
	t.Logf("%d of 2000 texts parse after repair", repaired)
}

// TestInsertionsAtOnePlace holds that a quote and a comma that both belong at
// the end of a line go there in this order, on however many lines.
func TestInsertionsAtOnePlace(t *testing.T) {
	t.Parallel()
	var b, want strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "\n\"name %d\": \"text", i)
		fmt.Fprintf(&want, "\n\"name %d\": \"text\",", i)
	}
	var d Document
	d.Parse([]byte("{" + b.String() + "\n\"last\": 1}"))
	if got := string(d.Repaired()); got != "{"+want.String()+"\n\"last\": 1}" {
		t.Errorf("repaired as %s", got)
	}
}

// TestRetrySample reads the retry sample of the vendor's page "Create and
// Retry", which lacks a comma.
func TestRetrySample(t *testing.T) {
	t.Parallel()
	sample := `{
    "webhook_trigger": "retry",
    "submission_id": "{submission_id}",
    "kyc_result": {
        "status": "incomplete"
    },
    "cf": {
        "cf1": "{custom_field1}",
        "cf2": "{custom_field2}",
        "cf3": "{custom_field3}"
    },
    "userid": "{user_id}",
    "tokenId": "{token_id}",
    "ipAddress": "{ip_address}"
    "retryCode": "{retry_code}",
    "attempts": 1
}
`
	var d Document
	if d.Parse([]byte(sample)) || len(d.Faults) != 1 {
		t.Fatal(summary(&d))
	}
	f := d.Faults[0]
	cursor := NewCursor(d.Data, 1, 1)
	line, column := cursor.At(f.Offset)
	if line != 15 || column != 5 || f.Length != len(`"retryCode"`) || f.Code != Syntax ||
		f.Text("en") != `missing comma between members: found '"' where ',' or '}' was expected` {
		t.Errorf("%d:%d %+v", line, column, f)
	}
	if want := strings.Replace(sample, `"{ip_address}"`, `"{ip_address}",`, 1); string(d.Repaired()) != want {
		t.Errorf("repaired as %s", d.Repaired())
	}
	if i, ok := d.Get(0, "attempts"); !ok || string(d.Raw(i)) != "1" {
		t.Error("what follows the fault is not read")
	}
}
