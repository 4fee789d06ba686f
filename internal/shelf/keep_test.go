package shelf

import "testing"

// TestKeepReplaces: a value that is put again takes the place of the one before, also
// in what is counted; one that was let go does not come back.
func TestKeepReplaces(t *testing.T) {
	k := NewKeep[string](10)
	k.Put(0, 6, "waiting")
	k.Put(0, 2, "answered")
	if got, ok := k.Get(0); got != "answered" || !ok {
		t.Errorf("Get(0) = %q, %v", got, ok)
	}
	k.Put(1, 8, "next")
	if got, ok := k.Get(0); got != "answered" || !ok {
		t.Errorf("with 2 of 10 bytes beside 8, Get(0) = %q, %v", got, ok)
	}
	k.Put(2, 5, "last")
	k.Put(0, 1, "late")
	if got, ok := k.Get(0); ok {
		t.Errorf("what was let go came back: %q", got)
	}
	if got, ok := k.Get(2); got != "last" || !ok || k.Dropped() != 2 {
		t.Errorf("Get(2) = %q, %v; dropped %d, want 2", got, ok, k.Dropped())
	}
}
