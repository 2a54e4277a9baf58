package blank

import (
	"strconv"
	"strings"
)

// Sink is the file that pages are copied into.
type Sink interface {
	// Reserve returns the number of an object that is written later.
	Reserve() int
	// Object writes an object, Stream one with data that is packed as the
	// entries of its dictionary say; its length is for the sink to add.
	Object(number int, body string)
	Stream(number int, entries string, data []byte)
	// Pack packs data and returns the entries that say how.
	Pack(data []byte) (packed []byte, entries string)
}

// Copier copies pages of blank files into a sink, every page and object once.
type Copier struct {
	sink    Sink
	pages   map[*Page][]Drawn
	objects map[*File]map[int]int // numbers in the sink
}

// Drawn is a form XObject to draw, one above the other.
type Drawn struct {
	Object int // in the sink
	// Matrix takes its coordinates to points from the lower left corner of the
	// page as it is seen.
	Matrix [6]float64
}

// NewCopier returns a copier into a sink.
func NewCopier(sink Sink) *Copier {
	return &Copier{sink: sink, pages: make(map[*Page][]Drawn), objects: make(map[*File]map[int]int)}
}

// Page returns what is to be drawn for a page; the first time it writes what
// that needs.
func (c *Copier) Page(p *Page) []Drawn {
	if all, ok := c.pages[p]; ok {
		return all
	}
	b := copying{Copier: c, file: p.file}
	if c.objects[p.file] == nil {
		c.objects[p.file] = make(map[int]int)
	}
	packed, how := c.sink.Pack(p.content)
	box := "/Type/XObject/Subtype/Form/BBox[" + decimals(p.box.left, p.box.bottom, p.box.right, p.box.top) + "]"
	n := c.sink.Reserve()
	c.sink.Stream(n, box+how+b.write(p.rest), packed)
	all := []Drawn{{n, p.matrix}}
	for _, s := range p.over {
		all = append(all, Drawn{b.number(s.object), product(s.matrix, p.matrix)})
	}
	b.drain()
	c.pages[p] = all
	return all
}

// copying copies objects of one file.
type copying struct {
	*Copier
	file    *File
	waiting []int
}

// number returns an object's number in the sink.
func (c *copying) number(object int) int {
	known := c.objects[c.file]
	n, ok := known[object]
	if !ok {
		n = c.sink.Reserve()
		known[object] = n
		c.waiting = append(c.waiting, object)
	}
	return n
}

func (c *copying) write(v value) string {
	var b strings.Builder
	for i, text := range v.texts {
		b.WriteString(text)
		if i < len(v.refs) {
			b.WriteString(strconv.Itoa(c.number(v.refs[i])) + " 0 R")
		}
	}
	return b.String()
}

func (c *copying) drain() {
	for len(c.waiting) > 0 {
		object := c.waiting[0]
		c.waiting = c.waiting[1:]
		o := c.file.objects[object]
		body := c.write(o.value)
		if n := c.number(object); o.stream {
			c.sink.Stream(n, body, o.data)
		} else {
			c.sink.Object(n, body)
		}
	}
}

// product returns the matrix that does a, then b.
func product(a, b [6]float64) [6]float64 {
	return [6]float64{
		a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3],
		a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3],
		a[4]*b[0] + a[5]*b[2] + b[4], a[4]*b[1] + a[5]*b[3] + b[5],
	}
}

// On returns the matrix of a form XObject on a page where what is seen is drawn
// in another size, its lower left corner at x and y.
func (d Drawn) On(scale, x, y float64) [6]float64 {
	return product(d.Matrix, [6]float64{scale, 0, 0, scale, x, y})
}

// decimals writes numbers with spaces between them, rounded to a hundred
// thousandth.
func decimals(all ...float64) string {
	texts := make([]string, len(all))
	for i, v := range all {
		text := strconv.FormatFloat(v, 'f', 5, 64)
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		if text == "-0" || text == "" {
			text = "0"
		}
		texts[i] = text
	}
	return strings.Join(texts, " ")
}

// Place writes the operator that sets a matrix.
func Place(m [6]float64) string { return decimals(m[:]...) + " cm" }
