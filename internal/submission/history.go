package submission

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Attempt is one attempt that failed.
type Attempt struct {
	Count    string   // the number of the attempt, from 1; empty where the item does not say
	Codes    []string // retry codes
	Messages []string // what the submitter read; one code may have several
}

// Attempts are the failed attempts in the order of the item ("Get submission");
// none where it has but a number of them.
func (i Item) Attempts() []Attempt {
	var all []Attempt
	for _, path := range catalog.ItemPaths(catalog.RoleAttempts) {
		for a := range i.Objects(path) {
			all = append(all, Attempt{a.Text(catalog.AttemptNumber), a.Texts(catalog.AttemptCodes), a.Texts(catalog.AttemptMessages)})
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

// Retry is the last retry code and the number of attempts, where the item has
// them: as members of their own, or in the last of its attempts.
func (i Item) Retry() (code, attempts string) {
	all := i.Attempts()
	if len(all) == 0 {
		return i.value(catalog.RoleRetryCode), i.value(catalog.RoleAttempts)
	}
	last := all[len(all)-1]
	code, attempts = i.value(catalog.RoleRetryCode), last.Count
	if n := len(last.Codes); code == "" && n > 0 {
		code = last.Codes[n-1]
	}
	if attempts == "" {
		attempts = strconv.Itoa(len(all))
	}
	return code, attempts
}

// Warning is a check that was skipped ("Warning codes and fields").
type Warning struct {
	DataType string // kind of input, such as "ID Card"
	Engine   string // engine or stage
	At       string // RFC 3339 in UTC, or the literal text in another form
}

// Warnings are the checks that the service skipped. A submission that has any
// was not checked on every point, also where it is approved.
func (i Item) Warnings() []Warning {
	var all []Warning
	for w := range i.Objects(catalog.AnswerWarnings) {
		at := w.Text(catalog.WarningTime)
		if known := utc(at); known != "" {
			at = known
		}
		all = append(all, Warning{w.Text(catalog.WarningInput), w.Text(catalog.WarningEngine), at})
	}
	return all
}
