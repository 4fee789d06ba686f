package jsonscan

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

func depthOf(data []byte) int {
	depth, most := 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			i = stringEnd(data, i) - 1
		case '{', '[':
			depth++
			most = max(most, depth)
		case '}', ']':
			depth--
		}
	}
	return most
}

func seeds(f *testing.F) {
	for _, s := range append(faulty(), clean()...) {
		f.Add([]byte(s))
	}
}

// FuzzValid holds the verdicts of Valid and Parse against two other readers.
func FuzzValid(f *testing.F) {
	seeds(f)
	var d, e Document
	f.Fuzz(func(t *testing.T, data []byte) {
		if depthOf(data) > MaxDepth {
			return // the others allow more
		}
		loose := jsontext.Value(data).IsValid(jsontext.AllowDuplicateNames(true))
		if got := Valid(data); got != loose {
			t.Errorf("Valid(%q) = %v, jsontext says %v", data, got, loose)
		}
		strict := jsontext.Value(data).IsValid()
		if got := d.Parse(data); got != strict {
			t.Errorf("Parse(%q) = %v, jsontext says %v; %v", data, got, strict, d.Faults)
		}
		if got := e.ParseStrict(data); got != strict {
			t.Errorf("ParseStrict(%q) = %v, jsontext says %v", data, got, strict)
		}
		if got := grammatical(&d); got != json.Valid(data) && !twoByteText(data) {
			t.Errorf("grammar of %q: %v, encoding/json says %v; %v", data, got, !got, d.Faults)
		}
	})
}

// twoByteText reports whether data is taken for another encoding, which
// encoding/json may pass as a string of bad UTF-8.
func twoByteText(data []byte) bool { return encodingOf(data) != "" }

// grammatical reports whether there is no fault that encoding/json would see.
func grammatical(d *Document) bool {
	for _, f := range d.Faults {
		if f.Code != DuplicateKey && f.Code != UTF8 {
			return false
		}
	}
	return true
}

// FuzzRepair holds that repairs do what they promise and that nodes and faults
// of any text are within bounds.
func FuzzRepair(f *testing.F) {
	seeds(f)
	var d, e Document
	f.Fuzz(func(t *testing.T, data []byte) {
		d.Parse(data)
		checkNodes(t, &d)
		checkRepair(t, &d, &e)
	})
}

// FuzzAppendIndent compares the layout of valid text with that of
// encoding/json; that of any other keeps what is no white space.
func FuzzAppendIndent(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		got := AppendIndent(nil, data, " ", "\t")
		var want bytes.Buffer
		if json.Indent(&want, bytes.Trim(data, " \n\r\t"), " ", "\t") == nil && !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q becomes %q, want %q", data, got, want.Bytes())
		}
		if compact := AppendCompact(nil, data); !bytes.Equal(AppendCompact(nil, got), compact) {
			t.Errorf("%q becomes %q, which is not %q", data, got, compact)
		}
	})
}

// checkNodes walks the nodes and reads every one of them.
func checkNodes(t *testing.T, d *Document) {
	t.Helper()
	n := len(d.Nodes)
	for i, node := range d.Nodes {
		if d.After(i) <= i || d.After(i) > n || node.Start < 0 || node.End < node.Start || int(node.End) > len(d.Data) ||
			node.KeyEnd < node.KeyStart || node.KeyEnd > node.Start {
			t.Fatalf("%q: node %d of %d is %+v", d.Data, i, n, node)
		}
		last := node.Start
		for c := range d.Children(i) {
			if d.Nodes[c].Start < last || d.Nodes[c].End > node.End || d.Nodes[c].Next > node.Next {
				t.Fatalf("%q: node %d %+v is not within %+v", d.Data, c, d.Nodes[c], node)
			}
			last = d.Nodes[c].End
		}
		_, _ = d.Int(i)
		_, _ = d.Bool(i)
		_ = d.Text(i) + d.Name(i)
	}
	if n > 0 {
		_ = d.Pointer(n - 1)
	}
	for i, f := range d.Faults {
		if f.Offset < 0 || f.Length < 0 || f.Offset+f.Length > len(d.Data) || f.Text("en") == "" || f.Text("ko") == "" || bytes.Contains([]byte(f.Text("ko")), []byte("{found}")) ||
			i > 0 && f.Offset < d.Faults[i-1].Offset {
			t.Fatalf("%q: fault %d is %+v", d.Data, i, f)
		}
	}
}

// checkRepair holds that a text parses after repair, but for its comments, when
// every fault but duplicate names and comments has one; and that the comments
// are those of before.
func checkRepair(t *testing.T, d, scratch *Document) {
	t.Helper()
	repaired := d.Repaired()
	for _, f := range d.Faults {
		if f.Repair == nil && !f.Comment && f.Code != DuplicateKey {
			return
		}
	}
	scratch.Parse(repaired)
	for _, f := range scratch.Faults {
		if f.Code != DuplicateKey && !f.Comment {
			t.Fatalf("%q repaired as %q: %+v\nwas %s", d.Data, repaired, f, summary(d))
		}
	}
	if before, after := comments(d), comments(scratch); !slices.Equal(before, after) {
		t.Fatalf("%q repaired as %q: comments %q became %q", d.Data, repaired, before, after)
	}
}

// comments are the comments of a text, in order.
func comments(d *Document) (texts []string) {
	for _, f := range d.Faults {
		if f.Comment {
			texts = append(texts, string(d.Data[f.Offset:f.Offset+f.Length]))
		}
	}
	return texts
}

// uncommented puts a space in the place of each comment.
func uncommented(text []byte) []byte {
	var d Document
	d.Parse(text)
	out, at := []byte{}, 0
	for _, f := range d.Faults {
		if f.Comment {
			out = append(append(out, text[at:f.Offset]...), ' ')
			at = f.Offset + f.Length
		}
	}
	return append(out, text[at:]...)
}
