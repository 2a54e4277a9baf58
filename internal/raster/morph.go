package raster

// Blurred returns the raster under a binomial filter of 3 by 3 (1 2 1), which
// takes most of the noise.
func (r *Raster) Blurred() *Raster {
	out := New(r.W, r.H)
	row := make([]uint16, r.W*r.H)
	for c, in := range r.Plane {
		for y := range r.H {
			from, to := in[y*r.W:(y+1)*r.W], row[y*r.W:(y+1)*r.W]
			last := len(from) - 1
			for x, v := range from {
				to[x] = uint16(from[max(0, x-1)]) + 2*uint16(v) + uint16(from[min(last, x+1)])
			}
		}
		for y := range r.H {
			above, here, below := row[max(0, y-1)*r.W:], row[y*r.W:], row[min(r.H-1, y+1)*r.W:]
			to := out.Plane[c][y*r.W : (y+1)*r.W]
			for x := range to {
				to[x] = uint8((above[x] + 2*here[x] + below[x] + 8) / 16)
			}
		}
	}
	return out
}

// Closed returns the raster after a closing with a square of 2·radius+1: dark
// things that are narrower vanish in what surrounds them, as print does in
// paper (Serra, Image Analysis and Mathematical Morphology, 1982).
func (r *Raster) Closed(radius int) *Raster {
	out := New(r.W, r.H)
	for c, in := range r.Plane {
		extreme(out.Plane[c], in, r.W, r.H, radius, true)
		extreme(out.Plane[c], out.Plane[c], r.W, r.H, radius, false)
	}
	return out
}

// extreme replaces every value by the largest, or smallest, in the square
// around it: a running extreme along the rows, then along the columns (van Herk
// 1992, Gil and Werman 1993).
func extreme(out, in []uint8, w, h, radius int, largest bool) {
	line := make([]uint8, max(w, h))
	run := newRunner(max(w, h), radius, largest)
	for y := range h {
		copy(line, in[y*w:(y+1)*w])
		run.over(line[:w], out[y*w:], 1)
	}
	for x := range w {
		for y := range h {
			line[y] = out[y*w+x]
		}
		run.over(line[:h], out[x:], w)
	}
}

// runner computes running extremes.
type runner struct {
	radius           int
	largest          bool
	padded, fore, up []uint8
}

func newRunner(longest, radius int, largest bool) *runner {
	n := longest + 4*radius + 2
	return &runner{radius, largest, make([]uint8, n), make([]uint8, n), make([]uint8, n)}
}

// over replaces a line by its running extremes, each step bytes apart. A largest
// value is the smallest of the complements.
func (r *runner) over(line, out []uint8, step int) {
	k := 2*r.radius + 1
	n := len(line) + 2*r.radius
	n += (k - n%k) % k
	var flip uint8
	if r.largest {
		flip = 0xff
	}
	padded, fore, back := r.padded[:n], r.fore[:n], r.up[:n]
	for i := range padded {
		padded[i] = flip ^ line[min(max(i-r.radius, 0), len(line)-1)]
	}
	for at := 0; at < n; at += k {
		least := padded[at]
		for i := at; i < at+k; i++ {
			least = min(least, padded[i])
			fore[i] = least
		}
		least = padded[at+k-1]
		for i := at + k - 1; i >= at; i-- {
			least = min(least, padded[i])
			back[i] = least
		}
	}
	for i := range line {
		out[i*step] = flip ^ min(back[i], fore[i+k-1])
	}
}

// Edges returns how strong the edge at every pixel is: the largest difference,
// over the colours, between its neighbours across.
func (r *Raster) Edges() []uint8 {
	out := make([]uint8, r.W*r.H)
	for y := range r.H {
		up, down := max(0, y-1)*r.W, min(r.H-1, y+1)*r.W
		for x := range r.W {
			left, right := max(0, x-1), min(r.W-1, x+1)
			most := 0
			for _, p := range r.Plane {
				dx := int(p[y*r.W+right]) - int(p[y*r.W+left])
				dy := int(p[down+x]) - int(p[up+x])
				most = max(most, dx*dx+dy*dy)
			}
			out[y*r.W+x] = root[min(most, len(root)-1)]
		}
	}
	return out
}

// root is a table of square roots.
var root = func() (t [256 * 256]uint8) {
	n := 0
	for i := range t {
		if (n+1)*(n+1) <= i {
			n++
		}
		t[i] = uint8(min(n, 255))
	}
	return t
}()
