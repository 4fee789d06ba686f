package main

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/cli"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// The webhooks that the picture's commands read.
//
//go:embed picture/*.json
var pictured embed.FS

// session is what is typed in the picture.
var session = []string{"argosctl decode retry.json --brief", "argosctl validate fixture.json"}

// pictures draws the session in both languages, on a light and on a dark
// background, from what the commands print.
func pictures() (files, error) {
	dir, err := os.MkdirTemp("", "docgen")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	if err := unpackPictured(dir); err != nil {
		return nil, err
	}
	out := files{}
	for lang, suffix := range map[string]string{"en": "", "ko": ".ko"} {
		screen, err := record(dir, lang)
		if err != nil {
			return nil, err
		}
		for _, t := range []theme{lightTheme, darkTheme} {
			drawn, err := drawTerminal(screen, t)
			if err != nil {
				return nil, err
			}
			out["terminal-"+t.name+suffix+".svg"] = drawn
		}
	}
	return out, nil
}

// unpackPictured writes the webhooks into dir.
func unpackPictured(dir string) error {
	entries, err := pictured.ReadDir("picture")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		raw, err := pictured.ReadFile("picture/" + entry.Name())
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, entry.Name()), raw, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// record returns what a terminal of 80 columns shows of the session in dir,
// with the sequences that colour it.
func record(dir, lang string) (string, error) {
	var screen bytes.Buffer
	for _, line := range session {
		if screen.Len() > 0 {
			screen.WriteString("\n")
		}
		fmt.Fprintf(&screen, "\x1b[2m$\x1b[22m %s\n", line)
		streams := term.Piped(strings.NewReader(""), &screen, &screen)
		streams.OutTTY, streams.ErrTTY = true, true
		f := &kit.Factory{
			IO:     streams,
			Getenv: func(string) string { return "" },
			Now:    func() time.Time { return time.Time{} },
			Dir:    workdir.Dir(dir),
			Home:   func() (string, error) { return dir, nil },
		}
		args := append(strings.Fields(line)[1:], "--color", "always", "--lang", lang)
		if code := cli.Main(args, f); code > 1 {
			return "", fmt.Errorf("%s: exit code %d: %s", line, code, &screen)
		}
	}
	return screen.String(), nil
}
