package webhook

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// printRules is validate --list-rules.
func (opts *validateOptions) printRules() error {
	f := opts.f
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	if format != kit.Table {
		var views []view.Rule
		for _, r := range lint.Rules() {
			views = append(views, view.RuleOf(r, lang))
		}
		return kit.PutList(f, format, []string{"id", "severity", "short", "doc", "url"}, views...)
	}
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "rule", Head: kit.Head(lang, "Rule"), Kind: term.Word},
		{Key: "severity", Head: kit.Head(lang, "Severity"), Kind: term.Word},
		{Key: "short", Head: kit.Head(lang, "What it finds"), Kind: term.Meaning},
	}})
	style := f.IO.Style()
	for _, r := range lint.Rules() {
		err := list.Row(term.S(style.Name, r.ID), term.S(view.SeverityStyle(style, r.Default), report.SeverityWord(r.Default, lang)), term.C(r.Short.In(lang)))
		if err != nil {
			return err
		}
	}
	return f.CloseList(list, say.Textf("%s", say.Count(len(lint.Rules()), "%s rule", "%s rules")))
}

// completeRule completes ID=LEVEL.
func completeRule(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	id, _, ok := strings.Cut(text, "=")
	if !ok {
		var ids []string
		for _, id := range lint.RuleIDs() {
			ids = append(ids, id+"=")
		}
		return ids, directive
	}
	var levels []string
	for _, level := range []string{"error", "warning", "info", "off"} {
		levels = append(levels, id+"="+level)
	}
	return levels, cobra.ShellCompDirectiveNoFileComp
}

// completeReport completes FORMAT=; the file is left to the shell.
func completeReport(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(text, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var formats []string
	for _, name := range report.Formats() {
		formats = append(formats, name+"=")
	}
	return formats, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
