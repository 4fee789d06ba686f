package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Set puts a value at a path of a payload.
type Set struct {
	path []segment
	raw  []byte // compact JSON
}

// segment is one step into a payload: a member's name, or, where name is
// empty, an element's index.
type segment struct {
	name  string
	index int
}

// The limits of a path: deeper or further is no payload's.
const (
	maxSegments = 32
	maxIndex    = 999
)

// ParseSet reads PATH=VALUE or PATH:=JSON for an event. PATH is a field of the
// catalogue ("kyc_result.status", "records[0].recordId"); VALUE is read as the
// field's documented type: text for a string, a whole number for an integer,
// JSON for an object or array. After := stands any JSON value. It fails with
// *SetError, *UnknownFieldError or *ValueError.
func ParseSet(e *catalog.Event, text string) (Set, error) { return parseSet(e, text, false) }

// ParseNewSet is ParseSet that takes unknown paths too; their VALUE is text.
func ParseNewSet(e *catalog.Event, text string) (Set, error) { return parseSet(e, text, true) }

func parseSet(e *catalog.Event, text string, allowNew bool) (Set, error) {
	path, value, found := strings.Cut(text, "=")
	path, isJSON := strings.CutSuffix(path, ":")
	segments, reason := parsePath(path)
	switch {
	case !found:
		return Set{}, &SetError{text, "expected PATH=VALUE or PATH:=JSON"}
	case !utf8.ValidString(text):
		return Set{}, &SetError{strings.ToValidUTF8(text, "\uFFFD"), "not valid UTF-8"}
	case reason != "":
		return Set{}, &SetError{text, reason}
	}
	var types []catalog.Type
	if f := fieldAt(e, segments); f != nil {
		types = f.Types
	} else if !allowNew {
		return Set{}, &UnknownFieldError{Path: path, Event: e.Name, Near: nearestPaths(path, e)}
	}
	raw, ok := literal(value, types, isJSON)
	if !ok {
		return Set{}, &ValueError{Path: path, Value: value, Want: types, JSON: isJSON}
	}
	return Set{segments, raw}, nil
}

// literal turns VALUE into JSON.
func literal(value string, types []catalog.Type, isJSON bool) ([]byte, bool) {
	if !isJSON && (len(types) == 0 || types[0] == catalog.String) {
		return jsonscan.AppendQuoted(nil, value), true
	}
	var b bytes.Buffer
	if json.Compact(&b, []byte(value)) != nil {
		return nil, false
	}
	return b.Bytes(), isJSON || slices.Contains(types, typeOf(b.Bytes()))
}

// typeOf names the type of a JSON value, as far as the catalogue has it.
func typeOf(raw []byte) catalog.Type {
	switch c := raw[0]; {
	case c == '{':
		return catalog.Object
	case c == '[':
		return catalog.Array
	case c == '"':
		return catalog.String
	case (c == '-' || '0' <= c && c <= '9') && !bytes.ContainsAny(raw, ".eE"):
		return catalog.Integer
	}
	return ""
}

// parsePath parts a path; reason says what is wrong with it.
func parsePath(path string) (segments []segment, reason string) {
	for part := range strings.SplitSeq(path, ".") {
		name, rest, indexed := strings.Cut(part, "[")
		if name == "" || strings.Contains(name, "]") {
			return nil, "a path is names joined by dots, with [N] for an array's element"
		}
		segments = append(segments, segment{name: name})
		for indexed {
			var number string
			number, rest, indexed = strings.Cut(rest, "]")
			n, err := strconv.ParseUint(number, 10, 16)
			if !indexed || err != nil || n > maxIndex || rest != "" && rest[0] != '[' {
				return nil, "an index is a number from 0 to " + strconv.Itoa(maxIndex) + " in brackets"
			}
			segments = append(segments, segment{index: int(n)})
			_, rest, indexed = strings.Cut(rest, "[")
		}
		if len(segments) > maxSegments {
			return nil, "the path is too deep"
		}
	}
	return segments, ""
}

// fieldAt returns the field that a path leads to, nil where none is known.
func fieldAt(e *catalog.Event, segments []segment) *catalog.Field {
	f := &e.Payload
	for _, s := range segments {
		if s.name == "" {
			f = f.Items
		} else {
			f = f.Member(s.name)
		}
		if f == nil {
			return nil
		}
	}
	return f
}

// nearestPaths are the fields of events that path may have meant.
func nearestPaths(path string, events ...*catalog.Event) []string {
	var paths []string
	for _, e := range events {
		for f := range e.Fields() {
			paths = append(paths, strings.ReplaceAll(f.Path, "[]", "[0]"))
		}
	}
	slices.Sort(paths)
	return catalog.Nearest(path, slices.Compact(paths), 3)
}

// Overrides are the sets of each event, by its name.
type Overrides map[string][]Set

// ParseOverrides reads what --set and --set-new say for the events that may
// come. With several events, a set goes into those that have its path; a path
// that none of them has is an error as for ParseSet.
func ParseOverrides(events []*catalog.Event, sets, newSets []string) (Overrides, error) {
	o := Overrides{}
	for _, text := range sets {
		if err := o.add(events, text); err != nil {
			return nil, err
		}
	}
	for _, text := range newSets {
		for _, e := range events {
			s, err := ParseNewSet(e, text)
			if err != nil {
				return nil, err
			}
			o[e.Name] = append(o[e.Name], s)
		}
	}
	return o, nil
}

// add puts a set into the events that have its path.
func (o Overrides) add(events []*catalog.Event, text string) error {
	var unknown *UnknownFieldError
	fits := false
	for _, e := range events {
		s, err := ParseSet(e, text)
		switch {
		case err == nil:
			o[e.Name] = append(o[e.Name], s)
			fits = true
		case !errors.As(err, &unknown):
			return err
		}
	}
	switch {
	case fits || unknown == nil:
		return nil
	case len(events) > 1:
		return &UnknownFieldError{Path: unknown.Path, Near: nearestPaths(unknown.Path, events...)}
	}
	return unknown
}
