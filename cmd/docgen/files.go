package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/setup"
)

// files are texts by their path, slash-separated, below one directory.
type files map[string][]byte

// referenceDir holds nothing but generated pages.
const referenceDir = "reference"

// write puts the files below dir and removes pages of commands that are gone.
func write(dir string, want files) error {
	for name, text := range want {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	for _, path := range leftover(dir, want) {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// compare says which file below dir is not as it should be.
func compare(dir string, want files) error {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		have, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%w: run make gen", err)
		}
		if !bytes.Equal(have, want[name]) {
			return fmt.Errorf("%s is stale: run make gen", path)
		}
	}
	if old := leftover(dir, want); len(old) > 0 {
		return fmt.Errorf("%s belongs to no command: run make gen", old[0])
	}
	return nil
}

// leftover finds reference pages below dir that want does not hold.
func leftover(dir string, want files) []string {
	var old []string
	paths, _ := filepath.Glob(filepath.Join(dir, referenceDir, "*.md"))
	for _, path := range paths {
		if _, ok := want[referenceDir+"/"+filepath.Base(path)]; !ok {
			old = append(old, path)
		}
	}
	return old
}

// completionScripts renders one script a shell, named as their shells expect.
func completionScripts(root *cobra.Command) (files, error) {
	out := files{}
	for shell, name := range map[string]string{"bash": "argosctl.bash", "zsh": "_argosctl", "fish": "argosctl.fish", "powershell": "argosctl.ps1"} {
		var script bytes.Buffer
		if err := setup.WriteCompletion(root, shell, &script); err != nil {
			return nil, err
		}
		out[name] = script.Bytes()
	}
	return out, nil
}
