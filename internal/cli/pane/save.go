package pane

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/window"
)

// fileName is the name that is proposed for a delivery.
func fileName(row *shelf.Row) string {
	name := capture.NamePart(row.Event)
	if row.Submission != "" {
		name += "-" + capture.NamePart(row.Submission)
	}
	return name + ".json"
}

// save writes a delivery into a new file.
func (p *Pane) save(ctx context.Context, lang string, body *Body, how, name string) (*window.Result, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || name != filepath.Base(name) || strings.ContainsAny(name, `/\:`) || strings.HasPrefix(name, ".") || term.Clean(name) != name || len(name) > 200:
		return nil, say.Errorf("expected the name of a file in the directory, without a path")
	case !strings.EqualFold(filepath.Ext(name), ".json"):
		return nil, say.Errorf("expected a name that ends in .json")
	}
	var text []byte
	var err error
	switch how {
	case "scrubbed":
		text, err = p.scrubbed(ctx, body)
	case "fixture":
		text, _, _, err = p.opened(ctx, body)
	default:
		err = say.Errorf("there is no such action")
	}
	if err != nil {
		return nil, err
	}
	path := filepath.Join(p.Dir, name)
	if err := p.F.CheckOut("--fixtures", path); err != nil {
		return nil, err
	}
	at := p.F.Dir.Path(path)
	err = os.MkdirAll(filepath.Dir(at), 0o700)
	if err == nil {
		err = atomicfile.WriteNew(at, text)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, say.Errorf("%s is there already: choose another name", term.Clean(path))
	case err != nil:
		return nil, say.Errorf("not saved: %w", err)
	}
	return &window.Result{Good: true, Text: say.Textf("saved as %s", term.Clean(path)).In(lang)}, nil
}

// warnPersonal says that a fixture would hold personal data.
func (p *Pane) warnPersonal(ctx context.Context, f *window.Frame, body *Body) (result *window.Result) {
	text, _, _, err := p.opened(ctx, body)
	if err != nil {
		return nil
	}
	_ = p.with(ctx, f.Lang, func(r *Reader) {
		r.linter.Check(source.Payload{Origin: source.Origin{Index: -1}, Bytes: text, Line: 1, Column: 1}, func(found *diag.Finding) {
			if found.Rule == personalRule {
				result = &window.Result{Text: say.In(f.Lang, "It holds personal data (fixture/personal-data): Scrubbed replaces it.")}
			}
		})
	})
	return result
}

// personalRule is the rule about personal data in fixtures.
const personalRule = "fixture/personal-data"
