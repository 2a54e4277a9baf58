package pdf

import (
	"fmt"
	"strconv"

	"beiandesk/forms"
)

// The sizes of text on a blank: it is set smaller to go into its box, but not
// below the least size; what does not fit then stands on a sheet of its own.
const (
	leastOnBlank = 13 * pt / 2
	leastNumber  = 5 * pt // of the word that points to the sheet
	blankPitch   = 1200   // of lines, in thousandths of the size
)

// attached is a text that does not fit in its box.
type attached struct {
	name string
	text forms.Text
}

// overlay lays out a form that is written on a blank, and the sheet with the
// texts that did not fit.
func overlay(fonts *fontSet, form *forms.Form) ([]*Page, []Missing, error) {
	l := &layouter{fonts: fonts, form: form, density: 100, left: mm(form.Margin)}
	l.width = pageWidth - 2*l.left
	pages := make([]*Page, len(form.Over.Pages))
	for i, b := range form.Over.Pages {
		width, height := forms.Paper(b)
		pages[i] = &Page{Blank: b, Across: width > height}
	}
	var more []attached
	for _, placed := range form.Over.Places {
		if placed.Page < 0 || placed.Page >= len(pages) {
			return nil, nil, fmt.Errorf("form %s: nothing can stand on page %d", form.Name, placed.Page+1)
		}
		more = l.onBlank(pages[placed.Page], placed, more)
	}
	if len(more) > 0 {
		sheet, err := l.attachment(more)
		if err != nil {
			return nil, nil, err
		}
		pages = append(pages, sheet...)
	}
	for i, p := range pages {
		if p.Blank == nil {
			l.frame(p, i, len(pages), l.footLines())
		} else {
			l.mark(p, i, len(pages))
		}
	}
	return pages, l.missing, nil
}

// onBlank draws one placement; a text that does not fit is added to more.
func (l *layouter) onBlank(p *Page, placed forms.Placement, more []attached) []attached {
	x, y, w, h := mm(placed.X), mm(placed.Y), mm(placed.Width), mm(placed.Height)
	switch placed.Kind {
	case forms.TickPlace:
		tick(p, x, y, w, h)
	case forms.CrossPlace:
		cross(p, x, y, w, h)
	case forms.SignPlace, forms.DatePlace, forms.SealPlace:
		p.Places = append(p.Places, Place{Kind: PlaceKind(placed.Kind), Left: placed.X, Top: placed.Y, Width: placed.Width, Height: placed.Height,
			Label: labelOf(placed.Name), ByProvider: placed.ByProvider, Optional: placed.Undated})
	default:
		if !l.textOnBlank(p, placed, placed.Text, leastOnBlank, x, y, w, h) {
			more = append(more, attached{placed.Name, placed.Text})
			l.pointer(p, placed, len(more), x, y, w, h)
		}
	}
	return more
}

// textOnBlank draws a text in its box and reports whether it fits; if not,
// nothing is drawn.
func (l *layouter) textOnBlank(p *Page, placed forms.Placement, text forms.Text, least, x, y, w, h length) bool {
	face := Song
	if placed.Hei {
		face = Hei
	}
	size := length(placed.Size * 1000)
	f := fit{paragraphs: l.paragraphs(text, textStyle{face: face}), width: w, height: h, max: size, min: min(size, least), pitch: blankPitch}
	if placed.Code {
		f.track = codeTrack
	}
	t := &textContent{l: l, fit: f, align: placed.Align}
	if t.align == "" {
		t.align = forms.Left
	}
	if !t.fitsIn(w, h) {
		return false
	}
	t.draw(p, x, y, w, h)
	return true
}

// pointer says in the box of a text that does not fit where it stands, in as
// many words as there is room for.
func (l *layouter) pointer(p *Page, placed forms.Placement, n int, x, y, w, h length) {
	number := strconv.Itoa(n)
	placed.Code = false
	for _, words := range []string{"见附页第 " + number + " 项", "见附页 " + number, "附 " + number, number} {
		if l.textOnBlank(p, placed, forms.Text{{Text: words, Key: "blank"}}, leastNumber, x, y, w, h) {
			return
		}
	}
}

// tick draws a tick that fills a box, in the middle where it is not square.
func tick(p *Page, x, y, w, h length) {
	side := min(w, h)
	x, y = x+(w-side)/2, y+(h-side)/2
	p.valueLine(x+side*12/100, y+side*52/100, x+side*40/100, y+side*84/100)
	p.valueLine(x+side*40/100, y+side*84/100, x+side*90/100, y+side*14/100)
}

// cross draws a cross that fills a box, in the middle where it is not square.
func cross(p *Page, x, y, w, h length) {
	side := min(w, h)
	x, y = x+(w-side)/2, y+(h-side)/2
	p.valueLine(x+side*15/100, y+side*15/100, x+side*85/100, y+side*85/100)
	p.valueLine(x+side*85/100, y+side*15/100, x+side*15/100, y+side*85/100)
}

func (p *Page) valueLine(x, y, x2, y2 length) {
	p.Ops = append(p.Ops, Op{Kind: OpLine, X: x, Y: y, X2: x2, Y2: y2, Stroke: mm(0.45), Value: true})
}

// attachment lays out the sheet with the texts that did not fit.
func (l *layouter) attachment(more []attached) ([]*Page, error) {
	sheet := *l.form
	sheet.Over = nil
	table := forms.Block{Kind: forms.Table, Columns: []float64{8, 28, 64}, Heads: 1, Rows: []forms.Row{row("序号", "项目", forms.Text{{Text: "内容"}}, true)}}
	for i, m := range more {
		table.Rows = append(table.Rows, row(strconv.Itoa(i+1), m.name, m.text, false))
	}
	inner := &layouter{fonts: l.fonts, form: &sheet, density: 100, left: l.left, width: l.width}
	f := filler{l: inner, bottom: inner.bodyBottom() - inner.pitch(footSize), y: headTop}
	if err := f.fill(inner.block(table)); err != nil {
		return nil, fmt.Errorf("form %s: %w", l.form.Name, err)
	}
	return f.pages, nil
}

// row is a row of the sheet.
func row(number, name string, text forms.Text, head bool) forms.Row {
	return forms.Row{Cells: []forms.Cell{
		{Text: forms.Text{{Text: number}}, Head: true, Cols: 1, Rows: 1},
		{Text: forms.Text{{Text: name}}, Head: true, Cols: 1, Rows: 1},
		{Text: text, Head: head, Cols: 1, Rows: 1},
	}}
}
