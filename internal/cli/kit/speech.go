package kit

import (
	"strings"

	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// Lang returns the language of results: "en" or "ko". Where nobody has chosen one,
// it is that of the locale for what people read, and English for everything else.
func (f *Factory) Lang() (string, error) {
	output, err := f.FormatOr("")
	if err != nil {
		output = CSV // a format of this command alone; not for people
	}
	if output == "" {
		settings, err := f.Settings()
		if err != nil {
			return "", err
		}
		output = settings.Output
	}
	return f.LangFor(output == Table)
}

// LangFor is Lang for a command whose output is for people or not as people says.
func (f *Factory) LangFor(people bool) (string, error) {
	chosen, err := f.chosenLang()
	switch {
	case err != nil || chosen != "":
		return chosen, err
	case people && f.IO.OutTTY:
		lang, _ := f.Locale()
		return lang, nil
	}
	return say.English, nil
}

// chosenLang is the language of the flag, the environment or the configuration;
// empty where none of them names one.
func (f *Factory) chosenLang() (string, error) {
	lang := f.Flags.Lang
	if lang == "" {
		settings, err := f.Settings()
		if err != nil {
			return "", err
		}
		return settings.Lang, nil
	}
	if lang != say.English && lang != say.Korean {
		f := Usagef("unknown language %q: expected en or ko", lang)
		switch head := strings.ToLower(lang); {
		case strings.HasPrefix(head, "k"): // kr is the country
			return "", f.WithHint(didYouMean, say.Korean)
		case strings.HasPrefix(head, "en"):
			return "", f.WithHint(didYouMean, say.English)
		}
		return "", f
	}
	return lang, nil
}

// Locale is the language of the first variable of the locale that is set, and where
// that is from: Korean where it says so and takes UTF-8, else English.
func (f *Factory) Locale() (lang, origin string) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := f.Getenv(name)
		if value == "" {
			continue
		}
		lang, charset, _ := strings.Cut(value, ".")
		charset, _, _ = strings.Cut(charset, "@")
		charset = strings.ReplaceAll(strings.ToLower(charset), "-", "")
		if (lang == "ko" || strings.HasPrefix(lang, "ko_") || strings.HasPrefix(lang, "ko-")) && (charset == "" || charset == "utf8") {
			return say.Korean, "environment " + name
		}
		break
	}
	return say.English, "default"
}

// Speech is the language of messages on stderr. A configuration that does not load
// is reported in it, too, so it never fails.
func (f *Factory) Speech() string {
	if f.speech == "" {
		f.speech = f.speak(f.IO.ErrTTY)
	}
	return f.speech
}

// HelpLang is the language of help.
func (f *Factory) HelpLang() string { return f.speak(f.IO.OutTTY) }

func (f *Factory) speak(terminal bool) string {
	chosen := f.Flags.Lang
	if chosen == "" {
		if settings, err := f.Load(); err == nil {
			chosen = settings.Lang
		} else {
			chosen = f.Getenv(config.EnvLang)
		}
	}
	switch {
	case chosen == say.Korean:
		return say.Korean
	case chosen == "" && terminal:
		lang, _ := f.Locale()
		return lang
	}
	return say.English
}

// Say prints a line of the results in lang.
func (f *Factory) Say(lang, format string, args ...any) {
	f.IO.Println(term.Hang(say.Textf(format, args...).In(lang), 2, f.IO.Width()))
}

// Warn and its kin make their arguments harmless.

// Warn reports on stderr what does not stop the command; --quiet drops it.
func (f *Factory) Warn(format string, args ...any) {
	if !f.Flags.Quiet {
		lang := f.Speech()
		f.IO.Errln(f.IO.ErrStyle().Warn(say.In(lang, "warning:")) + " " + term.Brief(say.Textf(format, args...).Clean(plain.Text).In(lang)))
	}
}

// Note says on stderr what was done; --quiet drops it.
func (f *Factory) Note(format string, args ...any) {
	if !f.Flags.Quiet {
		f.IO.Errln(say.Textf(format, args...).Clean(plain.Text).In(f.Speech()))
	}
}

// Remark is Note for what is not the outcome of the command but worth knowing.
func (f *Factory) Remark(format string, args ...any) {
	if !f.Flags.Quiet {
		lang := f.Speech()
		f.IO.Errln(say.In(lang, "note:") + " " + say.Textf(format, args...).Clean(plain.Text).In(lang))
	}
}

// Report prints an error that does not stop the command, and its hints, once where
// many errors after each other have the same ones.
func (f *Factory) Report(err error, hints ...say.Message) {
	lang := f.Speech()
	style := f.IO.ErrStyle()
	f.IO.Errln(style.Bad(say.In(lang, "error:")) + " " + term.Brief(Shown(say.Error(lang, err))))
	all := ""
	for _, hint := range hints {
		all += hint.In(lang) + "\n"
	}
	if all == f.hinted {
		return
	}
	f.hinted = all
	for _, hint := range hints {
		f.Hint(hint)
	}
}

// Hint prints the next step, where there is one.
func (f *Factory) Hint(hint say.Message) {
	lang := f.Speech()
	if text := hint.Clean(Shown).In(lang); text != "" {
		f.IO.Errln(f.IO.ErrStyle().Name(say.In(lang, "hint:")) + " " + text)
	}
}
