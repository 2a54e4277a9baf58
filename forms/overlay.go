package forms

import "beiandesk/internal/blank"

// Overlay is a paper that is written on a blank of the provider's: its pages,
// and what stands where on them.
type Overlay struct {
	File   string        // of the blank, as the form file names it
	Pages  []*blank.Page // in the order in which they are printed
	Places []Placement
	// MarkAt is where the mark's upper left corner is, in millimetres; nil for
	// the usual place.
	MarkAt *Point
}

// Point is a place on a page, in millimetres from its upper left corner.
type Point struct{ X, Y float64 }

// Placement is one thing on a page of a blank. X, Y, Width and Height are its
// box in millimetres, from the upper left corner of the page as it is printed.
type Placement struct {
	Kind                PlacementKind
	Page                int // index in the overlay's pages
	X, Y, Width, Height float64
	Name                string // what it is called where it does not fit, or the label of a place to sign
	Text                Text
	Size                float64 // points, at most
	Hei                 bool    // sans serif
	Align               Align
	Code                bool // a number to be compared digit by digit: set wide
	ByProvider          bool // the provider signs and seals here, not the applicant
	Undated             bool // the date is to be left to the provider
}

// PlacementKind tells placements apart.
type PlacementKind string

// The kinds of placements. At places to sign, date and seal nothing is drawn:
// the blank says what belongs there.
const (
	TextPlace  PlacementKind = "text"
	TickPlace  PlacementKind = "tick"
	CrossPlace PlacementKind = "cross"
	SignPlace  PlacementKind = "sign"
	DatePlace  PlacementKind = "date"
	SealPlace  PlacementKind = "seal"
)

// placing is a placement whose values are still missing.
type placing struct {
	Placement
	only
	each bool // once for every filing of the group
	rows int  // how many there is room for on a page
	step float64
}

// fillOver puts values on the blank. Where there are more filings than a page
// has rows for, the page is printed again with the next ones.
func (s *sheet) fillOver(head lookup, rows []lookup) *Overlay {
	over := *s.form.Over
	over.Pages = nil
	for page, blankPage := range s.form.Over.Pages {
		for copied := range s.copies(page, len(rows)) {
			over.Pages = append(over.Pages, blankPage)
			for _, p := range s.places {
				if p.Page == page {
					over.Places = append(over.Places, p.fill(len(over.Pages)-1, copied, head, rows)...)
				}
			}
		}
	}
	return &over
}

// copies returns how often a page is printed.
func (s *sheet) copies(page, filings int) int {
	n := 1
	for _, p := range s.places {
		if p.Page == page && p.each {
			n = max(n, (filings+p.rows-1)/p.rows)
		}
	}
	return n
}

// fill returns the placements on one copy of the page.
func (p placing) fill(page, copied int, head lookup, rows []lookup) (all []Placement) {
	values := []lookup{head}
	if p.each {
		from := min(copied*p.rows, len(rows))
		values = rows[from:min(from+p.rows, len(rows))]
	}
	for i, v := range values {
		if !p.fits(v) {
			continue
		}
		one := p.Placement
		one.Page = page
		one.Y += float64(i) * p.step
		one.Text = p.Text.fill(v)
		all = append(all, one)
	}
	return all
}
