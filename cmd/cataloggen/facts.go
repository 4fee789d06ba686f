package main

import (
	"bytes"
	"fmt"
	"go/token"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
)

// namedFact is a fact that Go code names: a text or a number.
type namedFact struct {
	Name    string
	Text    string
	Number  int
	Meaning string // the rest of the sentence that the name begins
	catalog.Fact
}

// writeConstants writes one block of constants.
func writeConstants(b *bytes.Buffer, list []namedFact) error {
	b.WriteString("\nconst (\n")
	for _, c := range list {
		value := strconv.Quote(c.Text)
		if c.Text == "" {
			value = strconv.Itoa(c.Number)
		}
		if !token.IsExported(c.Name) || !token.IsIdentifier(c.Name) || (c.Text == "") == (c.Number == 0) {
			return fmt.Errorf("constant %q: expected an exported name and either a text or a number", c.Name)
		}
		fmt.Fprintf(b, "\t// %s %s\n\t%s = %s\n", c.Name, c.Meaning, c.Name, value)
	}
	b.WriteString(")\n")
	return nil
}

// apiFile is the shape of api.yaml.
type apiFile struct {
	Constants  []namedFact
	Refusals   []catalog.Refusal
	Item       []catalog.ItemValue
	ItemGroups []string
	Columns    []string
	Parts      []catalog.Part
	Rest       string
	ListOmits  []string

	PersonalMembers []string
	Sections        []catalog.Section
}

// enumFile is the shape of enums.yaml.
type enumFile struct {
	Values []struct {
		plainValue
		Const string
	}
}

// plainValue gives the embedded value a name that is no key of it.
type plainValue = catalog.Value

func (f enumFile) values() []catalog.Value {
	var list []catalog.Value
	for _, v := range f.Values {
		list = append(list, v.plainValue)
	}
	return list
}

// fill sets enum to the values of an enumeration, if one is named.
func (f enumFile) fill(enum *[]string, name string) error {
	if name == "" {
		return nil
	}
	var list []string
	for _, v := range f.Values {
		if v.Enum == name {
			list = append(list, v.Value)
		}
	}
	if len(list) == 0 || len(*enum) > 0 {
		return fmt.Errorf("enumeration %q: expected one of enums.yaml, and no enum beside it", name)
	}
	*enum = list
	return nil
}

func (f enumFile) constants() []namedFact {
	var list []namedFact
	for _, v := range f.Values {
		if v.Const != "" {
			list = append(list, namedFact{Name: v.Const, Text: v.Value, Meaning: "is a value of " + v.Enum + "."})
		}
	}
	return list
}

// returnURLFile is the shape of returnurl.yaml.
type returnURLFile struct {
	Params []struct {
		catalog.Param
		Const string
	}
	Example  []catalog.Assign
	Outcomes []struct {
		catalog.Outcome
		Const string
	}
}

func (f returnURLFile) params(enums enumFile) ([]catalog.Param, error) {
	var list []catalog.Param
	for _, p := range f.Params {
		if err := enums.fill(&p.Enum, p.Enumeration); err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		list = append(list, p.Param)
	}
	return list, nil
}

func (f returnURLFile) outcomes() []catalog.Outcome {
	var list []catalog.Outcome
	for _, o := range f.Outcomes {
		list = append(list, o.Outcome)
	}
	return list
}

func (f returnURLFile) constants() []namedFact {
	var list []namedFact
	for _, p := range f.Params {
		if p.Const != "" {
			list = append(list, namedFact{Name: p.Const, Text: p.Name, Meaning: "is the name of a parameter of return URLs."})
		}
	}
	for _, o := range f.Outcomes {
		if o.Const != "" {
			list = append(list, namedFact{Name: o.Const, Text: o.Name, Meaning: "is the name of an outcome of return URLs."})
		}
	}
	return list
}

// triggerName is the name of the member that says which event a payload is:
// the same one in every event.
func triggerName(events []catalog.Event) (namedFact, error) {
	name := ""
	for i := range events {
		own := ""
		for _, f := range events[i].Payload.Members {
			if f.Role == catalog.RoleTrigger {
				own = f.Name
			}
		}
		if own == "" || name != "" && own != name {
			return namedFact{}, fmt.Errorf("event %s: its trigger is %q, elsewhere it is %q", events[i].Name, own, name)
		}
		name = own
	}
	return namedFact{Name: "TriggerName", Text: name, Meaning: "is the member of a payload that says which event it is."}, nil
}
