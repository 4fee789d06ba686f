// Package limit holds how much a run takes of the machine, whatever it is
// given: each limit with its reason. Sizes are in bytes. What the clients of a
// server can hold is in serve.Limits; what limits the service has is in the
// catalogue.
package limit

import "time"

// What is read.
const (
	// Payload is the largest payload; a larger one is refused and the rest goes
	// on. The service's own, with the answers of a long form, have a few KiB.
	// How many values it may hold is in jsonscan: read, each takes room.
	Payload = 16 << 20
	// BrokenArray is up to where an array that is not JSON is handed on whole,
	// so that its repair can be found.
	BrokenArray = 4 << 20
	// Levels is how many texts within each other are looked into: strings of JSON
	// that hold JSON, Base64, fields of forms. Nobody wraps a webhook more often.
	Levels = 8
	// Unpacked is the most that comes out of gzip inside one value: the archives of
	// a stream have some MiB, and a few bytes can stand for gigabytes.
	Unpacked = 64 << 20
	// Window is how far back zstd may refer, which is held. Its own limit without
	// --long or --ultra is 8 MiB.
	Window = 32 << 20
	// Paths is the longest list of --files-from: a million long ones.
	Paths = 256 << 20
	// Config is the largest configuration file: it is read before anything else,
	// from directories of other people. A long one has 4 KiB.
	Config = 1 << 20
	// Key is the longest key, and the most that is read of a key file, which may
	// be the wrong file or a device.
	Key = 4 << 10
	// Line is the longest line of a batch of return URLs.
	Line = 64 << 20
	// Sealed is up to where open holds a text, so that damage can be repaired and
	// nothing is written before all of it opened. A longer one streams.
	Sealed = 8 << 20
	// Whole is the most that is held where a cipher cannot stream.
	Whole = 64 << 20
	// Scenario is the largest file of a scenario, written by hand.
	Scenario = 1 << 20
)

// What comes from the network.
const (
	// Body is the largest body that listen takes, and mock: senders can be anybody
	// who reaches the port. The service's webhooks have a few KiB.
	Body = 1 << 20
	// Answer is how much of a handler's answer listen passes back.
	Answer = 1 << 20
	// AnswerKept is how much of a handler's answer replay keeps to show it.
	AnswerKept = 64 << 10
	// Page is the largest answer of the API, decompressed: a page of a list with
	// all its fields has some hundred KiB.
	Page = 64 << 20
)

// What runs at a time, and for how long.
const (
	// Jobs is the highest --jobs: each has buffers of its own, about 3 MiB, and
	// no machine has that many processors for one of us.
	Jobs = 256
	// Ending is how long a run that was told to end may take to write what is
	// finished. Whoever does not read it must not keep the process alive.
	Ending = 30 * time.Second
)

// What a call of a coding agent takes: it pays for what it reads by the word.
const (
	// AgentCall is how long a call may take; clients give up after a minute or so.
	AgentCall = time.Minute
	// AgentResults is how many results an answer has unless more are asked for.
	AgentResults = 20
	// AgentAnswer is where an answer ends: its last result is the one that goes over.
	AgentAnswer = 1 << 20
	// AgentMessage is the longest message of a client: a payload, escaped as a text.
	AgentMessage = 2 * Payload
	// AgentMessages is how much of the messages an answer has.
	AgentMessages = 8 << 10
)

// What an expression of --jq takes for one value. The language has recursion,
// ranges without end and numbers of any length; a webhook needs a few KiB and
// less than a millisecond, an array of 100,000 some seconds.
const (
	FilterHeap    = 512 << 20 // beside what the process held before
	FilterPerByte = 32        // more of it for each byte of the value: read, it takes about ten
	FilterTime    = 30 * time.Second
	FilterResults = 10_000_000
)

// What is shown to people. Machine output is whole.
const (
	// Fields is how many fields, codes and notes of one payload a table shows:
	// nobody reads more, and to set a million in columns takes gigabytes.
	Fields = 200
	// Lives is how many lives a page for the browser draws, each in some KiB: it
	// opens at once, and nobody scrolls further.
	Lives = 1000
	// Sample is how many rows of a list are held to measure its columns: some
	// screens.
	Sample = 200
	// Cell is how much of one value a table shows, and of one message: a screen
	// or two.
	Cell = 4 << 10
	// Column is how many columns of a terminal an id or a name takes in a list.
	Column = 60
	// Summary is how many columns the last cell of a list takes.
	Summary = 300
)

// What a window in the browser holds.
const (
	// WindowRows is how many deliveries listen --ui lists; each takes some hundred
	// bytes. Older ones are in the archive.
	WindowRows = 20_000
	// WindowBodies is how much of bodies and headers it holds, whatever arrives.
	WindowBodies = 64 << 20
	// WindowMemory is from where on view collects garbage more often than it would:
	// an index of a million deliveries has some 100 MiB.
	WindowMemory = 192 << 20
	// WindowStdin is the most that view takes from standard input: it reads it more
	// than once, and so holds it.
	WindowStdin = 64 << 20
)
