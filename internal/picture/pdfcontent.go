package picture

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"math"
)

// pdfContent reads what a page draws, as far as it takes to know which
// pictures are put where and whether there is anything else to see.
type pdfContent struct {
	file   *pdfFile
	ctx    context.Context
	placed []placed
	// text and paths are the bytes of visible text and the painted paths that
	// no later picture hides.
	text, paths int
	operators   int
}

// placed is a picture on a page: its unit square goes where the matrix says.
type placed struct {
	stream *pdfStream
	matrix matrix
	fill   color.NRGBA // of a stencil
	scope  pdfDict     // resources where colour spaces are named
}

// matrix is a b c d e f of 8.3.3.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// box is a rectangle on the page, in its units.
type pdfBox struct{ x0, y0, x1, y1 float64 }

func (b pdfBox) area() float64 { return max(0, b.x1-b.x0) * max(0, b.y1-b.y0) }

func (b pdfBox) and(o pdfBox) pdfBox {
	return pdfBox{max(b.x0, o.x0), max(b.y0, o.y0), min(b.x1, o.x1), min(b.y1, o.y1)}
}

// bounds is where the unit square comes to lie.
func (m matrix) bounds() pdfBox {
	b := pdfBox{m[4], m[5], m[4], m[5]}
	for _, p := range [][2]float64{{m[4] + m[0], m[5] + m[1]}, {m[4] + m[2], m[5] + m[3]}, {m[4] + m[0] + m[2], m[5] + m[1] + m[3]}} {
		b = pdfBox{min(b.x0, p[0]), min(b.y0, p[1]), max(b.x1, p[0]), max(b.y1, p[1])}
	}
	return b
}

// drawState is what q saves and Q brings back.
type drawState struct {
	matrix    matrix
	invisible bool // text of rendering mode 3: what was recognised in the scan
	fill      color.NRGBA
}

const (
	maxPDFOperators = 2_000_000
	maxPDFContent   = 64 << 20
	maxPlaced       = 2000
)

// page reads a page's content, which may come in parts.
func (c *pdfContent) page(p pdfPage) error {
	var all []byte
	parts, ok := c.file.resolve(p.dict["Contents"]).([]any)
	if !ok {
		parts = []any{p.dict["Contents"]}
	}
	for _, part := range parts {
		s, ok := c.file.resolve(part).(*pdfStream)
		if !ok {
			continue
		}
		data, picture, err := c.file.decodeStream(s, maxPDFContent-len(all))
		if err != nil || picture.name != "" {
			return errors.Join(errors.New("the page's content"), err)
		}
		all = append(append(all, data...), '\n')
	}
	start := drawState{matrix: matrix{1, 0, 0, 1, 0, 0}, fill: color.NRGBA{A: 255}}
	return c.run(all, c.file.dict(p.resources), start, c.file.visible(p), 0)
}

// run interprets operators.
func (c *pdfContent) run(data []byte, resources pdfDict, state drawState, page pdfBox, depth int) error {
	l := &pdfLexer{data: data}
	var stack []drawState
	var operands []any
	number := func(i int) float64 {
		if i < len(operands) {
			return c.file.number(operands[i], 0)
		}
		return 0
	}
	for {
		if c.operators++; c.operators > maxPDFOperators {
			return errors.New("a page of too many operators")
		}
		if c.operators%4096 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		v, err := l.next(0)
		if err != nil {
			if l.skip(); l.at >= len(l.data) {
				return nil
			}
			continue
		}
		op, ok := v.(pdfOperator)
		if !ok {
			if operands = append(operands, v); len(operands) > 1000 {
				operands = operands[:0]
			}
			continue
		}
		switch op {
		case "q":
			if len(stack) < 500 {
				stack = append(stack, state)
			}
		case "Q":
			if n := len(stack); n > 0 {
				state, stack = stack[n-1], stack[:n-1]
			}
		case "cm":
			state.matrix = matrix{number(0), number(1), number(2), number(3), number(4), number(5)}.times(state.matrix)
		case "Tr":
			state.invisible = number(0) == 3
		case "Tj", "TJ", "'", "\"":
			if !state.invisible && len(operands) > 0 {
				c.text += textBytes(operands[len(operands)-1])
			}
		case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh":
			c.paths++
		case "g":
			state.fill = rgb(number(0), number(0), number(0))
		case "rg":
			state.fill = rgb(number(0), number(1), number(2))
		case "k":
			k := 1 - number(3)
			state.fill = rgb((1-number(0))*k, (1-number(1))*k, (1-number(2))*k)
		case "Do":
			if name, ok := lastName(operands); ok {
				object := c.file.dict(resources["XObject"])[name]
				if err := c.do(object, resources, state, page, depth); err != nil {
					return err
				}
			}
		case "BI":
			if s := c.inline(l); s != nil {
				c.place(placed{s, state.matrix, state.fill, resources}, page)
			}
		}
		operands = operands[:0]
	}
}

func lastName(operands []any) (pdfName, bool) {
	if len(operands) == 0 {
		return "", false
	}
	name, ok := operands[len(operands)-1].(pdfName)
	return name, ok
}

func rgb(r, g, b float64) color.NRGBA {
	level := func(v float64) uint8 { return uint8(255*min(1, max(0, v)) + 0.5) }
	return color.NRGBA{level(r), level(g), level(b), 255}
}

func textBytes(v any) (n int) {
	switch v := v.(type) {
	case pdfString:
		return len(bytes.TrimSpace([]byte(v)))
	case []any:
		for _, part := range v {
			n += textBytes(part)
		}
	}
	return n
}

// do draws a picture or a form, which is a content of its own.
func (c *pdfContent) do(object any, resources pdfDict, state drawState, page pdfBox, depth int) error {
	s, ok := c.file.resolve(object).(*pdfStream)
	if !ok {
		return nil
	}
	switch c.file.resolve(s.dict["Subtype"]) {
	case pdfName("Image"):
		c.place(placed{s, state.matrix, state.fill, resources}, page)
	case pdfName("Form"):
		if depth > 8 {
			return nil
		}
		data, _, err := c.file.decodeStream(s, maxPDFContent)
		if err != nil {
			return nil // what cannot be read is not seen
		}
		if m := c.file.numbers(s.dict["Matrix"]); len(m) == 6 {
			state.matrix = matrix(m).times(state.matrix)
		}
		inner := c.file.dict(s.dict["Resources"])
		if inner == nil {
			inner = resources
		}
		return c.run(data, inner, state, page, depth+1)
	}
	return nil
}

// place notes a picture. One that covers the page hides what was drawn before.
func (c *pdfContent) place(p placed, page pdfBox) {
	const covers = 0.95
	for _, v := range p.matrix {
		if math.IsNaN(v) || math.Abs(v) > 1e7 {
			return
		}
	}
	stencil := c.file.resolve(p.stream.dict["ImageMask"]) == true
	if !stencil && p.stream.dict["SMask"] == nil && p.matrix.bounds().and(page).area() >= covers*page.area() {
		c.text, c.paths = 0, 0
	}
	if len(c.placed) < maxPlaced {
		c.placed = append(c.placed, p)
	}
}

// inline reads a picture that stands in the content itself (8.9.7).
func (c *pdfContent) inline(l *pdfLexer) *pdfStream {
	long := map[pdfName]pdfName{"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "IM": "ImageMask"}
	d := pdfDict{}
	for {
		key, err := l.next(0)
		if err != nil {
			return nil
		}
		if key == pdfOperator("ID") {
			break
		}
		name, ok := key.(pdfName)
		if !ok {
			return nil
		}
		value, err := l.next(0)
		if err != nil {
			return nil
		}
		if full, ok := long[name]; ok {
			name = full
		}
		d[name] = value
	}
	l.at = min(l.at+1, len(l.data))
	for end := l.at; ; end++ {
		n := bytes.Index(l.data[min(end, len(l.data)):], []byte("EI"))
		if n < 0 {
			return nil
		}
		end += n
		after := end+2 >= len(l.data) || isSpace(l.data[end+2])
		if end > l.at && isSpace(l.data[end-1]) && after {
			raw := l.data[l.at:end]
			l.at = end + 2
			return &pdfStream{d, raw}
		}
	}
}

// visible is the part of a page that is shown: its crop box within its media
// box; a page without any is taken as A4.
func (f *pdfFile) visible(p pdfPage) pdfBox {
	read := func(v any) (pdfBox, bool) {
		n := f.numbers(v)
		if len(n) != 4 {
			return pdfBox{}, false
		}
		b := pdfBox{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}
		return b, b.area() > 0
	}
	media, ok := read(p.mediaBox)
	if !ok {
		media = pdfBox{0, 0, 595, 842}
	}
	if crop, ok := read(p.cropBox); ok && crop.and(media).area() > 0 {
		return crop.and(media)
	}
	return media
}

// keepVisible leaves out pictures beside the page and specks.
func (c *pdfContent) keepVisible(page pdfBox) {
	const speck = 0.0005 // of the page: logos of scanner programs
	var kept []placed
	for _, p := range c.placed {
		if p.matrix.bounds().and(page).area() > speck*page.area() {
			kept = append(kept, p)
		}
	}
	c.placed = kept
}

// isWritten reports whether a page is to be read from its text and lines, not
// from its pictures: there is more text than a page number and a scanner
// program's mark, or there are many lines.
func (c *pdfContent) isWritten() bool {
	const fewBytes, fewPaths = 60, 60
	return c.text > fewBytes || c.paths > fewPaths
}
