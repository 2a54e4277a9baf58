package app

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// proofView shows the papers of a filing as they are printed: their pages as a
// strip, one of them large. Pages are drawn off the window's goroutine; what was
// shown stays until they are.
type proofView struct {
	window *Window
	loads  *gallery
	thumbs *recent
	leaves []leaf
	at     int
	seen   string // print of the page in view
	turned func() // another page is in view; may be nil
	named  bool   // the paper's name stands beside the number of the page

	strip *strip
	pager *pager
	count *line
	back  *button
	next  *button
	fit   *button
	bar   *fyne.Container
	view  *fyne.Container
}

func newProofView(w *Window, loads *gallery) *proofView {
	v := &proofView{window: w, loads: loads, thumbs: newRecent(keptThumbs)}
	loads.kept = newRecent(keptPages)
	say := w.desk.say
	v.pager = newPager(w.typed)
	v.pager.turn = func(by int) { v.open(v.at + by) }
	v.pager.wanted = v.load
	v.pager.pixels = func() fyne.Size {
		x, y := w.win.Canvas().PixelCoordinateForPosition(fyne.NewPos(1000, 1000))
		return fyne.NewSize(float32(x)/1000, float32(y)/1000)
	}
	v.strip = newStrip(v.open)
	v.count = newLine("", labelSize, false, colourDim)
	v.back = newButton("", theme.NavigateBackIcon(), w.typed, func() { v.open(v.at - 1) })
	v.next = newButton("", theme.NavigateNextIcon(), w.typed, func() { v.open(v.at + 1) })
	v.fit = newButton(say("papers.whole"), nil, w.typed, v.changeZoom)
	v.bar = container.NewBorder(nil, nil, container.NewHBox(v.back, v.next), container.NewHBox(v.fit), newInset(container.New(&middle{}, v.count), 4, 0, 4, 0))
	v.view = container.NewBorder(nil, nil, v.strip.view, nil, v.pager)
	return v
}

// changeZoom goes from pages as wide as the view to whole ones, and back.
func (v *proofView) changeZoom() {
	whole := !v.pager.whole
	v.fit.SetText(v.window.desk.say(map[bool]string{false: "papers.whole", true: "papers.width"}[whole]))
	v.pager.zoom(whole)
}

// draw draws the papers of a filing, and shows them when they are ready.
func (v *proofView) draw(f *filing.Filing, proofs Proofs, then func()) {
	v.loads.ask([]request{{
		load: func(ctx context.Context) (any, error) {
			all, err := proofs.Of(ctx, f)
			return leavesOf(all), err
		},
		done: func(got any, err error) {
			if err != nil {
				v.leaves, v.seen = nil, ""
				v.strip.fill(v.window.desk.phrases, nil)
				v.pager.say(job.Say(err, v.window.desk.lang), colourBlock)
			} else {
				v.fill(got.([]leaf))
			}
			then()
		}}})
}

// fill takes over the pages of a filing.
func (v *proofView) fill(leaves []leaf) {
	before := leaf{}
	if v.at < len(v.leaves) {
		before = v.leaves[v.at]
	}
	v.leaves, v.at = leaves, follow(before, leaves)
	v.strip.fill(v.window.desk.phrases, leaves)
	v.changed()
	v.load()
}

// current returns the page in view; false when there is none.
func (v *proofView) current() (leaf, bool) {
	if v.at >= len(v.leaves) {
		return leaf{}, false
	}
	return v.leaves[v.at], true
}

// open turns to a page; one that there is not is the nearest.
func (v *proofView) open(at int) {
	at = max(0, min(at, len(v.leaves)-1))
	if len(v.leaves) == 0 || at == v.at {
		return
	}
	v.at = at
	v.changed()
	v.load()
	if v.turned != nil {
		v.turned()
	}
}

// changed shows which page is in view.
func (v *proofView) changed() {
	v.back.able(v.at > 0)
	v.next.able(v.at+1 < len(v.leaves))
	v.strip.mark(v.at)
	if l, ok := v.current(); ok {
		text := v.window.desk.say("papers.page", "n", l.number, "all", l.of)
		if v.named {
			text = l.name + " · " + text
		}
		if l.blank {
			text += " · " + v.window.desk.say("papers.onblank")
		}
		v.count.set(text)
	} else {
		v.count.set("")
		v.pager.say(v.window.desk.say("papers.nopage"), colourDim)
	}
}

// load has the pictures drawn that are missing: of the page in view first, then the
// small ones, then the pages beside it.
func (v *proofView) load() {
	l, ok := v.current()
	if !ok || v.pager.asked == 0 {
		return
	}
	var missing []request
	add := func(l leaf, kept *recent, width int, done func(image.Image)) {
		if r, ok := l.request(kept, width, done); ok {
			missing = append(missing, r)
		}
	}
	width := func(l leaf) int {
		_, px := v.pager.size(l.aspect())
		return px
	}
	add(l, v.loads.kept, width(l), func(m image.Image) {
		v.pager.show(m, v.seen != l.print)
		v.seen = l.print
	})
	small := int(thumbWidth * v.pager.pixels().Width)
	for i, l := range v.leaves {
		add(l, v.thumbs, small, func(m image.Image) { v.strip.show(i, m) })
	}
	for _, at := range []int{v.at + 1, v.at - 1} {
		if at >= 0 && at < len(v.leaves) {
			add(v.leaves[at], v.loads.kept, width(v.leaves[at]), func(image.Image) {})
		}
	}
	v.loads.ask(missing)
}
