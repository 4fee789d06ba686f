package kit

import (
	"testing"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/say"
)

// TestDefaultIn: a described default is said in the reader's language, a value that
// can be given stays as it is typed.
func TestDefaultIn(t *testing.T) {
	t.Parallel()
	cmd := &cobra.Command{Use: "x"}
	cmd.Flags().String("format", "text", "")
	cmd.Flags().String("fail-on", "error", "")
	cmd.Flags().Int("jobs", 0, "")
	Default(cmd, "jobs", PerProcessor)
	for _, c := range []struct{ flag, en, ko string }{
		{"format", "text", "text"},
		{"fail-on", "error", "error"},
		{"jobs", "one per processor", "프로세서당 하나"},
	} {
		t.Run(c.flag, func(t *testing.T) {
			flag := cmd.Flag(c.flag)
			if en, ko := DefaultOf(say.English, flag), DefaultOf(say.Korean, flag); en != c.en || ko != c.ko {
				t.Errorf("%q and %q, want %q and %q", en, ko, c.en, c.ko)
			}
		})
	}
}
