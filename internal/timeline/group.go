package timeline

import "hash/maphash"

// grouped is a record and the name of its group.
type grouped struct{ name, record string }

// gather hands the records of each group to do. Groups come as their first records
// do, and their records in order. The slice is valid during the call.
func gather(seed maphash.Seed, all []grouped, do func([]string)) {
	slots := make([]slot, slotsFor(len(all)))
	groups := make([]group, 0, len(all)/2+1)
	next := make([]int32, len(all)) // of the same group
	for i := range all {
		hash := maphash.String(seed, all[i].name)
		at, mark := int(hash)&(len(slots)-1), uint32(hash>>32)
		for slots[at].group > 0 && (slots[at].mark != mark || all[groups[slots[at].group-1].first].name != all[i].name) {
			at = (at + 1) & (len(slots) - 1)
		}
		if g := slots[at].group - 1; g >= 0 {
			next[groups[g].last], groups[g].last = int32(i), int32(i)
			continue
		}
		groups = append(groups, group{int32(i), int32(i)})
		slots[at] = slot{mark, int32(len(groups))}
	}
	var records []string
	for _, g := range groups {
		records = append(records[:0], all[g.first].record)
		for i := g.first; i != g.last; {
			i = next[i]
			records = append(records, all[i].record)
		}
		do(records)
	}
}

// slot is a group, from 1, and a part of the hash of its name; 0 for none.
type slot struct {
	mark  uint32
	group int32
}

// group is where a group begins and ends.
type group struct{ first, last int32 }

// slotsFor is a power of two that is about twice n.
func slotsFor(n int) int {
	slots := 8
	for slots < 2*n {
		slots *= 2
	}
	return slots
}
