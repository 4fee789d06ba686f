package lint

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
)

// quickly judges a payload at its spots alone. It is not ok where that cannot
// be done.
func quickly(l *Linter, text []byte) (out []diag.Finding, ok bool) {
	if !l.quick(text) {
		return nil, false
	}
	l.check.report(source.Payload{Bytes: text, Line: 1, Column: 1}, func(f *diag.Finding) { out = append(out, *f) })
	return out, true
}

// TestSpotsAreJudgedAlike: what the fast pass leaves to the reader, spot by spot,
// gives the findings of the whole payload: all of them, and no others.
func TestSpotsAreJudgedAlike(t *testing.T) {
	t.Parallel()
	fast, whole := newLinter(t, Config{}), newLinter(t, Config{})
	rounds, odd, several := testkit.Rounds(20000), 0, 0
	for text := range mutants(t, 8, rounds, true) {
		got, ok := quickly(fast, text)
		if !ok {
			continue
		}
		if want := carefully(whole, text); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\nat its spots:\n%s\nas a whole:\n%s", text, toldAll(got), toldAll(want))
		}
		if len(got) > 0 {
			odd++
		}
		if len(got) > 1 {
			several++
		}
	}
	if odd < rounds/10 || several < rounds/100 {
		t.Errorf("only %d of the mutants have findings at spots, %d several: the test shows little", odd, several)
	}
}

// TestSpots shows what is judged without a reading of the whole payload, at how
// many spots, and what is not: -1.
func TestSpots(t *testing.T) {
	t.Parallel()
	const head = `{"webhook_trigger":"delete","submission_id":"s"` + complete
	approved := func(member string) string {
		return `{"webhook_trigger":"approved","submission_id":"s","email":"user@example.com","applicant_id":"a","kyc_result":{"status":"approved",` +
			`"updated_at":"2026-04-14T02:20:41Z","created_at":"2026-04-14T02:11:09Z","kyc_result_at":"2026-04-14T02:20:41Z","reviewer":"system"},` + member + `}`
	}
	expired := func(condition string) string {
		return `{"webhook_trigger":"token_expired","token_id":"t","service":"idCheck","expired_condition":` + condition + `}`
	}
	rejected := func(comment string) string {
		return `{"webhook_trigger":"rejected","submission_id":"s","email":"user@example.com","kyc_result":{"status":"rejected",` +
			`"updated_at":"2026-04-14T02:20:41Z","commentCode":"id_info_blacklist","comment":` + comment + `}}`
	}
	for _, c := range []struct {
		name, payload string
		spots         int
		findings      string // rule and pointer
	}{
		{"clean", head + `}`, 0, ""},
		{"members in another order", `{"delete_time":"2026-05-01T00:00:00Z","account_email":"admin@example.com","submission_id":"s","webhook_trigger":"delete"}`, 0, ""},
		{"escapes", strings.Replace(head, "admin@", `\u0061dmin\u0040`, 1) + `}`, 0, ""},
		{"escapes in the trigger", strings.Replace(head, `"delete"`, `"\u0064elete"`, 1) + `}`, 0, ""},
		{"escapes of somebody's address", strings.Replace(head, "admin@example.com", `hong\u0040corp.kr`, 1) + `}`, 1, "fixture/personal-data /account_email"},
		{"object of the older form", approved(`"additional_list":{"q1":"Savings","q2":{"inputValue":""}}`), 0, ""},
		{"undocumented text", head + `,"ref":"a"}`, 1, "field/unknown /ref"},
		{"undocumented number", head + `,"ref":-1.5e3}`, 1, "field/unknown /ref"},
		{"undocumented literals", head + `,"a":null,"b":true,"c":false}`, 3, "field/unknown /a, field/unknown /b, field/unknown /c"},
		{"undocumented object", head + `,"ref":{"a":[1,{"b":"c"},"",null]}}`, 1, "field/unknown /ref"},
		{"undocumented array", head + `,"ref":[]}`, 1, "field/unknown /ref"},
		{"undocumented in an object", approved(`"cf":{"cf1":"a","cf9":"b"}`), 1, "field/unknown /cf/cf9"},
		{"undocumented address", head + `,"contact":"hong@corp.kr"}`, 1, "field/unknown /contact, fixture/personal-data /contact"},
		{"undocumented schema", head + `,"$schema":"event.json"}`, 1, ""},
		{"empty text", approved(`"cf":{"cf1":""}`), 1, "field/empty /cf/cf1"},
		{"number for a text", strings.Replace(head, `"s"`, `7`, 1) + `}`, 1, "field/type /submission_id"},
		{"null for a text", approved(`"userid":null`), 1, "field/type /userid"},
		{"null of a Projection", approved(`"gender":null`), 0, ""},
		{"fraction for a count", strings.Replace(retryPayload, "retry\",", "retry\",\"attempts\":1.5,", 1) + `"retryCode":"glare_detected"}`, 1, "field/type /attempts"},
		{"no time", strings.Replace(head, "2026-05-01T", "2026-13-01T", 1) + `}`, 1, "field/format /delete_time"},
		{"unknown code", retryPayload + `"retryCode":"camera_broken","attempts":1}`, 1, "retrycode/unknown /retryCode"},
		{"element of an array", approved(`"additional_list":[{"answer":"a"},{"answer":"b","score":1}]`), 1, "field/unknown /additional_list/1/score"},
		{"scalar elements", approved(`"additional_list":[{"answer":"a"},1,"x"]`), 2, "field/type /additional_list/1, field/type /additional_list/2"},
		{"lacking member", `{"webhook_trigger":"delete","submission_id":"s","delete_time":"2026-05-01T00:00:00Z"}`, 1, "field/missing "},

		{"time that the condition asks for", expired(`"count","expected_expired_at":"2026-05-01T00:00:00Z"`), 1, "field/missing "},
		{"time that another condition asks for", expired(`"count","expired_at":"2026-05-01T00:00:00Z"`), 0, ""},
		{"condition in escapes", expired(`"\u0063ount","expired_at":"2026-05-01T00:00:00Z"`), -1, ""},
		{"condition that is no text", expired(`5`), 1, "field/type /expired_condition"},
		{"the comment of a code", rejected(`"An administrator left a reason."`), -1, ""},
		{"event that is not confirmed", `{"webhook_trigger":"pending","submission_id":"s"}`, -1, ""},

		{"alias of the event", strings.Replace(head, `"delete"`, `"deleted"`, 1) + `}`, -1, ""},
		{"no event", strings.Replace(head, `"webhook_trigger"`, `"trigger"`, 1) + `}`, -1, ""},
		{"event in an object", `{"ref":{"webhook_trigger":"delete"},"submission_id":"s"` + complete + `}`, -1, ""},
		{"two events", head + `,"webhook_trigger":"delete"}`, -1, ""},
		{"member twice", head + `,"submission_id":"s"}`, -1, ""},
		{"undocumented member twice", head + `,"ref":1,"ref":2}`, -1, ""},
		{"undocumented member twice, in escapes", head + `,"ref":1,"\u0072ef":2}`, -1, ""},
		{"other spelling", head + `,"submissionId":"s"}`, -1, ""},
		{"address in an undocumented object", head + `,"ref":{"a":"hong@corp.kr"}}`, -1, ""},
		{"object for a text", strings.Replace(head, `"s"`, `{}`, 1) + `}`, -1, ""},
		{"no JSON behind it", head + `,"ref":1}}`, -1, ""},
		{"empty object of documented members", approved(`"cf":{}`), -1, ""},
		{"no JSON in it", head + `,"ref":01}`, -1, ""},
		{"many spots", head + strings.Repeat(`,"a":1`, maxSpots+1) + `}`, -1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := newLinter(t, Config{})
			found, ok := quickly(l, []byte(c.payload))
			if spots := len(l.fast.spots); !ok && c.spots >= 0 || ok && spots != c.spots {
				t.Fatalf("judged at spots: %v, %d of them, want %d\n%s", ok, spots, c.spots, c.payload)
			}
			var told []string
			for _, f := range found {
				told = append(told, f.Rule+" "+f.Pointer)
			}
			if got := strings.Join(told, ", "); ok && got != c.findings {
				t.Errorf("found %q, want %q", got, c.findings)
			}
		})
	}
}

// TestFastKnowsAllOrders: the order of members makes no difference.
func TestFastKnowsAllOrders(t *testing.T) {
	t.Parallel()
	l, dice := newLinter(t, Config{}), rand.New(rand.NewPCG(9, 1))
	for _, line := range archive(t, 9, 1000) {
		var doc jsonscan.Document
		doc.Parse(line)
		var members []string
		for i := range doc.Children(0) {
			members = append(members, fmt.Sprintf("%q:%s", doc.Name(i), doc.Raw(i)))
		}
		dice.Shuffle(len(members), func(a, b int) { members[a], members[b] = members[b], members[a] })
		text := "{" + strings.Join(members, ",") + "}"
		if _, ok := l.fast.clean([]byte(text)); !ok {
			t.Fatalf("the fast pass looks closer: %s", text)
		}
	}
}
