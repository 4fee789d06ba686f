package scrub

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestForms: data of people that no rule about fixtures finds are replaced by
// their form, in values, texts, comments, names of members and lines of a log.
func TestForms(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"resident number with blanks":       "900314 - 1234567",
		"resident number without hyphen":    "9003141234567",
		"foreigner's number without hyphen": "9003145234567",
		"resident number in wide digits":    "９００３１４－１２３４５６７",
		"driving licence":                   "11-23-456789-01",
		"machine readable zone":             "P<KORHONG<<GILDONG<<<<<<<<<<<<<<<<<<<<<<<<<<<",
		"its second line":                   "M123456784KOR9003145M2503147<<<<<<<<<<<<<<06",
		"phone in wide digits":              "０１０－５４３２－１９８７",
		"phone with 0082":                   "0082 10 2198 7654",
		"address with an entity":            "minsu&#64;daum.net",
		"address with a named entity":       "minsu&commat;daum.net",
		"address with a domain in Hangul":   "김민수@네이버.한국",
		"address with an accent":            "josé@correo.es",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			quoted, _ := json.Marshal(map[string]any{"webhook_trigger": "created", "cf": map[string]string{"cf1": value, "cf2": "call " + value + " please"}})
			inside, _ := json.Marshal(map[string]string{"text": string(quoted)})
			texts := map[string]string{
				"values": string(quoted), "inside": string(inside), "comment": `{"a": 1 /* ` + value + ` */}`,
				"log": "2026-01-01 INFO user " + value + " did " + `{"a":"b"}`,
			}
			if !strings.Contains(value, "０") && !strings.Contains(value, "９") {
				texts["name"] = `{"cf":{"` + value + `":"1"}}`
			}
			for where, text := range texts {
				out, changed := testScrubber().Append(nil, []byte(text), nil)
				if !changed || strings.Contains(unquoted(string(out)), value) {
					t.Errorf("%s: left in %s", where, out)
				}
				if again, changed := testScrubber().Append(nil, out, nil); changed {
					t.Errorf("%s: %s, and then %s", where, out, again)
				}
			}
		})
	}
}

// unquoted is a text with the escapes of & and < undone.
func unquoted(text string) string {
	return strings.NewReplacer(`\\u0026`, "&", `\u0026`, "&", `\\u003c`, "<", `\u003c`, "<").Replace(text)
}

// TestNumbersOfNobody: ids and times look alike, and stay.
func TestNumbersOfNobody(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"milliseconds":       "1712010203456",
		"no such day":        "9013991234567",
		"part of an id":      "ab-9003141234567",
		"longer":             "90031412345678",
		"conflict marker":    "<<<<<<< HEAD of the branch of the others",
		"a query":            "a=1&amp;b=2&c=3",
		"shorter than a zip": "１２３－４５６",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := `{"webhook_trigger":"created","cf":{"cf1":"` + value + `"}}`
			if out, changed := testScrubber().Append(nil, []byte(text), nil); changed {
				t.Errorf("%s became %s", text, out)
			}
		})
	}
}
