package api

import (
	"bytes"
	"context"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// savedItems reads the submissions that files hold: items, or whole answers of
// the API, by themselves or inside what they were saved in. flag stands before
// the messages, empty for arguments.
func savedItems(ctx context.Context, f *kit.Factory, flag string, paths ...string) (items [][]byte, err error) {
	reading := f.Reading()
	inputs, err := f.Inputs(paths, reading)
	if err != nil {
		return nil, err
	}
	if flag != "" {
		flag += ": "
	}
	s := saved{flag: flag, finder: unwrap.Finder{Want: isSaved}}
	err = source.Each(ctx, inputs, reading, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			return kit.Inputf("%s%w", flag, fault).Then(fault.Hint)
		}
		if s.doc.Parse(p.Bytes) && isSaved(&s.doc, 0) {
			return s.take(p)
		}
		for q := range s.finder.Each(p) {
			if err := s.take(q); err != nil {
				return err
			}
		}
		return nil
	})
	return s.items, err
}

// saved gathers submissions.
type saved struct {
	flag   string
	doc    jsonscan.Document
	finder unwrap.Finder
	items  [][]byte
}

// isSaved reports whether an object is a submission or an answer of the API,
// sealed or not.
func isSaved(doc *jsonscan.Document, object int) bool {
	if _, ok := doc.Get(object, catalog.AnswerItems); ok {
		return true
	}
	for _, name := range catalog.ItemPaths(catalog.RoleSubmissionID) {
		if _, ok := doc.Get(object, name); ok {
			return true
		}
	}
	form, _ := seal.FormWithin(doc, object)
	return form == seal.Sealed
}

// take adds what a payload holds.
func (s *saved) take(p source.Payload) error {
	origin, doc := s.flag+term.Clean(p.Origin.String()), &s.doc
	if !doc.Parse(p.Bytes) {
		return kit.Inputf("%s: not JSON: %s", origin, doc.Faults[0].Text("en"))
	}
	if form, _ := seal.FormOf(doc); form == seal.Sealed {
		return kit.Inputf("%s: the answer is encrypted", origin).WithHint("open it first: argosctl open --help")
	}
	if list, ok := doc.Get(0, catalog.AnswerItems); ok {
		for child := range doc.Children(list) {
			s.items = append(s.items, bytes.Clone(doc.Raw(child)))
		}
		return nil
	}
	if !isSaved(doc, 0) {
		return kit.Inputf("%s: no submission: expected an object with submission_id, or an answer with Items", origin)
	}
	s.items = append(s.items, bytes.Clone(doc.Raw(0)))
	return nil
}
