package judge

import "image"

// Edges are the edges of text in a picture.
type Edges struct {
	// Width is how many pixels a sharp change from paper to ink takes: its
	// height over its steepest pixel. Of many edges it is the lower third's, as
	// those that are crossed aslant look wider. A step that a lens spreads by
	// a Gaussian of deviation s has about 2.5·s, a thin stroke 1.7·s.
	Width float64
	Count int // edges that are as strong as text's; with few of them Width says nothing
}

const (
	reversal  = 8    // grey levels that a change of direction must have: less is noise
	leastEdge = 24   // grey levels of the weakest edges that count
	strongly  = 0.5  // share of the height of the strongest twentieth that an edge of text has
	sharpest  = 0.33 // share of edges that are narrower than Width
	widths    = 256  // steps of widths told apart
	perPixel  = 8    // of them in a pixel
)

// EdgesOf measures the edges along every other row and column. The variance of
// the Laplacian, which is often taken, grows with noise; the width of an edge
// does not.
func EdgesOf(m *image.Gray) Edges {
	c := new(edgeCount)
	w, h := m.Rect.Dx(), m.Rect.Dy()
	marginX, marginY := w/25, h/25 // the document's own edges are no text
	line := make([]int, max(w, h))
	for y := marginY; y < h-marginY; y += 2 {
		n := 0
		for _, v := range m.Pix[y*m.Stride+marginX : y*m.Stride+w-marginX] {
			line[n] = int(v)
			n++
		}
		c.along(line[:n])
	}
	for x := marginX; x < w-marginX; x += 2 {
		n := 0
		for y := marginY; y < h-marginY; y++ {
			line[n] = int(m.Pix[y*m.Stride+x])
			n++
		}
		c.along(line[:n])
	}
	return c.sum()
}

// edgeCount counts edges by their height and width.
type edgeCount struct {
	of      [256][widths]int32
	heights [256]int
}

// along counts the edges of a line: from one extreme to the next, where those
// of less than reversal do not count. The line is smoothed first, which takes
// noise and makes no edge narrower than two pixels.
func (c *edgeCount) along(line []int) {
	if len(line) < 3 {
		return
	}
	smooth := func(i int) int { return (line[i-1] + 2*line[i] + line[i+1] + 2) / 4 }
	from := smooth(1) // the extreme that the present edge began at
	end := from       // the furthest it has come
	rising := 0       // 1 or -1 once it is known
	steepest, sofar := 0, 0
	before := from
	for i := 2; i < len(line)-1; i++ {
		v := smooth(i)
		step := v - before
		before = v
		switch {
		case rising == 0:
			if abs(v-from) >= reversal {
				rising, end, steepest = sign(v-from), v, max(1, abs(step))
				sofar = steepest
			}
		case (v-end)*rising >= 0:
			sofar = max(sofar, abs(step))
			end, steepest = v, sofar
		default:
			if (end-v)*rising >= reversal {
				c.add(abs(end-from), steepest)
				from, end, rising, steepest = end, v, -rising, max(1, abs(step))
				sofar = steepest
			}
		}
	}
	c.add(abs(end-from), steepest)
}

func (c *edgeCount) add(height, steepest int) {
	if height < leastEdge || steepest < 1 {
		return
	}
	c.heights[min(height, 255)]++
	c.of[min(height, 255)][min(height*perPixel/steepest, widths-1)]++
}

// sum takes the edges as strong as text's, and of their widths the lower third.
func (c *edgeCount) sum() Edges {
	all := 0
	for _, n := range c.heights {
		all += n
	}
	if all == 0 {
		return Edges{}
	}
	least, above := 255, 0
	for ; least > leastEdge; least-- {
		if above += c.heights[least]; above*20 >= all {
			break
		}
	}
	least = max(leastEdge, int(strongly*float64(least)))
	var byWidth [widths]int
	e := Edges{}
	for height := least; height < 256; height++ {
		for width, n := range c.of[height] {
			byWidth[width] += int(n)
			e.Count += int(n)
		}
	}
	narrower := 0
	for width, n := range byWidth {
		if narrower += n; float64(narrower) >= sharpest*float64(e.Count) {
			e.Width = (float64(width) + 0.5) / perPixel
			break
		}
	}
	return e
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
