package source

import (
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		p      Payload
		offset int64
		want   string
		at     int64
	}{
		{"a whole file", Payload{Origin: diag.Whole("a.json"), Bytes: []byte("\ufeff{\r\n x}"), Line: 1, Column: 1}, 7, "a.json:2:2: m", 7},
		{"a line", Payload{Origin: Origin{Path: "a.ndjson", Line: 4, Index: -1}, Bytes: []byte("{x}"), Offset: 90, Line: 4, Column: 1}, 1, "a.ndjson:4:2: m", 91},
		{"an element", Payload{Origin: Origin{Path: "a.json", Index: 2}, Bytes: []byte(`{"홍":x}`), Offset: 40, Line: 3, Column: 9}, 7, "a.json:3:14: m", 47},
		{"an element's second line", Payload{Origin: Origin{Path: "a.json", Index: 2}, Bytes: []byte("{\nx}"), Offset: 40, Line: 3, Column: 9}, 2, "a.json:4:1: m", 42},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := test.p.Locate(diag.Problem{Offset: test.offset, Length: 1, Rule: "r", Message: say.Textf("m"), Hint: say.Textf("h")})
			if got.Error() != test.want || got.Offset != test.at || got.Origin != test.p.Origin ||
				got.Length != 1 || got.Rule != "r" || got.Hint.String() != "h" {
				t.Errorf("%+v, want %s", got, test.want)
			}
		})
	}
}
