package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/argosctl/argosctl/internal/testkit"
)

// Links within the project lead to a file, and to a heading of it where they name
// one. No other host is asked.
func TestDocsLinks(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	anchors := map[string][]string{} // of a page, by its path
	for _, page := range append(docsPages(t, repo), filepath.Join(repo, "CHANGELOG.md"), filepath.Join(repo, "SECURITY.md")) {
		for _, link := range linksOf(readPage(t, page)) {
			file, anchor, _ := strings.Cut(link, "#")
			target := filepath.Join(filepath.Dir(page), filepath.FromSlash(file))
			if file == "" {
				target = page
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if anchor == "" || filepath.Ext(target) != ".md" {
				continue
			}
			if anchors[target] == nil {
				anchors[target] = anchorsOf(readPage(t, target))
			}
			if !slices.Contains(anchors[target], anchor) {
				t.Errorf("%s: %s has no heading #%s", page, target, anchor)
			}
		}
	}
}

// TestDocsWithinTwoClicks: every page is in the front page, or in a page that the
// front page links to.
func TestDocsWithinTwoClicks(t *testing.T) {
	t.Parallel()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	reached := []string{filepath.Join(repo, "README.md")}
	for range 2 {
		for _, page := range slices.Clone(reached) {
			if filepath.Ext(page) != ".md" {
				continue
			}
			for _, link := range linksOf(readPage(t, page)) {
				file, _, _ := strings.Cut(link, "#")
				if target := filepath.Join(filepath.Dir(page), filepath.FromSlash(file)); !slices.Contains(reached, target) {
					reached = append(reached, target)
				}
			}
		}
	}
	for _, page := range docsPages(t, repo) {
		if !slices.Contains(reached, page) {
			t.Errorf("%s is more than two clicks away from README.md", page)
		}
	}
}

// TestKoreanPagesMarkEnglish: where a Korean page leads to a page that is English
// alone, it says so behind the link, or behind the last of several links in a row.
func TestKoreanPagesMarkEnglish(t *testing.T) {
	t.Parallel()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, page := range docsPages(t, repo) {
		if !strings.HasSuffix(page, ".ko.md") {
			continue
		}
		pages++
		for _, link := range unmarked(readPage(t, page)) {
			t.Errorf("%s: %s leads to an English page, and (영문) is missing", page, link)
		}
	}
	if pages < 8 {
		t.Errorf("%d Korean pages", pages)
	}
}

// unmarked are the links of a Korean page to English ones that it does not mark.
func unmarked(text string) []string {
	var found []string
	row := regexp.MustCompile(`\[[^\]]*\]\([^)\s]+\)(, \[[^\]]*\]\([^)\s]+\))*( ?\(영문)?`)
	for _, m := range row.FindAllStringSubmatch(prose(text), -1) {
		if m[2] != "" || strings.HasPrefix(m[0], "[English]") {
			continue
		}
		for _, link := range linksOf(m[0]) {
			file, _, _ := strings.Cut(link, "#")
			if strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, ".ko.md") {
				found = append(found, link)
			}
		}
	}
	return found
}

func TestUnmarked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"marked", "[보안](security.md)(영문)을", nil},
		{"marked behind a blank", "[a](a.md) (영문) |", nil},
		{"marked in a row", "[a](a.md), [b](b.md#c)(영문)", nil},
		{"bare", "[보안](security.md)을", []string{"security.md"}},
		{"bare with an anchor", "[b](b.md#c)를", []string{"b.md#c"}},
		{"Korean", "[a](a.ko.md#가)", nil},
		{"the other language", "[English](a.md)", nil},
		{"another host", "[a](https://example.com/a.md)", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := unmarked(c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestFrontPage: it stays short, and shows the picture in both themes.
func TestFrontPage(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"README.md", "README.ko.md"} {
		t.Run(name, func(t *testing.T) {
			text := readPage(t, filepath.Join("..", "..", name))
			if n := strings.Count(text, "\n"); n > 180 {
				t.Errorf("%s has %d lines, at most 180 are wanted", name, n)
			}
			for _, want := range []string{"docs/terminal-dark", "docs/terminal-light", "prefers-color-scheme: dark", "make build", "make test"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s lacks %s", name, want)
				}
			}
		})
	}
}

func readPage(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// prose is a page without its fenced blocks and its inline code.
func prose(text string) string {
	var b strings.Builder
	for _, block := range splitBlocks(text) {
		b.WriteString(block.before)
	}
	return regexp.MustCompile("`[^`\n]*`").ReplaceAllStringFunc(b.String(), func(code string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("`[]()<>", r) {
				return -1
			}
			return r
		}, code)
	})
}

// linksOf returns the links of a page that stay within the project.
func linksOf(text string) []string {
	var links []string
	for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"`).FindAllStringSubmatch(prose(text), -1) {
		if link := m[1] + m[2]; !strings.Contains(link, "://") && !strings.HasPrefix(link, "mailto:") {
			links = append(links, link)
		}
	}
	return links
}

// anchorsOf returns the anchors that a code host gives to the headings of a page.
func anchorsOf(text string) []string {
	var anchors []string
	for line := range strings.Lines(prose(text)) {
		heading := strings.TrimLeft(line, "#")
		if len(heading) == len(line) || !strings.HasPrefix(heading, " ") {
			continue
		}
		slug := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(regexp.MustCompile(`\[([^]]*)\]\([^)]*\)`).ReplaceAllString(heading, "$1")))
		unique := slug
		for n := 1; slices.Contains(anchors, unique); n++ {
			unique = slug + "-" + strconv.Itoa(n)
		}
		anchors = append(anchors, unique)
	}
	return anchors
}

func TestLinksAndAnchors(t *testing.T) {
	t.Parallel()
	page := "# A `code_x` heading, [linked](b.md)\n## Same\n## Same\n[one](b.md#x) [two](https://example.com) `[no](no.md)`\n" +
		"```sh\n# no heading\n[no](no.md)\n```\n<img src=\"c.svg\">\n### 한국어 제목\n#no\n"
	if got := linksOf(page); !slices.Equal(got, []string{"b.md", "b.md#x", "c.svg"}) {
		t.Errorf("links: %q", got)
	}
	if got := anchorsOf(page); !slices.Equal(got, []string{"a-code_x-heading-linked", "same", "same-1", "한국어-제목"}) {
		t.Errorf("anchors: %q", got)
	}
}
