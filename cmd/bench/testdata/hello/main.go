// Command hello is the floor of the start-up times: it imports what argosctl
// is required to be built with, and says hello.
package main

import (
	"os"

	"github.com/fatih/color"
	"github.com/olekukonko/tablewriter"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func main() {
	root := &cobra.Command{Use: "hello", RunE: func(*cobra.Command, []string) error {
		viper.New().SetDefault("name", "world")
		if len(os.Args) > 1 {
			return tablewriter.NewTable(os.Stdout).Render()
		}
		_, err := color.New(color.FgGreen).Println("hello")
		return err
	}}
	if root.Execute() != nil {
		os.Exit(1)
	}
}
