package sheet

import (
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
	m := &marker{annotator: a, rowEdit: rowEdit{e: newEdit(text), left: spots(g, marks)}}
	m.make = m.fresh
	where := m.left
	drawing, err := a.annotateNotes(sheet, where, func() []columnWidth { return columnWidths(text) })
	if err != nil {
		return err
	}
	m.drawing = drawing
	if err := a.tags(text, m.visit); err != nil {
		return broken(sheet.name, err)
	}
	a.changed[sheet.part] = m.e.bytes()
	return nil
}

// marker edits the text of a worksheet: the styles of marked cells, cells that
// are marked but not there, the reference to the notes.
type marker struct {
	*annotator
	rowEdit
	drawing string // id of the relation to the drawing of the notes; "" when it stands already or there are none
}

// fresh writes a marked cell that is not there.
func (m *marker) fresh(s spot, base int) string {
	return "<" + m.prefix + `c r="` + cellName(s.col, s.row) + `" s="` + itoa(m.styles.mark(base, s.severity())) + `"/>`
}

func (m *marker) visit(t tag) error {
	defer m.enter(t)()
	switch {
	case m.rows(t):
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

func (m *marker) cell(t tag) {
	raw := string(m.e.text[t.start:t.end])
	col := m.at(t)
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
