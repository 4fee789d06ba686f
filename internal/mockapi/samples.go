package mockapi

import (
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/sample"
)

// DefaultCount is how many submissions the stand-in has of its own: three
// pages.
const DefaultCount = 120

// Samples invents n submissions; the same seed gives the same bytes.
func Samples(seed uint64, n int) [][]byte {
	people, draw, later := sample.New(seed), rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, 2))
	items := make([][]byte, n)
	for i := range items {
		life := people.Life()
		items[i] = appendItem(nil, &life, draw, later)
	}
	return items
}

// course is one way that submissions end.
type course struct {
	weight   int
	status   string
	reviewed bool // it was pending before
}

func courses() []course {
	return []course{
		{55, catalog.StatusApproved, false}, {12, catalog.StatusApproved, true},
		{8, catalog.StatusRejected, false}, {5, catalog.StatusRejected, true},
		{12, catalog.StatusPending, true}, {8, catalog.StatusIncomplete, false},
	}
}

func pick(draw *rand.Rand) course {
	all := courses()
	n := draw.IntN(100)
	for _, c := range all {
		if n -= c.weight; n < 0 {
			return c
		}
	}
	return all[0]
}

// appendItem writes one submission with the members that "Get Submission"
// shows. The values of unknown range (scores, options) are ours. draw settles
// what every submission has, later what some have.
func appendItem(dst []byte, life *sample.Life, draw, later *rand.Rand) []byte {
	c := pick(draw)
	p := &life.Person
	final := catalog.IsFinal(c.status)
	decided := life.Created.Add(time.Duration(20+draw.IntN(400)) * time.Second)
	w := writer{buf: dst}
	w.open("")
	w.text("submission_id", life.SubmissionID)
	w.text("userid", life.UserID)
	w.text("email", p.Email)
	w.text("applicant_id", life.ApplicantID)
	w.text("tokenId", life.TokenID)
	w.text("created_at", milli(life.Created))
	if c.reviewed {
		w.text("pending_at", milli(decided))
		decided = decided.Add(time.Duration(1+draw.IntN(30)) * time.Hour)
	}
	if final {
		w.text("kyc_result_at", milli(decided))
		w.text("updated_at", milli(decided))
		w.text("reviewer", map[bool]string{false: "system", true: "reviewer@example.com"}[c.reviewed])
	}
	w.kyc(c, draw, later)
	if c.status == catalog.StatusIncomplete {
		codes := sample.RetryCodes()
		w.text("retryCode", codes[draw.IntN(len(codes))])
		w.raw("attempts", strconv.Itoa(1+draw.IntN(3)))
	} else {
		hides := later.IntN(12) == 0
		w.text("duplicated_information", life.DuplicateID)
		w.person(life, draw, hides)
		w.checks(life, later)
		if hides {
			w.projection()
		}
	}
	w.close()
	return w.buf
}

// kyc writes the result with its reasons.
func (w *writer) kyc(c course, draw, later *rand.Rand) {
	w.open("kyc")
	w.text("result", c.status)
	comment, code := "", ""
	if c.status == catalog.StatusRejected {
		reasons := reasons()
		reason := reasons[draw.IntN(len(reasons))]
		comment, code = reason.Description.En, reason.Code
	}
	w.list("comment", comment)
	w.list("commentCode", code)
	w.attempts(later)
	w.close()
}

// reasons are the reject codes whose comment is known: the vendor's own text.
func reasons() []catalog.Code {
	var known []catalog.Code
	for _, c := range catalog.RejectCodes().Codes {
		if _, literal := c.Literal(); literal {
			known = append(known, c)
		}
	}
	return known
}

// person writes what is known of the submitter; hides leaves out the member
// that the applied projection hides.
func (w *writer) person(life *sample.Life, draw *rand.Rand, hides bool) {
	p, types := &life.Person, sample.IDTypes()
	w.raw("recognition_score", strconv.Itoa(70+draw.IntN(30)))
	w.raw("argos_score", strconv.Itoa(60+draw.IntN(40)))
	w.open("data")
	w.text("age_group", "N/A")
	w.text("full_name", p.FullName)
	w.text("first_name", p.FirstName)
	w.text("last_name", p.LastName)
	w.text("gender", p.Gender)
	w.text("nationality", p.Nationality)
	if !hides {
		w.text("date_of_birth", p.BirthDate)
	}
	w.text("address_country", p.Nationality)
	w.text("address_street", strconv.Itoa(1+draw.IntN(99))+" Example Street")
	w.text("ip_address", life.IP)
	for i, cf := range life.CF {
		w.text("cf"+strconv.Itoa(i+1), cf)
	}
	w.text("idType", types[draw.IntN(len(types))])
	w.text("idcard_issuingCountry", p.Nationality)
	w.text("idcard_issueDate", "2021-03-0"+strconv.Itoa(1+draw.IntN(9)))
	w.text("idcard_expireDate", "2031-03-0"+strconv.Itoa(1+draw.IntN(9)))
	w.close()
	w.open("project_options")
	w.raw("option_aml", strconv.FormatBool(draw.IntN(2) == 0))
	w.raw("option_idNumber", "false")
	w.close()
	w.open("image")
	w.text("idImage", "https://images.example.com/"+life.SubmissionID+"/id.jpg")
	w.text("selfieImage", "https://images.example.com/"+life.SubmissionID+"/selfie.jpg")
	w.close()
}

func milli(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// writer appends JSON objects, member by member.
type writer struct {
	buf   []byte
	begun bool // the open object has a member
}

func (w *writer) name(name string) {
	if w.begun {
		w.buf = append(w.buf, ',')
	}
	w.begun = true
	w.buf = append(jsonscan.AppendQuoted(w.buf, name), ':')
}

func (w *writer) open(name string) {
	switch {
	case name != "":
		w.name(name)
	case w.begun: // the next entry of a list
		w.buf = append(w.buf, ',')
	}
	w.buf, w.begun = append(w.buf, '{'), false
}

func (w *writer) close() { w.buf, w.begun = append(w.buf, '}'), true }

func (w *writer) text(name, value string) {
	w.name(name)
	w.buf = jsonscan.AppendQuoted(w.buf, value)
}

func (w *writer) raw(name, value string) {
	w.name(name)
	w.buf = append(w.buf, value...)
}

// list writes a list of one text, or of none where it is empty.
func (w *writer) list(name, value string) {
	w.name(name)
	w.buf = append(w.buf, '[')
	if value != "" {
		w.buf = jsonscan.AppendQuoted(w.buf, value)
	}
	w.buf = append(w.buf, ']')
}
