package reference

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/seal"
)

type eventSampleOptions struct {
	f       *kit.Factory
	name    string
	variant string
	seed    uint64
	sets    []string
	newSets []string
	count   int // 0 where --count is not given
	encrypt bool
	key     kit.CipherKey
}

func newEventSampleCmd(f *kit.Factory) *cobra.Command {
	opts := &eventSampleOptions{f: f, key: kit.CipherKey{F: f}}
	cmd := &cobra.Command{
		Use:         "sample NAME|all",
		Annotations: kit.About{Ends: []kit.Category{kit.Negative, kit.NoKey}, Schema: "event", Takes: catalog.EventNames()}.Annotations(),
		Short:       "Invent payloads of an event",
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
		Args:              kit.OneArg("event"),
		ValidArgsFunction: kit.CompleteEvents(kit.AllEvents),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.name = args[0]
			if cmd.Flags().Changed("count") && opts.count < 1 {
				return kit.Usagef("--count is %d: expected 1 or more", opts.count)
			}
			return runEventSample(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.variant, "variant", "", "the `variant` of the event")
	kit.Default(cmd, "variant", "its usual one")
	flags.Uint64Var(&opts.seed, "seed", 1, "the same `number` gives the same bytes")
	flags.StringArrayVar(&opts.sets, "set", nil, "set a field: `PATH=VALUE` or PATH:=JSON (repeatable)")
	flags.StringArrayVar(&opts.newSets, "set-new", nil, "like --set, also for paths that are not fields: `PATH=VALUE` (repeatable)")
	flags.IntVar(&opts.count, "count", 0, "print `N` payloads, one a line")
	flags.BoolVar(&opts.encrypt, "encrypt", false, "seal each payload as the service would; needs a key")
	opts.key.AddFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("variant", kit.CompleteVariants)
	_ = cmd.RegisterFlagCompletionFunc("set", kit.CompleteSets)
	return cmd
}

func runEventSample(ctx context.Context, opts *eventSampleOptions) error {
	f := opts.f
	format, err := f.Format()
	if err != nil {
		return err
	}
	events, err := opts.events()
	if err != nil {
		return err
	}
	overrides, err := sample.ParseOverrides(events, opts.sets, opts.newSets)
	if err != nil {
		return kit.SetFailure(err)
	}
	f.DoubtSets(events, opts.sets)
	single := len(events) == 1 && opts.count == 0
	switch {
	case format == kit.Table && single:
		format = kit.JSON
	case format == kit.Table:
		format = kit.NDJSON
	}
	if opts.count > 0 && format == kit.NDJSON && f.Flags.JQ == "" && !opts.encrypt {
		return kit.SetFailure(opts.stream(events, overrides).Write(ctx, f.IO.Data()))
	}
	r, err := f.Results(format)
	if err != nil {
		return err
	}
	r.Single = single
	put := r.PutRaw
	if opts.encrypt {
		if put, err = opts.sealed(ctx, put); err != nil {
			return err
		}
	}
	if err := kit.SetFailure(opts.each(ctx, events, overrides, put)); err != nil {
		return err
	}
	return r.Close()
}

// events are those that may come out.
func (opts *eventSampleOptions) events() ([]*catalog.Event, error) {
	if opts.name != kit.AllEvents {
		e, err := knownEvent(opts.name)
		return []*catalog.Event{e}, err
	}
	if opts.variant != "" {
		return nil, kit.Usagef("--variant needs one event, not all of them")
	}
	var events []*catalog.Event
	for i := range catalog.Events() {
		events = append(events, &catalog.Events()[i])
	}
	return events, nil
}

func (opts *eventSampleOptions) stream(events []*catalog.Event, overrides sample.Overrides) sample.Stream {
	s := sample.Stream{Seed: opts.seed, Variant: opts.variant, Count: opts.count, Overrides: overrides}
	if opts.name != kit.AllEvents {
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
		if opts.name == kit.AllEvents {
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
	key, _, err := opts.key.Load(ctx)
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
