package cli

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestKoreanPagesAreComplete: a page in Korean has the sections, commands, flags, code
// and links of the English one.
func TestKoreanPagesAreComplete(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	pages := 0
	for _, korean := range docsPages(t, filepath.Dir(inRepo("README.md"))) {
		base, isKorean := strings.CutSuffix(korean, ".ko.md")
		if !isKorean {
			continue
		}
		pages++
		t.Run(filepath.Base(korean), func(t *testing.T) {
			t.Parallel()
			english, translated := partsOfPage(readPage(t, base+".md")), partsOfPage(readPage(t, korean))
			for kind, want := range english {
				for _, one := range want {
					if !slices.Contains(translated[kind], one) {
						t.Errorf("it lacks the %s %q", kind, one)
					}
				}
			}
			if got, want := strings.Join(translated["sections"], " "), strings.Join(english["sections"], " "); got != want {
				t.Errorf("the sections are\n%s, in English\n%s", got, want)
			}
		})
	}
	if pages < 9 {
		t.Errorf("only %d pages are in Korean", pages)
	}
}

// partsOfPage are the parts of a page that have to be in each language: the levels of
// its sections, its commands and flags, its code, and where its links lead.
func partsOfPage(text string) map[string][]string {
	parts := map[string][]string{}
	for _, m := range regexp.MustCompile(`(?m)^(#+) `).FindAllStringSubmatch(prose(text), -1) {
		parts["sections"] = append(parts["sections"], m[1])
	}
	code := ""
	for _, b := range splitBlocks(text) {
		if code += b.body; b.info != "" && b.info != "text" {
			if !strings.HasPrefix(b.info, "console") && b.info != "sh norun" {
				b.info += "\n" + b.body
			}
			parts["block"] = append(parts["block"], b.info)
		}
	}
	for _, m := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(text, -1) {
		code += m[1] + "\n"
	}
	for _, m := range regexp.MustCompile(`argosctl ([a-z]+)`).FindAllStringSubmatch(code, -1) {
		if c, _, err := Root().Find(m[1:]); err == nil && c.HasParent() {
			parts["command"] = append(parts["command"], c.Name())
		}
	}
	for _, m := range regexp.MustCompile(`(?m)(?:^|\s)(--[a-z][a-z-]+)`).FindAllStringSubmatch(code, -1) {
		parts["flag"] = append(parts["flag"], m[1])
	}
	for _, link := range linksOf(text) {
		file, _, _ := strings.Cut(link, "#")
		parts["link"] = append(parts["link"], strings.NewReplacer(".ko.md", ".md", ".ko.svg", ".svg").Replace(file))
	}
	return parts
}

// TestDependenciesAreExplained: the page about dependencies has each direct dependency
// of go.mod, and no other module.
func TestDependenciesAreExplained(t *testing.T) {
	t.Parallel()
	required := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+\.\S+/\S+) v\S+$`).FindAllStringSubmatch(readPage(t, inRepo("go.mod")), -1) {
		required[m[1]] = true
	}
	explained := map[string]bool{}
	table, _, _ := strings.Cut(readPage(t, inRepo("docs/dependencies.md")), "\n## ")
	for _, m := range regexp.MustCompile(`(?m)^\| ([^|]+) \| [^|]+ \| [^|]+ \|$`).FindAllStringSubmatch(table, -1) {
		for _, name := range regexp.MustCompile(`\S+\.\S+/[^\s,]+`).FindAllString(m[1], -1) {
			explained[name] = true
		}
	}
	if !maps.Equal(required, explained) || len(required) < 20 {
		t.Errorf("go.mod requires\n%q, the page explains\n%q", slices.Sorted(maps.Keys(required)), slices.Sorted(maps.Keys(explained)))
	}
}

// TestChangelogNamesEveryCommand: whoever reads what has changed has read of each
// command.
func TestChangelogNamesEveryCommand(t *testing.T) {
	t.Parallel()
	text := readPage(t, inRepo("CHANGELOG.md"))
	for _, c := range Root().Commands() {
		if !c.Hidden && c.Name() != "help" && !c.IsAdditionalHelpTopicCommand() && !strings.Contains(text, "`"+c.Name()) {
			t.Errorf("the changelog does not name %s", c.Name())
		}
	}
}
