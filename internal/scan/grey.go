package scan

import (
	"image"

	"github.com/disintegration/imaging"
)

// isGrey reports whether a picture has no colour of its own: a copy from a
// black-and-white machine, also when it was photographed in coloured light or
// its paper has yellowed.
//
// The picture is averaged down to about 400 pixels, which removes sensor and
// compression noise. Light multiplies every pixel's colour by the same factor,
// so the shares of red and blue in a pixel are compared with those of the
// typical pixel: a grey copy shows no pixel that differs, a document shows at
// least its seal. One pixel in two thousand decides; dark pixels, whose shares
// are noise, do not vote. No light is so coloured that white turns to a strong
// colour: such a picture is no grey one.
func isGrey(img image.Image) bool {
	const (
		side      = 400
		darkest   = 90    // sum of the three channels
		differs   = 0.035 // share of one channel in the sum
		levels    = 10    // and by so much in the channel itself
		strongest = 0.12  // how far light moves a share from one third
		oneIn     = 2000
		histogram = 1000
	)
	small := imaging.Fit(img, side, side, imaging.Box)
	var reds, blues [histogram + 1]int
	share := func(c, sum int) int { return c * histogram / sum }
	voters := 0
	each := func(visit func(red, blue, sum int)) {
		for i := 0; i+3 < len(small.Pix); i += 4 {
			r, g, b := int(small.Pix[i]), int(small.Pix[i+1]), int(small.Pix[i+2])
			if sum := r + g + b; sum >= darkest {
				visit(share(r, sum), share(b, sum), sum)
			}
		}
	}
	each(func(red, blue, _ int) { reds[red]++; blues[blue]++; voters++ })
	if voters == 0 {
		return true
	}
	typicalRed, typicalBlue := median(reds[:], voters), median(blues[:], voters)
	if abs(typicalRed-histogram/3) > strongest*histogram || abs(typicalBlue-histogram/3) > strongest*histogram {
		return false
	}
	coloured := 0
	each(func(red, blue, sum int) {
		far := max(abs(red-typicalRed), abs(blue-typicalBlue))
		if float64(far) > differs*histogram && far*sum > levels*histogram {
			coloured++
		}
	})
	return coloured*oneIn < voters
}

func median(counts []int, total int) int {
	seen := 0
	for i, n := range counts {
		if seen += n; 2*seen >= total {
			return i
		}
	}
	return 0
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
