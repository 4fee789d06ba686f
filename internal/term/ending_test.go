package term

import "testing"

func TestEnding(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		tty   bool
		parts []string
		want  string
	}{
		{"on a terminal", true, []string{"{", "}"}, "{}\n"},
		{"with a line break", true, []string{"{}\n", ""}, "{}\n"},
		{"nothing", true, nil, ""},
		{"in a pipe", false, []string{"{}"}, "{}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			streams, out, _ := Buffers("")
			streams.OutTTY = tt.tty
			e := streams.Ending()
			for _, part := range tt.parts {
				if _, err := e.Write([]byte(part)); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				if err := e.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if got := out.String(); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
