package replay

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/say"
)

// The bounds of a scenario file; a larger one is no scenario.
const (
	MaxScenarioSize = limit.Scenario
	maxSteps        = 1000
	maxAfter        = 10 * 365 * 24 * time.Hour
	maxDepth        = 32 // of a value that a step sets
)

// ParseScenario reads a scenario written in YAML (or JSON). The error is a
// *diag.Problem.
func ParseScenario(path string, data []byte) (*Scenario, error) {
	f := &scenarioFile{path: path}
	switch {
	case len(data) > MaxScenarioSize:
		return nil, &diag.Problem{Origin: diag.Whole(path), Message: say.Textf("larger than %d bytes: no scenario", MaxScenarioSize)}
	case !utf8.Valid(data):
		return nil, &diag.Problem{Origin: diag.Whole(path), Message: say.Textf("not UTF-8")}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, f.syntax(err)
	}
	if len(root.Content) == 0 {
		return nil, &diag.Problem{Origin: diag.Whole(path), Message: say.Textf("empty: expected name, summary and steps")}
	}
	s := &Scenario{Source: data}
	if err := f.scenario(root.Content[0], s); err != nil {
		return nil, err
	}
	return s, nil
}

// scenarioFile reads the nodes of one file.
type scenarioFile struct{ path string }

func (f *scenarioFile) fail(n *yaml.Node, message say.Message) error {
	return f.failWith(n, say.Message{}, message)
}

func (f *scenarioFile) failWith(n *yaml.Node, hint, message say.Message) error {
	return &diag.Problem{Origin: diag.Whole(f.path), Line: n.Line, Column: n.Column, Message: message, Hint: hint}
}

// syntax takes the line out of the YAML library's message.
func (f *scenarioFile) syntax(err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	e := &diag.Problem{Origin: diag.Whole(f.path), Message: say.Textf("not YAML: %s", message)}
	if m := regexp.MustCompile(`^line (\d+): (.*)`).FindStringSubmatch(message); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		e.Column, e.Message = 1, say.Textf("not YAML: %s", m[2])
	}
	return e
}

// members calls the reader of each member of a mapping, by its name.
func (f *scenarioFile) members(n *yaml.Node, what string, known []string, read func(name string, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return f.fail(n, say.Textf("%s: expected a mapping of %s", what, strings.Join(known, ", ")))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case seen[key.Value]:
			return f.fail(key, say.Textf("%s stands here twice", key.Value))
		case known != nil && !slices.Contains(known, key.Value):
			return f.failWith(key, didYouMean(catalog.Nearest(key.Value, known, 1), say.Textf("expected %s", strings.Join(known, ", "))),
				say.Textf("unknown key %q", key.Value))
		case value.Kind == yaml.AliasNode:
			return f.fail(value, say.Textf("aliases are not read here"))
		}
		seen[key.Value] = true
		if err := read(key.Value, value); err != nil {
			return err
		}
	}
	return nil
}

func didYouMean(near []string, otherwise say.Message) say.Message {
	if len(near) == 0 {
		return otherwise
	}
	return say.Textf("did you mean %s?", strings.Join(near, ", "))
}

func (f *scenarioFile) scenario(n *yaml.Node, s *Scenario) error {
	err := f.members(n, "scenario", []string{"name", "summary", "steps"}, func(name string, value *yaml.Node) (err error) {
		switch name {
		case "name":
			s.Name, err = f.text(value, name)
		case "summary":
			err = f.summary(value, &s.Summary)
		default:
			err = f.steps(value, s)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case s.Name == "":
		return f.fail(n, say.Textf("the scenario has no name"))
	case len(s.Steps) == 0:
		return f.fail(n, say.Textf("the scenario has no steps"))
	}
	return nil
}

// text reads a text that is not empty.
func (f *scenarioFile) text(n *yaml.Node, name string) (string, error) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		return "", f.fail(n, say.Textf("%s: expected text", name))
	}
	return n.Value, nil
}

// summary is one text, or one for each language.
func (f *scenarioFile) summary(n *yaml.Node, to *catalog.Text) (err error) {
	if n.Kind == yaml.ScalarNode {
		to.En, err = f.text(n, "summary")
		return err
	}
	return f.members(n, "summary", []string{"en", "ko"}, func(name string, value *yaml.Node) (err error) {
		if name == "ko" {
			to.Ko, err = f.text(value, name)
		} else {
			to.En, err = f.text(value, name)
		}
		return err
	})
}

func (f *scenarioFile) steps(n *yaml.Node, s *Scenario) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) > maxSteps {
		return f.fail(n, say.Textf("steps: expected a list of at most %d steps", maxSteps))
	}
	for _, item := range n.Content {
		step, err := f.step(item)
		if err != nil {
			return err
		}
		s.Steps = append(s.Steps, step)
	}
	return nil
}

func (f *scenarioFile) step(n *yaml.Node) (Step, error) {
	var step Step
	var event *catalog.Event
	var sets *yaml.Node
	err := f.members(n, "step", []string{"event", "variant", "after", "set"}, func(name string, value *yaml.Node) (err error) {
		switch name {
		case "event":
			event, err = f.event(value)
		case "after":
			step.After, err = f.after(value)
		case "set":
			sets = value
		}
		return err
	})
	if err != nil {
		return step, err
	}
	if event == nil {
		return step, f.fail(n, say.Textf("the step has no event"))
	}
	step.Event = event.Name
	err = f.members(n, "step", nil, func(name string, value *yaml.Node) (err error) {
		if name == "variant" {
			step.Variant, err = f.variant(value, event)
		}
		return err
	})
	if err == nil && sets != nil {
		step.sets, err = f.sets(sets, event)
	}
	return step, err
}

func (f *scenarioFile) event(n *yaml.Node) (*catalog.Event, error) {
	name, err := f.text(n, "event")
	if err != nil {
		return nil, err
	}
	e, _, ok := catalog.EventByName(name)
	if !ok {
		names := catalog.EventNames()
		return nil, f.failWith(n, didYouMean(catalog.Nearest(name, names, 3), say.Textf("expected one of %s", strings.Join(names, ", "))), say.Textf("unknown event %q", name))
	}
	return e, nil
}

func (f *scenarioFile) variant(n *yaml.Node, e *catalog.Event) (string, error) {
	name, err := f.text(n, "variant")
	if err != nil {
		return "", err
	}
	var names []string
	for _, v := range e.Variants {
		names = append(names, v.Name)
	}
	if !slices.Contains(names, name) {
		return "", f.failWith(n, didYouMean(catalog.Nearest(name, names, 1), say.Textf("expected one of %s", strings.Join(names, ", "))),
			say.Textf("event %s has no variant %q", e.Name, name))
	}
	return name, nil
}

func (f *scenarioFile) after(n *yaml.Node) (time.Duration, error) {
	d, err := time.ParseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || d < 0 || d > maxAfter {
		return 0, f.failWith(n, say.Textf("24h is a day"), say.Textf("after: expected a duration like 90s, 5m or 24h"))
	}
	return d, nil
}

// sets reads path: value; a value is written as the field's type asks.
func (f *scenarioFile) sets(n *yaml.Node, e *catalog.Event) ([]sample.Set, error) {
	var sets []sample.Set
	err := f.members(n, "set", nil, func(path string, value *yaml.Node) error {
		text := path + "=" + value.Value
		if value.Kind != yaml.ScalarNode || value.Tag == "!!null" || value.Tag == "!!bool" {
			raw, err := f.json(value, 0)
			if err != nil {
				return err
			}
			text = path + ":=" + string(raw)
		}
		set, err := sample.ParseSet(e, text)
		if err != nil {
			var unknown *sample.UnknownFieldError
			var hint say.Message
			if errors.As(err, &unknown) {
				hint = didYouMean(unknown.Near, say.Textf("'argosctl event show %s' lists its fields", e.Name))
			}
			return f.failWith(value, hint, say.Textf("set: %s", err))
		}
		sets = append(sets, set)
		return nil
	})
	return sets, err
}

// json writes a YAML value as JSON.
func (f *scenarioFile) json(n *yaml.Node, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, f.fail(n, say.Textf("the value is too deep"))
	}
	var out []byte
	switch n.Kind {
	case yaml.MappingNode:
		out = append(out, '{')
		err := f.members(n, "value", nil, func(name string, value *yaml.Node) error {
			if len(out) > 1 {
				out = append(out, ',')
			}
			raw, err := f.json(value, depth+1)
			out = append(append(jsonscan.AppendQuoted(out, name), ':'), raw...)
			return err
		})
		return append(out, '}'), err
	case yaml.SequenceNode:
		out = append(out, '[')
		for i, item := range n.Content {
			if i > 0 {
				out = append(out, ',')
			}
			raw, err := f.json(item, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, raw...)
		}
		return append(out, ']'), nil
	case yaml.ScalarNode:
		return f.scalar(n)
	default:
		return nil, f.fail(n, say.Textf("aliases are not read here"))
	}
}

func (f *scenarioFile) scalar(n *yaml.Node) ([]byte, error) {
	switch n.Tag {
	case "!!int", "!!float":
		if jsonscan.Valid([]byte(n.Value)) {
			return []byte(n.Value), nil // its literal
		}
		return nil, f.fail(n, say.Textf("%s is not a JSON number", n.Value))
	case "!!null":
		return []byte("null"), nil
	case "!!bool":
		return strconv.AppendBool(nil, strings.EqualFold(n.Value, "true")), nil
	default:
		return jsonscan.AppendQuoted(nil, n.Value), nil
	}
}
