package serve

import (
	"cmp"
	"time"
)

// Limits bound what the clients of a server can hold. The zero value of each
// is its default.
type Limits struct {
	// Connections are open at a time; 512. More wait in the system's queue: a
	// client that opens thousands holds neither memory nor file descriptors.
	// The usual limit of descriptors of a process is 1024.
	Connections int
	// Header is the most that a request's line and headers take, in bytes;
	// 64 KiB. Webhooks and API calls need less than 2 KiB, tunnels add some.
	Header int
	// HeaderTime is how long a client may take to send them; 5 s. A
	// connection that says nothing, or half of a request, ends then.
	HeaderTime time.Duration
	// ReadTime is how long it may take to send headers and body; 30 s. It is
	// enough for 1 MiB at 35 kB/s.
	ReadTime time.Duration
	// AnswerTime is how long an answer may take after that, with the time that
	// the client takes to read it; 40 s. A handler that bodies are passed on
	// to has 30 s of them.
	AnswerTime time.Duration
	// IdleTime is how long a connection may stay open between two requests;
	// 30 s. Clients that come back later connect again.
	IdleTime time.Duration
	// Grace is how long requests under way may take when the server ends; 5 s.
	// Nobody waits longer after Ctrl-C.
	Grace time.Duration
}

func (l Limits) withDefaults() Limits {
	l.Connections = cmp.Or(l.Connections, 512)
	l.Header = cmp.Or(l.Header, 64<<10)
	l.HeaderTime = cmp.Or(l.HeaderTime, 5*time.Second)
	l.ReadTime = cmp.Or(l.ReadTime, 30*time.Second)
	l.AnswerTime = cmp.Or(l.AnswerTime, 40*time.Second)
	l.IdleTime = cmp.Or(l.IdleTime, 30*time.Second)
	l.Grace = cmp.Or(l.Grace, 5*time.Second)
	return l
}
