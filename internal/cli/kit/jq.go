package kit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/itchyny/gojq"
)

// JQ is a compiled --jq expression. It may not end by itself, so the
// context, that of the command, can stop it.
type JQ struct {
	ctx     context.Context
	code    *gojq.Code
	Compact bool // results that are not strings print on one line
}

// CompileJQ compiles expr; a wrong one is a usage error. ctx stops what it runs.
func CompileJQ(ctx context.Context, expr string) (*JQ, error) {
	query, err := gojq.Parse(expr)
	if err != nil {
		return nil, Usagef("--jq: %v", err)
	}
	code, err := gojq.Compile(query, gojq.WithEnvironLoader(func() []string { return nil }))
	if err != nil {
		return nil, Usagef("--jq: %v", err)
	}
	return &JQ{ctx: ctx, code: code}, nil
}

// Run filters one JSON value. Strings print raw; other results print as JSON.
func (q *JQ) Run(w io.Writer, raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var input any
	if err := dec.Decode(&input); err != nil {
		return err
	}
	results := q.code.RunWithContext(q.ctx, input)
	for {
		v, ok := results.Next()
		if !ok {
			return nil
		}
		if err, isErr := v.(error); isErr {
			var halt *gojq.HaltError
			if errors.As(err, &halt) && halt.Value() == nil {
				return nil
			}
			if q.ctx.Err() != nil {
				return q.ctx.Err()
			}
			return Usagef("--jq: %v", err)
		}
		if err := q.write(w, v); err != nil {
			return err
		}
	}
}

func (q *JQ) write(w io.Writer, v any) error {
	if s, ok := v.(string); ok {
		_, err := io.WriteString(w, s+"\n")
		return err
	}
	raw, err := gojq.Marshal(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if q.Compact {
		b.Write(raw)
	} else if err := json.Indent(&b, raw, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err = w.Write(b.Bytes())
	return err
}
