package kit

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// Intake is how a command that takes PATHs reads them: the flags that all of
// these commands have, and what was skipped on the way.
type Intake struct {
	f         *Factory
	filesFrom string
	stdinName string
	encoding  encodingFlag
	shard     shardFlag
	skipped   source.Skipped

	// Foreign is the payloads in which bytes that are not UTF-8 were replaced.
	Foreign Places

	// Halves is the payloads whose lone surrogates were replaced: text cannot spell
	// them.
	Halves Places
}

// Places counts payloads, and keeps where the first one is.
type Places struct {
	N     int
	First source.Origin
}

// Add counts a payload behind those that were.
func (p *Places) Add(origin source.Origin) { p.Join(Places{1, origin}) }

// Join counts the payloads of more, which come behind.
func (p *Places) Join(more Places) {
	if p.N == 0 {
		p.First = more.First
	}
	p.N += more.N
}

// At is how many they are, of what, and where; the templates have one %s, for the
// number, as in At("%s line", "%s lines").
func (p Places) At(one, many string) say.Message {
	if p.N == 1 {
		return say.Textf("%s: %s", say.Count(p.N, one, many), term.Clean(p.First.String()))
	}
	return say.Textf("%s, the first at %s", say.Count(p.N, one, many), term.Clean(p.First.String()))
}

// NewIntake returns the intake of one command.
func NewIntake(f *Factory) *Intake { return &Intake{f: f} }

// AddFlags adds --files-from, --stdin-name and --encoding.
func (in *Intake) AddFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&in.filesFrom, "files-from", "", "also read the PATHs in this `file`, one a line or NUL-separated (- is stdin)")
	flags.StringVar(&in.stdinName, "stdin-name", "", "the `name` of stdin in origins and reports")
	flags.Var(&in.encoding, "encoding", "read input that is not UTF-8 in this `encoding`: "+say.Or(source.Encodings()).String())
	Choices(cmd, "encoding", source.Encodings()...)
	Default(cmd, "stdin-name", source.Stdin)
}

// AddShardFlag adds --shard, for commands whose inputs can be divided.
func (in *Intake) AddShardFlag(cmd *cobra.Command) {
	cmd.Flags().Var(&in.shard, "shard", "do only the Kth of N parts of the work, as `K/N`; the parts follow each other")
	_ = cmd.RegisterFlagCompletionFunc("shard", cobra.NoFileCompletions)
}

// Shard is the part of the run that was asked for, zero for all.
func (in *Intake) Shard() source.Shard { return source.Shard(in.shard) }

// Take is what of the inputs of the whole run falls to the shard.
func (in *Intake) Take(inputs []source.Input) ([]source.Input, error) {
	mine, ok := in.Shard().Take(inputs)
	if !ok {
		return nil, Usagef("--shard divides files by their size, and standard input and pipes have none").
			WithHint("save the input to a file, or split it as it comes: parallel --pipe argosctl decode -o ndjson")
	}
	return mine, nil
}

// Reading is how the inputs are read. What is skipped is counted until Tell.
func (in *Intake) Reading() source.Options {
	read := in.f.Reading()
	read.StdinName, read.Encoding, read.Skipped = in.stdinName, source.Encoding(in.encoding), &in.skipped
	return read
}

// Listed reports whether --files-from was given.
func (in *Intake) Listed() bool { return in.filesFrom != "" }

// Inputs are the inputs that paths and --files-from name. See Factory.Inputs.
func (in *Intake) Inputs(ctx context.Context, paths []string, read source.Options, outs ...NamedOut) ([]source.Input, error) {
	if in.filesFrom == "" {
		return in.f.Inputs(paths, read, outs...)
	}
	if in.filesFrom == source.Stdin && slices.Contains(paths, source.Stdin) {
		return nil, Usagef("--files-from -: standard input is a PATH as well").WithHint("put the list into a file")
	}
	more, err := in.listed(ctx)
	if err != nil {
		return nil, err
	}
	if len(paths)+len(more) == 0 {
		return nil, Inputf("--files-from: %s names no file", InputName(term.Clean(in.filesFrom))).WithHint("expected a PATH a line")
	}
	return in.f.Inputs(slices.Concat(paths, more), read, outs...)
}

// ReadsStdin reports whether standard input is read, for payloads or for PATHs.
func (in *Intake) ReadsStdin(inputs []source.Input) bool {
	return in.filesFrom == source.Stdin || slices.ContainsFunc(inputs, source.Input.IsStdin)
}

// IsSingle reports whether the user named one input, whose only payload is then
// a result of its own.
func (in *Intake) IsSingle(paths []string, inputs []source.Input) bool {
	return in.filesFrom == "" && len(paths) <= 1 && len(inputs) == 1 && !inputs[0].Found
}

// listed reads the list of --files-from.
func (in *Intake) listed(ctx context.Context) (paths []string, err error) {
	from := Interruptible(ctx, in.f.IO.In)
	if in.filesFrom != source.Stdin {
		file, err := in.f.Dir.Open(in.filesFrom)
		if err != nil {
			return nil, Fail(Input, say.Errorf("--files-from: %w", err))
		}
		defer func() { _ = file.Close() }() // it is only read
		from = Interruptible(ctx, file)
	}
	data, err := io.ReadAll(source.Marked(io.LimitReader(from, limit.Paths+1))) // PowerShell writes lists in UTF-16
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, ReadFailure(in.filesFrom, err)
	case len(data) > limit.Paths:
		return nil, Inputf("--files-from: %s is larger than %d bytes", InputName(term.Clean(in.filesFrom)), limit.Paths).
			WithHint("split the list, or name directories")
	}
	separator := "\n"
	if bytes.IndexByte(data, 0) >= 0 {
		separator = "\x00"
	}
	for path := range strings.SplitSeq(string(data), separator) {
		if separator == "\n" {
			path = strings.TrimSuffix(path, "\r")
		}
		if path != "" {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// Tell says at the end of a run what was skipped.
func (in *Intake) Tell(outcome *Tally) {
	s := &in.skipped
	for _, bare := range s.Bare {
		hint := say.Textf("a webhook is a JSON object with the member webhook_trigger; answers of the API are read by 'argosctl submission to-event FILE'")
		if bare.Mention.Path != "" {
			hint = say.Textf("%s names webhook_trigger, but not as the member of a JSON object; turn YAML and other notations into JSON first", bare.Mention)
		}
		in.f.Complain(Unread(&diag.Problem{Origin: diag.Whole(bare.Path), Message: say.Textf("no webhook in it"), Hint: hint}), outcome)
	}
	if s.Lines > 0 {
		in.f.Note("skipped %s", Places{int(s.Lines), s.First}.At("%s line without a webhook", "%s lines without a webhook"))
	}
	if in.Foreign.N > 0 {
		in.f.Warn("bytes that are not UTF-8 became U+FFFD in %s; --encoding says what they are, such as euc-kr", in.Foreign.At("%s payload", "%s payloads"))
	}
	if in.Halves.N > 0 {
		in.f.Warn("lone surrogates, which text cannot spell, became U+FFFD in %s [json/utf8]; the payload of -o json keeps them as written", in.Halves.At("%s payload", "%s payloads"))
	}
}

// encodingFlag is the value of --encoding.
type encodingFlag source.Encoding

func (e *encodingFlag) String() string { return source.Encoding(*e).String() }

func (e *encodingFlag) Type() string { return "encoding" }

func (e *encodingFlag) Set(name string) error {
	known, ok := source.ParseEncoding(strings.ToLower(name))
	if !ok {
		return Usagef("--encoding is %q: expected %s", name, say.Or(source.Encodings())).WithHint("convert the file to UTF-8 first, with iconv or an editor")
	}
	*e = encodingFlag(known)
	return nil
}

// shardFlag is the value of --shard.
type shardFlag source.Shard

func (s *shardFlag) String() string { return source.Shard(*s).String() }

func (s *shardFlag) Type() string { return "K/N" }

func (s *shardFlag) Set(text string) error {
	shard, err := source.ParseShard(text)
	*s = shardFlag(shard)
	return err
}
