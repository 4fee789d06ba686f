package cli

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

type workflow struct {
	Permissions map[string]string
	Concurrency map[string]any
	Jobs        map[string]workflowJob
}

type workflowJob struct {
	Permissions map[string]string
	Timeout     int `yaml:"timeout-minutes"`
	Steps       []workflowStep
}

type workflowStep struct {
	Uses, Run string
	With      map[string]any
}

// TestWorkflows: what actionlint does not ask for. Nothing in a workflow changes by
// itself, ends late, or may do more than it has to.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(inRepo(".github/workflows/*.yml"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%d workflows, %v", len(files), err)
	}
	for _, file := range append(files, inRepo("action.yml")) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text := readPage(t, file)
			for _, m := range regexp.MustCompile(`uses: (.*)`).FindAllStringSubmatch(text, -1) {
				if !regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`).MatchString(m[1]) {
					t.Errorf("%s is not pinned by its digest, with its version", m[1])
				}
			}
			var w workflow
			if err := yaml.Unmarshal([]byte(text), &w); err != nil {
				t.Fatal(err)
			}
			if filepath.Base(file) == "action.yml" {
				return
			}
			if len(w.Concurrency) == 0 || len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
				t.Errorf("concurrency %v, permissions %v", w.Concurrency, w.Permissions)
			}
			for name, job := range w.Jobs {
				checkJob(t, name, job)
			}
		})
	}
}

// checkJob: a job ends, leaves no credentials behind, runs no text of others, and tests
// nothing where it may write.
func checkJob(t *testing.T, name string, job workflowJob) {
	t.Helper()
	if job.Timeout == 0 {
		t.Errorf("%s has no timeout", name)
	}
	for _, step := range job.Steps {
		if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != false {
			t.Errorf("%s keeps its credentials", name)
		}
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%s puts a text of others into a script: %s", name, step.Run)
		}
		if strings.Contains(step.Run, ".ci/run") && len(job.Permissions) > 0 {
			t.Errorf("%s runs the tests with the permissions %v", name, job.Permissions)
		}
	}
}
