package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// When the selected filing is to be submitted.

// turn names the wave of the submission plan and its first day, "" while they
// are not known.
func (d *desk) turn() string {
	if d.report == nil || d.selected < 0 {
		return ""
	}
	r := &d.report.Filings[d.selected]
	if r.Wave == 0 {
		return ""
	}
	return d.say("turn.wave", "n", r.Wave, "day", r.Earliest)
}

// planCard tells in full, on the page of facts, when the filing is to be
// submitted and what it waits for.
func (p *panel) planCard() []fyne.CanvasObject {
	d := p.window.desk
	turn := d.turn()
	if turn == "" {
		return nil
	}
	rows := newStack(3, newPara(turn, textSize, false, theme.ColorNameForeground))
	if after := d.report.Filings[d.selected].After; after != "" {
		rows.Add(newPara(d.say("turn.after", "filing", after), textSize, false, theme.ColorNameForeground))
	}
	return []fyne.CanvasObject{
		newInset(newPara(d.say("turn.title"), textSize, true, theme.ColorNameForeground), 14, 12, 14, 6),
		newInset(newBacked(rectangle(colourSurface, 4), newInset(rows, 10, 8, 10, 8)), 10, 0, 14, 0),
	}
}
