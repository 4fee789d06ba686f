package api

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
)

// NewSubmissionCmd holds the commands that ask the API about submissions.
func NewSubmissionCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "submission",
		Short:   "Ask the API about submissions, and review them",
		GroupID: kit.GroupService,
		Args:    cobra.ArbitraryArgs,
		RunE:    kit.NeedSubcommand,
	}
	cmd.AddCommand(
		newGetCmd(f),
		newSubmissionListCmd(f),
		newWatchCmd(f),
		newToEventCmd(f),
		newImageCmd(f),
		newMonitorCmd(f),
		newProjectionCmd(f),
		newSettingsCmd(f),
		newReviewCmd(f, "approve", catalog.StatusApproved),
		newReviewCmd(f, "reject", catalog.StatusRejected),
	)
	return cmd
}

// refusal is apiFailure for writes, where a request that the service refuses
// is the plain answer no.
func refusal(err error) error {
	var api *submission.APIError
	failed := kit.APIFailure(err)
	if errors.As(err, &api) && api.Kind == submission.KindRequest {
		return kit.Fail(kit.Negative, failed).Then(api.Hint)
	}
	return failed
}

// statusMeaning explains a status in lang.
func statusMeaning(status, lang string) string {
	if status == submission.Deleted {
		return say.In(lang, "The submission was deleted.")
	}
	for _, v := range submissionStatuses() {
		if v.Value == status {
			return v.Meaning.In(lang)
		}
	}
	if status == "" {
		return say.In(lang, "The answer has no status.")
	}
	return say.In(lang, "A status that is not documented.")
}

// joined is a list as one text.
func joined(texts []string) string { return strings.Join(texts, "; ") }
