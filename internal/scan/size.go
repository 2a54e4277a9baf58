package scan

import (
	"math"

	"github.com/disintegration/imaging"

	"beiandesk/internal/provider"
)

// goodSide is the long side that a picture is reduced to when nothing asks for
// more: at 200,000 bytes more pixels make every one of them worse, fewer lose
// detail.
const goodSide = 1900

// scaling says how a picture becomes one that its slot takes.
type scaling struct {
	least    float64 // smallest factor that meets the slot's pixels in either orientation
	chosen   float64
	enlarged bool // least is above 1: the source has too few pixels
}

// scalingFor chooses the size of a picture of w by h pixels. The long side is
// compared with the larger number of the slot, the short side with the smaller.
// Where the source has pixels enough, the size also satisfies the two numbers
// as they are written, so that a strict reading passes too.
func scalingFor(w, h int, slot provider.Slot) scaling {
	long, short := float64(max(w, h)), float64(min(w, h))
	var s scaling
	if slot.Width > 0 && slot.Height > 0 {
		s.least = max(float64(max(slot.Width, slot.Height))/long, float64(min(slot.Width, slot.Height))/short)
		s.chosen = max(float64(slot.Width)/float64(w), float64(slot.Height)/float64(h))
	}
	if s.least > 1 {
		s.enlarged, s.chosen = true, s.least
		return s
	}
	if s.chosen > 1 { // too few for the strict reading: as many as there are
		s.chosen = 1
	}
	s.chosen = min(1, max(s.chosen, goodSide/long))
	return s
}

// apply returns the size at a factor, never below the slot's numbers by
// rounding.
func apply(w, h int, factor float64) (int, int) {
	round := func(n int) int { return max(1, int(math.Ceil(float64(n)*factor-1e-6))) }
	return round(w), round(h)
}

// filterFor picks how pixels are resampled: many into one by averaging, which
// is quick and never rings; close to the source's own size by a cubic.
func filterFor(from, to int) imaging.ResampleFilter {
	if from >= 3*to {
		return imaging.Box
	}
	return imaging.CatmullRom
}
