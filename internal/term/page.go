package term

import "iter"

// Headline prints what the block below is about, and dimmed beside it, or under it
// where it does not fit, what kind of thing that is or where it is from. It is set in
// by indent columns.
func (s *IO) Headline(name Cell, about string, indent int) {
	style := name.Style
	name.Style = func(text string) string {
		if style != nil {
			text = style(text)
		}
		return s.out.Bold(text)
	}
	name.Text = s.clean(name.Text)
	if Width(name.Text) > s.width-indent {
		s.Paragraph(name, indent)
		s.Paragraph(S(s.out.Faint, about), indent+gap)
		return
	}
	out, _ := appendCell(nil, indent, name.Style, name.Text, Width(name.Text), 0, false)
	s.beside(out, indent+Width(name.Text), S(s.out.Faint, about), indent+gap)
}

// beside ends a line of used columns with a remark, which stands under it, set in by
// hang, where it does not fit.
func (s *IO) beside(line []byte, used int, remark Cell, hang int) {
	remark.Text = s.clean(remark.Text)
	if remark.Text != "" && used+gap+Width(remark.Text) <= s.width {
		line, _ = appendCell(line, gap, remark.Style, remark.Text, Width(remark.Text), 0, false)
		remark.Text = ""
	}
	_, _ = s.Out.Write(append(line, '\n')) // a failure shows at the end of the run
	s.Paragraph(remark, hang)
}

// Paragraph prints a text on lines of its own, set in by indent columns. An empty
// text prints nothing.
func (s *IO) Paragraph(text Cell, indent int) {
	var out []byte
	if text.Text = s.clean(text.Text); text.Text == "" {
		return
	}
	for _, line := range Wrap(text.Text, max(1, min(textWidth, s.width-indent))) {
		out, _ = appendCell(out, indent, text.Style, line, Width(line), 0, false)
		out = append(out, '\n')
	}
	_, _ = s.Out.Write(out) // a failure shows at the end of the run
}

// Item prints a text beside its mark, which takes width columns, and behind the text,
// or under it where that does not fit, a remark. Further lines hang under the text.
func (s *IO) Item(mark Cell, width int, text, remark Cell) {
	lines := Wrap(s.clean(text.Text), max(1, min(textWidth, s.width-width)))
	out, blank := appendCell(nil, 0, mark.Style, mark.Text, Width(mark.Text), width, false)
	for n, line := range lines {
		if n > 0 {
			out, blank = append(out, '\n'), width
		}
		out, _ = appendCell(out, blank, text.Style, line, Width(line), 0, false)
	}
	s.beside(out, width+Width(lines[len(lines)-1]), remark, width)
}

// Sum prints what the report above comes to.
func (s *IO) Sum(text string) { s.Println("\n" + Hang(text, gap, s.width)) }

// JSON prints a JSON text set in by indent columns. It is broken between its tokens
// alone, so that it is still JSON where it is copied: a name or a text that is wider
// than a line stays whole.
func (s *IO) JSON(text string, indent int) {
	var out []byte
	line, used := "", 0
	end := func() {
		out = append(append(appendBlank(out, indent), line...), '\n')
		line, used = "", 0
	}
	for token := range jsonTokens(s.clean(text)) {
		width := Width(token)
		if line != "" && used+width > s.width-indent {
			end()
		}
		line, used = line+token, used+width
	}
	end()
	_, _ = s.Out.Write(out)
}

// jsonTokens yields the parts of a JSON text between which it may be broken: each
// ends behind a comma, a colon or an opening bracket.
func jsonTokens(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		quoted, begin := false, 0
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '\\' && quoted:
				i++
			case c == '"':
				quoted = !quoted
			case !quoted && (c == ',' || c == ':' || c == '{' || c == '['):
				if !yield(text[begin : i+1]) {
					return
				}
				begin = i + 1
			}
		}
		yield(text[begin:])
	}
}
