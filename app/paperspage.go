package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// papersPage shows the papers of the selected filing as they are printed, and of
// the one in view why it is needed, who signs it, and whether it came back.
type papersPage struct {
	panel *panel
	proof *proofView
	about *fyne.Container // one of each paper, of which one is visible
	of    []filing.Paper  // the papers of about, in its order; the first is none
	print *button
	view  fyne.CanvasObject
}

func newPapersPage(p *panel) *papersPage {
	w := p.window
	say := w.desk.say
	t := &papersPage{panel: p, proof: newProofView(w, w.proofs), about: container.New(&tallest{})}
	t.proof.turned = t.turned
	larger := newButton(say("papers.larger"), nil, w.typed, t.larger)
	t.print = newButton(say("papers.print"), theme.DocumentPrintIcon(), w.typed, func() { w.askPrint(t.paper()) })
	t.print.Importance = widget.HighImportance
	collect := newButton(say("papers.collect"), nil, w.typed, func() { w.collect(nil) })
	bar := container.NewBorder(nil, nil, nil, container.NewHBox(larger, collect, t.print), t.proof.bar)
	t.view = container.NewBorder(
		container.NewVBox(newInset(bar, 8, 5, 8, 5), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), newInset(t.about, 14, 7, 14, 8)),
		nil, nil, t.proof.view)
	return t
}

// show shows the papers of a filing.
func (t *papersPage) show(f *filing.Filing) {
	d := t.panel.window.desk
	t.fillAbout(f)
	t.proof.draw(f, d.proofs, t.turned)
}

// paper returns the paper in view, empty for a list or none.
func (t *papersPage) paper() filing.Paper {
	l, _ := t.proof.current()
	return l.paper
}

// turned shows what there is to say about the paper in view.
func (t *papersPage) turned() {
	shown := 0
	for i, paper := range t.of {
		if paper == t.paper() {
			shown = i
		}
	}
	for i, o := range t.about.Objects {
		if i == shown {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// fillAbout makes what is said about each paper of a filing. All have the room of
// the largest, so that the page does not jump when the papers are leafed through.
func (t *papersPage) fillAbout(f *filing.Filing) {
	d := t.panel.window.desk
	needed := d.rules().PapersFor(f)
	list := d.say("papers.list")
	if len(needed) == 0 {
		list = d.say("papers.noneneeded")
	}
	t.of = []filing.Paper{""}
	t.about.Objects = []fyne.CanvasObject{newPara(list, labelSize, false, colourDim)}
	for _, paper := range needed {
		t.of = append(t.of, paper.ID)
		t.about.Objects = append(t.about.Objects, t.aboutPaper(f, paper))
	}
	t.turned()
	t.about.Refresh()
}

func (t *papersPage) aboutPaper(f *filing.Filing, paper provider.Paper) fyne.CanvasObject {
	p, d := t.panel, t.panel.window.desk
	state := pill(d.say("papers.unscanned"), colourDim, theme.ColorNameHeaderBackground)
	if len(f.Scans[paper.ID.Slot()]) > 0 {
		state = pill(d.say("papers.scanned"), colourReady, colourReadyBg)
	}
	title := container.NewBorder(nil, nil, nil, container.NewCenter(state), newLine(paper.Label.In(d.lang), textSize, true, theme.ColorNameForeground))
	return newStack(3, title,
		p.labelled("papers.why", paper.Why.In(d.lang)),
		p.labelled("papers.sign", paper.Sign.In(d.lang)),
		newPara(d.say("finding.source", "source", p.sourceName(paper.Source)), captionSize, false, colourDim))
}

// larger shows the papers as large as the window; the page stays the same on
// leaving.
func (t *papersPage) larger() {
	w := t.panel.window
	if len(t.proof.leaves) == 0 || len(w.modals) > 0 {
		return
	}
	large := newProofView(w, w.closeGallery)
	large.turned = func() { t.proof.open(large.at) }
	large.named = true
	large.thumbs = t.proof.thumbs
	large.leaves, large.at = t.proof.leaves, t.proof.at
	large.strip.fill(w.desk.phrases, large.leaves)
	large.changed()
	print := newButton(w.desk.say("papers.print"), theme.DocumentPrintIcon(), w.typed, nil)
	bar := container.NewBorder(nil, nil, nil, print, large.bar)
	size := w.win.Canvas().Size()
	d := w.dialog(t.panel.title.text, container.NewBorder(newInset(bar, 0, 0, 0, 6), nil, nil, nil, large.view), []dialogButton{{key: "dialog.close"}})
	print.OnTapped = func() {
		paper, _ := large.current()
		d.Hide()
		w.askPrint(paper.paper)
	}
	d.Resize(fyne.NewSize(size.Width*0.94, size.Height*0.96))
	w.win.Canvas().Focus(large.pager)
}

// labelled is a text after a label, in columns that line up.
func (p *panel) labelled(key, text string) fyne.CanvasObject {
	say, measure := p.window.desk.say, rulerFor(labelSize, false)
	label := max(measure.width(say("papers.why")), measure.width(say("papers.sign"))) + 2
	return newShares([]float32{label, 1}, 8, newPara(say(key), labelSize, false, colourDim), newPara(text, labelSize, false, theme.ColorNameForeground))
}

// tallest lays objects over one another, with room for the tallest.
type tallest struct{ width float32 }

func (l *tallest) heightOf(objects []fyne.CanvasObject, width float32) (height float32) {
	for _, o := range objects {
		height = max(height, heightFor(o, width))
	}
	return height
}

func (l *tallest) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.heightOf(objects, l.width))
}

func (l *tallest) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, heightFor(o, size.Width)))
	}
}
