package kit

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// At is the flag that says where in a value to look for webhooks.
type At struct{ Pointer *unwrap.Pointer } // nil where the flag is not given

// AddFlag adds --at.
func (a *At) AddFlag(cmd *cobra.Command) {
	cmd.Flags().Var(a, "at", "look for a webhook only at this JSON `pointer` of each value (\"\" = the value itself)")
}

// String is the flag's value.
func (a *At) String() string {
	if a.Pointer == nil {
		return ""
	}
	return a.Pointer.String()
}

// Set takes the flag's value.
func (a *At) Set(text string) error {
	p, ok := unwrap.ParsePointer(text)
	if !ok {
		return say.Errorf("expected a JSON pointer such as /Records/0/body")
	}
	a.Pointer = p
	return nil
}

// Type is the kind of value that help names.
func (a *At) Type() string { return pointerType }

const pointerType = "pointer"
