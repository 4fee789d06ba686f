package schema

import "github.com/argosctl/argosctl/internal/catalog"

// The pieces of dates and times. Whether the day exists is for `format`.
const (
	datePattern = `[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])`
	hour        = `(?:[01][0-9]|2[0-3])`
	sixty       = `[0-5][0-9]`
	timePattern = `^` + datePattern + `[Tt]` + hour + `:` + sixty + `:(?:` + sixty + `|60)(?:\.[0-9]+)?(?:[Zz]|[+-]` + hour + `:` + sixty + `)$`

	// The form YYYY-MM-DD-HH-MM-SS-ZZZ, in which the vendor's pages write times
	// ("Get Submission", "Injection"); ZZZ is a zone or milliseconds.
	oddTimePattern = `^` + datePattern + `-` + hour + `-` + sixty + `-` + sixty + `-[0-9A-Za-z:+]{1,6}$`
)

// checked is how each format that is checked is written; a format that is not
// here (phone) is any text. An empty text is no fault of format.
func checked() []struct {
	format      catalog.Format
	description string
	forms       []*node
} {
	return []struct {
		format      catalog.Format
		description string
		forms       []*node
	}{
		{catalog.DateTime, "A time: RFC 3339, or the form YYYY-MM-DD-HH-MM-SS-ZZZ of the documentation.", []*node{
			{Format: "date-time", Pattern: timePattern}, {Pattern: oddTimePattern},
		}},
		{catalog.Date, "A date: YYYY-MM-DD.", []*node{{Format: "date", Pattern: "^" + datePattern + "$"}}},
		{catalog.Country, "A country: ISO 3166-1 alpha-3.", []*node{{Enum: catalog.Countries()}}},
		{catalog.IP, "An IP address, version 4 or 6.", []*node{
			{Format: "ipv4", Pattern: `^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$`}, {Format: "ipv6", Pattern: `^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$`},
		}},
		{catalog.Email, "An e-mail address.", []*node{{Format: "email", Pattern: `^[^@\s]+@[^@\s]+$`}}},
	}
}

// formatRef refers to the definition of a format, "" where it is not checked.
func formatRef(f catalog.Format) string {
	for _, c := range checked() {
		if c.format == f {
			return "#/$defs/format-" + string(f)
		}
	}
	return ""
}

// formatDefs are the definitions of the formats that n refers to, all where n
// is nil.
func formatDefs(n *node) members {
	used := map[string]bool{}
	collect(n, used)
	var defs members
	for _, c := range checked() {
		if name := "format-" + string(c.format); n == nil || used["#/$defs/"+name] {
			empty := 0
			defs = append(defs, member{name, &node{
				Description: c.description,
				AnyOf:       append(c.forms, &node{MaxLength: &empty}),
			}})
		}
	}
	return defs
}

// collect gathers what n and all below it refer to.
func collect(n *node, used map[string]bool) {
	if n == nil {
		return
	}
	used[n.Ref] = true
	collect(n.Items, used)
	for _, m := range n.Properties {
		collect(m.Node, used)
	}
}
