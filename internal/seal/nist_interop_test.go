//go:build interop

package seal_test

import (
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
)

// TestInteropNIST runs the known answers of NIST's AESVS for AES-256-ECB. They have
// no padding, so a sealed empty text, one block of it, is put behind them.
func TestInteropNIST(t *testing.T) {
	t.Parallel()
	count := 0
	for _, path := range nistFiles(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		answer := map[string]string{}
		for line := range strings.Lines(string(data)) {
			name, value, ok := strings.Cut(strings.TrimSpace(line), " = ")
			answer[name] = value
			if ok && answer["KEY"] != "" && answer["PLAINTEXT"] != "" && answer["CIPHERTEXT"] != "" {
				checkAnswer(t, filepath.Base(path)+" "+answer["COUNT"], answer)
				clear(answer)
				count++
			}
		}
	}
	if count < 700 {
		t.Errorf("%d known answers, want at least 700", count)
	}
}

func checkAnswer(t *testing.T, name string, answer map[string]string) {
	t.Helper()
	key := keyFromHex(t, answer["KEY"])
	plain, err := hex.DecodeString(answer["PLAINTEXT"])
	if err != nil {
		t.Fatal(err)
	}
	padding := key.Seal(nil, seal.Hex)
	if got := key.Seal(plain, seal.Hex); got != answer["CIPHERTEXT"]+padding {
		t.Errorf("%s: sealed %s, want %s", name, got, answer["CIPHERTEXT"])
	}
	raw, err := hex.DecodeString(answer["CIPHERTEXT"] + padding)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(seal.NewReader(key, strings.NewReader(base64Of(raw)), seal.Base64)) // the answers are no text
	if err != nil || string(got) != string(plain) {
		t.Errorf("%s: opened %x, %v, want %x", name, got, err, plain)
	}
}

// nistFiles has the script fetch the answers; it keeps them in a cache.
func nistFiles(t *testing.T) []string {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no sh to fetch NIST's known answers with")
	}
	cmd := exec.CommandContext(t.Context(), "sh", "testdata/fetch-nist.sh")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 69 {
		t.Skipf("NIST's known answers cannot be fetched here: %s", exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "ECB*256.rsp"))
	if err != nil || len(files) != 5 {
		t.Fatalf("%d files, %v, want 5", len(files), err)
	}
	return files
}
