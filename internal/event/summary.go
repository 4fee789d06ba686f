package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// piece is literal text, or the path of a value to put in.
type piece struct {
	text string
	path string
}

// parseSummary splits a catalogue sentence at its {path} placeholders.
func parseSummary(sentence string) []piece {
	var pieces []piece
	for sentence != "" {
		open := strings.IndexByte(sentence, '{')
		end := strings.IndexByte(sentence, '}')
		if open < 0 || end < open {
			return append(pieces, piece{text: sentence})
		}
		pieces = append(pieces, piece{text: sentence[:open]}, piece{path: sentence[open+1 : end]})
		sentence = sentence[end+1:]
	}
	return pieces
}

// summary fills in the sentence; what the payload does not say shows as "?".
func (d *Decoder) summary(pieces []piece) string {
	d.text = d.text[:0]
	for _, p := range pieces {
		if p.path == "" {
			d.text = append(d.text, p.text...)
		} else if i, ok := d.find(p.path); ok && d.doc.Nodes[i].Kind != jsonscan.Null {
			d.text = d.doc.AppendText(d.text, i)
		} else if p.path == "submission_id" { // it may be there in another case
			d.text = append(d.text, orUnknown(d.facts.event.SubmissionID)...)
		} else {
			d.text = append(d.text, '?')
		}
	}
	return string(d.text)
}

// find resolves a path of plain member names.
func (d *Decoder) find(path string) (node int, ok bool) {
	for path != "" {
		name, rest, _ := strings.Cut(path, ".")
		if node, ok = d.doc.Get(node, name); !ok {
			return 0, false
		}
		path = rest
	}
	return node, ok
}

func orUnknown(text string) string {
	if text == "" {
		return "?"
	}
	return text
}

func sealedSummary() catalog.Text {
	return catalog.Text{
		En: "This webhook body is encrypted; the project's API key opens it.",
		Ko: "암호화된 웹훅 본문입니다. 프로젝트의 API 키로 복호화할 수 있습니다.",
	}
}

func unknownSummary() catalog.Text {
	return catalog.Text{
		En: "Event %q, which is not in the catalogue, about submission %s.",
		Ko: "카탈로그에 없는 이벤트 %q입니다(제출 건 %s).",
	}
}
