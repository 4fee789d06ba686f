package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestDrawTerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, screen, want string }{
		{"plain", "ok", `<text x="18.0" y="48" textLength="16.8" fill="#1f2328">ok</text>`},
		{"at its column", "    ok", `<text x="51.6" y="48"`},
		{"bold and coloured", "\x1b[1m\x1b[33mretry\x1b[0m", `fill="#7d4e00" class="b">retry<`},
		{"faint ends", "\x1b[2ma\x1b[22m b", `fill="#1f2328">b<`},
		{"two columns a letter", "코드", `textLength="33.6" fill="#1f2328" class="w">코드<`},
		{"wide, then narrow", "코드 ok", `<text x="60.0" y="48" textLength="16.8" fill="#1f2328">ok<`},
		{"escaped", "a<b&c", `>a&lt;b&amp;c<`},
		{"second line", "a\nb", `y="67" textLength="8.4" fill="#1f2328">b<`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := drawTerminal(tt.screen, lightTheme)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(got, []byte(tt.want)) {
				t.Errorf("%s\nlacks %s", got, tt.want)
			}
			for d := xml.NewDecoder(bytes.NewReader(got)); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestDrawTerminalRefuses(t *testing.T) {
	t.Parallel()
	for _, screen := range []string{"\x1b[2J\x1b[", "\x1b[38;5;9mred\x1b[0m"} {
		if got, err := drawTerminal(screen, darkTheme); err == nil {
			t.Errorf("%q is drawn as %s", screen, got)
		}
	}
}

// What the picture shows is what a new user should see: no defect, no error of
// reading, and no line that is cut at the edge.
func TestPictures(t *testing.T) {
	t.Parallel()
	drawn, err := pictures()
	if err != nil {
		t.Fatal(err)
	}
	if len(drawn) != 4 {
		t.Errorf("%d pictures", len(drawn))
	}
	for name, svg := range drawn {
		for _, want := range []string{">glare_detected<", "--brief<", ">[retrycode/spelling]<"} {
			if !strings.Contains(string(svg), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}
