package judge

import "image"

const (
	patch      = 8     // pixels of the side of the squares whose colours are compared
	around     = 6     // squares to either side that are a square's surroundings
	darkest    = 30    // sum of the three colours below which a pixel's shares are noise
	otherShare = 0.005 // how far the share of red or blue is from the surroundings' where colour is seen
	otherLevel = 2     // and by how many levels of the sum
)

// Coloured returns the share of small squares of a straightened document whose
// colour differs from that of their surroundings, as that of print does from
// paper. Coloured light and yellowed paper change the colour of everything
// alike, and from one end to the other only slowly; a square averages the noise
// of the camera and the fringes of its lens.
func Coloured(m *image.NRGBA) float64 {
	g := chromaOf(m)
	if g.w <= around || g.h <= around {
		return 1
	}
	red, blue := g.surroundings(g.red), g.surroundings(g.blue)
	coloured := 0
	for i, sum := range g.sum {
		far := max(absf(g.red[i]-red[i]), absf(g.blue[i]-blue[i]))
		if far > otherShare && far*sum > otherLevel {
			coloured++
		}
	}
	return float64(coloured) / float64(len(g.sum))
}

// Between returns the share of pixels of a picture that are neither as light as
// paper nor as dark as ink: a page of a fax has next to none. Some hundred
// thousand of those within r are looked at.
func Between(m image.Image, r image.Rectangle) float64 {
	const most, dark, light = 300, 48, 207
	r = r.Intersect(m.Bounds())
	if r.Empty() {
		return 1
	}
	luma := lumaReader(m)
	stepX, stepY := max(1, r.Dx()/most), max(1, r.Dy()/most)
	between, all := 0, 0
	for y := r.Min.Y; y < r.Max.Y; y += stepY {
		for x := r.Min.X; x < r.Max.X; x += stepX {
			all++
			if v := luma(x, y); v > dark && v < light {
				between++
			}
		}
	}
	return float64(between) / float64(all)
}

// lumaReader returns what reads the luma of a pixel.
func lumaReader(m image.Image) func(x, y int) uint8 {
	switch m := m.(type) {
	case *image.YCbCr:
		return func(x, y int) uint8 { return m.Y[m.YOffset(x, y)] }
	case *image.Gray:
		return func(x, y int) uint8 { return m.GrayAt(x, y).Y }
	case *image.NRGBA:
		return func(x, y int) uint8 {
			p := m.Pix[m.PixOffset(x, y):]
			return luma(p[0], p[1], p[2])
		}
	case *image.RGBA:
		return func(x, y int) uint8 {
			p := m.Pix[m.PixOffset(x, y):]
			return luma(p[0], p[1], p[2])
		}
	}
	return func(x, y int) uint8 {
		r, g, b, _ := m.At(x, y).RGBA()
		return luma(uint8(r>>8), uint8(g>>8), uint8(b>>8))
	}
}

// luma is the brightness of a colour (ITU-R BT.601).
func luma(r, g, b uint8) uint8 { return uint8((77*int(r) + 150*int(g) + 29*int(b) + 128) >> 8) }

// chroma are the colours of a picture's squares.
type chroma struct {
	w, h      int
	red, blue []float64 // share of the sum
	sum       []float64 // of red, green and blue
}

func chromaOf(m *image.NRGBA) *chroma {
	g := &chroma{w: m.Rect.Dx() / patch, h: m.Rect.Dy() / patch}
	n := g.w * g.h
	g.red, g.blue, g.sum = make([]float64, n), make([]float64, n), make([]float64, n)
	for y := range g.h {
		for x := range g.w {
			var r, gr, b int
			for j := range patch {
				row := m.Pix[(y*patch+j)*m.Stride+4*x*patch:][:4*patch]
				for k := 0; k < len(row); k += 4 {
					r, gr, b = r+int(row[k]), gr+int(row[k+1]), b+int(row[k+2])
				}
			}
			i, sum := y*g.w+x, float64(r+gr+b)
			if r+gr+b < patch*patch*30 {
				g.red[i], g.blue[i] = 1.0/3, 1.0/3
				continue
			}
			g.red[i], g.blue[i], g.sum[i] = float64(r)/sum, float64(b)/sum, sum/float64(patch*patch)
		}
	}
	return g
}

// surroundings returns the mean of the values around every square, by running
// sums.
func (g *chroma) surroundings(values []float64) []float64 {
	table := make([]float64, (g.w+1)*(g.h+1))
	for y := range g.h {
		sum := 0.0
		for x := range g.w {
			sum += values[y*g.w+x]
			table[(y+1)*(g.w+1)+x+1] = table[y*(g.w+1)+x+1] + sum
		}
	}
	out := make([]float64, len(values))
	for y := range g.h {
		top, bottom := max(0, y-around), min(g.h, y+around+1)
		for x := range g.w {
			left, right := max(0, x-around), min(g.w, x+around+1)
			sum := table[bottom*(g.w+1)+right] - table[top*(g.w+1)+right] - table[bottom*(g.w+1)+left] + table[top*(g.w+1)+left]
			out[y*g.w+x] = sum / float64((bottom-top)*(right-left))
		}
	}
	return out
}

func absf(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}
