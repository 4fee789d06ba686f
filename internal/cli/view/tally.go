package view

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// mostUnknown is how many undocumented events are counted by their names; the
// others count together.
const mostUnknown = 8

// Tally counts payloads by their events.
type Tally struct {
	Webhooks int
	Unread   int // payloads that could not be read
	byName   map[string]int
	unknown  []string
	others   int
}

// Add counts one payload; name is empty for one that stays sealed.
func (t *Tally) Add(info *catalog.Event, name string) {
	t.Webhooks++
	if t.byName == nil {
		t.byName = map[string]int{}
	}
	if info == nil && name != "" && t.byName[name] == 0 {
		if len(t.unknown) == mostUnknown {
			t.others++
			return
		}
		t.unknown = append(t.unknown, name)
	}
	t.byName[name]++
}

// In is "3 webhooks: 1 approved, 2 retry; 1 payload could not be read": the
// events in the order of the catalogue, the unknown ones after them.
func (t *Tally) In(lang string) string {
	var parts []string
	add := func(n int, name string) {
		if n > 0 {
			parts = append(parts, term.Together(counted(lang, n, name)))
		}
	}
	for _, e := range catalog.Events() {
		add(t.byName[e.Name], e.Name)
	}
	slices.Sort(t.unknown)
	for _, name := range t.unknown {
		add(t.byName[name], term.Cut(name, 40))
	}
	add(t.others, kit.Label(lang, "others"))
	add(t.byName[""], kit.Label(lang, "encrypted"))
	line := term.Together(say.Count(t.Webhooks, "%s webhook", "%s webhooks").In(lang))
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	if t.Unread > 0 {
		line += "; " + term.Together(say.Count(t.Unread, "%s payload could not be read", "%s payloads could not be read").In(lang))
	}
	return line
}

// String returns the English text.
func (t *Tally) String() string { return t.In(say.English) }

// counted is "3 retry".
func counted(lang string, n int, what string) string {
	return say.Textf("%[1]s %[2]s", say.Number(n), what).In(lang)
}

// Print puts the counts on stderr, below what stands on stdout.
func (t *Tally) Print(f *kit.Factory) {
	f.Note("")
	f.Note("%s", t)
}
