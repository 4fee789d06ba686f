package webhook

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
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
	c := lint.Config{Strict: opts.strict, At: opts.at.Pointer, Lang: v.lang, Brief: v.outputs.brief() && opts.intake.Shard() == (source.Shard{}), Severities: map[string]diag.Severity{}, Open: v.open(ctx, opts.opener)}
	for _, id := range slices.Sorted(maps.Keys(settings.Validate.Rules)) {
		if _, ok := lint.RuleByID(id); !ok {
			return c, unknownRule(id, "%s: unknown rule %q", settings.Origin("validate.rules."+id), id)
		}
		c.Severities[id], _ = diag.ParseSeverity(settings.Validate.Rules[id])
	}
	for _, text := range opts.rules {
		id, level, ok := strings.Cut(text, "=")
		if !ok {
			return c, kit.Usagef("--rule %q: expected ID=LEVEL", text).WithHint("such as --rule field/empty=off")
		}
		if _, ok := lint.RuleByID(id); !ok {
			return c, unknownRule(id, "--rule: unknown rule %q", id)
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

// unknownRule is the usage error about the rule id, which does not exist, with
// the rules nearest to it.
func unknownRule(id, format string, args ...any) error {
	f := kit.Usagef(format, args...)
	if near := catalog.Nearest(id, lint.RuleIDs(), 3); len(near) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return f.WithHint("'argosctl validate --list-rules' shows all rules")
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

// open is how the rules open envelopes. A key that is asked for but cannot be
// had is reported once; the payloads then stay closed.
func (v *validation) open(ctx context.Context, o *kit.Opener) lint.Opener {
	return func(ciphertext []byte) ([]byte, string, error) {
		key, err := o.Load(ctx)
		if err != nil {
			return nil, "", lint.ErrNoKey
		}
		plain, err := key.AppendOpen(nil, ciphertext)
		if err == nil {
			return plain, "", nil
		}
		var failed *seal.OpenError
		if errors.As(err, &failed) {
			return nil, failed.Hint.In(v.lang), err
		}
		return nil, "", err
	}
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
