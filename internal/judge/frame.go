package judge

import (
	"image"
	"slices"
)

// Frame is what lies along the edge of a picture that is taken as a whole,
// because no document was found in it.
type Frame struct {
	// Crossing is how often ink runs out of the picture on every side: upper,
	// right, lower, left.
	Crossing [4]int
	// Ground is the share of the edge, on the side that has the least of it,
	// that is of another colour than the paper.
	Ground float64
	// Across and Down are the shares of the picture's width and height from the
	// first ink to the last.
	Across, Down float64
}

// FrameOf measures along a picture's edge.
func FrameOf(m *image.NRGBA) Frame {
	g := squaresOf(m)
	if len(g.paper) == 0 {
		return Frame{}
	}
	var f Frame
	paper := g.usual(m)
	const outermost, inner = 2, 0.015 // pixels, where a scanner's shadow may lie; share of the sides
	deep := outermost + int(inner*float64(max(m.Rect.Dx(), m.Rect.Dy())))
	f.Ground = 1
	for side := range f.Crossing {
		f.Crossing[side] = strokes(sideOf(m, side, outermost))
		f.Ground = min(f.Ground, other(sideOf(m, side, outermost), paper), other(sideOf(m, side, deep), paper))
	}
	f.Across, f.Down = g.extent()
	return f
}

// sideOf returns the pixels along a side of a picture, so far inside of it.
func sideOf(m *image.NRGBA, side, inside int) [][3]uint8 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	n := w
	if side%2 == 1 {
		n = h
	}
	line := make([][3]uint8, n)
	for i := range line {
		x, y := i, inside
		switch side {
		case 1:
			x, y = w-1-inside, i
		case 2:
			y = h - 1 - inside
		case 3:
			x, y = inside, i
		}
		line[i] = [3]uint8(m.Pix[m.PixOffset(x, y):])
	}
	return line
}

// usual returns the colour of the paper: the middle one of its lightest half.
func (g *squares) usual(m *image.NRGBA) (c [3]uint8) {
	lightest := slices.Clone(g.paper)
	slices.Sort(lightest)
	least := lightest[len(lightest)/2]
	var counts [3][256]int
	n := 0
	for y := 0; y < m.Rect.Dy(); y += 2 {
		for x := 0; x < m.Rect.Dx(); x += 2 {
			if p := m.Pix[m.PixOffset(x, y):]; max(p[0], p[1], p[2]) >= least {
				n++
				for k := range counts {
					counts[k][p[k]]++
				}
			}
		}
	}
	for k := range counts {
		c[k] = upper(&counts[k], n/2)
	}
	return c
}

// other returns the share of pixels that are not of the paper's colour, however
// much light falls on them.
func other(line [][3]uint8, paper [3]uint8) float64 {
	const darker, hue = 0.72, 0.06 // of the paper's brightness; share of a colour in the sum
	sum := func(c [3]uint8) float64 { return float64(int(c[0]) + int(c[1]) + int(c[2]) + 1) }
	n := 0
	for _, c := range line {
		s, p := sum(c), sum(paper)
		if s < darker*p || absf(float64(c[0])/s-float64(paper[0])/p) > hue || absf(float64(c[2])/s-float64(paper[2])/p) > hue {
			n++
		}
	}
	return float64(n) / float64(max(1, len(line)))
}

// extent returns how much of the width and height lies between the first and
// the last square that ink is in.
func (g *squares) extent() (across, down float64) {
	const contrast = 40 // levels
	left, right, top, bottom := g.w, -1, g.h, -1
	for i := range g.paper {
		if int(g.paper[i])-int(g.ink[i]) >= contrast {
			x, y := i%g.w, i/g.w
			left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
		}
	}
	if right < 0 {
		return 0, 0
	}
	return float64(right-left+1) / float64(g.w), float64(bottom-top+1) / float64(g.h)
}

// strokes counts the short dark runs on light ground along a line of pixels.
func strokes(colours [][3]uint8) (n int) {
	const ink, longest, beside, alike = 0.72, 0.03, 8, 0.12 // of the brightness beside; of the line; pixels; of the brightness
	line := make([]uint8, len(colours))
	for i, c := range colours {
		line[i] = luma(c[0], c[1], c[2])
	}
	for i := beside; i < len(line)-beside; i++ {
		before := float64(slices.Max(line[i-beside : i]))
		if float64(line[i]) > ink*before {
			continue
		}
		end := i
		for end < len(line)-beside && float64(line[end]) <= ink*before {
			end++
		}
		after := float64(slices.Max(line[end : end+beside]))
		if end < len(line)-beside && float64(end-i) <= longest*float64(len(line)) && absf(after-before) < alike*before {
			n++
		}
		i = end
	}
	return n
}
