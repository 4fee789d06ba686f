package lint

import (
	"errors"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
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
}

// MaxFindings bounds the findings of one payload; the last one then says that
// there are more.
const MaxFindings = 1000

// Linter judges one payload after another and reuses its memory. It is not
// safe for concurrent use: give each goroutine its own, by Clone.
type Linter struct {
	*tables
	config Config
	fast   *fast
	rules  map[string]*Rule

	doc   jsonscan.Document
	inner jsonscan.Document // of an opened envelope
	check check
	fixes []*diag.Fix // of one round of Repair
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
			return nil, &UnknownError{Kind: "rule", Name: id, Nearest: catalog.Nearest(id, ruleIDs(), 1)}
		}
	}
	if _, alias, ok := catalog.EventByName(config.Event); config.Event != "" && (!ok || alias) {
		return nil, &UnknownError{Kind: "event", Name: config.Event, Nearest: catalog.Nearest(config.Event, eventNames(), 1)}
	}
	l := &Linter{tables: newTables(), config: config, rules: rules}
	l.fast = newFast(l.tables)
	return l, nil
}

// Clone returns a Linter of the same configuration for another goroutine.
func (l *Linter) Clone() *Linter {
	return &Linter{tables: l.tables, config: l.config, rules: l.rules, fast: newFast(l.tables)}
}

// UnknownError names a rule or an event that does not exist.
type UnknownError struct {
	Kind    string // "rule" or "event"
	Name    string
	Nearest []string // what may have been meant, at most one
}

func (e *UnknownError) Error() string { return "unknown " + e.Kind + " " + quote(e.Name) }

// Check judges a payload and hands each finding, in the order of offset and
// rule, to emit. The finding is emit's to keep.
func (l *Linter) Check(p source.Payload, emit func(*diag.Finding)) {
	if !p.BOM {
		if o, ok := l.fast.clean(p.Bytes); ok && (l.config.Event == "" || l.config.Event == o.event.Name) {
			return
		}
	}
	l.careful(p)
	if p.BOM {
		l.bom(p, emit)
	}
	l.check.report(p, emit)
}

// bom reports the byte order mark before an array of payloads with the first
// of them. It is in no payload.
func (l *Linter) bom(p source.Payload, emit func(*diag.Finding)) {
	const rule = "json/bom"
	if s := l.severity(rule, l.rules[rule].Default); s != diag.Off {
		f := &diag.Finding{
			Rule: rule, Severity: s, Message: "the file starts with a byte order mark", Path: p.Origin.Path,
			Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Length: 3,
			Help: []string{"save the file as UTF-8 without BOM"},
		}
		if l.check.ours() {
			f.Fix = &diag.Fix{Description: "remove the byte order mark", Edits: []diag.Edit{{Length: 3}}}
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

func eventNames() []string {
	var names []string
	for _, e := range catalog.Events() {
		names = append(names, e.Name)
	}
	return names
}
