package forms

import "errors"

// grid checks that the cells of a table's rows fill its columns exactly.
type grid struct{ left []int } // by column: rows that a cell above still covers

func newGrid(columns int) *grid { return &grid{make([]int, columns)} }

var errTooWide = errors.New("the row is wider than the table")

// place puts the cells of the next row into the columns that are free and
// returns how many are taken then.
func (g *grid) place(cells []Cell) (filled int, err error) {
	next := make([]int, len(g.left))
	col := 0
	skip := func() {
		for col < len(g.left) && g.left[col] > 0 {
			next[col] = g.left[col] - 1
			col++
		}
	}
	for _, c := range cells {
		skip()
		for range c.Cols {
			if col >= len(g.left) || g.left[col] > 0 {
				return 0, errTooWide
			}
			next[col] = c.Rows - 1
			col++
		}
	}
	skip()
	if col < len(g.left) {
		return col, nil
	}
	g.left = next
	return col, nil
}

// open reports whether a cell reaches below the last row.
func (g *grid) open() bool {
	for _, rows := range g.left {
		if rows > 0 {
			return true
		}
	}
	return false
}
