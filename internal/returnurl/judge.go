package returnurl

import (
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
			r.warn(catalog.NoticeReturnurlTemplate, "name", p.Name)
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
		r.warn(catalog.NoticeReturnurlNoParameters)
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
		r.warn(catalog.NoticeReturnurlEnumNear, "name", catalog.ParamStatus, "list", strings.Join(names, ", "), "right", near)
	default:
		r.warn(catalog.NoticeReturnurlEnum, "name", catalog.ParamStatus, "list", strings.Join(names, ", "))
	}
	return s
}

// errorCode looks a code up; nil where the parameter holds none. A code that
// is not listed is no fault, as the vendor's list is not complete.
func (r *Reader) errorCode(value string) *ErrorCode {
	switch {
	case value == "":
		r.warn(catalog.NoticeReturnurlEmpty, "name", catalog.ParamErrorCode)
		return nil
	case isTemplate(value):
		return nil
	}
	e := &ErrorCode{Code: value}
	if len(value) > maxCode {
		r.warn(catalog.NoticeReturnurlErrorCodeForm, "name", catalog.ParamErrorCode)
		return e
	}
	var exact bool
	e.Entry, exact = catalog.ErrorCodes().Find(value)
	if e.Entry != nil && !exact {
		r.warn(catalog.NoticeReturnurlCaseCode, "name", catalog.ParamErrorCode, "right", e.Entry.Code)
	}
	switch e.Category = catalog.ErrorCategory(value); {
	case e.Category == nil:
		r.doubt(catalog.UnknownErrorCodeList, catalog.NoticeReturnurlErrorCode, "name", catalog.ParamErrorCode)
	case e.Entry == nil:
		r.doubt(catalog.UnknownErrorCodeList, catalog.NoticeReturnurlErrorCodeList, "name", catalog.ParamErrorCode)
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
			r.doubt(catalog.UnknownErrorPageStatus, catalog.NoticeReturnurlOutcome,
				"name", catalog.ParamStatus, "value", status.Value, "other", catalog.ParamErrorCode)
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
