package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
)

type returnURLBuildOptions struct {
	f        *Factory
	key      cipherKey
	base     string
	set      []string
	encrypt  bool
	encoding string
	content  string
	template bool
}

func newReturnURLBuildCmd(f *Factory, run func(context.Context, *returnURLBuildOptions) error) *cobra.Command {
	opts := &returnURLBuildOptions{f: f}
	opts.key.f = f
	cmd := &cobra.Command{
		Use:   "build --base URL",
		Short: "Build a return URL for tests",
		Long: `Build the return URL that the service would send, in clear or encrypted. Without
--set it carries the parameters of the vendor's example. Parameters of your own
belong into the base. --template prints the form that the dashboard previews.`,
		Example: `  argosctl returnurl build --base https://example.com/done --set kycStatus=approved
  argosctl returnurl build --base https://example.com/done --set kycStatus=rejected --set errorCode=DE-20000 --encrypt
  argosctl returnurl build --template`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if run == nil {
				run = runReturnURLBuild
			}
			return run(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVar(&opts.base, "base", "", "the configured return URL")
	cmd.Flags().StringArrayVar(&opts.set, "set", nil, "a parameter, as `name=value` (repeatable)")
	cmd.Flags().BoolVar(&opts.encrypt, "encrypt", false, "seal the parameters into the one parameter encrypted")
	addEncodingFlag(cmd, &opts.encoding, "base64")
	cmd.Flags().StringVar(&opts.content, "content", "json", "what is sealed: `json` or query")
	cmd.Flags().BoolVar(&opts.template, "template", false, "print the dashboard's preview, with {name} in place of values")
	opts.key.addFlags(cmd)
	return cmd
}

func runReturnURLBuild(ctx context.Context, opts *returnURLBuildOptions) error {
	f := opts.f
	format, err := f.format()
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
	if format == formatTable {
		_, err := io.WriteString(f.IO.Data(), url+"\n")
		return err
	}
	return putAll(f, format, true, builtURL{url, opts.encrypt})
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
		return "", usagef("--base is missing: expected the configured return URL").withHint("'argosctl returnurl build --template' needs none")
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
		return "", usagef("unknown content %q: expected json or query", opts.content)
	}
	if opts.encrypt {
		if plan.Key, _, err = opts.key.load(ctx, false); err != nil {
			return "", err
		}
	}
	url, err := returnurl.Build(plan)
	var form *returnurl.FormError
	if errors.As(err, &form) {
		return "", fail(catUsage, form).withHint("%s", form.Hint)
	}
	return url, err
}

// preview is the dashboard's form: of the named parameters, else of those in
// the vendor's example.
func (opts *returnURLBuildOptions) preview(params []returnurl.Param) string {
	base, names := opts.base, []string{"kycStatus", "errorCode"}
	if base == "" {
		base = returnurl.TemplateBase
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
			return nil, usagef("--set: expected name=value")
		case name == returnurl.Sealed:
			return nil, usagef("--set: %s is made by --encrypt", returnurl.Sealed)
		case slices.ContainsFunc(params, func(p returnurl.Param) bool { return p.Name == name }):
			return nil, usagef("--set: %s is given twice", clean(name))
		}
		var unknown *returnurl.UnknownParamError
		if err := returnurl.CheckName(name); errors.As(err, &unknown) {
			return nil, usagef("--set: %w", err).withHint("did you mean %s? A parameter of your own belongs into --base", unknown.Near)
		}
		params = append(params, returnurl.Param{Name: name, Value: value})
	}
	return params, nil
}

// addEncodingFlag adds --encoding with its completion.
func addEncodingFlag(cmd *cobra.Command, value *string, fallback string) {
	cmd.Flags().StringVar(value, "encoding", fallback, "how the ciphertext is written: `base64`, base64url or hex")
	_ = cmd.RegisterFlagCompletionFunc("encoding", cobra.FixedCompletions([]string{"base64", "base64url", "hex"}, cobra.ShellCompDirectiveNoFileComp))
}

// parseTextEncoding reads the name of an encoding that a URL or JSON can hold.
func parseTextEncoding(name string) (seal.Encoding, error) {
	enc, err := seal.ParseEncoding(name)
	if err != nil {
		return enc, fail(catUsage, err)
	}
	if enc == seal.Binary {
		return enc, usagef("binary does not go into a text: expected base64, base64url or hex")
	}
	return enc, nil
}
