package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// newAuthCmd holds the commands that keep the API key.
func newAuthCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "auth",
		Short:   "Store the API key, or see where it comes from",
		GroupID: groupService,
		Args:    cobra.ArbitraryArgs,
		RunE:    needSubcommand,
	}
	cmd.AddCommand(newLoginCmd(f), newStatusCmd(f), newLogoutCmd(f))
	return cmd
}

type loginOptions struct {
	f       *Factory
	keys    keyFlags
	withKey string
}

func newLoginCmd(f *Factory) *cobra.Command {
	opts := &loginOptions{f: f}
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Store the API key of a profile in the keyring",
		Long: `Store the API key of a profile in the keyring of the operating system.

The key is asked for on a terminal, without echo, or read from standard input,
a file or a variable. Where no keyring answers, the key goes to a file that
only you can read, and argosctl says so.`,
		Example: `  argosctl auth login
  argosctl auth login --profile staging --with-key - < key.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 { // it may be the key: it is not repeated
				return usagef("auth login takes no argument: no argument takes the key itself").withHint("pipe it in: argosctl auth login < key.txt")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.withKey != "" && opts.withKey != "-" { // the value may be the key: it is not repeated
				return usagef("--with-key takes only -, for standard input: no flag takes the key itself")
			}
			if opts.withKey != "" && opts.keys != (keyFlags{}) {
				return usagef("--with-key does not go with --key-file and --key-env: expected one place to read the key from")
			}
			return runLogin(cmd.Context(), opts)
		},
	}
	addKeyFlags(cmd, &opts.keys)
	cmd.Flags().StringVar(&opts.withKey, "with-key", "", "read the key from standard input: `-`")
	return cmd
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
		return fail(catKey, &keys.Error{Source: source, Err: fmt.Errorf("it is shorter than %d characters: expected an API key", keys.MinKey)}).
			withHint("nothing was stored; check that the whole key was copied")
	}
	f.mask(key)
	file, why, err := f.keyWorld().Store(ctx, settings.Profile, key)
	switch {
	case err != nil:
		return fail(catInput, err)
	case why != nil:
		f.warn("%v: the API key for profile %s is kept in a file that only you can read, %s", why, settings.Profile, term.Clean(file))
	default:
		f.note("stored the API key for profile %s in the keyring", settings.Profile)
	}
	return nil
}

// read takes the key from where the flags say, else from the terminal or
// standard input. source says which it was.
func (opts *loginOptions) read(ctx context.Context, profile string) (key secret.Text, source string, err error) {
	f := opts.f
	req := keys.Request{File: opts.keys.file, Env: opts.keys.env}
	if req == (keys.Request{}) {
		if opts.withKey == "" && f.IO.InTTY {
			key, err = f.askKey(ctx, profile)
			return key, answered, err
		}
		req.File = "-"
	}
	found, err := f.keyWorld().Find(ctx, req)
	if err != nil {
		return secret.Text{}, "", keyFailure(err)
	}
	if found.Warning != "" && !keys.Short(found.Text.Reveal()) {
		f.warn("%s: %s", term.Clean(found.Source), found.Warning)
	}
	return found.Text, found.Source, nil
}

// answered is the source of a key that was typed.
const answered = "the answer"

// askKey asks for the key on the terminal.
func (f *Factory) askKey(ctx context.Context, profile string) (secret.Text, error) {
	raw, err := f.IO.ReadSecret(ctx, "API key for profile "+profile+": ")
	if err != nil {
		return secret.Text{}, keyFailure(err)
	}
	text, err := keys.Check(raw)
	if err != nil {
		return secret.Text{}, fail(catKey, &keys.Error{Source: answered, Err: err})
	}
	return secret.New(text), nil
}

type statusOptions struct {
	apiOptions
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

func newStatusCmd(f *Factory) *cobra.Command {
	opts := &statusOptions{apiOptions: apiOptions{f: f}}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show where the API key comes from, never the key",
		Long: `Show where the API key comes from, never the key.

The places are listed in the order in which they are searched. A key-command is
not run, and standard input is not read. --check does both where it must, and
asks the API for one submission, which it does not show.`,
		Example: `  argosctl auth status
  argosctl auth status --profile staging -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runStatus(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	cmd.Flags().BoolVar(&opts.check, "check", false, "ask the API whether it takes the key")
	return cmd
}

func runStatus(ctx context.Context, opts *statusOptions) error {
	f := opts.f
	format, err := f.format()
	if err != nil {
		return err
	}
	req, err := f.keyRequest()
	if err != nil {
		return err
	}
	status, outcome := judgeSources(req.Profile.Name, f.keyWorld().Survey(ctx, req))
	if outcome == nil && opts.check {
		status.Check, outcome = opts.ask(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if format == formatTable {
		err = f.statusTable(status)
	} else {
		err = putOne(f, format, status)
	}
	if err != nil {
		return err
	}
	return outcome
}

// ask sends the key to the API with the smallest request there is.
func (opts *statusOptions) ask(ctx context.Context) (*keyCheck, error) {
	base, err := opts.base()
	if err != nil {
		return nil, err
	}
	client, err := opts.client(ctx)
	if err != nil {
		return nil, err
	}
	if err := client.Ping(ctx); err != nil {
		failed := apiFailure(err)
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
			return status, fail(catKey, &keys.Error{Source: s.Source, Err: errDetail(s.Detail)})
		case keys.Absent: // the search goes on
		}
	}
	return status, keyFailure(keys.NoneFor(profile))
}

// errDetail is the detail of a source as an error.
type errDetail string

func (e errDetail) Error() string { return string(e) }

func (f *Factory) statusTable(status authStatus) error {
	style := f.IO.Style()
	if status.Source != nil {
		f.IO.Printf("The API key for profile %s comes from: %s\n\n", style.Name(status.Profile), style.Bold(term.Clean(*status.Source)))
	} else {
		f.IO.Printf("There is no usable API key for profile %s.\n\n", style.Name(status.Profile))
	}
	if status.Check != nil && status.Check.Accepted {
		f.IO.Printf("It was accepted by %s\n\n", term.Clean(status.Check.BaseURL))
	}
	marks := map[keys.State]func(string) string{keys.Ready: style.Good, keys.Failed: style.Bad, keys.Absent: style.Faint}
	t := &term.Table{Head: []string{"Searched in this order", "State", "Remark"}}
	for _, s := range status.Sources {
		t.Row(term.C(s.Source), term.S(marks[s.State], string(s.State)), term.C(s.Detail))
	}
	return f.IO.Table(t, 0)
}

type logoutOptions struct{ f *Factory }

func newLogoutCmd(f *Factory) *cobra.Command {
	opts := &logoutOptions{f: f}
	return &cobra.Command{
		Use:   "logout",
		Short: "Forget the stored API key of a profile",
		Example: `  argosctl auth logout
  argosctl auth logout --profile staging`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runLogout(cmd.Context(), opts)
		},
	}
}

func runLogout(ctx context.Context, opts *logoutOptions) error {
	f := opts.f
	settings, err := f.Settings()
	if err != nil {
		return err
	}
	removed, why, err := f.keyWorld().Remove(ctx, settings.Profile)
	switch {
	case err != nil:
		return fail(catInput, err)
	case removed:
		f.note("forgot the API key for profile %s", settings.Profile)
	case why != nil:
		f.warn("%v: a key for profile %s may still be in it", why, settings.Profile)
	default:
		f.note("no API key was stored for profile %s", settings.Profile)
	}
	return nil
}
