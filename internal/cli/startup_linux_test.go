package cli

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// mayInitialise are the packages, and what is below them, that may do something
// when argosctl starts and not when a program does that only imports cobra, viper,
// color and tablewriter. Every command pays for them: a new one needs a reason in
// docs/dependencies.md.
var mayInitialise = []string{
	"github.com/itchyny/gojq",                // --jq
	"github.com/modelcontextprotocol/go-sdk", // mcp
	"github.com/google/jsonschema-go",        // of it
	"github.com/segmentio",                   // of it
	"golang.org/x/sys/cpu",                   // of it
	"encoding/gob",                           // of it
	"github.com/klauspost/compress",          // gzip and zstd
	"golang.org/x/text/encoding",             // UTF-16, EUC-KR, Windows-1252
	"compress/bzip2",                         // archives
	"github.com/zalando/go-keyring",          // auth
	"github.com/godbus/dbus",                 // of it
	"github.com/bmatcuk/doublestar",          // globs
	"image",                                  // mock
	"net/mail",                               // submission create
	"os/signal",                              // Ctrl-C
}

// TestStartup: what packages do before main, in every command, does not grow.
func TestStartup(t *testing.T) {
	t.Parallel()
	if testkit.Race {
		t.Skip("the race detector has initialisers of its own")
	}
	hello, argosctl := initialisers(t, "cmd/bench/testdata/hello"), initialisers(t, "cmd/argosctl", "version")
	more := initialiser{}
	for name, of := range argosctl {
		more.bytes += of.bytes - hello[name].bytes
		more.allocs += of.allocs - hello[name].allocs
		if _, same := hello[name]; !same && !mayStart(name) {
			t.Errorf("%s does something (%d bytes, %d allocations) when argosctl starts: make it when it is first needed, or leave the package out", name, of.bytes, of.allocs)
		}
	}
	if limit := (initialiser{430_000, 3500}); more.bytes > limit.bytes || more.allocs > limit.allocs {
		t.Errorf("packages take %+v more than those of hello world when argosctl starts, want at most %+v", more, limit)
	}
	t.Logf("%d initialisers take %+v more than the %d of hello world", len(argosctl), more, len(hello))
}

// initialiser is what a package takes of the heap before main.
type initialiser struct{ bytes, allocs int }

var traced = regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, (\d+) allocs$`)

// initialisers builds a program and returns the packages that do something when
// it starts.
func initialisers(t *testing.T, pkg string, args ...string) map[string]initialiser {
	t.Helper()
	path, err := program(pkg)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Dir, cmd.Env = t.TempDir(), []string{"HOME=" + t.TempDir(), "GODEBUG=inittrace=1"}
	var trace strings.Builder
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	all := map[string]initialiser{}
	for _, m := range traced.FindAllStringSubmatch(trace.String(), -1) {
		var of initialiser
		if _, err := fmt.Sscan(m[2]+" "+m[3], &of.bytes, &of.allocs); err != nil {
			t.Fatal(err)
		}
		all[m[1]] = of
	}
	if len(all) < 50 {
		t.Fatalf("a trace of %d packages: %s", len(all), &trace)
	}
	return all
}

func mayStart(name string) bool {
	for _, prefix := range mayInitialise {
		if name == prefix || strings.HasPrefix(name, prefix+"/") {
			return true
		}
	}
	return false
}
