package personal

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Names tells by the name of a member whether its value is personal data. It is
// not safe for concurrent use.
type Names struct {
	whole   map[string]*rule // folded names
	words   map[string]*rule // folded runs of words
	parts   []part           // in the order of the catalogue
	ends    []part           // likewise, of what only the end of a name may be
	public  map[string]bool  // folded names of the fields that hold no personal data
	known   map[string]Name  // what was asked before, by the name as it stands
	folded  []byte
	starts  []int // where the words of folded begin
	stem    int   // of folded, without what stands in parentheses
	longest int   // words of the longest run
}

// rule is a kind with its precedence: the lowest rank holds.
type rule struct {
	rank   int
	kind   catalog.PersonalKind
	except []string
}

type part struct {
	text []byte
	rule *rule
}

// Name is what a member's name says of its value.
type Name struct {
	Kind   catalog.PersonalKind // empty for a name that says nothing personal
	Hint   Hint
	Public bool                 // a documented field that holds no personal data
	Itself catalog.PersonalKind // what the name is, where it is personal data itself
	except []string
}

// maxKnown bounds how many names are remembered.
const maxKnown = 1 << 12

// NewNames compiles the catalogue's names.
func NewNames() *Names {
	n := &Names{whole: map[string]*rule{}, words: map[string]*rule{}, public: map[string]bool{}, known: map[string]Name{}}
	for _, e := range catalog.Events() {
		for f := range e.Fields() {
			n.addField(f.Path, f.Personal)
		}
	}
	for _, p := range catalog.Params() {
		n.addField(p.Name, p.Personal)
	}
	for i, names := range catalog.PersonalNames() {
		n.add(&rule{i + 1, names.Kind, names.Except}, names)
	}
	for name := range n.whole {
		delete(n.public, name)
	}
	return n
}

// addField takes the last name of a documented field. Where it has several
// words, it also counts within longer names.
func (n *Names) addField(path string, kind catalog.PersonalKind) {
	name := strings.TrimSuffix(path, "[]")
	name = name[strings.LastIndexByte(name, '.')+1:]
	if n.split([]byte(name)); kind == "" {
		n.public[string(n.folded)] = true
		return
	}
	r := &rule{kind: kind}
	n.whole[string(n.folded)] = r
	if len(n.starts) > 1 {
		n.addRun(r)
	}
}

func (n *Names) add(r *rule, names catalog.PersonalNaming) {
	for _, name := range names.Whole {
		if key := catalog.Fold(name); n.whole[key] == nil {
			n.whole[key] = r
		}
	}
	for _, name := range names.Words {
		if n.split([]byte(name)); name[0] >= utf8.RuneSelf {
			n.parts = append(n.parts, part{slices.Clone(n.folded), r})
		} else {
			n.addRun(r)
		}
	}
	for _, name := range names.Anywhere {
		n.parts = append(n.parts, part{[]byte(catalog.Fold(name)), r})
	}
	for _, name := range names.Ends {
		n.ends = append(n.ends, part{[]byte(name), r})
	}
}

// addRun adds the words that were split last.
func (n *Names) addRun(r *rule) {
	if n.words[string(n.folded)] == nil {
		n.words[string(n.folded)] = r
	}
	n.longest = max(n.longest, len(n.starts)+2) // pass_port_no has more words than passport_no
}

// Of looks a decoded member name up.
func (n *Names) Of(name []byte) Name {
	if known, ok := n.known[string(name)]; ok {
		return known
	}
	if len(n.known) >= maxKnown {
		clear(n.known)
	}
	found := n.find(name)
	n.known[string(name)] = found
	return found
}

func (n *Names) find(name []byte) Name {
	found := Name{Hint: HintOf(string(name), ""), Itself: first(name, 0)}
	if r := n.rule(name); r != nil {
		found.Kind, found.except = r.kind, r.except
	}
	if found.Public = n.public[string(n.folded)]; found.Kind == "" && !found.Public {
		found.Kind, found.except = n.path(name)
	}
	return found
}

// path is what the names say that a name is made of, as a form and the columns of a table
// have them: name.first and name[first] are in a group.
func (n *Names) path(name []byte) (kind catalog.PersonalKind, except []string) {
	const signs = ".[]"
	var g Group
	for part := range bytes.FieldsFuncSeq(name, func(r rune) bool { return strings.ContainsRune(signs, r) }) {
		if len(part) == len(name) {
			break
		}
		g = g.Below(part, n.Of(part))
	}
	return g.Kind, g.except
}

// rule is what holds for a name, nil where it says nothing personal.
func (n *Names) rule(name []byte) *rule {
	n.split(name)
	if n.public[string(n.folded)] {
		return nil
	}
	if r := n.whole[string(n.folded)]; r != nil {
		return r
	}
	return n.within()
}

// within looks for the best rule of words or parts of the name.
func (n *Names) within() *rule {
	best := &rule{rank: math.MaxInt}
	for i, start := range n.starts {
		for j := i + 1; j <= min(len(n.starts), i+n.longest); j++ {
			end := len(n.folded)
			if j < len(n.starts) {
				end = n.starts[j]
			}
			if r := n.words[string(n.folded[start:end])]; r != nil && r.rank < best.rank {
				best = r
			}
		}
	}
	for _, p := range n.parts {
		if p.rule.rank < best.rank && bytes.Contains(n.folded, p.text) {
			best = p.rule
		}
	}
	stem := bytes.TrimRight(n.folded[:n.stem], "0123456789")
	for _, p := range n.ends {
		if p.rule.rank < best.rank && bytes.HasSuffix(stem, p.text) {
			best = p.rule
		}
	}
	if best.kind == "" {
		return nil
	}
	return best
}

// split folds a name and notes where its words begin: after anything but a
// letter or digit, before a capital after a small letter, before the last of
// several capitals that a small letter follows, and between letters and digits.
func (n *Names) split(name []byte) {
	n.folded, n.starts, n.stem = n.folded[:0], n.starts[:0], 0
	before, fresh := rune(0), true
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRune(name[i:])
		letter := name[i : i+size]
		if r >= '！' && r <= '～' { // of the width of a Han character, as Asian keyboards write ASCII
			r -= '！' - '!'
			letter = []byte{byte(r)}
		}
		next, _ := utf8.DecodeRune(name[i+size:])
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			if fresh = true; r == '(' && n.stem == 0 {
				n.stem = len(n.folded)
			}
			before, i = r, i+size
			continue
		case unicode.IsDigit(r) != unicode.IsDigit(before),
			unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsUpper(before) && unicode.IsLower(next)):
			fresh = true
		}
		if fresh {
			n.starts = append(n.starts, len(n.folded))
		}
		n.folded = catalog.AppendFold(n.folded, letter)
		before, fresh, i = r, false, i+size
	}
	if n.stem == 0 {
		n.stem = len(n.folded)
	}
}
