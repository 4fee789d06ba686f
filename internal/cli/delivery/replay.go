package delivery

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

type replayOptions struct {
	f      *kit.Factory
	intake *kit.Intake
	args   []string

	to          string
	allowRemote bool
	caFile      string
	headers     []string

	scenario    string
	variant     string
	sets        []string
	newSets     []string
	seed        uint64
	count       int
	duplicate   int
	shuffle     bool
	encrypt     bool
	at          kit.At
	raw         bool
	conformance bool
	list        bool
	showName    string

	rate         float64
	concurrency  int
	delay        time.Duration
	timeout      time.Duration
	retry        int
	expectStatus string
	expectWithin time.Duration
	reports      []string

	lang   string
	format string
}

// NewReplayCmd is `replay`.
func NewReplayCmd(f *kit.Factory) *cobra.Command { return newReplayCmd(f, runReplay) }

func newReplayCmd(f *kit.Factory, run func(context.Context, *replayOptions) error) *cobra.Command {
	opts := &replayOptions{f: f, intake: kit.NewIntake(f)}
	cmd := &cobra.Command{
		Use:         "replay [EVENT|SCENARIO|PATH]...",
		Annotations: kit.About{Schema: "replay", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Send samples, scenarios or saved webhooks to your handler",
		Long: `Send webhooks to a handler on this machine by HTTP POST, as the service would.

An argument is an event ("approved", or "all"), else a scenario, else a PATH as
for decode, whose payloads go out byte for byte. --scenario takes a scenario
that shares its name with an event, or a file with your own scenario.

Only loopback addresses are accepted: a forged "approved" must never reach
production by accident. --allow-remote lifts that.

Exit code 1 when an answer was not as expected, 5 when nothing could be
delivered.`,
		Example: `  argosctl replay retry-then-approved --to localhost:8080/hook
  argosctl replay approved --set kyc_result.reviewer=kim --to localhost:8080/hook
  argosctl replay all --count 1000 --concurrency 8 --to localhost:8080/hook
  argosctl replay archive.ndjson --expect-status 200,202 --report junit=replay.xml --to localhost:8080/hook
  argosctl replay --conformance --to localhost:8080/hook
  argosctl replay --list`,
		GroupID:           kit.GroupDeliveries,
		ValidArgsFunction: completeReplay,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.args = args
			return run(cmd.Context(), opts)
		},
	}
	opts.bindFlags(cmd)
	return cmd
}

// completeReplay completes events and scenarios; other words are files.
func completeReplay(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	words, _ := kit.CompleteEvents(kit.AllEvents)(cmd, args, word)
	for _, s := range replay.Scenarios() {
		words = append(words, cobra.CompletionWithDesc(s.Name, s.Summary.En))
	}
	return words, cobra.ShellCompDirectiveDefault
}

// completeReport completes junit=; the file is left to the shell.
func completeReport(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(text, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return []string{"junit="}, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func (opts *replayOptions) bindFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&opts.to, "to", "", "the handler's `URL`, such as localhost:8080/hook")
	flags.BoolVar(&opts.allowRemote, "allow-remote", false, "send to addresses that are not on this machine, too")
	flags.StringVar(&opts.caFile, "ca-file", "", "trust the certificates in this PEM `file`, and no others")
	flags.StringArrayVar(&opts.headers, "header", nil, "send this header, as `'NAME: VALUE'` (repeatable)")

	flags.StringVar(&opts.scenario, "scenario", "", "play a built-in scenario, or that in this `file`")
	flags.StringVar(&opts.variant, "variant", "", "the `variant` of the event")
	kit.Default(cmd, "variant", "its usual one")
	flags.StringArrayVar(&opts.sets, "set", nil, "set a field: `PATH=VALUE` or PATH:=JSON (repeatable)")
	flags.StringArrayVar(&opts.newSets, "set-new", nil, "like --set, also for paths that are not fields: `PATH=VALUE` (repeatable)")
	flags.Uint64Var(&opts.seed, "seed", 1, "the same `number` gives the same deliveries")
	flags.IntVar(&opts.count, "count", 0, "send `N` samples, N submissions of a scenario, or saved payloads N times")
	flags.IntVar(&opts.duplicate, "duplicate", 0, "send every delivery `N` more times")
	flags.BoolVar(&opts.shuffle, "shuffle", false, "send in random order (among 10,000 deliveries at a time)")
	flags.BoolVar(&opts.encrypt, "encrypt", false, "seal each body with the API key, as the service does")

	opts.at.AddFlag(cmd)
	flags.BoolVar(&opts.raw, "raw", false, "send every saved JSON value as it stands, whether it is a webhook or not")

	flags.Float64Var(&opts.rate, "rate", 0, "deliveries a second, `N` at most (0 = no limit)")
	flags.IntVar(&opts.concurrency, "concurrency", 1, "`N` deliveries under way at a time")
	flags.DurationVar(&opts.delay, "delay", 0, "`pause` between the starts of two deliveries")
	flags.DurationVar(&opts.timeout, "timeout", 10*time.Second, "give up a delivery after this `duration`")
	flags.IntVar(&opts.retry, "retry", 0, "try `N` more times, with growing pauses, where no answer, 429 or 5xx came")
	flags.StringVar(&opts.expectStatus, "expect-status", "2xx", "the `statuses` that are as expected, like 2xx or 200,202")
	flags.DurationVar(&opts.expectWithin, "expect-within", 0, "a later answer is not as expected (0 = any `duration`)")
	kit.Default(cmd, "expect-within", "any; 5s with --conformance")
	flags.StringArrayVar(&opts.reports, "report", nil, "write a report, as `junit=FILE` (repeatable)")

	flags.BoolVar(&opts.conformance, "conformance", false, "grade the handler: what it must accept, refuse and survive")
	flags.BoolVar(&opts.list, "list", false, "list the built-in scenarios")
	flags.StringVar(&opts.showName, "show", "", "print the built-in scenario `NAME`")
	opts.intake.AddFlags(cmd)
	kit.AddKeyFlags(cmd, &opts.f.KeyFlags)
	_ = cmd.RegisterFlagCompletionFunc("scenario", cobra.FixedCompletions(replay.ScenarioNames(), cobra.ShellCompDirectiveDefault))
	kit.Choices(cmd, "show", replay.ScenarioNames()...)
	_ = cmd.RegisterFlagCompletionFunc("variant", kit.CompleteVariants)
	_ = cmd.RegisterFlagCompletionFunc("set", kit.CompleteSets)
	_ = cmd.RegisterFlagCompletionFunc("expect-status", kit.CompleteList("2xx", "3xx", "4xx", "5xx", "200", "201", "202", "204"))
	_ = cmd.RegisterFlagCompletionFunc("report", completeReport)
}

func runReplay(ctx context.Context, opts *replayOptions) (err error) {
	if opts.lang, err = opts.f.Lang(); err != nil {
		return err
	}
	if opts.format, err = opts.f.Format(); err != nil {
		return err
	}
	switch {
	case opts.list:
		return opts.listScenarios()
	case opts.showName != "":
		return opts.showScenario(ctx)
	}
	if err := opts.check(); err != nil {
		return err
	}
	if opts.conformance {
		return opts.grade(ctx)
	}
	return opts.send(ctx)
}

// check refuses values that make no sense.
func (opts *replayOptions) check() error {
	for name, n := range map[string]int{"count": opts.count, "duplicate": opts.duplicate, "retry": opts.retry} {
		if n < 0 {
			return kit.Usagef("--%s is %d: expected 0 or more", name, n)
		}
	}
	for name, d := range map[string]time.Duration{"delay": opts.delay, "expect-within": opts.expectWithin} {
		if d < 0 {
			return kit.Usagef("--%s is %s: expected 0 or more", name, d)
		}
	}
	switch {
	case opts.to == "":
		f := kit.Usagef("replay needs the handler's URL")
		if i := slices.IndexFunc(opts.args, kit.IsAddress); i >= 0 {
			return f.Then(kit.MeantFor("to", opts.args[i]))
		}
		return f.WithHint("--to http://127.0.0.1:8080/webhooks/argos")
	case opts.concurrency < 1 || opts.concurrency > 10_000:
		return kit.Usagef("--concurrency is %d: expected 1 to 10000", opts.concurrency)
	case opts.timeout <= 0:
		return kit.Usagef("--timeout is %s: expected more than 0", opts.timeout)
	case opts.rate < 0 || opts.rate != opts.rate:
		return kit.Usagef("--rate is %g: expected 0 or more", opts.rate)
	case opts.conformance && (len(opts.args) > 0 || opts.scenario != ""):
		return kit.Usagef("--conformance sends deliveries of its own: it takes no argument and no scenario")
	case opts.raw && opts.at.Pointer != nil:
		return kit.Usagef("--raw sends records as they stand, and --at a part of them: choose one")
	case opts.conformance && opts.shaped():
		return kit.Usagef("--conformance sends deliveries of its own: --variant, --set, --count, --duplicate and --shuffle have no part in it")
	}
	return nil
}

// shaped reports whether a flag says what to send.
func (opts *replayOptions) shaped() bool {
	return opts.variant != "" || len(opts.sets)+len(opts.newSets) > 0 || opts.count > 0 || opts.duplicate > 0 || opts.shuffle
}

// client returns a client for the handler, once its address is allowed.
func (opts *replayOptions) client(ctx context.Context) (*replay.Client, error) {
	target, err := opts.target(ctx)
	if err != nil {
		return nil, err
	}
	if target.Header, err = parseHeaders(opts.headers); err != nil {
		return nil, err
	}
	if opts.caFile != "" {
		pem, err := opts.f.Dir.ReadFile(ctx, opts.caFile)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, kit.Inputf("--ca-file: %w", err)
		}
		target.RootCAs = x509.NewCertPool()
		if !target.RootCAs.AppendCertsFromPEM(pem) {
			return nil, kit.Inputf("--ca-file %s: holds no certificate in PEM form", opts.caFile)
		}
	}
	return replay.NewClient(*target, opts.concurrency), nil
}

func (opts *replayOptions) target(ctx context.Context) (*replay.Target, error) {
	guard := opts.f.Guard
	guard.AllowRemote = opts.allowRemote
	u, err := loopback.Parse(opts.to)
	if err != nil {
		return nil, addressFailure("--to", err, opts.f.Agent)
	}
	if err := guard.Check(ctx, u); err != nil {
		return nil, addressFailure("--to", err, opts.f.Agent)
	}
	target := &replay.Target{URL: u, Agent: "argosctl/" + kit.ReadVersion().Version, Timeout: opts.timeout, Dial: guard.DialContext}
	if opts.allowRemote {
		target.Proxy = http.ProxyFromEnvironment // never for loopback
	}
	return target, nil
}

// addressFailure makes a usage error of what package loopback says of a flag's
// URL. An agent is not told of a flag, because its tool has none.
func addressFailure(flag string, err error, agent bool) error {
	var (
		bad     *loopback.URLError
		refused *loopback.RefusedError
	)
	switch {
	case errors.As(err, &bad):
		return kit.Usagef("%s: %w", flag, bad).Then(say.Plain(bad.Hint))
	case errors.As(err, &refused):
		f := kit.Usagef("%s: %w", flag, refused)
		if agent {
			return f.WithHint("deliveries stay on this machine, such as localhost:8080/hook")
		}
		return f.WithHint("deliveries stay on this machine; --allow-remote lifts that")
	}
	return err
}

// parseHeaders reads "NAME: VALUE". Errors do not show the value.
func parseHeaders(texts []string) (http.Header, error) {
	header := http.Header{}
	for _, text := range texts {
		name, value, found := strings.Cut(text, ":")
		value = strings.Trim(value, " \t")
		canonical := http.CanonicalHeaderKey(name)
		switch {
		case !found:
			return nil, kit.Usagef("--header: expected 'NAME: VALUE', found no colon")
		case name == "" || strings.ContainsFunc(name, noTokenRune):
			return nil, kit.Usagef("--header: %q is not the name of a header", name)
		case strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
			return nil, kit.Usagef("--header: the value of %s holds a control character", canonical)
		case slices.Contains([]string{"Content-Length", "Transfer-Encoding", "Trailer"}, canonical):
			return nil, kit.Usagef("--header: %s follows from the body and cannot be set", canonical)
		}
		header[canonical] = append(header[canonical], value)
	}
	return header, nil
}

// noTokenRune tells the characters that are not allowed in a header's name.
func noTokenRune(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}

// sealKey is the key of --encrypt.
func (opts *replayOptions) sealKey(ctx context.Context) (seal.Key, error) {
	text, err := opts.f.Key(ctx)
	if err != nil {
		return seal.Key{}, err
	}
	key, err := seal.KeyFromAPIKey(text)
	if err != nil {
		return key, kit.Fail(kit.NoKey, err)
	}
	return key, nil
}

// everyEvent is the catalogue's events.
func everyEvent() []*catalog.Event {
	var events []*catalog.Event
	for i := range catalog.Events() {
		events = append(events, &catalog.Events()[i])
	}
	return events
}

// nearestNames are the events and scenarios that name may have meant.
func nearestNames(name string) []string {
	names := slices.Concat(catalog.EventNames(), replay.ScenarioNames())
	slices.Sort(names)
	return catalog.Nearest(name, slices.Compact(names), 3)
}
