package outline

import "slices"

// region is a connected patch of a raster without edges in it.
type region struct {
	area        int   // pixels
	left, right []int // of every row, from top; left > right where the row has none
	top         int
	bottom      int // last row
}

// regions returns the patches of at least least pixels in which no pixel's edge
// reaches the level.
func regions(edge []uint8, w, h int, level uint8, least int, labels []int32, stack []int32) []region {
	for i, e := range edge {
		labels[i] = 0
		if e >= level {
			labels[i] = -1
		}
	}
	var found []region
	for start := range labels {
		if labels[start] != 0 {
			continue
		}
		r, area := fill(labels, stack, w, h, start)
		if area >= least {
			found = append(found, r)
		}
	}
	return found
}

// fill marks the patch around a pixel and returns it.
func fill(labels, stack []int32, w, h, start int) (region, int) {
	r := region{top: start / w, bottom: start / w}
	rows := make([][2]int32, 0, 64) // extents by row, from r.top
	labels[start] = 1
	stack = append(stack[:0], int32(start))
	for len(stack) > 0 {
		at := int(stack[len(stack)-1])
		stack = stack[:len(stack)-1]
		y, x := at/w, at%w
		for y-r.top >= len(rows) {
			rows = append(rows, [2]int32{int32(w), -1})
		}
		if y >= r.top {
			rows[y-r.top][0] = min(rows[y-r.top][0], int32(x))
			rows[y-r.top][1] = max(rows[y-r.top][1], int32(x))
		}
		r.area++
		r.bottom = max(r.bottom, y)
		if x > 0 && labels[at-1] == 0 {
			labels[at-1] = 1
			stack = append(stack, int32(at-1))
		}
		if x < w-1 && labels[at+1] == 0 {
			labels[at+1] = 1
			stack = append(stack, int32(at+1))
		}
		if y > 0 && labels[at-w] == 0 {
			labels[at-w] = 1
			stack = append(stack, int32(at-w))
		}
		if y < h-1 && labels[at+w] == 0 {
			labels[at+w] = 1
			stack = append(stack, int32(at+w))
		}
	}
	r.left, r.right = make([]int, len(rows)), make([]int, len(rows))
	for i, e := range rows {
		r.left[i], r.right[i] = int(e[0]), int(e[1])
	}
	return r, r.area
}

// filled returns the patch's area with its holes: what lies between its ends in
// every row, or in every column, whichever is less.
func (r *region) filled(w int) int {
	rows := 0
	first, last := make([]int, w), make([]int, w)
	for x := range first {
		first[x] = -1
	}
	for i := range r.left {
		if r.left[i] > r.right[i] {
			continue
		}
		rows += r.right[i] - r.left[i] + 1
		for x := r.left[i]; x <= r.right[i]; x++ {
			if first[x] < 0 {
				first[x] = i
			}
			last[x] = i
		}
	}
	columns := 0
	for x, y := range first {
		if y >= 0 {
			columns += last[x] - y + 1
		}
	}
	return min(rows, columns)
}

// hull returns the convex hull of the patch's pixels, clockwise as one sees it
// (Andrew 1979).
func (r *region) hull() []Point {
	var points []Point
	for i := range r.left {
		if r.left[i] > r.right[i] {
			continue
		}
		y := float64(r.top + i)
		for _, x := range [2]float64{float64(r.left[i]), float64(r.right[i] + 1)} {
			points = append(points, Point{x, y}, Point{x, y + 1})
		}
	}
	slices.SortFunc(points, func(a, b Point) int {
		if a.X != b.X {
			return sign(a.X - b.X)
		}
		return sign(a.Y - b.Y)
	})
	points = slices.Compact(points)
	half := func(points []Point) (chain []Point) {
		for _, p := range points {
			for len(chain) > 1 && chain[len(chain)-1].minus(chain[len(chain)-2]).cross(p.minus(chain[len(chain)-1])) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, p)
		}
		return chain
	}
	upper := half(points)
	slices.Reverse(points)
	lower := half(points)
	return append(upper[:len(upper)-1], lower[:len(lower)-1]...)
}

func sign(f float64) int {
	switch {
	case f < 0:
		return -1
	case f > 0:
		return 1
	}
	return 0
}

// quadAround returns a quadrilateral around a convex polygon: sides are taken
// away one by one, each time the one whose neighbours, prolonged until they
// meet, add the least area. Rounded and clipped corners vanish in this way.
func quadAround(hull []Point) (Quad, bool) {
	polygon := slices.Clone(hull)
	for len(polygon) > 4 {
		best, bestAt, least := -1, Point{}, 0.0
		for i := range polygon {
			n := len(polygon)
			a, b, c, d := polygon[(i+n-1)%n], polygon[i], polygon[(i+1)%n], polygon[(i+2)%n]
			if b.minus(a).cross(d.minus(c)) <= 1e-9 { // they do not meet on this side
				continue
			}
			at, ok := lineThrough(a, b).meetAnyhow(lineThrough(c, d))
			if !ok {
				continue
			}
			if added := polygonArea([]Point{b, at, c}); best < 0 || added < least {
				best, bestAt, least = i, at, added
			}
		}
		if best < 0 {
			return Quad{}, false
		}
		polygon[best] = bestAt
		polygon = slices.Delete(polygon, (best+1)%len(polygon), (best+1)%len(polygon)+1)
	}
	if len(polygon) < 4 {
		return Quad{}, false
	}
	return Quad(polygon).arranged(), true
}

// meetAnyhow is meet also for lines that are nearly parallel.
func (l line) meetAnyhow(m line) (Point, bool) {
	d := l.normal.cross(m.normal)
	if d*d < 1e-12 {
		return Point{}, false
	}
	return Point{(l.offset*m.normal.Y - m.offset*l.normal.Y) / d, (m.offset*l.normal.X - l.offset*m.normal.X) / d}, true
}
