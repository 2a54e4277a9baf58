package pdf

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"beiandesk/internal/blank"
)

// length is a length in thousandths of a point.
type length int

const pt length = 1000

// mm converts millimetres.
func mm(v float64) length { return length(math.Round(v * 72000 / 25.4)) }

// points converts to the unit that page descriptions use.
func (l length) points() float64 { return float64(l) / 1000 }

// A4 and the parts of a page that belong to no block.
var (
	pageWidth  = mm(210)
	pageHeight = mm(297)
	// headBand is kept free of blocks at the top of every page: the title of
	// the first, the name of the following, and at its right end markSpace,
	// room for a mark that names the paper in its scan.
	headTop, headBand = mm(16), mm(33)
	markSpace         = mm(25)
	// footLine is the baseline of the line at the foot.
	footLine   = pageHeight - mm(11)
	bodyBottom = pageHeight - mm(17)
)

// Page is one page as a display list: what is drawn, in order.
type Page struct {
	Across bool        // A4 landscape, upright otherwise
	Blank  *blank.Page // drawn below everything, as large as the page has room; nil for none
	Ops    []Op
	Places []Place // where people sign and seal
}

// OpKind tells drawing operations apart.
type OpKind uint8

// The operations.
const (
	OpText   OpKind = iota // Text from X, Y on its baseline
	OpLine                 // from X, Y to X2, Y2
	OpRect                 // corners X, Y and X2, Y2
	OpCircle               // around X, Y, radius X2
	OpCode                 // QR code of Text, its modules X2 wide from X, Y
)

// Op is one drawing operation. Lengths count from the page's upper left corner.
type Op struct {
	Kind         OpKind
	X, Y, X2, Y2 length
	Face         Face
	Size         length // of the letters
	Track        length // added after every letter
	Text         string
	Stroke       length // width of lines
	Gray         uint8  // percent of white
	Dashed       bool
	Value        bool // shows a value of the filing; others are the form's own
	Red          bool // lines and letters of the grid over a blank
}

// size returns how large the page is.
func (p *Page) size() (width, height length) {
	if p.Across {
		return pageHeight, pageWidth
	}
	return pageWidth, pageHeight
}

func (p *Page) line(x1, y1, x2, y2, stroke length) {
	p.Ops = append(p.Ops, Op{Kind: OpLine, X: x1, Y: y1, X2: x2, Y2: y2, Stroke: stroke})
}

func (p *Page) rect(x1, y1, x2, y2, stroke length) {
	p.Ops = append(p.Ops, Op{Kind: OpRect, X: x1, Y: y1, X2: x2, Y2: y2, Stroke: stroke})
}

// String writes the display list for people to read: an operation a line,
// lengths in millimetres, sizes in points.
func (p *Page) String() string {
	var b strings.Builder
	for _, op := range p.Ops {
		b.WriteString(op.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// String writes one operation; see [Page.String].
func (o Op) String() string {
	at := func(l length) string { return strconv.FormatFloat(float64(l)*25.4/72000, 'f', 2, 64) }
	var b strings.Builder
	switch o.Kind {
	case OpText:
		fmt.Fprintf(&b, "text %s %s %v %v", at(o.X), at(o.Y), o.Face, o.Size.points())
		if o.Track != 0 {
			fmt.Fprintf(&b, " track %.3f", o.Track.points())
		}
	case OpLine:
		fmt.Fprintf(&b, "line %s %s – %s %s", at(o.X), at(o.Y), at(o.X2), at(o.Y2))
	case OpRect:
		fmt.Fprintf(&b, "rect %s %s – %s %s", at(o.X), at(o.Y), at(o.X2), at(o.Y2))
	case OpCircle:
		fmt.Fprintf(&b, "circle %s %s radius %s", at(o.X), at(o.Y), at(o.X2))
	case OpCode:
		fmt.Fprintf(&b, "code %s %s module %s", at(o.X), at(o.Y), at(o.X2))
	}
	if o.Gray != 0 {
		fmt.Fprintf(&b, " gray %d", o.Gray)
	}
	if o.Dashed {
		b.WriteString(" dashed")
	}
	if o.Value {
		b.WriteString(" value")
	}
	if o.Kind == OpText || o.Kind == OpCode {
		fmt.Fprintf(&b, " %q", o.Text)
	}
	return b.String()
}
