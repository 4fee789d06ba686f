package report

import "bytes"

// HeadSize is how much of a file Recognise needs, in bytes.
const HeadSize = 256

// Recognise reports whether a file with that head is a report that New has
// written in one of the formats that are JSON.
func Recognise(head []byte) bool {
	for _, start := range []string{
		`{"findings":[`,              // json
		`{"rule":"`,                  // ndjson
		`{"$schema":"` + sarifSchema, // sarif
		"[\n  {\"description\":",     // gitlab
		"[]\n",
	} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}
