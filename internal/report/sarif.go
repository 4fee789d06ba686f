package report

import (
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/plain"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot   = "%SRCROOT%" // the usual name of what paths are relative to
	maxResults  = 25_000      // of a run: GitHub refuses more
)

// sarif prints a SARIF 2.1.0 log with one run: the tool and its rules, then the
// results, errors first, which are held back because their number is limited.
type sarif struct {
	sink
	opts    Options
	rules   map[string]int
	names   fingerprints
	results ranked
}

func newSARIF(w io.Writer, opts Options) (Writer, error) {
	s := &sarif{sink: newSink(w), opts: opts, rules: map[string]int{}, results: ranked{limit: maxResults}}
	for i, r := range opts.Meta.Rules {
		s.rules[r.ID] = i
	}
	tool, err := marshal(map[string]sarifDriver{"driver": driver(opts.Meta)})
	if err != nil {
		return nil, err
	}
	_, err = s.WriteString(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"tool":` + string(tool) +
		`,"columnKind":"unicodeCodePoints","originalUriBaseIds":{"` + sarifRoot +
		`":{"description":{"text":"The root of the git repository, or else the directory that argosctl ran in."}}},"results":[`)
	return s, err
}

func (s *sarif) Finding(f diag.Finding) error {
	if !s.results.wants(f.Severity) {
		return nil
	}
	b, err := marshal(s.result(&f))
	if err != nil {
		return err
	}
	s.results.add(f.Severity, b)
	return nil
}

func (s *sarif) Close(Summary) error {
	count := 0
	for result := range s.results.each {
		_ = s.put(append(append(comma(s.line, count), "\n  "...), result...)) // the end returns the error
		count++
	}
	run := sarifInvocation{ExecutionSuccessful: true}
	if start := s.opts.Meta.Now; !start.IsZero() {
		run.StartTimeUTC = start.UTC().Format(time.RFC3339)
	}
	cut := Cut{Format: "sarif", Left: s.results.left(), Found: s.results.found}
	if cut.Left.Total() > 0 {
		run.Notifications = []sarifNotification{{Level: "warning", Message: sarifMessage{Text: cut.Message().In(s.opts.Lang)}}}
	}
	s.opts.tell(cut)
	b, err := marshal([]sarifInvocation{run})
	if err != nil {
		return err
	}
	return s.end("\n],\"invocations\":" + string(b) + "}]}\n")
}

// sarifName is a rule's id as a name for people: field/unknown is FieldUnknown.
func sarifName(id string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '/' || r == '-' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// driver describes the tool and all its rules.
func driver(m Meta) sarifDriver {
	d := sarifDriver{Name: m.Tool, Version: m.Version, InformationURI: m.URL, Rules: []sarifRule{}}
	for _, r := range m.Rules {
		rule := sarifRule{ID: r.ID, Name: sarifName(r.ID), ShortDescription: sarifMessage{Text: r.Short}, HelpURI: r.URL}
		rule.FullDescription = rule.ShortDescription
		rule.Help = &sarifHelp{Text: r.Long, Markdown: r.Long}
		if r.Long == "" {
			rule.Help = nil
		}
		rule.DefaultConfiguration.Enabled = r.Severity != diag.Off
		rule.DefaultConfiguration.Level = sarifLevel(r.Severity)
		d.Rules = append(d.Rules, rule)
	}
	return d
}

func (s *sarif) result(f *diag.Finding) sarifResult {
	artifact := sarifArtifact(f.Path)
	r := sarifResult{
		RuleID:    f.Rule,
		Level:     sarifLevel(f.Severity),
		Message:   sarifMessage{Text: strings.Join(append([]string{f.Message}, advice(f)...), "\n")},
		Locations: []sarifLocation{{PhysicalLocation: sarifPlace{ArtifactLocation: artifact, Region: region(f)}}},
	}
	if i, ok := s.rules[f.Rule]; ok {
		r.RuleIndex = &i
	}
	if f.Pointer != "" {
		r.Locations[0].LogicalLocations = []sarifLogical{{FullyQualifiedName: f.Pointer, Kind: "value"}}
	}
	r.PartialFingerprints = map[string]string{"argosctl/v1": s.names.of(f)}
	if f.Fix != nil {
		r.Fixes = []sarifFix{fix(f.Fix, artifact)}
	}
	return r
}

// region is the span of a finding; of one that is about a whole file it is
// the first line, since code hosts show no result without a line.
func region(f *diag.Finding) sarifRegion {
	if f.Line < 1 {
		return sarifRegion{StartLine: 1}
	}
	length := f.Length
	return sarifRegion{
		StartLine: f.Line, StartColumn: max(1, f.Column),
		EndLine: max(f.Line, f.EndLine), EndColumn: max(1, f.EndColumn),
		ByteOffset: &f.Offset, ByteLength: &length,
	}
}

func fix(f *diag.Fix, artifact sarifURI) sarifFix {
	change := sarifChange{ArtifactLocation: artifact}
	for _, e := range f.Edits {
		offset, length := e.Offset, e.Length
		replacement := sarifReplacement{DeletedRegion: sarifRegion{ByteOffset: &offset, ByteLength: &length}}
		if e.Text != "" {
			replacement.InsertedContent = &sarifMessage{Text: e.Text}
		}
		change.Replacements = append(change.Replacements, replacement)
	}
	return sarifFix{Description: sarifMessage{Text: f.Description}, ArtifactChanges: []sarifChange{change}}
}

// sarifArtifact makes a file name a URI, percent-encoded byte for byte; an
// absolute one stands alone, another is relative to the root.
func sarifArtifact(name string) sarifURI {
	if path.IsAbs(name) {
		return sarifURI{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	}
	return sarifURI{URI: (&url.URL{Path: name}).String(), URIBaseID: sarifRoot}
}

func sarifLevel(level diag.Severity) string {
	switch level {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	case diag.Info:
		return "note"
	default:
		return "none"
	}
}

// marshal is jsonscan.Marshal with the escapes that keep text from acting.
func marshal(v any) ([]byte, error) {
	text, err := jsonscan.Marshal(v)
	return plain.JSON(nil, text), err
}
