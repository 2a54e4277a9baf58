package sheet

import (
	"strconv"
	"strings"
)

// annotateSheet marks the cells of one sheet.
func (a *annotator) annotateSheet(sheet sheetInfo, marks []listedMark) error {
	g := new(grid)
	if len(marks) > 0 { // the cells are read again, lest the file has changed since
		left := maxCells
		var err error
		if g, err = a.grid(sheet, a.info, a.strings, &left, nil); err != nil {
			return err
		}
	}
	text, err := a.text(sheet.part)
	if err != nil {
		return err
	}
	m := &marker{annotator: a, e: newEdit(text), left: spots(g, marks)}
	where := m.left
	drawing, err := a.annotateNotes(sheet, where, func() []columnWidth { return columnWidths(text) })
	if err != nil {
		return err
	}
	m.drawing = drawing
	if err := tags(text, m.visit); err != nil {
		return broken(sheet.name, err)
	}
	a.changed[sheet.part] = m.e.bytes()
	return nil
}

// marker edits the text of a worksheet: the styles of marked cells, cells that
// are marked but not there, the reference to the notes.
type marker struct {
	*annotator
	e       *edit
	left    []spot // still to be marked
	drawing string // id of the relation to the drawing of the notes; "" when it stands already or there are none

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

func (m *marker) visit(t tag) error {
	if t.close {
		defer func() { m.depth-- }()
	} else {
		m.depth++
	}
	switch {
	case m.depth == 1 && !t.close:
		m.prefix = t.prefix
	case t.name == "col" && !t.close && !m.inData:
		m.addColumn(t)
	case t.name == "sheetData" && m.depth == 2:
		m.data(t)
	case m.inData && t.name == "row":
		m.startOrEndRow(t)
	case m.inData && t.name == "c" && !t.close:
		m.cell(t)
	case m.depth == 2 && !t.close && m.drawing != "" && t.name == "legacyDrawing": // one that leads nowhere
		m.refer(t.start)
		m.e.replace(t.start, t.end, "")
	case m.depth == 2 && !t.close && m.drawing != "" && afterDrawing[t.name]:
		m.refer(t.start)
	case m.depth == 1 && t.close && m.drawing != "":
		m.refer(t.start)
	}
	return nil
}

func (m *marker) addColumn(t tag) {
	c := columnStyle{from: intAttr(t, "min"), to: intAttr(t, "max"), style: intAttr(t, "style")}
	if c.style > 0 {
		m.columns = append(m.columns, c)
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

// data opens and closes the rows; marks below the last row get rows of their
// own.
func (m *marker) data(t tag) {
	switch {
	case !t.close && t.empty:
		raw := string(m.e.text[t.start:t.end])
		if len(m.left) > 0 {
			m.e.replace(t.start, t.end, opened(raw)+m.newRows(lastRow+1)+"</"+t.prefix+"sheetData>")
		}
	case !t.close:
		m.inData = true
	case m.inData:
		m.inData = false
		m.e.insert(t.start, m.newRows(lastRow+1))
	}
}

// newRows returns rows for the marks above a row.
func (m *marker) newRows(before int) string {
	var b strings.Builder
	for len(m.left) > 0 && m.left[0].row < before {
		row := m.left[0].row
		m.rowBase = 0
		b.WriteString("<" + m.prefix + `row r="` + itoa(row) + `">` + m.newCells(row, lastColumn+1) + "</" + m.prefix + "row>")
	}
	return b.String()
}

// newCells returns cells for the marks of a row left of a column.
func (m *marker) newCells(row, before int) string {
	var b strings.Builder
	for len(m.left) > 0 && m.left[0].row == row && m.left[0].col < before {
		s := m.left[0]
		m.left = m.left[1:]
		b.WriteString("<" + m.prefix + `c r="` + cellName(s.col, s.row) + `" s="` + itoa(m.styles.mark(m.baseStyle(s.col), s.severity())) + `"/>`)
	}
	return b.String()
}

// baseStyle returns the style of a cell that is not there.
func (m *marker) baseStyle(col int) int {
	if m.rowBase > 0 {
		return m.rowBase
	}
	for _, c := range m.columns {
		if c.from <= col && col <= c.to {
			return c.style
		}
	}
	return 0
}

func (m *marker) startOrEndRow(t tag) {
	if t.close {
		if m.rowTag.empty {
			return
		}
		if cells := m.newCells(m.row, lastColumn+1); cells != "" {
			m.e.insert(t.start, cells)
		}
		return
	}
	raw := string(m.e.text[t.start:t.end])
	row := m.row + 1
	if n := intAttr(t, "r"); n > 0 {
		row = n
	}
	above := m.newRows(row)
	m.row, m.col, m.rowTag, m.rowBase = row, 0, t, 0
	if custom, _ := t.attr("customFormat"); isTrue(custom) {
		m.rowBase = intAttr(t, "s")
	}
	marked := len(m.left) > 0 && m.left[0].row == row
	if above == "" && !marked {
		return
	}
	raw = setAttr(raw, "r", itoa(row))
	if marked {
		raw = dropAttr(raw, "spans")
		if t.empty {
			raw = opened(raw) + m.newCells(row, lastColumn+1) + "</" + t.prefix + "row>"
		}
	}
	m.e.replace(t.start, t.end, above+raw)
}

func (m *marker) cell(t tag) {
	raw := string(m.e.text[t.start:t.end])
	col := m.col + 1
	if ref, ok := t.attr("r"); ok {
		if c, _, ok := parseRef(ref); ok {
			col = c
		}
	}
	m.col = col
	style := intAttr(t, "s")
	inserted := m.newCells(m.row, col)
	switch {
	case len(m.left) > 0 && m.left[0].row == m.row && m.left[0].col == col:
		base := style
		if m.again && m.styles.wasMarked(style) {
			base = m.styles.unmark(style)
		}
		raw = setAttr(setAttr(raw, "s", itoa(m.styles.mark(base, m.left[0].severity()))), "r", cellName(col, m.row))
		m.left = m.left[1:]
	case m.again && m.styles.wasMarked(style):
		raw = setAttr(raw, "s", itoa(m.styles.unmark(style)))
	case inserted == "":
		return
	default:
		raw = setAttr(raw, "r", cellName(col, m.row))
	}
	m.e.replace(t.start, t.end, inserted+raw)
}

// afterDrawing are the elements of a worksheet that come after the reference to
// the notes (CT_Worksheet, ECMA-376 part 1, 18.3.1.99).
var afterDrawing = map[string]bool{"legacyDrawingHF": true, "drawingHF": true, "picture": true, "oleObjects": true, "controls": true,
	"webPublishItems": true, "tableParts": true, "extLst": true, "AlternateContent": true}

// refer puts the reference to the drawing of the notes before an element.
func (m *marker) refer(at int) {
	space := strings.TrimSuffix(m.relationType(""), "/")
	m.e.insert(at, "<"+m.prefix+`legacyDrawing xmlns:r="`+space+`" r:id="`+m.drawing+`"/>`)
	m.drawing = ""
}

// columnWidth is the width of columns, in characters.
type columnWidth struct {
	from, to int
	chars    float64
}

func columnWidths(text []byte) (widths []columnWidth) {
	tags(text, func(t tag) error { // the text has been read before
		if t.name == "sheetData" {
			return errStop
		}
		if t.name == "col" && !t.close {
			value, _ := t.attr("width")
			if chars, ok := parseNumber(value); ok {
				widths = append(widths, columnWidth{intAttr(t, "min"), intAttr(t, "max"), chars})
			}
		}
		return nil
	})
	return widths
}
