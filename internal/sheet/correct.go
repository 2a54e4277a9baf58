package sheet

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"beiandesk/internal/filing"
)

// Change is a text to be put into a cell. Of several for one cell the first
// counts.
type Change struct {
	Cell filing.Cell
	Text string
}

// Correct writes a copy of a workbook in which cells hold other texts. Whatever
// the cell held, it holds a text then, so that a long number keeps its digits;
// its format stays, and so does everything else, byte for byte. Where the
// workbook calculates, it is marked to be calculated anew when it is opened. Of a
// .csv file the copy is a workbook with the same rows. The copy of a protected
// workbook has the same password, which unlock is asked for.
//
// refused says of each change, in their order, why it was not made; empty when it
// was. For dst and the error see [Annotate].
func Correct(ctx context.Context, src, dst string, changes []Change, unlock Unlock) (refused []filing.Text, err error) {
	err = editCopy(ctx, src, dst, unlock, func(p *packageEdit, fromText bool) error {
		if fromText {
			changes = slices.Clone(changes)
			for i := range changes {
				changes[i].Cell = onCSVSheet(changes[i].Cell)
			}
		}
		x := &corrector{packageEdit: p, changes: changes, refused: make([]filing.Text, len(changes))}
		refused = x.refused
		return x.edit()
	})
	return refused, err
}

// Why a change is not made.
var (
	noCell     = filing.Text{ZH: "工作簿里没有对应的单元格", EN: "the workbook has no cell for it"}
	isFormula  = filing.Text{ZH: "单元格里是公式，请改公式所引用的内容", EN: "the cell holds a formula: change what it refers to"}
	underMerge = filing.Text{ZH: "单元格被合并遮住", EN: "the cell is hidden below a merged one"}
)

// corrector corrects the cells of one workbook.
type corrector struct {
	*packageEdit
	changes []Change
	refused []filing.Text // by change
}

func (x *corrector) edit() error {
	info, err := x.info()
	if err != nil {
		return err
	}
	bySheet := make(map[string][]spot)
	for i, c := range x.changes {
		if c.Cell.Row < 1 || c.Cell.Col < 1 || c.Cell.Row > lastRow || c.Cell.Col > lastColumn {
			x.refused[i] = noCell
			continue
		}
		bySheet[c.Cell.Sheet] = append(bySheet[c.Cell.Sheet], spot{col: int(c.Cell.Col), row: int(c.Cell.Row), change: i})
	}
	calculates := false
	for _, sheet := range info.sheets {
		text, err := x.text(sheet.part)
		if err != nil {
			return err
		}
		calculates = calculates || hasFormula(text)
		if spots := bySheet[sheet.name]; len(spots) > 0 {
			delete(bySheet, sheet.name)
			if err := x.correctSheet(sheet, text, spots); err != nil {
				return err
			}
		}
	}
	for _, lost := range bySheet {
		for _, s := range lost {
			x.refused[s.change] = noCell
		}
	}
	if calculates && len(x.changed) > 0 {
		return x.calculateAnew(info.part)
	}
	return nil
}

// hasFormula reports whether a worksheet may hold formulas.
func hasFormula(text []byte) bool {
	for _, start := range []string{"<f>", "<f ", ":f>", ":f "} {
		if bytes.Contains(text, []byte(start)) {
			return true
		}
	}
	return false
}

// correctSheet corrects the cells of one sheet.
func (x *corrector) correctSheet(sheet sheetInfo, text []byte, spots []spot) error {
	merges, err := x.mergesOf(text)
	if err != nil {
		return broken(sheet.name, err)
	}
	spots = slices.DeleteFunc(spots, func(s spot) bool {
		m, ok := merges.mergedAt(s.col, s.row)
		if ok = ok && (m.left != s.col || m.top != s.row); ok {
			x.refused[s.change] = underMerge
		}
		return ok
	})
	byPlace := func(a, b spot) int { return cmp.Or(a.row-b.row, a.col-b.col) }
	slices.SortStableFunc(spots, byPlace)
	spots = slices.CompactFunc(spots, func(a, b spot) bool { return byPlace(a, b) == 0 })
	c := &cellCorrector{corrector: x, rowEdit: rowEdit{e: newEdit(text), left: spots}}
	c.make = c.fresh
	if err := x.tags(text, c.visit); err != nil {
		return broken(sheet.name, err)
	}
	x.changed[sheet.part] = c.e.bytes()
	return nil
}

// mergesOf reads the merged areas of a worksheet.
func (p *packageEdit) mergesOf(text []byte) (*grid, error) {
	g := new(grid)
	err := p.tags(text, func(t tag) error {
		if ref, ok := t.attr("ref"); ok && t.name == "mergeCell" {
			if m, ok := parseSpan(ref); ok {
				g.merges = append(g.merges, m)
			}
		}
		return nil
	})
	g.indexMerges()
	return g, err
}

// cellCorrector edits the text of a worksheet.
type cellCorrector struct {
	*corrector
	rowEdit

	open    bool // a cell to be corrected is being read
	now     spot
	first   tag    // its start
	before  string // cells that are to be made left of it
	formula bool   // it holds one
}

// fresh writes a cell that holds the new text.
func (c *cellCorrector) fresh(s spot, style int) string {
	head := "<" + c.prefix + `c r="` + cellName(s.col, s.row) + `"`
	if style > 0 {
		head += ` s="` + itoa(style) + `"`
	}
	text := c.changes[s.change].Text
	if text == "" {
		return head + "/>"
	}
	p := c.prefix
	return head + ` t="inlineStr"><` + p + `is><` + p + `t xml:space="preserve">` + escape(clip(text)) + `</` + p + `t></` + p + `is></` + p + `c>`
}

func (c *cellCorrector) visit(t tag) error {
	defer c.enter(t)()
	switch {
	case c.rows(t), !c.inData:
	case t.name == "c" && !t.close:
		c.startCell(t)
	case t.name == "c" && c.open:
		c.endCell(t)
	case t.name == "f":
		c.formula = true
	}
	return nil
}

func (c *cellCorrector) startCell(t tag) {
	col := c.at(t)
	before := c.newCells(c.row, col)
	if len(c.left) > 0 && c.left[0].row == c.row && c.left[0].col == col {
		c.open, c.now, c.first, c.before, c.formula = true, c.left[0], t, before, false
		c.left = c.left[1:]
		return
	}
	if before != "" {
		c.e.replace(t.start, t.end, before+c.placed(t))
	}
}

func (c *cellCorrector) endCell(t tag) {
	c.open = false
	if c.formula {
		c.refused[c.now.change] = isFormula
		c.e.replace(c.first.start, c.first.end, c.before+c.placed(c.first))
		return
	}
	c.e.replace(c.first.start, t.end, c.before+c.fresh(c.now, intAttr(c.first, "s")))
}

// placed returns the start tag of the cell at hand with its address, which it
// may lack and needs once a cell is made left of it.
func (c *cellCorrector) placed(t tag) string {
	return setAttr(string(c.e.text[t.start:t.end]), "r", cellName(c.col, c.row))
}

// afterCalculation are the elements of a workbook that come after how it
// calculates (CT_Workbook, ECMA-376 part 1, 18.2.27).
var afterCalculation = map[string]bool{"oleSize": true, "customWorkbookViews": true, "pivotCaches": true, "smartTagPr": true, "smartTagTypes": true,
	"webPublishing": true, "fileRecoveryPr": true, "webPublishObjects": true, "extLst": true}

// calculateAnew has the workbook calculated when it is opened: results that were
// saved with it may rest on what the cells held before.
func (x *corrector) calculateAnew(part string) error {
	const name = "fullCalcOnLoad"
	text, err := x.text(part)
	if err != nil {
		return err
	}
	e, depth, done := newEdit(text), 0, false
	err = tags(text, func(t tag) error {
		if t.close {
			defer func() { depth-- }()
		} else {
			depth++
		}
		switch {
		case done:
		case t.name == "calcPr" && !t.close:
			done = true
			e.replace(t.start, t.end, setAttr(string(text[t.start:t.end]), name, "1"))
		case depth == 2 && !t.close && afterCalculation[t.name], depth == 1 && t.close:
			done = true
			e.insert(t.start, "<"+t.prefix+"calcPr "+name+`="1"/>`)
		}
		return nil
	})
	x.changed[part] = e.bytes()
	return err
}
