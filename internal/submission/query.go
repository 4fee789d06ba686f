package submission

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// Query narrows a list. The zero Query is everything ("Get Submission").
type Query struct {
	UserID    string
	Email     string
	StartDate string // YYYY-MM-DD
	EndDate   string // YYYY-MM-DD, the day itself included
	Type      string // which parts of the items: one of Types; empty is all
	PageSize  int    // count; 0 leaves it to the service
}

// QueryError says which part of a query is wrong.
type QueryError struct {
	Name   string
	Reason say.Message
}

// Error implements error.
func (e *QueryError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *QueryError) In(lang string) string {
	return say.Textf("%s: %s", say.Word(e.Name), e.Reason).In(lang)
}

// Types are the values of request_type.
func Types() []string { return catalog.ValueNames(catalog.RequestTypeEnum) }

// MaxID bounds the ids that are sent, in bytes; the service names no limit.
const MaxID = 256

// CheckID refuses what cannot be the id of a submission.
func CheckID(id string) error { return checkID("submission id", id) }

func checkID(name, id string) error {
	switch {
	case id == "":
		return &QueryError{name, say.Textf("it is empty")}
	case len(id) > MaxID:
		return &QueryError{name, say.Textf("it has %d bytes, expected at most %d", len(id), MaxID)}
	case !utf8.ValidString(id) || strings.ContainsFunc(id, unfit):
		return &QueryError{name, say.Textf("it holds white space or control characters")}
	}
	return nil
}

func unfit(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// Check refuses what the service would: the error is a *QueryError.
func (q Query) Check() error {
	start, err := checkDate("start date", q.StartDate)
	if err != nil {
		return err
	}
	end, err := checkDate("end date", q.EndDate)
	if err != nil {
		return err
	}
	switch {
	case q.StartDate != "" && q.EndDate != "" && end.Before(start):
		return &QueryError{"end date", say.Textf("%s is before the start date %s", q.EndDate, q.StartDate)}
	case q.Type != "" && !slices.Contains(Types(), q.Type):
		return &QueryError{"type", say.Textf("unknown type %q: expected %s", q.Type, strings.Join(Types(), ", "))}
	case q.PageSize < 0:
		return &QueryError{"page size", say.Textf("%d is negative", q.PageSize)}
	}
	return nil
}

func checkDate(name, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return at, &QueryError{name, say.Textf("%q is not a date that exists: expected YYYY-MM-DD", text)}
	}
	return at, nil
}

// values is the query string of the page that begins at cursor.
func (q Query) values(at Cursor) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set(catalog.QueryUserID, q.UserID)
	set(catalog.QueryEmail, q.Email)
	set(catalog.QueryStart, q.StartDate)
	set(catalog.QueryEnd, q.EndDate)
	set(catalog.QueryType, q.Type)
	if q.PageSize > 0 {
		v.Set(catalog.QueryCount, strconv.Itoa(q.PageSize))
	}
	if at.key != (pageKey{}) {
		set(catalog.QueryNextID, at.key.ID)
		set(catalog.QueryNextDate, at.key.Date)
	}
	return v
}
