package serve

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Host is a name, or an IP address, that requests may be sent to.
type Host struct {
	name string // lower case; with a dot in front: every name below it
	port string // "" is any
}

// ParseHost reads NAME[:PORT], ADDRESS[:PORT] or .DOMAIN[:PORT], which is
// every name below a domain.
func ParseHost(text string) (Host, error) {
	name, port, ok := splitHost(text)
	_, notAddr := netip.ParseAddr(name)
	domain, below := strings.CutPrefix(name, ".")
	switch {
	case !ok || name == "" || strings.Contains(text, "://"):
		return Host{}, errors.New("expected NAME, NAME:PORT or .DOMAIN")
	case notAddr == nil:
		return Host{name, port}, nil
	case strings.Contains(name, "*"):
		return Host{}, errors.New("* stands for nothing here: .DOMAIN is every name below a domain")
	case below && !strings.Contains(domain, "."):
		return Host{}, errors.New("too wide: .DOMAIN needs at least two labels")
	case !validName(domain):
		return Host{}, errors.New("not the name of a host")
	}
	return Host{name, port}, nil
}

func (h Host) matches(name, port string) bool {
	if h.port != "" && h.port != port {
		return false
	}
	return name == h.name || h.name[0] == '.' && strings.HasSuffix(name, h.name)
}

// validName tells names as they stand in a Host header: letters, digits,
// hyphens, underscores and dots.
func validName(name string) bool {
	for label := range strings.SplitSeq(name, ".") {
		if label == "" {
			return false
		}
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
	})
}

// splitHost splits HOST[:PORT] as it stands in a Host header: the host in
// lower case, without brackets and the dot at its end, and its port, "" where
// there is none.
func splitHost(text string) (name, port string, ok bool) {
	name = text
	bare := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	addr, err := netip.ParseAddr(text)
	switch {
	case err == nil:
		name = addr.String()
	case bare:
		name = text[1 : len(text)-1]
	case strings.Contains(text, ":"):
		if name, port, err = net.SplitHostPort(text); err != nil {
			return "", "", false
		}
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", "", false
		}
	}
	return strings.ToLower(strings.TrimSuffix(name, ".")), port, true
}

// local tells names and addresses of this machine that need no resolver:
// RFC 6761 keeps localhost, and what is below it, on the machine.
func local(name string) bool {
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback() || name == "localhost" || strings.HasSuffix(name, ".localhost")
}
