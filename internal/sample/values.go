package sample

import (
	"slices"
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// value appends one invented JSON value.
type value func(dst []byte, p *payload) []byte

// values is the table from the catalogue's sample ids to their generators.
// Fields with a single documented value, and those that a variant sets, never
// come here.
func values() map[string]value {
	return map[string]value{
		"submission-id":          func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.SubmissionID) },
		"userid":                 func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.UserID) },
		"token-id":               func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.TokenID) },
		"applicant-id":           func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.ApplicantID) },
		"duplicated-information": func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.DuplicateID) },
		"cf1":                    func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.CF[0]) },
		"cf2":                    func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.CF[1]) },
		"cf3":                    func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.CF[2]) },
		"ip":                     func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.IP) },

		"email":           func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Email) },
		"full-name":       func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.FullName) },
		"full-name-en":    func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.FullNameEn) },
		"first-name":      func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.FirstName) },
		"last-name":       func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.LastName) },
		"gender":          func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Gender) },
		"nationality":     func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Nationality) },
		"issuing-country": func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Nationality) },
		"birth-date":      func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.BirthDate) },
		"phone":           func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Phone) },
		"age-group":       always("N/A"), // the only documented value

		// Numbers that no authority issues.
		"ssn":             numbered("000-", 2, "-", 4),
		"identity-number": numbered("SAMPLE-", 6, "-", 2),
		"document-number": numbered("SAMPLE", 6, "", 0),

		"created-at":          func(dst []byte, p *payload) []byte { return appendTime(dst, p.life.Created) },
		"pending-at":          func(dst []byte, p *payload) []byte { return appendTime(dst, p.pending) },
		"updated-at":          now,
		"result-at":           now,
		"update-time":         now,
		"delete-time":         now,
		"injection-time":      now,
		"record-time":         now,
		"auth-time":           now,
		"expired-at":          now,
		"expected-expired-at": now,
		"issue-date":          day(-1),
		"expire-date":         day(9),

		"attempts":       func(dst []byte, p *payload) []byte { return strconv.AppendInt(dst, int64(p.life.Attempts), 10) },
		"retry-code":     oneOf(RetryCodes()),
		"reject-code":    oneOf(rejects(func(c catalog.Code) string { return c.Code })),
		"reject-comment": oneOf(rejects(func(c catalog.Code) string { return c.Description.En })),
		"kyc-status": func(dst []byte, p *payload) []byte {
			if p.life.Status == "" {
				return jsonscan.AppendQuoted(dst, catalog.StatusApproved)
			}
			return jsonscan.AppendQuoted(dst, p.life.Status)
		},
		"reviewer": func(dst []byte, p *payload) []byte {
			if p.reviewed {
				return append(dst, `"reviewer@example.com"`...)
			}
			return append(dst, `"system"`...)
		},
		"id-type": oneOf(IDTypes()),
		"update-fields": func(dst []byte, p *payload) []byte {
			return jsonscan.AppendQuoted(dst, changes[p.draw%uint64(len(changes))][p.element])
		},
		"admin-email":    oneOf([]string{"admin@example.com", "operations@example.org"}),
		"delete-comment": oneOf([]string{"customer request", "retention period is over", "test submission"}),
		"additional-answer": func(dst []byte, p *payload) []byte {
			return jsonscan.AppendQuoted(dst, answers[p.element][p.draw%2].answer)
		},
		"additional-input": func(dst []byte, p *payload) []byte {
			return jsonscan.AppendQuoted(dst, answers[p.element][p.draw%2].input)
		},
		"additional-block": always("radio"), // the only value seen
		"record-id":        recordID,
		"worklist-id":      drawn("wl_"),
		"auth-id":          drawn("auth_"),
	}
}

// changes are the pairs of fields that an `updated` event names.
var changes = [][elements]string{
	{"fullName", "birthDate"}, {"first_name", "last_name"}, {"gender", "nationality"},
	{"issueDate", "expireDate"}, {"documentNumber", "idType"}, {"identityNumber", "issuingCountry"},
}

// answers are to the additional questions that an invented project asks.
var answers = [elements][2]struct{ answer, input string }{
	{{"Savings", "monthly"}, {"Investment", "long term"}},
	{{"Employee", "software"}, {"Self-employed", "design studio"}},
}

func always(text string) value {
	literal := quoted(text)
	return func(dst []byte, _ *payload) []byte { return append(dst, literal...) }
}

// now is the time of the event itself.
func now(dst []byte, p *payload) []byte { return appendTime(dst, p.at) }

// day is the submission's date, years later.
func day(years int) value {
	return func(dst []byte, p *payload) []byte {
		y, m, d := p.life.Created.Date()
		return append(appendDate(append(dst, '"'), y+years, int(m), min(d, 28)), '"')
	}
}

// oneOf picks from a list; lists of the same length in one payload get the
// same pick, so that a code and its comment belong together.
func oneOf(list []string) value {
	literals := make([]string, len(list))
	for i, text := range list {
		literals[i] = quoted(text)
	}
	return func(dst []byte, p *payload) []byte {
		return append(dst, literals[p.draw%uint64(len(literals))]...)
	}
}

// numbered is a number of two groups of digits, the same throughout a life.
func numbered(prefix string, n int, between string, m int) value {
	return func(dst []byte, p *payload) []byte {
		seed := uint64(len(prefix))
		for i := range len(p.life.ApplicantID) {
			seed = seed*31 + uint64(p.life.ApplicantID[i])
		}
		seed = mix(seed, 1)
		dst = append(append(dst, '"'), prefix...)
		for i := range n + m {
			if i == n {
				dst = append(dst, between...)
			}
			dst, seed = append(dst, byte('0'+seed%10)), seed/10
		}
		return append(dst, '"')
	}
}

// recordID is 12 letters of both cases and digits, then the submission.
func recordID(dst []byte, p *payload) []byte {
	const alphabet = letters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	dst = append(dst, '"')
	bits := mix(p.draw, uint64(p.element)+1<<12)
	for i := range 12 {
		if i == 6 {
			bits = mix(bits, 1)
		}
		dst, bits = append(dst, alphabet[bits%uint64(len(alphabet))]), bits/uint64(len(alphabet))
	}
	return append(append(append(dst, '_'), p.life.SubmissionID...), '"')
}

// drawn is an id of its own for each element of a payload.
func drawn(prefix string) value {
	return func(dst []byte, p *payload) []byte {
		dst = append(append(dst, '"'), prefix...)
		bits := mix(p.draw, uint64(p.element)+uint64(len(prefix))<<8)
		for range 10 {
			dst, bits = append(dst, letters[bits%36]), bits/36
		}
		return append(dst, '"')
	}
}

// RetryCodes are those of the ID document flow that a submitter can cure, each
// as often as its weight.
func RetryCodes() []string {
	var codes []string
	for _, c := range catalog.RetryCodes().Codes {
		if !c.EndsAttempts && slices.Contains(c.Flows, catalog.FlowIDDocument) {
			codes = append(codes, slices.Repeat([]string{c.Code}, max(c.SampleWeight, 1))...)
		}
	}
	return codes
}

// rejects is one text of each reject code whose text the vendor wrote, but for
// the code that a variant sets: no payload holds a paraphrase.
func rejects(text func(catalog.Code) string) []string {
	var list []string
	for _, c := range catalog.RejectCodes().Codes {
		if _, literal := c.Literal(); literal && !c.EndsAttempts {
			list = append(list, text(c))
		}
	}
	return list
}

// IDTypes are the types of ID documents that samples draw.
func IDTypes() []string {
	var types []string
	for _, v := range catalog.Values(catalog.IDTypeEnum) {
		if v.Common {
			types = append(types, v.Value)
		}
	}
	return types
}

// appendTime appends a JSON string: RFC 3339 in UTC, with milliseconds.
func appendTime(dst []byte, t time.Time) []byte {
	t = t.UTC()
	year, month, dayOfMonth := t.Date()
	hour, minute, second := t.Clock()
	dst = append(appendDate(append(dst, '"'), year, int(month), dayOfMonth), 'T')
	for _, n := range [...]int{hour, minute, second} {
		dst = append(dst, byte('0'+n/10), byte('0'+n%10), ':')
	}
	ms := t.Nanosecond() / int(time.Millisecond)
	dst[len(dst)-1] = '.'
	return append(dst, byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z', '"')
}

// quoted is text as JSON.
func quoted(text string) string { return string(jsonscan.AppendQuoted(nil, text)) }
