package outline

// blurred returns the raster under a binomial filter of 3 by 3 (1 2 1), which
// takes most of the noise.
func (r *raster) blurred() *raster {
	out := newRaster(r.w, r.h)
	row := make([]uint16, r.w*r.h)
	for c, in := range r.plane {
		for y := range r.h {
			from, to := in[y*r.w:(y+1)*r.w], row[y*r.w:(y+1)*r.w]
			last := len(from) - 1
			for x, v := range from {
				to[x] = uint16(from[max(0, x-1)]) + 2*uint16(v) + uint16(from[min(last, x+1)])
			}
		}
		for y := range r.h {
			above, here, below := row[max(0, y-1)*r.w:], row[y*r.w:], row[min(r.h-1, y+1)*r.w:]
			to := out.plane[c][y*r.w : (y+1)*r.w]
			for x := range to {
				to[x] = uint8((above[x] + 2*here[x] + below[x] + 8) / 16)
			}
		}
	}
	return out
}

// closed returns the raster after a closing with a square of 2·radius+1: dark
// things that are narrower vanish in what surrounds them, as print does in
// paper (Serra, Image Analysis and Mathematical Morphology, 1982).
func (r *raster) closed(radius int) *raster {
	out := newRaster(r.w, r.h)
	for c, in := range r.plane {
		extreme(out.plane[c], in, r.w, r.h, radius, true)
		extreme(out.plane[c], out.plane[c], r.w, r.h, radius, false)
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

func (r *runner) over(line, out []uint8, step int) {
	k := 2*r.radius + 1
	n := len(line) + 2*r.radius
	n += (k - n%k) % k
	padded, fore, back := r.padded[:n], r.fore[:n], r.up[:n]
	for i := range padded {
		padded[i] = line[min(max(i-r.radius, 0), len(line)-1)]
	}
	pick := func(a, b uint8) uint8 { return min(a, b) }
	if r.largest {
		pick = func(a, b uint8) uint8 { return max(a, b) }
	}
	for at := 0; at < n; at += k {
		fore[at] = padded[at]
		for i := at + 1; i < at+k; i++ {
			fore[i] = pick(fore[i-1], padded[i])
		}
		back[at+k-1] = padded[at+k-1]
		for i := at + k - 2; i >= at; i-- {
			back[i] = pick(back[i+1], padded[i])
		}
	}
	for i := range line {
		out[i*step] = pick(back[i], fore[i+k-1])
	}
}

// edges returns how strong the edge at every pixel is: the largest difference,
// over the colours, between its neighbours across.
func (r *raster) edges() []uint8 {
	out := make([]uint8, r.w*r.h)
	for y := range r.h {
		up, down := max(0, y-1)*r.w, min(r.h-1, y+1)*r.w
		for x := range r.w {
			left, right := max(0, x-1), min(r.w-1, x+1)
			most := 0
			for _, p := range r.plane {
				dx := int(p[y*r.w+right]) - int(p[y*r.w+left])
				dy := int(p[down+x]) - int(p[up+x])
				most = max(most, dx*dx+dy*dy)
			}
			out[y*r.w+x] = root[min(most, len(root)-1)]
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
