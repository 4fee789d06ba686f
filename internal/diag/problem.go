package diag

import (
	"fmt"
	"strconv"

	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Origin names where a payload is from.
type Origin struct {
	Path   string // as given or found; "-" for standard input
	Line   int    // of an NDJSON file, from 1; else 0
	Index  int    // in an array, from 0; else -1
	Inside string // a JSON Pointer from the value in the file to the payload; "" for the value itself
}

// String is "path", "path:LINE", "path#INDEX" or "path:LINE#POINTER".
func (o Origin) String() string {
	if o.Inside != "" {
		return o.outer() + "#" + o.Inside
	}
	return o.outer()
}

func (o Origin) outer() string {
	switch {
	case o.Line > 0:
		return o.Path + ":" + strconv.Itoa(o.Line)
	case o.Index >= 0 && o.Inside == "":
		return o.Path + "#" + strconv.Itoa(o.Index)
	default:
		return o.Path
	}
}

// ParseOrigin reads what String wrote of a payload in the file at path.
func ParseOrigin(path, text string) Origin {
	o := Whole(path)
	place, inside, _ := strings.Cut(strings.TrimPrefix(text, path), "#")
	if line, err := strconv.Atoi(strings.TrimPrefix(place, ":")); err == nil {
		o.Line = line
	}
	if index, err := strconv.Atoi(inside); err == nil && o.Line == 0 {
		o.Index = index
	} else {
		o.Inside = inside
	}
	return o
}

// Whole is the origin of all that a path holds.
func Whole(path string) Origin { return Origin{Path: path, Index: -1} }

// Problem is an input, or a part of it, that could not be read or used. The
// rest is read all the same.
type Problem struct {
	Origin  Origin
	Offset  int64       // bytes, in the (decompressed) file
	Length  int         // bytes of what is wrong; 0 where that is not known
	Line    int         // where the problem is, from 1; 0 where it has no place
	Column  int         // in characters, from 1; 0 where it has no place
	Rule    string      // id of the rule that a linter reports it under; empty where there is none
	Message say.Message // what happened
	Hint    say.Message // the next step; empty where none is known
	Fixable bool        // validate --fix repairs the text
	Err     error       // the cause; nil where there is none
}

// Error is the place, or the origin where there is none, and the message.
func (p *Problem) Error() string { return p.In(say.English) }

// In is Error in lang.
func (p *Problem) In(lang string) string {
	message := p.Message.In(lang)
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d: %s", p.Origin.Path, p.Line, p.Column, message)
	case p.Origin != Origin{}:
		return p.Origin.String() + ": " + message
	}
	return message
}

func (p *Problem) Unwrap() error { return p.Err }
