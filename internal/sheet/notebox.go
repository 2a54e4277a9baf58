package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// drawBoxes adds the hidden boxes in which spreadsheets show notes, and removes
// those of notes that are gone. The drawing is VML, which often is not
// well-formed XML; it is edited as plain text.
func (a *annotator) drawBoxes(sheet sheetInfo, name string, fresh []spot, gone map[string]bool, texts map[string]string, widths []columnWidth) (id string, err error) {
	if len(fresh) == 0 && len(gone) == 0 {
		return "", nil
	}
	var text string
	if name == "" {
		if len(fresh) == 0 {
			return "", nil
		}
		name = a.newName("xl/drawings/vmldrawing*.vml")
		first := a.takeShapes(len(fresh))
		text = vmlHead(first, len(fresh)) + vmlShapeType + "</xml>"
		a.changed[name] = nil
		a.types = append(a.types, typeOf{extension: "vml", contentType: typeVML})
		if id, err = a.addRelation(sheet.part, a.relationType("vmlDrawing"), name); err != nil {
			return "", err
		}
	} else {
		raw, err := a.text(name)
		if err != nil {
			return "", err
		}
		text = string(raw)
	}
	text = dropShapes(text, gone)
	if !strings.Contains(text, `id="_x0000_t202"`) && !strings.Contains(text, `id='_x0000_t202'`) {
		text = insertBefore(text, "</xml>", vmlShapeType)
	}
	next := lastShape(text) + 1
	var b strings.Builder
	for i, s := range fresh {
		b.WriteString(vmlShape(next+i, s, texts[cellName(s.col, s.row)], widths))
	}
	a.changed[name] = []byte(insertBefore(text, "</xml>", b.String()))
	return id, nil
}

func insertBefore(text, mark, s string) string {
	at := strings.LastIndex(text, mark)
	if at < 0 {
		return text
	}
	return text[:at] + s + text[at:]
}

// takeShapes reserves blocks of 1024 shape ids for the notes of a sheet and
// returns the first block's number: ids must differ between sheets.
func (a *annotator) takeShapes(n int) int {
	first := a.shapes + 1
	if a.shapes == 0 {
		first = 1 + 10*len(a.info.sheets) // clear of the blocks that drawings have already
	}
	a.shapes = first + n/1024
	return first
}

// lastShape returns the greatest shape id in a drawing; of an empty one, the
// start of its block.
func lastShape(text string) int {
	last := 0
	for _, m := range shapeID.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		last = max(last, n)
	}
	if last == 0 {
		block := 1
		if m := idBlock.FindStringSubmatch(text); m != nil {
			block, _ = strconv.Atoi(m[1])
		}
		last = 1024 * block
	}
	return last
}

var (
	shapeID = regexp.MustCompile(`_x0000_s(\d{1,9})`)
	idBlock = regexp.MustCompile(`<o:idmap[^>]*data=["'](\d{1,6})`)
	boxRow  = regexp.MustCompile(`<x:Row>\s*(\d{1,7})\s*</x:Row>`)
	boxCol  = regexp.MustCompile(`<x:Column>\s*(\d{1,5})\s*</x:Column>`)
)

// dropShapes removes the boxes of some cells.
func dropShapes(text string, gone map[string]bool) string {
	if len(gone) == 0 {
		return text
	}
	const open, end = "<v:shape ", "</v:shape>"
	var b strings.Builder
	for {
		at := strings.Index(text, open)
		if at < 0 {
			break
		}
		to := strings.Index(text[at:], end)
		if to < 0 {
			break
		}
		to += at + len(end)
		b.WriteString(text[:at])
		if !gone[boxCell(text[at:to])] {
			b.WriteString(text[at:to])
		}
		text = text[to:]
	}
	b.WriteString(text)
	return b.String()
}

func boxCell(shape string) string {
	row, col := boxRow.FindStringSubmatch(shape), boxCol.FindStringSubmatch(shape)
	if row == nil || col == nil {
		return ""
	}
	r, _ := strconv.Atoi(row[1])
	c, _ := strconv.Atoi(col[1])
	return cellName(c+1, r+1)
}

func vmlHead(block, shapes int) string {
	data := itoa(block)
	for i := 1; i <= shapes/1024; i++ {
		data += "," + itoa(block+i)
	}
	return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + data + `"/></o:shapelayout>`
}

const vmlShapeType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
	`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

// vmlShape is the hidden box of one note: beside its cell, about 300 pixels wide
// and as high as its text.
func vmlShape(id int, s spot, text string, widths []columnWidth) string {
	const wide, lineHeight, perLine = 300, 18, 44
	height := 12
	for _, l := range strings.Split(text, "\n") {
		height += lineHeight * (1 + displayWidth(l)/perLine)
	}
	height = min(height, 600)
	left := s.col // the column after the cell, from 0
	right, rest := left, wide
	for rest > pixels(widths, right+1) && right < lastColumn-1 {
		rest -= pixels(widths, right+1)
		right++
	}
	top := max(0, s.row-2)
	bottom := top + height/20
	return fmt.Sprintf(`<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;width:%dpx;height:%dpx;z-index:1;visibility:hidden" fillcolor="#fffdf0" strokecolor="#b8a97a" o:insetmode="auto">`+
		`<v:fill color2="#fffdf0"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 12, %d, 4, %d, %d, %d, %d</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		id, wide, height, left, top, right, rest, bottom, height%20, s.row-1, s.col-1)
}

// pixels returns about how wide a column is.
func pixels(widths []columnWidth, col int) int {
	for _, w := range widths {
		if w.from <= col && col <= w.to {
			return int(w.chars*7 + 5)
		}
	}
	return 64
}
