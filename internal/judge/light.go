package judge

import (
	"image"
	"slices"
)

// Light is how a document is lit.
type Light struct {
	// Paper is the brightness of its paper, of 1: the median, over small
	// squares, of the strongest colour of what is light in them.
	Paper float64
	// Dimmest is the paper's brightness in the darkest tenth of the squares,
	Dimmest float64
	// and Brightest that in the lightest tenth.
	Brightest float64
	// Glare is the share of the document that the largest burnt-out spot covers:
	// nothing in it can be told from white, and the paper around is darker.
	Glare float64
	// Around is the brightness of the paper beside that spot, of 1.
	Around float64
	// Solid is the share of squares that are dark all over: a portrait has
	// some, print has none.
	Solid float64
}

const (
	square = 8   // pixels of a square's side
	solid  = 0.5 // of the paper's brightness: what lies in shadow is brighter
	burnt  = 250 // a pixel all of whose colours reach it is burnt out
)

// LightOf measures the light on a straightened document.
func LightOf(m *image.NRGBA) Light {
	g := squaresOf(m)
	if len(g.paper) == 0 {
		return Light{}
	}
	paper := slices.Clone(g.paper)
	slices.Sort(paper)
	at := func(share float64) float64 { return float64(paper[int(share*float64(len(paper)-1))]) / 255 }
	l := Light{Paper: at(0.5), Dimmest: at(0.1), Brightest: at(0.9)}
	for _, v := range g.paper {
		if float64(v) < solid*255*l.Paper {
			l.Solid += 1 / float64(len(g.paper))
		}
	}
	spot := g.largestBurnt()
	l.Glare = float64(len(spot)) / float64(len(g.paper))
	l.Around = g.besides(spot)
	return l
}

// squares is a document in small squares.
type squares struct {
	w, h  int
	paper []uint8 // the strongest colour of the light pixels
	least []uint8 // the weakest colour of the light pixels
	ink   []uint8 // the strongest colour of the darkest pixels
	burnt []bool  // nearly every pixel is burnt out
}

// squaresOf looks at the squares of a picture, save those at its edges.
func squaresOf(m *image.NRGBA) *squares {
	const edge = 2 // squares left out at every side
	g := &squares{w: m.Rect.Dx()/square - 2*edge, h: m.Rect.Dy()/square - 2*edge}
	if g.w < 1 || g.h < 1 {
		return new(squares)
	}
	n := g.w * g.h
	g.paper, g.least, g.ink, g.burnt = make([]uint8, n), make([]uint8, n), make([]uint8, n), make([]bool, n)
	for y := range g.h {
		for x := range g.w {
			g.look(m, y*g.w+x, (x+edge)*square, (y+edge)*square)
		}
	}
	return g
}

func (g *squares) look(m *image.NRGBA, i, left, top int) {
	const light, most = 10, 95 // of 100 pixels: the lightest tenth is paper; nearly all
	var strong, weak [256]int
	white := 0
	for y := top; y < top+square; y++ {
		row := m.Pix[y*m.Stride+4*left:][:4*square]
		for x := 0; x < len(row); x += 4 {
			hi, lo := max(row[x], row[x+1], row[x+2]), min(row[x], row[x+1], row[x+2])
			strong[hi]++
			weak[lo]++
			if lo >= burnt {
				white++
			}
		}
	}
	const all = square * square
	g.paper[i], g.least[i] = upper(&strong, all*light/100), upper(&weak, all*light/100)
	g.ink[i] = upper(&strong, all-1-all*light/200)
	g.burnt[i] = white*100 >= all*most
}

// upper returns the level that n values lie above.
func upper(counts *[256]int, n int) uint8 {
	for level := 255; level > 0; level-- {
		if n -= counts[level]; n < 0 {
			return uint8(level)
		}
	}
	return 0
}

// largestBurnt returns the largest patch of burnt-out squares that does not lie
// around everything else, as the white around a cut-out does.
func (g *squares) largestBurnt() (largest []int) {
	seen := make([]bool, len(g.burnt))
	for start, b := range g.burnt {
		if !b || seen[start] {
			continue
		}
		patch := []int{start}
		seen[start] = true
		for k := 0; k < len(patch); k++ {
			for _, next := range g.neighbours(patch[k]) {
				if next >= 0 && g.burnt[next] && !seen[next] {
					seen[next] = true
					patch = append(patch, next)
				}
			}
		}
		if len(patch) > len(largest) && !g.surrounds(patch) {
			largest = patch
		}
	}
	return largest
}

// surrounds reports whether a patch reaches at least three sides.
func (g *squares) surrounds(patch []int) bool {
	var at [4]int
	for _, i := range patch {
		for side, on := range [4]bool{i < g.w, i%g.w == g.w-1, i >= len(g.paper)-g.w, i%g.w == 0} {
			if on {
				at[side] = 1
			}
		}
	}
	return at[0]+at[1]+at[2]+at[3] >= 3
}

// neighbours returns the four squares beside one, -1 where there is none.
func (g *squares) neighbours(i int) (n [4]int) {
	n = [4]int{-1, -1, -1, -1}
	if i%g.w > 0 {
		n[0] = i - 1
	}
	if i%g.w < g.w-1 {
		n[1] = i + 1
	}
	if i >= g.w {
		n[2] = i - g.w
	}
	if i < len(g.paper)-g.w {
		n[3] = i + g.w
	}
	return n
}

// besides returns the brightness, by its weakest colour, of the paper that is
// not in a patch.
func (g *squares) besides(patch []int) float64 {
	in := make([]bool, len(g.paper))
	for _, i := range patch {
		in[i] = true
	}
	var others []uint8
	for i, v := range g.least {
		if !in[i] {
			others = append(others, v)
		}
	}
	if len(others) == 0 {
		return 1
	}
	slices.Sort(others)
	return float64(others[len(others)*3/4]) / 255
}
