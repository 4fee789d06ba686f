package catalog

import (
	"slices"
	"strings"
)

// The enumerations that code asks for; see Values.
const (
	StatusEnum        = "kyc_result.status"      // of a submission
	ScreeningEnum     = "aml.currentstatus"      // what an AML screening came to
	RiskEnum          = "aml.risk_level_summary" // the risk that it found
	IDTypeEnum        = "idType"                 // the kinds of documents
	RequestTypeEnum   = "api.request_type"       // the parts of a submission that can be asked for
	ImageTypeEnum     = "api.image_type"         // the images of a submission
	MonitorStatusEnum = "api.monitor_status"     // of a record of AML ongoing monitoring
	ReturnURLEnum     = "returnurl.kycStatus"    // the status in a return URL
	OutcomeEnum       = "timeline.outcome"       // how far a submission has come
	ActEnum           = "timeline.act"           // who has to act
)

// Refusal tells a kind of the API's error bodies by their text.
type Refusal struct {
	Kind  string   // "deleted", "notfound", "address", "key" or "sealed"
	Marks []string // parts of the code or message, any of which tells it
	Fact
}

// The kinds of refusals.
const (
	RefusalDeleted  = "deleted"  // the submission was deleted
	RefusalNotFound = "notfound" // there is no such submission or token
	RefusalAddress  = "address"  // the caller's address is not on the allow list
	RefusalKey      = "key"      // the key is missing
	RefusalSealed   = "sealed"   // an encrypted request body does not open
)

// RefusalOf returns the kind of refusal that an error's text tells, empty where
// it tells none. Case does not count.
func RefusalOf(text string) string {
	text = strings.ToLower(text)
	for i := range refusals {
		tells := func(mark string) bool { return strings.Contains(text, strings.ToLower(mark)) }
		if slices.ContainsFunc(refusals[i].Marks, tells) {
			return refusals[i].Kind
		}
	}
	return ""
}

// ItemValue says where a submission in the API's answer has a value.
type ItemValue struct {
	Role  Role
	Paths []string // the best first
	Fact
}

// ItemPaths returns where a submission in the API's answer may have the value
// of a role, the best path first; none where the API does not have it.
func ItemPaths(role Role) []string {
	for i := range itemValues {
		if itemValues[i].Role == role {
			return itemValues[i].Paths
		}
	}
	return nil
}

// ItemColumns returns the paths of a submission's values that a flat table has,
// in their order.
func ItemColumns() []string { return itemColumns }

// Part is what a request type selects of a submission.
type Part struct {
	RequestType string
	Members     []string
}

// PartOf returns the request type that selects a member of a submission.
func PartOf(member string) string {
	for i := range parts {
		if slices.Contains(parts[i].Members, member) {
			return parts[i].RequestType
		}
	}
	return partRest
}

// ListOmits reports whether the list leaves a member of a submission out.
func ListOmits(member string) bool { return slices.Contains(listOmits, member) }

// PersonalMember reports whether all of a member of a submission is personal
// data, whatever the names within.
func PersonalMember(member string) bool { return slices.Contains(personalMembers, member) }

// Section is a group of a submission's members, as people read it.
type Section struct {
	Title   Text
	Members []string
}

// SectionOf returns the index in Sections of the group that has a member,
// len(Sections()) for a member of none.
func SectionOf(member string) int {
	for i := range sections {
		if slices.Contains(sections[i].Members, member) {
			return i
		}
	}
	return len(sections)
}

// Sections returns the groups of a submission's members, in their order.
func Sections() []Section { return sections }
