package say

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/lazy"
)

// The Korean texts, in the format of GNU gettext, which translators' tools read.
//
//go:embed ko.po
var koreanPO string

// korean holds the Korean texts by their English ones. They are read when the first
// of them is needed: English costs nothing.
var korean = lazy.Value[map[string]string]{Make: func() map[string]string {
	entries, err := parsePO(koreanPO)
	if err != nil {
		panic("ko.po: " + err.Error()) // a test reads it, too
	}
	texts := make(map[string]string, len(entries))
	for _, e := range entries {
		texts[e.ID] = e.Text
	}
	return texts
}}

// Entry is a text and its translation. ID is the English text, of a count that for
// one; Many is its plural.
type Entry struct {
	ID, Many, Text string
	Line           int // in the file, from 1
}

// Entries returns the Korean texts in the order of their file.
func Entries() []Entry {
	entries, err := parsePO(koreanPO)
	if err != nil {
		panic("ko.po: " + err.Error())
	}
	return entries
}

// parsePO reads the part of the format that ko.po needs: msgid, msgid_plural, msgstr
// and msgstr[0], strings over several lines, comments. The first entry, whose msgid
// is empty, is the header.
func parsePO(text string) ([]Entry, error) {
	var entries []Entry
	e, field := Entry{}, new(string)
	keep := func() {
		if e.ID != "" {
			entries = append(entries, e)
		}
		e = Entry{}
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, quoted, _ := strings.Cut(line, " ")
		switch word {
		case "msgid":
			keep()
			e.Line, field = n, &e.ID
		case "msgid_plural":
			field = &e.Many
		case "msgstr", "msgstr[0]":
			field = &e.Text
		default:
			quoted = line
		}
		piece, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, fmt.Errorf("line %d: expected a quoted string", n)
		}
		*field += piece
	}
	keep()
	return entries, nil
}
