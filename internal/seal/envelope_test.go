package seal_test

import (
	"encoding/json"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
)

func TestEnvelope(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body, want string
		ok         bool
	}{
		{`{"data":"abc"}`, "abc", true},
		{"\r\n { \"data\" :\t\"abc\" } \n", "abc", true},
		{`{"data":"abc","isEncrypted":true}`, "abc", true},
		{`{"isEncrypted":true,"data":"a\/b"}`, `a\/b`, true},
		{`{"v":[1,{"data":{}},"}"],"n":null,"x":-1.5e3,"s":"\"","data":"abc"}`, "abc", true},
		{`{"data":"ends in a backslash \\"}`, `ends in a backslash \\`, true},
		{`{"data":"says \"hi\""}`, `says \"hi\"`, true},
		{`{"data":""}`, "", true},
		{`{"data":"abc","isEncrypted":false}`, "", false},
		{`{"data":"abc","webhook_trigger":"approved"}`, "", false},
		{`{"webhook_trigger":"updated","data":"abc"}`, "", false},
		{`{"webhook_trigger":"updated","data":{"a":"b"}}`, "", false},
		{`{"data":{"data":"abc"}}`, "", false},
		{`{"data":["abc"]}`, "", false},
		{`{"data":null}`, "", false},
		{`{"data":"a","data":"b"}`, "", false},
		{`{"inner":{"data":"abc"}}`, "", false},
		{`{"Data":"abc"}`, "", false},
		{`{}`, "", false},
		{`["data","abc"]`, "", false},
		{`"data"`, "", false},
		{``, "", false},
		{`{`, "", false},
		{`{"data`, "", false},
		{`{"data"`, "", false},
		{`{"data":`, "", false},
		{`{"data":}`, "", false},
		{`{"data":,}`, "", false},
		{`{"data":"abc`, "", false},
		{`{"data":"abc\"}`, "", false},
		{`{"data":"abc"`, "", false},
		{`{"data":"abc",}`, "", false},
		{`{"data":"abc"} x`, "", false},
		{`{"data":"abc"}{"data":"abc"}`, "", false},
		{`{"a":[1,2,"data":"abc"}`, "", false},
		{`{"a":["unclosed`, "", false},
		{`{"data" "abc"}`, "", false},
		{`{"a":1]"data":"abc"}`, "", false},
	} {
		got, ok := seal.Envelope([]byte(c.body))
		if ok != c.ok || string(got) != c.want {
			t.Errorf("Envelope(%s) = %q, %v, want %q, %v", c.body, got, ok, c.want, c.ok)
		}
	}
}

func TestAppendEnvelope(t *testing.T) {
	t.Parallel()
	for want, got := range map[string][]byte{
		`[{"data":"` + std + `"}`:                    seal.AppendEnvelope([]byte("["), std),
		`[{"data":"` + std + `","isEncrypted":true}`: seal.AppendResponse([]byte("["), std),
	} {
		if string(got) != want || !json.Valid(got[1:]) {
			t.Errorf("%s, want %s", got, want)
		}
		text, ok := seal.Envelope(got[1:])
		if opened, err := testKey(t).AppendOpen(nil, text); !ok || err != nil || string(opened) != approved {
			t.Errorf("%s does not come back: %v", got, err)
		}
	}
}

func TestEnvelopeAllocatesNothing(t *testing.T) {
	bodies := [][]byte{seal.AppendEnvelope(nil, std), []byte(`{"webhook_trigger":"x","data":{}}`), []byte(`{"a":[{"b":"c"}],"d":1}`)}
	if n := testing.AllocsPerRun(100, func() {
		for _, b := range bodies {
			seal.Envelope(b)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
