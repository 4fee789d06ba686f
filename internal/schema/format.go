package schema

import "github.com/argosctl/argosctl/internal/catalog"

// The patterns say everything themselves, for validators that take `format`
// as a comment: that a day exists, leap years too, and what an address is.
const (
	leapDay     = `(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29`
	datePattern = `(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|` + leapDay + `)`
	hour        = `(?:[01][0-9]|2[0-3])`
	sixty       = `[0-5][0-9]`
	timePattern = `^` + datePattern + `[Tt]` + clock + `(?:[Zz]|[+-]` + hour + `:` + sixty + `)$`

	// Other forms that are read: YYYY-MM-DD-HH-MM-SS-ZZZ, in which the vendor's
	// pages write times ("Get Submission", "Injection"), ZZZ being a zone or
	// milliseconds; a blank for the T; no zone.
	clock          = hour + `:` + sixty + `:` + sixty + `(?:\.[0-9]+)?`
	oddTimePattern = `^` + datePattern + `(?:-` + hour + `-` + sixty + `-` + sixty + `(?:-(?:UTC|GMT|KST|Z|[0-9]{3}|[+-]` + hour + `:?` + sixty + `))?|[Tt]` + clock +
		`| ` + clock + `(?:[Zz]|[+-]` + hour + `:` + sixty + `)?)$`

	octet      = `(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])`
	ip4Pattern = `^` + octet + `(?:\.` + octet + `){3}$`
	ip6Pattern = `^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$`
	atom       = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+"
	label      = `[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?`
	// A template that was pasted from the documentation ({ip_address}, "string")
	// is a matter of fixtures, not of format.
	inner           = `[^\x00-\x1f{}<>"':;,=/\\]{1,63}`
	templatePattern = `^(?:\$?\{` + inner + `\}|\{\{` + inner + `\}\}|<` + inner + `>|string|YYYY-MM-DD.{0,29})$`

	emailPattern = `^` + atom + `(?:\.` + atom + `)*@` + label + `(?:\.` + label + `)*$`
)

// written is how the texts of a format are written: in any of the forms.
type written struct {
	format      catalog.Format
	description string
	forms       []*node
}

// checked are the formats that are checked; one that is not here (phone) is any
// text. An empty text and a template are no fault of format.
func checked() []written {
	return []written{
		{catalog.DateTime, "A time: RFC 3339. Other forms are read as well: YYYY-MM-DD-HH-MM-SS-ZZZ of the documentation, a blank for the T, no zone (UTC).", []*node{
			{Type: catalog.String, Format: "date-time", Pattern: timePattern}, {Type: catalog.String, Pattern: oddTimePattern},
		}},
		{catalog.Date, "A date: YYYY-MM-DD.", []*node{{Type: catalog.String, Format: "date", Pattern: "^" + datePattern + "$"}}},
		{catalog.Country, "A country: ISO 3166-1 alpha-3.", []*node{{Type: catalog.String, Enum: catalog.Countries()}}},
		{catalog.IP, "An IP address, version 4 or 6.", []*node{
			{Type: catalog.String, Format: "ipv4", Pattern: ip4Pattern}, {Type: catalog.String, Format: "ipv6", Pattern: ip6Pattern},
		}},
		{catalog.Email, "An e-mail address.", []*node{{Type: catalog.String, Format: "email", Pattern: emailPattern}}},
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
			defs = append(defs, member{name, &node{
				Description: c.description, Comment: ours,
				AnyOf: append(c.forms,
					&node{Type: catalog.String, Pattern: templatePattern}, &node{Type: catalog.String, MaxLength: limit(0)}),
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
	for _, form := range n.AnyOf {
		collect(form, used)
	}
}
