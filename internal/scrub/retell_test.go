package scrub

import (
	"strings"
	"testing"
)

// TestRetell: what a webhook tells of a person is found again however it is written, and
// what only looks like it stays. The person is in each text; in want each ‹› stands for a
// stand-in.
func TestRetell(t *testing.T) {
	t.Parallel()
	const (
		marta = `"first_name":"Marta","last_name":"Kowalska","full_name":"Marta Kowalska","date_of_birth":"1988-04-30"`
		mask  = `"first_name":"‹›","last_name":"‹›","full_name":"‹›","date_of_birth":"‹›"`
	)
	for _, tt := range []struct{ name, text, want string }{
		{"a surname", `{"notes":"Ms Kowalska said",` + marta + `}`, `{"notes":"Ms ‹› said",` + mask + `}`},
		{"reversed", `{"notes":"Kowalska, Marta",` + marta + `}`, `{"notes":"‹›, ‹›",` + mask + `}`},
		{"in capitals", `{"notes":"KOWALSKA MARTA",` + marta + `}`, `{"notes":"‹› ‹›",` + mask + `}`},
		{"in small letters", `{"notes":"marta kowalska",` + marta + `}`, `{"notes":"‹› ‹›",` + mask + `}`},
		{"behind an escape", `{"notes":"to\nKowalska \u0041",` + marta + `}`, `{"notes":"to\n‹› \u0041",` + mask + `}`},
		{"a user id", `{"userid":"marta.kowalska",` + marta + `}`, `{"userid":"‹›.‹›",` + mask + `}`},
		{"a user id with a number", `{"userid":"kowalska88",` + marta + `}`, `{"userid":"‹›88",` + mask + `}`},
		{"a user id with an initial", `{"userid":"mkowalska",` + marta + `}`, `{"userid":"m‹›",` + mask + `}`},
		{"without a sign", `{"cf":{"cf1":"martakowalska"},` + marta + `}`, `{"cf":{"cf1":"‹›"},` + mask + `}`},
		{"custom fields", `{"cf":{"cf1":"marta_kowalska","cf2":"Kowalska-Marta"},` + marta + `}`, `{"cf":{"cf1":"‹›_‹›","cf2":"‹›-‹›"},` + mask + `}`},
		{"an element", `{"tags":["kowalska"],` + marta + `}`, `{"tags":["‹›"],` + mask + `}`},
		{"a comment of a reviewer", `{"kyc_result":{"comment":["ask Marta"]},` + marta + `}`, `{"kyc_result":{"comment":["ask ‹›"]},` + mask + `}`},
		{"the line of a log", `INFO Kowalska: {` + marta + `} for Marta`, `INFO ‹›: {` + mask + `} for ‹›`},
		{"another line", "{" + marta + "}\nMs Kowalska called", "{" + mask + "}\nMs ‹› called"},
		{"a name without its marks", `{"userid":"jose.nunez","first_name":"José","last_name":"Núñez"}`, `{"userid":"‹›.‹›","first_name":"‹›","last_name":"‹›"}`},
		{"another script", `{"notes":"звонил ПЕТРОВ","first_name":"Иван","last_name":"Петров"}`, `{"notes":"звонил ‹›","first_name":"‹›","last_name":"‹›"}`},
		{"Korean, two syllables", `{"notes":"허준이 전화","full_name":"허준"}`, `{"notes":"‹›이 전화","full_name":"‹›"}`},
		{"Korean, told in parts", `{"notes":"홍길동님, 홍 길동","first_name":"길동","last_name":"홍"}`, `{"notes":"‹›님, ‹› ‹›","first_name":"‹›","last_name":"‹›"}`},
		{"a table", "first_name,last_name,notes\nMarta,Kowalska,for Ms Kowalska\n", "first_name,last_name,notes\n‹›,‹›,for Ms ‹›\n"},
		{"a body in a string", `{"body":"{\"first_name\":\"Marta\",\"notes\":\"for Marta\"}"}`, `{"body":"{\"first_name\":\"‹›\",\"notes\":\"for ‹›\"}"}`},

		{"days", `{"notes":"30.04.1988 30/04/1988 04/30/1988 1988.04.30 19880430",` + marta + `}`, `{"notes":"‹› ‹› ‹› ‹› ‹›",` + mask + `}`},
		{"days in words", `{"notes":"30 April 1988; APRIL 30, 1988; 30th April 1988; 1988년 4월 30일",` + marta + `}`, `{"notes":"‹› ‹› ‹›; ‹› ‹›, ‹›; ‹› ‹› ‹›; ‹›년 ‹›월 ‹›일",` + mask + `}`},
		{"a number that begins with the day", `{"notes":"PESEL 88043012349",` + marta + `}`, `{"notes":"PESEL ‹›",` + mask + `}`},

		{"a syllable", `{"notes":"홍 씨, 길동","first_name":"길동","last_name":"홍"}`, `{"notes":"홍 씨, 길동","first_name":"‹›","last_name":"‹›"}`},
		{"a word in small letters", `{"notes":"they will grant it","cf":{"cf1":"campaign_summer"},"first_name":"Will","last_name":"Summer"}`, `{"notes":"they will grant it","cf":{"cf1":"campaign_summer"},"first_name":"‹›","last_name":"‹›"}`},
		{"the first word of a sentence", `{"notes":"May we? Will do.","first_name":"May","last_name":"Will"}`, `{"notes":"May we? Will do.","first_name":"‹›","last_name":"‹›"}`},
		{"a part of a word", `{"notes":"Kowalskas Martana",` + marta + `}`, `{"notes":"Kowalskas Martana",` + mask + `}`},
		{"names of members, events, codes", `{"Kowalska":1,"webhook_trigger":"Kowalska","retryCode":"marta_kowalska","level":"MARTA",` + marta + `}`, `{"Kowalska":1,"webhook_trigger":"Kowalska","retryCode":"marta_kowalska","level":"MARTA",` + mask + `}`},
		{"a host", `{"notes":"https://kowalska.example.com/x",` + marta + `}`, `{"notes":"https://kowalska.example.com/x",` + mask + `}`},
		{"digits of a hash", `{"x":"3e46marta99f9","y":"v1.30.04.1988 30.04.19881",` + marta + `}`, `{"x":"3e46marta99f9","y":"v1.30.04.1988 30.04.19881",` + mask + `}`},
		{"a value called name", `{"name":"Webhook","x":"Webhook"}`, `{"name":"‹›","x":"Webhook"}`},
		{"a day of somebody else", `{"notes":"29.04.1988",` + marta + `}`, `{"notes":"29.04.1988",` + mask + `}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			header, _, _ := strings.Cut(tt.text, "\n")
			if tt.name != "a table" {
				header = ""
			}
			s := testScrubber()
			out, _ := s.Append(nil, []byte(tt.text), []byte(header))
			if !fits(string(out), tt.want) {
				t.Errorf("%s\nbecame %s\nwant   %s", tt.text, out, tt.want)
			}
			for _, word := range []string{"marta", "kowalska", "1988", "880430", "jos", "ez\"", "петров", "허준", "길동", "홍", "will", "may", "summer", "webhook", "april"} {
				if got, want := strings.Count(strings.ToLower(string(out)), word), strings.Count(strings.ToLower(tt.want), word); got != want {
					t.Errorf("%s\nbecame %s\nwhich has %q %d times, want %d", tt.text, out, word, got, want)
				}
			}
			if again, changed := s.Append(nil, out, []byte(header)); changed {
				t.Errorf("%s\nand then %s", out, again)
			}
		})
	}
}

// TestRetellTheSame: a name has the same stand-in wherever it stands, and so has a day.
func TestRetellTheSame(t *testing.T) {
	t.Parallel()
	out, _ := testScrubber().Append(nil, []byte(`{"notes":"KOWALSKA 30.04.1988","last_name":"Kowalska","date_of_birth":"1988-04-30"}`), nil)
	text := string(out)
	field := func(name string) string {
		_, after, _ := strings.Cut(text, `"`+name+`":"`)
		value, _, _ := strings.Cut(after, `"`)
		return value
	}
	day := strings.Split(field("date_of_birth"), "-")
	if want := strings.ToUpper(field("last_name")) + " " + day[2] + "." + day[1] + "." + day[0]; field("notes") != want {
		t.Errorf("%s, want %s", text, want)
	}
}
