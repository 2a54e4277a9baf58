package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// papersPage lists the papers that the filing needs: why, who signs, and
// whether the signed paper came back as a scan.
func (p *panel) papersPage(f *filing.Filing) *page {
	d := p.window.desk
	needed := d.papersNeeded()
	switch {
	case d.report == nil:
		return nothing(d.say("findings.waiting"))
	case len(needed) == 0:
		return nothing(d.say("papers.noneneeded"))
	}
	objects := []fyne.CanvasObject{space(0, 4)}
	for _, id := range needed {
		if paper, ok := d.rules().Paper(id); ok {
			objects = append(objects, p.paperCard(f, paper))
		}
	}
	objects = append(objects, newInset(newPara(d.say("papers.hint"), labelSize, false, colourDim), 16, 8, 16, 0))
	make := newButton(d.say("papers.make"), theme.DocumentPrintIcon(), p.window.typed, p.window.askPapers)
	objects = append(objects, newInset(container.NewHBox(make), 14, 10, 14, 10))
	return newPage(2, objects...)
}

func (p *panel) paperCard(f *filing.Filing, paper provider.Paper) fyne.CanvasObject {
	d := p.window.desk
	state := pill(d.say("papers.unscanned"), colourDim, theme.ColorNameHeaderBackground)
	if len(f.Scans[paper.ID.Slot()]) > 0 {
		state = pill(d.say("papers.scanned"), colourReady, colourReadyBg)
	}
	title := container.NewBorder(nil, nil, nil, container.NewCenter(state), newLine(paper.Label.In(d.lang), textSize, true, theme.ColorNameForeground))
	body := newStack(4, title,
		p.labelled("papers.why", paper.Why.In(d.lang)),
		p.labelled("papers.sign", paper.Sign.In(d.lang)),
		newPara(d.say("finding.source", "source", p.sourceName(paper.Source)), captionSize, false, colourDim))
	return newInset(newBacked(rectangle(colourSurface, 4), newInset(body, 12, 10, 12, 10)), 10, 3, 14, 3)
}

// labelled is a text after a label, in columns that line up.
func (p *panel) labelled(key, text string) fyne.CanvasObject {
	say, measure := p.window.desk.say, rulerFor(textSize, false)
	label := max(measure.width(say("papers.why")), measure.width(say("papers.sign"))) + 2
	return newShares([]float32{label, 1}, 8, newPara(say(key), textSize, false, colourDim), newPara(text, textSize, false, theme.ColorNameForeground))
}
