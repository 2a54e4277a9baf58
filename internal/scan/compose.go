package scan

import (
	"image"
	"image/color"
	"math"

	"github.com/disintegration/imaging"

	"beiandesk/internal/provider"
)

// compose puts the sides of a document on one upright white page, the first
// above the others, all of the same width. No side is enlarged here.
func compose(sources []*source, slot provider.Slot) *image.NRGBA {
	const goodWidth = 1200
	width := goodWidth
	for _, s := range sources {
		width = min(width, s.width())
	}
	if total := heightAt(width, sources); total > goodSide {
		// Not taller than needed, nor narrower than the slot's short side.
		narrow := width * goodSide / total
		width = min(width, max(narrow, min(slot.Width, slot.Height)))
	}
	margin := max(8, width/30)
	page := imaging.New(width+2*margin, heightAt(width, sources)+margin*(len(sources)+1), color.White)
	y := margin
	for _, s := range sources {
		side := imaging.Resize(s.img, width, scaledHeight(width, s), filterFor(s.width(), width))
		page = imaging.Paste(page, side, image.Pt(margin, y))
		y += side.Bounds().Dy() + margin
	}
	return page
}

func heightAt(width int, sources []*source) (total int) {
	for _, s := range sources {
		total += scaledHeight(width, s)
	}
	return total
}

func scaledHeight(width int, s *source) int {
	return max(1, int(math.Round(float64(s.height())*float64(width)/float64(s.width()))))
}

// filterFor picks how pixels are resampled: many into one by averaging, which
// is quick and never rings; close to the source's own size by a cubic.
func filterFor(from, to int) imaging.ResampleFilter {
	if from >= 3*to {
		return imaging.Box
	}
	return imaging.CatmullRom
}
