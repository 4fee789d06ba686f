package term

// Labels is a list of labels and texts, which hang under each other. On a
// narrow terminal a long text goes below its label.
type Labels struct {
	lines []labelled
}

type labelled struct {
	label string
	text  Cell
}

// Line adds a text under its label, and nothing where it is empty.
func (l *Labels) Line(label string, text Cell) {
	if text.Text != "" {
		l.lines = append(l.lines, labelled{label, text})
	}
}

// Labels prints l to Out, set in by indent columns.
func (s *IO) Labels(l *Labels, indent int) error {
	width := 0
	for _, line := range l.lines {
		width = max(width, Width(line.label))
	}
	var out []byte
	for _, line := range l.lines {
		text := s.clean(line.text.Text)
		room := min(textWidth, s.width-indent-width-gap)
		below := s.width < recordsUnder && Width(text) > room
		if below {
			room = s.width - indent - gap
		}
		out = appendBlank(out, indent)
		out = append(out, s.out.Faint(line.label)...)
		blank := width - Width(line.label) + gap
		for n, part := range Wrap(text, max(room, 1)) {
			switch {
			case below:
				out = append(out, '\n')
				blank = indent + gap
			case n > 0:
				out = append(out, '\n')
				blank = indent + width + gap
			}
			out, _ = appendCell(out, blank, line.text.Style, part, Width(part), 0, false)
		}
		out = append(out, '\n')
	}
	_, err := s.Out.Write(out)
	return err
}
