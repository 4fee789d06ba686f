package setup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// none is no next step.
var none say.Message

func (x *examination) version() {
	v := kit.ReadVersion()
	x.add("version", good, say.Textf("argosctl %s, %s, %s", v.Version, v.Go, v.Platform), none)
}

// configuration checks the files of the configuration.
func (x *examination) configuration() {
	settings, err := x.f.Load()
	if err != nil {
		hint := kit.Categorize(err).Hint
		switch {
		case !hint.Empty():
		case errors.Is(err, fs.ErrNotExist):
			hint = say.Textf("name a file that is there, or make one: argosctl config init")
		case errors.Is(err, fs.ErrPermission):
			hint = say.Textf("change the permissions of the file, or name another one with --config")
		default:
			hint = say.Textf("change that line, or take it out; 'argosctl schema config' has every setting")
		}
		x.add("config", failed, say.Textf("%v", err), hint)
		return
	}
	x.settings = settings
	x.f.ToldProject()
	place, err := x.f.ConfigPlace()
	if err != nil {
		return
	}
	used := say.Message{}
	for _, file := range place.Files() {
		if file.Exists && file.Role != config.RoleProject {
			used = say.Textf("%s, profile %s", x.shown(file.Path), settings.Profile)
		}
	}
	if used.Empty() {
		used = say.Textf("no file of your own, profile %s", settings.Profile)
	}
	x.add("config", good, used, none)
	x.project(settings.Project)
}

// shown is a path below the working directory or the home directory, as people
// write it.
func (x *examination) shown(path string) string {
	for _, from := range [][2]string{{x.f.Dir.AbsPath("."), ""}, {x.f.Getenv("HOME"), "~/"}} {
		if from[0] == "" || !filepath.IsAbs(path) {
			continue
		}
		if rel, err := filepath.Rel(from[0], path); err == nil && filepath.IsLocal(rel) {
			return from[1] + rel
		}
	}
	return path
}

// project checks what the project's file may say.
func (x *examination) project(p config.Project) {
	trust := say.Textf("argosctl config trust, or move it to your own file")
	switch {
	case p.Path == "":
		x.add("project", skipped, say.Textf("no %s here or above", config.ProjectFile), none)
	case !p.Refused.Empty():
		x.add("project", warned, say.Textf("%s is not read: %s", x.shown(p.Path), p.Refused), none)
	case len(p.Ignored) == 1:
		place := say.Word(fmt.Sprintf("%s:%d", x.shown(p.Path), p.Ignored[0].Line))
		x.add("project", warned, say.Textf("%s sets %s, which a project file cannot; ignored", place, p.Ignored[0].Key), trust)
	case len(p.Ignored) > 0:
		x.add("project", warned, say.Textf("%s sets %s, which a project file cannot; ignored", x.shown(p.Path), p.Names()), trust)
	default:
		x.add("project", good, say.Textf("%s", x.shown(p.Path)), none)
	}
}

// key checks where the key is from, who can read it, and the keyring.
func (x *examination) key(ctx context.Context) {
	if x.settings == nil {
		x.add("key", skipped, say.Textf("the configuration is broken"), none)
		return
	}
	req, err := x.f.KeyRequest()
	if err != nil {
		x.add("key", failed, say.Textf("%v", err), none)
		return
	}
	world := x.f.KeyWorld()
	key, err := world.Find(ctx, req)
	switch {
	case err == nil:
		x.f.Mask(key.Text)
		x.found(key)
	case errors.Is(err, keys.ErrNone):
		x.keyless = true
		v := warned
		if x.opts.online && !x.isLocal(ctx) {
			v = failed
		}
		x.add("key", v, say.Textf("none: encrypted bodies stay closed, and the API is not asked"),
			giveKey())
	default:
		hint := kit.Categorize(kit.KeyFailure(err)).Hint
		if hint.Empty() {
			hint = giveKey()
		}
		x.add("key", failed, say.Textf("%v", err), hint)
	}
	x.files(world.Files(req))
	if err := world.Answers(ctx, req.Profile.Name); err != nil {
		x.add("keyring", skipped, say.Textf("%v; 'argosctl auth login' keeps the key in a file that only you can read", err), none)
	} else {
		x.add("keyring", good, say.Textf("it answers"), none)
	}
}

// giveKey is how to give a key.
func giveKey() say.Message {
	return say.Textf("set %s, name a file with --key-file, or store it with 'argosctl auth login'", keys.EnvVar)
}

// isLocal reports whether the API is a stand-in on this machine, which needs no key.
func (x *examination) isLocal(ctx context.Context) bool {
	base, err := x.opts.Base()
	if err != nil {
		return false
	}
	local, err := submission.Local(ctx, base)
	return err == nil && local
}

// found tells of a key by its fingerprint.
func (x *examination) found(key keys.Key) {
	sum := sha256.Sum256([]byte(key.Text.Reveal()))
	from := say.Textf("from %s, fingerprint %s", key.Source, hex.EncodeToString(sum[:4]))
	if keys.Short(key.Text.Reveal()) {
		x.add("key", warned, say.Textf("%s; it is shorter than %d characters", from, keys.MinKey), say.Textf("copy the whole key from the dashboard"))
		return
	}
	x.add("key", good, from, none)
}

// files checks who can read the files of the key.
func (x *examination) files(paths []string) {
	const others = 0o077
	seen := false
	for _, path := range paths {
		info, err := x.f.Dir.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		seen = true
		mode := info.Mode().Perm()
		if mode&others != 0 && runtime.GOOS != "windows" {
			x.add("key file", failed, say.Textf("%s can be used by other users (mode %04o)", path, mode), say.Textf("chmod 600 %s", path))
			continue
		}
		x.add("key file", good, say.Textf("%s, mode %04o", path, mode), none)
	}
	if !seen {
		x.add("key file", skipped, say.Textf("there is none"), none)
	}
}

func (x *examination) terminal() {
	out := x.f.IO
	if !out.OutTTY {
		x.add("terminal", skipped, say.Textf("the output is not a terminal: %d columns, no colour", out.Width()), none)
		return
	}
	colour := say.Word("no colour")
	if out.Style().Good("x") != "x" {
		colour = "colour"
	}
	if locale, unicode := term.Locale(x.f.Getenv); !unicode {
		x.add("terminal", warned, say.Textf("%d columns, %s, but the locale %s is not UTF-8", out.Width(), colour, locale), say.Textf("export LC_ALL=C.UTF-8"))
		return
	}
	x.add("terminal", good, say.Textf("%d columns, UTF-8, %s", out.Width(), colour), none)
}

func (x *examination) repository() {
	if root, ok := x.f.Dir.Repository(); ok {
		x.add("git", good, say.Textf("paths in reports are relative to %s", root), none)
		return
	}
	x.add("git", skipped, say.Textf("no repository: paths in reports are relative to the working directory"), none)
}

// address checks the base URL.
func (x *examination) address(ctx context.Context) {
	if x.settings == nil {
		return
	}
	base, err := x.opts.Base()
	if err != nil {
		return
	}
	origin := originOf(x.settings.Origin("base-url"))
	if base != x.settings.BaseURL {
		origin = originOf("flag --base-url")
	}
	if _, err := submission.Local(ctx, base); err != nil {
		host, _, _ := strings.Cut(base, "?")
		x.add("base-url", failed, say.Textf("%s (%s): %v", kit.Shown(host), origin, err), kit.Categorize(kit.APIFailure(err)).Hint)
		return
	}
	x.add("base-url", good, say.Textf("%s (%s)", base, origin), none)
}

// Limits on how far the clock may be off: tokens and signatures of other services
// break at minutes, and times in logs cannot be compared from seconds on.
const (
	oddSkew  = 5 * time.Second
	badSkew  = time.Minute
	settings = "settings"
)
