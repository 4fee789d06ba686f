package window

// Desk is the page of deliveries.
type Desk struct {
	*Frame
	Chips   []Chip
	Rows    []Delivery
	Matched int
	Range   string // "1–60 of 248"
	Prev    string // address of the page before, "" where there is none
	Next    string
	Newer   string // "23 new", "" where nothing is held back
	Newest  bool   // the newest row comes first
	Handler bool   // there is a column for answers
	Gone    string // what was let go
	Banner  *Banner
	Empty   *Empty
	Detail  *Detail // nil where no row is selected
}

// Chip is a filter with the number of what it leaves.
type Chip struct {
	Glyph, Text, Filter string
	Count               int
	Current             bool
}

// Banner tells of a handler that does not answer.
type Banner struct {
	Good   bool
	Text   string
	Resend string // "Send the 6 again", "" where there is nothing to send
}

// Empty is what a page says that has no deliveries.
type Empty struct {
	Title, Text string
	Steps       []Step
	After       string
}

// Step is something to do, with its command.
type Step struct{ Title, Text, Command string }

// Delivery is a row of the list.
type Delivery struct {
	ID         int
	Day        string // a heading before it, "" where it goes on
	Glyph      string
	Time       string
	Event      string
	Class      string // "o-rejected"
	Code       string
	Words      bool // Code is no code but words
	Findings   int
	Worst      string
	Submission string
	User       string
	Answer     string // "200", "no answer"
	Bad        bool   // the answer is no success
	Waits      bool   // the handler has not answered yet
	Took       string
	Current    bool
	Sibling    bool // of the same submission as the current one
	Link       string
}

// Detail is one delivery.
type Detail struct {
	*Frame
	Delivery
	At       string
	Note     string // of the answer, in words
	Origin   string
	Place    string // "4 of 248"
	Prev     string // address of the row before
	Next     string
	Life     []LifeStep
	Tabs     []Tab
	Gone     string // why there is no body, "" where there is one
	Headline string
	Action   string // what to do next
	Codes    []CodeBox
	Findings []FindingBox
	Fields   []FieldRow
	More     int // fields that are not shown
	Body     Body
	Headers  []Pair
	Sent     []Pair
	Attempts []Attempt
	Act      Actions
	Result   *Result
}

// LifeStep is one event of the submission.
type LifeStep struct {
	Glyph, Event, Class, Code, At, After, Link string
	Current                                    bool
}

// Tab is a part of the detail.
type Tab struct {
	Name, Text, Count, Link string
	Current                 bool
}

// CodeBox explains a code.
type CodeBox struct {
	Kind, Code, Filter string
	Rows               []Pair
}

// Pair is a label with a text.
type Pair struct{ Name, Value string }

// FindingBox is a finding in its place.
type FindingBox struct {
	Note
	Lines []CodeLine
	Help  []string
	Rule  string
	About string // address of the rule's description
}

// FieldRow is a value of the payload.
type FieldRow struct {
	Path, Value, Meaning string
	Personal             bool
}

// Body is the body in one of its views.
type Body struct {
	View  string // "formatted", "sent" or "bytes"
	Views []Tab
	Lines []CodeLine
	Left  string // what is not shown
	Facts string // "585 bytes, UTF-8, application/json"
}

// Attempt is one sending to the handler.
type Attempt struct {
	At, To, Answer, Took string
	Bad, Edited          bool
	Error                string
	Headers              []Pair
	Body                 []CodeLine
	Left                 string
}

// Actions says what can be done with a delivery.
type Actions struct {
	Can     bool   // there is a body
	Handler string // where it is sent, "" where that is asked for
	Editing bool
	Set     string   // the edits, one a line
	Paths   []string // that can be edited
	Name    string   // proposed for a file
	Dir     string   // where files are saved
	Saving  string   // "fixture" or "scrubbed" while the name is asked for
}

// Result is what came of an action.
type Result struct {
	Good   bool
	Text   string
	Copy   string // a command to be copied
	Choice string // "curl" or "replay": it would carry personal data, and the person chooses
	Hint   string
}
