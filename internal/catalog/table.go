package catalog

import "strings"

// Table is one family of codes.
type Table struct {
	ID         string // "retrycodes", "rejectcodes", "errorcodes"
	Codes      []Code
	Categories []Category
	Notes      []Text // about the table as a whole
}

// Find returns the entry of code: the exact spelling first (exact is then
// true), else the one that differs only in case and separators. It returns nil
// where there is neither.
func (t Table) Find(code string) (c *Code, exact bool) {
	for i := range t.Codes {
		if t.Codes[i].Code == code {
			return &t.Codes[i], true
		}
	}
	for i := range t.Codes {
		if SameName(t.Codes[i].Code, code) {
			return &t.Codes[i], false
		}
	}
	return nil, false
}

// Misspelt returns the entry that code is a misspelling of: the only one that
// differs from it by case and separators or by at most two letters (of a short
// code one). It returns nil where there is none, and for a code of the table.
func (t Table) Misspelt(code string) *Code {
	c, exact := t.Find(code)
	if exact || c != nil || len(code) > maxNearest {
		if exact {
			return nil
		}
		return c
	}
	want := Fold(code)
	best, ties := max(1, min(len(want)/3, 2))+1, 0
	for i := range t.Codes {
		have := Fold(t.Codes[i].Code)
		if len(have)-len(want) > best || len(want)-len(have) > best {
			continue
		}
		switch d := distance(want, have); {
		case d < best:
			c, best, ties = &t.Codes[i], d, 0
		case d == best:
			ties++
		}
	}
	if ties > 0 {
		return nil
	}
	return c
}

// Nearest returns at most n codes that text may have meant, best first.
func (t Table) Nearest(text string, n int) []string {
	codes := make([]string, len(t.Codes))
	for i, c := range t.Codes {
		codes[i] = c.Code
	}
	return Nearest(text, codes, n)
}

// Described returns at most n codes whose description, in either language, holds text.
// Case and separators do not count; a text of a few letters describes nothing.
func (t Table) Described(text string, n int) []string {
	want := Fold(text)
	if len(want) < 5 || len(want) > maxNearest {
		return nil
	}
	var codes []string
	for i := range t.Codes {
		c := &t.Codes[i]
		if len(codes) < n && (strings.Contains(Fold(c.Description.Ko), want) || strings.Contains(Fold(c.Description.En), want)) {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// Category returns the category with that id, nil where there is none.
func (t Table) Category(id string) *Category {
	for i := range t.Categories {
		if t.Categories[i].ID == id {
			return &t.Categories[i]
		}
	}
	return nil
}

// ErrorCategory returns the category of an error code: that of its entry, else
// the one that its prefix names ("TK-10077" is of TK), else nil. Case and the
// separator do not count, but the rest must be digits, as in all numbered codes.
func ErrorCategory(code string) *Category {
	if c, _ := errorCodes.Find(code); c != nil {
		return errorCodes.Category(c.Category)
	}
	end := 0
	for end < len(code) && isLetter(code[end]) {
		end++
	}
	digits := code[end:]
	if digits != "" && isSeparator(digits[0]) {
		digits = digits[1:]
	}
	if digits == "" {
		return nil
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return nil
		}
	}
	for i := range errorCodes.Categories {
		if c := &errorCodes.Categories[i]; c.NumberRange != "" && SameName(c.ID, code[:end]) {
			return c
		}
	}
	return nil
}
