package collect

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	"beiandesk/internal/provider"
	"beiandesk/internal/warp"
	"beiandesk/pdf"
)

// filings are fictitious filings that need papers, one for each number.
func sampleFiling(n int) *filing.Filing {
	f := new(filing.Filing)
	for key, text := range map[string]string{
		"filing.key": fmt.Sprintf("%03d", n), "filing.kind": "new-entity",
		"entity.name": fmt.Sprintf("样张第%d号科技有限公司", n), "entity.nature": "4", "entity.cert_type": "1", "entity.cert_number": fmt.Sprintf("996405%012d", n),
		"entity.province": "64", "entity.city": "中卫市", "entity.district": "沙坡头区",
		"entity.legal_rep": "样某某", "entity.legal_rep_id_type": "2", "entity.legal_rep_id_number": "11010519491231002X",
		"site.name": fmt.Sprintf("样张网站%d", n), "site.domains": fmt.Sprintf("yangzhang-%d.example.com", n),
		"site.person.name": "范某", "site.person.id_type": "7", "site.person.id_number": "E00000000", "site.person.mobile": "13800000003",
		"access.account_id": "012345678901", "access.account_company": "样张控股（北京）有限公司", "access.ips": "52.82.10.20\n52.83.20.30",
	} {
		if field, ok := filing.ByKey(key); ok {
			f.Set(field, filing.Value{Text: text})
		}
	}
	return f
}

// printPage lays a paper out with its mark.
func printPage(t testing.TB, paper filing.Paper, n int) (*pdf.Page, mark.Mark) {
	t.Helper()
	f := []*filing.Filing{sampleFiling(n)}
	form, err := forms.Default().Fill(paper, f, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	form.PutMark(mark.Batch(f), f)
	pages, _, err := pdf.Layout(form)
	if err != nil {
		t.Fatal(err)
	}
	m := *form.Mark
	m.Page, m.Pages = 1, len(pages)
	return pages[0], m
}

func printedOf(p *pdf.Page) *Printed {
	printed := &Printed{Page: p.Picture(DPI)}
	printed.CodeLeft, printed.CodeTop, _ = p.CodeAt()
	for _, at := range p.Places {
		printed.Places = append(printed.Places, Place{Kind: Kind(at.Kind), Left: at.Left, Top: at.Top, Width: at.Width, Height: at.Height})
	}
	return printed
}

// desk is a printed page that people stamp and write on, in millimetres.
type desk struct {
	m     *image.NRGBA
	scale float64 // pixels a millimetre
	r     *rand.Rand
}

func newDesk(p *pdf.Page, dpi float64, r *rand.Rand) *desk {
	g := p.Picture(dpi)
	d := &desk{m: image.NewNRGBA(g.Rect), scale: dpi / 25.4, r: r}
	for i, v := range g.Pix {
		d.m.Pix[4*i], d.m.Pix[4*i+1], d.m.Pix[4*i+2], d.m.Pix[4*i+3] = v, v, v, 255
	}
	return d
}

// ink puts ink on a point of the paper; strength 0 to 1. What is darker stays.
func (d *desk) ink(px, py int, c color.NRGBA, strength float64) {
	if !(image.Pt(px, py).In(d.m.Rect)) {
		return
	}
	p := d.m.Pix[d.m.PixOffset(px, py):]
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		p[i] = uint8(float64(p[i]) * (1 - strength*(1-float64(v)/255)))
	}
}

// stamp presses a seal with its middle at x, y: a ring, a star, marks for the
// letters. part is the share of the ring that touched the paper.
func (d *desk) stamp(x, y, a, b float64, c color.NRGBA, strength, part float64) {
	turn := (d.r.Float64() - 0.5) * 0.6
	missing := d.r.Float64() * 2 * math.Pi
	patch := func(u, v float64) float64 { return 0.8 + 0.2*math.Sin(u*1.7+3)*math.Cos(v*1.3) }
	n := int((a + 2) * d.scale)
	for py := -n; py <= n; py++ {
		for px := -n; px <= n; px++ {
			u, v := float64(px)/d.scale, float64(py)/d.scale
			q := math.Hypot(u/a, v/b)
			around := math.Mod(math.Atan2(v, u)-missing+4*math.Pi, 2*math.Pi) / (2 * math.Pi)
			if around > part {
				continue
			}
			touch := q < 1 && q > 1-1.1/min(a, b)
			// letters along the ring, and a star's middle
			if q > 0.62 && q < 0.84 {
				k := math.Mod(around*22+turn, 1)
				touch = touch || k < 0.62 && math.Mod(u*2.3+v*1.1+40, 1) < 0.55
			}
			touch = touch || q < 0.26 && math.Abs(math.Mod(math.Atan2(v, u)*5/(2*math.Pi)+10, 1)-0.5) < 0.5*(1-q/0.3)
			if touch {
				d.ink(int(x*d.scale)+px, int(y*d.scale)+py, c, strength*patch(u, v))
			}
		}
	}
}

// pen draws a stroke half a millimetre wide through points.
func (d *desk) pen(points [][2]float64, width float64, c color.NRGBA) {
	touched := make(map[image.Point]bool)
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		steps := int(math.Hypot(q[0]-p[0], q[1]-p[1])*d.scale*2) + 1
		for s := range steps {
			f := float64(s) / float64(steps)
			x, y := (p[0]+(q[0]-p[0])*f)*d.scale, (p[1]+(q[1]-p[1])*f)*d.scale
			n := int(width*d.scale/2 + 1)
			for v := -n; v <= n; v++ {
				for u := -n; u <= n; u++ {
					if math.Hypot(float64(u), float64(v)) <= width*d.scale/2 {
						touched[image.Pt(int(x)+u, int(y)+v)] = true
					}
				}
			}
		}
	}
	for p := range touched {
		d.ink(p.X, p.Y, c, 0.92)
	}
}

// scrawl signs in a box.
func (d *desk) scrawl(left, top, width, height float64, c color.NRGBA) {
	for range 2 + d.r.IntN(2) {
		x, y := left+d.r.Float64()*width*0.3, top+height*(0.2+0.6*d.r.Float64())
		var points [][2]float64
		for range 14 + d.r.IntN(10) {
			points = append(points, [2]float64{x, y})
			x = min(left+width, x+width/20*(0.4+1.2*d.r.Float64()))
			y = min(max(y+(d.r.Float64()-0.5)*height*0.9, top), top+height)
		}
		d.pen(points, 0.4+0.3*d.r.Float64(), c)
	}
}

// date writes a date as eight strokes.
func (d *desk) date(left, top, width, height float64, c color.NRGBA) {
	for i := range 8 {
		x := left + 1 + float64(i)*min(width, 60)/8
		y := top + height*0.3
		d.pen([][2]float64{{x, y}, {x + 1.6, y + 0.6}, {x + 0.2, y + 2}, {x + 1.8, y + 3.4}, {x, y + 4}}, 0.4, c)
	}
}

// scanned says how a page is scanned.
type scanned struct {
	skew    float64 // degrees
	turn    int     // quarter turns clockwise
	grey    bool
	blur    int     // passes
	noise   float64 // levels, standard deviation
	quality int     // of the JPEG
	light   float64 // of the paper
}

// scan puts the page on the glass.
func (d *desk) scan(t testing.TB, s scanned) image.Image {
	t.Helper()
	w, h := d.m.Rect.Dx(), d.m.Rect.Dy()
	sin, cos := math.Sincos(s.skew * math.Pi / 180)
	shiftX, shiftY := (d.r.Float64()-0.5)*3*d.scale, (d.r.Float64()-0.5)*3*d.scale
	cx, cy := float64(w)/2, float64(h)/2
	var q warp.Quad
	for i, c := range [4][2]float64{{0, 0}, {float64(w), 0}, {float64(w), float64(h)}, {0, float64(h)}} {
		x, y := c[0]-cx, c[1]-cy
		q[(i+s.turn)%4] = warp.Point{X: cx + x*cos - y*sin + shiftX, Y: cy + x*sin + y*cos + shiftY}
	}
	if s.turn%2 == 1 {
		w, h = h, w
	}
	return s.sensed(t, d.r, d.m, q, w, h)
}

// sensed is what comes out of a scanner that sees the quadrilateral of the paper.
func (s scanned) sensed(t testing.TB, r *rand.Rand, m *image.NRGBA, q warp.Quad, w, h int) image.Image {
	t.Helper()
	flat, err := warp.Straighten(m, q, w, h)
	if err != nil {
		t.Fatal(err)
	}
	for range s.blur {
		soften(flat)
	}
	for i := 0; i < len(flat.Pix); i += 4 {
		n := r.NormFloat64() * s.noise
		p := flat.Pix[i : i+3]
		if s.grey {
			v := (77*int(p[0]) + 150*int(p[1]) + 29*int(p[2])) >> 8
			p[0], p[1], p[2] = uint8(v), uint8(v), uint8(v)
		}
		for c := range p {
			p[c] = uint8(min(255, max(0, float64(p[c])*s.light+n)))
		}
	}
	var img image.Image = flat
	if s.grey {
		g := image.NewGray(flat.Rect)
		for i := range g.Pix {
			g.Pix[i] = flat.Pix[4*i]
		}
		img = g
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: s.quality}); err != nil {
		t.Fatal(err)
	}
	back, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// soften blurs by the mean of a pixel and its neighbours, weighted 1:2:1.
func soften(m *image.NRGBA) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	for pass := range 2 {
		step, n, lines, stride := 4, w, h, m.Stride
		if pass == 1 {
			step, n, lines, stride = m.Stride, h, w, 4
		}
		for l := range lines {
			for c := range 3 {
				at := l*stride + c
				before := int(m.Pix[at])
				for i := 1; i+1 < n; i++ {
					here := int(m.Pix[at+i*step])
					m.Pix[at+i*step] = uint8((before + 2*here + int(m.Pix[at+(i+1)*step])) / 4)
					before = here
				}
			}
		}
	}
}

var (
	redInk   = color.NRGBA{206, 32, 40, 255}
	blueInk  = color.NRGBA{40, 60, 190, 255}
	blackPen = color.NRGBA{25, 25, 30, 255}
	bluePen  = color.NRGBA{30, 45, 150, 255}
)
