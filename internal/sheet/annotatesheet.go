package sheet

import (
	"bytes"
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
	m := &marker{annotator: a, rowEdit: rowEdit{e: newEdit(text), left: spots(g, marks)}, covered: make(map[string]colour)}
	if m.before, err = a.coloursBefore(sheet); err != nil {
		return err
	}
	m.make = m.fresh
	where := m.left
	if err := a.tags(text, m.visit); err != nil {
		return broken(sheet.name, err)
	}
	notes := make(map[string]string, len(where))
	for i := range where {
		ref := cellName(where[i].col, where[i].row)
		notes[ref] = where[i].note(a.lang, m.covered[ref])
	}
	drawing, err := a.annotateNotes(sheet, where, notes, func() []columnWidth { return columnWidths(text) })
	if err != nil {
		return err
	}
	edited := m.e.bytes()
	if drawing != "" {
		space := strings.TrimSuffix(a.relationType(""), "/")
		if edited, err = placeDrawing(edited, "<"+m.prefix+`legacyDrawing xmlns:r="`+space+`" r:id="`+drawing+`"/>`); err != nil {
			return broken(sheet.name, err)
		}
	}
	a.changed[sheet.part] = edited
	return nil
}

// marker edits the text of a worksheet: the styles of marked cells, and cells
// that are marked but not there.
type marker struct {
	*annotator
	rowEdit
	before  map[string]colour // by cell, under an earlier run's mark
	covered map[string]colour // by cell, under the mark that is set now
}

// mark returns a style with the mark of a cell.
func (m *marker) mark(s spot, base int) int {
	if c := m.styles.colourOf(base); c != "" {
		m.covered[cellName(s.col, s.row)] = c
	}
	return m.styles.mark(base, s.severity())
}

// fresh writes a marked cell that is not there.
func (m *marker) fresh(s spot, base int) string {
	return "<" + m.prefix + `c r="` + cellName(s.col, s.row) + `" s="` + itoa(m.mark(s, base)) + `"/>`
}

func (m *marker) visit(t tag) error {
	defer m.enter(t)()
	if !m.rows(t) && m.inData && t.name == "c" && !t.close {
		m.cell(t)
	}
	return nil
}

func (m *marker) cell(t tag) {
	raw := string(m.e.text[t.start:t.end])
	col := m.at(t)
	style := intAttr(t, "s")
	base := style
	if m.again && m.styles.wasMarked(style) {
		base = m.styles.unmark(style, m.before[cellName(col, m.row)])
	}
	inserted := m.newCells(m.row, col)
	switch {
	case len(m.left) > 0 && m.left[0].row == m.row && m.left[0].col == col:
		raw = setAttr(setAttr(raw, "s", itoa(m.mark(m.left[0], base))), "r", cellName(col, m.row))
		m.left = m.left[1:]
	case base != style:
		raw = setAttr(raw, "s", itoa(base))
	case inserted == "":
		return
	default:
		raw = setAttr(raw, "r", cellName(col, m.row))
	}
	m.e.replace(t.start, t.end, inserted+raw)
}

// beforeNotes are the elements of a worksheet between its cells and the
// reference to the drawing of the notes (CT_Worksheet, ECMA-376 part 1,
// 18.3.1.99).
var beforeNotes = map[string]bool{"sheetCalcPr": true, "sheetProtection": true, "protectedRanges": true, "scenarios": true, "autoFilter": true, "sortState": true,
	"dataConsolidate": true, "customSheetViews": true, "mergeCells": true, "phoneticPr": true, "conditionalFormatting": true, "dataValidations": true, "hyperlinks": true,
	"printOptions": true, "pageMargins": true, "pageSetup": true, "headerFooter": true, "rowBreaks": true, "colBreaks": true, "customProperties": true,
	"cellWatches": true, "ignoredErrors": true, "smartTags": true, "drawing": true}

// placeDrawing puts the reference to the drawing of the notes behind the last
// element of a worksheet that must stand before it. One that leads nowhere goes.
func placeDrawing(text []byte, reference string) ([]byte, error) {
	start := bytes.LastIndex(text, []byte("sheetData"))
	start += 1 + bytes.IndexByte(text[max(start, 0):], '>')
	tail := text[start:]
	at, depth := 0, 0
	var old [2]int
	err := tags(tail, func(t tag) error {
		if !t.close {
			depth++
			if depth == 1 && t.name == "legacyDrawing" {
				old[0] = t.start
			}
			return nil
		}
		if depth == 1 && t.name == "legacyDrawing" {
			old[1] = t.end
		} else if depth == 1 && beforeNotes[t.name] {
			at = t.end
		}
		depth--
		return nil
	})
	if err != nil {
		return nil, err
	}
	e := newEdit(tail)
	if old[1] > 0 && old[1] <= at {
		e.replace(old[0], old[1], "")
	}
	e.insert(at, reference)
	if old[1] > at {
		e.replace(old[0], old[1], "")
	}
	return append(text[:start:start], e.bytes()...), nil
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
