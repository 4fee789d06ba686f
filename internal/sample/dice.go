package sample

import (
	"math/bits"
	"math/rand/v2"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

// dice is a seeded source of draws; a copy goes on independently.
type dice struct{ rand.PCG }

// n draws from 0 to n-1.
func (d *dice) n(n int) int {
	hi, _ := bits.Mul64(d.Uint64(), uint64(n))
	return int(hi)
}

// wait is a range of durations, both ends included.
type wait catalog.Wait

// between draws a duration of w, in milliseconds.
func (d *dice) between(w wait) time.Duration {
	return w.Min + time.Duration(d.n(int((w.Max-w.Min)/time.Millisecond)+1))*time.Millisecond
}

const letters = "0123456789abcdefghijklmnopqrstuvwxyz"

// id draws n lower-case letters and digits after prefix.
func (d *dice) id(prefix string, n int) string {
	var buf [32]byte
	b := append(buf[:0], prefix...)
	bits := d.Uint64()
	for range n {
		b = append(b, letters[bits%36])
		if bits /= 36; bits == 0 {
			bits = d.Uint64()
		}
	}
	return string(b)
}

// mix scrambles a draw with a salt, so that one draw serves several choices.
func mix(draw, salt uint64) uint64 {
	x := draw + salt*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
