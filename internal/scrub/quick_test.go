package scrub

import (
	"math/rand/v2"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestQuick compares quick with token, which reads the same where a pointer limits
// what is scrubbed.
func TestQuick(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	pieces := []string{`"email":"kim@naver.com"`, `"cf":{"cf1":"010-2345-6789","cf2":"x"}`, `"full_name":"Minsu"`, `"first_name": "홍"`, `"name":"X"`, `"value":"Y"`, `"key":"email"`,
		`"attempts":2`, `"phoneNumber":1023456789`, `"ok":true`, `"none":null`, `"bad":nul`, `"list":["a@gmail.com",{"email":"b@gmail.com"}]`, `"at":"2026-01-02T03:04:05.678Z"`,
		`"date_of_birth":"1990-03-14"`, `"additional_list":[{"answer":"Savings","blockType":"radio"}]`, `"e\u006dail":"c@gmail.com"`, `"x":"a\"b@gmail.com"`, `"h":"3e46cfd967324b99f9ec33d9fe74cdd6"`,
		",", ",", ",", ",", "\n", " ", "{", "}", "[", "]", `"`, ":", `\`, "// d@gmail.com\n", "/* */", "\n{", `{"email":`, "7", "a", "\t", "\xff", `"":""`}
	plain, careful := testScrubber(), testScrubber()
	careful.Limited = true
	dice := rand.New(rand.NewPCG(14, 14))
	for range 40000 {
		text := []byte("{")
		for range 1 + dice.IntN(9) {
			text = append(text, pieces[dice.IntN(len(pieces))]...)
		}
		if dice.IntN(2) == 0 {
			text = append(text, "}\n"...)
		}
		got, _ := plain.Append(nil, text, nil)
		want, _ := careful.Append(nil, text, nil)
		if string(got) != string(want) {
			t.Fatalf("%q\nbecame %q,\nwant   %q", text, got, want)
		}
	}
}
