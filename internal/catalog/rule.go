package catalog

// Scope says what a rule is about.
type Scope string

// The scopes.
const (
	ScopeText     Scope = "text"     // the bytes, whatever they say
	ScopeEnvelope Scope = "envelope" // an encrypted payload
	ScopePayload  Scope = "payload"  // the event, its members and their values
	ScopeFixture  Scope = "fixture"  // values that do not belong into a fixture
	ScopeSource   Scope = "source"   // how the payload was saved
	ScopeSequence Scope = "sequence" // the events of a submission together
)

// Severity is "error", "warning", "info", or "off" for what only decode says
// unless a run asks for it.
type Severity string

// Rule is one kind of oddity that a payload can have. Its ID is stable: users
// put it into configurations.
type Rule struct {
	ID       string // "field/type"
	Scope    Scope
	Severity Severity  // unless the message has its own or the user says otherwise
	Short    Text      // what it finds, as a sentence without its full stop
	Doc      Text      // Markdown: why it matters and what to do
	Bad      string    // a payload in which it finds something, and no other rule does
	Good     string    // the same payload, repaired
	Messages []Message // at least one
}

// Message is one way in which a rule says what it found. Its texts are
// templates: see AppendMessage.
type Message struct {
	ID       string   // the rule's, or the rule's, a dot and a variant: "field/type.null"
	Severity Severity // empty where it is the rule's
	Text     Text
	Help     []Text // what to do
	Fix      Text   // describes the repair; empty where there is none
}

// Phrase is a piece of a message that stands in several: a kind of value, a
// character by its name.
type Phrase struct {
	ID   string
	Text Text
}

// MessageID is a message by its place in the tables. Zero is no message.
type MessageID uint8

// PhraseID is a phrase by its place in the tables. Zero is no phrase.
type PhraseID uint8

// messageRef is where a message stands: indexes of its rule and within it.
type messageRef struct{ rule, message uint8 }

// Rules returns every rule, in the order in which they are listed everywhere.
func Rules() []Rule { return rules }

// RuleByID returns the rule with that id, nil where there is none.
func RuleByID(id string) *Rule {
	for i := range rules {
		if rules[i].ID == id {
			return &rules[i]
		}
	}
	return nil
}

// MessageByID returns the message that a constant names, nil for no message.
func MessageByID(id MessageID) *Message {
	if id == 0 || int(id) > len(messageRefs) {
		return nil
	}
	ref := messageRefs[id-1]
	return &rules[ref.rule].Messages[ref.message]
}

// Rule returns the rule that the message belongs to, nil for no message.
func (id MessageID) Rule() *Rule {
	if id == 0 || int(id) > len(messageRefs) {
		return nil
	}
	return &rules[messageRefs[id-1].rule]
}

// Severity is the message's own severity, or its rule's.
func (id MessageID) Severity() Severity {
	m := MessageByID(id)
	if m == nil {
		return ""
	}
	if m.Severity != "" {
		return m.Severity
	}
	return id.Rule().Severity
}

// String is the message's id: "field/type.null".
func (id MessageID) String() string {
	if m := MessageByID(id); m != nil {
		return m.ID
	}
	return ""
}

// Text is the phrase in all languages, empty for no phrase.
func (id PhraseID) Text() Text {
	if id == 0 || int(id) > len(phrases) {
		return Text{}
	}
	return phrases[id-1].Text
}

// In returns the phrase in lang ("en" or "ko").
func (id PhraseID) In(lang string) string {
	if id == 0 || int(id) > len(phrases) {
		return ""
	}
	return phrases[id-1].Text.In(lang)
}
