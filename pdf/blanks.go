package pdf

import (
	"fmt"
	"io"
	"strings"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/blank"
)

// blanks are the pages of the provider's blanks in a file: each is there once,
// with what it needs, however many papers are written on it.
type blanks struct {
	copier *blank.Copier
	below  map[*blank.Page]int // objects that draw a page
	names  strings.Builder     // of the resources
	count  int
}

func newBlanks(f *file) *blanks {
	return &blanks{copier: blank.NewCopier(sink{f}), below: make(map[*blank.Page]int)}
}

// resources returns the entry of the pages' resources.
func (b *blanks) resources() string {
	if b.count == 0 {
		return ""
	}
	return "/XObject<<" + b.names.String() + ">>"
}

// under returns the description that draws the blank of a page, as it stands
// before the page's own; empty for none.
func (b *bundle) under(p *Page) string {
	if p.Blank == nil {
		return ""
	}
	n, ok := b.blanks.below[p.Blank]
	if !ok {
		n = b.file.stream([]byte(b.blanks.placed(p)), "")
		b.blanks.below[p.Blank] = n
	}
	return fmt.Sprintf("%d 0 R ", n)
}

// sizeBlur is how much larger than A4 a blank may be to be printed as large as
// it is: programs round A4 in their own ways, and cutting off a hair of margin
// is better than moving every measure.
var sizeBlur = mm(2)

// placed returns the description that draws a blank: in the middle of its page, as
// large as it is, smaller only where it would not go on the page.
func (b *blanks) placed(p *Page) string {
	w, h := p.size()
	width, height := w.points(), h.points()
	scale := 1.0
	if blur := sizeBlur.points(); p.Blank.Width > width+blur || p.Blank.Height > height+blur {
		scale = min(width/p.Blank.Width, height/p.Blank.Height)
	}
	x, y := (width-p.Blank.Width*scale)/2, (height-p.Blank.Height*scale)/2
	var content strings.Builder
	for _, d := range b.copier.Page(p.Blank) {
		name := fmt.Sprintf("B%d", b.count)
		b.count++
		fmt.Fprintf(&b.names, "/%s %d 0 R", name, d.Object)
		fmt.Fprintf(&content, "q %s /%s Do Q\n", blank.Place(d.On(scale, x, y)), name)
	}
	return content.String()
}

// across returns what a page says of itself when it is not upright.
func across(p *Page) string {
	if !p.Across {
		return ""
	}
	return fmt.Sprintf("/MediaBox[0 0 %s %s]", number(pageHeight), number(pageWidth))
}

// sink lets pages be copied into a file.
type sink struct{ *file }

func (s sink) Reserve() int { return s.reserve() }

func (s sink) Object(number int, body string) { s.object(number, "%s", body) }

func (s sink) Stream(number int, entries string, data []byte) { s.packed(number, data, entries) }

func (s sink) Pack(data []byte) ([]byte, string) { return deflate(data), "/Filter/FlateDecode" }

// Grid writes the pages of a blank as they are printed, with a grid of
// millimetres over them that shows where things stand: a line every 5 mm,
// numbers every 10 mm at the edges and every 50 mm within.
func Grid(w io.Writer, file *blank.File, title string, date time.Time) error {
	set, err := fonts()
	if err != nil {
		return err
	}
	b := newBundle(w, set, Options{Title: title, Date: date})
	for _, p := range file.Pages {
		l := &layouter{fonts: set, form: &forms.Form{Size: 10, Leading: 1, Name: title}}
		kids, err := b.write(l.form, []*Page{l.grid(p)})
		if err != nil {
			return err
		}
		b.kids = append(b.kids, kids...)
	}
	_, err = b.close()
	return err
}

// grid draws the grid over a page of a blank.
func (l *layouter) grid(source *blank.Page) *Page {
	p := &Page{Blank: source, Across: source.Width > source.Height}
	w, h := p.size()
	width, height := int(w.mm()+0.5), int(h.mm()+0.5)
	for _, way := range []struct {
		along, over int
		down        bool
	}{{width, height, false}, {height, width, true}} {
		for at := 5; at < way.along; at += 5 {
			stroke, gray := mm(0.05), uint8(75)
			switch {
			case at%50 == 0:
				stroke, gray = mm(0.2), 45
			case at%10 == 0:
				stroke, gray = mm(0.1), 60
			}
			op := Op{Kind: OpLine, X: mm(float64(at)), Y2: h, Stroke: stroke, Gray: gray, Red: true}
			op.X2 = op.X
			if way.down {
				op = Op{Kind: OpLine, Y: mm(float64(at)), X2: w, Stroke: stroke, Gray: gray, Red: true}
				op.Y2 = op.Y
			}
			p.Ops = append(p.Ops, op)
			if at%10 == 0 {
				l.gridNumbers(p, at, way.over, way.down)
			}
		}
	}
	return p
}

// gridNumbers writes the number of a line beside it, at the edge and every
// 50 mm.
func (l *layouter) gridNumbers(p *Page, at, over int, down bool) {
	const size = 11 * pt / 2
	for along := 0; along < over-4; along += 50 {
		x, y := mm(float64(at)), mm(float64(along))
		if down {
			x, y = y, x
		}
		if along == 0 { // printers leave out the very edge
			if down {
				x = mm(4)
			} else {
				y = mm(4)
			}
		}
		for _, n := range l.single(fmt.Sprint(at), Hei) {
			from := len(p.Ops)
			l.draw(p, n, set{x: x + mm(0.3), base: y - mm(0.4), size: size})
			for i := from; i < len(p.Ops); i++ {
				p.Ops[i].Red = true
			}
		}
	}
}
