package scan

import (
	"image"
	"math"

	"beiandesk/internal/filing"
	"beiandesk/internal/qr"
	"beiandesk/internal/raster"
)

// bearing is which way up a document is.
type bearing struct {
	turn int  // quarter turns clockwise that make it upright
	by   clue // what told
	sure bool // else it is only the likelier way

	symbol *qr.Symbol // the QR code that was seen, before the turn
}

// clue is what tells which way up a document is.
type clue string

// The clues.
const (
	byNothing  clue = ""
	byQRCode   clue = "qr"
	byPortrait clue = "portrait"
	byEmblem   clue = "emblem"
	bySeal     clue = "seal"
	byRows     clue = "rows" // lines of text lie: upright, unless it is upside down
	byUser     clue = "user"
)

// clueNames are the clues in words.
var clueNames = map[clue]filing.Text{
	byQRCode:   {ZH: "二维码", EN: "QR code"},
	byPortrait: {ZH: "照片的位置", EN: "portrait"},
	byEmblem:   {ZH: "国徽的位置", EN: "emblem"},
	bySeal:     {ZH: "印章的位置", EN: "seal"},
}

// cardRatio is the width of an identity card over its height (ISO/IEC 7810
// ID-1, 85.60 mm by 53.98 mm).
const cardRatio = 85.60 / 53.98

// isCard reports whether proportions are those of a card, lying or standing.
func isCard(aspect float64) bool {
	return math.Abs(math.Log(max(aspect, 1/aspect)/cardRatio)) < 0.07
}

// bearingOf tells which way up a straightened document is: by its QR code, by the
// portrait or the emblem of a card, by its seal.
func bearingOf(flat *image.NRGBA) bearing {
	if symbol, ok := qr.Find(lumaOf(flat)); ok {
		return bearing{turn: symbol.Turn(), by: byQRCode, sure: true, symbol: &symbol}
	}
	small, _ := raster.Reduce(flat, 240)
	if isCard(float64(small.W) / float64(small.H)) {
		first := 0
		if small.W < small.H {
			first, small = 1, small.Turned()
		}
		b := cardBearing(small)
		b.turn = (b.turn + first) % 4
		return b
	}
	return sealBearing(small)
}

// lumaOf returns the luma of a picture.
func lumaOf(m *image.NRGBA) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, m.Rect.Dx(), m.Rect.Dy()))
	for i := range out.Pix {
		p := m.Pix[4*i : 4*i+3 : 4*i+3]
		out.Pix[i] = uint8((77*int(p[0]) + 150*int(p[1]) + 29*int(p[2]) + 128) >> 8)
	}
	return out
}

// cardBearing compares the places where a lying card has its portrait, right,
// or its emblem, upper left, with where they are when it is upside down.
func cardBearing(r *raster.Raster) bearing {
	const sure = 0.25
	solid := r.Blurred().Closed(r.W / 48).Edges() // text is gone, the portrait is not
	right := sumIn(solid, r, 0.60, 0.14, 0.96, 0.76)
	left := sumIn(solid, r, 0.04, 0.24, 0.40, 0.86)
	portrait := contrast(right, left)
	red := redness(r)
	above := sumIn(red, r, 0.05, 0.06, 0.30, 0.48)
	below := sumIn(red, r, 0.70, 0.52, 0.95, 0.94)
	emblem := contrast(above, below)
	b := bearing{by: byPortrait, sure: math.Abs(portrait) > sure}
	sign := portrait
	// An emblem is red on a side that has nothing solid elsewhere.
	if math.Abs(emblem) > sure && above+below > 2*(sumIn(red, r, 0, 0, 1, 1)-above-below) {
		b, sign = bearing{by: byEmblem, sure: true}, emblem
	}
	if sign < 0 {
		b.turn = 2
	}
	return b
}

// contrast compares two sums: 1 when there is only the first, -1 when only the
// second.
func contrast(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return (a - b) / (a + b)
}

// sumIn adds up what lies in a part of a raster, given in shares of its size.
func sumIn(values []uint8, r *raster.Raster, left, top, right, bottom float64) (sum float64) {
	for y := int(top * float64(r.H)); y < int(bottom*float64(r.H)); y++ {
		for _, v := range values[y*r.W+int(left*float64(r.W)) : y*r.W+int(right*float64(r.W))] {
			sum += float64(v)
		}
	}
	return sum
}

// redness returns how much redder than the usual pixel every pixel is; what is
// hardly redder does not count.
func redness(r *raster.Raster) []uint8 {
	const least = 16
	red := func(i int) int { return int(r.Plane[0][i]) - (int(r.Plane[1][i])+int(r.Plane[2][i]))/2 }
	var counts [512]int
	for i := range r.Plane[0] {
		counts[min(max(red(i)+256, 0), 511)]++
	}
	usual := median(counts[:], len(r.Plane[0])) - 256
	out := make([]uint8, len(r.Plane[0]))
	for i := range out {
		if d := red(i) - usual; d >= least {
			out[i] = uint8(min(d, 255))
		}
	}
	return out
}

// sealBearing takes a seal in the lower half for upright, papers and licences
// being sealed below their text; lines of text tell rows from columns.
func sealBearing(r *raster.Raster) bearing {
	const least, ink = 0.002, 40 // share of the document that is as red as ink
	const sure = 0.6             // how far apart the halves are
	first, told := 0, linesOfText(r)
	if told < 1 {
		first, r, told = 1, r.Turned(), 1/told
	}
	red := redness(r)
	inked := 0
	for _, v := range red {
		if v > ink {
			inked++
		}
	}
	if float64(inked) < least*float64(len(red)) {
		return bearing{turn: first}
	}
	vertical := contrast(sumIn(red, r, 0, 0.5, 1, 1), sumIn(red, r, 0, 0, 1, 0.5))
	b := bearing{turn: first, by: bySeal, sure: math.Abs(vertical) > sure && told > clearly}
	if vertical < 0 {
		b.turn += 2
	}
	return b
}
