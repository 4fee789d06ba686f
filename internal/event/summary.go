package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// piece is literal text, or the path of a value to put in.
type piece struct {
	text  string
	path  string
	names []uint8 // the numbers of the names in path
}

// summary splits a catalogue sentence at its {path} placeholders.
func (t *Tree) summary(sentence string) []piece {
	var pieces []piece
	for sentence != "" {
		open := strings.IndexByte(sentence, '{')
		end := strings.IndexByte(sentence, '}')
		if open < 0 || end < open {
			return append(pieces, piece{text: sentence})
		}
		value := piece{path: sentence[open+1 : end]}
		for name := range strings.SplitSeq(value.path, ".") {
			value.names = append(value.names, t.Names.Number(name))
		}
		pieces = append(pieces, piece{text: sentence[:open]}, value)
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
		} else if i, ok := d.find(p.names); ok && d.doc.Nodes[i].Kind != jsonscan.Null {
			d.text = d.doc.AppendText(d.text, i)
		} else if p.path == "submission_id" { // it may be there in another case
			d.text = append(d.text, orUnknown(d.facts.event.SubmissionID)...)
		} else {
			d.text = append(d.text, '?')
		}
	}
	return d.facts.texts.keep(d.text)
}

// find resolves a path of member names, given by their numbers.
func (d *Decoder) find(names []uint8) (node int, ok bool) {
	for _, name := range names {
		if node, ok = d.doc.Member(node, name); !ok {
			return 0, false
		}
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
