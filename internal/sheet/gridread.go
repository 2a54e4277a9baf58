package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// gridReader reads the cells of one worksheet part in one pass.
type gridReader struct {
	x       *xmlPart
	strings []string
	grid    *grid
	// wanted is asked once the first headerRows rows are read; when it says no,
	// the rest is verified and counted but not kept.
	wanted func(*grid) bool
	asked  bool
	left   int // cells that the workbook may still hold

	row     int // of the row being read or read last
	col     int // of the cell being read or read last
	hidden  bool
	cells   []cell
	wideAt  int // first row with a cell beyond maxColumns
	filled  int // rows with cells
	typ     string
	val     []byte
	formula bool
	inText  bool
	source  []byte // text of the formula, as far as it matters
	inF     bool
	links   []hyperlink

	pictures  *pictureReader // nil when nobody asks for pictures
	meta      string         // the number of the cell's value metadata
	inStrings bool           // some shared strings are formulas of pictures
}

// grid reads a worksheet; see [gridReader.wanted].
func (c *container) grid(sheet sheetInfo, info *bookInfo, strings []string, left *int, wanted func(*grid) bool) (*grid, error) {
	x, err := c.open(sheet.part)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	r := gridReader{x: x, strings: strings, wanted: wanted, left: *left,
		grid: &grid{sheet: sheet.name, hidden: sheet.hidden, from1904: info.from1904}}
	if err := r.expectPictures(sheet, info.pictures); err != nil {
		return nil, err
	}
	if err := r.read(); err != nil {
		return nil, broken(inRow(sheet.name, r.row), err)
	}
	if err := c.follow(r.grid, sheet.part, r.links); err != nil {
		return nil, err
	}
	*left = r.left
	return r.grid, nil
}

// read reads the part to its end.
func (r *gridReader) read() error {
	for {
		tok, err := r.x.next()
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return err
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "col":
			r.grid.hideColumns(&e)
			r.measure(&e)
		case "sheetData":
			if err := r.readData(); err != nil {
				return err
			}
		case "sheetFormatPr":
			r.measure(&e)
		case "mergeCell":
			if m, ok := parseSpan(attr(&e, "ref")); ok {
				r.grid.merges = append(r.grid.merges, m)
			}
		case "hyperlink":
			if col, row, ok := parseRef(attr(&e, "ref")); ok {
				r.links = append(r.links, hyperlink{col, row, relationAttr(&e)})
			}
		}
	}
}

func (r *gridReader) finish() error {
	r.ask()
	r.grid.indexMerges()
	if !r.grid.dropped && r.wideAt > 0 {
		return tooWide.at(inRow(r.grid.sheet, r.wideAt), nil)
	}
	return nil
}

// readData reads the rows, up to the end of sheetData.
func (r *gridReader) readData() error {
	for depth := r.x.depth; ; {
		tok, err := r.x.next()
		if err != nil {
			return err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if err := r.start(&e); err != nil {
				return err
			}
		case xml.CharData:
			switch {
			case r.inText:
				r.val = append(r.val, e...)
			case r.inF && len(r.source) < longestLink:
				r.source = append(r.source, e...)
			}
		case xml.EndElement:
			if r.x.depth < depth {
				return nil
			}
			if err := r.end(e.Name.Local); err != nil {
				return err
			}
		}
	}
}

func (r *gridReader) start(e *xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return r.startRow(e)
	case "c":
		return r.startCell(e)
	case "f":
		r.formula, r.inF = true, true
	case "v", "t":
		r.inText = true
	case "rPh":
		return r.x.skip()
	}
	return nil
}

func (r *gridReader) startRow(e *xml.StartElement) error {
	row := r.row + 1
	if written := attr(e, "r"); written != "" {
		n, err := strconv.Atoi(strings.TrimSpace(written))
		if err != nil || n < 1 || n > lastRow {
			return badReference.at(inRow(r.grid.sheet, r.row+1), err)
		}
		row = n
	}
	if row <= r.row {
		return rowOrder.at(inRow(r.grid.sheet, row), nil)
	}
	if row > lastRow {
		return badReference.at(inRow(r.grid.sheet, r.row), nil)
	}
	if row > headerRows {
		r.ask()
	}
	r.row, r.col, r.cells = row, 0, r.cells[:0]
	r.hidden = isTrue(attr(e, "hidden"))
	if r.grid.geometry != nil {
		r.grid.geometry.row(row, e, r.hidden)
	}
	return nil
}

func (r *gridReader) startCell(e *xml.StartElement) error {
	col := r.col + 1
	r.typ, r.meta = "", ""
	for i := range e.Attr {
		switch e.Attr[i].Name.Local {
		case "r":
			var row int
			var ok bool
			if col, row, ok = parseRef(e.Attr[i].Value); !ok || row != r.row {
				return badReference.at(inRow(r.grid.sheet, r.row), nil)
			}
		case "t":
			r.typ = e.Attr[i].Value
		case "vm":
			r.meta = e.Attr[i].Value
		}
	}
	if col <= r.col {
		return cellOrder.at(inRow(r.grid.sheet, r.row), nil)
	}
	r.col = col
	r.val, r.formula, r.inText = r.val[:0], false, false
	r.source, r.inF = r.source[:0], false
	return nil
}

func (r *gridReader) end(name string) error {
	switch name {
	case "v", "t":
		r.inText = false
	case "f":
		r.inF = false
	case "c":
		return r.endCell()
	case "row":
		return r.endRow()
	}
	return nil
}

func (r *gridReader) endCell() error {
	if r.takePicture() {
		return nil
	}
	c := cell{col: int16(r.col)}
	switch {
	case len(r.val) == 0:
		if !r.formula || r.typ == "str" { // a formula may well give an empty text
			return nil
		}
		c.kind = uncached
	case r.typ == "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(r.val)))
		if err != nil || i < 0 || i >= len(r.strings) {
			return lostString.at(inRow(r.grid.sheet, r.row), err)
		}
		if c.text = r.strings[i]; c.text == "" {
			return nil
		}
	case r.typ == "" || r.typ == "n":
		c.kind, c.text = number, string(r.val)
		if _, err := strconv.ParseFloat(strings.TrimSpace(c.text), 64); err != nil {
			c.kind = text
		}
	case r.typ == "b":
		c.kind, c.text = boolean, string(r.val)
	case r.typ == "e":
		c.kind, c.text = failure, string(r.val)
	case r.typ == "d":
		c.kind, c.text = isoDate, string(r.val)
	default: // inlineStr, str
		c.text = unescape(string(r.val))
	}
	if target, ok := linkFormula(r.source); ok {
		c.link = &target
	}
	if err := r.x.guard.of.spend(c.text); err != nil {
		return err
	}
	if r.left--; r.left < 0 {
		return tooManyCells.at(inRow(r.grid.sheet, r.row), nil)
	}
	if r.col > maxColumns {
		if r.wideAt == 0 {
			r.wideAt = r.row
		}
		return nil
	}
	if !r.grid.dropped {
		r.cells = append(r.cells, c)
	}
	return nil
}

func (r *gridReader) endRow() error {
	if r.grid.dropped || len(r.cells) == 0 {
		return nil
	}
	if r.filled++; r.filled > maxRows+headerRows {
		return tooManyRows.at(inRow(r.grid.sheet, r.row), nil)
	}
	r.grid.lines = append(r.grid.lines, line{row: int32(r.row), hidden: r.hidden, cells: append([]cell(nil), r.cells...)})
	return nil
}

// ask decides once whether the sheet is worth keeping.
func (r *gridReader) ask() {
	if r.asked || r.wanted == nil {
		return
	}
	r.asked = true
	if !r.wanted(r.grid) {
		r.grid.dropped = true
	}
}

// hideColumns notes which columns an element says are hidden.
func (g *grid) hideColumns(e *xml.StartElement) {
	first, errFirst := strconv.Atoi(attr(e, "min"))
	last, errLast := strconv.Atoi(attr(e, "max"))
	if errFirst != nil || errLast != nil || first < 1 || !isTrue(attr(e, "hidden")) {
		return
	}
	if g.hiddenColumns == nil {
		g.hiddenColumns = make(map[int]bool)
	}
	for col := first; col <= min(last, maxColumns); col++ {
		g.hiddenColumns[col] = true
	}
}

// parseRef reads a cell's address, e.g. AB12.
func parseRef(s string) (col, row int, ok bool) {
	i := 0
	for ; i < len(s) && i < 3; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	digits := s[i:]
	if len(digits) == 0 || len(digits) > 7 {
		return 0, 0, false
	}
	for j := 0; j < len(digits); j++ {
		if digits[j] < '0' || digits[j] > '9' {
			return 0, 0, false
		}
		row = row*10 + int(digits[j]-'0')
	}
	return col, row, 0 < col && col <= lastColumn && 0 < row && row <= lastRow
}

// parseSpan reads an area, e.g. A1:C3.
func parseSpan(s string) (span, bool) {
	from, to, _ := strings.Cut(s, ":")
	left, top, ok := parseRef(from)
	if !ok {
		return span{}, false
	}
	right, bottom, ok := parseRef(to)
	return span{left, top, right, bottom}, ok && right >= left && bottom >= top
}
