package jsonscan

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// LineColumn returns the place of a byte offset as people and editors count:
// both from 1, columns in characters (a byte that is not UTF-8 counts as one).
// Lines end with LF, CR LF or CR; a byte order mark takes no column.
func LineColumn(data []byte, offset int) (line, column int) {
	offset = min(max(offset, 0), len(data))
	before := data[:offset]
	// Looking one byte further keeps an LF on the line that its CR ends.
	breaks := bytes.Count(before, []byte{'\n'}) + bytes.Count(before, []byte{'\r'}) -
		bytes.Count(data[:min(offset+1, len(data))], []byte("\r\n"))
	if offset < len(data) && data[offset] == '\n' && bytes.HasSuffix(before, []byte{'\r'}) {
		before = before[:offset-1]
	}
	start := max(bytes.LastIndexByte(before, '\n'), bytes.LastIndexByte(before, '\r')) + 1
	if start == 0 && bytes.HasPrefix(data, []byte(utf8BOM)) {
		start = min(len(utf8BOM), offset)
	}
	return breaks + 1, utf8.RuneCount(data[start:offset]) + 1
}

// Pointer returns the RFC 6901 JSON Pointer of node i: "" for the whole value.
func (d *Document) Pointer(i int) string {
	if i <= 0 || i >= len(d.Nodes) {
		return ""
	}
	var b []byte
	for at := 0; at != i; {
		index := 0
		for c := range d.Children(at) {
			if i < d.Nodes[c].Next {
				b = append(b, '/')
				if d.Nodes[at].Kind == Array {
					b = strconv.AppendInt(b, int64(index), 10)
				} else {
					b = append(b, pointerEscape(d.Name(c))...)
				}
				at = c
				break
			}
			index++
		}
	}
	return string(b)
}

func pointerEscape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}
