package webhook

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// merge is validate --merge: the findings of several runs become the reports of
// one. Each file is read twice: for what it tells beside the findings, and for
// the findings themselves, so that no more than one of each file is held.
type merge struct {
	v       *validation
	parts   []*findingsPart
	summary report.Summary
	files   []report.File // of all parts, by their paths
	counted bool          // all parts told what they read
}

// findingsPart is one FILE.
type findingsPart struct {
	path   string
	open   func() (io.ReadCloser, error)
	part   report.Part
	counts report.Summary // of the findings in it

	next   *diag.Finding // nil at the end
	begun  bool          // the findings are being read, for the second time
	reader *report.Findings
	file   io.Closer
}

// runMerge is validate --merge.
func runMerge(ctx context.Context, opts *validateOptions) error {
	if err := opts.checkMerge(); err != nil {
		return err
	}
	v, err := opts.settleReports(ctx)
	if err != nil {
		return err
	}
	m := &merge{v: v, counted: true}
	for _, path := range opts.paths {
		part, err := m.part(ctx, path)
		if err == nil {
			err = part.survey(ctx)
		}
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			m.complain(path, err)
			continue
		}
		m.parts = append(m.parts, part)
	}
	if err := m.sum(); err != nil {
		return err
	}
	if err := m.print(ctx); err != nil {
		return err
	}
	if v.failOn != diag.Off && m.worst() >= v.failOn {
		v.outcome.Add(kit.Negative)
	}
	return v.outcome.Err()
}

// checkMerge refuses what does not go with --merge.
func (opts *validateOptions) checkMerge() error {
	for _, flag := range []struct {
		name  string
		given bool
	}{
		{"--fix", opts.fix}, {"--diff", opts.diff}, {"--rule", len(opts.rules) > 0}, {"--event", opts.event != ""}, {"--strict", opts.strict},
		{"--shard", opts.intake.Shard() != (source.Shard{})},
	} {
		if flag.given {
			return kit.Usagef("%s does not go with --merge, which reads findings and checks nothing", flag.name).
				WithHint("give %s to the runs that check", flag.name)
		}
	}
	if len(opts.paths) == 0 {
		return kit.Usagef("--merge: expected the findings of other runs, as files").
			WithHint("such as argosctl validate --merge shard-*.json --report sarif=findings.sarif")
	}
	return nil
}

// part is the file at path, which can be read twice.
func (m *merge) part(ctx context.Context, path string) (*findingsPart, error) {
	p := &findingsPart{path: path}
	f := m.v.f
	if path != source.Stdin {
		info, err := f.Dir.Stat(path)
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() {
			f.Protect(path)
			p.open = func() (io.ReadCloser, error) { return f.Dir.Open(path) }
			return p, nil
		}
	}
	text, err := m.held(ctx, path)
	p.open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	return p, err
}

// held reads what can be read once only.
func (m *merge) held(ctx context.Context, path string) ([]byte, error) {
	in := m.v.f.IO.In
	if path != source.Stdin {
		file, err := m.v.f.Dir.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(kit.Interruptible(ctx, in), limit.Whole+1))
	if err == nil && len(text) > limit.Whole {
		err = say.Errorf("more than %d MiB that can be read only once: save them to a file first", limit.Whole>>20)
	}
	return text, err
}

// survey reads all of a part for what it tells beside the findings.
func (p *findingsPart) survey(ctx context.Context) error {
	if err := p.begin(); err != nil {
		return err
	}
	first := p.next
	for p.next != nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.counts.Count(p.next.Severity)
		if err := p.advance(); err != nil {
			return err
		}
	}
	p.part, p.next = p.reader.Part, first
	return nil
}

// begin opens the part and reads its first finding.
func (p *findingsPart) begin() (err error) {
	file, err := p.open()
	if err != nil {
		return err
	}
	p.file = file
	if p.reader, err = report.ReadFindings(file); err != nil {
		_ = file.Close()
		return err
	}
	return p.advance()
}

// advance reads the next finding, and closes the file behind the last one.
func (p *findingsPart) advance() (err error) {
	p.next, err = p.reader.Next()
	if err == nil {
		return nil
	}
	_ = p.file.Close()
	p.next = nil
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// sum adds up what the parts tell, and says what is missing.
func (m *merge) sum() error {
	payloads := map[string]int{}
	for _, p := range m.parts {
		if !p.part.Counted {
			m.counted = false
			m.summary.Add(p.counts)
			continue
		}
		m.summary.Add(p.part.Summary)
		if missing := p.part.Summary.Findings() - p.counts.Findings(); missing > 0 {
			m.summary.Truncated += missing
		}
		for _, file := range p.part.Files {
			payloads[file.Path] += file.Payloads
		}
		if n := p.part.Summary.Unreadable; n > 0 {
			m.complain(p.path, say.Errorf("the run could not read %s of its inputs; its messages name them", say.Number(n)))
		}
	}
	for path, n := range payloads {
		m.files = append(m.files, report.File{Path: path, Payloads: n})
	}
	slices.SortFunc(m.files, func(a, b report.File) int { return cmp.Compare(a.Path, b.Path) })
	if !m.counted {
		m.v.f.Warn("the numbers of files and payloads are not known: findings in ndjson do not tell them, --format json does")
	}
	return m.checkShards()
}

// checkShards says which shards are missing; two of the same, or of different
// runs, cannot be merged.
func (m *merge) checkShards() error {
	of, paths := 0, map[int]string{}
	for _, p := range m.parts {
		shard := p.part.Shard
		if shard.Of == 0 {
			continue
		}
		if before, twice := paths[shard.Part]; twice {
			return kit.Inputf("%s and %s are both shard %d", term.Clean(before), term.Clean(p.path), shard.Part)
		}
		if of != 0 && of != shard.Of {
			return kit.Inputf("%s is one of %d shards, others are of %d: they are of different runs", term.Clean(p.path), shard.Of, of)
		}
		of, paths[shard.Part] = shard.Of, p.path
	}
	var missing []string
	for n := 1; n <= of; n++ {
		if paths[n] == "" {
			missing = append(missing, strconv.Itoa(n))
		}
	}
	if len(missing) > 0 {
		const most = 20
		names := strings.Join(missing[:min(len(missing), most)], ", ")
		if len(missing) > most {
			names += ", …"
		}
		m.v.outcome.Add(kit.Input)
		m.v.f.Report(kit.Inputf("%d of %d shards are missing: %s", len(missing), of, names), say.Textf("the report is of the others alone"))
	}
	return nil
}

// complain reports that a part could not be read, or not as a whole.
func (m *merge) complain(path string, err error) {
	m.v.outcome.Add(kit.Input)
	var hint say.Message
	if errors.Is(err, report.ErrNotFindings) {
		hint = say.Textf("--merge reads what validate --format json or ndjson printed")
	}
	m.v.f.Report(kit.Inputf("%s: %w", term.Clean(kit.InputName(path)), err), hint)
}

// print writes the reports, with the findings in the order of one run.
func (m *merge) print(ctx context.Context) error {
	out, err := m.v.outputs.open(m.v)
	if err != nil {
		return err
	}
	defer out.drop()
	t := &reporting{v: m.v, out: out}
	files := m.files
	endFiles := func(before string, all bool) error {
		for len(files) > 0 && (all || files[0].Path < before) {
			if err := out.writer.File(files[0].Path, files[0].Payloads); err != nil {
				return err
			}
			files = files[1:]
		}
		return nil
	}
	for {
		p, err := m.first()
		if err != nil || p == nil || ctx.Err() != nil {
			if err = errors.Join(err, endFiles("", true)); err != nil {
				return err
			}
			break
		}
		if err := endFiles(p.next.Path, false); err != nil {
			return err
		}
		if err := t.finding(p.next); err != nil {
			return err
		}
		if err := p.advance(); err != nil {
			return kit.Inputf("%s: %w", term.Clean(p.path), err)
		}
	}
	m.summary.Rules = t.summary.Rules
	if err := out.close(m.summary); err != nil {
		return err
	}
	return ctx.Err()
}

// first is the part whose next finding is the first in order, nil at the end. A
// part is opened when it is its turn: of thousands of shards few are open at a
// time.
func (m *merge) first() (*findingsPart, error) {
	var first *findingsPart
	for _, p := range m.parts {
		if p.next != nil && (first == nil || order(p.next, first.next) < 0) {
			first = p
		}
	}
	if first == nil || first.begun {
		return first, nil
	}
	first.begun = true
	if err := first.begin(); err != nil {
		return nil, kit.Inputf("%s: %w", term.Clean(first.path), err)
	}
	return first, nil
}

// order is the order of findings: by path, place and rule.
func order(a, b *diag.Finding) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Rule, b.Rule))
}

// worst is the gravest severity of all findings, printed or not.
func (m *merge) worst() diag.Severity {
	switch s := m.summary; {
	case s.Errors > 0:
		return diag.Error
	case s.Warnings > 0:
		return diag.Warning
	case s.Infos > 0:
		return diag.Info
	}
	return diag.Off
}
