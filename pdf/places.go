package pdf

import "strings"

// Place is a part of a page where people sign, seal or write the date, in
// millimetres from the page's upper left corner.
type Place struct {
	Kind                     PlaceKind
	Left, Top, Width, Height float64
	Label                    string // what is printed there, e.g. 法定代表人（签字）
	ByProvider               bool   // the provider fills it in, not the applicant
	Optional                 bool   // it may stay empty
}

// PlaceKind tells places apart.
type PlaceKind string

// The kinds of places.
const (
	SealPlace PlaceKind = "seal" // the square around the circle for the seal
	SignPlace PlaceKind = "sign"
	DatePlace PlaceKind = "date"
)

// kindOf tells by its label what is written on a line to sign on; "" for
// anything else.
func kindOf(label string) PlaceKind {
	switch {
	case strings.Contains(label, "日期"):
		return DatePlace
	case strings.Contains(label, "签字"), strings.Contains(label, "签名"), strings.Contains(label, "签署"):
		return SignPlace
	}
	return ""
}

// note takes note of the place that a row of lines to sign on has, behind its
// label's first colon: “日期：　年　月　日” is written into.
func (s *signContent) note(p *Page, r signRow, at set, top, own length) {
	var label strings.Builder
	x, left := at.x, length(-1)
	for _, a := range r.line.atoms {
		x += length(a.advance) * s.size / 1000
		if left < 0 {
			label.WriteRune(a.r)
			if a.r == '：' || a.r == ':' {
				left = x
			}
		}
	}
	if len(r.line.atoms) > 0 {
		s.label = label.String()
	}
	kind := kindOf(s.label)
	if !r.ruled && (kind != DatePlace || left < 0 || left == x) {
		return // a label alone, whose line comes below it
	}
	if left < 0 {
		left = x
	}
	if kind == "" {
		return
	}
	p.Places = append(p.Places, Place{Kind: kind, Left: left.mm(), Top: top.mm(), Width: (at.x + own - left).mm(), Height: r.height.mm(),
		Label: labelOf(s.label), ByProvider: s.cell.ByProvider, Optional: s.cell.Undated && kind == DatePlace})
}

// labelOf returns what stands before a label's first colon.
func labelOf(s string) string {
	if i := strings.IndexAny(s, "：:"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

// noteSeal takes note of the place for the seal around a middle.
func (s *signContent) noteSeal(p *Page, x, y length) {
	side := 2 * sealRadius
	p.Places = append(p.Places, Place{Kind: SealPlace, Left: (x - sealRadius).mm(), Top: (y - sealRadius).mm(), Width: side.mm(), Height: side.mm(),
		Label: strings.ReplaceAll(s.cell.Seal, "\n", ""), ByProvider: s.cell.ByProvider})
}

// mm returns a length in millimetres.
func (l length) mm() float64 { return float64(l) * 25.4 / 72000 }
