package scrub

import (
	"testing"

	"github.com/argosctl/argosctl/internal/standin"
)

func testScrubber() *Scrubber { return New(standin.KeyFrom([]byte("a test"))) }

func TestTry(t *testing.T) {
	for _, text := range []string{
		`{"webhook_trigger":"approved","kyc":{"full_name":"홍길동","email":"hong@naver.com","date_of_birth":"1990-03-14"},"phoneNumber":"+82 10-1234-5678","ok":true}`,
		`{"full_name":"\ud64d\uae38\ub3d9","x":"a\/b"}`,
		`2026-04-14 02:11 INFO user kim@naver.com from 121.135.10.77: {"Records":[{"body":"{\"full_name\":\"Hong Gildong\",\"ocr\":\"{\\\"dob\\\":\\\"1990-03-14\\\"}\"}"}]} name=Hong full_name="Kim Lee" done`,
		`{"body":"eyJmdWxsX25hbWUiOiJIb25nIEdpbGRvbmciLCJlbWFpbCI6ImtpbUBuYXZlci5jb20ifQ=="}`,
		`payload=%7B%22full_name%22%3A%22Hong+Gildong%22%7D&email=kim%40naver.com`,
		"{\"a\":1, // ask kim@naver.com\n\"full_name\":\"Hong\"}",
		`{"names":{"Hong Gildong":true},"kim@naver.com":1}`,
		"id,full_name,payload\n1,Hong Gildong,\"{\"\"email\"\":\"\"kim@naver.com\"\"}\"\n",
		"{\"full_name\":\"Hong Gil\n{\"full_name\":\"Hong Gildong\"}\n",
		`{"ocr":{"issue_date":"2015-01-01","name":"HONG"},"date_of_birth":"1990-03-14"}`,
		`[{"ocr":{"issue_date":"2015-01-01"},"date_of_birth":"1990-03-14"},{"ocr":{"issue_date":"2015-01-01"},"date_of_birth":"1991-03-14"}]`,
		`{"headers":[{"name":"Content-Type","value":"x"},{"name":"email","value":"foo"},{"name":"full_name","value":"Hong"}]}`,
		`{\"webhook_trigger\":\"x\",\"full_name\":\"Hong\"}`,
		`{"userIdentity":{"sourceIp":"52.78.194.237"},"selfie":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=aaaa"}`,
	} {
		s := testScrubber()
		s.Tell = func(f Found) { t.Logf("   %d %s %s %s", f.Offset, f.Pointer, f.Kind, f.Name) }
		var header []byte
		if text[0] == 'i' {
			header = []byte("id,full_name,payload")
		}
		out, _ := s.Append(nil, []byte(text), header)
		t.Logf("%s\n → %s", text, out)
		again, _ := s.Append(nil, out, header)
		if string(again) != string(out) {
			t.Errorf("then\n → %s", again)
		}
	}
}
