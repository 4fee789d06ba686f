package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/lint"
)

// rulesPage renders the rules of validate: a table, then each with what it is
// for and an example.
func rulesPage() []byte {
	var b strings.Builder
	b.WriteString("<!-- Written by `make gen`. -->\n# Rules\n\n" +
		"What `argosctl validate` looks for. A rule's id is stable: [validate.md](validate.md) says how to give it\n" +
		"another severity and how to ignore what it finds. `argosctl explain ID` prints the same.\n\n")
	row(&b, "rule", "severity", "finds")
	row(&b, "---", "---", "---")
	for _, r := range lint.Rules() {
		row(&b, fmt.Sprintf("[`%s`](#%s)", r.ID, strings.ReplaceAll(r.ID, "/", "")), r.Default.String(), r.Short.En)
	}
	for _, r := range lint.Rules() {
		fmt.Fprintf(&b, "\n## %s\n\n**%s.** %s\n\nFinds:\n\n%s\nAccepts:\n\n%s", r.ID, r.Short.En, r.Doc.En, example(r.Bad), example(r.Good))
	}
	return []byte(b.String())
}

// example is a fenced payload. One that is JSON is set out on several lines;
// bytes and marks that do not show are escaped.
func example(payload string) string {
	quoted := strconv.QuoteToGraphic(payload)
	var set bytes.Buffer
	switch {
	case strings.Contains(quoted, `\x`) || strings.Contains(quoted, `\ufeff`):
		payload = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(quoted[1 : len(quoted)-1])
	case len(payload) > 1000:
		payload = payload[:120] + "…" + payload[len(payload)-60:]
	case strings.HasPrefix(payload, "{") && json.Indent(&set, []byte(payload), "", "  ") == nil:
		payload = set.String()
	}
	return "```text\n" + payload + "\n```\n"
}
