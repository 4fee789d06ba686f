package main

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli"
)

func TestPagesAreFresh(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	if code := run([]string{"-docs", "../../docs", "-check"}, &stderr); code != 0 {
		t.Errorf("exit %d: %s", code, &stderr)
	}
}

func TestWriteThenCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	docs, man, completions := filepath.Join(dir, "docs"), filepath.Join(dir, "man"), filepath.Join(dir, "completions")
	var stderr bytes.Buffer
	if code := run([]string{"-docs", docs, "-man", man, "-completions", completions}, &stderr); code != 0 {
		t.Fatalf("exit %d: %s", code, &stderr)
	}
	for _, name := range []string{"docs/reference/decode.md", "man/argosctl-decode.1", "completions/_argosctl"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	check := func() string {
		stderr.Reset()
		if run([]string{"-docs", docs, "-check"}, &stderr) == 0 {
			return ""
		}
		return stderr.String()
	}
	if got := check(); got != "" {
		t.Errorf("fresh pages: %s", got)
	}
	old := filepath.Join(docs, "reference", "gone.md")
	if err := os.WriteFile(old, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := check(); !strings.Contains(got, "gone.md belongs to no command") {
		t.Errorf("a page too many: %q", got)
	}
	if code := run([]string{"-docs", docs}, &stderr); code != 0 || check() != "" {
		t.Errorf("the page of no command stays: %s", &stderr)
	}
	if err := os.WriteFile(filepath.Join(docs, "codes.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := check(); !strings.Contains(got, "codes.md is stale: run make gen") {
		t.Errorf("a stale page: %q", got)
	}
	if err := os.Remove(filepath.Join(docs, "codes.md")); err != nil {
		t.Fatal(err)
	}
	if got := check(); !strings.Contains(got, "codes.md") {
		t.Errorf("a missing page: %q", got)
	}
	if code := run([]string{"-nonsense"}, &stderr); code != 2 {
		t.Errorf("a wrong flag exits %d", code)
	}
}

// Every command that can be called has a page that names all its flags.
func TestEveryCommandHasAPage(t *testing.T) {
	t.Parallel()
	pages := referencePages(describe(cli.Root()))
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		text, ok := pages["reference/"+fileName(cmd.CommandPath())]
		if !ok {
			t.Errorf("%s has no page", cmd.CommandPath())
		}
		for _, o := range options(cmd.LocalNonPersistentFlags()) {
			if !bytes.Contains(text, []byte(code(o.spelled))) {
				t.Errorf("the page of %s does not name %s", cmd.CommandPath(), o.spelled)
			}
		}
		for _, sub := range cmd.Commands() {
			if !sub.Hidden && sub.Name() != "help" && !sub.IsAdditionalHelpTopicCommand() {
				walk(sub)
			}
		}
	}
	walk(cli.Root())
}

func TestCatalogPagesHoldEveryEntry(t *testing.T) {
	t.Parallel()
	pages := catalogPages()
	for _, lang := range []string{"", ".ko"} {
		codes, events := string(pages["codes"+lang+".md"]), string(pages["events"+lang+".md"])
		for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes(), catalog.ErrorCodes()} {
			for _, c := range table.Codes {
				if strings.Count(codes, "| `"+c.Code+"` |") < 2 {
					t.Errorf("codes%s.md does not hold %s in both tables", lang, c.Code)
				}
			}
		}
		for _, v := range catalog.AllValues() {
			if !strings.Contains(codes, "| `"+v.Enum+"` | `"+v.Value+"` |") || !strings.Contains(codes, v.VendorText) {
				t.Errorf("codes%s.md does not hold %s %s", lang, v.Enum, v.Value)
			}
		}
		for _, e := range catalog.Events() {
			if !strings.Contains(events, "\n## "+e.Name+"\n") {
				t.Errorf("events%s.md does not hold %s", lang, e.Name)
			}
		}
	}
	if !strings.Contains(string(pages["codes.ko.md"]), "빛 반사") || strings.Contains(string(pages["codes.md"]), "빛 반사") {
		t.Error("the pages are not in their languages")
	}
}

func TestUnknownsPagesHoldEveryEntry(t *testing.T) {
	t.Parallel()
	pages := catalogPages()
	for lang, page := range map[string]string{"en": "unknowns.md", "ko": "unknowns.ko.md"} {
		t.Run(lang, func(t *testing.T) {
			text := string(pages[page])
			ledger := catalog.Unknowns()
			for _, g := range ledger.Groups {
				if !strings.Contains(text, "\n## "+g.Name.In(lang)+"\n") {
					t.Errorf("%s does not hold the group %s", page, g.ID)
				}
			}
			for _, u := range ledger.Unknowns {
				for _, want := range append([]string{"\n### " + u.ID + "\n", prose().Replace(u.Assumed.In(lang)), prose().Replace(u.Settle.In(lang))}, u.Commands...) {
					if !strings.Contains(text, want) {
						t.Errorf("%s does not hold %q of %s", page, want, u.ID)
					}
				}
			}
			if !strings.Contains(text, ledger.Report.In(lang)) {
				t.Errorf("%s does not say how to report", page)
			}
		})
	}
}

// sample is a command with everything that needs care in a page.
func sample() *cobra.Command {
	root := &cobra.Command{Use: "tool", Short: "Do things"}
	sub := &cobra.Command{
		Use: "run A|B", Short: "Run *", Long: "First of *.json.\n\n  A|B  * as is\n\n.dot and 'quote' \\ here.",
		Example: "  tool run A\n  tool run B | sort", RunE: func(*cobra.Command, []string) error { return nil },
	}
	sub.Flags().StringP("file", "f", "a|b", "read `path` <x>")
	sub.Flags().Bool("old", false, "hidden")
	_ = sub.Flags().MarkHidden("old")
	root.AddCommand(sub)
	return root
}

func TestMarkdownEscapes(t *testing.T) {
	t.Parallel()
	got := string(referencePages(describe(sample()))["reference/run.md"])
	for _, want := range []string{
		"# tool run\n\nRun *.\n", "First of \\*.json.\n\n```text\nA|B  * as is\n```\n\n.dot", "| `-f, --file PATH` | `a\\|b` | read path &lt;x> |",
		"```sh\ntool run A\ntool run B | sort\n```", "See also: [tool](README.md)", "| 3 | an input",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "--old") || strings.Contains(got, "--help") {
		t.Error("the page shows a hidden flag")
	}
}

func TestManEscapes(t *testing.T) {
	t.Parallel()
	got := string(manPages(describe(sample()))["tool-run.1"])
	for _, want := range []string{
		".TH \"TOOL\\-RUN\" \"1\"", "tool\\-run \\- Run *", "First of *.json.\n.PP\n  A|B  * as is\n.PP\n\\&.dot and 'quote' \\e here.",
		".TP\n\\fB\\-f, \\-\\-file PATH\\fR\nread path <x> (default a|b)\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the man page lacks %q:\n%s", want, got)
		}
	}
}

// groff reads every man page without a warning.
func TestManPagesAreCleanRoff(t *testing.T) {
	t.Parallel()
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not installed")
	}
	pages := manPages(describe(cli.Root()))
	var all bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		all.Write(pages[name])
	}
	cmd := exec.Command(groff, "-man", "-Tutf8", "-Kutf8", "-ww", "-z")
	cmd.Stdin = &all
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("groff: %v\n%s", err, out)
	}
}
