package outline

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/raster"
)

// measure finds the sides of documents in the full picture.
type measure struct {
	at    *reader
	fine  *raster.Raster // the small copy
	even  *raster.Raster // the same without print
	w, h  float64
	pixel float64 // what a pixel of the small copy is in the picture's
}

func newMeasure(img image.Image, fine, even *raster.Raster, pixel float64) *measure {
	b := img.Bounds()
	return &measure{newReader(img), fine, even, float64(b.Dx()), float64(b.Dy()), pixel}
}

const (
	stations    = 96   // places along a side at which the step is looked for
	fewStations = 24   // the same for a first look
	fromCorner  = 0.05 // share of a side at either end that is left out: corners may be round
	reach       = 4.5  // how far a side may be off, pixels of the small copy
	frameWidth  = 3.5  // pixels of the small copy: a side this near to the edge of the picture lies on it
	leastStep   = 4.0  // grey levels that a step must have to be seen
	onLine      = 0.30 // how far off a line its inliers lie, pixels of the small copy
)

// refine measures the sides of a candidate, and scores it.
func (m *measure) refine(f *Found, stations int) {
	var apart [4]bool
	f.OnFrame = f.Quad.onFrame(m.w, m.h, frameWidth*m.pixel)
	for range 1 + stations/96 {
		var lines [4]line
		for i := range f.Quad {
			a, b := f.Quad.side(i)
			if f.OnFrame[i] { // there is nothing beyond to tell it from
				lines[i], f.Seen[i] = lineThrough(a, b), 0
				continue
			}
			lines[i], f.Seen[i], apart[i] = m.side(a, b, stations)
		}
		q := cornersOf(lines, f.Quad)
		if !q.convex(flattest/2) || q.Area() <= 0 {
			break
		}
		f.Quad = q
	}
	f.OnFrame = f.Quad.onFrame(m.w, m.h, frameWidth*m.pixel)
	f.Score = m.score(f)
	if printed(f, apart) {
		f.Score = 0
	}
}

// printed reports whether what was found is a frame printed on paper: at most
// one of its sides parts two kinds of ground.
func printed(f *Found, apart [4]bool) bool {
	sides, parting := 0, 0
	for i := range apart {
		if !f.OnFrame[i] {
			sides++
			if apart[i] {
				parting++
			}
		}
	}
	return parting <= 1 && sides > 1
}

func (m *measure) score(f *Found) float64 {
	sum, least, open := 0.0, 1.0, 0
	for i, seen := range f.Seen {
		if f.OnFrame[i] {
			seen, open = 0.4, open+1
		}
		sum += seen / 4
		least = min(least, seen)
	}
	size := math.Sqrt(min(1, f.Quad.Area()/(m.w*m.h)))
	fill := min(1, (f.Fill-leastFill)/(0.97-leastFill))
	return 0.40*sum + 0.20*least + 0.25*size + 0.15*fill - 0.05*float64(open)
}

// side measures the side from a to b, inside on its right: the line of steps,
// the share of stations that are on it, and whether it parts two grounds.
func (m *measure) side(a, b Point, stations int) (l line, share float64, apart bool) {
	guess := lineThrough(a, b)
	toward, seen, apart := m.contrast(a, b, guess.normal)
	if !seen {
		return guess, 0, false
	}
	probe := m.newProbe(a, b, guess.normal, toward)
	var points []Point
	tried := 0
	for k := range stations {
		at := a.towards(b, fromCorner+(1-2*fromCorner)*(float64(k)+0.5)/float64(stations))
		if at.X < 0 || at.Y < 0 || at.X > m.w || at.Y > m.h {
			continue
		}
		tried++
		if p, ok := probe.step(at); ok {
			points = append(points, p)
		}
	}
	if tried == 0 {
		return guess, 0, false
	}
	l, on := consensus(points, max(1, onLine*m.pixel))
	share = float64(on) / float64(tried)
	if on < stations/5 {
		return guess, share, apart
	}
	if l.normal.dot(guess.normal) < 0 {
		l = line{l.normal.times(-1), -l.offset}
	}
	return l, share, apart
}

// probe looks for the step from ground to document across a side.
type probe struct {
	at              *reader
	inward, tangent Point
	toward          mix     // in which document and ground differ
	pitch           float64 // between samples, pixels
	offsets, half   int     // how far off the step may be, and samples on either side of it
	sums, steps     []float64
}

func (m *measure) newProbe(a, b, inward Point, toward [3]float64) *probe {
	along := b.minus(a)
	p := &probe{at: m.at, inward: inward, toward: m.at.towards(toward), pitch: max(1, m.pixel/4)}
	p.tangent = along.times(max(1, m.pixel/3) / along.length())
	p.offsets = int(math.Ceil(reach * m.pixel / p.pitch))
	p.half = max(1, int(m.pixel/p.pitch))
	p.sums = make([]float64, 2*(p.offsets+p.half)+2)
	p.steps = make([]float64, 2*p.offsets+1)
	return p
}

// step returns where, across a place on the side, the document begins: the
// strongest step, a little dearer the further it is away, between samples.
func (p *probe) step(at Point) (Point, bool) {
	const dearer = 0.25
	p.sample(at)
	for i := range p.steps {
		c := i + p.half
		inside, outside := p.sums[c+p.half+1]-p.sums[c+1], p.sums[c]-p.sums[c-p.half]
		p.steps[i] = (inside - outside) / float64(p.half)
	}
	best, bestAt := leastStep/2, math.NaN()
	for i := 1; i+1 < len(p.steps); i++ {
		before, here, after := p.steps[i-1], p.steps[i], p.steps[i+1]
		far := float64(i-p.offsets) / float64(p.offsets)
		if v := here * (1 - dearer*far*far); v > best && here >= before && here >= after {
			best, bestAt = v, float64(i-p.offsets)
			if bend := before - 2*here + after; bend < 0 {
				bestAt += 0.5 * (before - after) / bend
			}
		}
	}
	return at.plus(p.inward.times(bestAt * p.pitch)), !math.IsNaN(bestAt)
}

// sample fills the running sums of samples across a place, each the mean of
// three beside each other.
func (p *probe) sample(at Point) {
	span := p.offsets + p.half
	sum := 0.0
	for i := -span; i <= span; i++ {
		here := at.plus(p.inward.times(float64(i) * p.pitch))
		sum += p.at.across(&p.toward, here, p.tangent)
		p.sums[i+span+1] = sum
	}
}

// contrast returns the direction, in colours, from ground to document, whether
// the one differs from the other at the side, and whether it does further away
// too: beyond a printed frame there is paper again.
func (m *measure) contrast(a, b, inward Point) (toward [3]float64, seen, apart bool) {
	near, bright := m.difference(m.fine, a, b, inward, 2, 3)
	least := max(leastStep, leastContrast*bright)
	if length3(near) < least {
		near, bright = m.difference(m.even, a, b, inward, 4, 6)
		least = max(leastStep, leastContrast*bright)
	}
	size := length3(near)
	if size < least {
		return near, false, false
	}
	apart = m.apart(a, b, inward, least)
	for c := range near {
		near[c] /= size
	}
	return near, true, apart
}

// apart reports whether there is no paper again anywhere near a side.
func (m *measure) apart(a, b, inward Point, least float64) bool {
	var paper [3]float64 // the lightest there is inside: not what is printed along the side
	for d := 4.0; d <= 20; d += 4 {
		for c, v := range m.along(m.even, a, b, inward, d, d+1) {
			paper[c] = max(paper[c], v)
		}
	}
	for d := 4.0; d <= 18; d += 2 {
		ground := m.along(m.even, a, b, inward, -d, -d-1)
		if length3([3]float64{paper[0] - ground[0], paper[1] - ground[1], paper[2] - ground[2]}) < least {
			return false
		}
	}
	return true
}

// leastContrast is how much, of its brightness, a document must differ from the
// ground. White paper on a scanner's lid differs by 2.7 %, on a white desk by
// 10 %.
const leastContrast = 0.04

// difference returns how the colours inside of a side differ from those
// outside, between two distances from it in pixels of the small copy, and how
// bright it is inside.
func (m *measure) difference(r *raster.Raster, a, b, inward Point, nearest, furthest float64) (d [3]float64, bright float64) {
	in, out := m.along(r, a, b, inward, nearest, furthest), m.along(r, a, b, inward, -nearest, -furthest)
	for c := range d {
		d[c] = in[c] - out[c]
		bright = max(bright, in[c])
	}
	return d, bright
}

// along returns the usual colour beside a side, at two distances from it in
// pixels of the small copy, negative for outside.
func (m *measure) along(r *raster.Raster, a, b, inward Point, distances ...float64) (usual [3]float64) {
	var seen [3][]float64
	for k := range 32 {
		at := a.towards(b, 0.08+0.84*float64(k)/31).times(1 / m.pixel)
		for _, far := range distances {
			for c, v := range colourAt(r, at.plus(inward.times(far))) {
				seen[c] = append(seen[c], v)
			}
		}
	}
	for c := range usual {
		usual[c] = middle(seen[c])
	}
	return usual
}

// colourAt returns the colour of the pixel at a point, or of the nearest one.
func colourAt(r *raster.Raster, p Point) (c [3]float64) {
	i := min(max(int(p.Y), 0), r.H-1)*r.W + min(max(int(p.X), 0), r.W-1)
	for k := range c {
		c[k] = float64(r.Plane[k][i])
	}
	return c
}

func dot3(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

func length3(a [3]float64) float64 { return math.Sqrt(dot3(a, a)) }

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// consensus fits a line to points of which some are wrong: the one through two
// of them that most lie on (Fischler and Bolles 1981, tried systematically),
// then least squares over those.
func consensus(points []Point, near float64) (line, int) {
	var best line
	most := 0
	for i := 0; i < len(points); i += 2 {
		for j := i + max(4, len(points)/3); j < len(points); j += 3 {
			l := lineThrough(points[i], points[j])
			on := 0
			for _, p := range points {
				if math.Abs(l.from(p)) < near {
					on++
				}
			}
			if on > most {
				best, most = l, on
			}
		}
	}
	if most < 3 {
		return best, 0
	}
	for range 2 {
		best, most = fitted(points, best, near)
	}
	return best, most
}

// fitted returns the least-squares line through the points near one.
func fitted(points []Point, l line, near float64) (line, int) {
	var mean Point
	n := 0
	for _, p := range points {
		if math.Abs(l.from(p)) < near {
			mean = mean.plus(p)
			n++
		}
	}
	if n < 2 {
		return l, n
	}
	mean = mean.times(1 / float64(n))
	var xx, xy, yy float64
	for _, p := range points {
		if math.Abs(l.from(p)) < near {
			d := p.minus(mean)
			xx, xy, yy = xx+d.X*d.X, xy+d.X*d.Y, yy+d.Y*d.Y
		}
	}
	turn := 0.5 * math.Atan2(2*xy, xx-yy)
	normal := Point{-math.Sin(turn), math.Cos(turn)}
	return line{normal, normal.dot(mean)}, n
}
