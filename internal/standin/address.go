package standin

import (
	"bytes"
	"encoding/base64"
	"net/netip"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/personal"
)

// email appends an address at a reserved domain. The '@' may be written %40.
func (m *Maker) email(dst, text []byte) []byte {
	sign, at := "@", bytes.LastIndexByte(text, '@')
	if at < 0 {
		if sign, at = "%40", bytes.LastIndex(text, []byte("%40")); at < 0 {
			return m.plain(dst, text, false)
		}
	}
	if personal.IsReservedHost(text[at+len(sign):]) {
		return append(dst, text...)
	}
	m.word = append(append(append(m.word[:0], text[:at]...), '@'), text[at+len(sign):]...)
	bits := m.draw(ofEmail, bytes.ToLower(m.word))
	dst = appendSyllable(appendSyllable(dst, latinFirst, &bits), latinLast, &bits)
	dst = appendSyllable(append(dst, '.'), latinFirst, &bits)
	dst = strconv.AppendUint(dst, bits%1000, 10)
	return append(append(dst, sign...), "example.com"...)
}

// ip appends the stand-in of an IP address.
func (m *Maker) ip(dst, text []byte) []byte {
	if ip, ok := personal.ParseIP(text); ok {
		return m.address(dst, text, ip)
	}
	return append(dst, text...)
}

// address appends an address of a network for documentation in the place of an
// IP address and its text. The service's own address is nobody's.
func (m *Maker) address(dst, text []byte, ip netip.Addr) []byte {
	if isKept(ip.Unmap()) || string(text) == catalog.WebhookSender {
		return append(dst, text...)
	}
	six := ip.Is6()
	ip = ip.Unmap()
	raw := ip.As16()
	bits := m.draw(ofIP, raw[:])
	if ip.Is4() {
		net := [...]string{"192.0.2.", "198.51.100.", "203.0.113."}[bits%3]
		if six {
			dst = append(dst, "::ffff:"...)
		}
		return strconv.AppendUint(append(dst, net...), 1+bits>>8%254, 10)
	}
	dst = append(dst, "2001:db8:"...)
	groups := 6
	if bytes.Contains(text, []byte("::")) {
		dst, groups = append(dst, ':'), 3
	}
	for i := range groups {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = strconv.AppendUint(dst, 0x1000+bits&0x7fff, 16)
		bits = bits>>9 | bits<<55
	}
	return dst
}

// isKept reports whether an address is one of the networks for documentation, or
// no machine's in particular.
func isKept(ip netip.Addr) bool {
	if ip.IsUnspecified() || ip.IsLoopback() {
		return true
	}
	if ip.Is4() {
		b := ip.As4()
		net := [3]byte(b[:3])
		return net == [3]byte{192, 0, 2} || net == [3]byte{198, 51, 100} || net == [3]byte{203, 0, 113}
	}
	b := ip.As16()
	return b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8 || b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10
}

// link appends an address on the web, at a reserved host, with the ending of the
// file's name.
func (m *Maker) link(dst, text []byte) []byte {
	scheme := bytes.Index(text, []byte("://"))
	if scheme < 0 {
		return m.plain(dst, text, false)
	}
	path := text[scheme+3:]
	host := path
	if i := bytes.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if i := bytes.IndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	if personal.IsReservedHost(host) && isMadePath(path[len(host):]) {
		return append(dst, text...)
	}
	if i := bytes.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	bits := m.draw(ofImage, path)
	dst = append(append(dst, text[:scheme]...), "://files.example.com/"...)
	for i := 60; i >= 0; i -= 4 {
		dst = append(dst, "0123456789abcdef"[bits>>i&15])
	}
	if dot := bytes.LastIndexByte(path, '.'); dot > len(host) && len(path)-dot <= 5 && isASCIIWord(path[dot+1:]) {
		dst = append(dst, path[dot:]...)
	}
	return dst
}

// isMadePath reports whether the path of an address at a reserved host says
// nothing: a number, or no more than a word.
func isMadePath(path []byte) bool { return !bytes.ContainsAny(path, "?@&=%") }

func isASCIIWord(text []byte) bool {
	for _, c := range text {
		if c-'0' >= 10 && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return len(text) > 0
}

// The smallest images: a pixel of nothing.
const (
	pixelPNG  = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
	pixelGIF  = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
	pixelWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA="
	pixelJPEG = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)

// images are what Base64 of a format begins with, and the pixel.
func images() [8][2]string {
	return [...][2]string{
		{"iVBORw0KGgo", pixelPNG}, {"/9j/", pixelJPEG}, {"R0lGOD", pixelGIF}, {"UklGR", pixelWebP},
		{"Qk0", pixelPNG}, {"SUkqAA", pixelPNG}, {"TU0AKg", pixelPNG}, {"AAAA", pixelPNG},
	}
}

// IsImage reports whether a text is an image in Base64, with or without what
// makes it an address ("data:image/png;base64,").
func IsImage(text []byte) bool {
	_, _, ok := splitImage(text)
	return ok
}

// splitImage splits a text before an image, and tells the pixel of its format.
func splitImage(text []byte) (head []byte, pixel string, ok bool) {
	body := text
	if bytes.HasPrefix(text, []byte("data:")) {
		comma := bytes.IndexByte(text[:min(len(text), 128)], ',')
		if comma < 0 || !bytes.Contains(text[:comma], []byte("base64")) {
			return nil, "", false
		}
		head, body = text[:comma+1], text[comma+1:]
	}
	const shortest = 48 // of what holds more than the head of a file
	if len(body) < shortest {
		return nil, "", false
	}
	for _, format := range images() {
		if bytes.HasPrefix(body, []byte(format[0])) && isBase64(body) && (format[0] != "AAAA" || head != nil || bytes.Contains(decoded(body[:shortest]), []byte("ftyp"))) {
			return head, format[1], true
		}
	}
	if head == nil {
		return nil, "", false
	}
	return head, pixelPNG, true
}

func decoded(text []byte) []byte {
	out, _ := base64.StdEncoding.AppendDecode(nil, text)
	return out
}

func isBase64(text []byte) bool {
	for _, c := range text {
		if !isASCIIWord([]byte{c}) && bytes.IndexByte([]byte("+/-_=\r\n"), c) < 0 {
			return false
		}
	}
	return true
}

// image appends the stand-in of what says where an image is, or is one.
func (m *Maker) image(dst, text []byte) []byte {
	if head, pixel, ok := splitImage(text); ok {
		return append(append(dst, head...), pixel...)
	}
	return m.text(dst, text, false)
}
