package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// ruleFile is the shape of rules.yaml.
type ruleFile struct {
	Phrases []catalog.Phrase
	Rules   []catalog.Rule
}

// check reports ids that are no ids, or stand there twice, and rules without a
// message.
func (f *ruleFile) check() error {
	names := map[string]string{}
	add := func(kind, id string) error {
		name := constant(kind, id)
		if other, ok := names[name]; ok {
			return fmt.Errorf("%q and %q are both %s", other, id, name)
		}
		names[name] = id
		return nil
	}
	for _, p := range f.Phrases {
		if err := add("Phrase", p.ID); err != nil {
			return err
		}
	}
	for _, r := range f.Rules {
		if len(r.Messages) == 0 {
			return fmt.Errorf("rule %q has no message", r.ID)
		}
		for _, m := range r.Messages {
			if rest, ok := strings.CutPrefix(m.ID, r.ID); !ok || rest != "" && (rest[0] != '.' || len(rest) == 1) {
				return fmt.Errorf("message %q is not of rule %q", m.ID, r.ID)
			}
			if err := add("Msg", m.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// constants writes a constant for each phrase and message, and where each
// message stands.
func (f *ruleFile) constants(b *bytes.Buffer) {
	b.WriteString("\n// The phrases of data/rules.yaml.\nconst (\n_ PhraseID = iota\n")
	for _, p := range f.Phrases {
		fmt.Fprintf(b, "%s // %s\n", constant("Phrase", p.ID), p.Text.En)
	}
	b.WriteString(")\n\n// The messages of data/rules.yaml.\nconst (\n_ MessageID = iota\n")
	for _, r := range f.Rules {
		for _, m := range r.Messages {
			fmt.Fprintf(b, "%s // %s\n", constant("Msg", m.ID), m.ID)
		}
	}
	b.WriteString(")\n\nvar messageRefs = []messageRef{\n")
	for i, r := range f.Rules {
		for j, m := range r.Messages {
			fmt.Fprintf(b, "{%d, %d}, // %s\n", i, j, m.ID)
		}
	}
	b.WriteString("}\n")
}

// noticeFile is the shape of notices.yaml.
type noticeFile struct{ Notices []catalog.Notice }

func (f *noticeFile) constants(b *bytes.Buffer) {
	b.WriteString("\n// The notices of data/notices.yaml.\nconst (\n_ NoticeID = iota\n")
	for _, n := range f.Notices {
		fmt.Fprintf(b, "%s // %s\n", constant("Notice", n.ID), n.ID)
	}
	b.WriteString(")\n")
}

// constant is the Go name for an id: MsgFieldTypeNull for field/type.null.
func constant(kind, id string) string {
	var b strings.Builder
	b.WriteString(kind)
	for _, word := range strings.FieldsFunc(id, func(c rune) bool { return c == '/' || c == '.' || c == '-' }) {
		switch word {
		case "json", "utf8", "bom", "ip", "ssn", "url", "html":
			b.WriteString(strings.ToUpper(word))
		default:
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}
