package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// floating is a picture over the cells of a sheet.
type floating struct {
	media
	over   patch
	anchor [2]int // column and row of the upper left corner, from 1
}

// patch is an area of a sheet, in English metric units.
type patch struct{ left, top, right, bottom int64 }

// area is a patch in fractions of another, or in a group's own units.
type area struct{ left, top, right, bottom float64 }

// of returns where an area of a patch lies on the sheet.
func (a area) of(b patch) patch {
	w, h := float64(b.right-b.left), float64(b.bottom-b.top)
	return patch{b.left + int64(a.left*w), b.top + int64(a.top*h), b.left + int64(a.right*w), b.top + int64(a.bottom*h)}
}

// drawn is a picture as a drawing has it.
type drawn struct {
	name, descr string
	embed, link string
	crop        [4]float64 // left, top, right, bottom
	frame       area       // in the units of the group it is in; zero when it does not say
	none        bool       // it is hidden
}

// drawing reads the pictures of a drawing part.
func (c *pictureReader) drawing(part string, g *geometry) ([]floating, error) {
	links, err := c.links(part)
	if err != nil {
		return nil, err
	}
	x, err := c.open(part)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	var all []floating
	for {
		tok, err := x.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, broken(part, err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok || !strings.HasSuffix(e.Name.Local, "Anchor") {
			continue
		}
		a := anchor{geometry: g, kind: e.Name.Local}
		if err := a.read(x); err != nil {
			return all, broken(part, err)
		}
		whole, ok := a.place()
		if !ok {
			continue
		}
		for i, s := range a.shapes {
			if s.none || s.embed == "" && s.link == "" || len(all) >= maxMedia {
				continue
			}
			at := a.places[i].of(whole)
			all = append(all, floating{media: c.shapeMedia(links, &a.shapes[i]), over: at, anchor: [2]int{g.cols.at(at.left), g.rows.at(at.top)}})
		}
	}
}

// shapeMedia returns the bytes of a shape's picture.
func (c *pictureReader) shapeMedia(links map[string]relation, s *drawn) media {
	if s.embed == "" {
		return media{lost: lostLinked}
	}
	m := c.media(links, s.embed)
	m.picture.Crop, m.said = s.crop, s.descr
	return m
}

// anchor holds what one anchor of a drawing holds (ECMA-376 part 1, 20.5.2).
type anchor struct {
	geometry      *geometry
	kind          string
	from, to      *corner
	x, y, cx, cy  int64
	placed, sized bool
	shapes        []drawn
	places        []area // of the shapes, in fractions of the anchor
}

// corner is a place in a cell; columns and rows count from 0.
type corner struct{ col, row, colOff, rowOff int64 }

// read reads up to the end of the anchor.
func (a *anchor) read(x *xmlPart) error {
	depth := x.depth
	return x.inside(func(e *xml.StartElement) error { return a.start(x, e, depth) })
}

func (a *anchor) start(x *xmlPart, e *xml.StartElement, depth int) (err error) {
	direct := x.depth == depth+1
	switch {
	case e.Name.Local == "from" && direct:
		a.from, err = readMark(x)
	case e.Name.Local == "to" && direct:
		a.to, err = readMark(x)
	case e.Name.Local == "pos" && direct:
		a.x, a.y, a.placed = length(attr(e, "x")), length(attr(e, "y")), true
	case e.Name.Local == "ext" && direct:
		a.cx, a.cy, a.sized = length(attr(e, "cx")), length(attr(e, "cy")), true
	case isShape(e.Name.Local):
		var s drawn
		s, err = readShape(x)
		a.add(s, area{0, 0, 1, 1})
	case e.Name.Local == "grpSp":
		err = a.group(x, func(area) area { return area{0, 0, 1, 1} })
	}
	return err
}

func isShape(name string) bool { return name == "pic" || name == "sp" }

func (a *anchor) add(s drawn, at area) {
	if len(a.shapes) < maxMedia {
		a.shapes, a.places = append(a.shapes, s), append(a.places, at)
	}
}

// group reads a group of shapes. within tells where in the anchor the frame of
// the group lies.
func (a *anchor) group(x *xmlPart, within func(frame area) area) error {
	at, units := within(area{}), area{} // units are those its shapes are placed in
	inside := func(frame area) area {
		w, h := units.right-units.left, units.bottom-units.top
		if frame == (area{}) || w <= 0 || h <= 0 {
			return at
		}
		across := func(v float64) float64 { return at.left + share((v-units.left)/w)*(at.right-at.left) }
		down := func(v float64) float64 { return at.top + share((v-units.top)/h)*(at.bottom-at.top) }
		return area{across(frame.left), down(frame.top), across(frame.right), down(frame.bottom)}
	}
	return x.inside(func(e *xml.StartElement) (err error) {
		switch {
		case e.Name.Local == "grpSpPr":
			var frame area
			if frame, units, err = readFrame(x); err == nil {
				at = within(frame)
			}
		case isShape(e.Name.Local):
			var s drawn
			if s, err = readShape(x); err == nil {
				a.add(s, inside(s.frame))
			}
		case e.Name.Local == "grpSp":
			err = a.group(x, inside)
		}
		return err
	})
}

func share(v float64) float64 { return min(max(v, 0), 1) }

// place returns where the anchor lies; ok is false when it does not say.
func (a *anchor) place() (b patch, ok bool) {
	g := a.geometry
	switch {
	case a.from != nil:
		b.left, b.top = g.cols.within(int(a.from.col)+1, a.from.colOff), g.rows.within(int(a.from.row)+1, a.from.rowOff)
	case a.placed:
		b.left, b.top = a.x, a.y
	default:
		return b, false
	}
	switch {
	case a.to != nil:
		b.right, b.bottom = g.cols.within(int(a.to.col)+1, a.to.colOff), g.rows.within(int(a.to.row)+1, a.to.rowOff)
	case a.sized:
		b.right, b.bottom = b.left+a.cx, b.top+a.cy
	}
	b.right, b.bottom = max(b.right, b.left), max(b.bottom, b.top)
	return b, true
}

// readMark reads a place in a cell.
func readMark(x *xmlPart) (*corner, error) {
	var m corner
	return &m, x.inside(func(e *xml.StartElement) error {
		name := e.Name.Local
		text, err := x.ownText()
		switch n := length(text); name {
		case "col":
			m.col = min(n, lastColumn-1)
		case "row":
			m.row = min(n, lastRow-1)
		case "colOff":
			m.colOff = n
		case "rowOff":
			m.rowOff = n
		}
		return err
	})
}

// readShape reads the rest of a picture's element, or of another shape's that
// may be filled with a picture.
func readShape(x *xmlPart) (s drawn, err error) {
	err = x.inside(func(e *xml.StartElement) (err error) {
		switch {
		case e.Name.Local == "cNvPr" && s.name == "":
			s.name, s.descr, s.none = attr(e, "name"), attr(e, "descr"), isTrue(attr(e, "hidden"))
			if s.descr == "" {
				s.descr = attr(e, "title")
			}
		case e.Name.Local == "blip" && s.embed == "" && s.link == "":
			s.embed, s.link = attr(e, "embed"), attr(e, "link")
		case e.Name.Local == "srcRect":
			for i, side := range []string{"l", "t", "r", "b"} {
				s.crop[i] = percentage(attr(e, side))
			}
			if s.crop[0]+s.crop[2] >= 1 || s.crop[1]+s.crop[3] >= 1 {
				s.crop = [4]float64{}
			}
		case e.Name.Local == "xfrm" && s.frame == (area{}):
			s.frame, _, err = readTransform(x)
		}
		return err
	})
	return s, err
}

// readFrame reads the properties of a group: its frame, and the units that it
// places its shapes in.
func readFrame(x *xmlPart) (frame, units area, err error) {
	err = x.inside(func(e *xml.StartElement) (err error) {
		if e.Name.Local == "xfrm" {
			frame, units, err = readTransform(x)
		}
		return err
	})
	return frame, units, err
}

// readTransform reads where a shape lies and, of a group, the units inside.
func readTransform(x *xmlPart) (frame, units area, err error) {
	err = x.inside(func(e *xml.StartElement) error {
		px, py := float64(length(attr(e, "x"))), float64(length(attr(e, "y")))
		cx, cy := float64(length(attr(e, "cx"))), float64(length(attr(e, "cy")))
		switch e.Name.Local {
		case "off":
			frame = area{px, py, px, py}
		case "ext":
			frame.right, frame.bottom = frame.left+cx, frame.top+cy
		case "chOff":
			units = area{px, py, px, py}
		case "chExt":
			units.right, units.bottom = units.left+cx, units.top+cy
		}
		return nil
	})
	return frame, units, err
}

// length reads a length; what is none, or beyond any sheet, is 0.
func length(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < -1<<45 || n > 1<<45 {
		return 0
	}
	return n
}

// percentage reads a share of a picture's side: thousandths of a percent, or
// with its sign in strict files. Less than nothing is a margin, and nothing cut.
func percentage(s string) float64 {
	if of, ok := strings.CutSuffix(strings.TrimSpace(s), "%"); ok {
		n, err := strconv.ParseFloat(of, 64)
		if err != nil || !(n > 0 && n < 100) {
			return 0
		}
		return n / 100
	}
	n := length(s)
	if n <= 0 || n >= 100_000 {
		return 0
	}
	return float64(n) / 100_000
}

// inside calls visit with the elements inside the one whose start was read last,
// and reads up to its end; visit may read on.
func (x *xmlPart) inside(visit func(*xml.StartElement) error) error {
	for depth := x.depth; ; {
		tok, err := x.next()
		if err != nil {
			return noEOF(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if err := visit(&e); err != nil {
				return err
			}
		case xml.EndElement:
			if x.depth < depth {
				return nil
			}
		}
	}
}

// ownText returns the text of the element whose start was read last.
func (x *xmlPart) ownText() (string, error) {
	var text []byte
	for depth := x.depth; ; {
		tok, err := x.next()
		if err != nil {
			return "", noEOF(err)
		}
		switch t := tok.(type) {
		case xml.CharData:
			if len(text) < 64 {
				text = append(text, t[:min(len(t), 64)]...)
			}
		case xml.EndElement:
			if x.depth < depth {
				return string(text), nil
			}
		}
	}
}
