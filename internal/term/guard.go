package term

import (
	"io"

	"github.com/argosctl/argosctl/internal/plain"
)

// guards stand before the streams of one run, for what the printers let slip
// and for what only shows when text is broken into lines.
type guards struct {
	text, data, commands *plain.Writer
	below                io.Writer // Out without a guard
	log                  bool      // the run is a step of a CI job
}

// GuardErr puts a guard before Err, which holds nothing but text for people.
// The function that it returns writes what the guard holds back.
func (s *IO) GuardErr(getenv func(string) string) (flush func() error) {
	guard := plain.NewWriter(s.Err, plain.Rules{
		Color: func() bool { return s.err.On() }, Draw: s.ErrTTY, Runner: InLog(getenv),
	})
	s.Err = guard
	return guard.Flush
}

// GuardOut puts a guard before Out and returns the function that takes it away
// and writes what it holds back.
func (s *IO) GuardOut(getenv func(string) string) (remove func() error) {
	below, log := s.Out, InLog(getenv)
	text := plain.NewWriter(below, plain.Rules{Color: func() bool { return s.out.On() }, Runner: log})
	s.guards = guards{
		text:     text,
		data:     plain.NewWriter(below, plain.Rules{Runner: log}),
		commands: plain.NewWriter(below, plain.Rules{Runner: log, Colons: true}),
		below:    below, log: log,
	}
	s.Out = text
	return func() error {
		s.Out = below
		for _, w := range []*plain.Writer{s.guards.commands, s.guards.data, text} {
			if err := w.Flush(); err != nil {
				return err
			}
		}
		return nil
	}
}

// Data is Out for results that are bytes for a program: JSON, YAML, CSV, a
// patch, an opened text. On a terminal and in the log of a CI job what acts is
// escaped in them; a file or another program gets them as they are.
func (s *IO) Data() io.Writer {
	switch {
	case s.guards.text == nil || s.Out != io.Writer(s.guards.text): // no guard, or a file that took the place of Out
		return s.Out
	case s.OutTTY || s.guards.log && !s.OutFile:
		return s.guards.data
	}
	return s.guards.below
}

// Bytes is Out for what is no text, such as a ciphertext in binary: only a
// terminal is guarded from it.
func (s *IO) Bytes() io.Writer {
	if s.guards.text == nil || s.OutTTY {
		return s.Data()
	}
	return s.guards.below
}

// Commands is Out for what a CI runner is meant to obey.
func (s *IO) Commands() io.Writer {
	if s.guards.text == nil {
		return s.Out
	}
	return s.guards.commands
}

// Escaped tells whether Data wrote other bytes than it was given.
func (s *IO) Escaped() bool { return s.guards.data != nil && s.guards.data.Changed() }

// InLog tells whether the run is a step of a CI job, whose output is a log.
func InLog(getenv func(string) string) bool {
	if ci := getenv("CI"); ci != "" && ci != "false" && ci != "0" {
		return true
	}
	for _, name := range []string{"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "CODEBUILD_BUILD_ID"} {
		if getenv(name) != "" {
			return true
		}
	}
	return false
}
