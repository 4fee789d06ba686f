package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// piece is literal text and then a value, or nothing.
type piece struct {
	text  string
	json  []byte  // the text as it stands within a JSON string
	names []uint8 // the numbers of the names on the way to the value, nil for none
	fact  fact    // what else may tell the value
}

// summary splits the sentence of an event's payload at its {path} placeholders.
func (t *Tree) summary(root *Object, sentence string) (pieces []piece) {
	for sentence != "" {
		text, rest, found := strings.Cut(sentence, "{")
		p := textPiece(text)
		if found {
			text, rest, _ = strings.Cut(rest, "}")
			for name := range strings.SplitSeq(text, ".") {
				p.names = append(p.names, t.Names.Number(name))
			}
			if n := root.at(text); n >= 0 && root.Members[n].fact == submissionID {
				p.fact = submissionID // it may be there in another case
			}
		}
		pieces, sentence = append(pieces, p), rest
	}
	return pieces
}

func textPiece(text string) piece {
	quoted := jsonscan.AppendQuoted(nil, text)
	return piece{text: text, json: quoted[1 : len(quoted)-1]}
}

// valueOf is the node of the value of a piece, 0 where the payload does not say
// it.
func (e *Event) valueOf(p *piece) (node int) {
	ok := true
	for i := 0; i < len(p.names) && ok; i++ {
		node, ok = e.Doc.Member(node, p.names[i])
	}
	switch {
	case ok && e.Doc.Nodes[node].Kind != jsonscan.Null:
		return node
	case e.textOf(p.fact) != "":
		return int(e.told[p.fact])
	default:
		return 0
	}
}

// Summary is the headline, in the Decoder's language; what the payload does not
// say shows as "?".
func (e *Event) Summary() string {
	var text []byte
	for i := range e.summary {
		p := &e.summary[i]
		if text = append(text, p.text...); p.names == nil {
			continue
		}
		if node := e.valueOf(p); node > 0 {
			text = e.Doc.AppendText(text, node)
		} else {
			text = append(text, '?')
		}
	}
	return string(text)
}

// appendSummary appends the headline as JSON.
func (e *Event) appendSummary(dst []byte) []byte {
	dst = append(dst, '"')
	for i := range e.summary {
		p := &e.summary[i]
		if dst = append(dst, p.json...); p.names == nil {
			continue
		}
		node := e.valueOf(p)
		if node == 0 {
			dst = append(dst, '?')
			continue
		}
		start := len(dst)
		dst = e.appendString(dst, node)
		dst = dst[:start+copy(dst[start:], dst[start+1:len(dst)-1])] // without its quotes
	}
	return append(dst, '"')
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
