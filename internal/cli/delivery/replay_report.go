package delivery

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/junit"
	"github.com/argosctl/argosctl/internal/outfile"
	"github.com/argosctl/argosctl/internal/replay"
)

// replayReports are the files of --report. They are put in place as a whole at
// the end, also after an interruption, with what was done.
type replayReports struct {
	files []outfile.File
	junit []*junit.File
}

// outs are the files of --report.
func (opts *replayOptions) outs() []kit.NamedOut {
	var outs []kit.NamedOut
	for _, text := range opts.reports {
		_, path, _ := strings.Cut(text, "=")
		outs = append(outs, kit.NamedOut{Flag: "--report", Path: path})
	}
	return outs
}

// openReports starts every report, so that a file that cannot be written is
// known before anything is sent, and after what the run reads is known.
func (opts *replayOptions) openReports() (*replayReports, error) {
	r := &replayReports{}
	for _, text := range opts.reports {
		format, path, found := strings.Cut(text, "=")
		if !found || path == "" || format != "junit" {
			r.drop()
			return nil, kit.Usagef("--report %q: expected junit=FILE", text)
		}
		file, err := opts.f.CreateOut("--report", path, 0)
		if err != nil {
			r.drop()
			return nil, err
		}
		suite := "argosctl replay"
		if opts.conformance {
			suite += " --conformance"
		}
		r.files = append(r.files, file)
		r.junit = append(r.junit, junit.NewFile(file, junit.Suite{Name: suite, Timed: true}))
	}
	return r, nil
}

// add adds a case to every report.
func (r *replayReports) add(c *junit.Case) {
	for _, j := range r.junit {
		j.Case(c)
	}
}

// result adds a delivery.
func (r *replayReports) result(d *replay.Result) {
	if len(r.junit) == 0 {
		return
	}
	c := &junit.Case{Class: "argosctl.replay", Took: d.Duration}
	c.Name = fmt.Sprintf("%d %s %s", d.N, kit.Dash(d.Event), d.Origin)
	if d.Err != nil {
		c.Failure = &junit.Failure{Message: d.Err.Error()}
	}
	if d.Err != nil && d.Response != nil {
		c.Failure.Text = string(d.Response.Body[:min(len(d.Response.Body), briefBody)])
	}
	r.add(c)
}

// commit puts the reports in place.
func (r *replayReports) commit() error {
	for i, j := range r.junit {
		if err := j.Close(); err != nil {
			return kit.Failf(kit.Input, "--report: %w", err)
		}
		if err := r.files[i].Commit(); err != nil {
			return kit.Failf(kit.Input, "--report: %w", err)
		}
	}
	return nil
}

// drop removes what was not put in place.
func (r *replayReports) drop() {
	for _, file := range r.files {
		_ = file.Close()
	}
}
