package setup

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// NewAuthCmd holds the commands that keep the API key.
func NewAuthCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "auth",
		Short:   "Store the API key, or see where it comes from",
		GroupID: kit.GroupSetup,
		Args:    cobra.ArbitraryArgs,
		RunE:    kit.NeedSubcommand,
	}
	cmd.AddCommand(newLoginCmd(f), newStatusCmd(f), newLogoutCmd(f))
	return cmd
}

type loginOptions struct {
	f       *kit.Factory
	keys    kit.KeyFlags
	withKey string
}

func newLoginCmd(f *kit.Factory) *cobra.Command {
	opts := &loginOptions{f: f}
	cmd := &cobra.Command{
		Use:         "login",
		Annotations: kit.About{Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Short:       "Store the API key of a profile in the keyring",
		Long: `Store the API key of a profile in the keyring of the operating system.

On a terminal, argosctl asks for the key without echo; else it reads the key
from standard input, a file or a variable. If no keyring answers, the key goes
to a file that only you can read, and argosctl says so.`,
		Example: `  argosctl auth login
  argosctl auth login --profile staging --with-key - < key.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 { // it may be the key: it is not repeated
				return kit.Usagef("auth login takes no argument: no argument takes the key itself").WithHint("pipe it in: argosctl auth login < key.txt")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.withKey != "" && opts.withKey != "-" { // the value may be the key: it is not repeated
				return kit.Usagef("--with-key takes only -, for standard input: no flag takes the key itself")
			}
			if opts.withKey != "" && opts.keys != (kit.KeyFlags{}) {
				return kit.Usagef("--with-key does not go with --key-file and --key-env: expected one place to read the key from")
			}
			return runLogin(cmd.Context(), opts)
		},
	}
	kit.AddKeyFlags(cmd, &opts.keys)
	cmd.Flags().StringVar(&opts.withKey, "with-key", "", "read the key from standard input: `-`")
	return kit.Plain(cmd, kit.Messages)
}

func runLogin(ctx context.Context, opts *loginOptions) error {
	f := opts.f
	settings, err := f.Settings()
	if err != nil {
		return err
	}
	key, source, err := opts.read(ctx, settings.Profile)
	if err != nil {
		return err
	}
	if keys.Short(key.Reveal()) {
		return kit.Fail(kit.NoKey, &keys.Error{Source: source, Err: say.Errorf("it is shorter than %d characters: expected an API key", keys.MinKey)}).
			WithHint("nothing was stored; check that the whole key was copied")
	}
	f.Mask(key)
	file, why, err := f.KeyWorld().Store(ctx, settings.Profile, key)
	switch {
	case err != nil:
		return kit.Fail(kit.Input, err)
	case why != nil:
		f.Warn("%v: the API key for profile %s is kept in a file that only you can read, %s", why, settings.Profile, term.Clean(file))
	default:
		f.Note("stored the API key for profile %s in the keyring", settings.Profile)
	}
	return nil
}

// read takes the key from where the flags say, else from the terminal or
// standard input. source says which it was.
func (opts *loginOptions) read(ctx context.Context, profile string) (key secret.Text, source string, err error) {
	f := opts.f
	req := keys.Request{File: opts.keys.File, Env: opts.keys.Env}
	if req == (keys.Request{}) {
		if opts.withKey == "" && f.IO.InTTY {
			key, err = askKey(f, ctx, profile)
			return key, answered, err
		}
		req.File = "-"
	}
	found, err := f.KeyWorld().Find(ctx, req)
	if opts.keys.File == "" && req.File != "" { // nobody named the flag
		found.Source = say.In(f.Speech(), "standard input")
		var failed *keys.Error
		if errors.As(err, &failed) {
			err = &keys.Error{Source: found.Source, Err: failed.Err}
		}
	}
	if err != nil {
		return secret.Text{}, "", kit.KeyFailure(err)
	}
	if !found.Warning.Empty() && !keys.Short(found.Text.Reveal()) {
		f.Warn("%s: %s", term.Clean(found.Source), found.Warning)
	}
	return found.Text, found.Source, nil
}

// answered is the source of a key that was typed.
const answered = "the answer"

// askKey asks for the key on the terminal.
func askKey(f *kit.Factory, ctx context.Context, profile string) (secret.Text, error) {
	raw, err := f.IO.ReadSecret(ctx, say.Textf("API key for profile %s: ", profile).In(f.Speech()))
	if err != nil {
		return secret.Text{}, kit.KeyFailure(err)
	}
	text, err := keys.Check(raw)
	if err != nil {
		return secret.Text{}, kit.Fail(kit.NoKey, &keys.Error{Source: answered, Err: err})
	}
	return secret.New(text), nil
}

type statusOptions struct {
	kit.APIOptions
	check bool
}

// authStatus is what `auth status -o json` prints.
type authStatus struct {
	Profile string        `json:"profile"`
	Source  *string       `json:"source"` // where the key comes from; null where there is none
	Sources []keys.Status `json:"sources"`
	Check   *keyCheck     `json:"check,omitempty"` // with --check
}

// keyCheck is what the API says to the key.
type keyCheck struct {
	BaseURL  string `json:"base_url"`
	Accepted bool   `json:"accepted"`
	Error    string `json:"error,omitempty"`
}

func newStatusCmd(f *kit.Factory) *cobra.Command {
	opts := &statusOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "status",
		Annotations: kit.About{Schema: "auth-status", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Show where the API key comes from, never the key",
		Long: `Show where the API key comes from, never the key.

The places are listed in the order in which they are searched. A key-command is
not run, and standard input is not read. --check does both where it must, and
asks the API for one submission, which it does not show.`,
		Example: `  argosctl auth status
  argosctl auth status --profile staging -o json`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runStatus(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	cmd.Flags().BoolVar(&opts.check, "check", false, "ask the API whether it takes the key")
	return cmd
}

func runStatus(ctx context.Context, opts *statusOptions) error {
	f := opts.F
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	req, err := f.KeyRequest()
	if err != nil {
		return err
	}
	status, outcome := judgeSources(req.Profile.Name, f.KeyWorld().Survey(ctx, req))
	if outcome == nil && opts.check {
		status.Check, outcome = opts.ask(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if format == kit.Table {
		err = statusTable(f, status, lang)
	} else {
		err = kit.PutOne(f, format, status)
	}
	if err != nil {
		return err
	}
	return outcome
}

// ask sends the key to the API with the smallest request there is.
func (opts *statusOptions) ask(ctx context.Context) (*keyCheck, error) {
	base, err := opts.Base()
	if err != nil {
		return nil, err
	}
	client, err := opts.Client(ctx)
	if err != nil {
		return nil, err
	}
	if err := client.Ping(ctx); err != nil {
		failed := kit.APIFailure(err)
		return &keyCheck{BaseURL: base, Error: failed.Error()}, failed
	}
	return &keyCheck{BaseURL: base, Accepted: true}, nil
}

// judgeSources picks the source that the search would end at; the error is
// what the search would fail with.
func judgeSources(profile string, sources []keys.Status) (authStatus, error) {
	status := authStatus{Profile: profile, Sources: sources}
	for _, s := range sources {
		switch s.State {
		case keys.Ready, keys.Untried:
			status.Source = &s.Source
			return status, nil
		case keys.Failed:
			return status, kit.Fail(kit.NoKey, &keys.Error{Source: s.Source, Err: errDetail{s.Remark}})
		case keys.Absent: // the search goes on
		}
	}
	return status, kit.KeyFailure(keys.NoneFor(profile))
}

// errDetail is the detail of a source as an error.
type errDetail struct{ say.Message }

func (e errDetail) Error() string { return e.String() }

func statusTable(f *kit.Factory, status authStatus, lang string) error {
	style := f.IO.Style()
	if status.Source != nil {
		f.Say(lang, "The API key for profile %s comes from: %s", style.Name(status.Profile), style.Bold(term.Clean(sourceName(*status.Source).In(lang))))
	} else {
		f.Say(lang, "There is no usable API key for profile %s.", style.Name(status.Profile))
	}
	if status.Check != nil && status.Check.Accepted {
		f.Say(lang, "It was accepted by %s", term.Clean(status.Check.BaseURL))
	}
	f.IO.Println("")
	marks := map[keys.State]func(string) string{keys.Ready: style.Good, keys.Failed: style.Bad, keys.Absent: style.Faint}
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "source", Head: kit.Head(lang, "Searched in this order"), Kind: term.Value, Least: 24},
		{Key: "state", Head: kit.Head(lang, "State"), Kind: term.Word},
		{Key: "remark", Head: kit.Head(lang, "Remark"), Kind: term.Value},
	}})
	for _, s := range status.Sources {
		source, remark := sourceName(s.Source), s.Remark.In(lang)
		if path, ok := strings.CutPrefix(s.Source, storedFile); ok {
			source, remark = say.Textf("stored file"), strings.TrimSpace(path+" "+remark)
		}
		if err := list.Row(term.C(source.In(lang)), term.S(marks[s.State], kit.Label(lang, string(s.State))), f.IO.Cell(nil, remark)); err != nil {
			return err
		}
	}
	return list.Close()
}

// storedFile begins the name of a source that is a file.
const storedFile = "stored file "

// sourceName is a source as people read it.
func sourceName(source string) say.Message {
	if profile, ok := strings.CutPrefix(source, "keyring, profile "); ok {
		return say.Textf("keyring, profile %s", profile)
	}
	if path, ok := strings.CutPrefix(source, storedFile); ok {
		return say.Textf("stored file %s", path)
	}
	return say.Textf("%s", source)
}

type logoutOptions struct{ f *kit.Factory }

func newLogoutCmd(f *kit.Factory) *cobra.Command {
	opts := &logoutOptions{f: f}
	return kit.Plain(&cobra.Command{
		Use:   "logout",
		Short: "Forget the stored API key of a profile",
		Example: `  argosctl auth logout
  argosctl auth logout --profile staging`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runLogout(cmd.Context(), opts)
		},
	}, kit.Messages)
}

func runLogout(ctx context.Context, opts *logoutOptions) error {
	f := opts.f
	settings, err := f.Settings()
	if err != nil {
		return err
	}
	removed, why, err := f.KeyWorld().Remove(ctx, settings.Profile)
	switch {
	case err != nil:
		return kit.Fail(kit.Input, err)
	case removed:
		f.Note("forgot the API key for profile %s", settings.Profile)
	case why != nil:
		f.Warn("%v: a key for profile %s may still be in it", why, settings.Profile)
	default:
		f.Note("no API key was stored for profile %s", settings.Profile)
	}
	return nil
}
