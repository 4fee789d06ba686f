package seal

// Note is one oddity that was tolerated while a ciphertext was read. The
// rules are stable ids; the messages are for people and quote nothing.
type Note struct {
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// The notes, one for every repair that Open can make.
var (
	noteInvisible   = Note{"seal/invisible-characters", "invisible characters (byte order mark, no-break or zero-width space) were removed"}
	notePercent     = Note{"seal/percent-encoded", "percent-encoding was undone"}
	notePercentTwo  = Note{"seal/percent-encoded-twice", "percent-encoding was undone twice: something on the way encodes a value that is encoded already"}
	noteParameter   = Note{"seal/parameter-name", "the name of the parameter was pasted along and was removed"}
	noteQuotes      = Note{"seal/quotes", "quotation marks around the ciphertext were removed"}
	noteWrapper     = Note{"seal/json-wrapper", "parts of the JSON around the ciphertext were pasted along and were removed"}
	noteEscapes     = Note{"seal/json-escapes", "JSON escapes (such as \\/ or \\u002b) were undone"}
	noteBreaks      = Note{"seal/line-breaks", "line breaks inside the ciphertext were removed"}
	noteAround      = Note{"seal/surrounding-space", "white space around the ciphertext was removed"}
	noteSpaces      = Note{"seal/white-space", "white space inside the ciphertext was removed"}
	notePlus        = Note{"seal/space-for-plus", "a space stands where a + was: the value was form-decoded without being percent-encoded first"}
	noteMixed       = Note{"seal/mixed-alphabets", "characters of Base64 (+ /) and of Base64url (- _) occur together"}
	noteNoPadding   = Note{"seal/missing-padding", "the = characters at the end are missing"}
	noteMorePadding = Note{"seal/extra-padding", "there are more = characters at the end than belong there"}
)
