package returnurl

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// AppendJSON appends the result as one compact JSON object, with texts in
// lang ("en" or "ko"). Its shape is docs/schema/returnurl.json.
func (res *Result) AppendJSON(dst []byte, lang string) []byte {
	dst = appendText(append(dst, '{'), "url", res.URL)
	dst = appendBool(append(dst, ','), "encrypted", res.Encrypted)
	dst = append(dst, `,"cipher":`...)
	if c := res.Cipher; c != nil {
		dst = appendText(append(dst, '{'), "algorithm", c.Algorithm)
		dst = appendText(append(dst, ','), "key", c.Key)
		dst = appendText(append(dst, ','), "encoding", string(c.Encoding))
		dst = append(dst, '}')
	} else {
		dst = append(dst, "null"...)
	}
	dst = appendText(append(dst, ','), "outcome", res.Outcome.Name)
	dst = appendObject(append(dst, `,"params":`...), res.Params)
	dst = appendObject(append(dst, `,"other_params":`...), res.Other)
	dst = res.KYCStatus.appendJSON(append(dst, `,"kyc_status":`...), lang)
	dst = res.ErrorCode.appendJSON(append(dst, `,"error_code":`...), lang)
	dst = appendWarnings(append(dst, `,"warnings":`...), res.Warnings, lang)
	return append(dst, '}')
}

func (s *KYCStatus) appendJSON(dst []byte, lang string) []byte {
	if s == nil {
		return append(dst, "null"...)
	}
	dst = appendText(append(dst, '{'), "value", s.Value)
	dst = appendBool(append(dst, ','), "valid", s.Valid)
	dst = appendText(append(dst, ','), "meaning", s.Meaning.In(lang))
	source := catalog.ByArgosctl
	if !s.Valid {
		source = ""
	}
	dst = appendText(append(dst, ','), "meaning_source", string(source))
	return append(dst, '}')
}

func (e *ErrorCode) appendJSON(dst []byte, lang string) []byte {
	if e == nil {
		return append(dst, "null"...)
	}
	dst = appendText(append(dst, '{'), "code", e.Code)
	dst = appendBool(append(dst, ','), "known", e.Entry != nil)
	dst = append(dst, `,"category":`...)
	if e.Category != nil {
		dst = appendText(append(dst, '{'), "prefix", e.Prefix())
		dst = appendText(append(dst, ','), "name", e.Category.Name.In(lang))
		dst = append(dst, '}')
	} else {
		dst = append(dst, "null"...)
	}
	// Meanings and advice are argosctl's, where there are any.
	source := catalog.ByArgosctl
	if e.Category == nil {
		source = ""
	}
	guidance := e.Guidance()
	dst = appendText(append(dst, ','), "meaning", e.Meaning().In(lang))
	dst = appendText(append(dst, ','), "meaning_source", string(source))
	dst = appendText(append(dst, `,"guidance":{`...), "user", guidance.User.In(lang))
	dst = appendText(append(dst, ','), "integrator", guidance.Integrator.In(lang))
	dst = appendText(append(dst, "},"...), "guidance_source", string(source))
	return append(dst, '}')
}

// Prefix is the part of the code that names its category; the words of the
// general category have none.
func (e *ErrorCode) Prefix() string {
	if e.Category == nil || e.Category.NumberRange == "" {
		return ""
	}
	return e.Category.ID
}

func appendText(dst []byte, name, value string) []byte {
	return jsonscan.AppendQuoted(append(jsonscan.AppendQuoted(dst, name), ':'), value)
}

func appendBool(dst []byte, name string, value bool) []byte {
	dst = append(jsonscan.AppendQuoted(dst, name), ':')
	if value {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

func appendWarnings(dst []byte, warnings []Warning, lang string) []byte {
	dst = append(dst, '[')
	for i := range warnings {
		if i > 0 {
			dst = append(dst, ',')
		}
		n := warnings[i].Note(lang)
		dst = appendText(append(dst, '{'), "rule", n.Rule)
		dst = appendText(append(dst, ','), "message", n.Message)
		if n.Help != "" {
			dst = appendText(append(dst, ','), "help", n.Help)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}
