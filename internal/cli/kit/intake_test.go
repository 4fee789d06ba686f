package kit

import (
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// TestListed: a list of paths is read however it was saved.
func TestListed(t *testing.T) {
	t.Parallel()
	const list = "hooks/a.json\r\n웹훅/b.json\r\n"
	wide := func(order unicode.Endianness) string {
		text, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(list)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := []string{"hooks/a.json", "웹훅/b.json"}
	for _, c := range []struct {
		name, list string
		want       []string
	}{
		{"lines", "hooks/a.json\n웹훅/b.json", want},
		{"Windows lines", list, want},
		{"NUL-separated", "hooks/a.json\x00웹훅/b.json\x00", want},
		{"a byte order mark", "\ufeff" + list, want},
		{"PowerShell's UTF-16", wide(unicode.LittleEndian), want},
		{"UTF-16 the other way", wide(unicode.BigEndian), want},
		{"bytes that are no UTF-8", "\xfe\xe9.json\n", []string{"\xfe\xe9.json"}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := Intake{f: &Factory{IO: term.Piped(strings.NewReader(c.list), io.Discard, io.Discard)}, filesFrom: source.Stdin}
			if got, err := in.listed(t.Context()); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}
