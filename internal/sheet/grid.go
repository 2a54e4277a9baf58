package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// kind is what a cell holds, by the file, not by its looks.
type kind uint8

const (
	text     kind = iota
	number        // its text is as in the file, e.g. 3.2010619900101101E+17
	boolean       // "1" or "0"
	failure       // an error value, e.g. #N/A
	isoDate       // 2024-01-01T00:00:00
	uncached      // a formula whose result was never saved
)

// cell is one filled cell.
type cell struct {
	col  int16 // from 1
	kind kind
	text string
	link *string // where its hyperlink leads, nil for nowhere
}

// line is one row that has filled cells, in ascending order of their columns.
type line struct {
	row    int32 // from 1
	hidden bool
	cells  []cell
}

// at returns the cell in a column, a blank text cell when there is none.
func (l *line) at(col int) cell {
	i, found := slices.BinarySearchFunc(l.cells, col, func(c cell, col int) int { return int(c.col) - col })
	if found {
		return l.cells[i]
	}
	return cell{col: int16(col)}
}

// between counts the cells from one column to another.
func (l *line) between(left, right int) (n int) {
	for i := range l.cells {
		if col := int(l.cells[i].col); left <= col && col <= right {
			n++
		}
	}
	return n
}

func (c cell) blank() bool {
	return c.kind != uncached && strings.TrimSpace(c.text) == ""
}

// span is a merged area; its bounds belong to it.
type span struct{ left, top, right, bottom int }

// grid holds the filled cells of one sheet.
type grid struct {
	sheet    string // its name; "" in a .csv file
	hidden   bool
	from1904 bool
	lines    []line
	merges   []span
	merged   map[int][]span // by column, from the top down
	dropped  bool           // no header was in sight: the rest was only counted, and lines are the first rows

	hiddenColumns map[int]bool

	pictures *pictureReader // of the workbook, nil for a .csv file
	drawing  string         // part, "" for none
	geometry *geometry      // nil without a drawing
	inCells  []inCell
	floating []floating
}

// place names a cell of the grid.
func (g *grid) place(col, row int) filing.Cell {
	return filing.Cell{Sheet: g.sheet, Col: int32(col), Row: int32(row)}
}

// from returns the index of the first line at or below a row.
func (g *grid) from(row int) int {
	i, _ := slices.BinarySearchFunc(g.lines, row, func(l line, row int) int { return int(l.row) - row })
	return i
}

// line returns the row with that number, an empty one when nothing is in it.
func (g *grid) line(row int) *line {
	i, found := slices.BinarySearchFunc(g.lines, row, func(l line, row int) int { return int(l.row) - row })
	if found {
		return &g.lines[i]
	}
	return &line{row: int32(row)}
}

// indexMerges prepares mergedAt.
func (g *grid) indexMerges() {
	if g.dropped {
		g.merges = nil
		return
	}
	g.merged = make(map[int][]span)
	for _, m := range g.merges {
		for col := m.left; col <= min(m.right, maxColumns); col++ {
			g.merged[col] = append(g.merged[col], m)
		}
	}
	for _, spans := range g.merged {
		slices.SortFunc(spans, func(a, b span) int { return a.top - b.top })
	}
}

// mergedAt returns the merged area that a cell belongs to.
func (g *grid) mergedAt(col, row int) (span, bool) {
	spans := g.merged[col]
	next, _ := slices.BinarySearchFunc(spans, row, func(m span, row int) int {
		if m.top <= row {
			return -1
		}
		return 1
	})
	if next == 0 || row > spans[next-1].bottom {
		return span{}, false
	}
	return spans[next-1], true
}

// shown returns the cell that a reader sees at a place: of a merged area, the
// one at its upper left. from is that cell's own place.
func (g *grid) shown(col, row int) (c cell, from filing.Cell) {
	c = g.line(row).at(col)
	if c.blank() {
		if m, ok := g.mergedAt(col, row); ok {
			return g.line(m.top).at(m.left), g.place(m.left, m.top)
		}
	}
	return c, g.place(col, row)
}
