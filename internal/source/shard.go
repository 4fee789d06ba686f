package source

import (
	"math"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Shard is a part of a run that is divided among several: the Part-th of Of, from
// 1. The zero Shard is a whole run.
//
// The inputs are laid end to end, each as long as its file, and divided into
// parts of the same length. A payload belongs to the shard in whose part it
// begins. So every payload is in exactly one shard, and the shards follow each
// other as the payloads do. What is packed cannot be divided by its own length:
// there the place of a payload is how much of the file had to be read to come to
// it, in steps of shardBlock.
type Shard struct{ Part, Of int }

// MaxShards is how many shards there may be.
const MaxShards = 1_000_000

// ParseShard reads "3/16".
func ParseShard(text string) (Shard, error) {
	part, of, ok := strings.Cut(text, "/")
	k, err := strconv.Atoi(part)
	n, err2 := strconv.Atoi(of)
	switch {
	case !ok || err != nil || err2 != nil:
		return Shard{}, say.Errorf("expected K/N, such as 1/16")
	case n < 1 || n > MaxShards:
		return Shard{}, say.Errorf("expected 1 to %d shards", MaxShards)
	case k < 1 || k > n:
		return Shard{}, say.Errorf("expected a shard from 1 to %d", n)
	}
	return Shard{k, n}, nil
}

// String is "3/16", and nothing for a whole run.
func (s Shard) String() string {
	if s == (Shard{}) {
		return ""
	}
	return strconv.Itoa(s.Part) + "/" + strconv.Itoa(s.Of)
}

// stretch is the part of an input that a shard has: what begins from from on and
// before to, in bytes of the file.
type stretch struct{ from, to int64 }

// At is the input with nothing but what begins at an offset, to read again what was
// found there. What is packed has no such offsets, and is read as a whole.
func (in Input) At(offset int64) Input {
	in.mine = &stretch{offset, offset + 1}
	return in
}

// Take is what falls to the shard of all the inputs of a run. The inputs have to
// be the same, and in the same order, in all shards. ok is false where one has no
// size: standard input, a pipe or a device.
func (s Shard) Take(inputs []Input) (mine []Input, ok bool) {
	if s.Of < 1 {
		return inputs, true
	}
	sizes, total := make([]int64, len(inputs)), int64(0)
	for i := range inputs {
		if inputs[i].Err == nil && inputs[i].endless {
			return nil, false
		}
		sizes[i] = inputs[i].size()
		total += sizes[i]
	}
	low, high := share(total, s.Part-1, s.Of), int64(math.MaxInt64)
	if s.Part < s.Of {
		high = share(total, s.Part, s.Of)
	}
	start := int64(0)
	for i, in := range inputs {
		end := start + sizes[i]
		if start < high && max(end, start+1) > low {
			if start < low || end > high {
				in.mine = &stretch{low - start, high - start}
			}
			mine = append(mine, in)
		}
		start = end
	}
	return mine, true
}

// share is total*k/n.
func share(total int64, k, n int) int64 {
	whole, rest := total/int64(n), total%int64(n)
	return whole*int64(k) + rest*int64(k)/int64(n)
}

// size is how long the input is on disk, 0 for one that cannot be read.
func (in *Input) size() int64 {
	switch {
	case in.Err != nil:
		return 0
	case in.data != nil:
		return int64(len(in.data))
	}
	info, err := in.dir.Stat(in.Path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// begins reports whether the start of the input is in the shard, which then
// counts it.
func (in *Input) begins() bool { return in.mine == nil || in.mine.from <= 0 }

// taken is how much of size bytes of the input is in the shard.
func (in *Input) taken(size int64) int64 {
	if in.mine == nil {
		return size
	}
	return max(0, min(size, in.mine.to)-max(0, in.mine.from))
}
