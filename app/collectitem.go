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
	"beiandesk/internal/job"
)

// collectItem is a reusable row of the list: what a page is above, what was seen
// on it and where it comes from below.
type collectItem struct {
	widget.BaseWidget
	paper   *canvas.Rectangle
	kind    *line
	subject *line
	state   *line
	place   *line
}

func newCollectItem() *collectItem {
	i := &collectItem{paper: canvas.NewRectangle(color.Transparent)}
	i.paper.CornerRadius = 4
	i.kind = newLine("", captionSize, true, colourNote)
	i.kind.align = fyne.TextAlignCenter
	i.subject = newLine("", textSize, true, theme.ColorNameForeground)
	i.state = newLine("", labelSize, false, theme.ColorNameForeground)
	i.place = newLine("", captionSize, false, colourDim)
	i.place.middle, i.place.align = true, fyne.TextAlignTrailing
	i.ExtendBaseWidget(i)
	return i
}

func (i *collectItem) show(p *phrases, r *collectRow) {
	i.paper.FillColor = colourOf(r.kind.paper())
	i.paper.Refresh()
	i.kind.colour = r.kind.ink()
	i.kind.text, i.subject.text, i.state.text, i.place.text = p.say(collectKeys[r.kind]), r.subject, r.state, r.place
	for _, l := range []*line{i.kind, i.subject, i.state, i.place} {
		l.Refresh()
	}
}

func (k collectKind) paper() fyne.ThemeColorName {
	switch k {
	case collectUnknown:
		return colourWarnBg
	case collectTrouble:
		return statusPaper(filing.Blocked)
	case collectGood:
		return colourReadyBg
	}
	return theme.ColorNameHeaderBackground
}

// MinSize implements fyne.CanvasObject.
func (i *collectItem) MinSize() fyne.Size { return collectLayout{}.MinSize(nil) }

// CreateRenderer implements fyne.Widget.
func (i *collectItem) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(collectLayout{}, i.paper, i.kind, i.subject, i.state, i.place))
}

type collectLayout struct{}

func (collectLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(260, 54) }

func (collectLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(n int, x, y, width, height float32) {
		objects[n].Move(fyne.NewPos(x, y))
		objects[n].Resize(fyne.NewSize(max(0, width), height))
	}
	const word = 66
	left, right := float32(cellGap+word+cellGap), size.Width-scrollRoom
	place := min(210, (right-left)/2)
	put(0, cellGap, 6, word, 22)
	put(1, cellGap, 8, word, 18)
	put(2, left, 6, right-left, 21)
	put(3, left, 29, right-left-place-cellGap, 19)
	put(4, right-place, 30, place, 17)
}

// assigner asks what the page in view is: a filing, one of its papers, and which
// page of it.
type assigner struct {
	owner  *collector
	filing *widget.SelectEntry
	paper  *widget.Select
	page   *widget.Select
	give   *button
	view   fyne.CanvasObject

	papers []job.PaperOfFiling
	quiet  bool
	there  bool // there is a page in view
}

// mostOptions is how many filings are offered at a time.
const mostOptions = 40

func newAssigner(c *collector) *assigner {
	a := &assigner{owner: c}
	say := c.window.desk.say
	a.filing = widget.NewSelectEntry(nil)
	a.filing.SetPlaceHolder(say("collect.assign.filing"))
	a.filing.OnChanged = func(text string) {
		if !a.quiet {
			a.typed(text)
		}
	}
	a.paper = widget.NewSelect(nil, func(string) { a.papersPages() })
	a.paper.PlaceHolder = say("collect.assign.paper")
	a.page = widget.NewSelect(nil, nil)
	a.give = newButton(say("collect.assign.go"), nil, c.window.typed, a.assign)
	label := newWord(say("collect.assign"), labelSize, false, colourDim)
	a.view = container.NewVBox(
		container.NewBorder(nil, nil, newInset(container.New(&middle{}, label), 2, 0, 6, 0), nil, a.filing),
		container.NewBorder(nil, nil, nil, container.NewHBox(a.page, a.give), a.paper))
	a.show(&collectRow{})
	return a
}

// show begins with what a row is, or may be.
func (a *assigner) show(r *collectRow) {
	a.there = r.page > 0
	a.quiet = true
	text := ""
	if r.filing != "" && a.there {
		text = a.option(r.filing)
	}
	a.filing.SetText(text)
	a.quiet = false
	a.typed(text)
	for i, p := range a.papers {
		if p.Paper == r.paper {
			a.paper.SetSelectedIndex(i)
		}
	}
	a.able(a.owner.window.desk.task == nil)
}

// able enables and disables the whole.
func (a *assigner) able(on bool) {
	on = on && a.there
	for _, w := range []fyne.Disableable{a.filing, a.paper, a.page} {
		if on {
			w.Enable()
		} else {
			w.Disable()
		}
	}
	a.give.able(on && a.paper.SelectedIndex() >= 0)
}

func (a *assigner) option(key string) string {
	return strings.TrimSpace(key + " " + a.owner.nameOf(key))
}

// typed offers the filings that need papers and hold what was typed; once it names
// one, its papers.
func (a *assigner) typed(text string) {
	d := a.owner.window.desk
	words := strings.Fields(text)
	for i := range words {
		words[i] = fold(words[i])
	}
	var options []string
	a.papers = nil
	for i, r := range d.listing.rows {
		if d.report == nil || len(d.report.Filings[i].Papers) == 0 {
			continue
		}
		option := a.option(d.listed[i].Key())
		if option == text {
			a.papers = a.owner.sorting.Papers(d.listed[i].Key())
		}
		if len(options) < mostOptions && holdsAll(r.hay, words) {
			options = append(options, option)
		}
	}
	a.filing.SetOptions(options)
	labels := make([]string, len(a.papers))
	for i, p := range a.papers {
		labels[i] = p.Label
	}
	a.paper.SetOptions(labels)
	a.paper.ClearSelected()
	if len(labels) == 1 {
		a.paper.SetSelectedIndex(0)
	}
	a.papersPages()
}

// papersPages offers the pages of the paper that was chosen.
func (a *assigner) papersPages() {
	var pages []string
	if i := a.paper.SelectedIndex(); i >= 0 && i < len(a.papers) {
		for n := range a.papers[i].Pages {
			pages = append(pages, a.owner.window.desk.say("collect.page", "n", n+1))
		}
	}
	a.page.SetOptions(pages)
	if len(pages) > 0 {
		a.page.SetSelectedIndex(0)
	}
	if len(pages) > 1 {
		a.page.Show()
	} else {
		a.page.Hide()
	}
	a.able(a.owner.window.desk.task == nil)
}

func (a *assigner) assign() {
	if i := a.paper.SelectedIndex(); i >= 0 && i < len(a.papers) && !a.owner.window.busy() {
		a.owner.assign(a.papers[i], max(0, a.page.SelectedIndex())+1)
	}
}
