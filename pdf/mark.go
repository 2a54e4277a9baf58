package pdf

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"beiandesk/internal/mark"
)

// The mark stands in the lower right corner, within what printers reach; next to
// it, under the page number, what it says for people.
var (
	markModule = mm(mark.ModuleMM)
	markSide   = mark.Modules * markModule
	markQuiet  = mark.Quiet * markModule
	markTop    = pageHeight - mm(6.2) - markSide
	numberLine = footLine + mm(3.4)
)

const numberSize = 6500 // thousandths of a point

// bodyBottom returns how far down blocks reach.
func (l *layouter) bodyBottom() length {
	if l.form.Mark == nil {
		return bodyBottom
	}
	return min(bodyBottom, markTop-markQuiet)
}

// markRoom is the width that a mark takes at the right end of the foot.
func (l *layouter) markRoom() length {
	if l.form.Mark == nil {
		return 0
	}
	return markSide + markQuiet
}

// mark draws the mark of the i-th of n pages.
func (l *layouter) mark(p *Page, i, n int) {
	if l.form.Mark == nil {
		return
	}
	m := *l.form.Mark
	m.Page, m.Pages = i+1, n
	x, y := l.markPlace(p)
	p.Ops = append(p.Ops, Op{Kind: OpCode, X: x, Y: y, X2: markModule, Text: m.Text(), Value: true})
	for _, ln := range l.single(m.Readable(), Hei) {
		for i := range ln.atoms {
			ln.atoms[i].value = true
		}
		l.draw(p, ln, set{x: x - markQuiet - ln.size(numberSize), base: y + numberLine - markTop, size: numberSize, gray: footGray})
	}
}

// markPlace returns where the upper left module of the mark stands.
func (l *layouter) markPlace(p *Page) (x, y length) {
	if over := l.form.Over; over != nil && over.MarkAt != nil {
		return mm(over.MarkAt.X) + markQuiet, mm(over.MarkAt.Y) + markQuiet
	}
	width, height := p.size()
	return width - l.left - markSide, height - (pageHeight - markTop)
}

// code draws a QR code as one shape, so that no viewer shows seams between its
// modules. The page description counts from the lower left corner.
func (d *drawer) code(op Op) error {
	runs, err := codeRuns(op.Text)
	if err != nil {
		return err
	}
	d.setGray(0, op.Gray)
	var b strings.Builder
	fmt.Fprintf(&b, "q %s 0 0 -%s %s %s cm", number(op.X2), number(op.X2), number(op.X), number(d.height-op.Y))
	for _, r := range runs {
		fmt.Fprintf(&b, " %d %d %d 1 re", r.x, r.y, r.n)
	}
	b.WriteString(" f Q")
	d.doc.RawWriteStr(b.String())
	return nil
}

// codeRun is a run of dark modules in a row of a code.
type codeRun struct{ x, y, n int }

// codeRuns encodes a text at level M.
func codeRuns(text string) ([]codeRun, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("mark %q: %w", text, err)
	}
	var runs []codeRun
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			n := 0
			for code.Black(x+n, y) {
				n++
			}
			if n > 0 {
				runs = append(runs, codeRun{x, y, n})
			}
			x += n
		}
	}
	return runs, nil
}
