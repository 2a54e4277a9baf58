package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"beiandesk/pdf/ttf"
)

// glyphs numbers the glyphs of one document: a character gets the next number
// of its font when it is first drawn. Fonts are cut to these numbers when all
// pages are written.
type glyphs struct {
	fonts *fontSet
	used  []*usedFont
	byTTF map[*ttf.Font]*usedFont
}

// usedFont is a font with the glyphs that a document uses of it.
type usedFont struct {
	font  *ttf.Font
	name  string // in the page's resources
	gids  []ttf.GID
	runes []rune // what each glyph means; 0 for the first, which means nothing
	code  map[rune]uint16
}

func newGlyphs(fonts *fontSet) *glyphs {
	return &glyphs{fonts: fonts, byTTF: make(map[*ttf.Font]*usedFont)}
}

// font returns the document's font and code for a character. A character that
// no font has gets the shape of 〓 but keeps its meaning, so that searching
// and copying find it.
func (g *glyphs) font(face Face, r rune) (*usedFont, uint16, error) {
	font, glyph, _ := g.fonts.pick(face, r)
	u := g.byTTF[font]
	if u == nil {
		u = &usedFont{font: font, name: "F" + strconv.Itoa(len(g.used)), gids: []ttf.GID{0}, runes: []rune{0}, code: make(map[rune]uint16)}
		g.byTTF[font] = u
		g.used = append(g.used, u)
	}
	code, ok := u.code[r]
	if !ok {
		if len(u.gids) > 0xFFFF {
			return nil, 0, errors.New("more than 65,535 different characters in one document")
		}
		code = uint16(len(u.gids))
		u.code[r] = code
		u.gids = append(u.gids, glyph)
		u.runes = append(u.runes, r)
	}
	return u, code, nil
}

// opList is operations on a page of a height.
type opList struct {
	ops    []Op
	height length
}

// content returns the page description of every list of operations, as gofpdf
// writes it. Only its plain drawing calls are used; a panic within it becomes
// an error.
func (g *glyphs) content(lists []opList) (streams [][]byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("draw page: %v", r)
		}
	}()
	doc := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: pageWidth.points(), Ht: pageHeight.points()}})
	doc.SetCompression(false)
	doc.SetAutoPageBreak(false, 0)
	for _, list := range lists {
		doc.AddPageFormat("P", gofpdf.SizeType{Wd: pageWidth.points(), Ht: list.height.points()}) // the width does not matter
		d := drawer{doc: doc, glyphs: g, stroke: -1, height: list.height}
		for _, op := range list.ops {
			if err := d.draw(op); err != nil {
				return nil, err
			}
		}
		d.reset()
	}
	var file bytes.Buffer
	if err := doc.Output(&file); err != nil {
		return nil, fmt.Errorf("draw page: %w", err)
	}
	return pageStreams(file.Bytes(), len(lists))
}

// drawer hands operations to gofpdf and leaves out what is set already.
type drawer struct {
	doc    *gofpdf.Fpdf
	glyphs *glyphs
	font   *usedFont
	size   length
	stroke length
	track  length
	gray   [2]uint8 // of letters, of lines
	dashed bool
	red    bool
	tint   uint8
	height length // of the page
}

func (d *drawer) draw(op Op) error {
	d.setRed(op.Red, op.Gray)
	switch op.Kind {
	case OpText:
		return d.text(op)
	case OpCode:
		return d.code(op)
	}
	if op.Stroke != d.stroke {
		d.stroke = op.Stroke
		d.doc.SetLineWidth(op.Stroke.points())
	}
	d.setGray(1, op.Gray)
	d.setDashed(op.Dashed)
	x, y, x2, y2 := op.X.points(), op.Y.points(), op.X2.points(), op.Y2.points()
	switch op.Kind {
	case OpLine:
		d.doc.Line(x, y, x2, y2)
	case OpRect:
		d.doc.Rect(x, y, x2-x, y2-y, "D")
	case OpCircle:
		d.doc.Circle(x, y, x2, "D")
	}
	return nil
}

// text draws letters in runs of one font. Their codes are the numbers of
// glyphs, two bytes each, high byte first (encoding Identity-H).
func (d *drawer) text(op Op) error {
	d.setGray(0, op.Gray)
	d.setTrack(op.Track)
	var run []byte
	x, at := op.X, op.X
	flush := func() {
		if len(run) > 0 {
			d.doc.Text(x.points(), op.Y.points(), string(run))
		}
		x, run = at, run[:0]
	}
	for _, r := range op.Text {
		font, code, err := d.glyphs.font(op.Face, r)
		if err != nil {
			return err
		}
		if font != d.font || op.Size != d.size {
			flush()
			d.font, d.size = font, op.Size
			d.doc.RawWriteStr("/" + font.name + " " + number(op.Size) + " Tf")
		}
		run = append(run, byte(code>>8), byte(code))
		at += length(font.font.Advance(font.gids[code]))*op.Size/1000 + op.Track
	}
	flush()
	return nil
}

// setGray sets the grey of letters (0) or of lines (1).
func (d *drawer) setGray(what int, gray uint8) {
	if d.gray[what] != gray && !d.red {
		d.gray[what] = gray
		d.doc.RawWriteStr(number(length(gray)*10) + " " + [...]string{"g", "G"}[what])
	}
}

// setRed begins or ends what is red, lighter by grey; it forgets the greys.
func (d *drawer) setRed(red bool, gray uint8) {
	if red == d.red && (!red || gray == d.tint) {
		return
	}
	d.red, d.tint, d.gray = red, gray, [2]uint8{}
	if !red {
		d.doc.RawWriteStr("0 g 0 G")
		return
	}
	tint := number(length(gray) * 10)
	d.doc.RawWriteStr(fmt.Sprintf("0.9 %s %s rg 0.9 %[1]s %[1]s RG", tint, tint))
}

func (d *drawer) setTrack(track length) {
	if track != d.track {
		d.track = track
		d.doc.RawWriteStr(number(track) + " Tc")
	}
}

func (d *drawer) setDashed(dashed bool) {
	if dashed == d.dashed {
		return
	}
	d.dashed = dashed
	pattern := "[] 0 d"
	if dashed {
		pattern = "[3 2.4] 0 d"
	}
	d.doc.RawWriteStr(pattern)
}

// reset leaves everything as a page begins with it: another description may
// follow on the same page.
func (d *drawer) reset() {
	d.setRed(false, 0)
	d.setGray(0, 0)
	d.setGray(1, 0)
	d.setTrack(0)
	d.setDashed(false)
}

// number writes thousandths as a decimal number.
func number(l length) string {
	return strconv.FormatFloat(float64(l)/1000, 'f', -1, 64)
}
