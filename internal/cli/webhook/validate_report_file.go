package webhook

import (
	"bytes"
	"cmp"
	"io"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/outfile"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// fileReport is a report that goes to a file. A fault of the file is kept for
// the end: the other reports go on.
type fileReport struct {
	report.Writer
	path string
	file outfile.File
	err  error
}

func openReport(f *kit.Factory, to reportFile, options report.Options) (*fileReport, error) {
	file, err := f.CreateOut("--report", to.path, 0)
	if err != nil {
		return nil, err
	}
	options.Style, options.Width, options.Table = report.Style{}, 0, ruleTable(term.Page, options.Lang)
	w, err := report.New(to.format, file, options)
	if err != nil {
		_ = file.Close()
		return nil, kit.Failf(kit.Input, "--report %s: %w", to.path, err)
	}
	return &fileReport{Writer: w, path: to.path, file: file}, nil
}

// Finding implements report.Writer.
func (r *fileReport) Finding(f diag.Finding) error { return r.keep(r.Writer.Finding(f)) }

// File implements report.Writer.
func (r *fileReport) File(path string, payloads int) error {
	return r.keep(r.Writer.File(path, payloads))
}

// Close implements report.Writer.
func (r *fileReport) Close(s report.Summary) error { return r.keep(r.Writer.Close(s)) }

func (r *fileReport) keep(err error) error {
	r.err = cmp.Or(r.err, err)
	return nil
}

func (r *fileReport) commit() error {
	if r.err == nil {
		r.err = r.file.Commit()
	}
	if r.err != nil {
		return say.Errorf("--report %s: %w", r.path, r.err)
	}
	return nil
}

// turns lets two reports share a stream: it passes on what ends with end, so
// that neither breaks into a finding of the other.
type turns struct {
	w    io.Writer
	end  string
	held []byte
}

func (t *turns) Write(p []byte) (int, error) {
	t.held = append(t.held, p...)
	whole := bytes.LastIndex(t.held, []byte(t.end)) + len(t.end)
	if whole < len(t.end) {
		return len(p), nil
	}
	if _, err := t.w.Write(t.held[:whole]); err != nil {
		return 0, err
	}
	t.held = append(t.held[:0], t.held[whole:]...)
	return len(p), nil
}

func (t *turns) flush() error {
	_, err := t.w.Write(t.held)
	return err
}
