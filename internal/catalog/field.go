package catalog

import (
	"iter"
	"slices"
)

// Type is the JSON type of a field.
type Type string

// The JSON types that fields have.
const (
	String  Type = "string"
	Integer Type = "integer"
	Object  Type = "object"
	Array   Type = "array"
)

// FailCodes is the Ref of a field with codes of failure that have no table: its
// enumeration explains them.
const FailCodes = "failcodes"

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
	Kind     PersonalKind // empty for names of things, which look like those of people
	Whole    []string     // the whole name
	Words    []string     // whole words within the name, outside ASCII any part of it
	Anywhere []string     // any part of the name
	Ends     []string     // the end of the name, but for digits and what stands in parentheses
	Hints    []string     // any part of the name: a value that looks personal there is
	Except   []string     // members of a group of this kind that say nothing about the person
}

// Presence says how surely a field is there. The vendor marks no field as
// required: the levels are argosctl's, concluded from the samples and texts.
type Presence string

// The presences, the surest first.
const (
	Required Presence = "required" // without it the event cannot be understood
	Expected Presence = "expected" // in every complete sample of the event
	Usual    Presence = "usual"    // the same, but the vendor's text allows its absence
	Optional Presence = ""         // absent in a sample, or called optional
)

// String is the level's name.
func (p Presence) String() string {
	if p == Optional {
		return "optional"
	}
	return string(p)
}

// Role is what a field means, whatever its name and place in an event or in
// the API's answer.
type Role string

// The roles that fields and values of the API have.
const (
	RoleTrigger       Role = "trigger"
	RoleSubmissionID  Role = "submission-id"
	RoleUserID        Role = "user-id"
	RoleEmail         Role = "email"
	RoleStatus        Role = "status" // of the submission; the text of an object that says it in text, too
	RoleRetryCode     Role = "retry-code"
	RoleAttempts      Role = "attempts"
	RoleRejectComment Role = "reject-comment"
	RoleRejectCode    Role = "reject-code"
	RoleCustomField   Role = "custom-field" // Rank is its number
	RoleOccurredAt    Role = "occurred-at"  // when the event happened; Rank is 1 for the best of several times
	RoleCreatedAt     Role = "created-at"   // when the submission was made
	RoleScreening     Role = "screening"    // what an AML screening came to; Rank is 1 or 2
	RolePendingAt     Role = "pending-at"   // when the submission became pending; only there where a reviewer decided
	RoleFullName      Role = "full-name"    // of the API
	RoleFirstName     Role = "first-name"   // of the API
	RoleLastName      Role = "last-name"    // of the API
)

// Field is one value of an event's payload and all that is below it.
type Field struct {
	Name        string       `data:"-"` // of the member; empty for the payload itself and for the elements of an array
	Path        string       // from the payload: "kyc_result.status", "records[].recordId", "data.update[]"
	Types       []Type       // the first is the documented one; the others are accepted, too
	Presence    Presence     `data:"-"`
	Role        Role         // empty where it has none
	Rank        int          // see the roles that have one
	Format      Format       //
	Enum        []string     // documented values, those of the Enumeration where there is one; the event's name where the role is trigger
	Enumeration string       // which Values explain Enum, empty where none do
	Open        bool         // values outside Enum are tolerated (the list is not known to be complete)
	Tolerated   []string     // misspelt values that the documentation itself uses
	Also        []string     // texts that it may hold beside those of its format
	OtherNames  []string     // names of the same member that the documentation itself uses elsewhere
	Ref         string       // values come from a code table: "retrycodes", "rejectcodes", FailCodes
	ItemPaths   []string     // where the API's answer has the field, see APIPaths
	MayEmpty    bool         // the documentation says that its text may be empty
	Projected   bool         `data:"-"` // a Projection can hide it: it is left out, or null
	Meaning     Text         // empty for elements that no page describes
	Personal    PersonalKind // which personal data it holds, empty where none
	Sample      string       // which invented value a sample puts here, see package sample; empty: one that fits the enum, format or type
	FormOf      string       // path of a member of the same object, at the top level also of one below, in whose place it stands in older forms
	With        []Assign     // the members of the same object, and their values, with any of which it is expected; empty for always
	Legacy      bool         // only in older samples of the vendor; not drawn into samples by default
	Members     []Field      `data:"-"` // of an object, in the order of the vendor's sample
	Items       *Field       `data:"-"` // the elements of an array, nil where nothing is known of them
	Fact
}

// Member returns the member with that name, nil where f has none.
func (f *Field) Member(name string) *Field {
	for i := range f.Members {
		if f.Members[i].Name == name {
			return &f.Members[i]
		}
	}
	return nil
}

// Accepts reports whether t is one of the field's types.
func (f *Field) Accepts(t Type) bool { return slices.Contains(f.Types, t) }

// All yields every documented field below f, a parent before its children, in
// the order of the vendor's sample.
func (f *Field) All() iter.Seq[*Field] {
	return func(yield func(*Field) bool) { f.all(yield) }
}

func (f *Field) all(yield func(*Field) bool) bool {
	for i := range f.Members {
		if m := &f.Members[i]; !yield(m) || !m.all(yield) {
			return false
		}
	}
	if f.Items == nil {
		return true
	}
	return (f.Items.Source == "" || yield(f.Items)) && f.Items.all(yield)
}

// APIPaths is where the API's answer may have the field, the best path first:
// its ItemPaths, else its own name in each of the groups of a submission.
func (f *Field) APIPaths() []string {
	if len(f.ItemPaths) > 0 {
		return f.ItemPaths
	}
	paths := make([]string, len(itemGroups))
	for i, group := range itemGroups {
		if paths[i] = f.Name; group != "" {
			paths[i] = group + "." + f.Name
		}
	}
	return paths
}
