package kit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/plain"

	"github.com/argosctl/argosctl/internal/testkit"
)

// asTree encodes a JSON value by way of the encoder's tree: what WriteYAML writes
// bit by bit has to be the same.
func asTree(t *testing.T, raw string) string {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(raw))
	dec.UseNumber()
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(treeOf(t, dec)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func treeOf(t *testing.T, dec *json.Decoder) *yaml.Node {
	t.Helper()
	token, err := dec.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch v := token.(type) {
	case json.Delim:
		return treeOfContainer(t, dec, v)
	case string:
		node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v}
		if plain.Contains(v) || string(plain.Disarm([]byte(v), '_')) != v || yaml11(v) {
			node.Style = yaml.DoubleQuotedStyle
		}
		return node
	case nil:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}
	default:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: fmt.Sprint(v)}
	}
}

func treeOfContainer(t *testing.T, dec *json.Decoder, open json.Delim) *yaml.Node {
	t.Helper()
	node := &yaml.Node{Kind: yaml.SequenceNode}
	if open == '{' {
		node.Kind = yaml.MappingNode
	}
	seen := map[string]int{}
	for dec.More() {
		child := treeOf(t, dec)
		if node.Kind == yaml.SequenceNode {
			node.Content = append(node.Content, child)
			continue
		}
		value := treeOf(t, dec)
		if at, again := seen[child.Value]; again {
			node.Content[at] = value
			continue
		}
		node.Content = append(node.Content, child, value)
		seen[child.Value] = len(node.Content) - 1
	}
	if len(node.Content) == 0 {
		node.Style = yaml.FlowStyle
	}
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	return node
}

// TestYAMLIsThatOfTheTree writes values of every shape, with texts that YAML may take
// for something else.
func TestYAMLIsThatOfTheTree(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	r := rand.New(rand.NewPCG(1, 2))
	for range 30_000 {
		raw := string(randomJSON(nil, r, 5))
		var out bytes.Buffer
		if err := WriteYAML(&out, []byte(raw)); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		if want := asTree(t, raw); out.String() != want {
			t.Fatalf("%s\nis\n%swant\n%s", raw, &out, want)
		}
	}
}

// TestYAMLItems: elements that come one after the other are the list that they are.
func TestYAMLItems(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var out bytes.Buffer
		w := newYAMLWriter(&out)
		list := []byte{'['}
		for i := range 3 {
			item := randomJSON(nil, r, 4)
			if err := w.item(item); err != nil {
				t.Fatal(err)
			}
			if i > 0 {
				list = append(list, ',')
			}
			list = append(list, item...)
		}
		if want := asTree(t, string(list)+"]"); out.String() != want {
			t.Fatalf("%s]\nis\n%swant\n%s", list, &out, want)
		}
	}
}

func randomJSON(dst []byte, r *rand.Rand, depth int) []byte {
	kinds := 4
	if depth > 0 {
		kinds = 8
	}
	switch r.IntN(kinds) {
	case 0:
		return append(dst, []string{"null", "true", "false"}[r.IntN(3)]...)
	case 1:
		return append(dst, []string{"0", "-0", "12", "1.50", "1e400", "-3E-7", "12345678901234567890"}[r.IntN(7)]...)
	case 2, 3:
		return appendRandomText(dst, r)
	case 4, 5:
		dst = append(dst, '[')
		for i := range r.IntN(4) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = randomJSON(dst, r, depth-1)
		}
		return append(dst, ']')
	default:
		dst = append(dst, '{')
		for i := range r.IntN(5) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = randomJSON(append(appendRandomText(dst, r), ':'), r, depth-1)
		}
		return append(dst, '}')
	}
}

// appendRandomText appends a string of a few parts, such as "no", "a: b" or "\n- x".
func appendRandomText(dst []byte, r *rand.Rand) []byte {
	parts := []string{
		"a", "Z", "word", "submission_id", "no", "Yes", "on", "null", "true", "False", "1", "12:30", "1e3", "0x1f", "2026-01-02", "T03:04:05Z",
		" ", "  ", "-", "- ", ": ", ":", " #", "#", "##[", "::error::", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", `\"`, `\\`, "%", "@", "`", "?", "=",
		"_", ".", "/", "+", "~", "<<", "...", "---", `\n`, `\t`, `\r`, `\u0007`, `\u0085`, `\u2028`, `\u200b`, `\u202e`, `\ufeff`, `\ud83d\ude00`, `\ud83d`,
		"한글", "é", "가나다", strings.Repeat("x", 60), "user@example.com", "+1-555-0100",
	}
	var text strings.Builder
	for range r.IntN(5) {
		text.WriteString(parts[r.IntN(len(parts))])
	}
	if r.IntN(30) == 0 {
		text.WriteString(strconv.Itoa(r.IntN(1000)))
	}
	return append(append(append(dst, '"'), text.String()...), '"')
}

// TestYAMLNeedsNoMemory: what is held does not grow with the number of values.
func TestYAMLNeedsNoMemory(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	w := newYAMLWriter(&bytes.Buffer{})
	raw := []byte(`[` + strings.Repeat(`"a",`, 300_000) + `"b"]`)
	if err := w.value(raw); err != nil {
		t.Fatal(err)
	}
	if size := cap(w.out); size > 1<<20 {
		t.Errorf("%d bytes are held", size)
	}
}

// TestYAMLDepth: a payload may be as deep as payloads may be, in a record in a list.
func TestYAMLDepth(t *testing.T) {
	t.Parallel()
	deep := `[{"payload":` + strings.Repeat("[", 128) + strings.Repeat("]", 128) + `}]`
	var out bytes.Buffer
	if err := WriteYAML(&out, []byte(deep)); err != nil || out.String() != asTree(t, deep) {
		t.Errorf("%v\n%s", err, &out)
	}
}

// TestYAMLOfManyValues: a record may hold more values than a payload, all of whose
// values it holds.
func TestYAMLOfManyValues(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	payload := "[1" + strings.Repeat(",1", jsonscan.MaxValues-2) + "]"
	var out bytes.Buffer
	if err := WriteYAML(&out, []byte(`{"codes":["a","b"],"payload":`+payload+"}")); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(out.Bytes(), []byte("- 1\n")); n != jsonscan.MaxValues-1 {
		t.Errorf("%d values", n)
	}
}
