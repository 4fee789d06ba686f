package api

import (
	"bytes"
	"context"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// savedItems reads the submissions that files hold: items, or whole answers of
// the API. flag stands before the messages, empty for arguments.
func savedItems(ctx context.Context, f *kit.Factory, flag string, paths ...string) (items [][]byte, err error) {
	reading := f.Reading()
	inputs, err := f.Inputs(paths, reading)
	if err != nil {
		return nil, err
	}
	if flag != "" {
		flag += ": "
	}
	var doc jsonscan.Document
	err = source.Each(ctx, inputs, reading, func(p source.Payload, fault *diag.Problem) error {
		if fault != nil {
			return kit.Inputf("%s%w", flag, fault).Then(say.Plain(fault.Hint))
		}
		origin := flag + term.Clean(p.Origin.String())
		if !doc.Parse(p.Bytes) {
			return kit.Inputf("%s: not JSON: %s", origin, doc.Faults[0].Text("en"))
		}
		if form, _ := seal.FormOf(&doc); form == seal.Sealed {
			return kit.Inputf("%s: the answer is encrypted", origin).WithHint("open it first: argosctl open --help")
		}
		if list, ok := doc.Get(0, catalog.AnswerItems); ok {
			for child := range doc.Children(list) {
				items = append(items, bytes.Clone(doc.Raw(child)))
			}
			return nil
		}
		if _, ok := doc.Get(0, catalog.ItemPaths(catalog.RoleSubmissionID)[0]); !ok {
			return kit.Inputf("%s: no submission: expected an object with submission_id, or an answer with Items", origin)
		}
		items = append(items, bytes.Clone(doc.Raw(0)))
		return nil
	})
	return items, err
}
