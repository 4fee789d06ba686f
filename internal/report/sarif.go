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
	sarifRoot   = "%SRCROOT%" // paths are relative to the working directory
)

// sarif prints a SARIF 2.1.0 log with one run: the tool and its rules first,
// then the results as they come.
type sarif struct {
	sink
	rules map[string]int
	names fingerprints
	start time.Time
	count int
}

func newSARIF(w io.Writer, opts Options) (Writer, error) {
	s := &sarif{sink: newSink(w), rules: map[string]int{}, start: opts.Meta.Now}
	for i, r := range opts.Meta.Rules {
		s.rules[r.ID] = i
	}
	tool, err := marshal(map[string]sarifDriver{"driver": driver(opts.Meta)})
	if err != nil {
		return nil, err
	}
	_, err = s.WriteString(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"tool":` + string(tool) +
		`,"columnKind":"unicodeCodePoints","originalUriBaseIds":{"` + sarifRoot +
		`":{"description":{"text":"The directory that argosctl ran in."}}},"results":[`)
	return s, err
}

func (s *sarif) Finding(f diag.Finding) error {
	b, err := marshal(s.result(&f))
	if err != nil {
		return err
	}
	line := append(comma(s.line, s.count), "\n  "...)
	s.count++
	return s.put(append(line, b...))
}

func (s *sarif) Close(Summary) error {
	run := sarifInvocation{ExecutionSuccessful: true}
	if !s.start.IsZero() {
		run.StartTimeUTC = s.start.UTC().Format(time.RFC3339)
	}
	b, err := marshal([]sarifInvocation{run})
	if err != nil {
		return err
	}
	return s.end("\n],\"invocations\":" + string(b) + "}]}\n")
}

// driver describes the tool and all its rules.
func driver(m Meta) sarifDriver {
	d := sarifDriver{Name: m.Tool, Version: m.Version, InformationURI: m.URL, Rules: []sarifRule{}}
	for _, r := range m.Rules {
		rule := sarifRule{ID: r.ID, ShortDescription: sarifMessage{Text: r.Short}, HelpURI: r.URL}
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
	artifact := sarifArtifact(hostPath(f.Path))
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
