package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
)

// factsPage lists every field that the filing's kind asks for, by block, with
// its value and the cell it came from. Values are shown as they are: this is
// the user's own data, on the user's own screen. Tapping a field copies it.
func (p *panel) factsPage(f *filing.Filing) *page {
	d := p.window.desk
	p.rows = make(map[filing.Field]*factRow)
	worst := p.worst()
	objects := p.planCard()
	for _, block := range filing.Blocks {
		rows := p.blockRows(f, block.Block, worst)
		if len(rows) == 0 {
			continue
		}
		title := newPara(block.Title.In(d.lang), textSize, true, theme.ColorNameForeground)
		card := newBacked(rectangle(colourSurface, 4), newInset(newStack(0, rows...), 0, 4, 0, 4))
		objects = append(objects, newInset(title, 14, 12, 14, 6), newInset(card, 10, 0, 14, 0))
		for _, row := range rows {
			p.rows[row.(*factRow).field] = row.(*factRow)
		}
	}
	return newPage(0, append(objects, space(0, 12))...)
}

func (p *panel) blockRows(f *filing.Filing, block filing.FieldBlock, worst map[string]filing.Severity) (rows []fyne.CanvasObject) {
	for _, field := range filing.InBlock(block) {
		def := field.Def()
		v := f.Get(field)
		asked := def.Asked.Has(f.Kind()) || f.Kind() == ""
		if !asked && v.Text == "" && v.Raw == "" || block == filing.BlockScans && v.Text == "" {
			continue
		}
		rows = append(rows, p.newFactRow(f, field, worst[def.Key]))
	}
	return rows
}

// worst returns the gravest severity found at each field.
func (p *panel) worst() map[string]filing.Severity {
	worst := make(map[string]filing.Severity)
	for _, finding := range p.window.desk.findings() { // gravest first
		if _, ok := worst[finding.Field]; !ok {
			worst[finding.Field] = finding.Severity
		}
	}
	return worst
}

// factRow is one field.
type factRow struct {
	*touch
	field filing.Field
}

func (p *panel) newFactRow(f *filing.Filing, field filing.Field, worst filing.Severity) *factRow {
	d := p.window.desk
	def := field.Def()
	value, ink := f.Label(field, d.lang), theme.ColorNameForeground
	if worst != "" {
		ink = inkOf(worst)
	}
	shown := value
	if value == "" {
		shown = "—"
		if worst == "" {
			ink = colourDim
		}
	}
	values := newStack(1, newPara(shown, textSize, worst != "", ink))
	if fix := d.amended.of(f, field); fix != nil {
		was := oneLine(fix.Old)
		if was == "" {
			was = d.say("facts.empty")
		}
		values.Add(newPara(d.say("facts.amended", "old", was), captionSize, true, colourNote))
	} else if raw := f.Get(field).Raw; raw != "" && raw != value && def.Enum == "" {
		values.Add(newPara(d.say("facts.raw", "raw", raw), captionSize, false, colourDim))
	}
	cell := newLine(f.Get(field).Cell.String(), captionSize, false, colourDim)
	cell.align = fyne.TextAlignTrailing
	row := &factRow{field: field}
	body := newShares([]float32{154, 1, 76}, 10,
		newPara(def.Label.In(d.lang), textSize, false, colourDim), values, newStack(0, space(0, 2), cell))
	row.touch = newTouch(newInset(body, 10, 4, 10, 4), nil)
	if value != "" {
		row.tapped = func() {
			p.window.app.Clipboard().SetContent(value)
			p.window.tell(d.say("tell.copied", "field", def.Label.In(d.lang)))
		}
	}
	if p.litOn && p.lit == field {
		row.fill, row.edge = colourNoteBg, theme.ColorNamePrimary
	}
	return row
}
