package lint

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
)

var update = flag.Bool("update", false, "write testdata/bad/expected.golden anew")

const bad = "../../testdata/bad"

// invented is the key that opens the sealed fixtures.
const invented = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

// openWith opens by the cipher of the service.
func openWith(t testing.TB, key string) Opener {
	t.Helper()
	k, err := seal.KeyFromAPIKey(secret.New(key))
	if err != nil {
		t.Fatal(err)
	}
	return func(ciphertext []byte) ([]byte, string, error) {
		r, err := seal.Open(k, string(ciphertext), seal.Options{})
		var failed *seal.OpenError
		if errors.As(err, &failed) {
			return nil, failed.Hint.String(), err
		}
		return r.Plaintext, "", err
	}
}

// TestBadFixtures reads testdata/bad as files are read, and compares with the
// list of what has to be found there.
func TestBadFixtures(t *testing.T) {
	t.Parallel()
	inputs, err := source.Resolve([]string{bad}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# file line:column severity rule\n" +
		"# without a key, but envelope-form.json and envelope-undecryptable.json with the key " + invented + ",\n" +
		"# and source-inside.json with --rule source/inside=info\n")
	shown := map[string]bool{}
	err = source.Each(t.Context(), inputs, source.Options{}, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			return fault
		}
		name := filepath.Base(p.Origin.Path)
		config := Config{}
		if name == "envelope-form.json" || name == "envelope-undecryptable.json" {
			config.Open = openWith(t, invented)
		}
		if name == "source-inside.json" {
			config.Severities = map[string]diag.Severity{"source/inside": diag.Info}
		}
		newLinter(t, config).Check(p, func(f *diag.Finding) {
			fmt.Fprintf(&b, "%s %d:%d %s %s\n", name, f.Line, f.Column, f.Severity, f.Rule)
			shown[f.Rule] = true
			if own := strings.TrimSuffix(name, ".json"); own != "archive.ndjson" && own != strings.ReplaceAll(f.Rule, "/", "-") {
				t.Errorf("%s: %s", name, told(*f))
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Rules() {
		if !shown[r.ID] && r.Scope != catalog.ScopeSequence { // timeline tests these

			t.Errorf("no fixture shows %s", r.ID)
		}
	}
	testkit.Golden(t, *update, filepath.Join(bad, "expected.golden"), b.String())
}
