//go:build interop

package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/report/reporttest"
)

// TestInteropValidateSARIF has the reports of the bad fixtures judged by Microsoft's
// validator.
func TestInteropValidateSARIF(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "bad.sarif")
	if code, _, errs := runValidateIn(t, nil, inRepo("testdata/bad"), "--report", "sarif="+log); code != 1 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	for _, complaint := range reporttest.SARIF(t, log) {
		if !strings.Contains(complaint, "SARIF2005") { // a test binary has no version in numbers
			t.Error(complaint)
		}
	}
}
