package testkit

import (
	"os"
	"strconv"
	"testing"
)

// Rounds is how often a property is tried: what ARGOSCTL_ROUNDS says, else
// usual, scaled.
func Rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("ARGOSCTL_ROUNDS")); err == nil {
		return n
	}
	return Scaled(usual)
}

// Scaled is n, or a tenth of it under the race detector: that looks for races,
// which show in a few rounds, and makes each round many times slower. The run
// without it does all of them.
func Scaled(n int) int {
	if Race {
		return max(1, n/10)
	}
	return n
}

// NotUnderRace skips a test under the race detector, which makes it measure itself
// or take minutes. The run without it does it.
func NotUnderRace(t testing.TB, why string) {
	t.Helper()
	if Race {
		t.Skip("not under the race detector: " + why)
	}
}
