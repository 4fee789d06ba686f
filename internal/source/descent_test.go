package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
)

// TestDescent: a value over the limit is handed on piece by piece, each with its
// pointer and its place; a webhook over the limit is refused.
func TestDescent(t *testing.T) {
	t.Parallel()
	hook := `{"webhook_trigger": "delete"}`
	long := strings.Repeat("x", 120)
	for _, c := range []struct {
		name, file, text string
		want             []string
	}{
		{"capture", "f.json", `{"log":{"version":"1.2","entries":[` + "\n" + `{"a":` + hook + `},` + "\n" + `{"b":"` + strings.Repeat("y", 60) + `"}],"z":1}}`, []string{
			`f.json:1#/log/entries/0 @36 2:1 {"a":` + hook + `}`,
			`f.json:1#/log/entries/1 @73 3:1 {"b":"` + strings.Repeat("y", 60) + `"}`,
		}},
		{"names with slashes", "f.json", `{"a/b~":[{"n":"` + strings.Repeat("y", 20) + `"},[` + strings.Repeat("1,", 40) + `2]]}`, []string{
			`f.json:1#/a~1b~0/0 @9 1:10 {"n":"` + strings.Repeat("y", 20) + `"}`,
		}},
		{"others beside it", "f.ndjson", hook + "\n{\"a\":[" + hook + "," + hook + "," + hook + "]}\n" + hook, []string{
			`f.ndjson:1 @0 1:1 ` + hook,
			`f.ndjson:2#/a/0 @36 2:7 ` + hook, `f.ndjson:2#/a/1 @66 2:37 ` + hook, `f.ndjson:2#/a/2 @96 2:67 ` + hook,
			`f.ndjson:3 @128 3:1 ` + hook,
		}},
		{"webhook", "f.json", `{"webhook_trigger":"delete","x":[` + strings.Repeat("1,", 60) + `1]}`, []string{
			"! f.json: payload is larger than the limit of 80 bytes @0 1:1",
		}},
		{"webhook within", "f.json", `{"a":{"b":[` + hook + `,{"webhook_trigger":"x","y":"` + long + `"}]}}`, []string{
			`f.json:1#/a/b/0 @11 1:12 ` + hook,
			"! f.json:1#/a/b/1: payload of 150 bytes is larger than the limit of 80 @41 1:42",
		}},
		{"nothing in it", "f.json", `{"a":1,"b":[` + strings.Repeat("1,", 60) + `1]}`, []string{
			"! f.json: payload is larger than the limit of 80 bytes @0 1:1",
		}},
		{"cut off", "f.json", `{"a":[` + hook + `,` + hook + `,` + hook[:20], []string{
			`f.json:1#/a/0 @6 1:7 ` + hook, `f.json:1#/a/1 @36 1:37 ` + hook,
			"! f.json:1: the value is broken at /a/2: expected a value or ], found the end of the file @66 1:67",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, chunk := range []int{1, 7, 64, 0} {
				var got []string
				in := []Input{InMemory(c.file, []byte(c.text))}
				err := Each(t.Context(), in, Options{MaxPayload: 80, chunk: chunk}, func(p Payload, fault *diag.Problem) error {
					if fault != nil {
						got = append(got, describeFault(fault))
					} else {
						got = append(got, fmt.Sprintf("%v @%d %d:%d %s", p.Origin, p.Offset, p.Line, p.Column, p.Bytes))
					}
					return nil
				})
				if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
					t.Errorf("chunks of %d: %v (-want +got)\n%s", chunk, err, diff)
				}
			}
		})
	}
}
