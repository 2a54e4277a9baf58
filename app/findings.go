package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
)

// mostCards is how many findings a page shows; a filing never has as many, a
// batch can.
const mostCards = 200

// findingsPage lists what was found, gravest first.
func (p *panel) findingsPage(f *filing.Filing) *page {
	d := p.window.desk
	found := d.findings()
	adjusted := p.adjustedCards()
	if f != nil {
		adjusted = nil
	}
	switch {
	case d.report == nil:
		return nothing(d.say("findings.waiting"))
	case len(found) == 0 && f == nil && adjusted == nil:
		return nothing(d.say("findings.nobatch"))
	case len(found) == 0 && f != nil:
		return nothing(d.say("findings.none"))
	}
	more := len(found) - mostCards
	found = found[:min(len(found), mostCards)]
	objects := make([]fyne.CanvasObject, 0, len(found)+2)
	objects = append(objects, space(0, 4))
	for i := range found {
		card := p.findingCard(found[i], i == d.finding)
		p.cards = append(p.cards, card)
		objects = append(objects, card)
	}
	if more > 0 {
		objects = append(objects, newInset(newPara(d.say("findings.more", "n", thousands(more)), textSize, false, colourDim), 16, 4, 16, 8))
	}
	objects = append(objects, adjusted...)
	return newPage(2, append(objects, space(0, 8))...)
}

// findingCard shows one finding: how grave it is, what is wrong, what to do,
// where it is and who says so. Tapping it leads to the field or picture.
func (p *panel) findingCard(f filing.Finding, current bool) fyne.CanvasObject {
	body := newStack(3, newShares([]float32{1, severityWidth(p)}, 8,
		newPara(f.Message, textSize, true, theme.ColorNameForeground),
		severity(p.window.desk.say("severity."+string(f.Severity)), inkOf(f.Severity))))
	if f.Remedy != "" {
		body.Add(newPara(f.Remedy, textSize, false, theme.ColorNameForeground))
	}
	if fix, ok := p.window.desk.suggestion(f); ok {
		body.Add(p.suggestionRow(f, fix))
	}
	body.Add(newShares([]float32{1, moreWidth}, 6, newPara(p.whereabouts(f), captionSize, false, colourDim), p.moreButton(f)))
	var follow func()
	if _, ok := filing.ByKey(f.Field); (ok || f.Slot != "") && p.window.desk.chosen() != nil {
		follow = func() { p.follow(f) }
	}
	edge := theme.ColorNameSeparator
	if current {
		edge = theme.ColorNamePrimary
	}
	bar := rectangle(inkOf(f.Severity), 2)
	card := newTouch(newShares([]float32{4, 1}, 0, bar, newInset(body, 10, 8, 10, 8)), follow)
	card.fill, card.edge = colourSurface, edge
	return newInset(card, 10, 3, 14, 3)
}

// severityWidth is the width of the longest word for a severity.
func severityWidth(p *panel) (w float32) {
	for _, s := range []filing.Severity{filing.Block, filing.Warn, filing.Note} {
		w = max(w, rulerFor(captionSize, true).width(p.window.desk.say("severity."+string(s))))
	}
	return w + 2
}

func severity(text string, ink fyne.ThemeColorName) fyne.CanvasObject {
	word := newWord(text, captionSize, true, ink)
	word.align = fyne.TextAlignTrailing
	return container.NewVBox(word)
}

// whereabouts says which field, which cell or picture, and which source.
func (p *panel) whereabouts(f filing.Finding) string {
	d := p.window.desk
	var parts []string
	if f.Slot != "" {
		if slot, ok := d.rules().Slot(f.Slot); ok {
			parts = append(parts, slot.Label.In(d.lang))
		}
	} else if field, ok := filing.ByKey(f.Field); ok {
		parts = append(parts, field.Def().Label.In(d.lang))
	}
	if f.Cell != "" {
		parts = append(parts, d.say("finding.cell", "cell", f.Cell))
	}
	if f.Source != "" {
		parts = append(parts, d.say("finding.source", "source", p.sourceName(f.Source)))
	}
	return strings.Join(parts, " · ")
}

// sourceName writes a source with the title of the text it is from.
func (p *panel) sourceName(source string) string {
	d := p.window.desk
	return d.rules().SourceName(source, d.lang)
}
