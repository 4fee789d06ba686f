package sample

import (
	"strings"
	"time"
)

// story is one course that submissions take: the events in order, each with
// its variant ("event/variant", or the event alone for its first one), and how
// often it is drawn compared with the others.
type story struct {
	weight int
	events string
}

// stories make the mix of `event sample all`. Every event and variant of the
// catalogue occurs; the weights are our idea of a project's traffic.
func stories() []story {
	return []story{
		{220, "created approved"},
		{110, "created approved aml/not-screened"},
		{120, "created retry approved"},
		{50, "created retry retry approved aml/not-screened"},
		{40, "created/with-retry approved"},
		{30, "created/with-retry retry submit approved/after-review"},
		{50, "created submit approved/after-review aml/low"},
		{15, "created submit approved/after-review aml aml_monitor"},
		{30, "created submit/public approved/after-review"},
		{5, "created pending approved/after-review"},
		{40, "created submit rejected/by-reviewer"},
		{30, "created submit rejected"},
		{40, "created rejected"},
		{30, "created retry rejected/by-reviewer"},
		{40, "created retry retry retry retry/too-many rejected/too-many-retry"},
		{50, "created retry/knowledge-based approved/knowledge-based"},
		{5, "created approved/knowledge-based updated/knowledge-based"},
		{20, "created retry"}, // still open
		{15, "created approved injection"},
		{5, "created approved injection/without-cf"},
		{5, "created approved injectionFail/distance"},
		{5, "created approved injectionFail/blacklist"},
		{15, "created submit approved/after-review updated"},
		{15, "created approved delete"},
		{5, "created rejected delete/without-comment"},
		{10, "created approved/legacy"},
		{10, "created approved/projection"},
		{15, "created approved token_expired/count"},
		{10, "created token_expired/time"},
		{5, "created approved token_expired/face-auth"},
		{12, "created approved faceAuth/approved"},
		{4, "created approved faceAuth/rejected"},
		{2, "created approved faceAuth/older"},
		{1, "created approved faceAuth/oldest"},
	}
}

// waits is how long each event comes after the one before it.
func waits() map[string]wait {
	return map[string]wait{
		"retry":         {15 * time.Second, 3 * time.Minute},
		"submit":        {time.Minute, 10 * time.Minute},
		"pending":       {time.Minute, 10 * time.Minute},
		"approved":      {time.Minute, 20 * time.Minute},
		"rejected":      {time.Minute, 24 * time.Hour},
		"updated":       {time.Hour, 72 * time.Hour},
		"delete":        {24 * time.Hour, 90 * 24 * time.Hour},
		"injection":     {time.Hour, 48 * time.Hour},
		"injectionFail": {time.Hour, 48 * time.Hour},
		"aml":           {2 * time.Second, time.Minute},
		"aml_monitor":   {24 * time.Hour, 60 * 24 * time.Hour},
		"token_expired": {time.Minute, 24 * time.Hour},
		"faceAuth":      {time.Hour, 30 * 24 * time.Hour},
	}
}

// course is a compiled story.
type course struct {
	upTo   int // sum of the weights up to and with this one
	shapes []*shape
}

// courses compiles the stories. It panics on an event or variant that the
// catalogue does not have; a test compiles them.
func (g *Generator) courses() []course {
	var list []course
	total := 0
	for _, st := range stories() {
		total += st.weight
		c := course{upTo: total}
		for ref := range strings.FieldsSeq(st.events) {
			event, variant, _ := strings.Cut(ref, "/")
			s, err := g.shape(event, variant)
			if err != nil {
				panic("sample: story " + st.events + ": " + err.Error())
			}
			c.shapes = append(c.shapes, s)
		}
		list = append(list, c)
	}
	return list
}

// pick draws a course by its weight.
func (g *Generator) pick(list []course) *course {
	n := g.dice.n(list[len(list)-1].upTo)
	for i := range list {
		if n < list[i].upTo {
			return &list[i]
		}
	}
	return nil // n is below the last sum
}
