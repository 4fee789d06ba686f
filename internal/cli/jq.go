package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/itchyny/gojq"
)

// jqFilter is a compiled --jq expression. It may not end by itself, so the
// context, that of the command, can stop it.
type jqFilter struct {
	ctx     context.Context
	code    *gojq.Code
	compact bool // results that are not strings print on one line
}

func compileJQ(ctx context.Context, expr string) (*jqFilter, error) {
	query, err := gojq.Parse(expr)
	if err != nil {
		return nil, usagef("--jq: %v", err)
	}
	code, err := gojq.Compile(query, gojq.WithEnvironLoader(func() []string { return nil }))
	if err != nil {
		return nil, usagef("--jq: %v", err)
	}
	return &jqFilter{ctx: ctx, code: code}, nil
}

// run filters one JSON value. Strings print raw; other results print as JSON.
func (q *jqFilter) run(w io.Writer, raw []byte) error {
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
			return usagef("--jq: %v", err)
		}
		if err := q.write(w, v); err != nil {
			return err
		}
	}
}

func (q *jqFilter) write(w io.Writer, v any) error {
	if s, ok := v.(string); ok {
		_, err := io.WriteString(w, s+"\n")
		return err
	}
	raw, err := gojq.Marshal(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if q.compact {
		b.Write(raw)
	} else if err := json.Indent(&b, raw, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err = w.Write(b.Bytes())
	return err
}
