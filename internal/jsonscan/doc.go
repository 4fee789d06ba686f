// Package jsonscan reads JSON text where the place of every byte matters.
//
// It answers three questions about one value in memory: is it strict JSON
// (RFC 8259, UTF-8, no duplicate member names, bounded depth), where does each
// part of it stand, and, when it is not JSON, what was expected at which byte
// and which edit would make it parse.
//
// A clean text is read once, by a fast pass that allocates nothing once its
// buffers have grown. Only when that pass meets a fault does a second, careful
// one read the bytes again, going on after every fault it can go past.
//
// The package knows bytes and offsets. It must not know files, events or
// terminals. Of the project it imports only the catalogue, which holds the
// texts of the faults.
package jsonscan
