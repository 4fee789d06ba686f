package webhook

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/term"
)

// outputs are the opened reports of a run.
type outputs struct {
	f      *kit.Factory
	plan   *outputPlan
	writer report.Writer // all of them
	parted report.Parted // writer, where the workers put findings into words
	files  []*fileReport
	turns  []*turns      // stdout, where two reports share it
	held   *bytes.Buffer // stdout, where it needs the whole report at once
	step   *bytes.Buffer // the job's summary
}

// open starts every report, so that a file that cannot be written is known
// before anything is printed.
func (plan *outputPlan) open(v *validation) (*outputs, error) {
	o := &outputs{f: v.f, plan: plan}
	var writers []report.Writer
	options := v.reportOptions()
	start := func(format string, w io.Writer) error {
		writer, err := report.New(format, w, v.limited(options, format))
		writers = append(writers, writer)
		return err
	}
	for _, file := range plan.files {
		r, err := openReport(v.f, file, v.limited(options, file.format))
		if err != nil {
			o.drop()
			return nil, err
		}
		o.files = append(o.files, r)
		writers = append(writers, r)
	}
	var err error
	if plan.step != "" {
		o.step = new(bytes.Buffer)
		err = start("markdown", o.step)
	}
	switch out := v.f.IO; {
	case plan.format == "":
	case plan.format == kit.YAML || plan.jq != nil:
		o.held = new(bytes.Buffer)
		err = errors.Join(err, start(cmp.Or(map[string]string{kit.NDJSON: kit.NDJSON}[plan.format], kit.JSON), o.held))
	case plan.github:
		o.turns = []*turns{{w: out.Out, end: "\n\n"}, {w: out.Commands(), end: "\n"}}
		err = errors.Join(err, start(reportText, o.turns[0]), start(reportGitHub, o.turns[1]))
	case plan.format == reportText:
		err = errors.Join(err, start(reportText, out.Out))
	case plan.format == reportGitHub:
		err = errors.Join(err, start(reportGitHub, out.Commands()))
	default:
		err = errors.Join(err, start(plan.format, out.Data()))
	}
	if err != nil {
		o.drop()
		return nil, err
	}
	o.writer = report.Multi(writers...)
	o.parted, _ = o.writer.(report.Parted)
	return o, nil
}

// close ends the reports and puts the files in place.
func (o *outputs) close(s report.Summary) error {
	if err := o.writer.Close(s); err != nil {
		return err
	}
	for _, t := range o.turns {
		if err := t.flush(); err != nil {
			return err
		}
	}
	if err := o.filtered(); err != nil {
		return err
	}
	var all []error
	for _, file := range o.files {
		all = append(all, file.commit())
	}
	if err := errors.Join(all...); err != nil {
		return kit.Fail(kit.Input, err)
	}
	if o.step != nil {
		o.appendStep()
	}
	return nil
}

// filtered prints the report that had to be whole: as YAML, or through --jq.
func (o *outputs) filtered() error {
	switch out := o.f.IO.Data(); {
	case o.held == nil:
		return nil
	case o.plan.jq == nil:
		return kit.WriteYAML(out, o.held.Bytes())
	case o.plan.format == kit.NDJSON:
		for line := range bytes.Lines(o.held.Bytes()) {
			if err := o.plan.jq.Run(out, line); err != nil {
				return err
			}
		}
		return nil
	default:
		return o.plan.jq.Run(out, o.held.Bytes())
	}
}

// appendStep adds the Markdown report to the summary of the CI job.
func (o *outputs) appendStep() {
	const variable = "GITHUB_STEP_SUMMARY"
	if err := o.f.CheckAppend(variable, o.plan.step); err != nil {
		o.f.Warn("%v", err)
		return
	}
	file, err := o.f.Dir.OpenFile(o.plan.step, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = file.Write(o.step.Bytes())
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		o.f.Warn("%s: %v", variable, err)
	}
}

// drop removes what was not put in place.
func (o *outputs) drop() {
	for _, file := range o.files {
		_ = file.file.Close()
	}
}

// reportOptions is what the reports say beside the findings.
func (v *validation) reportOptions() report.Options {
	style := v.f.IO.Style()
	o := report.Options{
		FailOn: v.failOn,
		Lang:   v.lang,
		Table:  ruleTable(v.f.IO.On, v.lang),
		Name:   v.naming(),
		Cut:    v.tellCut,
		Inert:  term.InLog(v.f.Getenv),
		Shard:  report.Shard(v.intake.Shard()),
		Meta:   report.Meta{Tool: "argosctl", Version: kit.ReadVersion().Version, URL: kit.Homepage, Now: v.f.Now()},
	}
	if style.On() {
		o.Style = report.Style{
			Error: style.Bad, Warning: style.Warn, Info: style.Name, Rule: style.Name, Help: style.Name,
		}
	}
	if v.f.IO.OutTTY {
		o.Width = v.f.IO.Width()
	}
	for _, r := range lint.Rules() {
		o.Meta.Rules = append(o.Meta.Rules, report.RuleInfo{
			ID: r.ID, Severity: r.Default, Short: r.Short.In(v.lang) + ".", Long: r.Doc.In(v.lang), URL: view.RuleURL(r.ID),
		})
	}
	return o
}
