package webhook

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/window"
)

// htmlPage is the page of --html.
type htmlPage struct {
	path  string
	clear bool // personal data is shown
	asOf  time.Time
}

func (h *htmlPage) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&h.path, "html", "", "write a page for the browser to this `file`, in place of the table")
	cmd.Flags().BoolVar(&h.clear, "show-personal-data", false, "show e-mail addresses and the like on the page of --html")
	_ = cmd.MarkFlagFilename("html", "html")
}

// outs is the page among the files that the run writes.
func (h *htmlPage) outs() []kit.NamedOut {
	if h.path == "" {
		return nil
	}
	return []kit.NamedOut{{Flag: "--html", Path: h.path}}
}

// check refuses a page that could not be written, before any work.
func (h *htmlPage) check(f *kit.Factory) error {
	switch {
	case h.path == "-":
		return kit.Usagef("--html: expected a file").WithHint("--html /dev/stdout writes the page to standard output")
	case h.path != "":
		return f.CheckOut("--html", h.path)
	case h.clear:
		return kit.Usagef("--show-personal-data is about the page of --html").WithHint("add --html FILE")
	}
	return nil
}

// writePage writes the page of all lives that the filter keeps.
func (opts *timelineOptions) writePage(ctx context.Context) error {
	h, f := &opts.html, opts.f
	users := opts.lives.Users()
	if opts.intake.Shard().Of > 0 {
		users = -1
	}
	from, to := opts.lives.Mine()
	page, err := window.NewPage(ctx, opts.lives, users, from, to, window.Options{Lang: opts.lang, AsOf: h.asOf, Clear: h.clear})
	if err != nil {
		return err
	}
	file, err := f.CreateOut("--html", h.path, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if err = page.Write(file); err == nil {
		err = file.Commit()
	}
	if err != nil {
		return kit.Fail(kit.Input, say.Errorf("--html %s: %w", term.Clean(h.path), err))
	}
	f.Note("%s: %s", term.Clean(h.path), say.Word(page.Summary))
	return nil
}
