package cli

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestTroubleshootingQuotes: the messages that the pages about trouble list are
// messages that argosctl, or the system, prints.
func TestTroubleshootingQuotes(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	texts := productTexts(t)
	for page, heading := range map[string]string{"troubleshooting.md": "## Messages", "troubleshooting.ko.md": "## 메시지"} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			_, section, _ := strings.Cut(readPage(t, filepath.Join("..", "..", "docs", page)), heading+"\n")
			section, _, _ = strings.Cut(section, "\n## ")
			rows := regexp.MustCompile("(?m)^\\| (`.*?) \\|").FindAllStringSubmatch(section, -1)
			if len(rows) < 10 {
				t.Fatalf("%d messages", len(rows))
			}
			for _, row := range rows {
				for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
					for part := range strings.SplitSeq(quoted[1], "...") {
						if part = strings.Trim(part, ` :,"`); part != "" && !isPrinted(texts, part) {
							t.Errorf("nothing prints %q", part)
						}
					}
				}
			}
		})
	}
}

// productTexts are the texts of argosctl in both languages, with patterns in the
// place of what they fill in.
func productTexts(t *testing.T) []*regexp.Regexp {
	t.Helper()
	lines := []string{"permission denied", "403", "421", "401", "429"} // of the system, and statuses
	quotes := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	lines = append(lines, quotes.FindAllString(readPage(t, "../say/ko.po"), -1)...)
	lines = append(lines, quotes.FindAllString(readPage(t, "../jsonscan/fault.go"), -1)...)
	lines = append(lines, regexp.MustCompile(`(?:en|ko): (?:"[^"]*"|[^,}]+)`).FindAllString(readPage(t, "../catalog/data/rules.yaml"), -1)...)
	var texts []*regexp.Regexp
	filled := regexp.MustCompile(`%(?:\\\[\d\\\])?[a-z0-9]+|\\\{[a-z]+\\\}`)
	for _, line := range slices.Compact(lines) {
		line = regexp.MustCompile(`^(?:en|ko): `).ReplaceAllString(line, "")
		texts = append(texts, regexp.MustCompile("^"+filled.ReplaceAllString(regexp.QuoteMeta(strings.Trim(line, `"`)), ".*")+"$"))
	}
	return texts
}

// isPrinted reports whether part is within a text, or is one that is filled in.
func isPrinted(texts []*regexp.Regexp, part string) bool {
	for _, text := range texts {
		literal := strings.ReplaceAll(text.String(), ".*", "")
		if strings.Contains(text.String(), regexp.QuoteMeta(part)) || len(literal) > 8 && (text.MatchString(part) || text.MatchString(part+" ") || text.MatchString(part+": ")) { // or cut off before what is filled in
			return true
		}
	}
	return false
}
