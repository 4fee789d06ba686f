package report

import (
	"slices"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

// How findings that say the same of one payload are folded: the first ones are told,
// and one line counts the rest. A text may be wrong in one way at every quote.
const (
	toldAlike = 3
	mostKinds = 16 // messages of a payload that are counted; more of them are told in full
)

// folding is what one payload's findings say. It is for one goroutine.
type folding struct {
	origin diag.Origin
	kinds  []alike
	total  *atomic.Int64 // findings that were folded; nil where none are
}

// alike counts the findings of one message.
type alike struct {
	rule, message, path string
	told, more          int
	from, to            int // lines of those that are not told
}

// fold counts a finding and reports whether it is told by the count alone.
func (p *folding) fold(f *diag.Finding) bool {
	i := slices.IndexFunc(p.kinds, func(k alike) bool { return k.rule == f.Rule && k.message == f.Message })
	if i < 0 {
		if len(p.kinds) < mostKinds {
			p.kinds = append(p.kinds, alike{rule: f.Rule, message: f.Message, path: f.Path, told: 1})
		}
		return false
	}
	k := &p.kinds[i]
	if k.told < toldAlike {
		k.told++
		return false
	}
	if k.more == 0 {
		k.from = f.Line
	}
	k.more, k.to = k.more+1, f.Line
	p.total.Add(1)
	return true
}

// folded appends the lines of what was folded of a payload, each with a blank one, and
// forgets it.
func (w *words) folded(b []byte) []byte {
	for i := range w.alike.kinds {
		if k := &w.alike.kinds[i]; k.more > 0 {
			b = append(w.appendAlike(b, k), "\n\n"...)
		}
	}
	w.alike.kinds = w.alike.kinds[:0]
	return b
}

// appendAlike appends "path: 47 more in lines 3 to 28: message [rule]".
func (w *words) appendAlike(b []byte, k *alike) []byte {
	where := say.Textf("in line %s", say.Number(k.from))
	if k.to > k.from {
		where = say.Textf("in lines %s to %s", say.Number(k.from), say.Number(k.to))
	}
	head := say.Textf("%s: %s more %s:", plain.Text(k.path), say.Number(k.more), where).In(w.lang)
	return w.appendWrapped(b, messageHang, word{text: head}, word{text: plain.Text(k.message)}, word{"[" + k.rule + "]", w.style.Rule})
}
