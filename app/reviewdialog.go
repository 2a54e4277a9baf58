package app

import (
	"image/color"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// offerReimport says that another program has changed the workbook.
func (w *Window) offerReimport() {
	d := w.desk
	if len(w.modals) > 0 || w.win.Canvas().Overlays().Top() != nil {
		return // at the next look
	}
	d.asked = true
	w.message(d.say("changed.title"), d.say("changed.text", "file", filepath.Base(d.workbook)), theme.NewPrimaryThemedResource(theme.InfoIcon()), []dialogButton{
		{key: "changed.later"},
		{key: "changed.look", importance: widget.HighImportance, do: w.refresh},
	})
}

// reviewer is the dialog in which the user sees what changed in the workbook, and
// decides.
type reviewer struct {
	window  *Window
	review  *review
	chips   [reviewKinds]*chip
	list    *widget.List
	detail  *para
	scroll  *page
	left    *line
	confirm *button
}

// review shows what reading the workbook again came to, and takes it over only
// when the user says so.
func (w *Window) review(r *reimported) {
	d := w.desk
	v := &reviewer{window: w, review: newReview(d.phrases, r.found, d.ticksOf)}
	shown := w.dialog(d.say("review.title", "file", filepath.Base(d.workbook)), v.content(r), nil)
	agreed, at := false, len(w.modals)-1
	shown.SetOnClosed(func() {
		w.modals = w.modals[:at]
		switch {
		case d.waiting != r: // something else was opened meanwhile
		case agreed:
			d.takeOver(v.review.mine)
		default:
			d.dropWaiting()
			d.asked = true // what is on the disk was seen
			w.tell(d.say("tell.notreread"))
		}
	})
	v.confirm = newButton(d.say("review.take"), nil, w.typed, func() {
		agreed = true
		shown.Hide()
	})
	v.confirm.Importance = widget.HighImportance
	cancel := newButton(d.say("dialog.cancel"), nil, w.typed, shown.Hide)
	row := container.NewHBox()
	if len(v.review.mine) > 0 {
		row.Add(newButton(d.say("review.allmine"), nil, w.typed, func() { v.decideAll(true) }))
		row.Add(newButton(d.say("review.alltheirs"), nil, w.typed, func() { v.decideAll(false) }))
	}
	for _, o := range []fyne.CanvasObject{v.left, stretch(), container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, v.confirm)} {
		row.Add(o)
	}
	shown.SetButtons([]fyne.CanvasObject{newInset(row, 0, 0, 0, 2)})
	v.changed()
	size := w.win.Canvas().Size()
	shown.Resize(fyne.NewSize(min(size.Width*0.94, 1180), size.Height*0.94))
	w.reviewing = v
	w.win.Canvas().Focus(v.confirm)
}

// content is the dialog above its buttons.
func (v *reviewer) content(r *reimported) fyne.CanvasObject {
	d, s := v.window.desk, r.found.Difference.Summary
	about := d.say("review.counts", "old", thousands(s.Old), "new", thousands(s.New), "changed", thousands(s.Changed), "added", thousands(s.Added),
		"removed", thousands(s.Removed), "unclear", thousands(s.Ambiguous), "same", thousands(s.Unchanged))
	if s.Moved > 0 {
		about += d.say("review.moved", "n", thousands(s.Moved))
	}
	note := d.say("review.note")
	if by := r.found.Difference.RecognisedBy(d.lang); by != "" {
		note = d.say("review.recognised", "by", by) + note
	}
	if n := r.found.Kept + r.found.Settled; n > 0 {
		note = d.say("review.kept", "n", thousands(n)) + note
	}
	row := container.NewHBox()
	for k := range reviewKinds {
		ink, _ := k.inks()
		v.chips[k] = newChip(d.say(reviewKeys[k]), ink, func() {
			v.review.kind = k
			v.filtered()
		})
		if k == reviewAll || v.review.count[k] > 0 {
			row.Add(v.chips[k].touch)
		}
	}
	search := &reviewSearch{keys: v.window.typed}
	search.Icon = theme.SearchIcon()
	search.ExtendBaseWidget(search)
	search.SetPlaceHolder(d.say("review.search"))
	search.OnChanged = func(text string) {
		v.review.query = text
		v.filtered()
	}
	v.list = widget.NewList(
		func() int { return len(v.review.shown) },
		func() fyne.CanvasObject { return newReviewItem(v) },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			if id < len(v.review.shown) {
				o.(*reviewItem).show(&v.review.rows[v.review.shown[id]])
			}
		})
	v.list.OnSelected = func(id widget.ListItemID) {
		if id < len(v.review.shown) {
			v.detail.set(v.review.details(&v.review.rows[v.review.shown[id]]))
			v.scroll.Refresh()
		}
	}
	v.detail = newPara(d.say("review.choose"), labelSize, false, theme.ColorNameForeground)
	v.scroll = newPage(0, newInset(v.detail, 10, 6, 10, 6))
	v.left = newWord(v.undecided(), textSize, false, colourWarn)
	head := newStack(3, newPara(about, textSize, true, theme.ColorNameForeground), newPara(note, captionSize, false, colourDim),
		space(0, 2), container.NewBorder(nil, nil, container.NewCenter(row), container.New(&fixedWidth{260}, search)))
	dense := container.NewThemeOverride(v.list, denseTheme{fyne.CurrentApp().Settings().Theme()})
	foot := container.New(&leastHeight{104}, newBacked(rectangle(colourNoteBg, 4), v.scroll))
	return container.NewBorder(newInset(head, 4, 0, 4, 6), newInset(foot, 0, 6, 0, 4), nil, nil,
		container.NewStack(rectangle(colourSurface, 4), dense))
}

// filtered shows other rows.
func (v *reviewer) filtered() {
	v.review.apply()
	v.list.UnselectAll()
	v.list.ScrollToTop()
	v.changed()
}

func (v *reviewer) decideAll(mine bool) {
	for i := range v.review.mine {
		v.review.decide(i, mine)
	}
	v.changed()
}

// changed draws counts and rows anew.
func (v *reviewer) changed() {
	for k, c := range v.chips {
		c.show(v.review.count[k], v.review.kind == reviewKind(k))
	}
	v.left.set(v.undecided())
	v.confirm.able(v.review.undecided() == 0)
	v.list.Refresh()
}

// undecided says how much is left to decide, "" for nothing.
func (v *reviewer) undecided() string {
	if n := v.review.undecided(); n > 0 {
		return v.window.desk.say("review.left", "n", thousands(n))
	}
	return ""
}

// reviewSearch is the search box of the dialog; Esc goes on to the dialog.
type reviewSearch struct {
	widget.Entry
	keys keyHandler
}

// TypedKey implements fyne.Focusable.
func (e *reviewSearch) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape && e.Text == "" {
		e.keys(ev)
		return
	}
	if ev.Name == fyne.KeyEscape {
		e.SetText("")
		return
	}
	e.Entry.TypedKey(ev)
}

// reviewItem is a reusable row of the list: what it is about above, what changed
// below; of a conflict, the two values to choose from.
type reviewItem struct {
	widget.BaseWidget
	reviewer *reviewer
	row      *reviewRow

	paper        *canvas.Rectangle
	kind         *line
	subject      *line
	place        *line
	values       *line
	mine, theirs *choice
}

func newReviewItem(v *reviewer) *reviewItem {
	i := &reviewItem{reviewer: v, paper: canvas.NewRectangle(color.Transparent)}
	i.paper.CornerRadius = 4
	i.kind = newLine("", captionSize, true, colourNote)
	i.kind.align = fyne.TextAlignCenter
	i.subject = newLine("", textSize, true, theme.ColorNameForeground)
	i.place = newLine("", captionSize, false, colourDim)
	i.place.align = fyne.TextAlignTrailing
	i.values = newLine("", textSize, false, theme.ColorNameForeground)
	i.mine = newChoice(func() { i.decide(true) })
	i.theirs = newChoice(func() { i.decide(false) })
	i.ExtendBaseWidget(i)
	return i
}

func (i *reviewItem) decide(mine bool) {
	v := i.reviewer
	v.review.decide(i.row.conflict, mine)
	v.detail.set(v.review.details(i.row))
	v.changed()
}

// show shows a row.
func (i *reviewItem) show(row *reviewRow) {
	i.row = row
	say, v := i.reviewer.window.desk.say, i.reviewer.review
	ink, paper := row.kind.inks()
	i.paper.FillColor = colourOf(paper)
	i.paper.Refresh()
	i.kind.colour = ink
	i.kind.text, i.subject.text, i.place.text = say(reviewKeys[row.kind]), row.subject, row.place
	if row.kind == reviewConflict {
		i.values.text = ""
		done, mine := v.decided[row.conflict], v.mine[row.conflict]
		i.mine.show(say("review.mine", "value", v.value(row.mine)), done && mine)
		i.theirs.show(say("review.theirs", "value", v.value(row.new)), done && !mine)
		i.mine.Show()
		i.theirs.Show()
	} else {
		i.values.text = v.summary(row)
		i.mine.Hide()
		i.theirs.Hide()
	}
	for _, l := range []*line{i.kind, i.subject, i.place, i.values} {
		l.Refresh()
	}
}

const (
	reviewHeight float32 = 56
	reviewWord   float32 = 84 // width of the kind
)

// MinSize implements fyne.CanvasObject.
func (i *reviewItem) MinSize() fyne.Size { return fyne.NewSize(300, reviewHeight) }

// CreateRenderer implements fyne.Widget.
func (i *reviewItem) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(&reviewLayout{}, i.paper, i.kind, i.subject, i.place, i.values, i.mine.touch, i.theirs.touch))
}

type reviewLayout struct{}

func (reviewLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, reviewHeight) }

func (reviewLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(n int, x, y, width, height float32) {
		objects[n].Move(fyne.NewPos(x, y))
		objects[n].Resize(fyne.NewSize(max(0, width), height))
	}
	left, top, second := cellGap+reviewWord+cellGap, float32(5), float32(28)
	right := size.Width - scrollRoom
	place := min(220, (right-left)/3)
	put(0, cellGap, top, reviewWord, 22)
	put(1, cellGap, top+2, reviewWord, 18)
	put(2, left, top, right-left-place-cellGap, 21)
	put(3, right-place, top+2, place, 18)
	put(4, left, second, right-left, 21)
	half := (right - left - cellGap) / 2
	put(5, left, second-1, half, 24)
	put(6, left+half+cellGap, second-1, half, 24)
}

// choice is one of several values to choose from.
type choice struct {
	*touch
	mark *widget.Icon
	text *line
}

func newChoice(tapped func()) *choice {
	c := &choice{mark: widget.NewIcon(theme.RadioButtonIcon()), text: newLine("", textSize, false, theme.ColorNameForeground)}
	c.touch = newTouch(newInset(container.NewBorder(nil, nil, container.New(&fixedWidth{18}, c.mark), nil, newInset(c.text, 4, 0, 0, 0)), 4, 1, 6, 1), tapped)
	return c
}

func (c *choice) show(text string, on bool) {
	c.text.set(text)
	if on {
		c.mark.SetResource(theme.NewPrimaryThemedResource(theme.RadioButtonCheckedIcon()))
		c.paint(colourNoteBg, theme.ColorNamePrimary)
	} else {
		c.mark.SetResource(theme.RadioButtonIcon())
		c.paint("", theme.ColorNameSeparator)
	}
}
