package mockapi

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// image answers GET of catalog.APIImage with a picture of nobody: a coloured
// square for each type. That it is not sealed where the project encrypts, and
// what comes where there is no such image, is assumed.
func (s *Server) image(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	kind := q.Get(catalog.QueryImageType)
	at := slices.Index(catalog.ValueNames(catalog.ImageTypeEnum), kind)
	rec, found := s.store.find(q.Get(catalog.QuerySubmissionID))
	switch {
	case at < 0:
		s.fail(w, http.StatusBadRequest, gateway(statusMessage(http.StatusBadRequest)))
		return
	case !found:
		s.fail(w, http.StatusBadRequest, noSubmission())
		return
	}
	var doc jsonscan.Document
	if doc.Parse(rec.raw); doc.TextAt(0, "image."+kind) == "" {
		s.fail(w, http.StatusNotFound, gateway("Image not found"))
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(picture(at))
}

func noSubmission() []byte { return []byte(`{"message":"not Exist Submission ID","statusCode":400}`) }

// picture is a small PNG whose colour goes with n.
func picture(n int) []byte {
	const size = 16
	square := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.Gray{uint8(64 + 48*n)}})
	var out bytes.Buffer
	if err := png.Encode(&out, square); err != nil { // a buffer takes everything
		panic(err)
	}
	return out.Bytes()
}

// monitoring answers GET of one record below catalog.APIMonitor. In every
// worklist there is a record of each approved submission, whose id is 12
// letters and digits, "_" and the submission's id. What comes for another one
// is not documented.
func (s *Server) monitoring(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("record")
	prefix, submission, _ := strings.Cut(id, "_")
	rec, found := s.store.find(submission)
	if len(prefix) != 12 || !found || rec.status != catalog.StatusApproved {
		s.fail(w, http.StatusNotFound, gateway("Record not found"))
		return
	}
	var doc jsonscan.Document
	doc.Parse(rec.raw)
	o := writer{}
	o.open("")
	o.text("name", doc.TextAt(0, "data.full_name"))
	o.text("id", id)
	o.text("submissionId", submission)
	o.text("nationality", doc.TextAt(0, "data.nationality"))
	o.text("status", catalog.MonitorNoMatches)
	o.text("dob", doc.TextAt(0, "data.date_of_birth"))
	o.text("email", rec.email)
	o.text("memo", "")
	o.raw("tags", "[]")
	o.text("admin", "admin@example.com")
	o.text("updateTime", doc.TextAt(0, "updated_at"))
	for _, verdict := range []string{"open", "falsePositive", "truePositive", "discarded"} {
		o.raw(verdict+"Count", "0")
	}
	o.close()
	s.reply(w, r, o.buf)
}

// policies are the projection policies that the stand-in has, by their ids.
func policies() []struct{ id, name, fields string } {
	return []struct{ id, name, fields string }{
		{"prj0example0001", "hide_birth", `["date_of_birth"]`},
		{"prj0example0002", "hide_names", `["first_name","last_name","full_name"]`},
	}
}

// projections answers GET of catalog.APIProjection.
func (s *Server) projections(w http.ResponseWriter, r *http.Request) {
	o := writer{}
	o.open("")
	o.openList(catalog.AnswerProjections)
	for _, p := range policies() {
		o.policy("", p.id, p.name, p.fields)
	}
	o.closeList()
	o.text("message", "Get projection list success")
	o.close()
	s.reply(w, r, o.buf)
}

// projection answers GET of one policy, and refuses every other method there.
func (s *Server) projection(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		s.fail(w, http.StatusMethodNotAllowed, gateway(catalog.ProjectionNotAllowed))
		return
	}
	for _, p := range policies() {
		if p.id != r.PathValue("id") {
			continue
		}
		o := writer{}
		o.open("")
		o.policy(catalog.AnswerProjection, p.id, p.name, p.fields)
		o.text("message", "Get projection success")
		o.close()
		s.reply(w, r, o.buf)
		return
	}
	s.fail(w, http.StatusNotFound, gateway(catalog.ProjectionNotFound))
}

func (w *writer) policy(member, id, name, fields string) {
	w.open(member)
	w.text(catalog.ProjectionID, id)
	w.text(catalog.ProjectionName, name)
	w.text(catalog.ProjectionMode, "exclude")
	w.raw(catalog.ProjectionFields, fields)
	w.text("created_at", "2026-01-05T02:00:00.000Z")
	w.close()
}

// settings answers GET of catalog.APISettings. Which settings there are is
// documented; how their members are called is not, so the names are invented.
func (s *Server) settings(w http.ResponseWriter, r *http.Request) {
	categories := r.URL.Query().Get(catalog.QueryCategory)
	for category := range strings.SplitSeq(categories, ",") {
		if categories != "" && category != catalog.SettingsCategory {
			s.fail(w, http.StatusBadRequest, gateway(statusMessage(http.StatusBadRequest)))
			return
		}
	}
	s.reply(w, r, fmt.Appendf(nil, `{"traceId":"example-trace-0001","%s":{"submissionControl":{"activateBlocking":false},`+
		`"admins":["admin@example.com"],"description":"An invented project","privacyPolicyUrl":"https://example.com/privacy",`+
		`"returnUrl":{"url":"https://example.com/done","encryption":%t,"skipResultPage":false,"kycStatus":true,"submissionId":true,"userId":true,"cf1":false,"cf2":false,"cf3":false},`+
		`"allowedIps":{"dashboard":[],"api":[]},"status":"active"}}`, catalog.SettingsCategory, s.opts.Encrypt))
}
