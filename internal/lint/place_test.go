package lint

import (
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

func checkPlace(t *testing.T, text []byte, f *diag.Finding) {
	t.Helper()
	cursor := jsonscan.NewCursor(text, 1, 1)
	line, column := cursor.At(int(f.Offset))
	endLine, endColumn := cursor.At(int(f.Offset) + f.Length)
	if line != f.Line || column != f.Column || endLine != f.EndLine || endColumn != f.EndColumn {
		t.Fatalf("%q\n%s\nis at %d:%d-%d:%d", text, told(*f), line, column, endLine, endColumn)
	}
	s := f.Source
	if s.Start < 0 || s.Start > s.End || s.End > len(s.Text) {
		t.Fatalf("%q\n%s\n%+v", text, told(*f), s)
	}
	span := text[f.Offset : int(f.Offset)+f.Length]
	if got := string(s.Text[s.Start:s.End]); got != string(span[:min(len(span), len(got))]) || got == "" && len(span) > 0 && span[0] != '\n' && span[0] != '\r' {
		t.Fatalf("%q\n%s\n%+v shows %q", text, told(*f), s, got)
	}
}
