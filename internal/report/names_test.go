package report

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/plain"
)

// nastyNames are file names that have to come out of every format as they
// went in. Invalid UTF-8 is a case of its own: some formats cannot hold it.
func nastyNames() []string {
	return []string{
		"plain.json", "with space.json", " leading and trailing ", "line\nbreak.json", "cr\rlf\r\n.json", "tab\t.json",
		"웹훅/한국어 파일.json", "e\u0301tat.json", "100%.json", "%0A%25.json", "a::b.json", "::error::x.json", "c:d,e=f;g.json",
		`double"quote.json`, "single'quote.json", "back\\slash\\n.json", "`tick`.json", "``.json", "pipe|pipe.json",
		"<b>&amp;.json", "]]>.json", "hash#1 # SKIP.json", "- dash: colon.json", "...", "---", "{a: [b]}", "*bold* _x_ ~y~",
		"@team.json", "esc\x1b[31m.json", "del\x7f.json", "c1\u0085.json", "sep\u2028.json", "rtl\u202e.json", "bom\ufeff.json",
		"?query&a=b.json", "../up.json", "/abs/한 글.json", "\U0001F469\u200d\U0001F4BB.json", "$HOME.json",
	}
}

// nasty prints one finding about a file of that name.
func nasty(t *testing.T, format, name string) string {
	t.Helper()
	f := at(name, 3, `  "a": «1»`, diag.Finding{Rule: "field/type", Severity: diag.Error, Message: "in " + name, Help: []string{name}})
	meta := Meta{Tool: "argosctl", Version: "1.0.0"}
	opts := Options{FailOn: diag.Error, Meta: meta}
	return play(t, format, opts, []step{found(f), file(name, 1)}, Summary{Files: 1, Payloads: 1, Errors: 1})
}

// eachName runs back for every nasty name and compares what it reads.
func eachName(t *testing.T, format string, back func(t *testing.T, out string) string) {
	t.Helper()
	t.Parallel()
	for _, name := range nastyNames() {
		t.Run(strconv.Quote(name), func(t *testing.T) {
			t.Parallel()
			out := nasty(t, format, name)
			if got := back(t, out); got != name {
				t.Errorf("read back %q from\n%s", got, out)
			}
		})
	}
}

// unquote undoes plain.Text by Go's own rules, where it did anything.
func unquote(t *testing.T, text string) string {
	t.Helper()
	if !strings.Contains(text, `\`) || plain.Text(text) != text {
		return text
	}
	back, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil || plain.Text(back) != text {
		return text // its backslashes were there before
	}
	return back
}

func match(t *testing.T, pattern, text string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in\n%s", pattern, text)
	}
	return m[1]
}

func TestNamesText(t *testing.T) {
	eachName(t, "text", func(t *testing.T, out string) string {
		if lines := strings.Split(out, "\n"); len(lines) != 7 {
			t.Errorf("%d lines, want a finding's four, a blank one, the summary and the end", len(lines))
		}
		return unquote(t, match(t, `\A(.*):3:8: error: `, out))
	})
}

type jsonFinding struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

func TestNamesJSON(t *testing.T) {
	eachName(t, "json", func(t *testing.T, out string) string {
		var doc struct{ Findings []jsonFinding }
		decode(t, out, &doc)
		return doc.Findings[0].Path
	})
}

func TestNamesNDJSON(t *testing.T) {
	eachName(t, "ndjson", func(t *testing.T, out string) string {
		if strings.Count(out, "\n") != 1 {
			t.Errorf("more than one line")
		}
		var f jsonFinding
		decode(t, out, &f)
		return f.Path
	})
}

func TestNamesGitHub(t *testing.T) {
	eachName(t, "github", func(t *testing.T, out string) string {
		if strings.Count(out, "\n") != 1 || strings.Contains(out, "\r") {
			t.Errorf("a command is one line")
		}
		// As the runner reads it: the command ends at the second "::", its
		// properties are split at commas, then each is unescaped.
		head, _, _ := strings.Cut(strings.TrimPrefix(out, "::"), "::")
		_, properties, _ := strings.Cut(head, " ")
		for _, property := range strings.Split(properties, ",") {
			if key, value, _ := strings.Cut(property, "="); key == "file" {
				return unquote(t, strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%").Replace(value))
			}
		}
		return ""
	})
}

type xmlSuites struct {
	Suites []struct {
		Name  string `xml:"name,attr"`
		Tests int    `xml:"tests,attr"`
		Cases []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"failure"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func TestNamesJUnit(t *testing.T) {
	eachName(t, "junit", func(t *testing.T, out string) string {
		var doc xmlSuites
		if err := xml.Unmarshal([]byte(out), &doc); err != nil {
			t.Fatal(err)
		}
		c := doc.Suites[0].Cases[0]
		if c.Name != doc.Suites[0].Name || !strings.HasPrefix(c.Failure.Text, c.Name+":3:8: error: ") {
			t.Errorf("names differ in\n%s", out)
		}
		return unquote(t, c.Name)
	})
}

func TestNamesSARIF(t *testing.T) {
	eachName(t, "sarif", func(t *testing.T, out string) string {
		var doc struct {
			Runs []struct{ Results []sarifResult }
		}
		decode(t, out, &doc)
		place := doc.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
		base := "file:///srv/repo/"
		if place.URIBaseID != sarifRoot {
			base = ""
		}
		u, err := url.Parse(place.URI)
		if err != nil || strings.ContainsFunc(place.URI, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Fatalf("%q is no URI: %v", place.URI, err)
		}
		if base == "" || strings.HasPrefix(u.Path, "../") {
			return u.Path
		}
		root, _ := url.Parse(base)
		full := root.ResolveReference(u)
		if full.RawQuery != "" || full.Fragment != "" {
			t.Errorf("%q ends early", place.URI)
		}
		return strings.TrimPrefix(full.Path, "/srv/repo/")
	})
}

func TestNamesTAP(t *testing.T) {
	eachName(t, "tap", func(t *testing.T, out string) string {
		description := match(t, `(?m)^not ok 1 - (.*)$`, out)
		if regexp.MustCompile(`(^|[^\\])(\\\\)*#`).MatchString(description) {
			t.Errorf("%q starts a directive", description)
		}
		block := match(t, `(?s)\n  ---\n(.*)\n  \.\.\.\n`, out)
		var doc struct {
			Findings []struct {
				Path string
				Help []string
			}
		}
		if err := yaml.Unmarshal([]byte(block), &doc); err != nil {
			t.Fatalf("%v in\n%s", err, block)
		}
		plain := strings.NewReplacer(`\\`, `\`, `\#`, `#`).Replace(description)
		if unquote(t, plain) != doc.Findings[0].Path || doc.Findings[0].Help[0] != doc.Findings[0].Path {
			t.Errorf("description %q and diagnostic differ", description)
		}
		return doc.Findings[0].Path
	})
}

func TestNamesGitLab(t *testing.T) {
	eachName(t, "gitlab", func(t *testing.T, out string) string {
		var doc []struct{ Location struct{ Path string } }
		decode(t, out, &doc)
		return doc[0].Location.Path
	})
}

func TestNamesMarkdown(t *testing.T) {
	eachName(t, "markdown", func(t *testing.T, out string) string {
		rows := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		cells := regexp.MustCompile(`(?:[^|\\]|\\.)+`).FindAllString(strings.Trim(rows[len(rows)-1], "|"), -1)
		if len(rows) != 5 || len(cells) != 4 {
			t.Fatalf("%d rows, %d cells in\n%s", len(rows), len(cells), out)
		}
		code := strings.ReplaceAll(strings.TrimSpace(cells[1]), `\|`, "|")
		fence := match(t, "^(`+)", code)
		code = strings.TrimSuffix(strings.TrimPrefix(code, fence), fence)
		if strings.Contains(code, fence) {
			t.Errorf("the fence %s stands inside %q", fence, code)
		}
		if len(fence) > 1 {
			code = strings.TrimSuffix(strings.TrimPrefix(code, " "), " ")
		}
		return unquote(t, strings.TrimSuffix(code, ":3:8"))
	})
}

func TestCodeHostsGetCleanPaths(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		"github": " file=fixtures/a.json,", "gitlab": `"path":"fixtures/a.json"`, "sarif": `"uri":"fixtures/a.json"`,
		"text": "./fixtures//a.json:3:8", "json": `"path":"./fixtures//a.json"`,
	} {
		t.Run(format, func(t *testing.T) {
			if out := nasty(t, format, "./fixtures//a.json"); !strings.Contains(out, want) {
				t.Errorf("no %s in\n%s", want, out)
			}
		})
	}
}

func TestInvalidNamesAreReplaced(t *testing.T) {
	t.Parallel()
	for _, format := range Formats() {
		out := nasty(t, format, "a\xff\xfe.json")
		if format != "github" && strings.ToValidUTF8(out, "") != out {
			t.Errorf("%s holds invalid UTF-8:\n%q", format, out)
		}
		if !strings.Contains(out, "a") {
			t.Errorf("%s lost the name", format)
		}
	}
}

func decode(t *testing.T, text string, to any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), to); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}
