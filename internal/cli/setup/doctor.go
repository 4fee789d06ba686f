package setup

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

type doctorOptions struct {
	kit.APIOptions
	online bool
}

// NewDoctorCmd is `doctor`.
func NewDoctorCmd(f *kit.Factory) *cobra.Command {
	opts := &doctorOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "doctor",
		Annotations: kit.About{Schema: "doctor", CSV: true, Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Check keys, configuration and API",
		Long: `Show what is configured, where it is from, and whether it works: the version,
configuration files, the API key and who can read it, the keyring, the terminal,
the git repository and the API's address. One line a check, and a next step for
each that fails; the exit code is then 1. The key is shown as a fingerprint, the
first 8 hex digits of its SHA-256.

Nothing is sent without --online. That asks the API for one submission, which it
does not show, compares the clocks, and reads what the project's settings say of
the return URL.`,
		Example: `  argosctl doctor
  argosctl doctor --online --profile staging
  argosctl doctor -o json`,
		GroupID: kit.GroupSetup,
		Args:    kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runDoctor(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	cmd.Flags().BoolVar(&opts.online, "online", false, "also ask the API")
	return cmd
}

// verdict is how a check ended.
type verdict string

// The verdicts.
const (
	good    verdict = "ok"
	warned  verdict = "warn"
	failed  verdict = "fail"
	skipped verdict = "skip"
)

// examination is the checks of a run and what they found.
type examination struct {
	opts     *doctorOptions
	f        *kit.Factory
	settings *config.Settings // nil where the configuration is broken
	checks   []finding
	keyless  bool // there is no key
}

// finding is what a check found.
type finding struct {
	name    string
	verdict verdict
	message say.Message
	help    say.Message // the next step
}

// checkRow is a finding, for machines.
type checkRow struct {
	Check   string `json:"check"`
	Verdict string `json:"verdict"`
	Message string `json:"message"`
	Help    string `json:"help"` // empty where there is none
}

func (x *examination) add(name string, v verdict, message, help say.Message) {
	x.checks = append(x.checks, finding{name, v, message, help})
}

func runDoctor(ctx context.Context, opts *doctorOptions) error {
	x := &examination{opts: opts, f: opts.F}
	x.version()
	x.configuration()
	x.key(ctx)
	x.terminal()
	x.repository()
	x.address(ctx)
	x.api(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := x.print(); err != nil {
		return err
	}
	var outcome kit.Tally
	for _, c := range x.checks {
		if c.verdict == failed {
			outcome.Add(kit.Negative)
		}
	}
	return outcome.Err()
}

// print prints the findings. The configuration may be broken: then it has no say.
func (x *examination) print() error {
	f := x.f
	format, err := f.FormatOr(x.format())
	if err != nil {
		return err
	}
	lang, err := f.LangFor(format == kit.Table)
	if err != nil {
		lang = f.Speech()
	}
	if format != kit.Table {
		rows := make([]checkRow, len(x.checks))
		for i, c := range x.checks {
			rows[i] = checkRow{c.name, string(c.verdict), c.message.In(lang), c.help.In(lang)}
		}
		return kit.PutList(f, format, []string{"check", "verdict", "message", "help"}, rows...)
	}
	x.table(lang)
	return nil
}

func (x *examination) format() string {
	if x.settings == nil {
		return kit.Table
	}
	return x.settings.Output
}

// table prints a line a check, and what they come to.
func (x *examination) table(lang string) {
	out := x.f.IO
	style := out.Style()
	marks := map[verdict]func(string) string{good: style.Good, warned: style.Warn, failed: style.Bad, skipped: style.Faint}
	words := map[verdict]string{good: "ok", warned: "warn", failed: "FAIL", skipped: "skip"}
	width := 0
	for _, c := range x.checks {
		width = max(width, term.Width(say.In(lang, c.name)))
	}
	const gap, verdicts = 2, 4
	indent := verdicts + gap + width + gap
	count := map[verdict]int{}
	for _, c := range x.checks {
		count[c.verdict]++
		word := words[c.verdict]
		mark := term.S(func(text string) string { return marks[c.verdict](text[:len(word)]) + text[len(word):] },
			word+strings.Repeat(" ", verdicts+gap-len(word))+say.In(lang, c.name))
		out.Item(mark, indent, term.C(c.message.In(lang)), term.Cell{})
		if c.help.Empty() {
			continue
		}
		help := say.In(lang, "help:")
		out.Item(term.S(style.Name, strings.Repeat(" ", indent)+help), indent+term.Width(help)+1, term.C(c.help.In(lang)), term.Cell{})
	}
	sum := say.List{}
	for _, part := range []struct {
		v         verdict
		one, many string
	}{{good, "%s ok", "%s ok"}, {warned, "%s warning", "%s warnings"}, {failed, "%s failed", "%s failed"}, {skipped, "%s skipped", "%s skipped"}} {
		if count[part.v] > 0 {
			sum = append(sum, say.Textf("%s", say.Count(count[part.v], part.one, part.many)))
		}
	}
	out.Sum(say.Textf("%s: %s", say.Count(len(x.checks), "%s check", "%s checks"), sum).In(lang))
}
