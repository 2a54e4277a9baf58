package collect

import (
	"cmp"
	"image"
	"math"
	"slices"

	"beiandesk/internal/warp"
)

// stage is one pass of laying a scan over the printed page.
type stage struct {
	reduce int // of the printed page's resolution
	reach  int // pixels that a part is looked for around where it should be
}

// The passes: the first grows from the mark, with what was found next to it
// telling where the next is; the second sees details.
var (
	coarse = stage{reduce: 2, reach: 6}
	fine   = stage{reduce: 1, reach: 5}
	// wide is for pages that nothing tells the place of.
	wide = stage{reduce: 4, reach: 10}
)

// Parts are squares of the page with enough print in them to be told from their
// surroundings.
const (
	partSide   = 22.0 // millimetres
	partStep   = 18.0
	leastInk   = 12.0 // standard deviation of the print's grey levels
	leastAlike = 0.45 // correlation of scan and print
	leastParts = 5
)

// found is a part of the page found in its scan, in pixels of the reduced page.
type found struct {
	x, y   float64 // its middle, as printed
	dx, dy float64 // how far off it lies
}

// matched moves the corners of the page so that what is printed lies on what was
// scanned, and returns how many parts of it were found; 0 for too few, with the
// corners as they were.
func (p *Printed) matched(img image.Image, q warp.Quad, s stage) (warp.Quad, int) {
	print := grey.of(p.Page, p.Page.Rect, s.reduce)
	w, h := print.Rect.Dx(), print.Rect.Dy()
	flat, err := warp.Straighten(img, q, w, h)
	if err != nil {
		return q, 0
	}
	scan := grey.of(flat, flat.Rect, 1)
	scale := mm / float64(s.reduce)
	parts := p.parts(print, scale)
	var all []found
	for _, at := range parts {
		dx, dy := predict(all, float64(at.Min.X+at.Max.X)/2, float64(at.Min.Y+at.Max.Y)/2)
		if f, ok := locatePart(print, scan, at, int(math.Round(dx)), int(math.Round(dy)), s.reach); ok {
			all = append(all, f)
		}
	}
	fit, kept, ok := robust(all)
	if !ok || kept < max(leastParts, len(parts)/4) {
		return q, 0
	}
	var moved warp.Quad
	for i, c := range [4][2]float64{{0, 0}, {float64(w), 0}, {float64(w), float64(h)}, {0, float64(h)}} {
		dx, dy := fit.at(c[0], c[1])
		moved[i] = mapped(q, w, h, c[0]+dx, c[1]+dy)
	}
	return moved, kept
}

// mapped returns where a point of the straightened page lies in the picture.
func mapped(q warp.Quad, w, h int, x, y float64) warp.Point {
	const unit = 64 // part of a pixel
	at := image.Pt(int(math.Round(x*unit)), int(math.Round(y*unit)))
	part, err := q.Part(w*unit, h*unit, image.Rectangle{Min: at, Max: at.Add(image.Pt(unit, unit))})
	if err != nil {
		return warp.Point{}
	}
	return part[0]
}

// parts lists the parts of the page with print in them, those near the mark
// first.
func (p *Printed) parts(print *image.Gray, scale float64) []image.Rectangle {
	var all []image.Rectangle
	side := int(partSide * scale)
	for y := 6.0; y+partSide < pageHeight-4; y += partStep {
		for x := 8.0; x+partSide < pageWidth-4; x += partStep {
			r := image.Rect(0, 0, side, side).Add(image.Pt(int(x*scale), int(y*scale)))
			if r.In(print.Rect) && deviation(print, r) >= leastInk {
				all = append(all, r)
			}
		}
	}
	from := func(r image.Rectangle) float64 {
		return math.Hypot(float64(r.Min.X+r.Max.X)/2-p.CodeLeft*scale, float64(r.Min.Y+r.Max.Y)/2-p.CodeTop*scale)
	}
	slices.SortStableFunc(all, func(a, b image.Rectangle) int { return cmp.Compare(from(a), from(b)) })
	return all
}

func deviation(m *image.Gray, r image.Rectangle) float64 {
	var sum, squares, n float64
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range m.Pix[y*m.Stride+r.Min.X : y*m.Stride+r.Max.X] {
			sum += float64(v)
			squares += float64(v) * float64(v)
			n++
		}
	}
	return math.Sqrt(max(0, squares/n-sum/n*sum/n))
}

// predict returns how far off a part should lie by those already found.
func predict(all []found, x, y float64) (dx, dy float64) {
	const enough = 4 // parts that tell
	if len(all) == 0 {
		return 0, 0
	}
	if len(all) >= enough {
		if fit, ok := similarity(all); ok {
			return fit.at(x, y)
		}
	}
	best := math.Inf(1)
	for _, f := range all {
		if d := math.Hypot(f.x-x, f.y-y); d < best {
			best, dx, dy = d, f.dx, f.dy
		}
	}
	return dx, dy
}

// locatePart looks for a part of the print around where it should be in the scan,
// by correlation.
func locatePart(print, scan *image.Gray, at image.Rectangle, dx, dy, reach int) (found, bool) {
	scores := make([][]float64, 2*reach+1)
	bestX, bestY, best := 0, 0, -1.0
	for j := -reach; j <= reach; j++ {
		scores[j+reach] = make([]float64, 2*reach+1)
		for i := -reach; i <= reach; i++ {
			c := correlation(print, scan, at, dx+i, dy+j)
			scores[j+reach][i+reach] = c
			if c > best {
				bestX, bestY, best = i, j, c
			}
		}
	}
	if best < leastAlike || bestX == -reach || bestX == reach || bestY == -reach || bestY == reach {
		return found{}, false
	}
	s := func(i, j int) float64 { return scores[bestY+j+reach][bestX+i+reach] }
	f := found{x: float64(at.Min.X+at.Max.X) / 2, y: float64(at.Min.Y+at.Max.Y) / 2}
	f.dx = float64(dx+bestX) + peak(s(-1, 0), best, s(1, 0))
	f.dy = float64(dy+bestY) + peak(s(0, -1), best, s(0, 1))
	return f, true
}

// peak returns where between three values a parabola through them is highest.
func peak(a, b, c float64) float64 {
	if d := a - 2*b + c; d < 0 {
		return min(max((a-c)/(2*d), -0.5), 0.5)
	}
	return 0
}

// correlation compares a part of the print with the scan moved by dx and dy, every
// other row, from -1 to 1.
func correlation(print, scan *image.Gray, at image.Rectangle, dx, dy int) float64 {
	if !at.Add(image.Pt(dx, dy)).In(scan.Rect) {
		return -1
	}
	var n, sa, sb, saa, sbb, sab int
	for y := at.Min.Y; y < at.Max.Y; y += 2 {
		a := print.Pix[y*print.Stride+at.Min.X : y*print.Stride+at.Max.X]
		b := scan.Pix[(y+dy)*scan.Stride+at.Min.X+dx:][:len(a)]
		for i, p := range a {
			u, v := int(p), int(b[i])
			sa += u
			sb += v
			saa += u * u
			sbb += v * v
			sab += u * v
		}
		n += len(a)
	}
	va, vb := float64(n*saa-sa*sa), float64(n*sbb-sb*sb)
	if va <= 0 || vb <= 0 {
		return -1
	}
	return float64(n*sab-sa*sb) / math.Sqrt(va*vb)
}

// similarity fits what was found by a turn, a scale and a shift, which parts in one
// row tell as well as any; of an affine map they leave half open.
func similarity(all []found) (fit affine, ok bool) {
	n := float64(len(all))
	var mx, my, mu, mv, a, b, d float64
	for _, f := range all {
		mx, my, mu, mv = mx+f.x/n, my+f.y/n, mu+f.dx/n, mv+f.dy/n
	}
	for _, f := range all {
		x, y, u, v := f.x-mx, f.y-my, f.dx-mu, f.dy-mv
		a += x*u + y*v
		b += x*v - y*u
		d += x*x + y*y
	}
	if d < 1 {
		return fit, false
	}
	a, b = a/d, b/d
	return affine{{mu - a*mx + b*my, a, -b}, {mv - b*mx - a*my, b, a}}, true
}

// affine is how far off the points of the page lie: a linear function each way.
type affine [2][3]float64

func (a *affine) at(x, y float64) (dx, dy float64) {
	return a[0][0] + a[0][1]*x + a[0][2]*y, a[1][0] + a[1][1]*x + a[1][2]*y
}

// robust fits what was found by least squares, again and again without what lies
// far from the fit, and returns how many parts were kept.
func robust(all []found) (fit affine, kept int, ok bool) {
	for _, far := range [...]float64{math.Inf(1), 4, 2, 1.5} { // pixels
		var use []found
		for _, f := range all {
			if dx, dy := fit.at(f.x, f.y); math.Hypot(dx-f.dx, dy-f.dy) < far || math.IsInf(far, 1) {
				use = append(use, f)
			}
		}
		if len(use) < 3 {
			return fit, 0, false
		}
		if fit, ok = leastSquares(use); !ok {
			return fit, 0, false
		}
		kept = len(use)
	}
	return fit, kept, true
}

func leastSquares(all []found) (fit affine, ok bool) {
	var m [3][5]float64
	for _, f := range all {
		t := [3]float64{1, f.x, f.y}
		for i := range t {
			for j := range t {
				m[i][j] += t[i] * t[j]
			}
			m[i][3] += t[i] * f.dx
			m[i][4] += t[i] * f.dy
		}
	}
	for c := range 3 { // elimination; the matrix is positive
		if m[c][c] < 1e-6 {
			return fit, false
		}
		for r := range 3 {
			if r != c {
				k := m[r][c] / m[c][c]
				for j := c; j < 5; j++ {
					m[r][j] -= k * m[c][j]
				}
			}
		}
	}
	for i := range 3 {
		fit[0][i], fit[1][i] = m[i][3]/m[i][i], m[i][4]/m[i][i]
	}
	return fit, true
}
