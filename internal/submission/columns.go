package submission

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Columns flattens items into rows of fixed columns, in one pass over each. It
// is not safe for concurrent use.
type Columns struct {
	names []string
	at    map[string]int            // top-level members
	below map[string]map[string]int // members of members
	row   [][]byte
	spare [][]byte // memory of cells that are not plain parts of the text
}

// NewColumns returns the documented columns.
func NewColumns() *Columns {
	c := &Columns{names: catalog.ItemColumns(), at: map[string]int{}, below: map[string]map[string]int{}}
	c.row, c.spare = make([][]byte, len(c.names)), make([][]byte, len(c.names))
	for i, path := range c.names {
		parent, name, nested := strings.Cut(path, ".")
		switch {
		case !nested:
			c.at[path] = i
		case c.below[parent] == nil:
			c.below[parent] = map[string]int{name: i}
		default:
			c.below[parent][name] = i
		}
	}
	return c
}

// Names are the paths of the columns.
func (c *Columns) Names() []string { return c.names }

// Row is the values of an item, empty where it has none. It is valid until the
// next call, and as long as the item.
func (c *Columns) Row(item Item) [][]byte {
	clear(c.row)
	c.fill(item.doc, item.node, c.at, c.below)
	return c.row
}

// fill sets the cells of an object's members; below holds the columns within
// those members.
func (c *Columns) fill(doc *jsonscan.Document, object int, at map[string]int, below map[string]map[string]int) {
	if doc.Nodes[object].Kind != jsonscan.Object {
		return
	}
	var buf [64]byte
	for child := range doc.Children(object) {
		name := doc.AppendName(buf[:0], child)
		if i, ok := at[string(name)]; ok {
			c.row[i] = c.cell(i, doc, child)
		} else if within, ok := below[string(name)]; ok {
			c.fill(doc, child, within, nil)
		}
	}
}

// cell is the text of a value, a part of the document where that can be.
func (c *Columns) cell(i int, doc *jsonscan.Document, node int) []byte {
	n := &doc.Nodes[node]
	value := doc.Raw(node)
	switch {
	case n.Kind == jsonscan.String && !n.Escaped:
		value = value[1 : len(value)-1]
	case n.Kind == jsonscan.Null, n.Kind == jsonscan.Array && doc.After(node) == node+1:
		return nil
	case n.Kind != jsonscan.Number && n.Kind != jsonscan.Bool:
		c.spare[i] = append(c.spare[i][:0], text(doc, node)...)
		value = c.spare[i]
	}
	return value
}
