// Package lint holds the rules that judge a webhook payload and says what each
// of them finds: where, why it matters, what to do, and which edit repairs it.
//
// The catalogue, compiled into tables, drives the rules. A clean payload is
// read once, by a pass that allocates nothing and answers only "certainly
// clean" (fast.go). Any other payload is read again as a document, and the
// rules are asked one by one (payload.go and on).
//
// The package judges bytes in memory. It reads no file, prints nothing, knows
// no command and no key: encrypted payloads are opened by a function that it
// is handed.
package lint
