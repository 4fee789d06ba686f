package unwrap

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/source"
)

// TestLinear: twice the input is at most about twice the work, whatever the
// input looks like.
func TestLinear(t *testing.T) {
	t.Parallel()
	inString := func(text string) string { return `{"x":` + quote(text) + `}` }
	for _, c := range []struct {
		name  string
		value func(n int) string
	}{
		{"braces", func(n int) string { return inString(strings.Repeat("{", n)) }},
		{"open objects", func(n int) string { return inString(strings.Repeat(`{"a":`, n)) }},
		{"open objects that name the trigger", func(n int) string { return inString(strings.Repeat(`{"webhook_trigger":`, n)) }},
		{"escaped braces", func(n int) string { return inString(strings.Repeat(`{\"`, n)) }},
		{"doubled quotes", func(n int) string { return inString(strings.Repeat(`{""a`, n)) }},
		{"hexadecimal quotes", func(n int) string { return inString(strings.Repeat(`{\x22webhook_trigger\x22:`, n)) }},
		{"entities", func(n int) string { return inString(strings.Repeat(`{&quot;webhook_trigger&quot;:`, n)) }},
		{"digits", func(n int) string {
			return inString(strings.Repeat(`7b22776562686f6f6b5f74726967676572223a227265747279227d `, n))
		}},
		{"digits of braces", func(n int) string { return inString(strings.Repeat(`7b22`, n)) }},
		{"queries", func(n int) string { return inString(strings.Repeat(`GET /?p=%7B%22webhook_trigger%22:1 `, n)) }},
		{"bytes", func(n int) string { return `{"x":[` + strings.Repeat(`123,34,`, n) + `125]}` }},
		{"data URLs", func(n int) string {
			return `{"x":[` + strings.Repeat(`"data:a;base64,`+base64Of(approved)+`",`, n) + `0]}`
		}},
		{"lines that are quoted", func(n int) string { return inString(strings.Repeat("> {\n> \"webhook_trigger\":{\n", n)) }},
		{"escaped white space", func(n int) string { return inString(strings.Repeat(`{\n\t`, n) + strings.Repeat(`\n`, n)) }},
		{"cut off beside whole ones", func(n int) string {
			return `{"x":[` + strings.Repeat(quote(retry[:60])+","+quote(retry)+",", n) + `0]}`
		}},
		{"brackets", func(n int) string { return inString(strings.Repeat(`["`, n)) }},
		{"percent signs", func(n int) string { return inString(strings.Repeat(`%7B%257B`, n)) }},
		{"code", func(n int) string { return inString(strings.Repeat(`function(a){if(a){b({"c":[d]})}}`, n)) }},
		{"values in a row", func(n int) string { return inString(strings.Repeat(retry+"\n", n)) }},
		{"webhooks in an array", func(n int) string { return `{"x":[` + strings.Repeat(retry+",", n) + `0]}` }},
		{"webhooks in an object", func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, `"%d":%s,`, i, retry)
			}
			return `{"x":{` + b.String() + `"_id":0}}`
		}},
		{"strings in strings", func(n int) string {
			return `{"x":` + quote(`[`+strings.Repeat(quote(nested(retry, 5))+",", n)+`0]`) + `}`
		}},
		{"Base64", func(n int) string { return `{"x":[` + strings.Repeat(`"`+base64Of(approved)+`",`, n) + `0]}` }},
		{"Base64 of nothing", func(n int) string { return `{"x":"` + base64Of(strings.Repeat("some words ", n)) + `"}` }},
		{"gzip", func(n int) string { return `{"x":[` + strings.Repeat(`"`+gzipped(t, nested(retry, 3))+`",`, n) + `0]}` }},
		{"fields", func(n int) string { return inString(strings.Repeat("p="+url.QueryEscape(approved)+"&", n)) }},
		{"equals signs", func(n int) string { return inString(strings.Repeat("a=", n)) }},
		{"typed values", func(n int) string {
			return `{"x":{"webhook_trigger":{"S":"retry"},"l":{"L":[` + strings.Repeat(`{"M":{"a":{"N":"1"}}},`, n) + `{"S":""}]}}}`
		}},
		{"broken", func(n int) string { return `{"x":[` + strings.Repeat(retry+",", n) }},
		{"nothing", func(n int) string { return `{"x":[` + strings.Repeat(`{"a":"b","c":[1]},`, n) + `0]}` }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			work := func(n int) (steps int) {
				f := &Finder{Lang: "en"}
				p := source.Payload{Bytes: []byte(c.value(n)), Line: 1, Column: 1}
				for range f.Each(p) { //nolint:revive // what is found does not matter here
				}
				return f.steps + len(p.Bytes)
			}
			once, twice := work(500), work(1000)
			if float64(twice) > 2.2*float64(once) || twice > 40*len(c.value(1000)) {
				t.Errorf("%d steps for %d bytes, %d for %d", once, len(c.value(500)), twice, len(c.value(1000)))
			}
		})
	}
}

// TestMany: a container may hold any number of webhooks, each with its place.
func TestMany(t *testing.T) {
	t.Parallel()
	const n = 100_000
	value := `{"Records":[` + strings.Repeat(`{"body":`+quote(retry)+"},\n", n-1) + `{"body":` + quote(retry) + `}]}`
	f := new(Finder)
	p := source.Payload{Origin: source.Origin{Path: "x.json", Index: -1}, Bytes: []byte(value), Line: 1, Column: 1}
	found := 0
	for q := range f.Each(p) {
		cursor := q.Cursor()
		from, _ := q.Span(0, 1)
		if line, column := cursor.At(from); line != found+1 || column > 30 || q.Origin.Inside != fmt.Sprintf("/Records/%d/body", found) {
			t.Fatalf("%s at line %d, column %d", q.Origin.Inside, line, column)
		}
		found++
	}
	if found != n {
		t.Errorf("found %d of %d", found, n)
	}
	if count, ok := f.Glance(p.Bytes, func([]byte) bool { return true }); !ok || count != n {
		t.Errorf("at a glance %d, %v", count, ok)
	}
}
