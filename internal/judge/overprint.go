package judge

import (
	"image"
	"math"
)

// Overprint are the signs of grey text that a program laid over a document: a
// good part of it is grey, neither paper nor ink, of one depth everywhere, and
// does not run with the print.
type Overprint struct {
	Share float64 // of the document that is grey
	// Depth is the share of the grey that is of one depth, to within an eighth:
	// a program covers all alike, shadows and worn print are of any depth.
	Depth float64
	// Level says how the edges of the grey run: 1 along rows and columns, as
	// print does, 0 in all directions, below nought aslant.
	Level float64
	Edges int // pixels at the edges of the grey, in a document 1000 pixels long; of few Level says nothing
}

// OverprintOf measures the grey on a straightened document in colour and in
// focus. What has a colour of its own, such as seals, guilloches and the printed
// ground of certificates, is not grey, in whatever light.
func OverprintOf(m *image.NRGBA) (o Overprint) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if w < 4*paperCell || h < 4*paperCell {
		return o
	}
	luma := make([]int32, w*h)
	for i := range luma {
		p := m.Pix[4*i : 4*i+3 : 4*i+3]
		luma[i] = int32(77*int(p[0])+150*int(p[1])+29*int(p[2])+128) >> 8
	}
	g := &greys{pix: m, w: w, h: h, luma: luma, smooth: boxed(luma, w, h), is: make([]bool, w*h)}
	g.find()
	if g.count == 0 {
		return o
	}
	o.Share = float64(g.count) / float64(w*h)
	o.Depth = g.oneDepth()
	o.Level, o.Edges = g.edges()
	return o
}

// paperCell is the side, in pixels, of the cells in which paper is looked for.
const paperCell = 40

// greys are the grey pixels of a document.
type greys struct {
	pix          *image.NRGBA
	w, h         int
	luma, smooth []int32 // and its mean over nine pixels
	is           []bool
	count        int
	depths       [depthSteps]int // how much darker than paper, in steps of 1/400
}

const depthSteps = 400

// find marks the grey pixels, save those near the document's edges, where its
// frame is.
func (g *greys) find() {
	marginX, marginY := g.w/20, g.h/20
	for top := marginY; top < g.h-marginY; top += paperCell {
		for left := marginX; left < g.w-marginX; left += paperCell {
			cell := image.Rect(left, top, min(left+paperCell, g.w-marginX), min(top+paperCell, g.h-marginY))
			if level, red, blue := g.paper(cell); level > 0 {
				g.mark(cell, level, red, blue)
			}
		}
	}
}

// paper returns the luma of the paper in a cell, and the shares, in thousandths,
// that red and blue have in its colour. Two thirds of a cell may be print.
func (g *greys) paper(cell image.Rectangle) (level int32, red, blue int) {
	const alike = 4
	var counts [256]int
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for _, v := range g.luma[y*g.w+cell.Min.X : y*g.w+cell.Max.X] {
			counts[v]++
		}
	}
	level = int32(upper(&counts, cell.Dx()*cell.Dy()/3))
	sum := 1
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for x := cell.Min.X; x < cell.Max.X; x++ {
			if d := g.luma[y*g.w+x] - level; d >= -alike && d <= alike {
				p := g.pix.Pix[g.pix.PixOffset(x, y):]
				red, blue, sum = red+int(p[0]), blue+int(p[2]), sum+int(p[0])+int(p[1])+int(p[2])
			}
		}
	}
	return level, red * 1000 / sum, blue * 1000 / sum
}

// mark marks what is grey in a cell whose paper is known: 7 to 50 per cent darker,
// even, and of the paper's own hue.
func (g *greys) mark(cell image.Rectangle, paper int32, red, blue int) {
	const least, most, hue = 7, 50, 15
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for x := cell.Min.X; x < cell.Max.X; x++ {
			i := y*g.w + x
			darker := paper - g.smooth[i]
			if darker*100 < least*paper || darker*100 > most*paper || !g.even(i, darker) {
				continue
			}
			p := g.pix.Pix[g.pix.PixOffset(x, y):]
			sum := max(1, int(p[0])+int(p[1])+int(p[2]))
			if abs(int(p[0])*1000/sum-red) > hue || abs(int(p[2])*1000/sum-blue) > hue {
				continue
			}
			g.is[i] = true
			g.count++
			g.depths[darker*depthSteps/paper]++
		}
	}
}

// even reports whether the nine pixels around one, which is by some levels
// darker than paper, differ by no more than noise and a third of these: at the
// edge of ink they differ by more.
func (g *greys) even(i int, darker int32) bool {
	const noise = 4
	lo, hi := g.luma[i], g.luma[i]
	for _, row := range [3]int{i - g.w, i, i + g.w} {
		for _, v := range g.luma[row-1 : row+2] {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return (hi-lo)*3 <= darker+3*noise
}

// oneDepth returns the largest share of the grey within an eighth of a depth.
func (g *greys) oneDepth() float64 {
	most := 0
	for v := range depthSteps * 3 / 4 {
		n := 0
		for _, k := range g.depths[v-v/8 : v+v/8+1] {
			n += k
		}
		most = max(most, n)
	}
	return float64(most) / float64(g.count)
}

// edges returns the mean, over the pixels at the edges of the grey, of the
// cosine of four times the angle at which the brightness changes there, and how
// many they are.
func (g *greys) edges() (level float64, n int) {
	const weakest = 40 * 40 // squared, of sums over nine pixels
	wide := boxed(g.smooth, g.w, g.h)
	w := g.w
	for i := 2 * w; i < len(g.is)-2*w; i++ {
		if !g.is[i] || g.is[i-1] && g.is[i+1] && g.is[i-w] && g.is[i+w] {
			continue
		}
		x, y := float64(9*(wide[i+2]-wide[i-2])), float64(9*(wide[i+2*w]-wide[i-2*w]))
		size := float64(x*x) + float64(y*y)
		if size < weakest {
			continue
		}
		n++
		double := (float64(x*x) - float64(y*y)) / size // cosine of twice the angle
		level += 2*float64(double*double) - 1
	}
	return level / math.Max(1, float64(n)), n
}

// boxed returns the means over nine pixels; those at the edges stay as they are.
func boxed(in []int32, w, h int) []int32 {
	out := append([]int32(nil), in...)
	for y := 1; y < h-1; y++ {
		above, here, below := in[(y-1)*w:y*w], in[y*w:(y+1)*w], in[(y+1)*w:(y+2)*w]
		last, mid := above[0]+here[0]+below[0], above[1]+here[1]+below[1]
		for x := 1; x < w-1; x++ {
			next := above[x+1] + here[x+1] + below[x+1]
			out[y*w+x] = (last + mid + next + 4) / 9
			last, mid = mid, next
		}
	}
	return out
}
