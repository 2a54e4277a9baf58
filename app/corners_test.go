package app

import (
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/scan"
)

// editing is a window on the corners of the second side of an ID.
func editing(t *testing.T) (*bench, *fakeBatch, *cutEditor) {
	t.Helper()
	b := opened(t, 3)
	test.Tap(b.panel.tabs[tabScans].touch)
	var adjust []*button
	b.settle(func() bool {
		adjust = b.adjusts()
		return len(adjust) == 3 && !adjust[2].Disabled()
	})
	test.Tap(adjust[2])
	b.settle(func() bool { return len(b.modals) == 1 })
	return b, b.desk.batch.(*fakeBatch), b.cutting
}

// adjusts are the buttons in view that open the corners of a file.
func (b *bench) adjusts() []*button { return b.buttons("scans.adjust") }

// buttons are those in view of the side with a phrase.
func (b *bench) buttons(key string) (found []*button) {
	each(b.panel.view, func(o *button) {
		if o.Text == b.desk.say(key) {
			found = append(found, o)
		}
	})
	return found
}

// near reports whether places are the same to a few tenths of a pixel on the
// screen's grid.
func near(a, b [2]float64) bool { return math.Abs(a[0]-b[0]) < 0.5 && math.Abs(a[1]-b[1]) < 0.5 }

func TestDraggingACornerCutsAnew(t *testing.T) {
	b, batch, e := editing(t)
	if e.corner.cutting.quad != fakeQuad {
		t.Fatalf("it begins with %v, want what was found", e.corner.cutting.quad)
	}
	_, scale := e.corner.area()
	on := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.corner).Add(e.corner.shown(fakeQuad[2]))
	test.Drag(b.win.Canvas(), on, -100*scale, 50*scale)
	b.press("完成")
	b.settled()
	if len(batch.cuts) != 1 || batch.cuts[0].file != "反面.jpg" {
		t.Fatalf("the cuts are %+v, want one of the back", batch.cuts)
	}
	got := batch.cuts[0].cut
	if want := [2]float64{fakeQuad[2][0] - 100, fakeQuad[2][1] + 50}; !near(got.Corners[2], want) {
		t.Errorf("the corner is at %v, want %v", got.Corners[2], want)
	}
	for _, i := range []int{0, 1, 3} {
		if got.Corners[i] != fakeQuad[i] {
			t.Errorf("corner %d went to %v", i, got.Corners[i])
		}
	}
	if got.Whole || got.KeepLight || batch.engine.checks.Load() != 2 {
		t.Errorf("cut %+v, %d checks", got, batch.engine.checks.Load())
	}
	b.mustShow("已按新的边角重新处理：反面.jpg")

	// The editor opens with the corners as they were left.
	var adjust []*button
	b.settle(func() bool {
		adjust = b.adjusts()
		return len(adjust) == 3 && !adjust[2].Disabled()
	})
	test.Tap(adjust[2])
	b.settle(func() bool { return len(b.modals) == 1 })
	if b.cutting.corner.cutting.quad != got.Corners {
		t.Errorf("it opens again with %v", b.cutting.corner.cutting.quad)
	}
	b.press("恢复自动")
	b.press("完成")
	b.settled()
	if n := len(batch.cuts); n != 2 || batch.cuts[1].cut != (scan.Cut{}) {
		t.Errorf("the cuts are %+v, want the last to be none", batch.cuts)
	}
}

func TestCancelLeavesTheCornersAsTheyWere(t *testing.T) {
	for name, leave := range map[string]func(*bench){"button": func(b *bench) { b.press("取消") }, "Esc": func(b *bench) { b.cutting.corner.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }} {
		b, batch, e := editing(t)
		e.corner.cutting.move(0, 10, 10)
		e.corner.told()
		leave(b)
		if len(b.modals) != 0 || len(batch.cuts) != 0 || b.desk.task != nil {
			t.Errorf("%s: %d dialogs, cuts %+v", name, len(b.modals), batch.cuts)
		}
	}
}

func TestDoneWithoutAChangeDoesNothing(t *testing.T) {
	b, batch, e := editing(t)
	e.corner.cutting.turn()
	b.press("恢复自动")
	b.press("完成")
	if len(batch.cuts) != 0 || b.desk.task != nil {
		t.Errorf("cuts %+v", batch.cuts)
	}
}

func TestKeysMoveACorner(t *testing.T) {
	_, _, e := editing(t)
	if !e.corner.focused {
		t.Fatal("the corners have not the focus")
	}
	typed := func(names ...fyne.KeyName) {
		for _, name := range names {
			e.corner.TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	typed(fyne.KeyLeft, fyne.KeyUp, fyne.KeyUp)
	typed(fyne.KeyTab, fyne.KeyRight, fyne.KeyDown)
	want := fakeQuad
	want[0] = [2]float64{fakeQuad[0][0] - 1, fakeQuad[0][1] - 2}
	want[1] = [2]float64{fakeQuad[1][0] + 1, fakeQuad[1][1] + 1}
	if got := e.corner.cutting.quad; got != want {
		t.Errorf("the corners are %v, want %v", got, want)
	}
	typed(fyne.KeyTab, fyne.KeyTab)
	if e.corner.AcceptsTab() {
		t.Error("the last corner keeps Tab from the buttons")
	}
}

func TestPressingAHandleChoosesIt(t *testing.T) {
	_, _, e := editing(t)
	e.corner.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: e.corner.shown(fakeQuad[3]).AddXY(6, -4)}})
	if e.corner.chosen != 3 || e.corner.held != 3 {
		t.Errorf("chosen is %d, held %d", e.corner.chosen, e.corner.held)
	}
	e.corner.MouseUp(nil)
	e.corner.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: e.corner.shown([2]float64{2000, 1500})}, Dragged: fyne.NewDelta(5, 5)})
	if e.corner.cutting.quad != fakeQuad {
		t.Errorf("dragging at no corner moved one: %v", e.corner.cutting.quad)
	}
}

func TestCrossedCornersCannotBeDone(t *testing.T) {
	b, batch, e := editing(t)
	e.corner.cutting.move(0, 3900, 1500)
	e.corner.told()
	if !e.done.Disabled() {
		t.Error("done is offered")
	}
	b.mustShow("四角交叉")
	b.press("完成")
	if len(batch.cuts) != 0 {
		t.Errorf("cuts %+v", batch.cuts)
	}
}

func TestCutting(t *testing.T) {
	found := scan.Place{Quad: fakeQuad}
	frame := [4][2]float64{{0, 0}, {4000, 0}, {4000, 3000}, {0, 3000}}
	turned := [4][2]float64{fakeQuad[3], fakeQuad[0], fakeQuad[1], fakeQuad[2]}
	byHand := scan.Cut{Corners: turned}
	tests := []struct {
		name string
		cut  scan.Cut
		now  scan.Place
		do   func(c *cutting)
		want scan.Cut
	}{
		{"nothing done", scan.Cut{}, found, func(*cutting) {}, scan.Cut{}},
		{"turned", scan.Cut{}, found, (*cutting).turn, byHand},
		{"turned and left", scan.Cut{}, found, func(c *cutting) { c.turn(); c.leave() }, scan.Cut{}},
		{"whole", scan.Cut{}, found, (*cutting).keepWhole, scan.Cut{Whole: true}},
		{"whole and turned thrice", scan.Cut{}, found, func(c *cutting) { c.keepWhole(); c.turn(); c.turn(); c.turn() }, scan.Cut{Whole: true, Turn: 3}},
		{"turned twice, then whole", scan.Cut{}, found, func(c *cutting) { c.turn(); c.turn(); c.keepWhole() }, scan.Cut{Whole: true, Turn: 2}},
		{"by hand, as it was", byHand, scan.Place{Quad: turned}, func(*cutting) {}, byHand},
		{"by hand, left", byHand, scan.Place{Quad: turned}, (*cutting).leave, scan.Cut{}},
		{"light kept", scan.Cut{}, found, func(c *cutting) { c.keepLight = true }, scan.Cut{KeepLight: true}},
		{"none found, turned", scan.Cut{}, scan.Place{Quad: frame, Whole: true}, (*cutting).turn, scan.Cut{Whole: true, Turn: 1}},
		{"nothing known", scan.Cut{}, scan.Place{}, (*cutting).turn, scan.Cut{Whole: true, Turn: 1}},
		{"the way up was said", scan.Cut{Turn: 1, Upright: true, KeepLight: true}, found, func(*cutting) {}, scan.Cut{Turn: 1, Upright: true, KeepLight: true}},
		{"and turned on", scan.Cut{Turn: 1, Upright: true}, found, (*cutting).turn, byHand},
		{"and left", scan.Cut{Turn: 1, Upright: true}, found, (*cutting).leave, scan.Cut{}},
		{"far out", scan.Cut{}, found, func(c *cutting) { c.move(0, -9000, -9000) }, scan.Cut{Corners: [4][2]float64{{-200, -150}, fakeQuad[1], fakeQuad[2], fakeQuad[3]}}},
	}
	for _, test := range tests {
		c := newCutting(4000, 3000, test.cut, test.now)
		test.do(c)
		if got := c.cut(); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestCuttingBothSides(t *testing.T) {
	front, back := scan.Place{Quad: fakeQuad}, scan.Place{Quad: fakeBack}
	moved := func(q [4][2]float64) [4][2]float64 { q[2] = [2]float64{1700, 2900}; return q }
	byHand := scan.Cut{Corners: fakeQuad, Second: fakeBack}
	added := [4][2]float64{{2200, 300}, {3800, 300}, {3800, 2700}, {2200, 2700}}
	tests := []struct {
		name string
		cut  scan.Cut
		now  []scan.Place
		do   func(c *cutting)
		want scan.Cut
	}{
		{"nothing done", scan.Cut{}, []scan.Place{front, back}, func(*cutting) {}, scan.Cut{}},
		{"the front moved", scan.Cut{}, []scan.Place{front, back}, func(c *cutting) { c.move(2, 1700, 2900) }, scan.Cut{Corners: moved(fakeQuad), Second: fakeBack}},
		{"the back moved", scan.Cut{}, []scan.Place{front, back}, func(c *cutting) { c.choose(true); c.move(2, 1700, 2900) }, scan.Cut{Corners: fakeQuad, Second: moved(fakeBack)}},
		{"by hand, as it was", byHand, []scan.Place{front, back}, func(c *cutting) { c.choose(true) }, byHand},
		{"the back dropped", byHand, []scan.Place{front, back}, func(c *cutting) { c.choose(true); c.dropSide() }, scan.Cut{Corners: fakeQuad}},
		{"the front dropped", byHand, []scan.Place{front, back}, (*cutting).dropSide, scan.Cut{Corners: fakeBack}},
		{"whole", byHand, []scan.Place{front, back}, (*cutting).keepWhole, scan.Cut{Whole: true}},
		{"moved and left", scan.Cut{}, []scan.Place{front, back}, func(c *cutting) { c.choose(true); c.move(2, 1700, 2900); c.leave() }, scan.Cut{}},
		{"a side added", scan.Cut{}, []scan.Place{{Quad: fakeBack}}, (*cutting).addSide, scan.Cut{Corners: fakeBack, Second: added}},
		{"no other to go to", scan.Cut{}, []scan.Place{front}, func(c *cutting) { c.choose(true) }, scan.Cut{}},
	}
	for _, test := range tests {
		c := newCutting(4000, 3000, test.cut, test.now...)
		test.do(c)
		if got := c.cut(); got != test.want || !got.Sound() {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestBothSidesAreEditedInOneDialog(t *testing.T) {
	b := opened(t, 3)
	batch := b.desk.batch.(*fakeBatch)
	batch.both = true
	test.Tap(b.panel.tabs[tabScans].touch)
	var adjust []*button
	b.settle(func() bool {
		adjust = b.adjusts()
		return len(adjust) == 3 && !adjust[0].Disabled()
	})
	test.Tap(adjust[0])
	b.settle(func() bool { return len(b.modals) == 1 })
	e := b.cutting
	if e.corner.cutting.quad != fakeQuad || !e.sides.front.Visible() || e.sides.another.Visible() {
		t.Fatalf("it begins with %v", e.corner.cutting.quad)
	}
	// A corner of the other side is pressed: the editor goes on with that side.
	e.corner.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: e.corner.shown(fakeBack[2])}})
	if e.corner.cutting.quad != fakeBack || e.corner.chosen != 2 || e.sides.back.Importance != widget.HighImportance {
		t.Fatalf("pressed at the back, it goes on with %v, corner %d", e.corner.cutting.quad, e.corner.chosen)
	}
	e.corner.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.press("人像面")
	if e.corner.cutting.quad != fakeQuad {
		t.Errorf("it goes back to %v", e.corner.cutting.quad)
	}
	b.press("完成")
	b.settled()
	want := fakeBack
	want[2][0]++
	if len(batch.cuts) != 1 || batch.cuts[0].cut != (scan.Cut{Corners: fakeQuad, Second: want}) {
		t.Errorf("the cuts are %+v", batch.cuts)
	}
}

func TestTheUprightOneIsClicked(t *testing.T) {
	b := opened(t, 3)
	batch := b.desk.batch.(*fakeBatch)
	batch.unsure = "反面.jpg"
	test.Tap(b.panel.tabs[tabScans].touch)
	asked := func() bool { return b.shows("“反面.jpg”哪边朝上") }
	b.settle(asked)
	b.mustShow("方向正确")
	test.Tap(b.buttons("upright.90")[0])
	b.settled()
	b.settle(func() bool { return !asked() && len(b.adjusts()) == 3 && !b.adjusts()[2].Disabled() })
	if len(batch.cuts) != 1 || batch.cuts[0] != (fakeCut{"反面.jpg", scan.Cut{Turn: 1, Upright: true}}) {
		t.Errorf("the cuts are %+v", batch.cuts)
	}
	b.mustShow("已按指定的方向重新处理：反面.jpg")
	b.mustShow("撤销：图片处理（反面.jpg）")
	b.takeBack(false)
	b.settled()
	b.settle(asked)
	b.takeBack(true)
	b.settled()
	b.settle(func() bool { return !asked() })
	if n := len(batch.cuts); n != 3 || batch.cuts[1].cut != (scan.Cut{}) || batch.cuts[2].cut != batch.cuts[0].cut {
		t.Errorf("taken back and made again, the cuts are %+v", batch.cuts)
	}
}

func TestQuarterTurned(t *testing.T) {
	src := image.NewGray(image.Rect(5, 5, 8, 7))
	src.Set(5, 5, color.White) // the upper left
	for turn, at := range [4]image.Point{{}, {X: 1}, {X: 2, Y: 1}, {Y: 2}} {
		got := quarterTurned(src, turn)
		if tall := got.Bounds().Dy() == 3; tall != (turn%2 == 1) || color.GrayModel.Convert(got.At(at.X, at.Y)).(color.Gray).Y != 255 {
			t.Errorf("turned by %d: %v, white is not at %v", turn, got.Bounds(), at)
		}
	}
}
