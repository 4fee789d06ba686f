package source

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"github.com/argosctl/argosctl/internal/diag"
)

func zstded(s string) string {
	var b bytes.Buffer
	w, _ := zstd.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// bzip2ed is "{\"a\":1}\n{\"b\":2}\n" in bzip2, which Go only reads.
const bzip2ed = "QlpoOTFBWSZTWQ/l9WEAAAZZgAAQEAAwEDAAAAogADEGTECUmh6eokxEgQXRdyRThQkA/l9WEA=="

func encoded(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// TestPacked has the way in which an input is packed told by its bytes.
func TestPacked(t *testing.T) {
	t.Parallel()
	bz, _ := base64.StdEncoding.DecodeString(bzip2ed)
	two := "{\"a\":1}\n{\"b\":2}\n"
	lines := []string{`f:1 @0 1:1 {"a":1}`, `f:2 @8 2:1 {"b":2}`}
	utf16 := encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), two)
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"gzip", gzipped(two), lines},
		{"members of gzip", gzipped(two[:8]) + gzipped(two[8:]), lines},
		{"zero bytes behind it", gzipped(two) + strings.Repeat("\x00", 1000), lines},
		{"zero bytes between members", gzipped(two[:8]) + strings.Repeat("\x00", 512) + gzipped(two[8:]), lines},
		{"junk behind it", gzipped(two) + "junk of some length", append(lines[:2:2], "! f: the gzip data is damaged after 16 decompressed bytes: gzip: invalid header @16 0:0")},
		{"zero bytes and junk", gzipped(two) + "\x00\x00junk", append(lines[:2:2], "! f: the gzip data is damaged after 16 decompressed bytes: gzip: invalid header @16 0:0")},
		{"zstd", zstded(two), lines},
		{"frames of zstd", zstded(two[:8]) + zstded(two[8:]), lines},
		{"zstd that breaks off", zstded(two)[:20], []string{"! f: the zstd data breaks off after 0 decompressed bytes: unexpected EOF @0 0:0"}},
		{"bzip2", string(bz), lines},
		{"bzip2 that breaks off", string(bz[:30]), []string{"! f: the bzip2 data breaks off after 0 decompressed bytes: unexpected EOF @0 0:0"}},
		{"UTF-16 in gzip", gzipped(utf16), lines},
		{"zip", "PK\x03\x04rest", []string{"! f: this is a zip file @0 0:0"}},
		{"xz", "\xfd7zXZ\x00rest", []string{"! f: this is an xz file @0 0:0"}},
		{"7z", "7z\xbc\xaf\x27\x1crest", []string{"! f: this is a 7z file @0 0:0"}},
		{"a text that begins like bzip2", "BZh9 {\"a\":1}\n\nx\n", []string{`f:1 @0 1:1 BZh9 {"a":1}`, "f:3 @14 3:1 x"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 5, 0} {
				if diff := cmp.Diff(tt.want, readAll(t, "f", strings.NewReader(tt.in), Options{chunk: size})); diff != "" {
					t.Errorf("buffer of %d: (-want +got)\n%s", size, diff)
				}
			}
		})
	}
	var hint string
	replay(t, "a.zip", strings.NewReader("PK\x03\x04"), Options{}, func(_ Payload, fault *diag.Problem) { hint = fault.Hint.String() })
	if hint != "unpack it first: unzip -p a.zip" {
		t.Error(hint)
	}
}

// TestEncodings names what an input is written in.
func TestEncodings(t *testing.T) {
	t.Parallel()
	const text = `{"name":"홍길동"}`
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	bare := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	two := text + "\r\n" + text + "\r\n"
	row := func(line int, e string) string { return fmt.Sprintf("f.ndjson:%d %d:1 %s %s", line, line, text, e) }
	for _, tt := range []struct {
		name, in string
		asked    Encoding
		want     []string
	}{
		{"UTF-8", two, NoEncoding, []string{row(1, ""), row(2, "")}},
		{"UTF-16LE with a mark", encoded(le, two), NoEncoding, []string{row(1, "utf-16le"), row(2, "utf-16le")}},
		{"UTF-16BE with a mark", encoded(be, two), NoEncoding, []string{row(1, "utf-16be"), row(2, "utf-16be")}},
		{"a mark wins", encoded(be, two), EUCKR, []string{row(1, "utf-16be"), row(2, "utf-16be")}},
		{"UTF-16LE without a mark", encoded(bare, two), NoEncoding, []string{row(1, "utf-16le"), row(2, "utf-16le")}},
		{"UTF-16LE as asked", encoded(bare, "홍\n"+text), UTF16LE, []string{"f.ndjson:1 1:1 홍 utf-16le", row(2, "utf-16le")}},
		{"EUC-KR", encoded(korean.EUCKR, two), EUCKR, []string{row(1, "euc-kr"), row(2, "euc-kr")}},
		{"one line of EUC-KR", text + "\n" + encoded(korean.EUCKR, text) + "\n" + text, EUCKR, []string{row(1, ""), row(2, "euc-kr"), row(3, "")}},
		{"nobody says so", encoded(korean.EUCKR, text) + "\n", NoEncoding, []string{"f.ndjson:1 1:1 {\"name\":\"\xc8\xab\xb1\xe6\xb5\xbf\"} "}},
		{"UTF-8 is asked for", encoded(korean.EUCKR, text) + "\n", UTF8, []string{"f.ndjson:1 1:1 {\"name\":\"\xc8\xab\xb1\xe6\xb5\xbf\"} "}},
		{"EUC-KR that could be UTF-8", encoded(korean.EUCKR, `{"name":"홍"}`), EUCKR, []string{`f.ndjson:1 1:1 {"name":"홍"} euc-kr`}},
		{"Windows-1252", encoded(charmap.Windows1252, `{"name":"José Núñez €"}`), Windows1252, []string{`f.ndjson:1 1:1 {"name":"José Núñez €"} windows-1252`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 0} {
				var got []string
				replay(t, "f.ndjson", strings.NewReader(tt.in), Options{Encoding: tt.asked, chunk: size}, func(p Payload, fault *diag.Problem) {
					if fault != nil {
						t.Fatal(fault)
					}
					got = append(got, fmt.Sprintf("%v %d:%d %s %v", p.Origin, p.Line, p.Column, p.Bytes, p.Encoding()))
					if !p.IsWide() && !strings.Contains(tt.in, string(p.Raw())) {
						t.Errorf("%q does not stand in the file", p.Raw())
					}
				})
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("buffer of %d: (-want +got)\n%s", size, diff)
				}
			}
		})
	}
}

// TestEncodedPrefix counts columns in characters, whatever a line is written in.
func TestEncodedPrefix(t *testing.T) {
	t.Parallel()
	in := encoded(korean.EUCKR, "홍길동: "+hook+"\n\nx\n")
	var got []string
	replay(t, "-", strings.NewReader(in), Options{Encoding: EUCKR}, func(p Payload, _ *diag.Problem) {
		for q := range p.Values() {
			got = append(got, fmt.Sprintf("%d:%d %s %v", q.Line, q.Column, q.Bytes, q.Encoding()))
		}
	})
	if diff := cmp.Diff([]string{"1:6 " + hook + " euc-kr", "3:1 x "}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestParseEncoding(t *testing.T) {
	t.Parallel()
	for _, name := range Encodings() {
		if e, ok := ParseEncoding(name); !ok || e.String() != name {
			t.Errorf("%s: %v, %v", name, e, ok)
		}
	}
	for name, want := range map[string]Encoding{
		"UTF8": UTF8, "utf_8": UTF8, "utf-16": UTF16LE, "UTF16-LE": UTF16LE, "utf-16BE": UTF16BE,
		"cp949": EUCKR, "CP-949": EUCKR, "ms949": EUCKR, "uhc": EUCKR, "euckr": EUCKR, "EUC_KR": EUCKR, "ks_c_5601-1987": EUCKR, "windows-949": EUCKR,
		"cp1252": Windows1252, "latin-1": Windows1252, "ISO-8859-1": Windows1252,
	} {
		if e, ok := ParseEncoding(name); !ok || e != want {
			t.Errorf("%s: %v, %v, want %v", name, e, ok, want)
		}
	}
	for _, name := range []string{"", "-", "euc-jp", "cp949x", "utf-7"} {
		if e, ok := ParseEncoding(name); ok {
			t.Errorf("%q: %v", name, e)
		}
	}
}

// TestIsHangul: of a text whose bytes may be UTF-8 as well, what it looks like in
// UTF-8 decides. The texts are told by how they are meant.
func TestIsHangul(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string // in UTF-8
		want       bool   // its EUC-KR, read back
	}{
		{"one syllable", `{"last_name":"홍"}`, true},
		{"behind an escape", `"a\n황"`, true},
		{"in front of a digit", `"102호"`, true},
		{"a syllable that looks like a Latin letter", `"채"`, true},
		{"two of them", `"첫째"`, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			korean := encoded(korean.EUCKR, tt.text)
			if !utf8.ValidString(korean) {
				t.Fatalf("%q cannot be UTF-8", korean)
			}
			if got, changed := EUCKR.Decode([]byte(korean)); string(got) != tt.text || !changed {
				t.Errorf("%q", got)
			}
			if got, changed := UTF8.Decode([]byte(korean)); string(got) != korean || changed {
				t.Errorf("%q where UTF-8 is asked for", got)
			}
		})
	}
	for name, text := range map[string]string{
		"Hangul": `"홍"`, "Latin letters": `"José", "Ömer", "1ª"`, "one in another word": `"홍", "é"`, "signs": `"a · b", "© "`, "degrees": `"25°C"`,
		"Greek": `"αβγ"`, "Cyrillic": `"Иван"`, "ASCII": `"x"`, "nothing": ``, "Vietnamese": `"Phương"`, "Romanian": `"ș"`,
		"a Latin word beside a sign": `"§ Ömer"`, "a word at the start": `ün`, "a word at the end": `nü`,
	} {
		t.Run(name+" in UTF-8", func(t *testing.T) {
			t.Parallel()
			if got, changed := EUCKR.Decode([]byte(text)); string(got) != text || changed {
				t.Errorf("%q becomes %q", text, got)
			}
		})
	}
}

// TestEncodedHeader: the names of columns are read as the rows are.
func TestEncodedHeader(t *testing.T) {
	t.Parallel()
	text := encoded(korean.EUCKR, "번호,본문\n1,\"{}\"\n2,\"{}\"\n")
	var got []string
	replay(t, "a.csv", strings.NewReader(text), Options{Encoding: EUCKR}, func(p Payload, _ *diag.Problem) {
		got = append(got, string(p.Header()))
	})
	if diff := cmp.Diff([]string{"번호,본문", "번호,본문", "번호,본문"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	whole, fault := OpenText(InMemory("a.csv", []byte(text)), Options{Encoding: EUCKR}, nil)
	if fault != nil {
		t.Fatal(fault)
	}
	defer whole.Close()
	if got := string(whole.Header()); got != "번호,본문" {
		t.Errorf("%q", got)
	}
}

// TestMessages reads the bodies of raw HTTP messages.
func TestMessages(t *testing.T) {
	t.Parallel()
	const first = "POST /hook HTTP/1.1\r\nHost: example.com\r\nX-Trace: 1\r\n"
	pretty := "{\n \"a\": 1\n}"
	chunked := func(parts ...string) string {
		var b strings.Builder
		for _, part := range parts {
			fmt.Fprintf(&b, "%x\r\n%s\r\n", len(part), part)
		}
		return b.String() + "0\r\n\r\n"
	}
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"a request", first + "\r\n" + hook, []string{"f:5 5:1 " + hook}},
		{"a pretty-printed body", first + "\r\n" + pretty, []string{"f:5 5:1 " + pretty}},
		{"an array", first + "\r\n[{},\n{}]", []string{"f#0 5:2 {}", "f#1 6:1 {}"}},
		{"a response", "HTTP/1.1 200 OK\nServer: x\n\n" + hook, []string{"f:4 4:1 " + hook}},
		{"header fields", "X-Trace: 1\nContent-Type: application/json\n\n" + hook, []string{"f:4 4:1 " + hook}},
		{"fields of nobody", "a: 1\nb: 2\n\n" + hook, []string{"f:1 1:1 a: 1", "f:2 2:1 b: 2", "f:4 4:1 " + hook}},
		{"no blank line", first + hook, []string{"f:1 1:1 POST /hook HTTP/1.1", "f:2 2:1 Host: example.com", "f:3 3:1 X-Trace: 1", "f:4 4:1 " + hook}},
		{"chunks", first + "Transfer-Encoding: chunked\r\n\r\n" + chunked(hook[:5], hook[5:]), []string{"f:6 6:1 " + hook}},
		{"chunks of something pretty-printed", first + "Transfer-Encoding: chunked\r\n\r\n" + chunked(pretty[:5], pretty[5:]), []string{"f:6 6:1 " + pretty}},
		{"what follows the chunks", first + "Transfer-Encoding: chunked\r\n\r\n" + chunked(hook) + first + "\r\n" + hook, []string{
			"f:6 6:1 " + hook, "f:7 7:1 POST /hook HTTP/1.1", "f:8 8:1 Host: example.com", "f:9 9:1 X-Trace: 1", "f:11 11:1 " + hook}},
		{"chunks with other line breaks", strings.ReplaceAll(first+"Transfer-Encoding: chunked\r\n\r\n"+chunked(hook), "\r\n", "\n"), []string{"f:6 6:1 " + hook}},
		{"chunked, but not in chunks", first + "Transfer-Encoding: chunked\r\n\r\n" + hook, []string{"f:6 6:1 " + hook}},
		{"gzip", first + "Content-Encoding: gzip\r\n\r\n" + gzipped(hook), []string{"f:6 6:1 " + hook}},
		{"gzip in chunks", first + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(gzipped(hook)[:9], gzipped(hook)[9:]), []string{"f:7 7:1 " + hook}},
		{"gzip that was unpacked", first + "Content-Encoding: gzip\r\n\r\n" + hook, []string{"f:6 6:1 " + hook}},
		{"no body", first + "\r\n", []string{"! f: empty: expected a JSON object, an array or NDJSON @0 0:0"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 30, 0} {
				var got []string
				replay(t, "f", strings.NewReader(tt.in), Options{chunk: size}, func(p Payload, fault *diag.Problem) {
					if fault != nil {
						got = append(got, describeFault(fault))
						return
					}
					got = append(got, fmt.Sprintf("%v %d:%d %s", p.Origin, p.Line, p.Column, p.Bytes))
				})
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("buffer of %d: (-want +got)\n%s", size, diff)
				}
			}
		})
	}
}

// TestMessageFile reads a message with chunks through Process, where a small
// file shares its buffer with others.
func TestMessageFile(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "{}", "z.json": "{}"})
	message := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"
	if err := os.WriteFile(filepath.Join(dir, "m.json"), []byte(message), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.json @0 {}", `m.json:4 @47 {"a":1}`, "z.json @0 {}"}
	if diff := cmp.Diff(want, processed(t, Options{}, dir, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzValues holds that the pieces of a text stand where they say, one behind
// the other, and that all that is a value reads as one,
// but for a webhook that breaks and is the last.
func FuzzValues(f *testing.F) {
	for _, tt := range texts {
		f.Add([]byte(tt.in), true)
		f.Add([]byte(tt.in), false)
	}
	f.Fuzz(func(t *testing.T, text []byte, loose bool) {
		last, n := 0, 0
		steps := cut(text, loose, func(p piece) bool {
			if p.start < last || p.end < p.start || p.end > len(text) {
				t.Fatalf("%+v behind %d in %d bytes", p, last, len(text))
			}
			var o outline
			broken := loose && p.end == len(text) && claims(text[p.start:])
			if size, v := o.scan(text[p.start:p.end]); !p.text && !p.same && !broken && (v != complete || size != p.end-p.start) {
				t.Fatalf("%q is no value", text[p.start:p.end])
			}
			if p.same && n > 0 {
				t.Fatal("a piece that is all of the text, and another")
			}
			last = p.end
			n++
			return true
		})
		if n == 0 {
			t.Fatal("nothing came")
		}
		if steps > 4*len(text)+16 {
			t.Fatalf("read %d bytes of %d", steps, len(text))
		}
	})
}
