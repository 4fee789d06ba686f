package jsonscan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// payloads returns invented webhook bodies of about one kilobyte each, as the
// service sends them: compact, some forty members, some text outside ASCII.
func payloads(n int) [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	names := []string{"Kim Min Jun", "김민준", "Nguyễn Thị Hoa", "Jane Example"}
	out := make([][]byte, n)
	for i := range out {
		name := names[random.IntN(len(names))]
		out[i] = fmt.Appendf(nil, `{"webhook_trigger":"approved","submission_id":"%012x%012x","kyc_result":{"status":"approved",`+
			`"created_at":"2026-03-%02dT08:15:30.123Z","updated_at":"2026-03-01T08:16:02.456Z","kyc_result_at":"2026-03-01T08:16:02.456Z",`+
			`"reviewer":"system"},"age_group":"30-39","gender":"female","date_of_birth":"1990-01-%02d","nationality":"KOR",`+
			`"duplicated_information":"","full_name":%q,"full_name_en":"Jane Example","first_name":"Jane","last_name":"Example",`+
			`"phoneNumber":"+1-555-0100","additional_list":[{"answer":"yes","inputValue":"Employment \/ salary","blockType":"radio"},`+
			`{"answer":"no","inputValue":"Not a politically exposed person","blockType":"checkbox"}],"userid":"user-%d@example.com",`+
			`"email":"user-%d@example.com","tokenId":"tk_%016x","ipAddress":"203.0.113.%d","cf":{"cf1":"campaign-%d","cf2":"","cf3":null},`+
			`"applicant_id":"%016x","idType":"passport","issuingCountry":"KOR","issueDate":"2020-05-05","expireDate":"2030-05-05","attempts":%d}`,
			random.Uint32(), random.Uint32(), 1+random.IntN(28), 1+random.IntN(28), name, random.IntN(1e6), random.IntN(1e6),
			random.Uint64(), random.IntN(256), random.IntN(1000), random.Uint64(), 1+random.IntN(5))
	}
	return out
}

func benchmark(b *testing.B, read func([]byte) bool) {
	texts := payloads(1000)
	b.SetBytes(int64(len(bytes.Join(texts, nil))) / int64(len(texts)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if !read(texts[i%len(texts)]) {
			b.Fatal("not valid")
		}
		i++
	}
}

func BenchmarkParse(b *testing.B) { benchmark(b, new(Document).Parse) }
func BenchmarkValid(b *testing.B) { benchmark(b, Valid) }

func BenchmarkPeerEncodingJSON(b *testing.B) { benchmark(b, json.Valid) }
func BenchmarkPeerJsontext(b *testing.B) {
	benchmark(b, func(data []byte) bool { return jsontext.Value(data).IsValid() })
}

func BenchmarkParseIndented(b *testing.B) {
	texts := payloads(100)
	for i := range texts {
		var buf bytes.Buffer
		_ = json.Indent(&buf, texts[i], "", "    ")
		texts[i] = buf.Bytes()
	}
	b.SetBytes(int64(len(texts[0])))
	var d Document
	for b.Loop() {
		d.Parse(texts[0])
	}
}

// BenchmarkParseFaulty reads payloads with a missing comma.
func BenchmarkParseFaulty(b *testing.B) {
	text := bytes.Replace(payloads(1)[0], []byte(`,"tokenId"`), []byte(`"tokenId"`), 1)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var d Document
	for b.Loop() {
		if d.Parse(text) || len(d.Faults) != 1 {
			b.Fatal(d.Faults)
		}
	}
}

func BenchmarkAppendIndent(b *testing.B) {
	var dst []byte
	benchmark(b, func(text []byte) bool { dst = AppendIndent(dst[:0], text, "  ", "  "); return true })
}

func BenchmarkAppendCompact(b *testing.B) {
	var dst []byte
	benchmark(b, func(text []byte) bool { dst = AppendCompact(dst[:0], text); return true })
}

func BenchmarkAppendQuoted(b *testing.B) {
	var dst []byte
	s := "Employment / salary, user@example.com, 김민준 and \"others\""
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		dst = AppendQuoted(dst[:0], s)
	}
}

func BenchmarkPosition(b *testing.B) {
	for name, piece := range map[string]string{"ascii": `{"name":"Kim Sample"}`, "mixed": "é한a"} {
		text := bytes.Repeat([]byte(piece), 1<<10)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				at := Position{Line: 1, Column: 1}
				if at.Advance(text); at.Line != 1 {
					b.Fatal(at)
				}
			}
		})
	}
}
