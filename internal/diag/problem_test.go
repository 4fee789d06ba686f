package diag

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/argosctl/argosctl/internal/say"
)

func TestProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		p    Problem
		want string
	}{
		{"a place", Problem{Origin: Origin{Path: "a.ndjson", Line: 2, Index: -1}, Line: 2, Column: 7, Message: say.Textf("broken")}, "a.ndjson:2:7: broken"},
		{"a place in an array's element", Problem{Origin: Origin{Path: "a.json", Index: 3}, Line: 9, Column: 1, Message: say.Textf("broken")}, "a.json:9:1: broken"},
		{"a file", Problem{Origin: Whole("a.json"), Message: say.Textf("empty")}, "a.json: empty"},
		{"a line", Problem{Origin: Origin{Path: "a.ndjson", Line: 2, Index: -1}, Message: say.Textf("sealed")}, "a.ndjson:2: sealed"},
		{"an element", Problem{Origin: Origin{Path: "a.json"}, Message: say.Textf("sealed")}, "a.json#0: sealed"},
		{"no origin", Problem{Message: say.Textf("nothing could be delivered")}, "nothing could be delivered"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := test.p.Error(); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	if err := error(&Problem{Err: fs.ErrNotExist}); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
}
