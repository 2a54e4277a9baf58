package outline

import "slices"

// region is a connected patch of a raster without edges in it.
type region struct {
	area        int   // pixels
	left, right []int // of every row, from top: each has some
	top         int
	bottom      int // last row
}

// run is a row's pixels from one column up to another.
type run struct {
	y, from, to int32
	patch       int32 // any run of the same patch, itself where it is the first
}

// parts finds the patches of a raster; its buffers serve one level after the
// other.
type parts struct {
	runs []run
	area []int32 // of the patch that begins with a run
}

// regions returns the patches of at least least pixels in which no pixel's edge
// reaches the level, from top to bottom. Runs of pixels are joined with those
// that they touch in the row above (Rosenfeld and Pfaltz 1966).
func (p *parts) regions(edge []uint8, w, h int, level uint8, least int) []region {
	p.runs = p.runs[:0]
	above, here := 0, 0 // where the runs of the row above begin, and those of this one
	for y := range h {
		row := edge[y*w : (y+1)*w]
		k := above
		for x := 0; x < w; x++ {
			if row[x] >= level {
				continue
			}
			from := x
			for x < w && row[x] < level {
				x++
			}
			at := int32(len(p.runs))
			p.runs = append(p.runs, run{int32(y), int32(from), int32(x), at})
			for k < here && int(p.runs[k].to) <= from {
				k++
			}
			for j := k; j < here && int(p.runs[j].from) < x; j++ {
				p.join(int32(j), at)
			}
		}
		above, here = here, len(p.runs)
	}
	return p.collect(least)
}

// first returns the first run of a run's patch.
func (p *parts) first(i int32) int32 {
	for p.runs[i].patch != i {
		p.runs[i].patch = p.runs[p.runs[i].patch].patch
		i = p.runs[i].patch
	}
	return i
}

func (p *parts) join(a, b int32) {
	a, b = p.first(a), p.first(b)
	p.runs[max(a, b)].patch = min(a, b)
}

// collect returns the patches of at least least pixels.
func (p *parts) collect(least int) []region {
	p.area = slices.Grow(p.area[:0], len(p.runs))[:len(p.runs)]
	clear(p.area)
	for i, r := range p.runs {
		p.area[p.first(int32(i))] += r.to - r.from
	}
	var found []region
	place := make(map[int32]int)
	for i, r := range p.runs {
		first := p.first(int32(i))
		if int(p.area[first]) < least {
			continue
		}
		k, ok := place[first]
		if !ok {
			k = len(found)
			place[first] = k
			found = append(found, region{area: int(p.area[first]), top: int(r.y)})
		}
		found[k].add(int(r.y), int(r.from), int(r.to)-1)
	}
	return found
}

// add adds a run of pixels, both of whose ends are given, in the last row or the
// one after it.
func (r *region) add(y, from, to int) {
	if y-r.top == len(r.left) {
		r.left, r.right = append(r.left, from), append(r.right, to)
		r.bottom = y
		return
	}
	i := y - r.top
	r.left[i], r.right[i] = min(r.left[i], from), max(r.right[i], to)
}

// filled returns the patch's area with its holes: what lies between its ends in
// every row, or in every column, whichever is less. Where the rows alone are
// less than least it is not looked at any closer.
func (r *region) filled(w, least int) int {
	rows := 0
	for i := range r.left {
		rows += r.right[i] - r.left[i] + 1
	}
	if rows < least {
		return rows
	}
	// The first row that reaches a column, and the last: every column is
	// visited once, by skipping those that were.
	next := make([]int, w+1)
	columns := 0
	visit := func(from, step, sign int) {
		for x := range next {
			next[x] = x
		}
		for i := from; i >= 0 && i < len(r.left); i += step {
			for x := skip(next, r.left[i]); x <= r.right[i]; x = skip(next, x) {
				columns += sign * i
				next[x] = x + 1
			}
		}
	}
	visit(0, 1, -1)
	visit(len(r.left)-1, -1, 1)
	for x := range w { // both rows count
		if next[x] != x {
			columns++
		}
	}
	return min(rows, columns)
}

// skip returns the first column from x on that was not visited.
func skip(next []int, x int) int {
	for next[x] != x {
		next[x] = next[next[x]]
		x = next[x]
	}
	return x
}

// hull returns the convex hull of the patch's pixels, clockwise as one sees it
// (Andrew 1979).
func (r *region) hull() []Point {
	// The corners of the pixels at either end of the rows, from top to bottom.
	var points []Point
	for i := range len(r.left) + 1 {
		above, here := max(0, i-1), min(i, len(r.left)-1)
		y := float64(r.top + i)
		points = append(points, Point{float64(min(r.left[above], r.left[here])), y}, Point{float64(max(r.right[above], r.right[here]) + 1), y})
	}
	half := func(points []Point) (chain []Point) {
		for _, p := range points {
			for len(chain) > 1 && chain[len(chain)-1].minus(chain[len(chain)-2]).cross(p.minus(chain[len(chain)-1])) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, p)
		}
		return chain
	}
	right := half(points)
	slices.Reverse(points)
	left := half(points)
	return append(right[:len(right)-1], left[:len(left)-1]...)
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
