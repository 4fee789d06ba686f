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
		"phone with another 00":             "0044 20 7123 4567",
		"phone with 001":                    "001-82-10-2345-6789",
		"phone of Seoul":                    "02-723-4567",
		"phone of Seoul, with blanks":       "02 723 4567",
		"phone of an office":                "031-234-5678",
		"area in brackets":                  "031) 1234-5678",
		"phone of the internet":             "070-1234-5678",
		"phone of a lifetime":               "0505-123-4567",
		"card":                              "4929123456781236",
		"card with blanks":                  "4929 1234 5678 1236",
		"card with hyphens":                 "5500-0000-0000-0004",
		"American card":                     "3782 822463 10005",
		"card of nineteen digits":           "6212345678901230005",
		"passport":                          "Passport M12345678",
		"passport with words between":       "passport no. is: AB1234567",
		"passport in Korean":                "여권번호 M123A4567",
		"German passport":                   "PASSPORT C01X00T47",
		"address with (at)":                 "minsu.kim (at) daum.net",
		"address with [at]":                 "minsu.kim[at]daum.net",
		"address with [ AT ] and dots":      "minsu.kim [ AT ] mail [dot] daum [dot] net",
		"address with [at] in brackets":     "(minsu.kim[at]daum.net)",
		"address with [at] before blanks":   "[minsu.kim [at] daum.net ]",
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
				number := value[strings.LastIndexByte(value, ' ')+1:] // behind the word "passport"
				if !strings.Contains(strings.ToLower(name), "passport") {
					number = value
				}
				if !changed || strings.Contains(unquoted(string(out)), number) {
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
		"milliseconds":               "1712010203456",
		"article":                    "8801011000001",
		"article from afar":          "4006381333931",
		"no check digit":             "4929123456781232",
		"no card's groups":           "49291 2345 6781 236",
		"order":                      "20260414-000123-4567",
		"order with a card's length": "2026041400012345",
		"microseconds":               "1712010203456789",
		"service line":               "1588-1234",
		"two dates":                  "2026-04-14 2026-04-15",
		"hours and places":           "meet (at) noon. [at] ten",
		"word alone":                 "passport number and 여권 to follow by 2026-04-14",
		"fictional landline":         "02-555-0142",
		"reserved host":              "minsu (at) example.com",
		"no such day":                "9013991234567",
		"part of an id":              "ab-9003141234567",
		"longer":                     "90031412345678",
		"conflict marker":            "<<<<<<< HEAD of the branch of the others",
		"a query":                    "a=1&amp;b=2&c=3",
		"shorter than a zip":         "１２３－４５６",
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
