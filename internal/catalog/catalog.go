// Package catalog is the vendor's facts as data: webhook events and their
// fields, retry, reject and error codes, return URL parameters and enums, with
// texts in English and Korean.
//
// The facts live in data/*.yaml, one file per kind, one entry per event or
// code. `make gen` compiles them into Go tables (tables.go), because parsing
// YAML at start-up would cost every command more time than the rest of it.
// The package reads no file and touches nothing outside itself; callers must
// not change what it returns.
package catalog

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

// Source is one document of the vendor.
type Source struct {
	ID         string
	Title      string
	URL        string // empty where no address is known
	Confidence Confidence
}

// Type is the JSON type of a field.
type Type string

// The JSON types that fields have.
const (
	String  Type = "string"
	Integer Type = "integer"
	Object  Type = "object"
	Array   Type = "array"
)

// Format narrows a string field.
type Format string

// The formats that fields have; the empty format is any text.
const (
	DateTime Format = "date-time" // RFC 3339, UTC
	Date     Format = "date"      // YYYY-MM-DD
	Country  Format = "country"   // ISO 3166-1 alpha-3
	IP       Format = "ip"        // IPv4 or IPv6 address
	Email    Format = "email"
	Phone    Format = "phone"
)

// PersonalKind says which personal data a field or parameter holds; empty
// where it holds none.
type PersonalKind string

// The kinds of personal data.
const (
	PersonalName     PersonalKind = "name"
	PersonalEmail    PersonalKind = "email"
	PersonalPhone    PersonalKind = "phone"
	PersonalIP       PersonalKind = "ip"
	PersonalBirth    PersonalKind = "birth-date"
	PersonalIdentity PersonalKind = "identity-number" // issued to a person for life: resident, social security, tax
	PersonalDocument PersonalKind = "document-number" // of a passport, licence, permit
	PersonalAddress  PersonalKind = "address"
	PersonalImage    PersonalKind = "image"
	PersonalFreeText PersonalKind = "free-text" // what people type, which may say anything
)

// PersonalNaming says how members that hold personal data of one kind are named,
// beside the Fields and Params that have a kind of their own. Case and
// separators do not count in any of the names.
type PersonalNaming struct {
	Kind     PersonalKind
	Whole    []string // the whole name
	Words    []string // whole words within the name, outside ASCII any part of it
	Anywhere []string // any part of the name
	Hints    []string // any part of the name: a value that looks personal there is
	Except   []string // members of a group of this kind that say nothing about the person
}

// Field is one member of an event's payload.
type Field struct {
	Path      string   // "kyc_result.status", "records[].recordId", "data.update[]"
	Types     []Type   // the first is the documented one; the others are tolerated with a note
	Required  bool     // absent is a fault
	Format    Format   //
	Enum      []string // documented values, first the usual one
	Open      bool     // values outside Enum are tolerated (the list is not known to be complete)
	Tolerated []string // misspelt values that the documentation itself uses
	Ref       string   // values come from a code table: "retrycodes", "rejectcodes", "failcodes"
	Meaning   Text
	Personal  PersonalKind // which personal data it holds, empty where none
	Sample    string       // which invented value a sample puts here, see package event
	Legacy    bool         // only in older samples of the vendor; not drawn into samples by default
	Fact
}

// Variant is one documented shape of an event: every field that is not legacy,
// less Without, plus With. A path stands for everything below it too.
type Variant struct {
	Name    string   // the first one of an event is its usual shape, mostly "default"
	With    []string // optional paths that this variant carries
	Without []string // optional paths that it leaves out
	Set     []Assign // literal values
	Doc     Text
}

// Assign puts a literal string value at a path.
type Assign struct{ Path, Value string }

// Event is one webhook event.
type Event struct {
	Name       string   // the trigger as it is really sent
	Official   string   // the name in the vendor's event table, empty where it is missing there
	Aliases    []string // other triggers accepted for it
	Status     string   // the submission's status it announces: incomplete, pending, approved, rejected or empty
	OccurredAt []string // paths of the times that say when it happened, the best first
	Fires      Text     // when it is sent
	Summary    Text     // headline: a sentence with {path} placeholders
	Action     Text     // whether anyone has to act, and who
	Fields     []Field
	Variants   []Variant
	Notes      []Text // oddities of the documentation worth knowing
	Fact
}

// Guidance is our own advice for a code.
type Guidance struct {
	User       Text // what the submitter should do
	Integrator Text // what the integrator should do
}

// Code is an entry of the retry, reject or error code tables.
type Code struct {
	Code        string
	Description Text     // En is the vendor's literal text where there is one
	Flows       []string // "id_document", "knowledge_based"; empty where the vendor does not say
	Category    string   // slug of a Category of the same table
	Retryable   bool     // the submitter can cure it by trying again
	Guidance    Guidance
	UserMessage Text // a short message for the submitter: the vendor's own where known (see MessageFact), else ours
	MessageFact Fact
	Notes       []Text
	Related     []string // codes of the same table
	Fact
}

// Category groups codes. Error code categories have the prefix of the code.
type Category struct {
	ID          string // slug ("image_quality"); for error codes the prefix ("DE")
	Name        Text
	Meaning     Text
	Guidance    Guidance
	NumberRange string // error codes only, as the vendor writes it
	Fact
}

// Param is a return URL parameter.
type Param struct {
	Name     string
	Enum     []string
	Meaning  Text
	Personal PersonalKind
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
	Meaning Text
	Fact
}
