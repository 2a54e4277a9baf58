package app

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

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
func (b *bench) adjusts() (found []*button) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *button:
			if o.Text == b.desk.say("scans.adjust") {
				found = append(found, o)
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(b.panel.view)
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
