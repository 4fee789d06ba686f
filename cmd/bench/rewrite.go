package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// rewrite turns an archive of samples into that of a profile, line by line:
// the edit first, then the style. The zero value copies.
type rewrite struct {
	with  []string                        // half as many payloads of this sample stand between those of the mix
	edit  func([]byte, *rand.Rand) []byte // of a compact payload; nil from it leaves the payload out
	style style
	array bool // the payloads are the elements of one array
}

// style is how payloads are spelled.
type style struct {
	space   bool // a blank after each comma and colon
	escape  bool // \u escapes in string values: of all that is not ASCII, and of one ASCII character in sixteen
	shuffle bool // the members of each object in random order
}

// profile makes the archive of a profile, once: a fifth of the payloads of the
// other sections. The same argosctl gives the same bytes.
func (b *bench) profile(p profile) (path string, size int64, err error) {
	ending := ".ndjson"
	if p.array {
		ending = ".json"
	}
	n := max(10, b.lines/5)
	path = filepath.Join(b.dir, fmt.Sprintf("profile-%s-v%d-%d%s", p.name, profilesVersion, n, ending))
	return made(path, func(out io.Writer) error {
		var sources []*bufio.Reader
		for _, sample := range []struct {
			n    int
			args []string
		}{{n, []string{"all"}}, {n / 2, p.with}} {
			if sample.args == nil {
				continue
			}
			path, _, err := b.archive(sample.n, sample.args...)
			if err != nil {
				return err
			}
			in, err := os.Open(path)
			if err != nil {
				return err
			}
			defer func() { _ = in.Close() }()
			sources = append(sources, bufio.NewReaderSize(in, 1<<20))
		}
		return p.lines(out, sources)
	})
}

// lines writes what it makes of the lines of the sources, taken in turn.
func (r rewrite) lines(out io.Writer, sources []*bufio.Reader) error {
	w := bufio.NewWriterSize(out, 1<<20) // keeps the first error for Flush
	speller := speller{style: r.style, dice: rand.New(rand.NewPCG(1, profilesVersion))}
	begin, between, end := "", "\n", "\n"
	if r.array {
		begin, between, end = "[", ",", "]\n"
	}
	for turn := 0; len(sources) > 0; turn++ {
		at := turn % len(sources)
		line, err := sources[at].ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			sources = append(sources[:at:at], sources[at+1:]...)
			continue
		} else if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\n")
		if r.edit != nil {
			line = r.edit(line, speller.dice)
		}
		if line == nil {
			continue
		}
		if r.style != (style{}) {
			if line, err = speller.spell(line); err != nil {
				return err
			}
		}
		_, _ = w.WriteString(begin)
		_, _ = w.Write(line)
		begin = between
	}
	_, _ = w.WriteString(end)
	return w.Flush()
}

// addUndocumented appends a member that no page of the service names.
func addUndocumented(line []byte, dice *rand.Rand) []byte {
	line = append([]byte(nil), line[:len(line)-1]...)
	line = append(line, `,"project_ref":"prj_`...)
	line = strconv.AppendUint(line, dice.Uint64(), 36)
	return append(line, `"}`...)
}

// emptyCustomField takes the text out of the first custom field.
func emptyCustomField(line []byte, _ *rand.Rand) []byte {
	before, rest, found := bytes.Cut(line, []byte(`"cf1":"`))
	_, after, closed := bytes.Cut(rest, []byte(`"`))
	if !found || !closed {
		return nil
	}
	return fmt.Appendf(nil, `%s"cf1":""%s`, before, after)
}

// listAsObject makes additional_list the object that the older guide shows:
// its first element.
func listAsObject(line []byte, _ *rand.Rand) []byte {
	before, rest, found := bytes.Cut(line, []byte(`"additional_list":[`))
	list, after, closed := bytes.Cut(rest, []byte(`]`))
	first, _, full := bytes.Cut(list, []byte(`}`))
	if !found || !closed || !full {
		return line
	}
	return fmt.Appendf(nil, `%s"additional_list":%s}%s`, before, first, after)
}

// dropComma makes a payload no JSON: the comma after its first member is gone.
func dropComma(line []byte, _ *rand.Rand) []byte {
	return bytes.Replace(line, []byte(`,`), []byte(` `), 1)
}

// tinyElements puts ten elements of a few bytes in the place of a payload.
func tinyElements([]byte, *rand.Rand) []byte { return []byte(`{},[],1,"",null,{},[],2,"x",true`) }

// speller writes payloads in a style. It is not safe for concurrent use.
type speller struct {
	style
	dice *rand.Rand
	doc  jsonscan.Document
	out  []byte
}

// spell returns the payload in the style. The bytes last until the next call.
func (s *speller) spell(payload []byte) ([]byte, error) {
	if !s.doc.Parse(payload) {
		return nil, fmt.Errorf("the sample is not JSON: %.80s", payload)
	}
	s.out = s.out[:0]
	s.value(0)
	return s.out, nil
}

func (s *speller) value(i int) {
	switch node := s.doc.Nodes[i]; {
	case node.Kind == jsonscan.Object:
		s.container(i, '{', '}')
	case node.Kind == jsonscan.Array:
		s.container(i, '[', ']')
	case node.Kind == jsonscan.String && s.escape:
		s.escaped(s.doc.Text(i))
	default:
		s.out = append(s.out, s.doc.Raw(i)...)
	}
}

func (s *speller) container(i int, begin, end byte) {
	var children []int
	for child := range s.doc.Children(i) {
		children = append(children, child)
	}
	if s.shuffle && begin == '{' {
		s.dice.Shuffle(len(children), func(a, b int) { children[a], children[b] = children[b], children[a] })
	}
	s.out = append(s.out, begin)
	for n, child := range children {
		if n > 0 {
			s.token(',')
		}
		if begin == '{' {
			node := s.doc.Nodes[child]
			s.out = append(s.out, s.doc.Data[node.KeyStart:node.KeyEnd]...)
			s.token(':')
		}
		s.value(child)
	}
	s.out = append(s.out, end)
}

func (s *speller) token(c byte) {
	if s.out = append(s.out, c); s.space {
		s.out = append(s.out, ' ')
	}
}

func (s *speller) escaped(text string) {
	s.out = append(s.out, '"')
	for _, r := range text {
		switch {
		case r > 0xffff:
			r -= 0x10000
			s.out = fmt.Appendf(s.out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		case r >= utf8.RuneSelf || r < ' ' || r == '"' || r == '\\' || s.dice.IntN(16) == 0:
			s.out = fmt.Appendf(s.out, `\u%04x`, r)
		default:
			s.out = append(s.out, byte(r))
		}
	}
	s.out = append(s.out, '"')
}
