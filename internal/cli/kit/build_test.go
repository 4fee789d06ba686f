package kit

import "testing"

func TestSourceVersion(t *testing.T) {
	t.Parallel()
	for module, want := range map[string]string{
		"v1.2.3": "1.2.3", "v1.2.4-0.20260101000000-1a2b3c4d5e6f": "1.2.4-0.20260101000000-1a2b3c4d5e6f", "(devel)": "dev", "": "dev",
	} {
		t.Run(module, func(t *testing.T) {
			t.Parallel()
			if got := sourceVersion(module); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
