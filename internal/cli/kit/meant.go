package kit

import (
	"net"
	"net/netip"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/say"
)

// Belongs says which flag an argument was meant for, where it Fits.
type Belongs struct {
	Flag string // without its dashes
	Fits func(arg string) bool
}

// NoArgsBut refuses arguments, and names the flag that an argument was meant for.
func NoArgsBut(flags ...Belongs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		f := Usagef("%s takes no argument, got %q", cmd.CommandPath(), args[0])
		if taken := takenFlag(cmd); taken != nil {
			return taken
		}
		if flag := waitingFlag(cmd); flag != nil && IsAddress(args[0]) {
			return f.WithHint("--%s=%s", flag.Name, ShellWord(args[0]))
		} else if flag != nil {
			return BadAddress("--"+flag.Name, args[0], flag.NoOptDefVal)
		}
		for _, b := range flags {
			if b.Fits(args[0]) {
				return f.Then(MeantFor(b.Flag, args[0]))
			}
		}
		if keys.LooksLikeKey(args[0]) && !IsAddress(args[0]) {
			return Usagef("%s takes no argument, and this one looks like a key: it is not shown", cmd.CommandPath()).
				WithHint("'argosctl auth login' asks for a key, and stores it")
		}
		return f.WithHint("%s", UsageLine(cmd))
	}
}

// NoArgs refuses arguments.
func NoArgs(cmd *cobra.Command, args []string) error { return NoArgsBut()(cmd, args) }

// MeantFor is the hint that an argument belongs behind a flag.
func MeantFor(flag, arg string) say.Message {
	return say.Textf("use --%[1]s for it: --%[1]s %[2]s", flag, ShellWord(arg))
}

// waitingFlag is a flag that can do without a value and got none: the next word was
// meant to be it. It is nil where there is none.
func waitingFlag(cmd *cobra.Command) (waiting *pflag.Flag) {
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if flag.NoOptDefVal != "" && flag.Value.Type() != "bool" && flag.Value.String() == flag.NoOptDefVal {
			waiting = flag
		}
	})
	return waiting
}

// takenFlag is the error for a flag without its value, which took the flag behind it
// for one; nil where none did.
func takenFlag(cmd *cobra.Command) (f *Failure) {
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		values := []string{flag.Value.String()}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, value := range values {
			name, _, _ := strings.Cut(value, "=")
			name, dashed := strings.CutPrefix(name, "--")
			if dashed && cmd.Flags().Lookup(name) != nil {
				f = Usagef("--%s needs a value, got the flag %s", flag.Name, value).Then(useFlag(flag))
			}
		}
	})
	return f
}

// FlagsHaveValues refuses a flag that took the flag behind it for its value.
func FlagsHaveValues(cmd *cobra.Command) error {
	if f := takenFlag(cmd); f != nil {
		return f
	}
	return nil
}

// address is a URL of HTTP, or HOST:PORT with or without a path.
var address = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:https?://[^\s@]+|(?:[A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}(?:/[^\s@]*)?)$`)
}}

// IsAddress reports whether an argument is an address, and no name or path. One with
// credentials is none: it is not to be repeated.
func IsAddress(arg string) bool { return address.Get().MatchString(arg) }

// BadAddress is the error for a value that is no HOST:PORT. flag has its dashes, and
// usual is its default, of which the value may have left out a part.
func BadAddress(flag, value, usual string) *Failure {
	f := Usagef("%s is %q, expected HOST:PORT", flag, value)
	host, port, err := net.SplitHostPort(usual)
	if err != nil {
		return f
	}
	if _, rest, ok := strings.Cut(value, "://"); ok {
		value, _, _ = strings.Cut(rest, "/")
	}
	if at := net.JoinHostPort(host, value); isPort(at) {
		return f.WithHint("%s=%s", flag, at)
	}
	if _, err := netip.ParseAddr(value); err == nil || value == "localhost" {
		return f.WithHint("%s=%s", flag, net.JoinHostPort(value, port))
	}
	if isPort(value) {
		return f.WithHint("%s=%s", flag, value)
	}
	return f
}

func isPort(hostPort string) bool {
	_, err := netip.ParseAddrPort(hostPort)
	return err == nil || strings.HasPrefix(hostPort, "localhost:")
}
