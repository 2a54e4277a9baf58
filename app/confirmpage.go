package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// confirmations returns the tick list of the selected filing.
func (d *desk) confirmations() []job.Confirmation {
	if d.report == nil || d.selected < 0 {
		return nil
	}
	return d.report.Filings[d.selected].Confirm
}

// tickMark parts the key of a filing from the item.
const tickMark = "\n"

func tickKey(f *filing.Filing, c job.Confirmation) string { return f.Key() + tickMark + c.ID }

// isTicked reports whether an item of a filing is confirmed. That is kept while
// the workbook is open.
func (d *desk) isTicked(f *filing.Filing, c job.Confirmation) bool { return d.ticked[tickKey(f, c)] }

func (d *desk) tick(f *filing.Filing, c job.Confirmation) {
	if d.ticked == nil {
		d.ticked = make(map[string]bool)
	}
	d.ticked[tickKey(f, c)] = !d.isTicked(f, c)
}

// unticked returns how many items of the selected filing wait for a person.
func (d *desk) unticked() (n int) {
	f := d.chosen()
	for _, c := range d.confirmations() {
		if !d.isTicked(f, c) {
			n++
		}
	}
	return n
}

// confirmPhases are when items are due, in order.
var confirmPhases = []struct{ phase, key string }{
	{"before", "confirm.before"}, {"submit", "confirm.submit"}, {"after", "confirm.after"},
}

// confirmPage is the tick list of a filing: what no check can see and a person
// must answer for.
func (p *panel) confirmPage(f *filing.Filing) *page {
	d := p.window.desk
	list := d.confirmations()
	switch {
	case d.report == nil:
		return nothing(d.say("findings.waiting"))
	case len(list) == 0:
		return nothing(d.say("confirm.none"))
	}
	objects := []fyne.CanvasObject{newInset(newPara(d.say("confirm.note"), captionSize, false, colourDim), 14, 10, 14, 0)}
	for _, phase := range confirmPhases {
		var items []fyne.CanvasObject
		for _, c := range list {
			if c.Phase == phase.phase {
				items = append(items, p.newTickItem(f, c))
			}
		}
		if len(items) == 0 {
			continue
		}
		title := newPara(d.say(phase.key), textSize, true, theme.ColorNameForeground)
		card := newBacked(rectangle(colourSurface, 4), newInset(newStack(0, items...), 0, 4, 0, 4))
		objects = append(objects, newInset(title, 14, 12, 14, 6), newInset(card, 10, 0, 14, 0))
	}
	return newPage(0, append(objects, space(0, 12))...)
}

// newTickItem is one item with its box; tapping anywhere ticks it.
func (p *panel) newTickItem(f *filing.Filing, c job.Confirmation) fyne.CanvasObject {
	d := p.window.desk
	box := widget.NewIcon(nil)
	text := newPara(c.Text, textSize, true, theme.ColorNameForeground)
	show := func() {
		if d.isTicked(f, c) {
			box.SetResource(theme.NewPrimaryThemedResource(theme.CheckButtonCheckedIcon()))
			text.colour = colourDim
		} else {
			box.SetResource(theme.CheckButtonIcon())
			text.colour = theme.ColorNameForeground
		}
		text.Refresh()
	}
	show()
	words := newStack(2, text)
	if c.How != "" {
		words.Add(newPara(c.How, textSize, false, theme.ColorNameForeground))
	}
	if c.Source != "" {
		words.Add(newPara(d.say("finding.source", "source", p.sourceName(c.Source)), captionSize, false, colourDim))
	}
	body := newShares([]float32{20, 1}, 10, container.NewVBox(space(0, 1), container.New(&fixedWidth{20}, box)), words)
	return newTouch(newInset(body, 10, 6, 12, 6), func() {
		d.tick(f, c)
		show()
		p.head(f)
	})
}
