package kit

import "testing"

// TestCellsAreNoFormulas: no cell runs in a spreadsheet, and each reads back as it was,
// but for the apostrophe.
func TestCellsAreNoFormulas(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, cell, want string }{
		{"text", "user123", "user123"},
		{"nothing", "", ""},
		{"a formula", `=HYPERLINK("http://203.0.113.7")`, `"'=HYPERLINK(""http://203.0.113.7"")"`},
		{"plus", "+1-555-0100", "'+1-555-0100"},
		{"minus", "-1", "'-1"},
		{"at", "@SUM(1)", "'@SUM(1)"},
		{"behind a tab", "\t=1", "'\t=1"},
		{"behind a line break", "\n=1", "\"'\n=1\""},
		{"full width", "＝1", "'＝1"},
		{"in the middle", "a=1", "a=1"},
		{"behind a blank", " =1", `" =1"`},
		{"quotes and commas", `a,"b"`, `"a,""b"""`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := string(AppendCSV(nil, []byte(tt.cell))); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
