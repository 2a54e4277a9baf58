package pdf

import (
	"fmt"
	"slices"
	"strings"

	"beiandesk/forms"
)

// maxPages is the most pages that one form may have; a form with more has
// values that no clerk could have meant.
const maxPages = 400

// Missing is a character that no font has; 〓 is drawn in its place.
type Missing struct {
	Rune  rune
	Key   string   // placeholder of the value, e.g. entity.name; empty for wording
	Forms []string // keys of the filings of the form that it was met in
}

// layouter lays one form out.
type layouter struct {
	fonts   *fontSet
	form    *forms.Form
	density int // percent of the usual distances
	left    length
	width   length
	missing []Missing
}

func (l *layouter) miss(r rune, key string) {
	m := Missing{Rune: r, Key: key, Forms: l.form.Filings}
	if !slices.ContainsFunc(l.missing, func(o Missing) bool { return o.Rune == r && o.Key == key }) {
		l.missing = append(l.missing, m)
	}
}

// densities are the distances that are tried, in percent, to save a page.
var densities = []int{100, 93, 87}

// layout lays a form out on as many pages as it needs.
func layout(fonts *fontSet, form *forms.Form) ([]*Page, []Missing, error) {
	if form.Over != nil {
		return overlay(fonts, form)
	}
	var best []*Page
	var missing []Missing
	for i, density := range densities {
		l := &layouter{fonts: fonts, form: form, density: density, left: mm(form.Margin)}
		l.width = pageWidth - 2*l.left
		pages, err := l.run()
		if err != nil {
			return nil, nil, err
		}
		if i == 0 || len(pages) < len(best) {
			best = pages
		}
		missing = l.missing // the same at every density
		if len(best) == 1 || len(best) > 3 {
			break
		}
	}
	return best, missing, nil
}

func (l *layouter) run() ([]*Page, error) {
	f := filler{l: l, bottom: l.bodyBottom(), y: headTop}
	foot := l.footLines()
	if len(foot) > 1 && l.form.Mark == nil { // beside a mark there is room
		f.bottom -= length(len(foot)-1) * l.pitch(footSize)
	}
	var pieces []piece
	for _, b := range l.form.Blocks {
		pieces = append(pieces, l.block(b)...)
	}
	if err := f.fill(pieces); err != nil {
		return nil, fmt.Errorf("form %s: %w", l.form.Name, err)
	}
	for i, p := range f.pages {
		l.frame(p, i, len(f.pages), foot)
	}
	return f.pages, nil
}

// footKey stands for the values at the foot in reports of missing characters.
const footKey = "foot"

const (
	footSize = 8 * pt
	headSize = 9 * pt
	footGray = 40
)

// pitch is the distance of lines of text of a size.
func (l *layouter) pitch(size length) length {
	return size * length(l.form.Leading*1000) / 1000 * length(l.density) / 100
}

// mostFoot is how many lines the foot may have. It only helps to sort pages;
// what is too long ends in an ellipsis and stands in full on the form.
const mostFoot = 2

func (l *layouter) footLines() []line {
	text := forms.Text{{Text: strings.ReplaceAll(Clean(l.form.Foot), "\n", " "), Key: footKey}}
	width := int((l.width - l.markRoom() - mm(45)) * 1000 / footSize)
	p := l.paragraphs(text, textStyle{face: Song})[0]
	lines := p.lines(width, width)
	if len(lines) <= mostFoot {
		return lines
	}
	lines = lines[:mostFoot]
	last := &lines[mostFoot-1]
	ellipsis := l.atom('…', Song, "")
	for last.width+ellipsis.advance > width {
		n := len(last.atoms) - 1
		last.width -= last.atoms[n].advance
		last.atoms = last.atoms[:n]
	}
	last.atoms = append(slices.Clone(last.atoms), ellipsis)
	last.width += ellipsis.advance
	return lines
}

// frame draws what every page has: its number and the filing at the foot, the
// form's name at the head of following pages.
func (l *layouter) frame(p *Page, i, n int, foot []line) {
	number := fmt.Sprintf("第 %d 页 / 共 %d 页", i+1, n)
	for _, part := range []struct {
		lines []line
		right bool
	}{{foot, false}, {l.single(number, Song), true}} {
		for k, ln := range part.lines {
			x := l.left
			if part.right {
				x = pageWidth - l.left - l.markRoom() - ln.size(footSize)
			}
			y := footLine - length(len(part.lines)-1-k)*l.pitch(footSize)
			l.draw(p, ln, set{x: x, base: y, size: footSize, gray: footGray})
		}
	}
	l.mark(p, i, n)
	if i > 0 {
		more := "（续）"
		if l.form.Over != nil {
			more = "（附页）"
		}
		for _, ln := range l.single(l.form.Name+more, Hei) {
			l.draw(p, ln, set{x: l.left, base: headBand - mm(4), size: headSize, gray: footGray})
		}
	}
}

// single returns a text as one line.
func (l *layouter) single(s string, face Face) []line {
	return l.paragraphs(forms.Text{{Text: s}}, textStyle{face: face})[0].lines(1<<30, 1<<30)
}

// size returns the width of the line at a size of letters.
func (n line) size(size length) length { return length(n.width) * size / 1000 }
