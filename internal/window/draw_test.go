package window

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestAxis(t *testing.T) {
	t.Parallel()
	since := axis{name: "since", width: wideAxis}
	clock := axis{name: "clock", width: wideAxis, from: begin, span: 4 * hour}
	for _, tt := range []struct {
		name string
		axis axis
		at   time.Duration // after the life began, which is an hour after the clock's first
		want string
	}{
		{"the beginning", since, 0, "0"},
		{"a minute", since, minute, "43.3"},
		{"a day", since, 24 * hour, "454.4"},
		{"the end", since, 7 * 24 * hour, "576"},
		{"after the end", since, 70 * 24 * hour, "576"},
		{"before the beginning", since, -hour, "0"},
		{"an hour by the clock", clock, 0, "144"},
		{"the end by the clock", clock, 3 * hour, "576"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			began := begin.Add(hour)
			if got := px(tt.axis.x(began, began.Add(tt.at))); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		axis axis
		lang string
		want string
	}{
		{"wide", axis{name: "since", width: wideAxis}, "en", "0 1 min 5 min 15 min 1 h 6 h 24 h 7 d"},
		{"narrow, Korean", axis{name: "since", width: narrowAxis}, "ko", "0 5분 1시간 6시간 24시간 7일"},
		{"a minute", axis{name: "clock", width: wideAxis, from: begin, span: minute}, "en", "04-14 02:11 04-14 02:12"},
		{"a day", axis{name: "clock", width: wideAxis, from: begin, span: 24 * hour}, "en", "04-14 06:00 04-14 12:00 04-14 18:00 04-15 00:00"},
		{"ten years", axis{name: "clock", width: narrowAxis, from: begin, span: 87600 * hour}, "en", "2027-08-28 2031-08-27 2035-08-26"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, tick := range tt.axis.ticks(tt.lang) {
				got = append(got, tick.Text)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%q, want %q", strings.Join(got, " "), tt.want)
			}
		})
	}
}

// TestPlaces: glyphs stand in their order, apart, and on the axis, whatever the times.
func TestPlaces(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		all := make([]spot, 1+r.IntN(mostMarks))
		at := begin
		for i := range all {
			at = at.Add(time.Duration(r.Int64N(int64(1) << r.IntN(52))))
			if all[i].at = at; r.IntN(5) == 0 {
				all[i].at = time.Time{}
			}
		}
		for _, width := range []float64{wideAxis, narrowAxis} {
			places := axis{name: "since", width: width}.places(begin, all)
			for i, x := range places {
				if x < 0 || x > width+0.01 || i > 0 && x < places[i-1]+apart-0.01 {
					t.Fatalf("%v on %v", places, width)
				}
			}
		}
	}
}

func TestDraw(t *testing.T) {
	t.Parallel()
	wide, narrow := axis{name: "since", width: wideAxis}, axis{name: "since", width: narrowAxis}
	manyRetries := []step{{"created", 0}}
	for i := range 9 {
		manyRetries = append(manyRetries, step{"retry:no_face", time.Duration(i+1) * 20 * sec})
	}
	for _, tt := range []struct {
		name    string
		axis    axis
		outcome string
		steps   []step
		want    string // lines, glyphs and codes
	}{
		{
			"rejected after a retry", wide, "rejected", []step{{"created", 0}, {"retry:glare_detected", 71 * sec}, {"rejected:other", 225 * sec}},
			"s0-48.8 s48.8-97.4 | created@0 retry@48.8 rejected@97.4 | glare_detected@43.8,15 other@110.4,38",
		},
		{
			"waits for a reviewer", wide, "pending", []step{{"created", 0}, {"submit", 6 * minute}},
			"s0-121.6 r121.6-454.4 | created@0 submit@121.6 open-r@454.4 | ",
		},
		{
			"decided, then changed", wide, "approved", []step{{"created", 0}, {"approved", minute}, {"updated", hour}},
			"s0-43.3 d43.3-256.9 | created@0 approved@43.3 updated@256.9 | ",
		},
		{
			"many retries are one", wide, "incomplete", manyRetries,
			"s0-18 s18-454.4 | created@0 retry×9@18 open-s@454.4 | no_face ×9@13,15",
		},
		{
			"a late code has no room behind its glyph", narrow, "rejected", []step{{"created", 0}, {"rejected:left_incomplete", 24 * hour}},
			"s0-269.8 | created@0 rejected@269.8 | left_incomplete@350,53,end",
		},
		{
			"late events keep apart", narrow, "deleted", []step{{"created", 0}, {"approved", 1000 * hour}, {"updated", 1001 * hour}, {"delete", 1002 * hour}},
			"s0-310 d310-326 d326-342 | created@0 approved@310 updated@326 deleted@342 | ",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := lifeOf("6a", "", begin, tt.outcome, "nobody", tt.steps...)
			p := &Page{opts: Options{Lang: "en", AsOf: begin.Add(24 * hour)}}
			d := p.row(&l).draw(tt.axis, p.opts.AsOf)
			var lines, glyphs, codes []string
			for _, l := range d.Lines {
				lines = append(lines, l.Who+l.From+"-"+l.To)
			}
			for _, g := range d.Glyphs {
				glyphs = append(glyphs, g.Glyph+g.Times+"@"+g.X)
			}
			for _, c := range d.Codes {
				codes = append(codes, strings.TrimSuffix(fmt.Sprintf("%s@%s,%s,%s", c.Text, c.X, c.Y, c.Anchor), ","))
			}
			slices.SortStableFunc(glyphs, func(a, b string) int { return int(placeOf(a)*10) - int(placeOf(b)*10) })
			got := strings.Join(lines, " ") + " | " + strings.Join(glyphs, " ") + " | " + strings.Join(codes, " ")
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func placeOf(glyph string) float64 {
	x, _ := strconv.ParseFloat(glyph[strings.LastIndexByte(glyph, '@')+1:], 64)
	return x
}
