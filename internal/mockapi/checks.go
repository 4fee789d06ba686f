package mockapi

import (
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
)

// attempts writes the failed attempts of some submissions, one or two.
func (w *writer) attempts(draw *rand.Rand) {
	n := max(0, draw.IntN(12)-9)
	if n == 0 {
		return
	}
	codes := sample.RetryCodes()
	w.openList("attempts")
	for i := range n {
		code := codes[draw.IntN(len(codes))]
		w.open("")
		w.raw(catalog.AttemptNumber, strconv.Itoa(i+1))
		w.list(catalog.AttemptCodes, code)
		w.list(catalog.AttemptMessages, retryMessage(code))
		w.close()
	}
	w.closeList()
}

// retryMessage is a text of the vendor's for a retry code: what the submitter
// reads, where that is known, else the description.
func retryMessage(code string) string {
	c, _ := catalog.RetryCodes().Find(code)
	if c.MessageFact.Confidence == catalog.Vendor {
		return c.UserMessage.En
	}
	return c.Description.En
}

// checks writes what the service made of the document and the face, and, of
// some submissions, the check it skipped.
func (w *writer) checks(life *sample.Life, draw *rand.Rand) {
	p := &life.Person
	w.open("ocr")
	w.text("firstName", p.FirstName)
	w.text("lastName", p.LastName)
	w.text("fullName", p.FullName)
	w.text("birthDate", p.BirthDate)
	w.text("nationality", p.Nationality)
	w.close()
	w.open("OCR_raw")
	w.open("fullName")
	w.text("value", p.FullName)
	w.raw("score", "0."+strconv.Itoa(80+draw.IntN(20)))
	w.raw("accepted", "true")
	w.close()
	w.close()
	born, _ := strconv.Atoi(p.BirthDate[:4])
	age := life.Created.Year() - born // or a year less
	w.open("verification")
	w.openList("faceAge")
	w.open("")
	w.open("usedValues")
	w.raw("selfieMedian", strconv.Itoa(age+draw.IntN(7)-3))
	w.raw("idMedian", strconv.Itoa(age-draw.IntN(5)))
	w.close()
	w.close()
	w.closeList()
	w.close()
	if draw.IntN(10) == 0 {
		w.warning(life.Created.Add(time.Duration(draw.IntN(20)) * time.Second))
	}
}

// projection names the first policy: the one that hides data.date_of_birth.
func (w *writer) projection() {
	w.open("projection")
	w.text("projectionId", policies()[0].id)
	w.text("projectionName", policies()[0].name)
	w.close()
}

// warning writes the record of one skipped check. The vendor lists the kinds of
// warning, but not the members each is shown by: the engine's name is assumed.
func (w *writer) warning(at time.Time) {
	w.openList(catalog.AnswerWarnings)
	w.open("")
	w.text(catalog.WarningInput, "ID_card_uploaded")
	w.text(catalog.WarningEngine, "ID liveness")
	w.text(catalog.WarningTime, milli(at))
	w.close()
	w.closeList()
}

func (w *writer) openList(name string) {
	w.name(name)
	w.buf, w.begun = append(w.buf, '['), false
}

func (w *writer) closeList() { w.buf, w.begun = append(w.buf, ']'), true }
