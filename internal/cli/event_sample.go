package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/seal"
)

// allEvents is the NAME that stands for every event.
const allEvents = "all"

type eventSampleOptions struct {
	f       *Factory
	name    string
	variant string
	seed    uint64
	sets    []string
	newSets []string
	count   int // 0 where --count is not given
	encrypt bool
	key     cipherKey
}

func newEventSampleCmd(f *Factory, run func(context.Context, *eventSampleOptions) error) *cobra.Command {
	opts := &eventSampleOptions{f: f, key: cipherKey{f: f}}
	cmd := &cobra.Command{
		Use:   "sample NAME|all",
		Short: "Invent payloads of an event",
		Long: `Invent a valid payload of an event, about a person who does not exist. The same
seed gives the same bytes.

One payload is indented; --count prints one compact payload a line (NDJSON).
"all" prints one of every event and variant; "all --count N" draws a realistic
mix: whole submissions, one after the other, from created on.

--set changes a field of the catalogue and leaves every other byte alone. VALUE
is text, a whole number or JSON, as the field's type asks; PATH:=JSON puts any
JSON there. With "all", a field is set in the events that have it.

--encrypt seals each payload into the body of an encrypted webhook.`,
		Example: `  argosctl event sample approved
  argosctl event sample retry --variant too-many --set retryCode=glare_detected
  argosctl event sample aml_monitor --set 'records[0].recordId=rec_0001'
  argosctl event sample all --count 1000 > archive.ndjson`,
		Args:              oneArg("event"),
		ValidArgsFunction: completeEvents(allEvents),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.name = args[0]
			if cmd.Flags().Changed("count") && opts.count < 1 {
				return usagef("--count is %d: expected 1 or more", opts.count)
			}
			if run == nil {
				run = runEventSample
			}
			return run(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.variant, "variant", "", "the `variant` of the event (default its usual one)")
	flags.Uint64Var(&opts.seed, "seed", 1, "the same `number` gives the same bytes")
	flags.StringArrayVar(&opts.sets, "set", nil, "set a field: `PATH=VALUE` or PATH:=JSON (repeatable)")
	flags.StringArrayVar(&opts.newSets, "set-new", nil, "like --set, for paths that are no field too: `PATH=VALUE` (repeatable)")
	flags.IntVar(&opts.count, "count", 0, "print `N` payloads, one a line")
	flags.BoolVar(&opts.encrypt, "encrypt", false, "seal each payload as the service would; needs a key")
	opts.key.addFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("variant", completeVariants)
	return cmd
}

// completeVariants completes the variants of the event on the command line.
func completeVariants(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	if len(args) > 0 {
		if e, _, ok := catalog.EventByName(args[0]); ok {
			for _, v := range e.Variants {
				words = append(words, cobra.CompletionWithDesc(v.Name, v.Doc.En))
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func runEventSample(ctx context.Context, opts *eventSampleOptions) error {
	f := opts.f
	format, err := f.format()
	if err != nil {
		return err
	}
	events, err := opts.events()
	if err != nil {
		return err
	}
	overrides, err := sample.ParseOverrides(events, opts.sets, opts.newSets)
	if err != nil {
		return setFailure(err)
	}
	single := len(events) == 1 && opts.count == 0
	switch {
	case format == formatTable && single:
		format = formatJSON
	case format == formatTable:
		format = formatNDJSON
	}
	if opts.count > 0 && format == formatNDJSON && f.flags.jq == "" && !opts.encrypt {
		return setFailure(opts.stream(events, overrides).Write(ctx, f.IO.Data()))
	}
	r, err := f.results(format, single)
	if err != nil {
		return err
	}
	put := r.putRaw
	if opts.encrypt {
		if put, err = opts.sealed(ctx, put); err != nil {
			return err
		}
	}
	if err := setFailure(opts.each(ctx, events, overrides, put)); err != nil {
		return err
	}
	return r.close()
}

// events are those that may come out.
func (opts *eventSampleOptions) events() ([]*catalog.Event, error) {
	if opts.name != allEvents {
		e, err := knownEvent(opts.name)
		return []*catalog.Event{e}, err
	}
	if opts.variant != "" {
		return nil, usagef("--variant needs one event, not all of them")
	}
	var events []*catalog.Event
	for i := range catalog.Events() {
		events = append(events, &catalog.Events()[i])
	}
	return events, nil
}

func (opts *eventSampleOptions) stream(events []*catalog.Event, overrides sample.Overrides) sample.Stream {
	s := sample.Stream{Seed: opts.seed, Variant: opts.variant, Count: opts.count, Overrides: overrides}
	if opts.name != allEvents {
		s.Event = events[0].Name
	}
	return s
}

// each hands every payload to put: as many as --count says, else one of every
// event and variant asked for.
func (opts *eventSampleOptions) each(ctx context.Context, events []*catalog.Event, overrides sample.Overrides, put func([]byte) error) error {
	if opts.count > 0 {
		return opts.stream(events, overrides).Write(ctx, lineSink(put))
	}
	g := sample.New(opts.seed)
	for _, e := range events {
		variants := []string{opts.variant}
		if opts.name == allEvents {
			variants = variants[:0]
			for _, v := range e.Variants {
				variants = append(variants, v.Name)
			}
		}
		for _, variant := range variants {
			payload, err := g.AppendEvent(nil, e.Name, variant, overrides[e.Name]...)
			if err != nil {
				return err
			}
			if err := put(payload); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealed puts each payload as the body of an encrypted webhook.
func (opts *eventSampleOptions) sealed(ctx context.Context, put func([]byte) error) (func([]byte) error, error) {
	key, _, err := opts.key.load(ctx, false)
	if err != nil {
		return nil, err
	}
	var envelope []byte
	return func(payload []byte) error {
		envelope = seal.AppendEnvelope(envelope[:0], key.Seal(payload, seal.Base64))
		return put(envelope)
	}, nil
}

// lineSink is a writer of whole lines that hands on each without its break.
type lineSink func(line []byte) error

func (put lineSink) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		if err := put(bytes.TrimSuffix(line, []byte{'\n'})); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// setFailure turns the errors of package sample into usage errors with hints.
func setFailure(err error) error {
	var (
		field    *sample.UnknownFieldError
		value    *sample.ValueError
		text     *sample.SetError
		conflict *sample.ConflictError
		variant  *sample.UnknownVariantError
	)
	switch {
	case errors.As(err, &field) && len(field.Near) > 0:
		return fail(catUsage, err).withHint("did you mean %s? --set-new sets any path", strings.Join(field.Near, ", "))
	case errors.As(err, &field):
		return fail(catUsage, err).withHint("--set-new sets any path")
	case errors.As(err, &value) && !value.JSON:
		return fail(catUsage, err).withHint("%s:=JSON puts any JSON there", value.Path)
	case errors.As(err, &value), errors.As(err, &text), errors.As(err, &conflict), errors.As(err, &variant):
		return fail(catUsage, err)
	}
	return err
}
