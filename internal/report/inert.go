package report

import "bytes"

// inert breaks what the runner of GitHub Actions would obey in a line of its
// log: a line that starts with "::", blanks aside, and "##[" anywhere. Names,
// values and source lines are not ours, so they could hide findings or raise
// false ones. The zero width space leaves carets where they stand.
func inert(text []byte) []byte {
	if !bytes.Contains(text, []byte("::")) && !bytes.Contains(text, []byte("##[")) {
		return text
	}
	var out []byte
	for line := range bytes.Lines(text) {
		if command := bytes.TrimSpace(line); bytes.HasPrefix(command, []byte("::")) {
			line = bytes.Replace(line, []byte("::"), []byte(":\u200b:"), 1)
		}
		out = append(out, bytes.ReplaceAll(line, []byte("##["), []byte("##\u200b["))...)
	}
	return out
}
