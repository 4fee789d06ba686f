package mockapi

import (
	"net/http"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// review answers POST of catalog.APIReview. Every address is
// taken for a registered administrator.
func (s *Server) review(w http.ResponseWriter, r *http.Request) {
	doc, failure := s.body(r)
	if failure != nil {
		s.fail(w, http.StatusBadRequest, failure)
		return
	}
	status, comment := doc.TextAt(0, "status"), doc.TextAt(0, "rejectComment")
	admin, id := doc.TextAt(0, "admin"), doc.TextAt(0, "submissionId")
	rec, found := s.store.find(id)
	refusal := ""
	switch {
	case admin == "":
		refusal = "admin is required."
	case !strings.Contains(admin, "@"):
		refusal = "Access denied. The admin is not registered in the project."
	case id == "":
		refusal = "Submission Id is required."
	case !found:
		refusal = "Invalid Submission Id."
	case !catalog.IsFinal(status):
		refusal = "Invalid status"
	case status == catalog.StatusRejected && comment == "":
		refusal = "Reject comment is required"
	case rec.status != catalog.StatusPending:
		refusal = "Only submissions in pending status can be reviewed"
	}
	if refusal == "" && !s.store.replace(rec.reviewed(status, comment, admin, s.opts.Now()), catalog.StatusPending) {
		refusal = "Only submissions in pending status can be reviewed"
	}
	if refusal != "" {
		s.fail(w, http.StatusBadRequest, gateway(refusal))
		return
	}
	if rec, _ = s.store.find(id); s.opts.Webhook != nil {
		s.opts.Webhook(s.sealWebhook(r, rec.webhook()))
	}
	dst := jsonscan.AppendQuoted([]byte(`{"submissionId":`), id)
	dst = jsonscan.AppendQuoted(append(dst, `,"message":"Success to review submission.","finalStatus":`...), status)
	s.reply(w, r, append(dst, '}'))
}

// reviewed is the record after a review.
func (rec record) reviewed(status, comment, admin string, now time.Time) record {
	at := jsonscan.AppendQuoted(nil, now.UTC().Format("2006-01-02T15:04:05.000Z"))
	kyc := jsonscan.AppendQuoted([]byte(`{"result":`), status)
	kyc = append(kyc, `,"comment":[`...)
	codes := []byte(`],"commentCode":[]}`)
	if status == catalog.StatusRejected {
		kyc = jsonscan.AppendQuoted(kyc, comment)
	}
	rec.raw = withMember(rec.raw, "kyc", append(kyc, codes...))
	rec.raw = withMember(rec.raw, "reviewer", jsonscan.AppendQuoted(nil, admin))
	rec.raw = withMember(rec.raw, "kyc_result_at", at)
	rec.raw = withMember(rec.raw, "updated_at", at)
	rec.status = status
	return rec
}
