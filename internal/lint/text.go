package lint

import (
	"fmt"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/personal"
)

// judgeText judges the decoded text in c.text, which is node i, as a value of
// m. One finding a value: what a text is not shown to be wrong in is not said.
func (c *check) judgeText(m *field, i int) {
	if len(c.text) == 0 && m.judge != closedList {
		if !m.info.MayEmpty {
			c.add(c.at("field/empty", i, m.info.Path+" is empty", "the service leaves out what it has no value for: remove the member, or fill it in"))
		}
		return
	}
	if m.judge != closedList && c.template(i) {
		return
	}
	switch m.judge {
	case closedList:
		c.closed(m, i)
	case openList:
		c.listed(m, i)
		c.personal(i, m.hint)
	case retryCode:
		c.code(m, i, catalog.RetryCodes(), "retry", "documented")
	case rejectCode:
		c.code(m, i, catalog.RejectCodes(), "reject", "known")
	case anyText, triggers:
		c.personal(i, m.hint)
	default:
		c.format(m, i)
	}
}

// template reports a text that was pasted from documentation.
func (c *check) template(i int) bool {
	if !isPlaceholder(c.text) {
		return false
	}
	c.add(c.at("fixture/placeholder", i, fmt.Sprintf("%s is a template of the documentation, not a value", quote(string(c.text))),
		"put a value as the service sends it; `argosctl event sample` invents one"))
	return true
}

func (c *check) personal(i int, h personal.Hint) {
	if p := personal.Of(c.text, h); p != personal.Nobody {
		where := string(c.path[lastSlash(c.path)+1:])
		c.add(c.at("fixture/personal-data", i, fmt.Sprintf("%s looks like a real person's data: %s", where, described(p)), standIn(p)))
	}
}

// closed judges a value of which all possible ones are documented.
func (c *check) closed(m *field, i int) {
	if m.values.has(c.text) {
		return
	}
	value, right := string(c.text), m.right(string(c.text))
	if m.info.Role == catalog.RoleStatus && right == "" && isStatus(value) {
		c.add(c.at("status/mismatch", i, fmt.Sprintf("%s is %s in the %s event", m.info.Path, quote(value), c.event.event.Name),
			fmt.Sprintf("this event always carries %s; correct either the status or %s", quote(m.info.Enum[0]), triggerName)))
		return
	}
	f := c.at("field/enum", i, fmt.Sprintf("%s is %s, expected %s", m.info.Path, quote(value), choice(m.info.Enum)))
	switch near := catalog.Nearest(value, m.info.Enum, 1); {
	case right != "":
		f.help = []string{"write " + quote(right)}
		f.fix = c.replaceNode(i, "write "+quote(right), quote(right))
	case isPlaceholder(c.text):
		f.help = []string{"this is a template of the documentation: put " + choice(m.info.Enum)}
	case len(near) > 0:
		f.help = []string{"did you mean " + quote(near[0]) + "?"}
	default:
		f.help = []string{"put " + choice(m.info.Enum)}
	}
	c.add(f)
}

// right is the documented value that a text is another spelling of: in case
// and separators, or the documentation's own typo. It is "" where there is none.
func (m *field) right(value string) string {
	for _, v := range m.info.Enum {
		if catalog.SameName(v, value) && value != "" {
			return v
		}
	}
	for _, v := range m.info.Tolerated {
		if catalog.SameName(v, value) && value != "" {
			return m.info.Enum[0]
		}
	}
	return ""
}

// listed judges a value of which some are documented: only another spelling of
// one of those is told, as others may exist.
func (c *check) listed(m *field, i int) {
	value := string(c.text)
	if m.values.has(c.text) {
		return
	}
	if right := m.right(value); right != "" {
		f := c.at("field/enum", i, fmt.Sprintf("%s is %s, the documented value is %s", m.info.Path, quote(value), quote(right)),
			"values are case-sensitive: write "+quote(right)).usually(diag.Warning)
		f.fix = c.replaceNode(i, "write "+quote(right), quote(right))
		c.add(f)
	}
}

func isStatus(value string) bool {
	for _, v := range catalog.Values("kyc_result.status") {
		if v.Value == value {
			return true
		}
	}
	return false
}

// code judges a code of a table; the rules about it are named after kind,
// "retry" or "reject".
func (c *check) code(m *field, i int, codes catalog.Table, kind, known string) {
	if m.values.has(c.text) {
		return
	}
	value := string(c.text)
	if code := codes.Misspelt(value); code != nil {
		right := quote(code.Code)
		f := c.at(kind+"code/spelling", i, fmt.Sprintf("%s code %s is spelled %s", kind, quote(value), right),
			"codes are compared letter by letter: write "+right)
		f.fix = c.replaceNode(i, "write "+right, right)
		c.add(f)
		return
	}
	c.add(c.at(kind+"code/unknown", i, fmt.Sprintf("%s code %s is not one of the %s codes", kind, quote(value), known), nearestHelp(codes, value)))
}

func nearestHelp(codes catalog.Table, value string) string {
	if near := codes.Nearest(value, 3); len(near) > 0 {
		return "did you mean " + choice(near) + "?"
	}
	command := map[string]string{"retrycodes": "retrycode", "rejectcodes": "rejectcode"}[codes.ID]
	return "`argosctl " + command + " list` shows all codes"
}

// format judges a text of a given form, and then whether it is somebody's.
func (c *check) format(m *field, i int) {
	ok, want := true, ""
	switch m.judge {
	case dateTime:
		switch judgeTime(c.text) {
		case oddTime:
			c.add(c.at("field/format", i, m.info.Path+" is in the form YYYY-MM-DD-HH-MM-SS-ZZZ of the documentation, not RFC 3339",
				"read both forms; in fixtures write RFC 3339, such as 2026-04-14T02:11:09.120Z").usually(diag.Info))
		case notTime:
			ok, want = false, "an RFC 3339 time, such as 2026-04-14T02:11:09.120Z"
		default:
		}
	case date:
		ok, want = isDate(c.text), "a date that exists as YYYY-MM-DD, such as 1992-03-08"
	case country:
		ok, want = c.l.isCountry(c.text), "an ISO 3166-1 alpha-3 country code in capitals, such as KOR"
	case ipAddress:
		_, isIP := personal.ParseIP(c.text)
		ok, want = isIP, "an IP address, such as 203.0.113.24"
	case email:
		ok, want = personal.IsEmail(c.text), "an e-mail address, such as user@example.com"
	default:
	}
	if !ok {
		c.add(c.at("field/format", i, m.info.Path+" is not "+kindOfFormat(m.judge), "put "+want))
	}
	if ok || m.judge == email || m.judge == ipAddress {
		c.personal(i, m.hint)
	}
}

func kindOfFormat(j judge) string {
	return map[judge]string{
		dateTime: "a time that can be read", date: "a date", country: "a country code",
		ipAddress: "an IP address", email: "an e-mail address",
	}[j]
}
