package main

import (
	"bytes"
	"fmt"

	"github.com/argosctl/argosctl/internal/catalog"
)

// unknownConstants writes a constant for the id of each unknown, so that a
// remark that names one that does not exist does not compile.
func unknownConstants(b *bytes.Buffer, unknowns []catalog.Unknown) {
	b.WriteString("\n// The ids of data/unknowns.yaml.\nconst (\n")
	for _, u := range unknowns {
		fmt.Fprintf(b, "%s = %q\n", constant("Unknown", u.ID), u.ID)
	}
	b.WriteString(")\n")
}
