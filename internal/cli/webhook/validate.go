package webhook

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

type validateOptions struct {
	f      *kit.Factory
	opener *kit.Opener
	intake *kit.Intake

	paths       []string
	format      string
	reports     []string
	prefix      string
	failOn      string
	rules       []string
	event       string
	strict      bool
	at          kit.At
	jobs        int
	maxFindings int
	fix         bool
	diff        bool
	listRules   bool
	merge       bool
	sequence    bool
	asOf        string
	tempDir     string
}

// NewValidateCmd is `validate`.
func NewValidateCmd(f *kit.Factory) *cobra.Command {
	opts := &validateOptions{f: f, opener: kit.NewOpener(f), intake: kit.NewIntake(f)}
	cmd := &cobra.Command{
		Use:         "validate [PATH...]",
		Annotations: kit.About{Schema: "validate", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey}}.Annotations(),
		Short:       "Check webhook fixtures and archives against the catalogue",
		Long: `Check saved webhook payloads. Is each JSON, and an event of the service? Is
every field as documented? Does it hold template texts or the data of real
people? Every finding names its place, its rule and what to do.

A PATH is a file, a directory (searched for *.json, *.ndjson and *.jsonl, each
also packed; not in hidden directories and node_modules, and not through
links that lead out of it), a quoted glob with **, or "-" for standard input.
Findings are sorted by path, place and rule. The exit code is 1 where there are
errors, or whatever --fail-on says; 3 where an input could not be read.

--fix and --diff touch only webhooks, and never a comment. A file keeps its
owner, group, mode and extended attributes. A file that is read-only, a link,
or has several hard links is not fixed: it is reported, with exit code 3.

--shard K/N checks a part of the inputs. --merge takes the findings of other runs
in place of PATHs, as --format json or ndjson printed them, and reports them as
those of one run.

--sequence also judges the events of each submission together, with the rules
sequence/*: their order, repeated events, missing decisions. Their findings come
last, once everything has been read.

Severities and ignores can stand in .argosctl.yaml, under "validate:".`,
		Example: `  argosctl validate testdata
  argosctl validate testdata --report sarif=findings.sarif --report junit=findings.xml
  argosctl validate archive.ndjson.gz --format json --max-findings 100
  argosctl validate archive --shard 1/16 --format json > shards/1.json
  argosctl validate --merge shards/*.json --report sarif=findings.sarif
  argosctl validate --sequence archive
  argosctl validate --diff fixtures
  argosctl validate --fix fixtures
  argosctl validate --event approved --rule field/empty=off approved.json`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.paths = args; !cmd.Flags().Changed("max-findings") {
				opts.maxFindings = allByDefault
			}
			return runValidate(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	return cmd
}

func (opts *validateOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&opts.format, "format", "", "`format` of the findings: "+say.Or(report.Formats()).String())
	flags.StringArrayVar(&opts.reports, "report", nil, "also write a report to a file, as `FORMAT=FILE` (repeatable)")
	flags.StringVar(&opts.prefix, "path-prefix", "", "put this `path` before the paths in github, junit, sarif, tap, gitlab and markdown")
	flags.StringVar(&opts.failOn, "fail-on", "", "least `severity` that makes the run fail: error, warning, info or never")
	flags.StringArrayVar(&opts.rules, "rule", nil, "set a rule's severity, as `ID=LEVEL`: error, warning, info or off (repeatable)")
	flags.StringVar(&opts.event, "event", "", "expect every payload to be of this `event`")
	flags.BoolVar(&opts.strict, "strict", false, "make unknown fields and unknown codes errors")
	flags.IntVar(&opts.jobs, "jobs", 0, "chunks checked at a time")
	kit.Default(cmd, "jobs", kit.PerProcessor)
	flags.IntVar(&opts.maxFindings, "max-findings", 0, "print no more findings than this, and fold none (0 = all); all are counted")
	kit.Default(cmd, "max-findings", "1000 in text, 0 elsewhere")
	flags.BoolVar(&opts.fix, "fix", false, "repair in place what can be repaired safely, then report the rest")
	flags.BoolVar(&opts.diff, "diff", false, "print what --fix would do as a unified diff, and write nothing")
	flags.BoolVar(&opts.listRules, "list-rules", false, "list the rules and their severities")
	flags.BoolVar(&opts.merge, "merge", false, "read the findings of other runs, as json or ndjson, and report them as those of one")
	flags.BoolVar(&opts.sequence, "sequence", false, "also judge the events of each submission together: the rules sequence/*")
	addCollecting(cmd, &opts.asOf, &opts.tempDir)
	opts.at.AddFlag(cmd)
	opts.intake.AddFlags(cmd)
	opts.intake.AddShardFlag(cmd)
	opts.opener.AddFlags(cmd)
	cmd.Flag("format").DefValue, cmd.Flag("fail-on").DefValue = "text", "error"
	kit.Choices(cmd, "format", report.Formats()...)
	kit.Choices(cmd, "fail-on", failLevels()...)
	kit.Choices(cmd, "event", catalog.EventNames()...)
	_ = cmd.RegisterFlagCompletionFunc("rule", completeRule)
	_ = cmd.RegisterFlagCompletionFunc("report", completeReport)
}

// runValidate settles what is asked for, fixes if that is part of it, and
// checks.
func runValidate(ctx context.Context, opts *validateOptions) error {
	if opts.listRules {
		return opts.printRules()
	}
	if opts.merge && opts.sequence {
		return kit.Usagef("--merge reads findings and --sequence events: choose one")
	}
	if opts.merge {
		return runMerge(ctx, opts)
	}
	v, err := opts.settle(ctx)
	if err != nil {
		return err
	}
	switch {
	case opts.diff:
		err = v.diffAll(ctx)
	case opts.fix:
		err = v.fixAll(ctx)
	}
	if err != nil {
		return err
	}
	return v.check(ctx)
}

// validation is what the flags and the configuration come to.
type validation struct {
	f          *kit.Factory
	lang       string
	opener     *kit.Opener
	intake     *kit.Intake
	linter     *lint.Linter
	configured []config.Ignore
	sequence   *sequence     // nil where that is not judged
	ignored    *lint.Ignores // those of configured that hold
	inputs     []source.Input
	read       source.Options
	failOn     diag.Severity // Off: never
	max        int           // findings that a report prints: 0 all, allByDefault some
	prefix     string        // before the names of files in reports
	outputs    outputPlan
	outcome    kit.Tally
}
