package pdf

import (
	"slices"

	"beiandesk/forms"
)

// table is a table whose rows have their heights.
type table struct {
	edges []length // of columns, from the left; one more than columns
	rows  []tableRow
	heads int
	open  bool
}

type tableRow struct {
	height, grow length
	keep         bool
	cells        []*cell // by column; a cell that spans is in every place it covers
}

// cell is a cell of a table with what it shows.
type cell struct {
	forms.Cell
	row, col int
	rows     int
	cols     int
	content  content
	size     float64 // of text, 0 for the form's
	joined   bool    // goes on from the cell above: no rule between
}

// content is what a cell shows.
type content interface {
	// needs returns the height that the content asks for in the width.
	needs(width length) length
	draw(p *Page, x, y, width, height length)
}

// Distances in tables.
var (
	rowHeight = mm(8)
	padAcross = mm(1.8)
	padDown   = mm(1)
	// maxRow is the height from which a row is divided.
	maxRow = mm(110)
)

// table lays a table out and returns its rows as pieces.
func (l *layouter) table(b forms.Block) []piece {
	t := &table{heads: b.Heads, open: b.Open, edges: l.edges(b.Columns)}
	t.place(b.Rows)
	for _, row := range t.rows {
		for _, c := range row.cells {
			if c != nil && c.content == nil {
				c.size = b.Size
				c.content = l.content(c, b.Open)
			}
		}
	}
	l.measure(t, b.Rows)
	for i := 0; i < len(t.rows); i++ {
		i += t.divide(i)
	}
	pieces := make([]piece, len(t.rows))
	for i := range t.rows {
		pieces[i] = t.piece(i)
	}
	for i := range min(t.heads, len(t.rows)-1) {
		pieces[i].keep = true
	}
	return pieces
}

func (t *table) piece(row int) piece {
	r := t.rows[row]
	return piece{height: r.height, grow: r.grow, keep: r.keep, table: t, row: row}
}

// edges scales the widths of columns to the width of the page.
func (l *layouter) edges(columns []float64) []length {
	total := 0.0
	for _, c := range columns {
		total += c
	}
	edges := []length{l.left}
	sum := 0.0
	for _, c := range columns {
		sum += c
		edges = append(edges, l.left+length(float64(l.width)*(sum/total)))
	}
	return edges
}

// place gives every cell its place in the grid. The form files were checked to
// fill it exactly; a cell that would not fit is left out.
func (t *table) place(rows []forms.Row) {
	columns := len(t.edges) - 1
	t.rows = make([]tableRow, len(rows))
	for i := range rows {
		t.rows[i].cells = make([]*cell, columns)
	}
	for i, row := range rows {
		col := 0
		for _, fc := range row.Cells {
			for col < columns && t.rows[i].cells[col] != nil {
				col++
			}
			c := &cell{Cell: fc, row: i, col: col, rows: min(max(fc.Rows, 1), len(rows)-i), cols: min(max(fc.Cols, 1), columns-col)}
			for r := i; r < i+c.rows; r++ {
				for k := col; k < col+c.cols; k++ {
					t.rows[r].cells[k] = c
				}
			}
			col += c.cols
		}
	}
}

func (t *table) width(c *cell) length { return t.edges[c.col+c.cols] - t.edges[c.col] }

// starts calls visit for the cells that begin in a row.
func (t *table) starts(row int, visit func(*cell)) {
	for col, c := range t.rows[row].cells {
		if c != nil && c.row == row && c.col == col {
			visit(c)
		}
	}
}

// measure gives every row its height: first for the cells of one row, then for
// those that span several.
func (l *layouter) measure(t *table, rows []forms.Row) {
	for i, row := range rows {
		r := &t.rows[i]
		r.grow, r.keep = mm(row.Grow), row.Keep
		r.height = rowHeight * length(l.density) / 100
		if row.Height > 0 {
			r.height = mm(row.Height)
		} else if t.open {
			r.height = 0
		}
		t.starts(i, func(c *cell) {
			if c.rows == 1 {
				r.height = max(r.height, c.needsIn(t.width(c), r.height))
			}
		})
	}
	for i := range rows {
		t.starts(i, func(c *cell) {
			if c.rows == 1 {
				return
			}
			have := length(0)
			for _, r := range t.rows[i : i+c.rows] {
				have += r.height
			}
			if lack := c.needsIn(t.width(c), have) - have; lack > 0 {
				for k := range c.rows {
					t.rows[i+k].height += (lack + length(c.rows) - 1) / length(c.rows)
				}
			}
		})
	}
}

// needsIn returns the height that a cell needs when have is there anyway.
func (c *cell) needsIn(width, have length) length {
	if t, ok := c.content.(*textContent); ok && t.fitsIn(width, have) {
		return have
	}
	return c.content.needs(width)
}

// divide splits a row that is too high for a page into several, and returns
// how many were added. Texts go on in the rows below, other cells reach over
// all of them.
func (t *table) divide(row int) (added int) {
	if t.rows[row].height <= maxRow {
		return 0
	}
	parts := 1
	t.starts(row, func(c *cell) {
		if text, ok := c.divisible(); ok {
			parts = max(parts, text.parts(t.width(c)))
		}
	})
	if parts == 1 {
		return 0
	}
	t.insert(row, parts-1)
	t.starts(row, func(c *cell) {
		text, ok := c.divisible()
		if !ok {
			if c.rows == 1 {
				c.rows = parts
			}
			return
		}
		for i, part := range text.divide(t.width(c), parts) {
			n := *c
			n.row, n.content, n.joined = row+i, part, i > 0
			for k := c.col; k < c.col+c.cols; k++ {
				t.rows[row+i].cells[k] = &n
			}
		}
	})
	for i := row; i < row+parts; i++ {
		r := &t.rows[i]
		r.height = 0
		t.starts(i, func(c *cell) {
			if c.rows == 1 {
				r.height = max(r.height, c.content.needs(t.width(c)))
			}
		})
		r.grow = 0
	}
	return parts - 1
}

// divisible returns the text of a cell that may go on in another row.
func (c *cell) divisible() (*textContent, bool) {
	text, ok := c.content.(*textContent)
	return text, ok && c.rows == 1 && !c.Head
}

// insert makes room for n rows below row; cells that cover it reach over them.
func (t *table) insert(row, n int) {
	moved := make(map[*cell]bool)
	for _, r := range t.rows[row+1:] {
		for _, c := range r.cells {
			if c != nil && c.row > row && !moved[c] {
				c.row += n
				moved[c] = true
			}
		}
	}
	fresh := make([]tableRow, n)
	for i := range fresh {
		fresh[i].cells = slices.Clone(t.rows[row].cells)
		fresh[i].keep = t.rows[row].keep
	}
	for _, c := range distinct(t.rows[row].cells) {
		if c.rows > 1 {
			c.rows += n
		}
	}
	t.rows = slices.Insert(t.rows, row+1, fresh...)
}

func distinct(cells []*cell) []*cell {
	var all []*cell
	for i, c := range cells {
		if c != nil && (i == 0 || cells[i-1] != c) {
			all = append(all, c)
		}
	}
	return all
}
