package scrub

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/standin"
	"github.com/argosctl/argosctl/internal/testkit"
)

// notations are the ways in which people and programs write members outside of JSON:
// before, between and behind them, and each.
var notations = []struct {
	name, before, member, between, behind string
	ascii                                 bool // for values without quotes or signs
}{
	{"YAML", "", "%s: %s", "\n", "\n", false},
	{"YAML with quotes", "person:\n", "  %s: \"%s\"", "\n", "\n", false},
	{"YAML in single quotes", "- ", "%s: '%s'", "\n  ", "\n", true},
	{"comments", "# ", "%s: %s", "\n# ", "", false},
	{"comments of C", "// ", "%s : %s", "\r\n// ", "\r\n", false},
	{"a list of Markdown", "* ", "**%s:** %s", "\n* ", "\n", false},
	{"a quoted mail", "> ", "%s: %s", "\n> ", "\n", false},
	{"typographic quotes", "{", "“%s”: “%s”", ", ", "}", false},
	{"the same typographic quotes", "{", "“%s“: “%s“", ",\n", "}", false},
	{"single typographic quotes", "", "‘%s’: ‘%s’", ", ", "", true},
	{"Python", "{'n': 1, ", "'%s': '%s'", ", ", "}", true},
	{"Python in an array", "[{'n': [{'x': 1}], ", "'%s': u'%s'", ", ", "}]", true},
	{"JSON5", "{", "%s: '%s'", ", ", "}", true},
	{"JSON5 over lines", "{\n  // a comment\n  ", "%s: \"%s\"", ",\n  ", "\n}\n", false},
	{"JavaScript behind a text", "2026-01-02 got {\n  ", "%s: '%s'", ",\n  ", "\n}\n", true},
	{"Java", "INFO Person{", "%s=%s", ", ", "} done", true},
	{"Kotlin", "Person(", "%s=%s", ", ", ")\n", true},
	{"Ruby", "{", "\"%s\"=>\"%s\"", ", ", "}", false},
	{"symbols of Ruby", "{", ":%s=>\"%s\"", ", ", "}", false},
	{"PHP", "Array\n(\n    ", "[%s] => %s", "\n    ", "\n)\n", false},
	{"an array of PHP", "array(\n", "  '%s' => '%s'", ",\n", ");", true},
	{"Go", "map[", "%s:%s", " ", "]", true},
	{"properties", "", "person.%s = %s", "\n", "\n", true},
	{"a shell", "", "%s=\"%s\"", "\n", "\n", false},
	{"SQL", "UPDATE t SET ", "%s = '%s'", ", ", " WHERE id = 7;", true},
	{"XML", "<p>", "<%s>%s</%[1]s>", "", "</p>", true},
	{"XML with namespaces", "<p>\n", "  <a:%s x=\"1\">\n%s\n</a:%[1]s>", "\n", "</p>\n", true},
	{"CDATA", "<p>", "<%s><![CDATA[%s]]></%[1]s>", "", "</p>", true},
	{"attributes", "<p a=\"1\" ", "%s=\"%s\"", " ", "/>", false},
	{"a cut of XML", "x&quot;: 1, ", "&quot;%s&quot;: &quot;%s&quot;", ", ", "", true},
}

// TestNotations: members in every notation are scrubbed, twice changes nothing, and
// all else stays.
func TestNotations(t *testing.T) {
	t.Parallel()
	names := []string{"full_name", "first_name", "email", "phoneNumber", "date_of_birth", "ssnNumber", "documentNumber", "full_name_en"}
	for _, n := range notations {
		t.Run(n.name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(testkit.Rounds(60)) {
				d := rand.New(rand.NewPCG(seed, 16))
				person := someone(d)
				if n.ascii {
					person["full_name"] = "Jean-Luc Du Pont"
				}
				var members, blank []string
				for _, name := range names {
					members = append(members, fmt.Sprintf(n.member, name, person[name]))
					blank = append(blank, fmt.Sprintf(n.member, name, "\x00"))
				}
				text := n.before + strings.Join(members, n.between) + n.behind
				s := New(standin.KeyFrom(fmt.Append(nil, seed)))
				out, _ := s.Append(nil, []byte(text), nil)
				for name, value := range person {
					if len(value) > 4 && bytes.Contains(out, []byte(value)) {
						t.Fatalf("seed %d: %s %q is left in\n%s\nof\n%s", seed, name, value, out, text)
					}
				}
				rest := string(out)
				for _, part := range strings.Split(n.before+strings.Join(blank, n.between)+n.behind, "\x00") {
					at := strings.Index(rest, part)
					if at < 0 {
						t.Fatalf("seed %d: %q is lost in\n%s\nof\n%s", seed, part, out, text)
					}
					rest = rest[at+len(part):]
				}
				if again, changed := s.Append(nil, out, nil); changed {
					t.Fatalf("seed %d: %s\nbecame\n%s\nand then\n%s", seed, text, out, again)
				}
			}
		})
	}
}

// TestKept: what only looks like a member of a person, or says that there is none,
// stays.
func TestKept(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"full_name: null\n", "full_name: ~\n", "{full_name=null, email=null}", "full_name = undefined;", "full_name:\n  - x\n",
		"full_name == other && full_name != third", "see std::name::first", "at 02:11:09 in https://host/name", "INFO: started",
		"<full_name/><first_name></first_name>", "retry: glare_detected\nattempts: 2\n", "{status: 'approved', attempts: 2}",
		"[12,34,56,255,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25]", "0x7b2261223a317d", "a &quot;b&quot; c",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if out, changed := testScrubber().Append(nil, []byte(text), nil); changed {
				t.Errorf("became %q", out)
			}
		})
	}
}
