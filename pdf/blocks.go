package pdf

import (
	"fmt"

	"beiandesk/forms"
)

// block divides a block into pieces.
func (l *layouter) block(b forms.Block) []piece {
	var pieces []piece
	switch b.Kind {
	case forms.Title:
		pieces = l.title(b)
	case forms.Caption:
		pieces = l.caption(b)
	case forms.Table:
		pieces = l.table(b)
	case forms.Notes:
		pieces = l.notes(b)
	default:
		pieces = l.text(b)
	}
	if len(pieces) > 0 {
		pieces[0].space, pieces[0].spaceGrow = l.dense(b.Space), mm(b.Grow)
		pieces[len(pieces)-1].keep = pieces[len(pieces)-1].keep || b.Keep
	}
	return pieces
}

// dense scales a distance to the density at hand.
func (l *layouter) dense(v float64) length { return mm(v) * length(l.density) / 100 }

// size returns the size of a block's letters, usual when it names none.
func size(points float64, usual length) length {
	if points == 0 {
		return usual
	}
	return length(points * 1000)
}

// body returns the size of the form's text.
func (l *layouter) body() length { return length(l.form.Size * 1000) }

// title sets a title in the middle, small enough to keep off the place of the
// mark at the page's corner.
func (l *layouter) title(b forms.Block) []piece {
	big := size(b.Size, l.body()*7/4/500*500)
	width := pageWidth - 2*(l.left+markSpace)
	t := fit{paragraphs: l.paragraphs(b.Text, textStyle{face: Bold}), width: width, height: 2 * big, max: big, min: 13 * pt, pitch: 1300}.set()
	return l.linePieces(t.lines, t.size, t.size*13/10, func(p *Page, n line, y length) {
		l.draw(p, n, set{x: (pageWidth - n.size(t.size)) / 2, base: y, size: t.size})
	}, func(p *piece) { p.title, p.keep = true, true })
}

// caption sets a small line, one text at the left and one at the right. Texts
// too long for one line come on lines of their own.
func (l *layouter) caption(b forms.Block) []piece {
	small := size(b.Size, l.body()-pt)
	pitch := small * 15 / 10
	left, right := l.wrapped(b.Text, small), l.wrapped(b.Right, small)
	side := func(lines []line, align forms.Align) []piece {
		return l.linePieces(lines, small, pitch, func(p *Page, n line, y length) {
			l.draw(p, n, set{x: l.aligned(n, small, align, 0), base: y, size: small})
		}, func(p *piece) { p.keep = true })
	}
	if len(left) == 1 && len(right) == 1 && left[0].size(small)+right[0].size(small)+2*small <= l.width {
		both := side(left, forms.Left)[0]
		drawLeft, drawRight := both.draw, side(right, forms.Right)[0].draw
		both.draw = func(p *Page, y, height length) {
			drawLeft(p, y, height)
			drawRight(p, y, height)
		}
		return []piece{both}
	}
	return append(side(left, forms.Left), side(right, forms.Right)...)
}

// wrapped breaks a text over the width of the page.
func (l *layouter) wrapped(t forms.Text, size length) (all []line) {
	width := int(l.width * 1000 / size)
	for _, p := range l.paragraphs(t, textStyle{face: Song}) {
		all = append(all, p.lines(width, width)...)
	}
	return all
}

// text sets paragraphs over the width of the page.
func (l *layouter) text(b forms.Block) []piece {
	letters := size(b.Size, l.body())
	face := Song
	if b.Bold {
		face = Hei
	}
	indent := int(b.Indent * 1000)
	var pieces []piece
	for _, p := range l.paragraphs(b.Text, textStyle{face: face, underline: true}) {
		width := int(l.width * 1000 / letters)
		lines := p.lines(width, width-indent)
		pieces = append(pieces, l.linePieces(lines, letters, l.pitch(letters), func(page *Page, n line, y length) {
			in := length(0)
			if n.first {
				in = length(indent) * letters / 1000
			}
			l.draw(page, n, set{x: l.aligned(n, letters, b.Align, in), base: y, size: letters, track: l.stretch(n, letters, l.width-in, b.Align), whole: true})
		}, func(*piece) {})...)
	}
	return pieces
}

// notes sets small numbered lines under a heading.
func (l *layouter) notes(b forms.Block) []piece {
	small := size(b.Size, min(l.body()-2*pt, 9*pt))
	pitch := small * 15 / 10 * length(l.density) / 100
	var pieces []piece
	if len(b.Text) > 0 {
		for _, p := range l.paragraphs(b.Text, textStyle{face: Hei}) {
			width := int(l.width * 1000 / small)
			pieces = append(pieces, l.linePieces(p.lines(width, width), small, pitch, func(page *Page, n line, y length) {
				l.draw(page, n, set{x: l.left, base: y, size: small})
			}, func(p *piece) { p.keep = true })...)
		}
	}
	hang := small * 19 / 10
	for i, item := range b.Items {
		number := l.single(fmt.Sprintf("%d.", i+1), Song)[0]
		for _, p := range l.paragraphs(item, textStyle{face: Song}) {
			width := int((l.width - hang) * 1000 / small)
			pieces = append(pieces, l.linePieces(p.lines(width, width), small, pitch, func(page *Page, n line, y length) {
				if n.first {
					l.draw(page, number, set{x: l.left + small*4/10, base: y, size: small})
				}
				l.draw(page, n, set{x: l.left + hang, base: y, size: small, track: l.stretch(n, small, l.width-hang, forms.Justify), whole: true})
			}, func(*piece) {})...)
		}
	}
	return pieces
}

// linePieces makes a piece of every line. The first two lines of a paragraph
// stay together, and the last two.
func (l *layouter) linePieces(lines []line, letters, pitch length, draw func(p *Page, n line, base length), shape func(*piece)) []piece {
	pieces := make([]piece, len(lines))
	for i, n := range lines {
		pieces[i] = piece{height: pitch, draw: func(p *Page, y, height length) { draw(p, n, baseline(y, height, letters)) }}
		pieces[i].keep = len(lines) > 1 && (i == 0 || i == len(lines)-2)
		shape(&pieces[i])
	}
	return pieces
}

// baseline returns the baseline of letters that stand in the middle of a line
// or cell. The em box of the fonts reaches from 0.12 below to 0.88 above it.
func baseline(y, height, letters length) length { return y + height/2 + letters*38/100 }

// aligned returns where a line begins.
func (l *layouter) aligned(n line, letters length, align forms.Align, indent length) length {
	switch align {
	case forms.Centre:
		return l.left + (l.width-n.size(letters))/2
	case forms.Right:
		return l.left + l.width - n.size(letters)
	}
	return l.left + indent
}

// widest is the most that justification adds to a letter, in thousandths of
// its size; a line that would need more stays ragged.
const widest = 350

// stretch returns what is added to the letters of a line to fill the width;
// words of an alphabet stay as they are.
func (l *layouter) stretch(n line, letters, width length, align forms.Align) length {
	if align != forms.Justify || n.last || len(n.atoms) < 2 {
		return 0
	}
	room := width - n.size(letters)
	if last := n.atoms[len(n.atoms)-1]; room < 0 && last.halfAtEnd() {
		room += half * letters / 1000
	}
	gaps := length(0)
	for i := range len(n.atoms) - 1 {
		if !inWord(n.atoms[i].r) || !inWord(n.atoms[i+1].r) {
			gaps++
		}
	}
	if gaps == 0 {
		return 0
	}
	track := room / gaps
	if track < 0 || track > widest*letters/1000 {
		return 0
	}
	return track
}
