package kit

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/itchyny/gojq"

	"github.com/argosctl/argosctl/internal/say"
)

// JQ is a compiled --jq expression. It may not end by itself, so the
// context, that of the command, and the limits of jqRun can stop it.
type JQ struct {
	ctx     context.Context
	code    *gojq.Code
	order   *jqOrder
	limit   jqLimits
	before  heldBefore
	Compact bool // results that are not strings print on one line
}

// CompileJQ compiles expr; a wrong one is a usage error. ctx stops what it runs.
func CompileJQ(ctx context.Context, expr string) (*JQ, error) {
	query, err := gojq.Parse(expr)
	var parse *gojq.ParseError
	switch {
	case errors.As(err, &parse) && strings.HasPrefix(parse.Error(), "unexpected token"):
		return nil, Usagef("--jq: unexpected token %q", parse.Token).Then(jqHint(expr))
	case err != nil:
		return nil, Usagef("--jq: %v", err).Then(jqHint(expr))
	}
	code, err := gojq.Compile(query, gojq.WithEnvironLoader(func() []string { return nil }))
	if err != nil {
		return nil, Usagef("--jq: %v", err).Then(jqHint(expr))
	}
	return &JQ{ctx: ctx, code: code, order: newJQOrder(query), limit: defaultJQLimits()}, nil
}

// jqHint names what was meant by an expression that is none.
func jqHint(expr string) say.Message {
	name := strings.TrimFunc(expr, func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) })
	switch {
	case strings.HasPrefix(expr, "-"):
		return say.Textf("--jq takes the expression itself, in quotes: --jq '.event'; jq's own flags are not needed: strings print raw")
	case quotedNames(expr) != expr:
		return say.Textf("a name that is not ASCII stands in quotes: --jq '%s'", quotedNames(expr))
	case name == "" && quotedNames("."+expr) != "."+expr:
		return say.Textf(didYouMean, "--jq '"+quotedNames("."+expr)+"'")
	case name == "" && expr != "":
		return say.Textf(didYouMean, "--jq ."+expr)
	case strings.HasPrefix(expr, "'") || strings.HasPrefix(expr, `"`):
		return say.Textf("one pair of quotes is enough; cmd.exe takes only \"")
	}
	return say.Textf("quote the expression, so that the shell leaves it alone: --jq '.event'")
}

// quotedNames is an expression with quotes around the names that jq takes in quotes
// alone: of other letters than those of ASCII.
func quotedNames(expr string) string {
	var b strings.Builder
	inString := false
	for i, r := range expr {
		inString = inString != (r == '"')
		if b.WriteRune(r); r != '.' || inString {
			continue
		}
		name := expr[i+1:]
		if end := strings.IndexFunc(name, func(r rune) bool {
			return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		}); end >= 0 {
			name = name[:end]
		}
		if strings.IndexFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			return b.String() + `"` + name + `"` + quotedNames(expr[i+1+len(name):])
		}
	}
	return b.String()
}

// Run filters one JSON value. Strings print raw; other results print as JSON.
func (q *JQ) Run(w io.Writer, raw []byte) error {
	texts := &jqTexts{raw: raw, compact: q.Compact, code: q.code, order: q.order}
	return q.limit.start(q.ctx, q.before.look(q.limit.look), len(raw), texts.next).print(w)
}

// jqTexts are the results of an expression for one value, one after the other.
type jqTexts struct {
	raw     []byte
	compact bool
	code    *gojq.Code
	order   *jqOrder
	iter    gojq.Iter // nil until the value has been read
}

// next returns one result as it is printed; io.EOF after the last one.
func (t *jqTexts) next(ctx context.Context) ([]byte, error) {
	if t.iter == nil {
		input, err := t.order.read(t.raw)
		if err != nil {
			return nil, err
		}
		t.iter = t.code.RunWithContext(ctx, input)
	}
	v, ok := t.iter.Next()
	if !ok {
		return nil, io.EOF
	}
	if err, isErr := v.(error); isErr {
		var halt *gojq.HaltError
		if errors.As(err, &halt) && halt.Value() == nil {
			return nil, io.EOF
		}
		failed := Usagef("--jq: %v", err)
		if isList := bytes.HasPrefix(bytes.TrimLeft(t.raw, " \t\r\n"), []byte("[")); isList && !t.compact && strings.Contains(err.Error(), "object but got: array") {
			return nil, failed.WithHint("several results are one array: begin with '.[] |', or add -o ndjson to filter each")
		}
		return nil, failed
	}
	if s, ok := v.(string); ok {
		return []byte(s + "\n"), nil
	}
	indent := 0
	if t.compact {
		indent = -1
	}
	text, err := t.order.append(nil, v, indent)
	return append(text, '\n'), err
}
