package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// purpose is what a sheet's rows are.
type purpose uint8

const (
	flatRows   purpose = iota // a filing each, with everything in the row
	entityRows                // of the template: an entity each
	personRows                // of the template: a person each
	siteRows                  // of the template: a filing each, naming its entity and persons
)

// layout is where the header of a sheet stands and what its columns mean.
type layout struct {
	row     int
	columns []column // in their order on the sheet, every one with a header
}

// column is one column with a header.
type column struct {
	col     int
	header  string
	at      filing.Cell // of the header
	target  target
	verdict verdict
	again   bool // an earlier column has the target already
}

// read reports whether the column's values are taken.
func (c *column) read() bool { return c.verdict == known && !c.again }

// The fewest headers that make a row the header row.
const (
	enoughHeaders  = 3
	enoughTemplate = 2 // on a sheet that has the template's name
)

// findLayout looks for the row among the first ones that names most fields.
func findLayout(g *grid, of purpose) (layout, bool) {
	least := enoughHeaders
	if of != flatRows {
		least = enoughTemplate
	}
	best, most := layout{}, least-1
	for i := range g.lines {
		row := int(g.lines[i].row)
		if row > headerRows {
			break
		}
		l := layout{row: row, columns: columnsAt(g, row, of)}
		if hits := l.hits(); hits > most {
			best, most = l, hits
		}
	}
	return best, most >= least
}

// hits counts the columns whose header means something.
func (l *layout) hits() (n int) {
	for i := range l.columns {
		if l.columns[i].verdict != unknown && !l.columns[i].again {
			n++
		}
	}
	return n
}

// column returns the column that is read into a target.
func (l *layout) column(t target) (*column, bool) {
	for i := range l.columns {
		if c := &l.columns[i]; c.read() && c.target == t {
			return c, true
		}
	}
	return nil, false
}

// columnsAt takes a row for the header and finds what its columns mean.
func columnsAt(g *grid, row int, of purpose) []column {
	var columns []column
	var taken []target
	var around around
	last := 0
	for r := max(1, row-blockRows); r <= row; r++ {
		if cells := g.line(r).cells; len(cells) > 0 {
			last = max(last, int(cells[len(cells)-1].col))
		}
	}
	for col := 1; col <= last; col++ {
		header, at, ok := headerAt(g, col, row)
		if !ok {
			continue
		}
		around.blocks = blocksAbove(g, col, int(at.Row), last)
		c := column{col: col, header: header, at: at}
		c.target, c.verdict = meaning(header, around, of)
		if c.verdict == known {
			c.again = slices.Contains(taken, c.target)
			taken = append(taken, c.target)
			around.role, around.person = 0, false
			if c.target.ref == noReference && of != personRows {
				around.role, around.person = personOf(c.target.field)
			}
		}
		columns = append(columns, c)
	}
	return columns
}

// headerAt returns the header of a column: the cell in the row, the merged cell
// that reaches down into it, or the known header right above a blank one.
func headerAt(g *grid, col, row int) (string, filing.Cell, bool) {
	c, at := g.shown(col, row)
	if int(at.Col) != col {
		return "", at, false // right of a merged header
	}
	if !c.blank() {
		return c.text, at, c.kind == text
	}
	if row == 1 {
		return "", at, false
	}
	c, at = g.line(row-1).at(col), g.place(col, row-1)
	if _, sure := dictionary.find(c.text, around{}); sure != known {
		return "", at, false
	}
	if m, merged := g.mergedAt(col, row-1); merged && m.right > m.left {
		return "", at, false
	}
	return c.text, at, true
}

// blockRows is how far above the header the header of a block may stand.
const blockRows = 3

// blocksAbove returns the headers above a header that span its column, nearest
// first. What spans the whole sheet is its title.
func blocksAbove(g *grid, col, row, last int) (blocks []string) {
	for r := row - 1; r >= 1 && r >= row-blockRows; r-- {
		l := g.line(r)
		if len(l.cells) < 2 {
			continue // nothing, or a title
		}
		if c, at := g.shown(col, r); !c.blank() {
			if m, merged := g.mergedAt(int(at.Col), int(at.Row)); !merged || m.right-m.left+1 < last {
				blocks = append(blocks, c.text)
			}
			continue
		}
		// Without a merge, a block's header reaches up to the next one.
		for i := len(l.cells) - 1; i >= 0; i-- {
			c := l.cells[i]
			if int(c.col) >= col || c.blank() {
				continue
			}
			if _, merged := g.mergedAt(int(c.col), r); !merged {
				blocks = append(blocks, c.text)
			}
			break
		}
	}
	return blocks
}

// Headers of the template that are no fields of the dictionary.
const (
	entityNumber = "主体编号"
	personNumber = "人员编号"
	entityPerson = "主体负责人"
	sitePerson   = "网站负责人"
)

// meaning returns what a header means on a sheet of a purpose.
func meaning(header string, in around, of purpose) (target, verdict) {
	name := filing.FoldHeader(header)
	switch of {
	case entityRows:
		if name == entityNumber || name == "编号" {
			return target{ref: ownNumber}, known
		}
	case personRows:
		if name == personNumber || name == "编号" {
			return target{ref: ownNumber}, known
		}
		field, sure := dictionary.find(header, around{person: true, role: filing.EntityRole})
		if role, ok := personOf(field); sure == known && ok && role == filing.SiteRole {
			field = field - filing.SitePersonName + filing.EntityPersonName
		}
		return target{field: field}, sure
	case siteRows:
		switch strings.TrimSuffix(name, "编号") {
		case "主体", "所属主体":
			return target{ref: toEntity}, known
		case entityPerson:
			return target{ref: toEntityPerson}, known
		case sitePerson:
			return target{ref: toSitePerson}, known
		}
	}
	field, sure := dictionary.find(header, in)
	return target{field: field}, sure
}
