// Package catalog is the vendor's facts as data: webhook events and their
// fields, retry, reject and error codes, return URL parameters and enums, with
// texts in English and Korean.
//
// The facts live in data/*.yaml, one file per kind, one entry per event or
// code. What code has to name (a status, a path of the API, a limit) is a
// constant that comes from there, too. `make gen` compiles them into Go tables (tables.go), because parsing
// YAML at start-up would cost every command more time than the rest of it.
// The package reads no file and touches nothing outside itself; callers must
// not change what it returns.
package catalog

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"time"
)

// Text is one text in the languages of the tool.
type Text struct{ En, Ko string }

// In returns the text in lang ("en" or "ko"), English where there is no other.
func (t Text) In(lang string) string {
	if lang == "ko" && t.Ko != "" {
		return t.Ko
	}
	return t.En
}

// Confidence says how well a fact is founded.
type Confidence string

// The confidences, best first. Ours marks our own judgement and guidance.
const (
	Primary  Confidence = "primary"  // the vendor's documents that were given
	Vendor   Confidence = "vendor"   // another page of the vendor
	Inferred Confidence = "inferred" // concluded, not stated
	Ours     Confidence = "ours"     // argosctl's own advice
)

// Fact says where an entry comes from: Source is the id of a Source entry.
type Fact struct {
	Source     string
	Confidence Confidence
}

// Author is who wrote a text or made a judgement.
type Author string

// The authors.
const (
	ByVendor   Author = "vendor"   // word for word
	ByArgosctl Author = "argosctl" // its own words, translations included
)

// Author returns who wrote a text that f founds, as it stands in lang: the
// vendor's texts are English, and their translations are argosctl's.
func (f Fact) Author(lang string) Author {
	if lang == "ko" || f.Confidence == Ours {
		return ByArgosctl
	}
	return ByVendor
}

// Source is one document of the vendor.
type Source struct {
	ID         string
	Title      string
	TitleKo    string // empty where the title stays as it is
	URL        string // empty where no address is known
	Confidence Confidence
}

// Name returns the title in lang.
func (s *Source) Name(lang string) string { return Text{En: s.Title, Ko: s.TitleKo}.In(lang) }

// Variant is one documented shape of an event: every field that is not legacy,
// less Without, plus With. A path stands for everything below it too.
type Variant struct {
	Name    string   // the first one of an event is its usual shape, mostly "default"
	With    []string // optional paths that this variant carries
	Without []string // optional paths that it leaves out
	Set     []Assign // literal values
	Nulls   []string // paths that are null, as what a Projection hides may be
	Objects []string // paths of arrays that are an object, as one element of them is
	Names   []Assign // other names that the documentation has for the members at these paths
	Odd     []string // the rules that find something in a sample of it; empty for the usual shapes
	Doc     Text
}

// Assign puts a literal string value at a path.
type Assign struct{ Path, Value string }

// Action is who has to act after an event where a field at one of the paths When holds
// the value beside it ("data.update[]" is any element), and none holds another one.
// AnyCode is every code of the table. Without When it is for every other payload.
type Action struct {
	When []Assign
	Then Text
}

// AnyCode stands in an Action for every code that the vendor documents.
const AnyCode = "*"

// Stage is what an event does in a submission's life.
type Stage string

// The stages; the empty Stage is for what happens beside a life.
const (
	StageCreate Stage = "create" // begins it
	StageRetry  Stage = "retry"  // an attempt failed
	StageReview Stage = "review" // it waits for a reviewer
	StageDecide Stage = "decide" // as the event's Status says
	StageChange Stage = "change" // its data changed
	StageDelete Stage = "delete" // ends it
)

// Wait is a range of durations, both ends included.
type Wait struct{ Min, Max time.Duration }

// Life is one course that invented submissions take: the events in order, each
// with its variant ("retry/too-many", or the event alone for its first one),
// and how often it is drawn compared with the others.
type Life struct {
	Weight int
	Events []string
}

// Event is one webhook event. Its texts, those of its fields and variants too,
// are argosctl's words; the Fact says what they are founded on.
type Event struct {
	Name     string   // the trigger as it is really sent
	Official string   // the name in the vendor's event table, empty where it is missing there
	Aliases  []string // other triggers accepted for it
	Words    []string // what people look for it by, in Korean; no trigger
	Status   string   // the submission's status it announces: incomplete, pending, approved, rejected or empty
	Like     string   // the event that its payload is assumed to be like, where only its name is documented
	Stage    Stage    //
	Act      string   // who has to act after it, a value of timeline.act; empty where a status tells, or nothing changes
	After    Wait     // how long a sample of it comes after the event before
	Fires    Text     // when it is sent
	Summary  Text     // headline: a sentence with {path} placeholders
	Action   Text     // whether anyone has to act, and who, whatever the payload says
	Actions  []Action // the same for single values of the payload; the first one that fits holds
	Payload  Field    `data:"-"` // the body: an object
	Variants []Variant
	Notes    []Text // oddities of the documentation worth knowing
	Fact
}

// ActionAt returns the nth text of Actions, the event's Action where n is 0.
func (e *Event) ActionAt(n int) Text {
	if n == 0 {
		return e.Action
	}
	return e.Actions[n-1].Then
}

// Fields yields every documented field of the payload, a parent before its
// children.
func (e *Event) Fields() iter.Seq[*Field] { return e.Payload.All() }

// FieldOf returns the first field of a role; nil where the event has none.
func (e *Event) FieldOf(role Role) *Field {
	for f := range e.Fields() {
		if f.Role == role {
			return f
		}
	}
	return nil
}

// Field returns the documented field at path, nil where there is none.
func (e *Event) Field(path string) *Field {
	for f := range e.Fields() {
		if f.Path == path {
			return f
		}
	}
	return nil
}

// Guidance is our own advice for a code.
type Guidance struct {
	User       Text // what the submitter should do
	Integrator Text // what the integrator should do
}

// RetryHelps says whether the submitter can cure a cause by trying again,
// argosctl's judgement. For reject codes, which end a submission, it means a new
// submission.
type RetryHelps string

// The answers. The empty one means that nothing is known.
const (
	RetryYes   RetryHelps = "yes"   // with the same document and device
	RetryOther RetryHelps = "other" // with another document, device or browser
	RetryNo    RetryHelps = "no"    // not at all: somebody else has to act first
)

// Retryable reports whether a retry can help in any way.
func (r RetryHelps) Retryable() bool { return r == RetryYes || r == RetryOther }

// Code is an entry of the retry, reject or error code tables.
type Code struct {
	Code            string
	EndsAttempts    bool // nobody may try again after it
	SampleWeight    int  // how often samples draw it compared with other codes; 0 is once
	Description     Text
	DescriptionFact Fact     // of the English description, where it is another than the entry's
	Cut             bool     // the end of the vendor's description is not known
	Comments        []string // other texts that the vendor's samples have beside a reject code
	Flows           []string // "id_document", "knowledge_based"; empty where the vendor does not say
	Category        string   // slug of a Category of the same table
	RetryHelps      RetryHelps
	Guidance        Guidance
	UserMessage     Text // a short message for the submitter, of the vendor or ours, see MessageFact
	MessageFact     Fact
	Notes           []Text
	Related         []string // codes of the same table
	Fact
}

// DescriptionAuthor returns who wrote the description in lang.
func (c *Code) DescriptionAuthor(lang string) Author {
	if c.DescriptionFact != (Fact{}) {
		return c.DescriptionFact.Author(lang)
	}
	return c.Author(lang)
}

// Literal returns the vendor's own English text of the code; ok is false where
// there is none or its end is not known.
func (c *Code) Literal() (text string, ok bool) {
	if c.Cut || c.DescriptionAuthor("en") != ByVendor {
		return "", false
	}
	return c.Description.En, true
}

// HasComment reports whether text may be the vendor's comment beside a reject code:
// its text, but for blanks and a full stop at the end, or anything where that is
// not known in full.
func (c *Code) HasComment(text []byte) bool {
	const end = " ."
	literal, ok := c.Literal()
	if !ok {
		return true
	}
	text = bytes.TrimRight(text, end)
	is := func(known string) bool { return string(text) == strings.TrimRight(known, end) }
	return is(literal) || slices.ContainsFunc(c.Comments, is)
}

// Category groups codes. Error code categories have the prefix of the code.
type Category struct {
	ID          string // slug ("image_quality"); for error codes the prefix ("DE")
	Name        Text
	Meaning     Text       // argosctl's words
	RetryHelps  RetryHelps // holds for codes that are not listed; empty where it depends on the code
	Guidance    Guidance
	NumberRange string // error codes only, as the vendor writes it
	Fact
}

// Param is a return URL parameter.
type Param struct {
	Name        string
	Enumeration string // see Field
	Enum        []string
	Meaning     Text // argosctl's words
	Personal    PersonalKind
	Fact
}

// Outcome is what a return URL means for the integrator's service.
type Outcome struct {
	Name    string // approved, pending, rejected, blocked, unknown
	Meaning Text
	Next    Text // what the service should do next
}

// Value is one value of a small enumeration.
type Value struct {
	Enum    string // "token.expired_condition", "injection.failCode", ...
	Value   string
	Act     string // who has to act where the value holds, a value of timeline.act; empty where it does not tell
	Final   bool   // of a status: only a change by an administrator takes it back
	Common  bool   // samples draw it
	Meaning Text   // argosctl's words
	// VendorText is the vendor's own text that comes with the value, empty where
	// none is known: what the submitter reads, or the comment beside a code.
	VendorText string
	Fact
}
