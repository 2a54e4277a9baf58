package sheet

import (
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Lengths on a sheet are in English metric units, 914,400 an inch (ECMA-376 part
// 1, 20.1.2.1).
const (
	emuPoint = 12_700
	emuPixel = 9_525 // at 96 dpi
)

// geometry is where the rows and columns of a sheet lie, so far as it says. The
// width of a column counts in digits of the standard font, taken to be 7 pixels
// wide, which is right for most and makes a picture anchored by length drift in
// some.
type geometry struct{ rows, cols axis }

// axis is the sizes of rows or columns.
type axis struct {
	usual   int64
	special []stretch // sizes that are not the usual, in order
}

// stretch is a run of rows or columns of one size; start is where the first
// begins.
type stretch struct {
	first, last int
	size, start int64
}

func newGeometry() *geometry {
	return &geometry{rows: axis{usual: 15 * emuPoint}, cols: axis{usual: 64 * emuPixel}}
}

// add enters a run that lies after those before it; others are left out.
func (a *axis) add(first, last int, size int64) {
	n := len(a.special)
	if first < 1 || last < first || last > lastRow || n > 0 && first <= a.special[n-1].last {
		return
	}
	if n > 0 {
		if p := &a.special[n-1]; p.last+1 == first && p.size == size {
			p.last = last
			return
		}
	}
	a.special = append(a.special, stretch{first: first, last: last, size: size, start: a.start(first)})
}

// before returns the last stretch that begins at or before what less tells.
func (a *axis) before(beyond func(stretch) bool) (stretch, bool) {
	n, _ := slices.BinarySearchFunc(a.special, 0, func(s stretch, _ int) int {
		if beyond(s) {
			return 1
		}
		return -1
	})
	if n == 0 {
		return stretch{}, false
	}
	return a.special[n-1], true
}

// start returns where a row or column, from 1, begins.
func (a *axis) start(i int) int64 {
	s, ok := a.before(func(s stretch) bool { return s.first > i })
	if !ok {
		return int64(i-1) * a.usual
	}
	inside := min(i-s.first, s.last-s.first+1)
	return s.start + int64(inside)*s.size + int64(i-s.first-inside)*a.usual
}

// at returns the row or column, from 1, that holds a position.
func (a *axis) at(position int64) int {
	position = max(position, 0)
	i, from, size := 1, int64(0), a.usual
	if s, ok := a.before(func(s stretch) bool { return s.start > position }); ok {
		i, from, size = s.first, s.start, s.size
		if end := s.start + int64(s.last-s.first+1)*s.size; position >= end {
			i, from, size = s.last+1, end, a.usual
		}
	}
	if size > 0 {
		i += int(min((position-from)/size, lastRow))
	}
	return min(i, lastRow)
}

// within returns a position that lies an offset into a row or column, which it
// does not leave.
func (a *axis) within(i int, offset int64) int64 {
	from := a.start(i)
	return from + min(max(offset, 0), a.start(i+1)-from)
}

// row takes the height of a row.
func (g *geometry) row(n int, e *xml.StartElement, hidden bool) {
	switch height, ok := points(attr(e, "ht")); {
	case hidden:
		g.rows.add(n, n, 0)
	case ok:
		g.rows.add(n, n, height)
	}
}

// format takes the usual sizes.
func (g *geometry) format(e *xml.StartElement) {
	if height, ok := points(attr(e, "defaultRowHeight")); ok && height > 0 {
		g.rows.usual = height
	}
	if width, ok := digits(attr(e, "defaultColWidth")); ok && width > 0 {
		g.cols.usual = width
	}
}

// col takes the width of columns.
func (g *geometry) col(e *xml.StartElement) {
	first, err1 := strconv.Atoi(attr(e, "min"))
	last, err2 := strconv.Atoi(attr(e, "max"))
	if err1 != nil || err2 != nil {
		return
	}
	width, ok := digits(attr(e, "width"))
	switch {
	case isTrue(attr(e, "hidden")):
		g.cols.add(first, last, 0)
	case ok:
		g.cols.add(first, last, width)
	}
}

func points(s string) (int64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return int64(n * emuPoint), err == nil && n >= 0 && n < 10_000
}

// digits reads a column's width (ECMA-376 part 1, 18.3.1.13).
func digits(s string) (int64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return int64(math.Floor((256*n+math.Floor(128.0/7))/256*7)) * emuPixel, err == nil && n >= 0 && n < 10_000
}
