package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestTableIsBounded: a payload that is large in any way makes a table that is
// not, and the table says what it leaves out.
func TestTableIsBounded(t *testing.T) {
	testkit.NotUnderRace(t, "nothing in it runs at the same time")
	t.Parallel()
	var members, codes bytes.Buffer
	for i := range 50_000 {
		fmt.Fprintf(&members, `,"k%d":1`, i)
		fmt.Fprintf(&codes, `,"CODE_%d"`, i)
	}
	huge := strings.Repeat("x", 5<<20)
	for _, c := range []struct{ name, payload, want string }{
		{"members", `{"webhook_trigger":"approved"` + members.String() + `}`, "More fields: 49,801 (-o json)"},
		{"elements", `{"webhook_trigger":"approved","x":[1` + strings.Repeat(",1", 99_999) + `]}`, "More fields: 99,801 (-o json)"},
		{"reject codes", `{"webhook_trigger":"rejected","kyc_result":{"commentCode":["x"` + codes.String() + `]}}`, "More codes: 49,801 (-o json)"},
		{"one word", `{"webhook_trigger":"approved","x":"` + huge + `"}`, "(5242880 bytes)"},
		{"many words", `{"webhook_trigger":"approved","x":"` + strings.Repeat("x ", 2<<20) + `"}`, "(4194304 bytes)"},
		{"trigger", `{"webhook_trigger":"` + huge + `"}`, "xxx…"},
		{"broken", `{"webhook_trigger":"approved","x":` + huge + `}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			streams, out, errs := term.Buffers(c.payload)
			f := &kit.Factory{IO: streams, Now: time.Now, Getenv: func(string) string { return "" }, Home: func() (string, error) { return "", os.ErrNotExist }}
			Main([]string{"decode", "-"}, f)
			if n := out.Len() + errs.Len(); n > 64<<10 || !strings.Contains(out.String(), c.want) {
				t.Errorf("%d bytes without %q:\n%.2000s", n, c.want, out.String()+errs.String())
			}
		})
	}
}

// TestJobsAreBounded: each job takes memory, so a slip of the hand is refused.
func TestJobsAreBounded(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.json")
	if err := os.WriteFile(path, []byte(`{"webhook_trigger":"delete","submission_id":"sub_abc123"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"decode", "validate"} {
		for jobs, want := range map[int]int{0: 0, 256: 0, 257: 2, 5_000_000: 2, -1: 2} {
			t.Run(command+" "+strconv.Itoa(jobs), func(t *testing.T) {
				t.Parallel()
				streams, _, errs := term.Buffers("")
				f := &kit.Factory{IO: streams, Now: time.Now, Getenv: func(string) string { return "" }, Home: func() (string, error) { return "", os.ErrNotExist }}
				code := Main([]string{command, path, "--jobs", strconv.Itoa(jobs), "--quiet"}, f)
				if code != want || want == 2 && !strings.Contains(errs.String(), "expected 0 to 256") {
					t.Errorf("%d, %s", code, errs)
				}
			})
		}
	}
}
