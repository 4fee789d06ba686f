package mockapi

import (
	"net/http"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// sealWebhook seals a webhook where the project encrypts.
func (s *Server) sealWebhook(r *http.Request, payload []byte) []byte {
	if !s.opts.Encrypt {
		return payload
	}
	return seal.AppendEnvelope(nil, sealKey(r).Seal(payload, seal.Base64))
}

// copied are members of an item, or of its data, that the webhooks approved
// and rejected carry under the same name.
func copied(status string) []string {
	common := []string{"submission_id", "email", "userid", "tokenId", "applicant_id", "duplicated_information"}
	if status == catalog.StatusRejected {
		return common
	}
	return append(common, "data.age_group", "data.gender", "data.date_of_birth", "data.nationality",
		"data.full_name", "data.first_name", "data.last_name")
}

// webhook is the event that a review sets off: approved or rejected.
func (rec record) webhook() []byte {
	var doc jsonscan.Document
	doc.Parse(rec.raw)
	dst := jsonscan.AppendQuoted([]byte(`{"`+catalog.TriggerName+`":`), rec.status)
	dst = append(dst, `,"kyc_result":{"status":`...)
	dst = jsonscan.AppendQuoted(dst, rec.status)
	times := []string{"updated_at", "created_at", "pending_at", "kyc_result_at", "reviewer"}
	if rec.status == catalog.StatusRejected {
		if comment, ok := doc.At(0, "kyc.comment"); ok {
			for child := range doc.Children(comment) {
				dst = append(append(dst, `,"comment":`...), doc.Raw(child)...)
			}
		}
		times = times[:1]
	}
	dst = append(appendMembers(dst, &doc, times), '}')
	return append(appendMembers(dst, &doc, copied(rec.status)), '}')
}

// appendMembers appends the members at the paths that are there.
func appendMembers(dst []byte, doc *jsonscan.Document, paths []string) []byte {
	for _, path := range paths {
		if node, ok := doc.At(0, path); ok && doc.Nodes[node].Kind != jsonscan.Null {
			dst = jsonscan.AppendQuoted(append(dst, ','), path[strings.LastIndexByte(path, '.')+1:])
			dst = append(append(dst, ':'), doc.Raw(node)...)
		}
	}
	return dst
}
