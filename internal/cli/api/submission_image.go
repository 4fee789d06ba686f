package api

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

type imageOptions struct {
	kit.APIOptions
	id, kind, out string
	format        string
}

// imageFile is what the machine output says of an image in a file.
type imageFile struct {
	SubmissionID string `json:"submission_id"`
	Type         string `json:"type"`
	File         string `json:"file"`
	ContentType  string `json:"content_type"` // told by the bytes
	Bytes        int    `json:"bytes"`
}

func newImageCmd(f *kit.Factory) *cobra.Command {
	opts := &imageOptions{APIOptions: kit.APIOptions{F: f}}
	cmd := &cobra.Command{
		Use:         "image ID",
		Annotations: kit.About{Schema: "submission-image", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Save an image of a submission",
		Long: `Save an image of a submission, such as the front of the ID. It is personal data:
only you can read the file of --out, which appears once it is complete. Without
--out the bytes go to stdout, unless that is a terminal.

The bytes of the image decide which kind of file it is.`,
		Example: `  argosctl submission image 6xx28lo115832 --type idImage --out id.png
  argosctl submission image 6xx28lo115832 --type selfieImage --out selfie.png -o json`,
		Args: kit.OneArg("submission id"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			opts.id = args[0]
			if opts.format, err = f.Format(); err != nil {
				return err
			}
			return runImage(cmd.Context(), opts)
		},
	}
	opts.AddFlags(cmd)
	cmd.Flags().StringVar(&opts.kind, "type", "", "which `image`: "+strings.Join(submission.ImageTypes(), ", "))
	cmd.Flags().StringVar(&opts.out, "out", "", "write the image to this `file`, which only you can read")
	kit.Choices(cmd, "type", submission.ImageTypes()...)
	return cmd
}

func runImage(ctx context.Context, opts *imageOptions) error {
	f := opts.F
	switch {
	case opts.kind == "":
		return kit.Usagef("--type is missing").WithHint("expected %s", strings.Join(submission.ImageTypes(), ", "))
	case opts.out == "" && f.IO.OutTTY:
		return kit.Usagef("an image does not go to a terminal").WithHint("--out FILE saves it")
	case opts.out == "" && opts.format != kit.Table:
		return kit.Usagef("-o %s describes the file of --out, which is missing", opts.format)
	case opts.out != "":
		if err := f.CheckOut("--out", opts.out); err != nil {
			return err
		}
	}
	client, err := opts.Client(ctx)
	if err != nil {
		return err
	}
	image, err := client.Image(ctx, opts.id, opts.kind)
	if err != nil {
		return kit.APIFailure(err)
	}
	if opts.out == "" {
		f.Remark("%s, %s of personal data", image.ContentType, say.Count(len(image.Body), "%s byte", "%s bytes"))
		_, err := f.IO.Bytes().Write(image.Body)
		return err
	}
	if err := opts.save(image.Body); err != nil {
		return err
	}
	if opts.format != kit.Table {
		return kit.PutOne(f, opts.format, imageFile{opts.id, opts.kind, opts.out, image.ContentType, len(image.Body)})
	}
	lang, _ := f.Lang() // known by then
	f.IO.Headline(term.C(opts.out), image.ContentType+", "+say.Count(len(image.Body), "%s byte", "%s bytes").In(lang), 0)
	return nil
}

func (opts *imageOptions) save(body []byte) error {
	file, err := opts.F.CreateOut("--out", opts.out, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if _, err := file.Write(body); err != nil {
		return kit.Failf(kit.Input, "--out: %w", err)
	}
	if err := file.Commit(); err != nil {
		return kit.Failf(kit.Input, "--out: %w", err)
	}
	return nil
}
