package scan

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"beiandesk/internal/provider"
)

// page is what a slot's picture shows: one document, or the sides of one above
// each other. It is drawn at whatever size is asked for, each time from the
// full sources.
type page struct {
	documents     []document
	width, height int   // at which no side is enlarged, pixels
	places        []box // of the documents, at that size
}

type box struct{ x, y, w, h int }

// pageOf lays out documents.
func pageOf(documents []document, slot provider.Slot) page {
	if len(documents) == 1 {
		w, h := documents[0].size()
		return page{documents, w, h, []box{{0, 0, w, h}}}
	}
	width := widthFor(documents, slot)
	margin := max(3, width/marginShare)
	p := page{documents: documents, width: width + 2*margin, height: margin}
	for i := range documents {
		h := documents[i].heightAt(width)
		p.places = append(p.places, box{margin, p.height, width, h})
		p.height += h + margin
	}
	return p
}

// marginShare is what part of a card's width is left white around it, so that
// the two fill more than 98 % of the picture's width.
const marginShare = 120

// widthFor returns the width of the documents on a page: that of the smallest,
// so that none is enlarged, and not more than is of use.
func widthFor(documents []document, slot provider.Slot) int {
	const goodWidth = 1200
	width := goodWidth
	for i := range documents {
		w, _ := documents[i].size()
		width = min(width, w)
	}
	total := 0
	for i := range documents {
		total += documents[i].heightAt(width)
	}
	if total > goodSide {
		// Not taller than needed, nor narrower than the slot's short side.
		width = min(width, max(width*goodSide/total, min(slot.Width, slot.Height)))
	}
	return width
}

func (d *document) heightAt(width int) int {
	return max(1, int(math.Round(float64(width)/d.aspect)))
}

// render draws the page at w by h pixels.
func (p *page) render(w, h int) (image.Image, error) {
	if len(p.documents) == 1 {
		return p.documents[0].render(w, h)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	across, down := float64(w)/float64(p.width), float64(h)/float64(p.height)
	for i, at := range p.places {
		x, y := int(math.Round(float64(at.x)*across)), int(math.Round(float64(at.y)*down))
		side, err := p.documents[i].render(max(1, int(math.Round(float64(at.w)*across))), max(1, int(math.Round(float64(at.h)*down))))
		if err != nil {
			return nil, err
		}
		draw.Draw(out, side.Bounds().Sub(side.Bounds().Min).Add(image.Pt(x, y)), side, side.Bounds().Min, draw.Src)
	}
	return out, nil
}
