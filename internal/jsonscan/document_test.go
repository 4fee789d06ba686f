package jsonscan

import (
	"slices"
	"strings"
	"testing"
)

func parsed(t *testing.T, text string) *Document {
	t.Helper()
	var d Document
	if !d.Parse([]byte(text)) {
		t.Fatalf("%q: %v", text, d.Faults)
	}
	return &d
}

func TestAccessors(t *testing.T) {
	t.Parallel()
	d := parsed(t, `{"a":[1,-20,1.5,1e2,99999999999999999999],"b":true,"n\u0061me":"x\ny\ud83d\ude00","c":{},"f":false,"z":null}`)
	if got := len(d.Nodes); got != 12 {
		t.Fatalf("%d nodes, want 12", got)
	}
	var kinds []string
	for c := range d.Children(0) {
		kinds = append(kinds, d.Name(c)+" "+d.Nodes[c].Kind.String())
	}
	want := []string{"a array", "b boolean", "name string", "c object", "f boolean", "z null"}
	if !slices.Equal(kinds, want) {
		t.Errorf("children %q, want %q", kinds, want)
	}
	a, _ := d.Get(0, "a")
	var ints []int64
	for c := range d.Children(a) {
		if v, ok := d.Int(c); ok {
			ints = append(ints, v)
		}
	}
	if !slices.Equal(ints, []int64{1, -20}) {
		t.Errorf("integers %v", ints)
	}
	for c := range d.Children(a) { // a loop may be left early
		if got := string(d.Raw(c)); got != "1" {
			t.Errorf("first element %q", got)
		}
		break
	}
	name, ok := d.Get(0, "name")
	if got := d.Text(name); !ok || got != "x\ny😀" {
		t.Errorf("name is %q, %v", got, ok)
	}
	for text, want := range map[string][2]bool{"b": {true, true}, "f": {false, true}, "z": {false, false}} {
		i, _ := d.Get(0, text)
		if v, ok := d.Bool(i); v != want[0] || ok != want[1] {
			t.Errorf("Bool of %s: %v, %v", text, v, ok)
		}
	}
	if _, ok := d.Int(name); ok {
		t.Error("a string has an Int")
	}
	if i, _ := d.Get(0, "z"); d.Text(i) != "null" {
		t.Errorf("text of null is %q", d.Text(i))
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	var d Document
	d.Parse([]byte(`{"a":1,"b":{"a":2},"\u0061":3,"ab":4}`))
	if i, ok := d.Get(0, "a"); !ok || string(d.Raw(i)) != "3" {
		t.Errorf("the last duplicate does not win: node %d, %v", i, ok)
	}
	b, _ := d.Get(0, "b")
	if i, ok := d.Get(b, "a"); !ok || string(d.Raw(i)) != "2" {
		t.Errorf("inner member: node %d, %v", i, ok)
	}
	for object, name := range []string{"", "b", "a"} {
		if i, ok := d.Get(object, name); ok && object != 2 {
			t.Errorf("Get(%d, %q) = %d", object, name, i)
		}
	}
	if _, ok := d.Get(99, "a"); ok {
		t.Error("a node that is not there has a member")
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{`"plain"`, "plain"},
		{`"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		{`"\uD83D\uDE00\u00e9"`, "😀é"},
		{`"\ud800x"`, "\ufffdx"},
		{`"\udc00\ud800"`, "\ufffd\ufffd"},
		{"\"a\xffb\"", "a\ufffdb"},
		{`'single \' "'`, `single ' "`},
		{"“typographic”", "typographic"},
		{`bare`, "bare"},
		{`"\q\`, "q\ufffd"},
		{`'single and double"`, `single and double"`},
		{"“typographic and double\"", "typographic and double"},
		{`"'single in double'"`, "'single in double'"},
		{`""`, ""},
		{`''`, ""},
		{`'`, ""},
		{`"open`, "open"},
	}
	var d Document
	for _, test := range tests {
		d.Parse([]byte(test.in))
		if got := d.Text(0); got != test.want {
			t.Errorf("text of %s is %q, want %q", test.in, got, test.want)
		}
	}
}

func TestPointer(t *testing.T) {
	t.Parallel()
	d := parsed(t, `{"a/b":[0,{"c~d":1}],"":{"\u00e9":2}}`)
	want := []string{"", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/c~0d", "/", "//é"}
	for i, want := range want {
		if got := d.Pointer(i); got != want {
			t.Errorf("Pointer(%d) = %q, want %q", i, got, want)
		}
	}
	if got := d.Pointer(len(d.Nodes)); got != "" {
		t.Errorf("pointer of no node is %q", got)
	}
}

func TestRequireObject(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, message string }{
		{`{}`, ""},
		{`[{}]`, "expected a JSON object, found an array"},
		{` "x"`, "expected a JSON object, found a string"},
		{`null`, "expected a JSON object, found null"},
		{`1`, "expected a JSON object, found a number"},
	}
	for _, test := range tests {
		d := parsed(t, test.in)
		if ok := d.RequireObject(); ok != (test.message == "") {
			t.Errorf("RequireObject of %s is %v", test.in, ok)
		}
		if test.message == "" {
			continue
		}
		if f := d.Faults[0]; f.Code != NotObject || f.Text("en") != test.message || f.Offset != int(d.Nodes[0].Start) || f.Length != 1 || f.Related != -1 {
			t.Errorf("%s: %+v", test.in, f)
		}
	}
	var d Document
	if d.Parse(nil); d.RequireObject() || len(d.Faults) != 1 {
		t.Errorf("empty text: %v", d.Faults)
	}
}

func TestFaultCodes(t *testing.T) {
	t.Parallel()
	want := []string{"json/unknown", "json/syntax", "json/utf8", "json/bom", "json/duplicate-key",
		"json/trailing-data", "json/depth", "json/not-object"}
	for code, want := range want {
		if got := FaultCode(code).String(); got != want {
			t.Errorf("code %d is %s, want %s", code, got, want)
		}
	}
}

// What the places of the tokens say is what reading the text says.
func TestDocumentAppendCompact(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{}`, `{ }`, `[]`, "[\n]", `1`, ` 1 `, `"a b"`, `{"a":1}`, `{"a" :1}`, `{"a": 1}`, `{ "a":1}`, `{"a":1 }`,
		`{"a":1 ,"b":2}`, `{"a":1, "b":2}`, `{"a":[1,{"b":" "}],"c":{}}`, `{"a":[1,{"b":" "} ],"c":{}}`, `{"a":[1,{"b":{ }}],"c":{}}`,
		`[[], []]`, `[[],[]]`, `[1,"\" ,",true]`, `{"a":1,"a": 2}`, ` {"a":1} `, "{\"a\":1}\n",
	} {
		var d Document
		d.Parse([]byte(text))
		want := string(AppendCompact(nil, d.Raw(0)))
		if got := string(d.AppendCompact([]byte(">"), 0)); got != ">"+want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	d := parsed(t, ` {"a" : [ 1, "x" ]} `)
	for i, want := range [][4]int{{1, 19, 0, 0}, {8, 18, 2, 5}, {10, 11, 0, 0}, {13, 16, 0, 0}} {
		start, end := d.Span(i)
		name, nameEnd := d.NameSpan(i)
		if got := [4]int{start, end, name, nameEnd}; got != want {
			t.Errorf("node %d and its name are at %v, want %v", i, got, want)
		}
	}
}

// TestNameIs: a name is compared as text, and its length alone does not do.
func TestNameIs(t *testing.T) {
	t.Parallel()
	d := parsed(t, `{"name":{},"":0,"n\u0061me2":[1]}`)
	tests := []struct {
		name string
		node int
		is   string
		want bool
	}{
		{"the name", 1, "name", true},
		{"as long", 1, "nama", false},
		{"shorter", 1, "nam", false},
		{"longer", 1, "names", false},
		{"the empty name", 2, "", true},
		{"an escaped name", 3, "name2", true},
		{"another than the escaped name", 3, "name", false},
		{"an element", 4, "name", false},
		{"an element, and the empty name", 4, "", false},
		{"the whole value", 0, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := d.NameIs(test.node, test.is); got != test.want {
				t.Errorf("%q of node %d: %v", test.is, test.node, got)
			}
		})
	}
}

// TestMayExceed: a value and what follows it take two bytes.
func TestMayExceed(t *testing.T) {
	t.Parallel()
	many := func(n int) string { return "[" + strings.Repeat("1,", n-2) + "1]" } // n values
	tests := []struct {
		name, text string
		want       bool
	}{
		{"nothing", "", false},
		{"as many as there may be", many(MaxValues), false},
		{"and white space", many(MaxValues) + "  ", false},
		{"one more", many(MaxValues + 1), true},
		{"too short for one more", strings.Repeat(",", 2*MaxValues), false},
		{"a long text", `"` + strings.Repeat("x", 2*MaxValues) + `"`, false},
		{"members", `{"a":` + strings.Repeat(`{"a":`, MaxValues), true},
		{"arrays", strings.Repeat("[", 2*MaxValues+1), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := MayExceed([]byte(test.text)); got != test.want {
				t.Errorf("%v", got)
			}
		})
	}
}
