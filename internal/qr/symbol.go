package qr

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// Symbol is where a QR code lies: the middles of its three finder patterns.
type Symbol struct {
	Corner Point   // the pattern at the code's own upper left
	Right  Point   // the one at its upper right
	Below  Point   // the one at its lower left
	Module float64 // size of a module, pixels
}

// Turn returns the quarter turns clockwise, 0 to 3, that make the code upright.
func (s Symbol) Turn() int {
	angle := math.Atan2(s.Right.Y-s.Corner.Y, s.Right.X-s.Corner.X)
	return (4 - int(math.Round(angle/(math.Pi/2)))) % 4
}

// Bounds returns the code's part of the picture, with its quiet zone.
func (s Symbol) Bounds() image.Rectangle {
	fourth := Point{s.Right.X + s.Below.X - s.Corner.X, s.Right.Y + s.Below.Y - s.Corner.Y}
	r := image.Rectangle{Min: image.Pt(math.MaxInt32, math.MaxInt32), Max: image.Pt(math.MinInt32, math.MinInt32)}
	for _, p := range [...]Point{s.Corner, s.Right, s.Below, fourth} {
		r.Min.X, r.Min.Y = min(r.Min.X, int(p.X)), min(r.Min.Y, int(p.Y))
		r.Max.X, r.Max.Y = max(r.Max.X, int(p.X)+1), max(r.Max.Y, int(p.Y)+1)
	}
	return r.Inset(-int(8 * s.Module)) // half a pattern and four modules of quiet zone
}

// Find returns the likeliest QR code in a grey picture: the three finder
// patterns of one size whose places make the best right angle with even legs.
func Find(m *image.Gray) (Symbol, bool) {
	if all := Candidates(m, 1); len(all) > 0 {
		return all[0], true
	}
	return Symbol{}, false
}

// Candidates returns what may be QR codes in a grey picture, the likeliest
// first, at most as many as asked for. They may share finder patterns.
func Candidates(m *image.Gray, most int) []Symbol {
	const seenEnough, mostPatterns = 2, 40
	var patterns []finder
	for _, f := range finders(threshold(m)) {
		if f.seen >= seenEnough && len(patterns) < mostPatterns {
			patterns = append(patterns, f)
		}
	}
	type candidate struct {
		Symbol
		bad float64
	}
	var all []candidate
	for i := range patterns {
		for j := range patterns {
			for k := range patterns {
				if i == j || j == k || i == k {
					continue
				}
				if s, bad, ok := symbolOf(&patterns[i], &patterns[j], &patterns[k]); ok {
					all = append(all, candidate{s, bad})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.bad, b.bad) })
	var best []Symbol
	for _, c := range all[:min(most, len(all))] {
		best = append(best, c.Symbol)
	}
	return best
}

// symbolOf takes three patterns for those at the corner, right and below, and
// says how far they are from being so.
func symbolOf(corner, right, below *finder) (Symbol, float64, bool) {
	small := min(corner.module, right.module, below.module)
	large := max(corner.module, right.module, below.module)
	a := Point{right.at.X - corner.at.X, right.at.Y - corner.at.Y}
	b := Point{below.at.X - corner.at.X, below.at.Y - corner.at.Y}
	la, lb := math.Hypot(a.X, a.Y), math.Hypot(b.X, b.Y)
	module := (small + large) / 2
	if large > 1.5*small || la < 12*module || la > 180*module { // versions 1 to 40: 14 to 170 modules apart
		return Symbol{}, 0, false
	}
	sine, cosine := (a.X*b.Y-a.Y*b.X)/(la*lb), (a.X*b.X+a.Y*b.Y)/(la*lb)
	if sine < 0.9 { // seen from behind, or not at right angles
		return Symbol{}, 0, false
	}
	uneven := math.Abs(la-lb) / max(la, lb)
	if uneven > 0.2 {
		return Symbol{}, 0, false
	}
	return Symbol{corner.at, right.at, below.at, module}, uneven + math.Abs(cosine) + (large/small-1)/2, true
}
