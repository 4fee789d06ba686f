package mockapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

const testKey = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

func start(t *testing.T, opts mockapi.Options) string {
	t.Helper()
	if opts.Now == nil {
		opts.Now = func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) }
	}
	srv := httptest.NewServer(mockapi.New(opts))
	t.Cleanup(srv.Close)
	return srv.URL
}

// ask sends a request and returns the status and the body.
func ask(t *testing.T, method, url, key, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("x-api-key", key)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err.Error()
	}
	return resp.StatusCode, string(text)
}

// items are three submissions on three days.
func items() [][]byte {
	var all [][]byte
	for i, status := range []string{"approved", "pending", "pending"} {
		all = append(all, fmt.Appendf(nil, `{"submission_id":"sub%d","userid":"user%d","email":"u%d@example.com","created_at":"2026-04-0%dT01:00:00.000Z","kyc":{"result":"%s"},"data":{"full_name":"Gildong Hong","cf1":"x"},"aml_result":{"currentstatus":"Not Screened"},"image":{"idImage":"x"}}`,
			i+1, i%2, i, i+1, status))
	}
	return append(all, []byte(`{"no":"id"}`), []byte(`broken`), all[0])
}

func TestQueries(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{Items: items(), Key: secret.New(testKey)})
	tests := []struct{ query, status, ids string }{
		{"", "200", "sub3 sub2 sub1"},
		{"?userid=user0", "200", "sub3 sub1"},
		{"?email=U1@example.com", "200", "sub2"},
		{"?start_date=2026-04-02", "200", "sub3 sub2"},
		{"?end_date=20260402", "200", "sub2 sub1"},
		{"?start_date=2026-04-02&end_date=2026-04-02", "200", "sub2"},
		{"?count=2", "200", "sub3 sub2 +sub2"},
		{"?count=2&nextpage_id=sub2&nextpage_date=2026-04-02T01:00:00.000Z", "200", "sub1"},
		{"?count=2&nextpage_id=gone&nextpage_date=x", "200", ""},
		{"?submission_id=sub1", "200", "sub1"},
		{"?submission_id=none", "400", ""},
		{"?count=0", "400", ""},
		{"?count=many", "400", ""},
		{"?start_date=2026-02-30", "400", ""},
		{"?end_date=yesterday", "400", ""},
		{"?nextpage_id=sub2", "400", ""},
		{"?request_type=everything", "400", ""},
		{"?a=%zz", "400", ""},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			status, body := ask(t, "GET", base+"/v3/submission"+tt.query, testKey, "")
			var got struct {
				Items []struct {
					ID string `json:"submission_id"`
				}
				Next *struct{ ID string } `json:"nextpageKey"`
			}
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, item := range got.Items {
				ids = append(ids, item.ID)
			}
			if got.Next != nil {
				ids = append(ids, "+"+got.Next.ID)
			}
			if fmt.Sprint(status) != tt.status || strings.Join(ids, " ") != tt.ids {
				t.Errorf("%d %s", status, body)
			}
		})
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{Items: items()[:1]})
	for kind, want := range map[string]string{
		"kyc":    `{"Items":[{"submission_id":"sub1","kyc":{"result":"approved"}}]}`,
		"aml":    `{"Items":[{"submission_id":"sub1","aml_result":{"currentstatus":"Not Screened"}}]}`,
		"data":   `{"Items":[{"submission_id":"sub1","email":"u0@example.com","data":{"full_name":"Gildong Hong","cf1":"x"},"image":{"idImage":"x"}}]}`,
		"others": `{"Items":[{"submission_id":"sub1","userid":"user0","created_at":"2026-04-01T01:00:00.000Z"}]}`,
		"":       `{"Items":[` + string(items()[0]) + `]}`,
	} {
		t.Run(kind, func(t *testing.T) {
			if _, body := ask(t, "GET", base+"/v3/submission?submission_id=sub1&request_type="+kind, "", ""); body != want {
				t.Errorf("%s", body)
			}
		})
	}
	if _, body := ask(t, "GET", base+"/v3/submission", "", ""); strings.Contains(body, "image") {
		t.Errorf("the list has images: %s", body)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	closed := start(t, mockapi.Options{Items: items(), Key: secret.New(testKey)})
	open := start(t, mockapi.Options{Items: items()})
	sealed := start(t, mockapi.Options{Items: items(), Encrypt: true})
	for _, tt := range []struct {
		base, key string
		status    int
	}{{closed, "", 403}, {closed, "wrong", 403}, {closed, testKey, 200}, {open, "", 200}, {open, "any", 200}, {sealed, "", 403}, {sealed, "any", 200}} {
		status, body := ask(t, "GET", tt.base+"/v3/submission", tt.key, "")
		if status != tt.status || status == 403 && body != `{"message":"Forbidden"}` {
			t.Errorf("key %q: %d %s", tt.key, status, body)
		}
	}
	if status, body := ask(t, "GET", open+"/v3/elsewhere", "", ""); status != 403 || body != `{"message":"Forbidden"}` {
		t.Errorf("%d %s", status, body)
	}
	key, _ := seal.KeyFromAPIKey(secret.New("any"))
	_, body := ask(t, "GET", sealed+"/v3/submission?submission_id=sub1", "any", "")
	plain, form, err := seal.Body(nil, []byte(body), func() (seal.Key, error) { return key, nil })
	if form != seal.Sealed || err != nil || !bytes.Contains(plain, []byte(`"submission_id":"sub1"`)) || !strings.HasSuffix(body, `,"isEncrypted":true}`) {
		t.Errorf("%s %s %v", body, plain, err)
	}
}

func TestFaultPlans(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "429", "429:", "429:0", "200:1", "600:1", "odd:1", "429:1@0", "429:1@x", "429:3,", "429:-1"} {
		if _, err := mockapi.ParseFaults(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	faults, err := mockapi.ParseFaults("429:2,cut:1, html:1,deny:1,413:1,400:1,reset:1@9,503:1")
	if err != nil {
		t.Fatal(err)
	}
	base := start(t, mockapi.Options{Items: items(), Faults: faults})
	want := []string{"429 Too Many", "429 ", "200 {\"Items\":[{\"submission_id\":\"6", "200 <!doctype", "403 {\"message\":\"User is not", "413 {\"message\":\"Request Entity Too Large", "400 {\"message\":\"Invalid Query", "200 {\"Items\":[{\"sub", "0 ", "503 ", "200 "}
	for i, begin := range want {
		status, body := ask(t, "GET", base+"/v3/submission", "", "")
		if got := fmt.Sprintf("%d %s", status, strings.ReplaceAll(body, `{"message":"Too`, "Too")); !strings.HasPrefix(got, begin) {
			t.Errorf("answer %d: %s", i+1, got)
		}
	}
}

func TestReviewRefusals(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{Items: items()})
	for body, want := range map[string]string{
		`{}`:                        "admin is required.",
		`{"admin":"nobody"}`:        "Access denied. The admin is not registered in the project.",
		`{"admin":"a@example.com"}`: "Submission Id is required.",
		`{"admin":"a@example.com","submissionId":"none"}`:                     "Invalid Submission Id.",
		`{"admin":"a@example.com","submissionId":"sub2","status":"pending"}`:  "Invalid status",
		`{"admin":"a@example.com","submissionId":"sub2","status":"rejected"}`: "Reject comment is required",
		`{"admin":"a@example.com","submissionId":"sub1","status":"approved"}`: "Only submissions in pending status can be reviewed",
		`[`:                        "data parsing error. please check input data.",
		strings.Repeat("x", 2<<20): "Request Entity Too Large",
	} {
		if status, got := ask(t, "POST", base+"/v3/submission/review", "", body); status != 400 || got != `{"message":"`+want+`"}` {
			t.Errorf("%.80s: %d %s", body, status, got)
		}
	}
	sealed := start(t, mockapi.Options{Items: items(), Encrypt: true})
	for _, body := range []string{`{"admin":"a@example.com"}`, `{"body":"nonsense"}`, `[]`} {
		if status, got := ask(t, "POST", sealed+"/v3/submission/review", testKey, body); status != 400 || !strings.Contains(got, "Decryption is Failed") {
			t.Errorf("%s: %d %s", body, status, got)
		}
	}
}

func TestReviewSendsWebhook(t *testing.T) {
	t.Parallel()
	for _, sealed := range []bool{false, true} {
		t.Run(map[bool]string{false: "clear", true: "sealed"}[sealed], func(t *testing.T) {
			var sent [][]byte
			base := start(t, mockapi.Options{Items: items(), Encrypt: sealed, Webhook: func(p []byte) { sent = append(sent, bytes.Clone(p)) }})
			key, _ := seal.KeyFromAPIKey(secret.New(testKey))
			for _, body := range []string{
				`{"admin":"a@example.com","submissionId":"sub2","status":"rejected","rejectComment":"expired"}`,
				`{"admin":"a@example.com","submissionId":"sub3","status":"approved"}`,
			} {
				if sealed {
					body = `{"body":"` + key.Seal([]byte(body), seal.Base64) + `"}`
				}
				if status, got := ask(t, "POST", base+"/v3/submission/review", testKey, body); status != 200 {
					t.Fatalf("%d %s", status, got)
				}
			}
			if len(sent) != 2 {
				t.Fatalf("%d webhooks", len(sent))
			}
			for i, want := range []string{"rejected", "approved"} {
				payload := sent[i]
				if sealed {
					payload, _, _ = seal.Body(nil, payload, func() (seal.Key, error) { return key, nil })
				}
				e, err := event.NewDecoder("en").Decode(payload)
				if err != nil || e.Name() != want || e.SubmissionID() != []string{"sub2", "sub3"}[i] || e.Status != want {
					t.Errorf("%s: %v", payload, err)
				}
			}
		})
	}
}

func TestTokenLimits(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{}) + "/v3/submission/tokens"
	many := func(n int) string { return `{"tokenId":["abcdefgh` + strings.Repeat(`","abcdefgh`, n-1) + `"]}` }
	for _, tt := range []struct{ method, query, body, want string }{
		{"POST", "", many(501), `{"errorCode":"request_token_limit_exceeded"`},
		{"POST", "", `{"tokenId":[]}`, `{"errorCode":"invalid_token_id",`},
		{"POST", "", `{"tokenId":"abcdefgh"}`, `{"errorCode":"invalid_token_id",`},
		{"POST", "", `{`, `{"errorCode":"invalid_payload"`},
		{"PUT", "", `{}`, `{"errorCode":"invalid_path"`},
		{"POST", "", `{"tokenId":["good-one-1","bad!","good-one-2"]}`, `"success":false,"message":"Tokens processed.","summary":{"totalSubmitted":3,"currentCount":2,"processed":2,"failed":1}`},
		{"GET", "?type=count", "", `"count":2`},
		{"GET", "?tokenId=good-one-1", "", `{"success":true,"tokenId":"good-one-1","data":{"tokenId":"good-one-1","updateTime":"2026-04-14T02:00:00Z"}}`},
		{"GET", "?tokenId=none-here", "", `{"errorCode":"token_not_found","errorMessage":"Token not found."}`},
		{"GET", "", "", `{"success":true,"data":[{"tokenId":"good-one-1","updateTime":"2026-04-14T02:00:00Z"},{"tokenId":"good-one-2"`},
		{"POST", "", `{"tokenId":["good-one-2"]}`, `{"success":true,"message":"All tokens are now in the pool"`},
		{"DELETE", "", many(501), `{"errorCode":"request_token_limit_exceeded"`},
		{"DELETE", "", `{"tokenId":["bad!"]}`, `{"errorCode":"invalid_token_id_format"`},
		{"DELETE", "", `{"tokenId":["good-one-1","none-here"]}`, `{"success":true,"message":"Successfully deleted 1 tokens","summary":{"totalSubmitted":2,"deleted":1,"notFound":1,"failed":0},"details":{"notFound":["none-here"]}}`},
		{"GET", "?type=count", "", `"count":1`},
	} {
		if _, got := ask(t, tt.method, base+tt.query, "", tt.body); !strings.Contains(got, tt.want) {
			t.Errorf("%s %s %.60s: %s", tt.method, tt.query, tt.body, got)
		}
	}
}

func TestTokenPages(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{}) + "/v3/submission/tokens"
	for from := 0; from < 10_500; from += 500 {
		var ids []string
		for i := range 500 {
			ids = append(ids, fmt.Sprintf(`"token-%06d"`, from+i))
		}
		ask(t, "POST", base, "", `{"tokenId":[`+strings.Join(ids, ",")+`]}`)
	}
	_, first := ask(t, "GET", base, "", "")
	_, second := ask(t, "GET", base+"?nextPageKeyId=token-009999", "", "")
	if strings.Count(first, "updateTime") != 10_000 || !strings.HasSuffix(first, `"nextPageKeyId":"token-009999","nextPageKeyTime":"2026-04-14T02:00:00Z"}`) || strings.Count(second, "updateTime") != 500 {
		t.Errorf("%d and %d tokens, %s", strings.Count(first, "updateTime"), strings.Count(second, "updateTime"), first[len(first)-120:])
	}
}

func TestSamples(t *testing.T) {
	t.Parallel()
	a, b := mockapi.Samples(1, 300), mockapi.Samples(1, 300)
	seen := map[string]int{}
	for i := range a {
		if !bytes.Equal(a[i], b[i]) {
			t.Fatal("the same seed gave other bytes")
		}
		var item struct {
			ID  string `json:"submission_id"`
			KYC struct {
				Result               string
				Comment, CommentCode []string
			}
		}
		if err := json.Unmarshal(a[i], &item); err != nil || item.ID == "" {
			t.Fatalf("%s: %v", a[i], err)
		}
		seen[item.KYC.Result]++
		for n, code := range item.KYC.CommentCode {
			c, _ := catalog.RejectCodes().Find(code)
			if text, literal := c.Literal(); !literal || item.KYC.Comment[n] != text {
				t.Errorf("comment %q of %s is not the vendor's text", item.KYC.Comment[n], code)
			}
		}
	}
	for _, status := range []string{"approved", "rejected", "pending", "incomplete"} {
		if seen[status] == 0 {
			t.Errorf("no %s submission", status)
		}
	}
	if bytes.Equal(a[0], mockapi.Samples(2, 1)[0]) {
		t.Error("another seed gave the same bytes")
	}
}

func TestReads(t *testing.T) {
	t.Parallel()
	base := start(t, mockapi.Options{Items: items()})
	for _, tt := range []struct {
		name, method, path string
		status             int
		want               string
	}{
		{"image", "GET", "/v3/image?submission_id=sub1&type=idImage", 200, "\x89PNG"},
		{"image that is not there", "GET", "/v3/image?submission_id=sub1&type=selfieImage", 404, "Image not found"},
		{"image of no type", "GET", "/v3/image?submission_id=sub1", 400, "Invalid Query String parameters"},
		{"image of nobody", "GET", "/v3/image?submission_id=none&type=idImage", 400, "not Exist Submission ID"},
		{"image at the path of PUT", "GET", "/v3/submission/image?submission_id=sub1&type=idImage", 403, "Forbidden"},
		{"record", "GET", "/v3/submission/aml/monitor/w/Abc123Def456_sub1", 200, `"submissionId":"sub1","nationality":"","status":"screenedNoMatches"`},
		{"record of a pending submission", "GET", "/v3/submission/aml/monitor/w/Abc123Def456_sub2", 404, "Record not found"},
		{"record without a prefix", "GET", "/v3/submission/aml/monitor/w/sub1", 404, "Record not found"},
		{"projections", "GET", "/v3/projection", 200, `"message":"Get projection list success"}`},
		{"projection", "GET", "/v3/projection/prj0example0001", 200, `{"item":{"projection_id":"prj0example0001","name":"hide_birth","mode":"exclude","fields":["date_of_birth"],`},
		{"no projection", "GET", "/v3/projection/none", 404, `{"message":"Projection not found"}`},
		{"projection by another method", "PATCH", "/v3/projection/none", 405, `{"message":"Method not allowed for /projections/projectionId path"}`},
		{"settings", "GET", "/v3/projects/settings", 200, `"activateBlocking":false`},
		{"settings of a category", "GET", "/v3/projects/settings?category=management", 200, `{"traceId":`},
		{"settings of another category", "GET", "/v3/projects/settings?category=management,billing", 400, "Invalid Query String parameters"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if status, got := ask(t, tt.method, base+tt.path, "", ""); status != tt.status || !strings.Contains(got, tt.want) {
				t.Errorf("%d %q", status, got)
			}
		})
	}
}

// Some of the invented submissions have what not every one has.
func TestSamplesHaveWarningsAttemptsAndProjections(t *testing.T) {
	t.Parallel()
	all := string(bytes.Join(mockapi.Samples(1, 300), nil))
	for _, member := range []string{`"warning":[{"userDataType":`, `"attempts":[{"attemptCnt":1,"retryCode":["`, `"attemptCnt":2`, `"projection":{"projectionId":`, `"OCR_raw":{`, `"verification":{"faceAge":[{`} {
		if !strings.Contains(all, member) {
			t.Errorf("no %s", member)
		}
	}
	if strings.Contains(all, `"relatedEngine":"id_liveness_screen_replay"`) {
		t.Error("the kind of a warning is written as a member of it")
	}
}

// What the named projection hides is not in the submission.
func TestProjectedSamples(t *testing.T) {
	t.Parallel()
	for _, item := range mockapi.Samples(1, 300) {
		if bytes.Contains(item, []byte(`"projection":`)) && bytes.Contains(item, []byte(`"date_of_birth"`)) {
			t.Errorf("shows what it hides: %s", item)
		}
	}
}

// Attempts hold codes of the flow that the other members are of, which a
// submitter can cure, and the vendor's own texts.
func TestAttemptsAreOfOneFlow(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, raw := range mockapi.Samples(1, 2000) {
		var item struct {
			RetryCode string
			KYC       struct {
				Attempts []struct{ RetryCode, RetryMsg []string }
			}
		}
		if err := json.Unmarshal(raw, &item); err != nil {
			t.Fatal(err)
		}
		codes := []string{item.RetryCode}
		for _, a := range item.KYC.Attempts {
			codes = append(codes, a.RetryCode...)
			c, _ := catalog.RetryCodes().Find(a.RetryCode[0])
			if msg := a.RetryMsg[0]; msg != c.Description.En && (msg != c.UserMessage.En || c.MessageFact.Source == "argosctl") {
				t.Errorf("%s: %q is not the vendor's", c.Code, msg)
			}
		}
		for _, code := range codes {
			if code == "" {
				continue
			}
			seen++
			if c, ok := catalog.RetryCodes().Find(code); !ok || c.EndsAttempts || !slices.Contains(c.Flows, catalog.FlowIDDocument) {
				t.Errorf("a submission with an ID document has the retry code %s", code)
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d codes", seen)
	}
}
