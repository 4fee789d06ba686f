package webhook

import (
	"cmp"
	"context"
	"runtime"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// settle checks the flags and merges them with the configuration.
func (opts *validateOptions) settle(ctx context.Context) (*validation, error) {
	settings, err := opts.f.Settings()
	if err != nil {
		return nil, err
	}
	if err := opts.checkFlags(); err != nil {
		return nil, err
	}
	v, err := opts.settleReports(ctx)
	if err != nil {
		return nil, err
	}
	v.configured = settings.Validate.Ignore
	if v.ignored, err = v.ignores(); err != nil {
		return nil, err
	}
	rules, err := opts.linting(ctx, v, settings)
	if err != nil {
		return nil, err
	}
	if v.linter, err = lint.New(rules); err != nil {
		return nil, err
	}
	if err := opts.resolve(ctx, v); err != nil {
		return nil, err
	}
	return v, opts.settleSequence(ctx, v)
}

// settleReports settles what is reported, and how.
func (opts *validateOptions) settleReports(ctx context.Context) (*validation, error) {
	settings, err := opts.f.Settings()
	if err != nil {
		return nil, err
	}
	v := &validation{f: opts.f, opener: opts.opener, intake: opts.intake, max: opts.maxFindings, prefix: opts.prefix}
	if v.lang, err = opts.f.Lang(); err != nil {
		return nil, err
	}
	if v.failOn, err = parseFailOn(cmp.Or(opts.failOn, settings.Validate.FailOn)); err != nil {
		return nil, err
	}
	v.outputs, err = opts.planOutputs(ctx, settings.Output)
	return v, err
}

func (opts *validateOptions) checkFlags() error {
	switch {
	case opts.jobs < 0 || opts.jobs > limit.Jobs:
		return kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	case opts.maxFindings < 0 && opts.maxFindings != allByDefault:
		return kit.Usagef("--max-findings is %d, expected 0 or more", opts.maxFindings)
	case (opts.fix || opts.diff) && opts.intake.Shard() != (source.Shard{}):
		return kit.Usagef("--shard divides files, and --fix and --diff take them as a whole: choose one")
	case opts.fix && opts.diff:
		return kit.Usagef("--fix writes and --diff does not: choose one")
	}
	return nil
}

// linting is the configuration of the rules: flags beat files.
func (opts *validateOptions) linting(ctx context.Context, v *validation, settings *config.Settings) (lint.Config, error) {
	c := lint.Config{Strict: opts.strict, At: opts.at.Pointer, Lang: v.lang, Brief: v.outputs.brief() && opts.intake.Shard() == (source.Shard{}), Open: view.LintOpener(ctx, opts.opener, v.lang)}
	var err error
	if c.Severities, err = view.Severities(settings); err != nil {
		return c, err
	}
	for _, text := range opts.rules {
		id, level, ok := strings.Cut(text, "=")
		if !ok {
			return c, kit.Usagef("--rule %q: expected ID=LEVEL", text).WithHint("such as --rule field/empty=off")
		}
		if _, ok := lint.RuleByID(id); !ok {
			return c, view.NearRule(id, kit.Usagef("--rule: unknown rule %q", id))
		}
		if c.Severities[id], ok = diag.ParseSeverity(level); !ok {
			return c, kit.Usagef("--rule %s: unknown severity %q: expected error, warning, info or off", id, level)
		}
	}
	if opts.event != "" {
		e, err := kit.CanonicalEvent(opts.event)
		if err != nil {
			return c, err
		}
		c.Event = e.Name
	}
	return c, nil
}

// failLevels are the values of --fail-on.
func failLevels() []string { return []string{"error", "warning", "info", "never"} }

func parseFailOn(text string) (diag.Severity, error) {
	if text == "never" {
		return diag.Off, nil
	}
	if s, ok := diag.ParseSeverity(text); ok && s != diag.Off {
		return s, nil
	}
	return diag.Off, kit.Usagef("--fail-on: unknown severity %q: expected %s", text, say.Or(failLevels()))
}

// resolve finds the inputs, in the order in which they are reported.
func (opts *validateOptions) resolve(ctx context.Context, v *validation) error {
	f := opts.f
	v.read = opts.intake.Reading()
	v.read.LateLines = true
	v.read.Jobs, v.read.Progress = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs)), new(source.Progress)
	outs := v.outputs.outs()
	var err error
	if v.inputs, err = opts.intake.Inputs(ctx, opts.paths, v.read, outs...); err != nil {
		return err
	}
	for _, out := range outs { // before --fix changes anything
		if err := f.CheckOut(out.Flag, out.Path); err != nil {
			return err
		}
	}
	source.SortByPath(v.inputs)
	if v.inputs, err = opts.intake.Take(v.inputs); err != nil {
		return err
	}
	opts.opener.Key.Stdin = opts.intake.ReadsStdin(v.inputs)
	if opts.fix || opts.diff {
		for _, in := range v.inputs {
			if in.Err == nil && !in.IsFile() {
				return kit.Usagef("%s: only files can be fixed", term.Clean(in.Path)).WithHint("save the input to a file first")
			}
		}
	}
	f.Log().Debug("validate", "inputs", len(v.inputs), "jobs", v.read.Jobs)
	return nil
}
