package returnurl

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/term"
)

type returnURLBuildOptions struct {
	f        *kit.Factory
	key      kit.CipherKey
	base     string
	set      []string
	encrypt  bool
	encoding string
	content  string
	template bool
}

func newReturnURLBuildCmd(f *kit.Factory) *cobra.Command {
	opts := &returnURLBuildOptions{f: f}
	opts.key.F = f
	cmd := &cobra.Command{
		Use:         "build",
		Annotations: kit.About{Schema: "returnurl-build", Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Short:       "Build a return URL for tests",
		Long: `Build the return URL that the service would send, in clear or encrypted. Without
--set it carries the parameters of the vendor's example. Put parameters of your
own into the base. --template prints the form that the dashboard previews.`,
		Example: `  argosctl returnurl build --base https://example.com/done --set kycStatus=approved
  argosctl returnurl build --base https://example.com/done --set kycStatus=rejected --set errorCode=DE-20000 --encrypt
  argosctl returnurl build --template`,
		Args: kit.NoArgsBut(
			kit.Belongs{Flag: "base", Fits: kit.IsAddress},
			kit.Belongs{Flag: "set", Fits: func(arg string) bool { return strings.Contains(arg, "=") }},
		),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runReturnURLBuild(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVar(&opts.base, "base", "", "the return `URL` that is configured in the dashboard")
	cmd.Flags().StringArrayVar(&opts.set, "set", nil, "a parameter, as `name=value` (repeatable)")
	cmd.Flags().BoolVar(&opts.encrypt, "encrypt", false, "seal the parameters into the one parameter encrypted")
	kit.AddEncodingFlag(cmd, &opts.encoding, "base64")
	cmd.Flags().StringVar(&opts.content, "content", "json", "`format` of the sealed content: json or query")
	cmd.Flags().BoolVar(&opts.template, "template", false, "print the dashboard's preview, with {name} in place of values")
	kit.Choices(cmd, "content", "json", "query")
	_ = cmd.RegisterFlagCompletionFunc("set", completeParams)
	opts.key.AddFlags(cmd)
	return cmd
}

// completeParams completes NAME=VALUE: the service's parameters, and the values that
// they are known to take.
func completeParams(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	name, _, valued := strings.Cut(text, "=")
	var words []string
	for _, p := range catalog.Params() {
		switch {
		case p.Name == catalog.ParamSealed: // which --encrypt makes
		case !valued:
			words = append(words, cobra.CompletionWithDesc(p.Name+"=", p.Meaning.En))
		case p.Name == name:
			for _, value := range paramValues(&p) {
				words = append(words, name+"="+value)
			}
		}
	}
	if valued {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// paramValues are the values that a parameter is known to take.
func paramValues(p *catalog.Param) []string {
	if p.Name != catalog.ParamErrorCode {
		return p.Enum
	}
	var codes []string
	for _, c := range catalog.ErrorCodes().Codes {
		codes = append(codes, c.Code)
	}
	return codes
}

func runReturnURLBuild(ctx context.Context, opts *returnURLBuildOptions) error {
	f := opts.f
	format, err := f.Format()
	if err != nil {
		return err
	}
	params, err := opts.params()
	if err != nil {
		return err
	}
	url, err := opts.build(ctx, params)
	if err != nil {
		return err
	}
	if format == kit.Table {
		_, err := io.WriteString(f.IO.Data(), url+"\n")
		return err
	}
	return kit.PutOne(f, format, builtURL{url, opts.encrypt})
}

type builtURL struct {
	URL       string `json:"url"`
	Encrypted bool   `json:"encrypted"`
}

func (opts *returnURLBuildOptions) build(ctx context.Context, params []returnurl.Param) (string, error) {
	if opts.template {
		return opts.preview(params), nil
	}
	if opts.base == "" {
		return "", kit.Usagef("--base is missing: expected the configured return URL").WithHint("'argosctl returnurl build --template' needs none")
	}
	enc, err := parseTextEncoding(opts.encoding)
	if err != nil {
		return "", err
	}
	plan := returnurl.Plan{Base: opts.base, Params: params, Encrypt: opts.encrypt, Encoding: enc}
	switch opts.content {
	case "json":
	case "query":
		plan.Query = true
	default:
		return "", kit.Usagef("unknown content %q: expected json or query", opts.content)
	}
	if opts.encrypt {
		if plan.Key, _, err = opts.key.Load(ctx); err != nil {
			return "", err
		}
	}
	url, err := returnurl.Build(plan)
	var form *returnurl.FormError
	if errors.As(err, &form) {
		return "", kit.Fail(kit.Usage, form).Then(form.Hint)
	}
	return url, err
}

// preview is the dashboard's form: of the named parameters, else of those in
// the vendor's example.
func (opts *returnURLBuildOptions) preview(params []returnurl.Param) string {
	base, names := opts.base, []string{catalog.ParamStatus, catalog.ParamErrorCode}
	if base == "" {
		base = catalog.ReturnURLTemplate
	}
	if len(opts.set) > 0 {
		names = nil
		for _, p := range params {
			names = append(names, p.Name)
		}
	}
	return returnurl.Template(base, names, opts.encrypt)
}

// params reads --set.
func (opts *returnURLBuildOptions) params() ([]returnurl.Param, error) {
	if len(opts.set) == 0 {
		return returnurl.Examples(), nil
	}
	var params []returnurl.Param
	for _, assign := range opts.set {
		name, value, ok := strings.Cut(assign, "=")
		switch {
		case name == "" || !ok && !opts.template:
			return nil, kit.Usagef("--set: expected name=value")
		case name == catalog.ParamSealed:
			return nil, kit.Usagef("--set: %s is made by --encrypt", catalog.ParamSealed)
		case slices.ContainsFunc(params, func(p returnurl.Param) bool { return p.Name == name }):
			return nil, kit.Usagef("--set: %s is given twice", term.Clean(name))
		}
		var unknown *returnurl.UnknownParamError
		if err := returnurl.CheckName(name); errors.As(err, &unknown) {
			return nil, kit.Usagef("--set: %w", err).WithHint("did you mean %s? A parameter of your own belongs into --base", unknown.Near)
		}
		opts.doubt(name, value)
		params = append(params, returnurl.Param{Name: name, Value: value})
	}
	return params, nil
}

// doubt warns of a value that looks like a misspelled one of those documented.
func (opts *returnURLBuildOptions) doubt(name, value string) {
	for _, p := range catalog.Params() {
		values := paramValues(&p)
		if p.Name != name || slices.Contains(values, value) {
			continue
		}
		if near := catalog.Nearest(value, values, 1); len(near) > 0 {
			opts.f.DoubtSet(name, value, near[0])
		}
	}
}

// parseTextEncoding reads the name of an encoding that a URL or JSON can hold.
func parseTextEncoding(name string) (seal.Encoding, error) {
	enc, err := seal.ParseEncoding(name)
	if err != nil {
		return enc, kit.Fail(kit.Usage, err)
	}
	if enc == seal.Binary {
		return enc, kit.Usagef("binary does not go into a text: expected base64, base64url or hex")
	}
	return enc, nil
}
