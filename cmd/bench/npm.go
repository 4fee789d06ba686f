package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// npm installs packages at pinned versions below the bench's directory, once,
// without running their scripts, and returns where they are. howto says why not.
func (b *bench) npm(name string, packages ...string) (dir, howto string) {
	dir, err := filepath.Abs(filepath.Join(b.dir, name))
	if err != nil {
		return "", err.Error()
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err == nil {
		return dir, ""
	}
	if why := missing("npm", "Debian package npm"); why != "" {
		return "", why
	}
	args := append([]string{"install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", dir}, packages...)
	if out, err := exec.CommandContext(b.ctx, "npm", args...).CombinedOutput(); err != nil {
		return "", fmt.Sprintf("not installed (npm: %s)", firstLine(string(out)))
	}
	return dir, ""
}
