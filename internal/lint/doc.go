// Package lint holds the rules that judge a webhook payload and says what each
// of them finds: where, why it matters, what to do, and which edit repairs it.
//
// The catalogue, compiled into tables, drives the rules. A payload is read by a
// pass that allocates nothing and answers "certainly clean", or names the spots
// that event.Reader has to judge (fast.go and on). Where that is not enough the
// payload is read again as a document, and the reader judges all of it (check.go).
//
// The package judges bytes in memory. It reads no file, prints nothing, knows
// no command and no key: encrypted payloads are opened by a function that it
// is handed.
package lint
