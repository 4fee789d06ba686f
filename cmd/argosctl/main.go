// Command argosctl is the developer tool for integrators of ARGOS Identity ID
// Check. All of it is in internal/cli.
package main

import (
	"os"

	"github.com/argosctl/argosctl/internal/cli"
	"github.com/argosctl/argosctl/internal/cli/kit"
)

func main() { os.Exit(cli.Main(os.Args[1:], kit.System(os.Exit))) }
