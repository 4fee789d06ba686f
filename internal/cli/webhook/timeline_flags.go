package webhook

import (
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/timeline"
)

func (opts *timelineOptions) addFlags(cmd *cobra.Command) {
	flags, filter := cmd.Flags(), &opts.filter
	flags.StringArrayVar(&filter.Users, "user", nil, "only submissions of this `userid` (repeatable)")
	flags.StringArrayVar(&filter.Submissions, "submission", nil, "only the submission of this `ID` (repeatable)")
	flags.StringArrayVar(&filter.Outcomes, "outcome", nil, "only submissions with this `outcome`: "+say.Or(outcomes()).String()+" (repeatable)")
	flags.StringArrayVar(&filter.Codes, "code", nil, "only submissions with this retry or reject `code` (repeatable)")
	flags.StringVar(&opts.since, "since", "", "only what began at this `time` or later: a date or RFC 3339, in UTC")
	flags.StringVar(&opts.until, "until", "", "only what began before the end of this day, or before this `time`")
	flags.BoolVar(&opts.totals, "totals", false, "print counts by outcome, code and UTC day instead")
	opts.html.addFlags(cmd)
	addCollecting(cmd, &opts.asOf, &opts.tempDir)
	flags.IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time")
	kit.Default(cmd, "jobs", kit.PerProcessor)
	opts.at.AddFlag(cmd)
	opts.intake.AddFlags(cmd)
	opts.intake.AddShardFlag(cmd)
	opts.payload.Opener.AddFlags(cmd)
	kit.Values(cmd, "outcome", outcomes()...)
	_ = cmd.RegisterFlagCompletionFunc("outcome", kit.CompleteList(outcomes()...))
	_ = cmd.RegisterFlagCompletionFunc("code", completeCode)
}

// addCollecting adds --as-of and --tmp-dir.
func addCollecting(cmd *cobra.Command, asOf, tempDir *string) {
	cmd.Flags().StringVar(asOf, "as-of", "", "the `time` from which a week without a decision is counted back")
	kit.Default(cmd, "as-of", "now")
	cmd.Flags().StringVar(tempDir, "tmp-dir", "", "`directory` for data that does not fit in memory")
	kit.Default(cmd, "tmp-dir", "the system's")
	_ = cmd.MarkFlagDirname("tmp-dir")
}

// collecting settles --as-of and --tmp-dir.
func collecting(f *kit.Factory, asOf, tempDir string) (timeline.Options, error) {
	o := timeline.Options{AsOf: f.Now(), TempDir: os.TempDir()}
	at, err := timeOf("--as-of", asOf, true)
	if at.Known() {
		o.AsOf = at.Time()
	}
	if tempDir == "" || err != nil {
		return o, err
	}
	if info, err := f.Dir.Stat(tempDir); err != nil || !info.IsDir() {
		return o, kit.Usagef("--tmp-dir: %s is not a directory", term.Clean(tempDir))
	}
	o.TempDir = f.Dir.Path(tempDir)
	return o, nil
}

// outcomes are the outcomes that a submission can have.
func outcomes() []string { return catalog.ValueNames(catalog.OutcomeEnum) }

// completeCode completes retry and reject codes.
func completeCode(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes()} {
		for i := range table.Codes {
			words = append(words, cobra.CompletionWithDesc(table.Codes[i].Code, table.Codes[i].Description.En))
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// outcomesOf are the outcomes that texts name, also with commas between them.
func outcomesOf(texts []string) (names []string, err error) {
	all := outcomes()
	for _, text := range texts {
		for name := range strings.SplitSeq(text, ",") {
			if !slices.Contains(all, name) {
				f := kit.Usagef("--outcome: unknown outcome %q: expected %s", name, say.Or(all))
				if near := catalog.Nearest(name, all, 1); len(near) > 0 {
					return nil, f.WithHint("did you mean %s?", near[0])
				}
				return nil, f
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// timeOf reads the time of a flag; a date is the start of the day, or its end.
func timeOf(flag, text string, end bool) (timeline.Stamp, error) {
	if text == "" {
		return timeline.Stamp{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		if end {
			day = day.AddDate(0, 0, 1)
		}
		return timeline.StampOf(day), nil
	}
	m, ok := event.ReadMoment([]byte(text))
	if !ok {
		return timeline.Stamp{}, kit.Usagef("%s %q: expected a date such as 2026-04-14, or a time such as 2026-04-14T02:11:09Z", flag, term.Clean(text))
	}
	return timeline.NewStamp(m, true), nil
}
