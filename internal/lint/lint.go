package lint

import (
	"cmp"
	"errors"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// Opener opens the ciphertext of an encrypted payload, given as it stands
// between the quotes of the envelope. Neither the error nor the hint, which
// says what to try, may hold anything secret.
type Opener func(ciphertext []byte) (plaintext []byte, hint string, err error)

// ErrNoKey is what an Opener returns where there turns out to be no key.
var ErrNoKey = errors.New("there is no key")

// Config is what a run asks of the rules. The zero value is the default.
type Config struct {
	// Severities overrides rules by id; diag.Off switches one off.
	Severities map[string]diag.Severity
	// Strict makes unknown fields and codes errors, where Severities does not
	// say otherwise.
	Strict bool
	// Event, a canonical name, asserts that every payload is of that event.
	Event string
	// Open opens encrypted payloads; nil when there is no key. It is called on
	// every goroutine that has a Linter.
	Open Opener
	// At is the only place to look for a webhook at; nil for everywhere.
	At *unwrap.Pointer
	// Lang is the language of messages and help: "en", which is the default, or "ko".
	Lang string
	// Brief leaves out the line that a finding is in, which few formats show.
	Brief bool
}

func (c *Config) lang() string { return cmp.Or(c.Lang, "en") }

// MaxFindings bounds the findings of one payload; the last one then says that
// there are more.
const MaxFindings = 1000

// Linter judges one payload after another and reuses its memory. It is not
// safe for concurrent use: give each goroutine its own, by Clone.
type Linter struct {
	tree   *event.Tree
	config Config
	rules  map[string]*Rule
	fast   *fast
	reader *event.Reader

	severities [256]diag.Severity // by catalog.MessageID
	faults     [16]diag.Severity  // by jsonscan.FaultCode

	doc       jsonscan.Document
	inner     jsonscan.Document // of an opened envelope
	check     check
	out       diag.Finding
	reported  source.Payload // that the findings are of
	outerPath pointers
	innerPath pointers
	hints     hints
	text      []byte
	fixes     []*diag.Fix // of one round of Repair
	odd       int         // payloads in a row that were not certainly clean
	finder    unwrap.Finder
	within    bool // the last payload was found inside something
	said      event.Memo[words]
	pointer   string // of the last finding
}

// New returns a Linter. It fails where the configuration names a rule or an
// event that does not exist, with an *UnknownError.
func New(config Config) (*Linter, error) {
	rules := map[string]*Rule{}
	for _, r := range Rules() {
		rules[r.ID] = &r
	}
	for id := range config.Severities {
		if rules[id] == nil {
			return nil, &UnknownError{Kind: "rule", Name: id, Nearest: catalog.Nearest(id, RuleIDs(), 1)}
		}
	}
	if _, alias, ok := catalog.EventByName(config.Event); config.Event != "" && (!ok || alias) {
		return nil, &UnknownError{Kind: "event", Name: config.Event, Nearest: catalog.Nearest(config.Event, catalog.EventNames(), 1)}
	}
	return assemble(event.NewTree(), config, rules), nil
}

func assemble(t *event.Tree, config Config, rules map[string]*Rule) *Linter {
	l := &Linter{tree: t, config: config, rules: rules, fast: newFast(t), reader: event.NewReader(t)}
	l.check.l = l
	l.reader.Watch = l.check.text
	l.innerPath.doc = &l.inner
	l.doc.Vocabulary, l.inner.Vocabulary = t.Names, t.Names
	for id := catalog.MessageID(1); catalog.MessageByID(id) != nil; id++ {
		usual, _ := diag.ParseSeverity(string(id.Severity()))
		l.severities[id] = l.severity(id.Rule().ID, usual)
	}
	l.finder.At = config.At
	if l.severities[catalog.MsgSourceInside] != diag.Off {
		l.finder.Lang = config.lang()
	}
	for code := jsonscan.Syntax; code <= jsonscan.NotObject; code++ {
		l.faults[code] = l.severity(code.String(), rules[code.String()].Default)
	}
	return l
}

// Clone returns a Linter of the same configuration for another goroutine.
func (l *Linter) Clone() *Linter { return assemble(l.tree, l.config, l.rules) }

// UnknownError names a rule or an event that does not exist.
type UnknownError struct {
	Kind    string // "rule" or "event"
	Name    string
	Nearest []string // what may have been meant, at most one
}

func (e *UnknownError) Error() string { return "unknown " + e.Kind + " " + strconv.Quote(e.Name) }

// Check judges the payloads that p holds: p itself where it is a webhook or an
// envelope, else those inside it. It hands each finding, in the order of offset
// and rule, to emit, whose it is to keep; its source line is for as long as the
// payload is. It returns how many payloads there were: none in a line of a text
// without a webhook, which is skipped.
func (l *Linter) Check(p source.Payload, emit func(*diag.Finding)) (payloads int) {
	everywhere := l.finder.At == nil || l.finder.At.Root()
	if l.within && l.silent() {
		if n, ok := l.finder.Glance(p.Bytes, l.clean); ok {
			return n
		}
	}
	if everywhere && !p.BOM && l.silent() && l.worthwhile() && l.quick(p.Bytes) {
		l.odd = 0
		l.check.report(p, emit)
		return 1
	}
	l.odd++
	if everywhere && !l.within {
		if l.careful(p); !l.check.isOdd(p) {
			if p.BOM {
				l.bom(p, emit)
			}
			l.check.report(p, emit)
			return 1
		}
	}
	return l.inside(p, emit)
}

// inside judges what is found inside a payload. Where one was, the next payload
// is probably another: it is looked into without being judged itself.
func (l *Linter) inside(p source.Payload, emit func(*diag.Finding)) (payloads int) {
	l.within = false
	for q, holds := range l.finder.Each(p) {
		payloads++
		l.within = q.Inside.Text != nil
		first := p.BOM && payloads == 1
		if l.within && !first && l.silent() && l.clean(q.Bytes) {
			continue
		}
		l.careful(q)
		if first {
			l.bom(p, emit)
		}
		if m, ok := l.finder.Missed(); !holds && ok {
			l.check.elsewhere(m, q.Text)
		}
		l.check.report(q, emit)
	}
	return payloads
}

// silent reports whether nothing is to be said of where webhooks are found. The
// fast pass says nothing of that.
func (l *Linter) silent() bool { return l.severities[catalog.MsgSourceInside] == diag.Off }

// Where payload after payload has to be looked at closer, the fast pass is only in the way:
// after oddRow of them it is tried on every oddTry-th alone.
const (
	oddRow = 8
	oddTry = 32
)

func (l *Linter) worthwhile() bool { return l.odd < oddRow || l.odd%oddTry == 0 }

// quick judges a payload at its spots alone, and leaves what is found in
// l.check. It reports false where the whole payload has to be read.
func (l *Linter) quick(data []byte) bool {
	c := &l.check
	c.found = c.found[:0]
	o := l.fast.read(data)
	if o == nil || l.config.Event != "" && l.config.Event != o.Event.Name {
		return false
	}
	if len(l.fast.spots) == 0 {
		return true
	}
	*c = check{l: l, doc: &l.fast.doc, found: c.found, event: o}
	if !l.reader.ReadSpots(c.doc, o, l.fast.spots) {
		return false
	}
	c.observed()
	return true
}

// clean reports whether a payload is certainly clean.
func (l *Linter) clean(data []byte) bool {
	o, ok := l.fast.clean(data)
	return ok && (l.config.Event == "" || l.config.Event == o.Event.Name)
}

// bom reports the byte order mark before an array of payloads with the first
// of them. It is in no payload.
func (l *Linter) bom(p source.Payload, emit func(*diag.Finding)) {
	m, lang := catalog.MessageByID(catalog.MsgJSONBOM), l.config.lang()
	if s := l.severities[catalog.MsgJSONBOM]; s != diag.Off {
		f := &diag.Finding{
			Rule: m.ID, Severity: s, Message: m.Text.In(lang), Path: p.Origin.Path,
			Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Length: 3, Help: []string{m.Help[0].In(lang)},
		}
		if l.check.ours() {
			f.Fix = &diag.Fix{Description: m.Fix.In(lang), Edits: []diag.Edit{{Length: 3}}}
		}
		emit(f)
	}
}

// severity is the level of a finding of a rule: what the run asks for, else
// what the rule says of it.
func (l *Linter) severity(rule string, usual diag.Severity) diag.Severity {
	if s, ok := l.config.Severities[rule]; ok {
		return s
	}
	if l.config.Strict && (rule == "field/unknown" || rule == "retrycode/unknown" || rule == "rejectcode/unknown") {
		return diag.Error
	}
	return usual
}
