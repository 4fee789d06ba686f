package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// handlerBlocks are the handlers on the pages about receiving, by the language of
// their block: the files of testdata/handlers that the conformance script grades.
func handlerBlocks(page string) map[string]string {
	if !strings.HasPrefix(filepath.Base(page), "receiving.") {
		return nil
	}
	return map[string]string{"js": "node/server.mjs", "python": "python/server.py", "go": "go/main.go", "java": "java/Server.java"}
}

// checkHandler compares a block with the file of testdata/handlers and returns
// the file: the block as it should be.
func checkHandler(t *testing.T, b docsBlock, file string) string {
	t.Helper()
	code, err := os.ReadFile(filepath.Join("../../testdata/handlers", file))
	if err != nil {
		t.Fatal(err)
	}
	if string(code) != b.body && !*update {
		t.Errorf("line %d: the handler is not testdata/handlers/%s; -update copies it", b.line, file)
	}
	return string(code)
}

// Both pages about receiving show every handler.
func TestReceivingPagesShowEveryHandler(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"receiving.md", "receiving.ko.md"} {
		for lang := range handlerBlocks(page) {
			if n := len(blocks(t, page, lang)); n != 1 {
				t.Errorf("%s: %d handlers in %s", page, n, lang)
			}
		}
	}
}

// mustBeKnown are the facts that a user has to be able to reach: the text that
// explain finds each under in both languages, and what has to stand in its answer
// and on both pages about receiving; help is a command whose help says it, too.
func mustBeKnown() []struct{ name, query, queryKo, en, ko, help string } {
	return []struct{ name, query, queryKo, en, ko, help string }{
		{"sender's address", "firewall", "방화벽", "52.78.194.237", "52.78.194.237", "listen"},
		{"sender's address by itself", "52.78.194.237", "52.78.194.237", "52.78.194.237", "52.78.194.237", "listen"},
		{"HTTPS", "https", "웹훅 URL", "HTTPS", "HTTPS", "listen"},
		{"TLS", "TLS 1.2", "tls", "TLS 1.2", "TLS 1.2", ""},
		{"signature", "signature", "서명", "verif", "서명", "listen"},
		{"daily report", "daily report", "일일 리포트", "00:00–23:59 UTC", "00:00–23:59 UTC", ""},
		{"URL history", "URL history", "변경 이력", "not stored", "저장되지 않", ""},
		{"API key", "x-api-key", "api 키", "x-api-key", "x-api-key", ""},
		{"redirect", "return URL", "5초", "5 seconds", "5초", "returnurl"},
		{"Skip Result Page", "Skip Result Page", "결과 페이지 건너뛰기", "Skip Result Page", "Skip Result Page", "returnurl"},
		{"from an error page", "error page", "오류 페이지", "2026-04", "2026-04", "returnurl"},
		{"names", "case-sensitive", "대소문자", "case-sensitive", "대소문자", "returnurl"},
		{"submissionId", "parameter names", "파라미터 이름", "submissionId", "submissionId", "returnurl"},
		{"kycStatus", "return URL", "return URL", "approved, pending or rejected", "approved, pending, rejected", "returnurl"},
		{"encryption", "AES-256-ECB", "AES-256-ECB", "AES-256-ECB", "AES-256-ECB", "returnurl"},
		{"Dynamic Fields", "dynamic fields", "Dynamic Fields", "Dynamic Fields", "Dynamic Fields", "returnurl"},
	}
}

func TestFactsAreReachable(t *testing.T) {
	t.Parallel()
	pages := map[string]string{}
	for _, page := range []string{"receiving.md", "receiving.ko.md"} {
		text, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		pages[page] = strings.ReplaceAll(string(text), "`", "")
	}
	for _, fact := range mustBeKnown() {
		t.Run(fact.name, func(t *testing.T) {
			t.Parallel()
			for _, in := range []struct{ lang, query, want, page string }{
				{"en", fact.query, fact.en, "receiving.md"}, {"ko", fact.queryKo, fact.ko, "receiving.ko.md"},
			} {
				if out := explainedText(t, in.query, "--lang", in.lang, "--jq", ".[].detail | .text, .advice"); !strings.Contains(out, in.want) {
					t.Errorf("explain %s --lang %s does not say %q:\n%s", in.query, in.lang, in.want, out)
				}
				if !strings.Contains(pages[in.page], in.want) {
					t.Errorf("%s does not say %q", in.page, in.want)
				}
			}
			if fact.help == "" {
				return
			}
			if help := strings.Join(strings.Fields(explainedHelp(t, fact.help)), " "); !strings.Contains(help, fact.en) {
				t.Errorf("%s --help does not say %q", fact.help, fact.en)
			}
		})
	}
}

func explainedText(t *testing.T, args ...string) string {
	t.Helper()
	return output(t, append([]string{"explain"}, args...)...)
}

func explainedHelp(t *testing.T, command string) string {
	t.Helper()
	return output(t, command, "--help")
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	f, _ := keyFactory(t, nil)
	streams, out, errs := term.Buffers("")
	f.IO = streams
	if code := Main(args, f); code != 0 {
		t.Fatalf("%v: exit code %d: %s", args, code, errs)
	}
	return out.String()
}

// The commands that settle an unknown are command lines that exist.
func TestCommandsOfUnknownsExist(t *testing.T) {
	t.Parallel()
	for _, u := range catalog.Unknowns().Unknowns {
		for _, command := range u.Commands {
			if err := checkCommand(command); err != "" {
				t.Errorf("%s: %s: %s", u.ID, command, err)
			}
		}
	}
	for _, wrong := range []string{"argosctl listn", "argosctl listen --no-such-flag", "argosctl submission", "rm x", "argosctl event no"} {
		if checkCommand(wrong) == "" {
			t.Errorf("%q passes for a command", wrong)
		}
	}
}

// checkCommand says what is wrong with a command line, "" where nothing is.
func checkCommand(line string) string {
	words := shellWords(line)
	if words[0] == "curl" || words[0] == "head" {
		return ""
	}
	if words[0] != "argosctl" {
		return "neither argosctl nor a usual tool"
	}
	cmd, args, err := Root().Find(words[1:])
	switch {
	case err != nil:
		return err.Error()
	case cmd.HasAvailableSubCommands():
		return "not a whole command"
	}
	if err := cmd.ParseFlags(args); err != nil {
		return err.Error()
	}
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		return err.Error()
	}
	return ""
}

// shellWords splits a line at blanks outside single quotes.
func shellWords(line string) []string {
	var words []string
	for i, piece := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, piece)
			continue
		}
		words = append(words, strings.Fields(piece)...)
	}
	return words
}
