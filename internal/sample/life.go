package sample

import (
	"crypto/md5"
	"encoding/hex"
	"strconv"
	"time"
)

// Life is one invented submission: who submits, under which ids, and how far
// it has come. The zero value is of no use: ask Generator.Life for one, change
// what must be otherwise, and build its events with Generator.AppendFor.
type Life struct {
	Person       Person
	SubmissionID string // 15 lower-case letters and digits; a newer one with an underscore and 2 more
	UserID       string
	TokenID      string
	ApplicantID  string
	DuplicateID  string    // duplicated_information: 32 hex digits of name, birth date, gender and nationality
	CF           [3]string // custom fields 1 to 3
	IP           string

	Created  time.Time // when the KYC was first submitted; AppendFor sets it at `created`
	Pending  time.Time // when it became pending, zero before
	Status   string    // as the last event with a status announced it, empty before
	Attempts int       // grows with every retry code

	dice dice
}

// epoch is when the first invented submission is made, and span how long they
// go on before they start there again.
func epoch() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }

const span = 180 * 24 * time.Hour

// begin is when the nth submission of the mix is created: one about every half
// minute.
func begin(n int) time.Time {
	const pace = 31*time.Second + 417*time.Millisecond
	return epoch().Add(time.Duration(n%int(span/pace)) * pace)
}

// Life invents a submission. Created is a time in the first half of 2026.
func (g *Generator) Life() Life {
	d := &g.dice
	languages := stock()
	person, from := languages[d.n(len(languages))].person(d)
	life := Life{
		Person:       person,
		SubmissionID: submissionID(d),
		UserID:       "user" + strconv.Itoa(1000+d.n(899000)),
		TokenID:      d.id("tok_", 12),
		ApplicantID:  d.id("ap_", 12),
		CF:           [3]string{campaigns[d.n(len(campaigns))], channels[d.n(len(channels))], from.market},
		IP:           address(d),
		Created:      epoch().Add(d.between(wait{0, span})),
	}
	life.DuplicateID = life.Person.duplicateID()
	life.dice.Seed(d.Uint64(), d.Uint64())
	return life
}

var (
	campaigns = []string{"campaign_spring", "campaign_summer", "signup", "account_opening", "limit_increase"}
	channels  = []string{"web", "ios", "android"}
)

// submissionID has one of the two forms of the vendor's samples, mostly the newer.
func submissionID(d *dice) string {
	id := d.id("6", 14)
	if d.n(4) == 0 {
		return id
	}
	return d.id(id+"_", 2)
}

// duplicateID has the form of the service's identifier for duplicate checks:
// like that one it depends on name, birth date, gender and nationality alone.
func (p *Person) duplicateID() string {
	var buf [128]byte
	b := append(buf[:0], p.FullName...)
	b = append(b, p.BirthDate...)
	b = append(b, p.Gender...)
	b = append(b, p.Nationality...)
	sum := md5.Sum(b)
	return hex.EncodeToString(sum[:])
}

// address draws from the networks reserved for documentation (RFC 5737, 3849).
func address(d *dice) string {
	nets := [...]string{"203.0.113.", "198.51.100.", "192.0.2."}
	if d.n(10) == 0 {
		return "2001:db8::" + strconv.FormatUint(uint64(1+d.n(0xfffe)), 16)
	}
	return nets[d.n(len(nets))] + strconv.Itoa(1+d.n(254))
}

// appendDate appends YYYY-MM-DD.
func appendDate(dst []byte, year, month, day int) []byte {
	dst = strconv.AppendInt(dst, int64(year), 10)
	dst = append(dst, '-', byte('0'+month/10), byte('0'+month%10))
	return append(dst, '-', byte('0'+day/10), byte('0'+day%10))
}
