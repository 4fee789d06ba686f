package sample

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// course is a compiled life of the catalogue.
type course struct {
	upTo   int // sum of the weights up to and with this one
	shapes []*shape
}

// courses compiles the catalogue's lives. It panics on an event or variant that
// the catalogue does not have; a test compiles them.
func (g *Generator) courses() []course {
	var list []course
	total := 0
	for _, life := range catalog.Lives() {
		total += life.Weight
		c := course{upTo: total}
		for _, ref := range life.Events {
			event, variant, _ := strings.Cut(ref, "/")
			s, err := g.shape(event, variant)
			if err != nil {
				panic("sample: life " + strings.Join(life.Events, " ") + ": " + err.Error())
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
