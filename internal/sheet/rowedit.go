package sheet

import (
	"strconv"
	"strings"
)

// rowEdit goes over the text of a worksheet, row by row, and stops at the cells
// that are to change; rows and cells that are not there are made.
type rowEdit struct {
	e    *edit
	left []spot                        // still to come, in the order of the sheet
	make func(s spot, base int) string // writes a cell that is not there, with the style that its column or row gives it

	depth   int
	prefix  string // of the sheet's elements
	columns []columnStyle
	inData  bool
	row     int
	col     int
	rowBase int // style of the row
	rowTag  tag
}

type columnStyle struct{ from, to, style int }

// enter keeps count of the depth; what it returns is to be called when the tag
// is done with.
func (r *rowEdit) enter(t tag) func() {
	if t.close {
		return func() { r.depth-- }
	}
	r.depth++
	return func() {}
}

// rows takes the tags around the cells and reports whether t was one.
func (r *rowEdit) rows(t tag) bool {
	switch {
	case r.depth == 1 && !t.close:
		r.prefix = t.prefix
	case t.name == "col" && !t.close && !r.inData:
		r.addColumn(t)
	case t.name == "sheetData" && r.depth == 2:
		r.data(t)
	case r.inData && t.name == "row":
		r.startOrEndRow(t)
	default:
		return false
	}
	return true
}

// at moves on to a cell and returns its column.
func (r *rowEdit) at(t tag) int {
	r.col++
	if ref, ok := t.attr("r"); ok {
		if col, _, ok := parseRef(ref); ok {
			r.col = col
		}
	}
	return r.col
}

func (r *rowEdit) addColumn(t tag) {
	c := columnStyle{from: intAttr(t, "min"), to: intAttr(t, "max"), style: intAttr(t, "style")}
	if c.style > 0 {
		r.columns = append(r.columns, c)
	}
}

func intAttr(t tag, name string) int {
	value, _ := t.attr(name)
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil {
		return 0
	}
	return n
}

// data opens and closes the rows; cells below the last row get rows of their
// own.
func (r *rowEdit) data(t tag) {
	switch {
	case !t.close && t.empty:
		raw := string(r.e.text[t.start:t.end])
		if len(r.left) > 0 {
			r.e.replace(t.start, t.end, opened(raw)+r.newRows(lastRow+1)+"</"+t.prefix+"sheetData>")
		}
	case !t.close:
		r.inData = true
	case r.inData:
		r.inData = false
		r.e.insert(t.start, r.newRows(lastRow+1))
	}
}

// newRows returns rows for the cells above a row.
func (r *rowEdit) newRows(before int) string {
	var b strings.Builder
	for len(r.left) > 0 && r.left[0].row < before {
		row := r.left[0].row
		r.rowBase = 0
		b.WriteString("<" + r.prefix + `row r="` + itoa(row) + `">` + r.newCells(row, lastColumn+1) + "</" + r.prefix + "row>")
	}
	return b.String()
}

// newCells makes the cells of a row left of a column.
func (r *rowEdit) newCells(row, before int) string {
	var b strings.Builder
	for len(r.left) > 0 && r.left[0].row == row && r.left[0].col < before {
		s := r.left[0]
		r.left = r.left[1:]
		b.WriteString(r.make(s, r.baseStyle(s.col)))
	}
	return b.String()
}

// baseStyle returns the style of a cell that is not there.
func (r *rowEdit) baseStyle(col int) int {
	if r.rowBase > 0 {
		return r.rowBase
	}
	for _, c := range r.columns {
		if c.from <= col && col <= c.to {
			return c.style
		}
	}
	return 0
}

func (r *rowEdit) startOrEndRow(t tag) {
	if t.close {
		if r.rowTag.empty {
			return
		}
		if cells := r.newCells(r.row, lastColumn+1); cells != "" {
			r.e.insert(t.start, cells)
		}
		return
	}
	raw := string(r.e.text[t.start:t.end])
	row := r.row + 1
	if n := intAttr(t, "r"); n > 0 {
		row = n
	}
	above := r.newRows(row)
	r.row, r.col, r.rowTag, r.rowBase = row, 0, t, 0
	if custom, _ := t.attr("customFormat"); isTrue(custom) {
		r.rowBase = intAttr(t, "s")
	}
	marked := len(r.left) > 0 && r.left[0].row == row
	if above == "" && !marked {
		return
	}
	raw = setAttr(raw, "r", itoa(row))
	if marked {
		raw = dropAttr(raw, "spans")
		if t.empty {
			raw = opened(raw) + r.newCells(row, lastColumn+1) + "</" + t.prefix + "row>"
		}
	}
	r.e.replace(t.start, t.end, above+raw)
}
