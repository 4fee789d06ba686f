package sample

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Person is an invented person. The names are common ones put together at
// random; first and last name are in Latin letters, as the service sends them.
type Person struct {
	FullName    string // in the person's own script
	FullNameEn  string // in Latin letters
	FirstName   string
	LastName    string
	Gender      string // male or female
	Nationality string // ISO 3166-1 alpha-3
	BirthDate   string // YYYY-MM-DD
	Phone       string // of the country of the nationality, and never issued
	Email       string // at example.com or example.org
}

// name is one name in its own script, in Latin letters, and as it may stand in
// an e-mail address.
type name struct{ native, latin, mail string }

// country is where people of one language come from. The phones are numbers that
// nobody has, a # for each digit that is drawn: 555-01xx in North America, the
// drama numbers of Ofcom and ACMA. Korea and Vietnam keep no numbers for fiction;
// theirs begin with what is never given to a subscriber there, 0 after the
// Korean 010 and 10 after the Vietnamese country code.
type country struct {
	nationality string // ISO 3166-1 alpha-3
	market      string // two letters, for custom field 3
	phones      []string
}

// people is the stock of names of one language.
type people struct {
	countries    []country
	surnameFirst bool
	joint        string // between the names in their own script
	surnames     []name
	given        [2][]name // male, female
}

// stock returns the languages, in the proportion in which they are drawn.
func stock() []*people {
	return []*people{&korean, &korean, &korean, &vietnamese, &vietnamese, &english}
}

var korean = people{
	countries:    []country{{"KOR", "KR", []string{"+82-10-0###-####"}}},
	surnameFirst: true,
	surnames: []name{
		{"김", "Kim", "kim"}, {"이", "Lee", "lee"}, {"박", "Park", "park"}, {"최", "Choi", "choi"},
		{"정", "Jung", "jung"}, {"강", "Kang", "kang"}, {"조", "Cho", "cho"}, {"윤", "Yoon", "yoon"},
		{"장", "Jang", "jang"}, {"임", "Lim", "lim"}, {"한", "Han", "han"}, {"오", "Oh", "oh"},
	},
	given: [2][]name{
		{{"민준", "Minjun", "minjun"}, {"서준", "Seojun", "seojun"}, {"도윤", "Doyun", "doyun"}, {"예준", "Yejun", "yejun"},
			{"하준", "Hajun", "hajun"}, {"지호", "Jiho", "jiho"}, {"준우", "Junwoo", "junwoo"}, {"현우", "Hyunwoo", "hyunwoo"}},
		{{"서연", "Seoyeon", "seoyeon"}, {"서윤", "Seoyun", "seoyun"}, {"지우", "Jiwoo", "jiwoo"}, {"하은", "Haeun", "haeun"},
			{"민서", "Minseo", "minseo"}, {"수아", "Sua", "sua"}, {"지유", "Jiyu", "jiyu"}, {"은지", "Eunji", "eunji"}},
	},
}

var vietnamese = people{
	countries:    []country{{"VNM", "VN", []string{"+84-10-0##-####"}}},
	surnameFirst: true,
	joint:        " ",
	surnames: []name{
		{"Nguyễn", "Nguyen", "nguyen"}, {"Trần", "Tran", "tran"}, {"Lê", "Le", "le"}, {"Phạm", "Pham", "pham"},
		{"Hoàng", "Hoang", "hoang"}, {"Vũ", "Vu", "vu"}, {"Đặng", "Dang", "dang"}, {"Bùi", "Bui", "bui"},
	},
	given: [2][]name{
		{{"Văn An", "Van An", "vanan"}, {"Minh Đức", "Minh Duc", "minhduc"}, {"Quốc Bảo", "Quoc Bao", "quocbao"},
			{"Hữu Phước", "Huu Phuoc", "huuphuoc"}, {"Tuấn Kiệt", "Tuan Kiet", "tuankiet"}, {"Gia Huy", "Gia Huy", "giahuy"}},
		{{"Thị Hoa", "Thi Hoa", "thihoa"}, {"Ngọc Anh", "Ngoc Anh", "ngocanh"}, {"Thu Hà", "Thu Ha", "thuha"},
			{"Bảo Trân", "Bao Tran", "baotran"}, {"Khánh Linh", "Khanh Linh", "khanhlinh"}, {"Mỹ Duyên", "My Duyen", "myduyen"}},
	},
}

var english = people{
	countries: []country{
		{"USA", "US", []string{"+1-202-555-01##", "+1-312-555-01##", "+1-415-555-01##", "+1-512-555-01##"}},
		{"GBR", "GB", []string{"+44-7700-900###"}},
		{"AUS", "AU", []string{"+61-491-570-006", "+61-491-570-156", "+61-491-570-157", "+61-491-570-158", "+61-491-570-159"}},
		{"CAN", "CA", []string{"+1-416-555-01##", "+1-514-555-01##", "+1-604-555-01##"}},
	},
	joint: " ",
	surnames: []name{
		{"Smith", "Smith", "smith"}, {"Taylor", "Taylor", "taylor"}, {"Clarke", "Clarke", "clarke"}, {"Walker", "Walker", "walker"},
		{"Bennett", "Bennett", "bennett"}, {"Hughes", "Hughes", "hughes"}, {"Foster", "Foster", "foster"}, {"O'Brien", "O'Brien", "obrien"},
	},
	given: [2][]name{
		{{"James", "James", "james"}, {"Oliver", "Oliver", "oliver"}, {"Henry", "Henry", "henry"}, {"Lucas", "Lucas", "lucas"},
			{"Daniel", "Daniel", "daniel"}, {"Samuel", "Samuel", "samuel"}},
		{{"Emma", "Emma", "emma"}, {"Charlotte", "Charlotte", "charlotte"}, {"Grace", "Grace", "grace"}, {"Alice", "Alice", "alice"},
			{"Hannah", "Hannah", "hannah"}, {"Sophie", "Sophie", "sophie"}},
	},
}

// person invents someone who is 19 to 70 years old in 2026, of one of the
// countries.
func (p *people) person(d *dice) (Person, *country) {
	sex := d.n(2)
	last, first := p.surnames[d.n(len(p.surnames))], p.given[sex][d.n(len(p.given[sex]))]
	from := &p.countries[d.n(len(p.countries))]
	out := Person{
		FirstName: first.latin, LastName: last.latin,
		Gender:      [2]string{catalog.GenderMale, catalog.GenderFemale}[sex],
		Nationality: from.nationality,
		BirthDate:   string(appendDate(nil, 1956+d.n(51), 1+d.n(12), 1+d.n(28))),
		Phone:       from.phone(d),
	}
	if p.surnameFirst {
		out.FullName, out.FullNameEn = last.native+p.joint+first.native, last.latin+" "+first.latin
	} else {
		out.FullName, out.FullNameEn = first.native+p.joint+last.native, first.latin+" "+last.latin
	}
	host := [3]string{"@example.com", "@example.com", "@example.org"}[d.n(3)]
	out.Email = first.mail + "." + last.mail + strconv.Itoa(d.n(1000)) + host
	return out, from
}

// phone draws one of the numbers.
func (c *country) phone(d *dice) string {
	number := []byte(c.phones[d.n(len(c.phones))])
	for i := range number {
		if number[i] == '#' {
			number[i] = byte('0' + d.n(10))
		}
	}
	return string(number)
}
