package personal

import "testing"

func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       Person
	}{
		{"x", "minji.kim@gmail.com", Email},
		{"x", "please write to minji@naver.com, thanks", Email},
		{"x", "kim@한국.한국", Email},
		{"x", "가@host.kr", Email},
		{"x", "kim@가.한국", Email},
		{"x", "kim@host1.kr", Email},
		{"x", "kim@h.kr", Email},
		{"x", "kim@.kr", Nobody},
		{"x", "kim@host.k", Nobody},
		{"x", "kim@host.123", Nobody},
		{"x", "at @host.kr", Nobody},
		{"x", "@all: write to kim@host.kr", Email},
		{"x", "x@@y, kim@host.kr", Email},
		{"x", "a@example.com and b@argos.kr", Email},
		{"x", "a@notexample.com", Email},
		{"x", "a@example.com", Nobody},
		{"x", "a@Sub.EXAMPLE.org.", Nobody},
		{"x", "a@b.test", Nobody},
		{"x", "root@localhost", Nobody},
		{"x", "@mention", Nobody},
		{"x", "meet @ 10.30", Nobody},
		{"x", "x@1.2.3", Nobody},
		{"x", "foo@bar", Nobody},

		{"x", "+82 10-2345-6789", Phone},
		{"x", "+821023456789", Phone},
		{"x", "010-2345-6789", Phone},
		{"x", "01023456789", Phone},
		{"phoneNumber", "(415) 867-5309", Phone},
		{"phoneNumber", "02-2345-6789", Phone},
		{"x", "(415) 867-5309", Nobody},
		{"x", "+1-555-0142", Nobody},
		{"x", "+1 212 555 0199", Nobody},
		{"x", "+821000000000", Nobody},
		{"x", "+82-10-0123-4567", Nobody}, // no subscriber's number goes on with 0
		{"x", "+82-10-2123-4567", Phone},
		{"x", "+84-10-012-3456", Nobody}, // no Vietnamese number begins with 10
		{"x", "+84-90-212-3456", Phone},
		{"x", "+44 7700 900123", Nobody},
		{"phoneNumber", "010-0000-0000", Nobody},
		{"x", "+12", Nobody},
		{"x", "1-2-3", Nobody},
		{"x", "20260414021109", Nobody},
		{"x", "+1-555-0142 or +2", Nobody},

		{"x", "900101-1234568", Resident},
		{"x", "900101-1234567", Nobody},
		{"x", "900101-5234561", Resident}, // of a foreigner
		{"x", "900101-5234569", Nobody},
		{"x", "901301-1234568", Nobody},
		{"x", "9001011234568", Nobody},
		{"identityNumber", "9001011234568", Resident},
		{"x", "000000-0000000", Nobody},
		{"x", "1712345678901", Nobody},

		{"x", "536-22-8147", SSN},
		{"x", "536228147", Nobody},
		{"ssnNumber", "536228147", SSN},
		{"ssnNumber", "000-12-3456", Nobody},
		{"ssnNumber", "666-12-3456", Nobody},
		{"ssnNumber", "912-12-3456", Nobody},
		{"ssnNumber", "536-00-8147", Nobody},
		{"ssnNumber", "536-22-0000", Nobody},
		{"ssnNumber", "078-05-1120", Nobody},
		{"ssnNumber", "111-11-1111", Nobody},

		{"x", "11010519491231002X", Citizen},
		{"x", "110105194912310021", Nobody},
		{"x", "110105194913310029", Nobody},

		{"x", "8.8.8.8", IP},
		{"x", "52.78.194.237", IP},
		{"x", "2a00:1450:4001:81b::200e", IP},
		{"x", "::ffff:8.8.8.8", Nobody}, // starts with no digit: not looked at outside IP fields
		{"version", "1.2.3.4", Nobody},
		{"x", "10.0.0.1", Nobody},
		{"x", "172.20.0.1", Nobody},
		{"x", "172.32.0.1", IP},
		{"x", "100.64.0.1", Nobody},
		{"x", "169.254.1.1", Nobody},
		{"x", "198.19.0.1", Nobody},
		{"x", "192.0.0.8", Nobody},
		{"x", "224.0.0.1", Nobody},
		{"x", "3fff:0:1::1", Nobody},
		{"x", "203.0.113.9", Nobody},
		{"x", "2001:db8::1", Nobody},
		{"x", "1.2.3", Nobody},
		{"x", "12:30:45", Nobody},

		{"x", "https://cdn.argosidentity.com/face.jpg", Image},
		{"x", "HTTPS://images.argoskyc.com/1", Image},
		{"selfieImage", "https://bucket.s3.amazonaws.com/1.jpg", Image},
		{"selfieImage", "https://user:pw@host.kr:8443/1.jpg", Email}, // rather once too often
		{"selfieImage", "https://user@kr:8443/1.jpg", Image},
		{"selfieImage", "https://example.com/1.jpg", Nobody},
		{"selfieImage", "http://localhost:8080/1.jpg", Nobody},
		{"x", "https://host.kr/callback", Nobody},
		{"x", "https://argosidentity.com", Nobody}, // a home page
		{"x", "https://argosidentity.com:443", Nobody},
		{"x", "https://argosidentity.com?x", Image},
		{"x", "hello there", Nobody},

		{"x", "6xx28lo115832", Nobody},
		{"x", "b1946ac92492d2347c6235b4d2611184", Nobody},
		{"x", "00000000-0000-4000-8000-000000000000", Nobody},
		{"x", "5eb63bbbe01eeed093cb22bb8f5acdc3", Nobody},
		{"x", "12345678901234567890123", Nobody},
		{"x", "2026-04-14T02:11:09.120Z", Nobody},
		{"x", "ap_20260414_0001", Nobody},
		{"x", "", Nobody},
		{"x", "   ", Nobody},
	} {
		t.Run(c.name+" "+c.text, func(t *testing.T) {
			t.Parallel()
			if got := Of([]byte(c.text), HintOf(c.name, "")); got != c.want {
				t.Errorf("person %d, want %d", got, c.want)
			}
		})
	}
}
