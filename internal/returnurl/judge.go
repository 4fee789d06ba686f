package returnurl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// conclude fills res with the parameters and what they mean together.
func (r *Reader) conclude(res *Result, f *fields) {
	res.Other = f.other
	for i, p := range r.params {
		if !f.has(i) {
			continue
		}
		value := f.values[i]
		res.Params = append(res.Params, Param{p.Name, value})
		if isTemplate(value) {
			r.warn("template", fmt.Sprintf("%s holds a template that was never replaced: this is the preview of the dashboard, not a URL that the service sent", p.Name))
		}
		switch p.Name {
		case catalog.ParamStatus:
			res.KYCStatus = r.status(value)
		case catalog.ParamErrorCode:
			res.ErrorCode = r.errorCode(value)
		}
	}
	r.warnNothing(res)
	res.Outcome = r.outcome(res)
	res.Warnings = r.warnings
}

func (r *Reader) warnNothing(res *Result) {
	if len(res.Params) == 0 && len(r.warnings) == 0 {
		r.warn("no-parameters", "none of the service's parameters is present: tick them in the dashboard's Dynamic Fields")
	}
}

// status looks a kycStatus up. Case counts, as for names.
func (r *Reader) status(value string) *KYCStatus {
	s := &KYCStatus{Value: value}
	var names []string
	near := ""
	for _, v := range r.statuses {
		if v.Value == value {
			s.Valid, s.Meaning = true, v.Meaning
			return s
		}
		names = append(names, v.Value)
		if catalog.SameName(v.Value, strings.TrimSpace(value)) {
			near = v.Value
		}
	}
	switch {
	case isTemplate(value):
	case near != "":
		r.warn("enum", fmt.Sprintf("%s is not one of %s: expected %s, spelled so", catalog.ParamStatus, strings.Join(names, ", "), near))
	default:
		r.warn("enum", fmt.Sprintf("%s is not one of %s", catalog.ParamStatus, strings.Join(names, ", ")))
	}
	return s
}

// errorCode looks a code up; nil where the parameter holds none. A code that
// is not listed is no fault, as the vendor's list is not complete.
func (r *Reader) errorCode(value string) *ErrorCode {
	switch {
	case value == "":
		r.warn("empty", catalog.ParamErrorCode+" is empty, so the submitter was not blocked: test it for a value, not for being present")
		return nil
	case isTemplate(value):
		return nil
	}
	e := &ErrorCode{Code: value}
	if len(value) > maxCode {
		r.warn("error-code", catalog.ParamErrorCode+" has no form that is known: expected letters, a hyphen and digits, such as DE-20000")
		return e
	}
	var exact bool
	e.Entry, exact = catalog.ErrorCodes().Find(value)
	if e.Entry != nil && !exact {
		r.warn("case", fmt.Sprintf("%s is spelled unlike %s", catalog.ParamErrorCode, e.Entry.Code))
	}
	if e.Category = catalog.ErrorCategory(value); e.Category == nil {
		r.warn("error-code", catalog.ParamErrorCode+" begins with no prefix that is documented: expected a code such as DE-20000")
	}
	return e
}

// maxCode is longer than any error code.
const maxCode = 64

// outcome: an errorCode means blocked, whatever kycStatus says.
func (r *Reader) outcome(res *Result) *catalog.Outcome {
	status := res.KYCStatus
	if res.ErrorCode != nil {
		if status != nil && status.Valid && status.Value != catalog.StatusRejected {
			r.warn("outcome", fmt.Sprintf("%s=%s contradicts %s, which comes from an error page alone: ask the API before you trust either",
				catalog.ParamStatus, status.Value, catalog.ParamErrorCode))
		}
		return r.outcomeNamed(catalog.OutcomeBlocked)
	}
	if status != nil && status.Valid {
		return r.outcomeNamed(status.Value)
	}
	return r.outcomeNamed(catalog.OutcomeUnknown)
}

// outcomeNamed finds an outcome; the catalogue's tests hold all five.
func (r *Reader) outcomeNamed(name string) *catalog.Outcome {
	i := slices.IndexFunc(r.outcomes, func(o catalog.Outcome) bool { return o.Name == name })
	return &r.outcomes[max(i, 0)]
}
