package pdf

// draw draws the rows of a table that stand on one page: contents, then rules.
// A cell that spans rows shows its content in the middle of those that are on
// the page.
func (t *table) draw(l *layouter, page *Page, rows []placed) {
	for i, p := range rows {
		for col, c := range t.rows[p.row].cells {
			if c == nil || c.col != col || i > 0 && t.rows[rows[i-1].row].cells[col] == c {
				continue
			}
			height := p.height
			for _, below := range rows[i+1:] {
				if t.rows[below.row].cells[col] != c {
					break
				}
				height = below.y + below.height - p.y
			}
			c.content.draw(page, t.edges[col], p.y, t.width(c), height)
		}
	}
	if !t.open {
		t.rules(page, rows)
	}
}

// rules draws the lines between cells, each as long as it can be, and the
// frame around them.
func (t *table) rules(page *Page, rows []placed) {
	for i := 1; i < len(rows); i++ {
		above, below := t.rows[rows[i-1].row].cells, t.rows[rows[i].row].cells
		t.runs(len(below), func(col int) bool {
			return above[col] != below[col] && !(below[col] != nil && below[col].joined && rows[i].row == rows[i-1].row+1)
		}, func(from, to int) {
			page.line(t.edges[from], rows[i].y, t.edges[to], rows[i].y, thin)
		})
	}
	for col := 1; col < len(t.edges)-1; col++ {
		t.runs(len(rows), func(i int) bool {
			cells := t.rows[rows[i].row].cells
			return cells[col-1] != cells[col]
		}, func(from, to int) {
			end := rows[to-1]
			page.line(t.edges[col], rows[from].y, t.edges[col], end.y+end.height, thin)
		})
	}
	end := rows[len(rows)-1]
	page.rect(t.edges[0], rows[0].y, t.edges[len(t.edges)-1], end.y+end.height, thick)
}

// runs calls draw for every stretch of indices below n for which on holds.
func (t *table) runs(n int, on func(int) bool, draw func(from, to int)) {
	for from := 0; from < n; from++ {
		if !on(from) {
			continue
		}
		to := from + 1
		for to < n && on(to) {
			to++
		}
		draw(from, to)
		from = to
	}
}
