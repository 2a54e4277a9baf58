package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// columnBar is a line above the table that says what of the workbook was not
// read, until it is looked at or put away.
type columnBar struct {
	window *Window
	text   *line
	look   *button
	view   *fyne.Container
}

func newColumnBar(w *Window) *columnBar {
	b := &columnBar{window: w, text: newLine("", textSize, false, colourWarn)}
	b.look = newButton(w.desk.say("columns.look"), nil, w.typed, w.askColumns)
	away := newButton("", theme.CancelIcon(), w.typed, func() {
		w.desk.looked = doubtsOf(w.desk.tables)
		b.changed()
	})
	away.Importance = widget.LowImportance
	row := container.NewBorder(nil, nil, widget.NewIcon(theme.NewColoredResource(theme.InfoIcon(), colourWarn)), container.NewHBox(b.look, away), container.New(&middle{}, b.text))
	b.view = container.NewStack(rectangle(colourWarnBg, 0), newInset(row, 12, 1, 8, 1))
	return b
}

func (b *columnBar) changed() {
	d := b.window.desk
	found := doubtsOf(d.tables)
	if found == d.looked || found == (doubts{}) {
		b.view.Hide()
		return
	}
	b.text.set(found.text(d.phrases))
	b.view.Show()
}

// text says what of a workbook was not read.
func (d doubts) text(p *phrases) string {
	var parts []string
	for _, part := range []struct {
		n   int
		key string
	}{{d.columns, "columns.doubt.columns"}, {d.hidden, "columns.doubt.hidden"}, {d.skipped, "columns.doubt.skipped"}, {d.sheets, "columns.doubt.sheets"}} {
		if part.n > 0 {
			parts = append(parts, p.say(part.key, "n", thousands(part.n)))
		}
	}
	return strings.Join(parts, p.say("columns.comma"))
}
