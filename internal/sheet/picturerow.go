package sheet

import (
	"slices"

	"beiandesk/internal/filing"
)

// use is one use of a record: in a filing, as a row of its own, or as that of its
// entity or one of its persons.
type use struct {
	filing *filing.Filing
	row    int
	asSite bool // the person is the site's
}

// used notes a use, when the sheet has pictures to be taken. A record that is
// stored only to be looked up is no use.
func (b *body) used(f *filing.Filing, row int, asSite bool) {
	if f.Source != "" && len(b.grid.inCells)+len(b.grid.floating) > 0 {
		b.uses = append(b.uses, use{f, row, asSite})
	}
}

// recordsAt returns the records that a cell belongs to: the row's own; all those
// that a merged cell spans; and where a row is none, the one whose merged cells
// reach down to it.
func (b *body) recordsAt(col, row int) []int {
	if m, ok := b.grid.mergedAt(col, row); ok {
		from, _ := slices.BinarySearch(b.rows, m.top)
		to, _ := slices.BinarySearch(b.rows, m.bottom+1)
		if from < to {
			return b.rows[from:to]
		}
	}
	if i, ok := slices.BinarySearch(b.rows, row); ok {
		return b.rows[i : i+1]
	}
	for i := range b.layout.columns {
		if m, ok := b.grid.mergedAt(b.layout.columns[i].col, row); ok {
			if at, ok := slices.BinarySearch(b.rows, m.top); ok {
				return b.rows[at : at+1]
			}
		}
	}
	return nil
}

// longPicture is how many rows or columns of a picture are looked at.
const longPicture = 400

// overlap is how much of a picture lies over something.
type overlap struct {
	index int // of the row or column
	size  int64
}

// overlaps lists the rows or columns below a picture, with how much of it lies
// over each.
func (a *axis) overlaps(from, to int64) (all []overlap) {
	for i := a.at(from); len(all) < longPicture && i <= lastRow; i++ {
		start, end := a.start(i), a.start(i+1)
		if start >= to && len(all) > 0 {
			break
		}
		if size := min(end, to) - max(start, from); size > 0 || i == a.at(from) {
			all = append(all, overlap{i, max(size, 0)})
		}
	}
	return all
}

// Shares of a picture by which the place it belongs to is found.
const (
	nearlyBest = 0.8     // where it was put counts before where most of it lies
	clearlyIn  = 2.0 / 3 // less than that lies over the place: doubtful
)

// placeIn returns which of the places below a picture it belongs to, -1 for
// none. keys are the places' names, -1 for no place, and sizes how much of the
// picture lies over them, in order from where the picture begins. A picture that
// covers three or more was put into the first and left large.
func placeIn(keys []int, sizes []int64) (key int, doubtful bool) {
	sum := make(map[int]int64)
	var total int64
	key = -1
	for i, k := range keys {
		total += sizes[i]
		if k >= 0 {
			sum[k] += sizes[i]
			if key < 0 || sum[k] > sum[key] {
				key = k
			}
		}
	}
	if len(keys) == 0 || key < 0 {
		return -1, false
	}
	first := keys[0]
	switch {
	case first >= 0 && (len(sum) > 2 || len(sum) == 1 || float64(sum[first]) >= nearlyBest*float64(sum[key])):
		key = first
	case first < 0 && len(sum) == 1 && 2*sum[key] < total:
		return -1, false // it begins elsewhere and only reaches in
	}
	return key, len(sum) > 1 && float64(sum[key]) < clearlyIn*float64(total)
}

// recordsOf returns the records that a floating picture over a column belongs
// to.
func (b *body) recordsOf(f *floating, col int) (records []int, doubtful bool) {
	var keys []int
	var sizes []int64
	for _, o := range b.grid.geometry.rows.overlaps(f.over.top, f.over.bottom) {
		key := -1
		if at := b.recordsAt(col, o.index); len(at) > 0 {
			key = at[0]
		}
		keys, sizes = append(keys, key), append(sizes, o.size)
	}
	row, doubtful := placeIn(keys, sizes)
	if row < 0 {
		return nil, false
	}
	for _, o := range b.grid.geometry.rows.overlaps(f.over.top, f.over.bottom) {
		if at := b.recordsAt(col, o.index); len(at) > 0 && at[0] == row {
			return at, doubtful
		}
	}
	return nil, false
}

// columnOf returns the column that a floating picture belongs to: of those that
// hold materials, the one it was put into or that most of it lies over.
func (b *body) columnOf(f *floating, material func(col int) filing.Material) (col int, doubtful bool) {
	var keys []int
	var sizes []int64
	for _, o := range b.grid.geometry.cols.overlaps(f.over.left, f.over.right) {
		key := -1
		if o.index <= maxColumns && material(o.index).Known() {
			key = o.index
		}
		keys, sizes = append(keys, key), append(sizes, o.size)
	}
	if col, doubtful = placeIn(keys, sizes); col < 0 {
		return f.anchor[0], false
	}
	return col, doubtful
}
