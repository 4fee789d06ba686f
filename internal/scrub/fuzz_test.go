package scrub

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// FuzzScrub: whatever the text is, scrubbing it ends, says whether it changed
// anything, and leaves nothing to be done: once more, it changes no byte. A line
// without an end stays a line.
func FuzzScrub(f *testing.F) {
	for _, text := range []string{
		`{"full_name":"\ud64d\uae38\ub3d9","ocr":{"name":"HONG","n":12,"ok":true}}`, `{"userid":"kim@naver.com"} kim@naver.com`,
		"{// ask kim@naver.com\n\"a\":1}", `{"x":"{\"full_name\":\"Hong\",\"date_of_birth\":\"1990-01-02\"}"}`,
		`02:11 user kim@naver.com (121.135.10.77): {"email":"kim@naver.com"} from 52.78.194.237`,
		`full_name="Hong Gildong" phone=01012345678 id=7`, `p=%7B%22full_name%22%3A%22Hong+Gildong%22%7D&email=kim%40naver.com`,
		`{\"full_name\":\"Hong\"}`, `1 "{\x22full_name\x22:\x22\xED\x99\x8D\x22}" 200`, "{\"full_name\":\"Hong Gil\n{\"full_name\":\"Hong\"}",
		`{"full_name":{"S":"Hong"},"phoneNumber":821012345678}`, `{"x":"eyJmdWxsX25hbWUiOiJIb25nIEdpbGRvbmciLCJlbWFpbCI6ImtpbUBuYXZlci5jb20ifQ=="}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := testScrubber()
		told := 0
		s.Tell = func(found Found) {
			if told++; found.Offset < 0 || found.Offset > len(text) {
				t.Errorf("%q: something at %d", text, found.Offset)
			}
		}
		out, changed := s.Append(nil, text, nil)
		if changed == bytes.Equal(out, text) || changed != (told > 0) {
			t.Errorf("%q becomes %q: changed %v, %d replaced", text, out, changed, told)
		}
		if bytes.Count(out, []byte{'\n'}) != bytes.Count(text, []byte{'\n'}) || utf8.Valid(text) && !utf8.Valid(out) {
			t.Errorf("%q becomes %q", text, out)
		}
		s.Tell = nil
		if again, changed := s.Append(nil, out, nil); changed {
			t.Errorf("%q becomes\n%q, and then\n%q", text, out, again)
		}
	})
}
