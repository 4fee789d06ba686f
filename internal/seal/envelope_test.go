package seal_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

func TestFormOf(t *testing.T) {
	t.Parallel()
	webhook := `{"webhook_trigger":"delete","submission_id":"x"}`
	for name, c := range map[string]struct {
		body, text string
		form       seal.Form
	}{
		"data alone":             {`{"data":"abc"}`, "abc", seal.Sealed},
		"white space":            {"\r\n { \"data\" :\t\"abc\" } \n", "abc", seal.Sealed},
		"marked":                 {`{"data":"abc","isEncrypted":true}`, "abc", seal.Sealed},
		"escape in the text":     {`{"isEncrypted":true,"data":"a\/b"}`, `a\/b`, seal.Sealed},
		"members of all kinds":   {`{"v":[1,{"data":{}},"}"],"n":null,"x":-1.5e3,"s":"\"","data":"abc"}`, "abc", seal.Sealed},
		"backslash at the end":   {`{"data":"ends in a backslash \\"}`, `ends in a backslash \\`, seal.Sealed},
		"quotes in the text":     {`{"data":"says \"hi\""}`, `says \"hi\"`, seal.Sealed},
		"empty text":             {`{"data":""}`, "", seal.Sealed},
		"escape in the name":     {`{"d\u0061t\u0061":"abc"}`, "abc", seal.Sealed},
		"byte order mark":        {"\ufeff{\"data\":\"abc\"}", "abc", seal.Sealed},
		"data twice":             {`{"data":"a","data":"b"}`, "b", seal.Sealed}, // the last wins, as in JSON readers
		"bytes of no character":  {"{\"note\":\"\xff\",\"data\":\"abc\"}", "abc", seal.Sealed},
		"trigger deeper":         {`{"data":"abc","log":{"webhook_trigger":"approved"}}`, "abc", seal.Sealed},
		"marked as a text":       {`{"data":"abc","isEncrypted":"false"}`, "abc", seal.Sealed},
		"marked as not sealed":   {`{"data":"abc","isEncrypted":false}`, "", seal.Clear},
		"trigger after":          {`{"data":"abc","webhook_trigger":"approved"}`, "", seal.Clear},
		"trigger before":         {`{"webhook_trigger":"updated","data":"abc"}`, "", seal.Clear},
		"trigger spelled wrong":  {`{"data":"abc","Webhook-Trigger":"updated"}`, "", seal.Clear},
		"trigger with escape":    {`{"data":"abc","webhook\u005ftrigger":"updated"}`, "", seal.Clear},
		"webhook with an object": {`{"webhook_trigger":"updated","data":{"a":"b"}}`, "", seal.Clear},
		"object":                 {`{"data":{"data":"abc"}}`, "", seal.Clear},
		"array":                  {`{"data":["abc"]}`, "", seal.Clear},
		"null":                   {`{"data":null}`, "", seal.Clear},
		"text, then object":      {`{"data":"a","data":{}}`, "", seal.Clear},
		"deeper":                 {`{"inner":{"data":"abc"}}`, "", seal.Clear},
		"other case":             {`{"Data":"abc"}`, "", seal.Clear},
		"empty object":           {`{}`, "", seal.Clear},
		"Base64 of a webhook":    {`{"data":"` + base64Of([]byte(webhook)) + `"}`, base64Of([]byte(webhook)), seal.Encoded},
		"Base64, marked sealed":  {`{"data":"e30=","isEncrypted":true}`, "e30=", seal.Encoded},
		"Base64, marked clear":   {`{"data":"e30=","isEncrypted":false}`, "e30=", seal.Encoded},
		"Base64 without padding": {`{"data":"e30"}`, "e30", seal.Encoded},
		"Base64url":              {`{"data":"` + base64.RawURLEncoding.EncodeToString([]byte(`{"a":"~?~?"}`)) + `"}`, "eyJhIjoifj9-PyJ9", seal.Encoded},
		"Base64 with escapes":    {`{"data":"eyJhIjo\u0069fj9+PyJ9"}`, `eyJhIjo\u0069fj9+PyJ9`, seal.Encoded},
		"Base64 of an array":     {`{"data":"` + base64Of([]byte("\n [1]")) + `"}`, base64Of([]byte("\n [1]")), seal.Encoded},
		"Base64 of EUC-KR":       {`{"data":"` + base64Of([]byte("{\"full_name\":\"\xc8\xab\xb1\xe6\xb5\xbf\",\"webhook_trigger\":\"approved\"}")) + `"}`, base64Of([]byte("{\"full_name\":\"\xc8\xab\xb1\xe6\xb5\xbf\",\"webhook_trigger\":\"approved\"}")), seal.Encoded},
		"Base64 broken early":    {`{"data":"` + base64Of([]byte("{\"a\xff\":1,\"webhook_trigger\":\"delete\"}")) + `"}`, base64Of([]byte("{\"a\xff\":1,\"webhook_trigger\":\"delete\"}")), seal.Encoded},
		"Base64 with a mark":     {`{"data":"` + base64Of([]byte("\ufeff{\"a\xff\":1,\"webhook_trigger\":\"delete\"}")) + `"}`, base64Of([]byte("\ufeff{\"a\xff\":1,\"webhook_trigger\":\"delete\"}")), seal.Encoded},
		"Base64 with controls":   {`{"data":"` + base64Of([]byte("{\"a\x01\x02\":1,\"webhook_trigger\":\"delete\"}")) + `"}`, base64Of([]byte("{\"a\x01\x02\":1,\"webhook_trigger\":\"delete\"}")), seal.Encoded},
		"a brace":                {`{"data":"{a"}`, "{a", seal.Encoded},
		"a bracket":              {`{"data":"[1"}`, "[1", seal.Encoded},
		"a brace of a form":      {`{"data":"%7Ba"}`, "%7Ba", seal.Encoded},
		"a bracket of a form":    {`{"data":"a=%5b1"}`, "a=%5b1", seal.Encoded},
		"another sign of a form": {`{"data":"%2Ba"}`, "%2Ba", seal.Sealed},
		"a form":                 {`{"data":"webhook_trigger=approved"}`, "webhook_trigger=approved", seal.Encoded},
		"a form, a sign before":  {`{"data":"_webhook_trigger=approved"}`, "_webhook_trigger=approved", seal.Encoded},
		"another form":           {`{"data":"kyc_status=approved"}`, "kyc_status=approved", seal.Sealed},
		"Base64 of words":        {`{"data":"` + base64Of([]byte("{no JSON at all")) + `"}`, base64Of([]byte("{no JSON at all")), seal.Sealed},
		"Base64 of a number":     {`{"data":"MTI="}`, "MTI=", seal.Sealed},
		"Base64 beside trigger":  {`{"data":"e30=","webhook_trigger":"x"}`, "", seal.Clear},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if text, form := seal.CiphertextOf([]byte(c.body)); form != c.form || string(text) != c.text {
				t.Errorf("CiphertextOf(%s) = %q, %v, want %q, %v", c.body, text, form, c.text, c.form)
			}
			var doc jsonscan.Document
			doc.Parse([]byte(c.body))
			if form, node := seal.FormOf(&doc); form != c.form || form != seal.Clear && string(seal.Ciphertext(&doc, node)) != c.text {
				t.Errorf("FormOf(%s) = %v, %d, want %v", c.body, form, node, c.form)
			}
		})
	}
}

// TestNoObject: what is no JSON object is no envelope.
func TestNoObject(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`["data","abc"]`, `"data"`, ``, ` `, `{`, `{ `, "\xef", "\ufeff", "\ufeff{", `{"data`, `{"data"`, `{"data":`, `{"data":}`,
		`{"data":,}`, `{"data":"abc`, `{"data":"abc\"}`, `{"data":"abc"`, `{"data":"abc",}`, `{"data":"abc"} x`,
		`{"data":"abc"}{"data":"abc"}`, `{"a":[1,2,"data":"abc"}`, `{"a":["unclosed`, `{"data" "abc"}`, `{"a":1]"data":"abc"}`,
		`{"data":'abc'}`, "{\"data\":\"a\nb\"}",
	} {
		if text, form := seal.CiphertextOf([]byte(body)); form != seal.Clear || text != nil {
			t.Errorf("CiphertextOf(%s) = %q, %v", body, text, form)
		}
	}
}

// TestCiphertextOfAnOpenText: a text that ends at its first quote, or within it.
func TestCiphertextOfAnOpenText(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{`{"data":"`: "", `{"data":""`: "", `{"data":"abc"`: "abc"} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			var doc jsonscan.Document
			doc.Parse([]byte(body))
			if form, node := seal.FormOf(&doc); form != seal.Sealed || string(seal.Ciphertext(&doc, node)) != want {
				t.Errorf("form %d, node %d, want %q", form, node, want)
			}
		})
	}
}

// TestBody: one call tells the form and what is inside, and asks for the key
// only where it is needed.
func TestBody(t *testing.T) {
	t.Parallel()
	locked := errors.New("the keyring is locked")
	for name, c := range map[string]struct {
		body  string
		form  seal.Form
		plain string // after the "[" that stands there
		asked bool
		step  seal.Step
		err   error
	}{
		"sealed":           {body: string(seal.AppendEnvelope(nil, std)), form: seal.Sealed, plain: approved, asked: true},
		"sealed response":  {body: string(seal.AppendResponse(nil, std)), form: seal.Sealed, plain: approved, asked: true},
		"sealed in hex":    {body: string(seal.AppendEnvelope(nil, vectors[1].cipher)), form: seal.Sealed, plain: approved, asked: true},
		"sealed, escaped":  {body: string(seal.AppendEnvelope(nil, strings.ReplaceAll(std, "/", `\/`))), form: seal.Sealed, plain: approved, asked: true},
		"sealed, cut":      {body: string(seal.AppendEnvelope(nil, std[:64])), form: seal.Sealed, asked: true, step: seal.StepPadding},
		"sealed, no key":   {body: string(seal.AppendEnvelope(nil, std)), form: seal.Sealed, asked: true, err: locked},
		"in the clear":     {body: approved, form: seal.Clear},
		"a webhook":        {body: `{"webhook_trigger":"updated","data":{}}`, form: seal.Clear},
		"Base64 of JSON":   {body: string(seal.AppendEnvelope(nil, base64Of([]byte(approved)))), form: seal.Encoded},
		"no JSON":          {body: "<html>", form: seal.Clear},
		"damaged envelope": {body: `{"data":"` + std, form: seal.Clear},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := false
			plain, form, err := seal.Body([]byte("["), []byte(c.body), func() (seal.Key, error) {
				asked = true
				return testKey(t), c.err
			})
			if string(plain) != "["+c.plain || form != c.form || asked != c.asked {
				t.Errorf("%q, %v, asked %v; want %q, %v, %v", plain, form, asked, c.plain, c.form, c.asked)
			}
			var failed *seal.OpenError
			if errors.As(err, &failed) != (c.step != "") || failed != nil && failed.Step != c.step || failed == nil && !errors.Is(err, c.err) {
				t.Errorf("error %v, want step %q, %v", err, c.step, c.err)
			}
		})
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
	}
}

// TestArchiveAllocatesNothing: a document that is used again tells the form of a
// body, and a buffer takes what it holds.
func TestArchiveAllocatesNothing(t *testing.T) {
	eager := std
	for i := 0; eager[0] != 'e' && eager[0] != 'W'; i++ { // what Base64 of JSON begins with
		eager = testKey(t).Seal(fmt.Append(nil, i, approved), seal.Base64)
	}
	bodies := [][]byte{seal.AppendEnvelope(nil, std), seal.AppendResponse(nil, eager), []byte(`{"webhook_trigger":"x","data":{}}`), []byte(`{"a":[{"b":"c"}],"d":1}`)}
	key := testKey(t)
	var doc jsonscan.Document
	room := make([]byte, 0, 8192)
	if n := testing.AllocsPerRun(100, func() {
		for _, b := range bodies {
			doc.Parse(b)
			if form, data := seal.FormOf(&doc); form == seal.Sealed {
				_, _ = key.AppendOpen(room, seal.Ciphertext(&doc, data))
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
