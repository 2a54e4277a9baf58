package sheet

import (
	"slices"

	"beiandesk/internal/filing"
)

// host is a table that pictures may belong to.
type host struct {
	*body
	columns map[int]pictureColumn
	rows    map[int][]use         // by row
	forms   map[int32][]use       // of a form, by the column of its values
	labels  map[int]pictureColumn // of a form, by column of the layout
}

// home is where a picture belongs in a table.
type home struct {
	column   pictureColumn
	uses     []use
	skip     bool // it belongs to what is not read: an example, a title
	doubtful bool
}

func newHost(b *body) *host {
	h := &host{body: b, columns: make(map[int]pictureColumn), rows: make(map[int][]use), forms: make(map[int32][]use), labels: make(map[int]pictureColumn)}
	for _, u := range b.uses {
		h.rows[u.row] = append(h.rows[u.row], u)
		h.forms[u.filing.Place.Col] = append(h.forms[u.filing.Place.Col], u)
	}
	return h
}

// hostAt returns the table that a cell is in, or the nearest one above it; nil
// when there is none.
func hostAt(hosts []*host, col, row int) (best *host) {
	for _, h := range hosts {
		l := &h.layout
		if col < l.left || col > l.right || row < l.top {
			continue
		}
		if row <= l.last {
			return h
		}
		if best == nil || l.last > best.layout.last {
			best = h
		}
	}
	return best
}

// column is pictureColumn, found once.
func (h *host) column(col int) pictureColumn {
	c, ok := h.columns[col]
	if !ok {
		c = h.pictureColumn(col)
		h.columns[col] = c
	}
	return c
}

func (h *host) usesOf(rows []int) (all []use) {
	for _, row := range rows {
		all = append(all, h.rows[row]...)
	}
	return all
}

// atCell returns where a picture in a cell belongs.
func (h *host) atCell(col, row int) home {
	if h.layout.transposed {
		return h.inForm(col, row)
	}
	return home{column: h.column(col), uses: h.usesOf(h.recordsAt(col, row)), skip: row <= h.layout.row || slices.Contains(h.passed, row)}
}

// below returns where a floating picture belongs.
func (h *host) below(f *floating) home {
	if h.layout.transposed {
		return h.overForm(f)
	}
	col, unsure := h.columnOf(f, func(col int) filing.Material { return h.column(col).material })
	rows, doubtful := h.recordsOf(f, col)
	s := home{column: h.column(col), uses: h.usesOf(rows), doubtful: len(rows) > 0 && (doubtful || unsure)}
	s.skip = len(rows) == 0 && (h.grid.geometry.rows.at(f.over.bottom-1) <= h.layout.row || slices.Contains(h.passed, f.anchor[1]))
	return s
}

// labelOf returns the column of the layout whose label stands left of a cell of a
// form.
func (h *host) labelOf(col, row int) (i int, ok bool) {
	for k := range h.layout.columns {
		c := &h.layout.columns[k]
		from, to := int(c.at.Row), int(c.at.Row)
		if m, merged := h.grid.mergedAt(c.col, from); merged {
			to = m.bottom
		}
		if c.col < col && from <= row && row <= to && (!ok || c.col > h.layout.columns[i].col) {
			i, ok = k, true
		}
	}
	return i, ok
}

// inForm returns where a cell of a form belongs: its label stands left of it, and
// its filing has the values of the same column, or of the one before it.
func (h *host) inForm(col, row int) home {
	i, ok := h.labelOf(col, row)
	if !ok {
		return home{skip: row < h.layout.top}
	}
	c, known := h.labels[i]
	if !known {
		c = h.layout.columns[i].pictures()
		h.labels[i] = c
	}
	s := home{column: c}
	nearest := -1
	for k, values := range h.layout.groups {
		if values[i] <= col && (nearest < 0 || values[i] > h.layout.groups[nearest][i]) {
			nearest = k
		}
	}
	if nearest >= 0 {
		s.uses = h.forms[int32(h.layout.groups[nearest][0])]
	}
	return s
}

// overForm returns where a picture that floats over a form belongs.
func (h *host) overForm(f *floating) home {
	g := h.grid.geometry
	for _, col := range []int{f.anchor[0], g.cols.at((f.over.left + f.over.right) / 2)} {
		var keys []int
		var sizes []int64
		for _, o := range g.rows.overlaps(f.over.top, f.over.bottom) {
			key := -1
			if i, ok := h.labelOf(col, o.index); ok {
				key = int(h.layout.columns[i].at.Row)
			}
			keys, sizes = append(keys, key), append(sizes, o.size)
		}
		row, doubtful := placeIn(keys, sizes)
		if row < 0 {
			continue
		}
		if s := h.inForm(col, row); s.column.material.Known() {
			s.doubtful = doubtful
			return s
		}
	}
	return home{skip: g.rows.at(f.over.bottom-1) < h.layout.top}
}
