package lint

import (
	"testing"
)

func TestPersonOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       person
	}{
		{"x", "minji.kim@gmail.com", realEmail},
		{"x", "please write to minji@naver.com, thanks", realEmail},
		{"x", "kim@한국.한국", realEmail},
		{"x", "a@example.com and b@argos.kr", realEmail},
		{"x", "a@notexample.com", realEmail},
		{"x", "a@example.com", nobody},
		{"x", "a@Sub.EXAMPLE.org.", nobody},
		{"x", "a@b.test", nobody},
		{"x", "root@localhost", nobody},
		{"x", "@mention", nobody},
		{"x", "meet @ 10.30", nobody},
		{"x", "x@1.2.3", nobody},
		{"x", "foo@bar", nobody},

		{"x", "+82 10-2345-6789", realPhone},
		{"x", "+821023456789", realPhone},
		{"x", "010-2345-6789", realPhone},
		{"x", "01023456789", realPhone},
		{"phoneNumber", "(415) 867-5309", realPhone},
		{"phoneNumber", "02-2345-6789", realPhone},
		{"x", "(415) 867-5309", nobody},
		{"x", "+1-555-0142", nobody},
		{"x", "+1 212 555 0199", nobody},
		{"x", "+821000000000", nobody},
		{"x", "+44 7700 900123", nobody},
		{"phoneNumber", "010-0000-0000", nobody},
		{"x", "+12", nobody},
		{"x", "1-2-3", nobody},
		{"x", "20260414021109", nobody},
		{"x", "+1-555-0142 or +2", nobody},

		{"x", "900101-1234568", realResident},
		{"x", "900101-1234567", nobody},
		{"x", "900101-5234561", realResident}, // of a foreigner
		{"x", "900101-5234569", nobody},
		{"x", "901301-1234568", nobody},
		{"x", "9001011234568", nobody},
		{"identityNumber", "9001011234568", realResident},
		{"x", "000000-0000000", nobody},
		{"x", "1712345678901", nobody},

		{"x", "536-22-8147", realSSN},
		{"x", "536228147", nobody},
		{"ssnNumber", "536228147", realSSN},
		{"ssnNumber", "000-12-3456", nobody},
		{"ssnNumber", "666-12-3456", nobody},
		{"ssnNumber", "912-12-3456", nobody},
		{"ssnNumber", "536-00-8147", nobody},
		{"ssnNumber", "536-22-0000", nobody},
		{"ssnNumber", "078-05-1120", nobody},
		{"ssnNumber", "111-11-1111", nobody},

		{"x", "11010519491231002X", realCitizen},
		{"x", "110105194912310021", nobody},
		{"x", "110105194913310029", nobody},

		{"x", "8.8.8.8", realIP},
		{"x", "52.78.194.237", realIP},
		{"x", "2a00:1450:4001:81b::200e", realIP},
		{"x", "::ffff:8.8.8.8", nobody}, // starts with no digit: not looked at outside IP fields
		{"version", "1.2.3.4", nobody},
		{"x", "10.0.0.1", nobody},
		{"x", "172.20.0.1", nobody},
		{"x", "172.32.0.1", realIP},
		{"x", "100.64.0.1", nobody},
		{"x", "169.254.1.1", nobody},
		{"x", "198.19.0.1", nobody},
		{"x", "192.0.0.8", nobody},
		{"x", "224.0.0.1", nobody},
		{"x", "3fff:0:1::1", nobody},
		{"x", "203.0.113.9", nobody},
		{"x", "2001:db8::1", nobody},
		{"x", "1.2.3", nobody},
		{"x", "12:30:45", nobody},

		{"x", "https://cdn.argosidentity.com/face.jpg", realImage},
		{"x", "HTTPS://images.argoskyc.com/1", realImage},
		{"selfieImage", "https://bucket.s3.amazonaws.com/1.jpg", realImage},
		{"selfieImage", "https://user:pw@host.kr:8443/1.jpg", realEmail}, // rather once too often
		{"selfieImage", "https://user@kr:8443/1.jpg", realImage},
		{"selfieImage", "https://example.com/1.jpg", nobody},
		{"selfieImage", "http://localhost:8080/1.jpg", nobody},
		{"x", "https://host.kr/callback", nobody},
		{"x", "https://argosidentity.com", nobody}, // a home page
		{"x", "hello there", nobody},

		{"x", "6xx28lo115832", nobody},
		{"x", "b1946ac92492d2347c6235b4d2611184", nobody},
		{"x", "00000000-0000-4000-8000-000000000000", nobody},
		{"x", "5eb63bbbe01eeed093cb22bb8f5acdc3", nobody},
		{"x", "12345678901234567890123", nobody},
		{"x", "2026-04-14T02:11:09.120Z", nobody},
		{"x", "ap_20260414_0001", nobody},
		{"x", "", nobody},
		{"x", "   ", nobody},
	} {
		if got := personOf([]byte(c.text), hintOf(c.name, "")); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

func TestIsPlaceholder(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"{submission_id}": true, "{{userid}}": true, "${USER}": true, "<token>": true, "string": true, "{사용자 ID}": true,
		"YYYY-MM-DD-HH-MM-SS-ZZZ": true, "YYYY-MM-DD": true,
		"": false, "{}": false, "{{}}": false, "strings": false, `{"a":1}`: false, "{a:1}": false, "<b>x</b>": false, "$5": false,
		"{a} {b}": false, "s": false, "YYYY": false, "<>": false, "{a": false, "[x]": false,
	} {
		if got := isPlaceholder([]byte(text)); got != want {
			t.Errorf("isPlaceholder(%q) = %v", text, got)
		}
	}
}
