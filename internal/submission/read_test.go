package submission_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
)

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

func TestImage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		status  int
		ctype   string
		body    string
		media   string
		kind    submission.Kind
		failure string
	}{
		{"png", 200, "image/png", png, "image/png", "", ""},
		{"jpeg under another type", 200, "application/json", "\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "", ""},
		{"unknown kind of file", 200, "", "\x00\x01\x02\x03", "application/octet-stream", "", ""},
		{"empty", 200, "image/png", "", "", submission.KindForeign, "an empty body"},
		{"page of a proxy", 200, "text/html", "<!doctype html><p>user@example.com", "", submission.KindForeign, "not an image (text/html, 34 bytes)"},
		{"error with a good status", 200, "application/json", `{"message":"not Exist Submission ID","statusCode":400}`, "", submission.KindNotFound, "not Exist Submission ID"},
		{"no such image", 404, "application/json", `{"message":"Image not found"}`, "", submission.KindNotFound, "404: Image not found"},
		{"page that is not found", 404, "text/html", `<h1>Not Found</h1>`, "", submission.KindRequest, "404"},
		{"refused key", 403, "application/json", `{"message":"Forbidden"}`, "", submission.KindKey, "403: Forbidden"},
		{"sealed with another key", 200, "application/json", `{"data":"q83vEjRWeJCrze8SNFZ4kA==","isEncrypted":true}`, "", submission.KindSealed, "encrypted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			query, accept := "", ""
			answer := answering(tt.status, tt.ctype, tt.body)
			base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				query, accept = r.URL.String(), r.Header.Get("Accept")
				answer(w, r)
			})
			image, err := newWorld(t, base, nil).client.Image(t.Context(), "6a", "idBackImage")
			if query != "/v3/image?submission_id=6a&type=idBackImage" || !strings.HasPrefix(accept, "image/") {
				t.Errorf("asked for %s, accepting %s", query, accept)
			}
			if tt.failure == "" {
				if err != nil || image.ContentType != tt.media || string(image.Body) != tt.body {
					t.Errorf("%+v, %v", image, err)
				}
				return
			}
			var api *submission.APIError
			if !errors.As(err, &api) || api.Kind != tt.kind || !strings.Contains(err.Error(), tt.failure) || strings.Contains(err.Error(), "example.com") {
				t.Errorf("%v (%+v)", err, api)
			}
		})
	}
}

func TestImageIsBounded(t *testing.T) {
	t.Parallel()
	base := serve(t, answering(200, "image/png", png+strings.Repeat("x", 2<<20)))
	w := newWorld(t, base, func(o *submission.Options) { o.MaxBody = 1 << 20 })
	if _, err := w.client.Image(t.Context(), "6a", "idImage"); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Error(err)
	}
	var bad *submission.QueryError
	if _, err := w.client.Image(t.Context(), "6a", "front"); !errors.As(err, &bad) || bad.Name != "type" {
		t.Error(err)
	}
	if _, err := w.client.Image(t.Context(), "", "idImage"); !errors.As(err, &bad) {
		t.Error(err)
	}
}

func TestReads(t *testing.T) {
	t.Parallel()
	items := [][]byte{[]byte(`{"submission_id":"6a","email":"u@example.com","kyc":{"result":"approved"},"data":{"full_name":"Gildong Hong","nationality":"KOR"}}`)}
	for _, encrypt := range []bool{false, true} {
		c := newWorld(t, mock(t, mockapi.Options{Items: items, Encrypt: encrypt, Key: secret.New(testKey)}), nil).client
		record, err := c.Monitoring(t.Context(), "list-1", "Abc123Def456_6a")
		if err != nil || record.Text("name") != "Gildong Hong" || record.Text("status") != "screenedNoMatches" || record.Text("openCount") != "0" {
			t.Fatalf("%s, %v", record.Text("name"), err)
		}
		masked := submission.NewMasker().Mask(record)
		for _, member := range []string{"name", "nationality", "email", "admin"} {
			if masked.Text(member) != "***" {
				t.Errorf("%s is %q", member, masked.Text(member))
			}
		}
		answer, err := c.Projections(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for p := range answer.Objects("items") {
			names = append(names, p.Text("name"))
		}
		one, err := c.Projection(t.Context(), "prj0example0002")
		if err != nil || !slices.Equal(names, []string{"hide_birth", "hide_names"}) || one.Text("fields") != "first_name; last_name; full_name" {
			t.Errorf("%q, %s, %v", names, one.Text("fields"), err)
		}
		settings, err := c.Settings(t.Context())
		if err != nil || settings.Text("management.returnUrl.encryption") != map[bool]string{true: "true", false: "false"}[encrypt] {
			t.Errorf("%s, %v", settings.Raw(), err)
		}
		var api *submission.APIError
		if _, err := c.Projection(t.Context(), "none"); !errors.As(err, &api) || api.Kind != submission.KindNotFound || api.Status != 404 {
			t.Error(err)
		}
		if _, err := c.Monitoring(t.Context(), "list-1", "Abc123Def456_other"); !errors.As(err, &api) || api.Kind != submission.KindNotFound {
			t.Error(err)
		}
	}
}

func TestReadsThatAreNone(t *testing.T) {
	t.Parallel()
	c := newWorld(t, serve(t, answering(200, "", `{"hello":1}`)), nil).client
	var api *submission.APIError
	if _, err := c.Projections(t.Context()); !errors.As(err, &api) || api.Kind != submission.KindForeign {
		t.Error(err)
	}
	if _, err := c.Projection(t.Context(), "a"); !errors.As(err, &api) || api.Kind != submission.KindForeign {
		t.Error(err)
	}
	for name, ids := range map[string][2]string{
		"empty": {"", "r"}, "slash": {"w", "a/b"}, "backslash": {"w", `a\b`}, "dots": {"..", "r"}, "blank": {"w", "a b"}, "long": {"w", strings.Repeat("x", 300)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var bad *submission.QueryError
			if _, err := c.Monitoring(t.Context(), ids[0], ids[1]); !errors.As(err, &bad) {
				t.Error(err)
			}
		})
	}
}

func TestAttempts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, item, code, attempts, all string }{
		{"members of their own", `{"retryCode":"a","attempts":3}`, "a", "3", ""},
		{"a list", `{"kyc":{"attempts":[{"attemptCnt":1,"retryCode":["a"],"retryMsg":["x"]},{"attemptCnt":2,"retryCode":["b","c"],"retryMsg":["y","z"]}]}}`, "c", "2", "1:a:x 2:b,c:y,z "},
		{"a list without numbers", `{"kyc":{"attempts":[{"retryCode":["a"]},{"retryCode":"b"}]}}`, "b", "2", ":a: :b: "},
		{"an attempt without a code", `{"kyc":{"attempts":[{"attemptCnt":1}]}}`, "", "1", "1:: "},
		{"both", `{"retryCode":"z","kyc":{"attempts":[{"attemptCnt":4,"retryCode":["a"]}]}}`, "z", "4", "4:a: "},
		{"an empty list", `{"kyc":{"attempts":[]}}`, "", "", ""},
		{"null", `{"kyc":{"attempts":null}}`, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			item := parse(t, tt.item)
			all := ""
			for _, a := range item.Attempts() {
				all += a.Count + ":" + strings.Join(a.Codes, ",") + ":" + strings.Join(a.Messages, ",") + " "
			}
			if code, attempts := item.Retry(); code != tt.code || attempts != tt.attempts || all != tt.all {
				t.Errorf("%q %q %q", code, attempts, all)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	item := parse(t, `{"warning":[{"userDataType":"ID Card","relatedEngine":"e","occurrenceTime":"2026-04-14T11:00:00+09:00"},{"occurrenceTime":"soon"},"odd"]}`)
	want := []submission.Warning{{DataType: "ID Card", Engine: "e", At: "2026-04-14T02:00:00Z"}, {At: "soon"}}
	if got := item.Warnings(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	for _, text := range []string{`{}`, `{"warning":[]}`, `{"warning":null}`, `{"warning":"x"}`} {
		if got := parse(t, text).Warnings(); len(got) > 0 {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestWholeMembersAreMasked(t *testing.T) {
	t.Parallel()
	item := parse(t, `{"submission_id":"6a","data":{"cf1":"x","n":7,"ok":true,"none":null,"empty":"","list":["a",{"b":1}]},
		"OCR_raw":{"rotate":{"value":90}},"verification":{"faceAge":[{"usedValues":{"idLow":31}}]},"projection":{"projectionName":"hide_birth"}}`)
	want := `{"submission_id":"6a","data":{"cf1":"***","n":"***","ok":true,"none":null,"empty":"","list":["***",{"b":"***"}]},"OCR_raw":{"rotate":{"value":"***"}},"verification":{"faceAge":[{"usedValues":{"idLow":"***"}}]},"projection":{"projectionName":"hide_birth"}}`
	if got := string(submission.NewMasker().Mask(item).AppendCompact(nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
