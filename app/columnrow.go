package app

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/job"
)

// columnShares are the parts of a line of the dialog: header, first values,
// field, confidence, reason.
var columnShares = []float32{0.24, 0.25, 216, 62, 0.51}

const columnGap float32 = 10

// columnHeads are the headings of those parts.
func columnHeads(p *desk) fyne.CanvasObject {
	heads := make([]fyne.CanvasObject, 0, len(columnShares))
	for _, text := range []string{p.say("columns.head.column"), p.say("columns.head.values"), p.say("columns.head.field"), p.say("columns.head.sure"), p.say("columns.head.reason")} {
		heads = append(heads, newLine(text, captionSize, true, colourDim))
	}
	return newShares(columnShares, columnGap, heads...)
}

// columnRow shows one column of a table.
type columnRow struct {
	dialog *columnDialog
	column *job.TableColumn

	header, place *line
	values        [2]*line
	field         *fieldButton
	paper         *canvas.Rectangle
	sure          *line
	mark          *fyne.Container
	reason        *para
	view          *fyne.Container
}

func newColumnRow(c *columnDialog) *columnRow {
	r := &columnRow{dialog: c}
	r.header = newLine("", textSize, true, theme.ColorNameForeground)
	r.place = newLine("", captionSize, false, colourDim)
	for i := range r.values {
		r.values[i] = newLine("", labelSize, false, theme.ColorNameForeground)
	}
	r.field = newFieldButton(c.window.typed, r.pick, func() { c.body.scrollTo(r.view) })
	r.paper = rectangle(colourSurface, 4)
	r.sure = newLine("", captionSize, true, theme.ColorNameForeground)
	r.sure.align = fyne.TextAlignCenter
	r.mark = newBacked(r.paper, newInset(r.sure, 2, 2, 2, 2))
	r.reason = newPara("", labelSize, false, colourDim)
	line := newShares(columnShares, columnGap, newStack(1, r.header, r.place), newStack(2, r.values[0], r.values[1]),
		r.field, newStack(0, space(0, 5), r.mark), newStack(0, space(0, 3), r.reason))
	r.view = newStack(0, newInset(line, 0, 5, 8, 5), widget.NewSeparator())
	return r
}

// show shows a column as it is read, or as the user just said.
func (r *columnRow) show(col *job.TableColumn) {
	r.column = col
	p := r.dialog.window.desk.phrases
	r.header.set(headerOf(col, p))
	r.place.set(placeText(col, p))
	for i, l := range r.values {
		text := ""
		if i < len(col.Samples) {
			text = oneLine(col.Samples[i])
		}
		l.set(text)
	}
	key, told := r.key()
	pending := told && r.dialog.busy // what is known of the column is older than what was said
	name := fieldName(key, p)
	if col.State == columnDuplicate && !pending {
		name = p.say("columns.repeat")
	}
	r.field.show(name)
	text, ink, paper := p.say("columns.sure.none"), colourDim, colourSurface
	if !pending {
		text, ink, paper = sureOf(col, told, p)
	}
	r.sure.colour = ink
	r.sure.set(text)
	r.sure.Refresh()
	r.paper.FillColor = colourOf(paper)
	r.paper.Refresh()
	reason := col.Reason.In(p.lang)
	if told && (pending || col.State != columnDuplicate) {
		reason = p.say("columns.told")
	}
	if col.Field == "" && !told && len(col.Alternatives) > 0 && col.State != columnDuplicate {
		var may []string
		for _, a := range col.Alternatives {
			may = append(may, job.FieldLabel(a.Field, p.lang))
		}
		reason += p.say("columns.maybe", "fields", strings.Join(may, p.say("columns.and")))
	}
	r.reason.set(reason)
}

// key is what the column is read into: what the user just said, else what was
// found out; "" for nothing.
func (r *columnRow) key() (key string, told bool) {
	s := r.dialog.state
	if key, told = s.said[s.table().Fingerprint].Columns[r.column.Name]; told {
		return key, true
	}
	if r.column.State == columnSkipped {
		return job.SkipColumn, false
	}
	return r.column.Field, false
}

func fieldName(key string, p *phrases) string {
	switch key {
	case "":
		return p.say("columns.unread")
	case job.SkipColumn:
		return p.say("columns.skip")
	}
	return job.FieldLabel(key, p.lang)
}

// cellOf names the cell of a column's header on its sheet.
func cellOf(col *job.TableColumn) string {
	at := col.Cell
	at.Sheet = ""
	return at.String()
}

func placeText(col *job.TableColumn, p *phrases) string {
	text := cellOf(col)
	if col.Values == 0 {
		text += p.say("columns.place.empty")
	}
	if col.Hidden {
		text += p.say("columns.place.hidden")
	}
	return text
}

// sureOf says how sure it is what a column means.
func sureOf(col *job.TableColumn, told bool, p *phrases) (text string, ink, paper fyne.ThemeColorName) {
	switch {
	case col.State == columnDuplicate:
		return p.say("columns.sure.twice"), colourBlock, colourBlockBg
	case told && col.Field != "":
		return p.say("columns.sure.high"), colourReady, colourReadyBg
	case doubtful(col):
		return p.say("columns.sure.open"), colourWarn, colourWarnBg
	case col.Field == "":
		return p.say("columns.sure.none"), colourDim, colourSurface
	case col.Confidence == "high":
		return p.say("columns.sure.high"), colourReady, colourReadyBg
	case col.Confidence == "medium":
		return p.say("columns.sure.medium"), colourWarn, colourWarnBg
	}
	return p.say("columns.sure.low"), colourBlock, colourBlockBg
}

// pick asks which field the column is read into.
func (r *columnRow) pick() {
	c := r.dialog
	key, told := r.key()
	c.window.pickField(fieldQuestion{
		column: r.column,
		now:    key,
		told:   told || r.column.Reason.Code == "remembered",
		read:   c.readInto(r.column),
	}, func(key string) {
		c.say(func() { c.state.choose(r.column.Name, key) })
	}, func() { c.window.win.Canvas().Focus(r.field) })
}

// readInto returns the fields that the other columns of the table are read into,
// with the cells of their headers.
func (c *columnDialog) readInto(but *job.TableColumn) map[string]string {
	read := make(map[string]string)
	for _, r := range c.columns {
		if key, _ := r.key(); r.column != but && key != "" {
			read[key] = cellOf(r.column)
		}
	}
	return read
}

// fieldButton names the field of a column.
type fieldButton struct {
	button
	gained func()
}

func newFieldButton(keys keyHandler, tapped, gained func()) *fieldButton {
	b := &fieldButton{gained: gained}
	b.keys, b.OnTapped = keys, tapped
	b.Icon, b.IconPlacement, b.Alignment = theme.MenuDropDownIcon(), widget.ButtonIconTrailingText, widget.ButtonAlignLeading
	b.ExtendBaseWidget(b)
	return b
}

// show names a field; the button keeps its width.
func (b *fieldButton) show(name string) {
	if cut := rulerFor(textSize, false).cut(name, columnShares[2]-44); cut != b.Text {
		b.SetText(cut)
	}
}

// FocusGained implements fyne.Focusable.
func (b *fieldButton) FocusGained() {
	b.button.FocusGained()
	b.gained()
}

// dropDown is a drop-down list that tells the place of what was chosen.
type dropDown struct {
	widget.Select
	keys keyHandler
}

func newDropDown(keys keyHandler, chosen func(at int)) *dropDown {
	c := &dropDown{keys: keys}
	c.OnChanged = func(string) { chosen(c.SelectedIndex()) }
	c.ExtendBaseWidget(c)
	return c
}

// framed draws a border round a choice, which has none on the dialog's ground.
func framed(c *dropDown) fyne.CanvasObject {
	border := canvas.NewRectangle(color.Transparent)
	border.StrokeColor, border.StrokeWidth, border.CornerRadius = colourOf(theme.ColorNameInputBorder), 1, 4
	return container.NewStack(c, border)
}

// offer shows names, one of them chosen; nothing is told.
func (c *dropDown) offer(names []string, at int) {
	seen := make(map[string]bool, len(names))
	for i := range names {
		for seen[names[i]] { // the toolkit tells them apart by their text
			names[i] += " ·"
		}
		seen[names[i]] = true
	}
	c.Options, c.Selected = names, names[at]
	c.Refresh()
}

// TypedKey implements fyne.Focusable.
func (c *dropDown) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		c.keys(ev)
		return
	}
	c.Select.TypedKey(ev)
}

// tick is a box to tick.
type tick struct {
	widget.Check
	keys keyHandler
}

func newTick(text string, keys keyHandler, changed func(bool)) *tick {
	t := &tick{keys: keys}
	t.Text, t.OnChanged = text, changed
	t.ExtendBaseWidget(t)
	return t
}

// set ticks the box without telling.
func (t *tick) set(on bool) {
	if t.Checked != on {
		t.Checked = on
		t.Refresh()
	}
}

func (t *tick) able(on bool) {
	switch {
	case on == !t.Disabled():
	case on:
		t.Enable()
	default:
		t.Disable()
	}
}

// TypedKey implements fyne.Focusable.
func (t *tick) TypedKey(ev *fyne.KeyEvent) { t.keys(ev) }
