package source

import "bytes"

// row is the record of a row whose first line r ends within a quoted cell.
func (s *stream) row(data []byte, r record) record {
	for end := r.end; end-r.start <= s.longest(); {
		n := bytes.IndexByte(data[end:], '\n')
		if n < 0 && !s.final() {
			return record{}
		}
		next := end + n + 1
		if n < 0 {
			next = len(data)
		}
		if bytes.Count(data[end:next], []byte{'"'})%2 == 1 {
			end = r.start + len(bytes.TrimRight(data[r.start:next], "\r\n"))
			return record{kind: jsonValue, start: r.start, end: end}
		}
		if next == end {
			break
		}
		end = next
	}
	return r // the quote is never closed
}

// headerBytes is how much is kept of the first line of a text.
const headerBytes = 4 << 10

// headerOf is the first line of a text, for all the payloads that follow.
func headerOf(data []byte) []byte {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(data, bom), []byte{'\n'})
	line = bytes.TrimSuffix(line, []byte{'\r'})
	return bytes.Clone(line[:min(len(line), headerBytes)])
}
