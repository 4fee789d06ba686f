package kit

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// versionInfo is what `version -o json` prints.
type versionInfo struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"`
	Date     string `json:"date"` // of the commit, RFC 3339
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// ReadVersion says what this binary was built of.
func ReadVersion() versionInfo {
	info := versionInfo{version, commit, date, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		build = &debug.BuildInfo{}
	}
	if info.Version == "" {
		info.Version = sourceVersion(build.Main.Version)
	}
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision" && info.Commit == "":
			info.Commit = s.Value
		case s.Key == "vcs.time" && info.Date == "":
			info.Date = s.Value
		}
	}
	return info
}

// sourceVersion is the version of a build from source: of a module as releases write
// it, without the v; dev without one.
func sourceVersion(module string) string {
	if module == "" || module == "(devel)" {
		return "dev"
	}
	return strings.TrimPrefix(module, "v")
}

// Set by the linker in releases; builds from source read the build info.
var (
	version = ""
	commit  = ""
	date    = ""
)
