package app

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
)

// tab is a page of the side panel.
type tab int

// The pages.
const (
	tabFindings tab = iota
	tabFacts
	tabScans
	tabPapers
	tabConfirm
	tabCount
)

var tabKeys = [tabCount]string{"tab.findings", "tab.facts", "tab.scans", "tab.papers", "tab.confirm"}

// panel shows everything about the selected filing, a page at a time. Only the
// page in view is built.
type panel struct {
	window *Window
	title  *line
	status *fyne.Container
	about  *line
	tabs   [tabCount]*tabHead
	bar    *fyne.Container
	body   *fyne.Container
	view   fyne.CanvasObject

	cards  []fyne.CanvasObject // of the findings, in their order
	rows   map[filing.Field]*factRow
	slots  map[filing.Slot]fyne.CanvasObject
	paged  *page // nil where the page does not scroll as a whole
	papers *papersPage
	lit    filing.Field // field that a finding led to
	litOn  bool
	wanted filing.Slot // slot that a finding led to

	shown    string // key of the filing whose page is in view
	shownTab tab
}

func newPanel(w *Window) *panel {
	p := &panel{window: w}
	p.title = newLine("", headingSize, true, theme.ColorNameForeground)
	p.about = newLine("", labelSize, false, colourDim)
	p.status = container.NewStack()
	heads := make([]fyne.CanvasObject, tabCount)
	for t := range tabCount {
		p.tabs[t] = newTabHead(w.desk.say(tabKeys[t]), func() { p.open(t) })
		heads[t] = p.tabs[t].touch
	}
	p.bar = container.NewHBox(heads...)
	p.body = container.NewStack()
	head := container.NewVBox(
		container.NewBorder(nil, nil, nil, container.NewCenter(p.status), p.title),
		p.about)
	top := container.NewVBox(newInset(head, 14, 10, 14, 4), newInset(p.bar, 8, 0, 8, 0), widget.NewSeparator())
	p.view = container.NewStack(rectangle(theme.ColorNameBackground, 0), container.NewBorder(top, nil, nil, nil, p.body))
	return p
}

// open turns to a page.
func (p *panel) open(t tab) {
	if p.window.tab != t {
		p.window.tab = t
		p.litOn, p.wanted = false, ""
		p.changed()
	}
}

// changed draws the selected filing anew.
func (p *panel) changed() {
	d := p.window.desk
	f := d.chosen()
	p.head(f)
	current := p.window.tab
	if f == nil {
		current = tabFindings
	}
	for t, head := range p.tabs {
		head.show(tab(t) == current)
		if f == nil && tab(t) != tabFindings {
			head.Hide()
		} else {
			head.Show()
		}
	}
	p.bar.Refresh()
	p.window.gallery.cancel()
	p.cards, p.rows, p.slots = nil, nil, nil
	was := float32(0)
	if p.paged != nil {
		was = p.paged.scroll.Offset.Y
	}
	p.paged = nil
	var body fyne.CanvasObject
	switch current {
	case tabFindings:
		p.paged = p.findingsPage(f)
	case tabFacts:
		p.paged = p.factsPage(f)
	case tabScans:
		p.paged = p.scansPage(f)
	case tabPapers:
		body = p.showPapers(f)
	case tabConfirm:
		p.paged = p.confirmPage(f)
	}
	if p.paged != nil {
		body = p.paged
	}
	p.body.Objects = []fyne.CanvasObject{body}
	p.body.Refresh()
	if key := keyOf(f); p.shown == key && p.shownTab == current {
		if p.paged != nil {
			p.paged.scrollBack(was)
		}
	} else {
		p.shown, p.shownTab = key, current
	}
	p.reveal()
}

// showPapers shows the papers of a filing. The view is one and the same for all
// filings, so that the pages of one stay in sight until those of the next are drawn.
func (p *panel) showPapers(f *filing.Filing) fyne.CanvasObject {
	if p.papers == nil {
		p.papers = newPapersPage(p)
	}
	p.papers.print.able(p.window.desk.report != nil)
	p.papers.show(f)
	return p.papers.view
}

func keyOf(f *filing.Filing) string {
	if f == nil {
		return ""
	}
	return f.Key()
}

// head names the filing, or the batch.
func (p *panel) head(f *filing.Filing) {
	d := p.window.desk
	n := len(d.findings())
	p.tabs[tabFindings].name(countedTab(d.say(tabKeys[tabFindings]), n))
	p.tabs[tabPapers].name(countedTab(d.say(tabKeys[tabPapers]), len(d.papersNeeded())))
	p.tabs[tabConfirm].name(countedTab(d.say(tabKeys[tabConfirm]), d.unticked()))
	p.status.Objects = nil
	if f == nil {
		p.title.set(d.say("panel.batch"))
		p.about.set(d.say("panel.batch.about", "n", thousands(len(d.listing.rows))))
		p.status.Refresh()
		return
	}
	title := f.Text(filing.SiteName)
	if title == "" {
		title = f.Text(filing.EntityName)
	}
	if title == "" {
		title = f.Key()
	}
	p.title.set(title)
	r := &d.listing.rows[d.selected]
	parts := []string{r.text[colKey], r.text[colKind], r.text[colRoute], d.turn(), r.text[colEntity]}
	kept := parts[:0]
	for _, part := range parts {
		if part != "" && part != title {
			kept = append(kept, part)
		}
	}
	p.about.set(strings.Join(kept, " · "))
	p.status.Objects = []fyne.CanvasObject{pill(r.text[colStatus], statusInk(r.status), statusPaper(r.status))}
	p.status.Refresh()
}

func countedTab(name string, n int) string {
	if n == 0 {
		return name
	}
	return name + " " + thousands(n)
}

// reveal scrolls to what the user was led to.
func (p *panel) reveal() {
	var to fyne.CanvasObject
	switch d := p.window.desk; {
	case d.finding >= 0 && d.finding < len(p.cards):
		to = p.cards[d.finding]
	case p.litOn && p.rows[p.lit] != nil:
		to = p.rows[p.lit].touch
	case p.wanted != "" && p.slots[p.wanted] != nil:
		to = p.slots[p.wanted]
	}
	if to != nil {
		p.paged.scrollTo(to)
	}
}

// follow leads from a finding to what it is about: the picture or the field.
func (p *panel) follow(f filing.Finding) {
	if p.window.desk.chosen() == nil {
		return
	}
	if f.Slot != "" {
		p.window.tab = tabScans
		p.wanted, p.litOn = f.Slot, false
		p.window.desk.finding = -1
		p.changed()
		return
	}
	if field, ok := filing.ByKey(f.Field); ok {
		p.window.tab = tabFacts
		p.lit, p.litOn, p.wanted = field, true, ""
		p.window.desk.finding = -1
		p.changed()
	}
}

// nothing is a page that only says why it is empty.
func nothing(text string) *page {
	para := newPara(text, textSize, false, colourDim)
	para.centre = true
	return newPage(0, newInset(para, 30, 50, 30, 20))
}

// tabHead is the head of a page.
type tabHead struct {
	*touch
	label     *line
	underline *canvas.Rectangle
}

func newTabHead(text string, tapped func()) *tabHead {
	t := &tabHead{label: newWord(text, textSize, true, colourDim), underline: canvas.NewRectangle(color.Transparent)}
	t.underline.SetMinSize(fyne.NewSize(0, 3))
	t.touch = newTouch(container.NewBorder(nil, t.underline, nil, nil, newInset(t.label, 10, 6, 10, 4)), tapped)
	return t
}

func (t *tabHead) name(text string) { t.label.set(text) }

func (t *tabHead) show(on bool) {
	t.label.colour, t.underline.FillColor = colourDim, color.Transparent
	if on {
		t.label.colour, t.underline.FillColor = theme.ColorNamePrimary, colourOf(theme.ColorNamePrimary)
	}
	t.label.Refresh()
	t.underline.Refresh()
}
