package lint

import (
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// maxHints bounds the names that are remembered, and how long they may be.
const maxHints = 256

// hints remembers what the names of undocumented members say of people's data:
// archives hold the same ones in every payload.
type hints struct {
	names map[string]personal.Hint
	name  []byte
}

// of is what the name of the member at node i says.
func (h *hints) of(doc *jsonscan.Document, i int) personal.Hint {
	h.name = doc.AppendName(h.name[:0], i)
	if hint, ok := h.names[string(h.name)]; ok {
		return hint
	}
	hint := personal.HintOf(string(h.name), "")
	if len(h.name) <= maxHints {
		if h.names == nil || len(h.names) == maxHints {
			h.names = map[string]personal.Hint{}
		}
		h.names[string(h.name)] = hint
	}
	return hint
}
