package webhook

import (
	"context"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

const (
	reportText   = "text"
	reportGitHub = "github"
	reportSARIF  = "sarif"
)

// outputPlan is where the findings of a run go.
type outputPlan struct {
	format string // on stdout, one of report.Formats or yaml; empty for nothing
	github bool   // stdout gets annotations beside the text
	jq     *kit.JQ
	files  []reportFile
	step   string // the file of the job's summary, which grows
}

// reportFile is one --report.
type reportFile struct{ format, path string }

// planOutputs settles the formats. configured is the configuration's output
// format.
func (opts *validateOptions) planOutputs(ctx context.Context, configured string) (outputPlan, error) {
	f := opts.f
	plan := outputPlan{step: f.Getenv("GITHUB_STEP_SUMMARY")}
	var err error
	if plan.files, err = opts.reportFiles(); err != nil {
		return plan, err
	}
	given := opts.format != "" || f.Flags.Output != "" || f.Flags.JQ != ""
	switch {
	case opts.diff && given:
		return plan, kit.Usagef("--diff prints a diff: --format, --output and --jq do not go with it").
			WithHint("--report FORMAT=FILE writes the findings to a file beside it")
	case opts.diff:
		return plan, nil
	case given:
		if plan.format, err = opts.givenFormat(); err != nil {
			return plan, err
		}
	case configured != kit.Table:
		plan.format = configured
	default:
		plan.format = reportText
		plan.github = onGitHub(f)
	}
	if f.Flags.JQ != "" {
		if plan.jq, err = kit.CompileJQ(ctx, f.Flags.JQ); err == nil {
			plan.jq.Compact = plan.format == kit.NDJSON
		}
	}
	return plan, err
}

// brief reports whether no format shows the lines that findings are in.
func (plan *outputPlan) brief() bool {
	formats := []string{plan.format}
	for _, file := range plan.files {
		formats = append(formats, file.format)
	}
	return !plan.github && plan.step == "" && !slices.ContainsFunc(formats, func(format string) bool {
		return format != "" && format != kit.JSON && format != kit.NDJSON && format != kit.YAML
	})
}

// onGitHub tells whether the output goes to the log of a GitHub Actions job.
func onGitHub(f *kit.Factory) bool { return f.Getenv("GITHUB_ACTIONS") == "true" }

// givenFormat is the format of the flags: --format, or -o and --jq, which say
// the same in the words of all commands.
func (opts *validateOptions) givenFormat() (string, error) {
	flags := opts.f.Flags
	chosen, err := opts.f.FormatOr(opts.format)
	switch {
	case err != nil:
		return "", err
	case chosen == kit.CSV:
		return "", kit.Usagef("-o csv is for --list-rules").WithHint("expected %s", strings.Join(report.Formats(), ", "))
	case chosen == kit.Table:
		chosen = reportText
	}
	switch {
	case opts.format == "":
		return chosen, nil
	case !slices.Contains(report.Formats(), opts.format):
		return "", unknownReport("--format", opts.format)
	case flags.Output != "" && chosen != opts.format:
		return "", kit.Usagef("--format %s and -o %s are two formats: choose one", opts.format, flags.Output)
	case flags.JQ != "" && opts.format != kit.JSON && opts.format != kit.NDJSON:
		return "", kit.Usagef("--jq filters JSON and does not go with --format %s", opts.format)
	}
	return opts.format, nil
}

func unknownReport(flag, name string) error {
	f := kit.Usagef("%s: unknown format %q: expected %s", flag, name, say.Or(report.Formats()))
	if near := catalog.Nearest(name, report.Formats(), 1); len(near) > 0 {
		return f.WithHint("did you mean %s?", near[0])
	}
	return f
}

// reportFiles reads the --report flags.
func (opts *validateOptions) reportFiles() ([]reportFile, error) {
	var files []reportFile
	for _, text := range opts.reports {
		format, path, ok := strings.Cut(text, "=")
		switch {
		case !ok || path == "":
			return nil, kit.Usagef("--report %q: expected FORMAT=FILE", text).WithHint("such as --report sarif=findings.sarif")
		case !slices.Contains(report.Formats(), format):
			return nil, unknownReport("--report", format)
		case path == source.Stdin:
			return nil, kit.Usagef("--report %q: a report goes to a file", text).WithHint("--format says what standard output gets")
		}
		if slices.ContainsFunc(files, func(f reportFile) bool { return opts.f.SameFile(f.path, path) }) {
			return nil, kit.Usagef("--report: %s is named twice", term.Clean(path))
		}
		files = append(files, reportFile{format, path})
	}
	return files, nil
}

// outs are the files of --report.
func (plan *outputPlan) outs() []kit.NamedOut {
	var outs []kit.NamedOut
	for _, file := range plan.files {
		outs = append(outs, kit.NamedOut{Flag: "--report", Path: file.path})
	}
	return outs
}
