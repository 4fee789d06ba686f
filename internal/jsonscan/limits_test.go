package jsonscan

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestNoAllocation(t *testing.T) {
	texts := payloads(20)
	var d Document
	allocs := testing.AllocsPerRun(20, func() {
		for _, text := range texts {
			if !d.Parse(text) || !Valid(text) {
				t.Fatal("not clean")
			}
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestDeep(t *testing.T) {
	t.Parallel()
	var d Document
	for _, in := range []string{
		strings.Repeat("[", 100_000),
		strings.Repeat(`{"a":`, 100_000),
		strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		strings.Repeat(`[{"a":`, 100_000) + "1" + strings.Repeat("}]", 100_000),
	} {
		if Valid([]byte(in)) || d.Parse([]byte(in)) {
			t.Errorf("%s passes", shorten(in))
		}
		if len(d.Faults) != 1 || d.Faults[0].Code != Depth || len(d.Nodes) != MaxDepth+1 {
			t.Errorf("%s: %d nodes, %s", shorten(in), len(d.Nodes), summary(&d))
		}
	}
	if d.Parse([]byte(strings.Repeat("[", MaxDepth+1)+strings.Repeat("]", MaxDepth+1))) || d.Faults[0].Offset != MaxDepth {
		t.Errorf("one level too many: %s", summary(&d))
	}
	d.Parse([]byte(strings.Repeat("[", MaxDepth) + `[["]"]],1` + strings.Repeat("]", MaxDepth)))
	if len(d.Faults) != 1 || d.Faults[0].Offset != MaxDepth || len(d.Nodes) != MaxDepth+2 {
		t.Errorf("what follows a deep value is not read: %d nodes, %s", len(d.Nodes), summary(&d))
	}
}

// TestManyValues: a text may hold MaxValues values; at the next the reading ends.
func TestManyValues(t *testing.T) {
	t.Parallel()
	many := func(n int, element, rest string) []byte {
		return []byte("[" + strings.Repeat(element+",", n) + rest)
	}
	for _, c := range []struct {
		name   string
		text   []byte
		offset int // of the fault, -1 for none
	}{
		{"as many as there may be", many(MaxValues-2, "1", "1]"), -1},
		{"one more", many(MaxValues-1, "1", "1]"), len("[") + len("1,")*(MaxValues-1)},
		{"empty containers", many(MaxValues-1, "[]", "{}]"), len("[") + len("[],")*(MaxValues-1)},
		{"members", []byte(`{"a":` + string(many(MaxValues-2, "1", `2],"b":3}`))), len(`{"a":[`) + len("1,")*(MaxValues-2)},
		{"a name at the end of the text", many(MaxValues-2, "1", `{"a":`), len("[") + len("1,")*(MaxValues-2) + len(`{"a":`)},
		{"and no JSON behind it", many(MaxValues-1, "1", `1,,}`), len("[") + len("1,")*(MaxValues-1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var d Document
			if ok := d.Parse(c.text); ok != (c.offset < 0) {
				t.Fatal(summary(&d))
			}
			if len(d.Nodes) != MaxValues || cap(d.Nodes) > MaxValues+MaxValues/10 {
				t.Errorf("%d nodes, room for %d", len(d.Nodes), cap(d.Nodes))
			}
			if c.offset < 0 {
				return
			}
			f := d.Faults[0]
			if len(d.Faults) != 1 || f.Code != Depth || f.Offset != c.offset || (f.Length == 0) != (c.offset == len(c.text)) || f.Text("en") != "more than 1000000 values" {
				t.Error(summary(&d))
			}
			if fatal := d.Fatal(); fatal == nil || !fatal.Full() {
				t.Error("what was read is taken for all")
			}
		})
	}
}

// TestAround: a text around payloads may be nested by two levels more, and hold any
// number of values.
func TestAround(t *testing.T) {
	t.Parallel()
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	tests := []struct {
		name, text    string
		around, alone bool // is it clean?
	}{
		{"as deep as a payload", nested(MaxDepth), true, true},
		{"a level more", nested(MaxDepth + 1), true, false},
		{"the list, the record and the payload", nested(MaxDepth + 2), true, false},
		{"too deep", nested(MaxDepth + 3), false, false},
		{"many values", "[" + strings.Repeat("1,", MaxValues) + "1]", true, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			around, alone := Document{Around: true}, Document{}
			if got := around.Parse([]byte(test.text)); got != test.around {
				t.Errorf("around: %v: %s", got, summary(&around))
			}
			if got := alone.Parse([]byte(test.text)); got != test.alone {
				t.Errorf("alone: %v: %s", got, summary(&alone))
			} else if f := alone.Fatal(); f != nil && f.Full() != (len(alone.Nodes) == MaxValues) {
				t.Errorf("full: %v", f.Full())
			}
		})
	}
}

// TestRoom: the room for the nodes of a text is made in few steps, and is not much
// more than they could need.
func TestRoom(t *testing.T) {
	const long = 60 << 10
	tests := []struct {
		name, begin, rest string  // what half of the text is made of
		most              int     // room for so many nodes
		steps             float64 // at most
	}{
		{"goes on as it began", "1,", "1,", long/2 + 3*MaxDepth, 10},
		{"elements of four bytes", "123,", "123,", long * 4 / 15, 11},
		{"long elements", `"0123456789",`, `"0123456789",`, 2 << 12, 9},
		{"long elements after short ones", "1,", `"0123456789",`, long/2 + 3*MaxDepth, 10},
		{"short elements after long ones", `"0123456789",`, "1,", long / 3, 12},
		{"nothing after short elements", "1,", strings.Repeat(" ", long/2), long/2 + 3*MaxDepth, 10},
		{"short elements after one", strings.Repeat("1", long/2-1) + ",", "1,", long * 4 / 15, 11},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := []byte("[" + strings.Repeat(test.begin, long/2/len(test.begin)) + strings.Repeat(test.rest, long/2/len(test.rest)) + "1]")
			var room int
			steps := testing.AllocsPerRun(10, func() {
				var d Document
				if !d.ParseStrict(text) {
					t.Error("not clean")
				}
				room = cap(d.Nodes)
			})
			if room > test.most || steps > test.steps {
				t.Errorf("room for %d nodes, made in %v steps", room, steps)
			}
		})
	}
}

func TestManyMembers(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	b.WriteString("{")
	for i := range 100_000 {
		fmt.Fprintf(&b, `"the same long beginning of a name %d":0,`, i)
	}
	last := b.Len()
	b.WriteString(`"the same long beginning of a name 5":0}`)
	var d Document
	d.Parse(b.Bytes())
	if len(d.Faults) != 1 || d.Faults[0].Code != DuplicateKey || d.Faults[0].Offset != last ||
		!strings.HasPrefix(b.String()[d.Faults[0].Related:], `"the same long beginning of a name 5":`) {
		t.Fatal(summary(&d))
	}
	if len(d.Nodes) != 100_002 {
		t.Errorf("%d nodes", len(d.Nodes))
	}
	if room, before := len(d.names.entries), cap(d.names.spare); room != 1<<18 || before >= 1<<16 {
		t.Errorf("room for %d names, after room for %d", room, before)
	}
	for range 2 { // a small text after it, and growth from kept memory
		if !d.Parse([]byte(`{"a":1,"b":2}`)) {
			t.Fatal(summary(&d))
		}
		if d.Parse(b.Bytes()); len(d.Faults) != 1 {
			t.Fatal(summary(&d))
		}
	}
}

// TestFewNames: colons in texts make no room for names.
func TestFewNames(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 70 {
		fmt.Fprintf(&b, `"name %d":0,`, i)
	}
	var d Document
	if !d.Parse([]byte("{"+b.String()+`"text":"`+strings.Repeat(":", 100_000)+`"}`)) || len(d.names.entries) != 256 {
		t.Errorf("room for %d names: %s", len(d.names.entries), summary(&d))
	}
}

// TestEachNameTwice: each of many names is found when it comes again, wherever the
// growth of the room for names has put it.
func TestEachNameTwice(t *testing.T) {
	t.Parallel()
	const members = 300
	var b strings.Builder
	for i := range members {
		fmt.Fprintf(&b, `"name %d":0,`, i)
	}
	var d Document
	for i := range members {
		d.Parse(fmt.Appendf(nil, `{%s"name %d":0}`, b.String(), i))
		if len(d.Faults) != 1 || d.Faults[0].Code != DuplicateKey {
			t.Fatalf("name %d: %s", i, summary(&d))
		}
	}
}

// TestLong reads texts on which looking ahead carelessly takes hours.
func TestLong(t *testing.T) {
	t.Parallel()
	const n = 1 << 22
	var d Document
	for _, part := range []string{
		"a b\\\"\n", "\"a\n", "'a ", "' ", "[", "{\"a\"", "/*", "//", "…", "1 ", "\"\\", "`\n", ":", "\"\x80", "\u00a0\u2003", ",", "{'", "\"\n,",
	} {
		for _, start := range []string{"", "[", "{"} {
			in := []byte(start + strings.Repeat(part, n/len(part)))
			if d.Parse(in) || len(d.Faults) == 0 || len(d.Faults) > MaxFaults+1 {
				t.Errorf("%q repeated: %d faults", part, len(d.Faults))
			}
		}
	}
	long := []byte(`{"a":"` + strings.Repeat("0123456789 ", n) + `"}`)
	if !d.Parse(long) || int(d.Nodes[1].End) != len(long)-1 {
		t.Errorf("a long string: %s", summary(&d))
	}
}

func TestFaultsAreBounded(t *testing.T) {
	t.Parallel()
	var d Document
	d.Parse([]byte("[" + strings.Repeat("01,", 1000) + "]"))
	if len(d.Faults) != MaxFaults+1 || d.Faults[MaxFaults].Text("en") != "more faults follow; only the first 100 are reported" {
		t.Fatal(summary(&d))
	}
	if d.Faults[MaxFaults].Related != -1 {
		t.Errorf("the last fault has another one, at %d", d.Faults[MaxFaults].Related)
	}
	if d.Faults[MaxFaults].Repair != nil || d.Faults[0].Repair == nil {
		t.Error("wrong repairs")
	}
	checkNodes(t, &d)
}
