package timeline

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sync"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/source"
)

// Recorder turns events into records on one goroutine.
type Recorder struct {
	places bool // findings will have to point at the events

	codec *codec
	files *files
	seed  maphash.Seed
	path  string
	file  int
	user  []byte
	id    []byte
}

// Records are those of one chunk of the input, in its order.
type Records struct {
	text []byte
	ends []recordEnd
}

type recordEnd struct {
	part int // -1 for an event that names no submission
	end  int
}

// Reset empties the records and keeps their memory.
func (r *Records) Reset() { r.text, r.ends = r.text[:0], r.ends[:0] }

// Len is how many there are.
func (r *Records) Len() int { return len(r.ends) }

// Size is about how many bytes they take.
func (r *Records) Size() int { return len(r.text) }

// files numbers the paths of a run.
type files struct {
	mu     sync.Mutex
	number map[string]int
	paths  []string
}

func (f *files) of(path string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, ok := f.number[path]
	if !ok {
		n = len(f.paths)
		f.number[path] = n
		f.paths = append(f.paths, path)
	}
	return n
}

// Add appends the record of an event that p holds, which was received or logged at
// captured. A body that stays sealed tells nothing and has none.
func (r *Recorder) Add(to *Records, e *event.Event, p *source.Payload, captured Stamp) {
	if e.Sealed() {
		return
	}
	if p.Origin.Path != r.path || r.path == "" {
		r.path, r.file = p.Origin.Path, r.files.of(p.Origin.Path)
	}
	entry := Entry{
		Info: e.Info, Name: e.Name(), Status: e.Status, Origin: p.Origin, Attempts: -1, act: actOf(e), next: e.NextAt(),
		Own: NewStamp(e.Occurred()), Created: NewStamp(e.Created()), Capture: captured,
	}
	if e.Info != nil {
		entry.Screening = e.Screening()
	}
	if e.Retry != nil {
		if entry.RetryCode = e.Retry.Code; e.Retry.HasAttempts {
			entry.Attempts = e.Retry.Attempts
		}
	}
	if e.Reject != nil {
		entry.RejectCodes = e.Reject.Codes
	}
	if !entry.Own.known && entry.Attempts < 0 {
		entry.print = r.fingerprint(e.Doc)
	}
	if r.places {
		entry.Place = placeOf(p, e)
	}
	r.id, r.user = e.AppendSubmissionID(r.id[:0]), e.AppendUserID(r.user[:0])
	part := -1
	if len(r.id) > 0 {
		part = int(maphash.Bytes(r.seed, r.id) % parts)
	}
	to.text = r.codec.append(to.text, &entry, r.id, r.user, r.file)
	to.ends = append(to.ends, recordEnd{part, len(to.text)})
}

// actOf is who has to act after an event, as far as more than its status tells it.
func actOf(e *event.Event) string {
	if e.Info == nil {
		return ""
	}
	status, risk := e.Screenings()
	if status != "" || risk != "" {
		return graver(catalog.ActOf("aml.currentstatus", status), catalog.ActOf("aml.risk_level_summary", risk))
	}
	return e.Info.Act
}

// graver is the one of two who have to act that comes last in the catalogue's list
// of them, but for the integrator: who looks into a risk goes before who asks why
// nobody looked.
func graver(a, b string) string {
	if a == catalog.ActCompliance || b == catalog.ActCompliance {
		return catalog.ActCompliance
	}
	return cmp.Or(a, b)
}

// placeOf is where the event's name stands in the file.
func placeOf(p *source.Payload, e *event.Event) Place {
	start, end := 0, 0
	if node := e.NamedBy(); node > 0 && node < len(e.Doc.Nodes) && !e.Encrypted && len(e.Doc.Data) == len(p.Bytes) {
		start, end = e.Doc.Span(node)
	}
	from, to := p.Span(start, end)
	cursor := p.Cursor()
	line, column := cursor.At(from)
	_, end = cursor.At(to)
	return Place{Offset: p.Offset + int64(from), Length: to - from, Line: line, Column: column, Columns: max(0, end-column)}
}

// fingerprint tells payloads apart that no time and no count does. The order of
// members and the space between them do not matter.
func (r *Recorder) fingerprint(doc *jsonscan.Document) (sum uint64) {
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		if n.Kind == jsonscan.Object || n.Kind == jsonscan.Array {
			continue
		}
		h := maphash.Bytes(r.seed, doc.Data[n.Start:n.End])
		if n.KeyEnd > n.KeyStart {
			h = h*31 + maphash.Bytes(r.seed, doc.Data[n.KeyStart:n.KeyEnd])
		}
		sum += h * (h>>32 | 1)
	}
	return max(sum, 1)
}

// identity is what tells an event of a submission from its others: its name, its
// time and its count, or its content.
func (e *Entry) identity(dst []byte) []byte {
	dst = appendText(dst, e.Name)
	dst = appendText(appendText(dst, e.Status), e.RetryCode)
	for _, code := range e.RejectCodes {
		dst = appendText(dst, code)
	}
	dst = append(dst, byte(len(e.RejectCodes)))
	if e.Own.known {
		dst = appendStamp(dst, Stamp{e.Own.seconds, e.Own.nanos, 0, true})
	}
	for _, n := range [...]uint64{uint64(e.Attempts), e.print} {
		dst = append(dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(n>>32), byte(n>>40), byte(n>>48), byte(n>>56))
	}
	return dst
}

// tellsAs reports whether two entries of a submission have the same identity.
func (e *Entry) tellsAs(o *Entry) bool {
	return e.Name == o.Name && e.Status == o.Status && e.print == o.print && e.Attempts == o.Attempts && e.RetryCode == o.RetryCode &&
		e.Own.known == o.Own.known && e.Own.seconds == o.Own.seconds && e.Own.nanos == o.Own.nanos && slices.Equal(e.RejectCodes, o.RejectCodes)
}

// markDuplicates marks the entries that tell what one before them told.
func markDuplicates(entries []Entry) {
	if len(entries) <= 8 { // as nearly all lives: to compare them is quicker than to remember
		for i := range entries {
			for j := 0; j < i && !entries[i].Duplicate; j++ {
				entries[i].Duplicate, entries[i].original = !entries[j].Duplicate && entries[i].tellsAs(&entries[j]), j
			}
		}
		return
	}
	first := make(map[string]int, len(entries))
	var text []byte
	for i := range entries {
		e := &entries[i]
		text = e.identity(text[:0])
		if e.original, e.Duplicate = first[string(text)]; !e.Duplicate {
			first[string(text)] = i
		}
	}
}
