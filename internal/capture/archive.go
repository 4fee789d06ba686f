package capture

import (
	"errors"
	"sync"

	"github.com/argosctl/argosctl/internal/say"
)

// ErrClosed is the error of a Save after Close.
var ErrClosed = errors.New("the archive is closed")

const (
	batchCount = 1024    // deliveries that share one flush
	batchBytes = 8 << 20 // of bodies in one batch
)

// Archive keeps bodies. A Save returns when the body is safe from a crash;
// those that wait at the same time share one write and one flush.
type Archive struct {
	// Notes say what had to be repaired when the archive was opened.
	Notes []say.Message

	target target
	queue  chan *entry
	free   sync.Pool
	quit   chan struct{}
	ended  chan struct{}
	once   sync.Once
	err    error // of closing
}

// target is where an archive keeps bodies. Only one goroutine uses it.
type target interface {
	// commit makes the batch safe, and sets the error of each entry that is not.
	commit(batch []*entry)
	Close() error
}

// entry is one delivery on its way into the target.
type entry struct {
	delivery *Delivery
	err      error
	ready    chan struct{}
}

func newArchive(t target, notes ...say.Message) *Archive {
	a := &Archive{
		Notes: notes, target: t,
		queue: make(chan *entry), quit: make(chan struct{}), ended: make(chan struct{}),
	}
	a.free.New = func() any { return &entry{ready: make(chan struct{}, 1)} }
	go a.run()
	return a
}

// Save returns when the body of d is safe, or could not be saved, in which
// case nothing of it stays. It may add to d.Notes. It is safe for concurrent
// use.
func (a *Archive) Save(d *Delivery) error {
	e := a.free.Get().(*entry)
	defer a.free.Put(e)
	e.delivery, e.err = d, nil
	select {
	case a.queue <- e:
		<-e.ready
		e.delivery = nil
		return e.err
	case <-a.quit:
		return ErrClosed
	}
}

// Close finishes what is being saved.
func (a *Archive) Close() error {
	a.once.Do(func() {
		close(a.quit)
		<-a.ended
		a.err = a.target.Close()
	})
	return a.err
}

func (a *Archive) run() {
	defer close(a.ended)
	var batch []*entry
	for {
		select {
		case e := <-a.queue:
			batch = a.collect(append(batch[:0], e))
			a.target.commit(batch)
			for _, e := range batch {
				e.ready <- struct{}{}
			}
		case <-a.quit:
			return
		}
	}
}

// collect adds what is waiting, without waiting itself.
func (a *Archive) collect(batch []*entry) []*entry {
	for size := len(batch[0].delivery.Body); len(batch) < batchCount && size < batchBytes; {
		select {
		case e := <-a.queue:
			batch = append(batch, e)
			size += len(e.delivery.Body)
		default:
			return batch
		}
	}
	return batch
}
