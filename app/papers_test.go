package app

import (
	"image"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	under "beiandesk/internal/blank"
	"beiandesk/internal/desktop"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/pdf"
)

// onPapers is a window whose papers page shows the first filing's first page.
func onPapers(t *testing.T, filings int) (*bench, *papersPage) {
	t.Helper()
	b := opened(t, filings)
	b.panel.open(tabPapers)
	p := b.panel.papers
	b.settle(func() bool { return p.proof.pager.picture.Image != nil && p.proof.strip.full() })
	return b, p
}

// full reports whether all small pages are drawn.
func (s *strip) full() bool {
	return len(s.thumbs) > 0 && !slices.ContainsFunc(s.thumbs, func(t *thumb) bool { return t.picture.Image == nil })
}

// picture is what the pager shows of the window's pages, drawn anew.
func pictureOf(t *testing.T, v *proofView) image.Image {
	t.Helper()
	l, ok := v.current()
	if !ok {
		t.Fatal("no page is in view")
	}
	_, px := v.pager.size(l.aspect())
	return l.draw(px)
}

func same(a, b image.Image) bool {
	return a != nil && b != nil && cmp.Equal(a.(*image.Gray).Pix, b.(*image.Gray).Pix)
}

func TestPagesAreShownAtTheirPixels(t *testing.T) {
	b, p := onPapers(t, 3)
	v := p.proof
	if !same(v.pager.picture.Image, pictureOf(t, v)) {
		t.Error("the page is not the one in view")
	}
	if w := float32(v.pager.picture.Image.Bounds().Dx()); w != v.pager.picture.Size().Width*v.pager.pixels().Width {
		t.Errorf("the picture is %v wide, on %v units", w, v.pager.picture.Size().Width)
	}
	if len(v.strip.thumbs) != 4 {
		t.Errorf("the strip has %d pages, want 4", len(v.strip.thumbs))
	}
	b.mustShow("第 1 / 1 页")
}

func TestKeysTurnPages(t *testing.T) {
	_, p := onPapers(t, 3)
	v := p.proof
	press := func(keys ...fyne.KeyName) int {
		for _, key := range keys {
			v.pager.TypedKey(&fyne.KeyEvent{Name: key})
		}
		return v.at
	}
	if got := press(fyne.KeyRight); got != 1 {
		t.Errorf("right leads to page %d", got)
	}
	if got := press(fyne.KeyLeft, fyne.KeyLeft); got != 0 {
		t.Errorf("left leads to page %d", got)
	}
	if got := press(fyne.KeyEnd); got != 3 {
		t.Errorf("End leads to page %d", got)
	}
	if got := press(fyne.KeyHome); got != 0 {
		t.Errorf("Home leads to page %d", got)
	}
	// As wide as the view a page is higher than it: it is scrolled before it is turned.
	if got := press(fyne.KeyPageDown); got != 0 || v.pager.scroll.Offset.Y == 0 {
		t.Errorf("Page Down leads to page %d, scrolled by %v", got, v.pager.scroll.Offset.Y)
	}
	if got := press(fyne.KeyPageUp); got != 0 || v.pager.scroll.Offset.Y != 0 {
		t.Errorf("Page Up leads to page %d, scrolled by %v", got, v.pager.scroll.Offset.Y)
	}
	test.Tap(v.fit)
	if got := press(fyne.KeyPageDown, fyne.KeySpace); got != 2 {
		t.Errorf("of whole pages, Page Down twice leads to page %d", got)
	}
	if got := press(fyne.KeyPageUp); got != 1 {
		t.Errorf("and Page Up to page %d", got)
	}
}

func TestWholePagesFitTheView(t *testing.T) {
	b, p := onPapers(t, 3)
	v := p.proof
	wide := v.pager.asked
	test.Tap(v.fit)
	b.settle(func() bool { return same(v.pager.picture.Image, pictureOf(t, v)) })
	if size := v.pager.picture.Size(); v.pager.asked >= wide || size.Height > v.pager.Size().Height {
		t.Errorf("a whole page is %v in %v", size, v.pager.Size())
	}
	b.mustShow("适合宽度")
}

// The pages of one filing stay until those of the next are there, and the paper
// that is looked at stays the same.
func TestSelectionKeepsThePaperInView(t *testing.T) {
	b, p := onPapers(t, 3)
	v := p.proof
	v.open(1)
	b.settle(func() bool { return same(v.pager.picture.Image, pictureOf(t, v)) })
	before := v.pager.picture.Image
	b.desk.choose(1)
	if v.pager.picture.Image != before || !v.pager.picture.Visible() {
		t.Error("the page went before the next was there")
	}
	b.settle(func() bool { return v.seen == v.leaves[v.at].print && !same(before, v.pager.picture.Image) })
	if l, _ := v.current(); l.paper != filing.Commitment || !same(v.pager.picture.Image, pictureOf(t, v)) {
		t.Errorf("in view is %q", l.name)
	}
	b.mustShow("法定代表人签字，加盖公章")
}

func TestPapersThatCannotBeDrawnAreSaid(t *testing.T) {
	b, p := onPapers(t, 6)
	b.desk.choose(4)
	b.settle(func() bool { return b.shows(errDisk.Error()) })
	if p.proof.pager.picture.Visible() {
		t.Error("the page of another filing is still there")
	}
	b.desk.choose(5)
	b.settle(func() bool { return p.proof.pager.picture.Visible() })
}

func TestLargerViewTurnsTheSamePages(t *testing.T) {
	b, p := onPapers(t, 3)
	p.larger()
	if len(b.modals) != 1 {
		t.Fatal("there is no larger view")
	}
	b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.settle(func() bool { return p.proof.seen == p.proof.leaves[1].print })
	b.mustShow("承诺书 · 第 1 / 1 页")
	b.printCurrent()
	if len(b.modals) != 1 {
		t.Error("a dialog was put on the larger view")
	}
	b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(b.modals) != 0 || p.proof.at != 1 {
		t.Errorf("left on page %d", p.proof.at)
	}
}

// Pictures that were seen last are kept, and no more than that.
func TestPagesKeptAreFew(t *testing.T) {
	b, p := onPapers(t, 40)
	for i := range 30 {
		if i == 4 {
			continue
		}
		b.desk.choose(i)
		b.settle(func() bool { l, ok := p.proof.current(); return ok && p.proof.seen == l.print && p.proof.strip.full() })
	}
	if n, m := len(b.proofs.kept.of), len(p.proof.thumbs.of); n > keptPages || m > keptThumbs {
		t.Errorf("%d pages and %d small ones are kept", n, m)
	}
}

func TestFollowFindsThePage(t *testing.T) {
	now := []leaf{{paper: filing.Authorization, name: "授权书", number: 1}, {paper: filing.Commitment, name: "承诺书（上海）", number: 1}, {name: "清单", number: 1}, {name: "清单", number: 2}}
	for _, test := range []struct {
		before leaf
		want   int
	}{{leaf{name: "清单", number: 2}, 3}, {leaf{paper: filing.Commitment, name: "承诺书", number: 1}, 1}, {leaf{paper: filing.CheckSheet, name: "核验单"}, 0}, {leaf{name: "别的清单", number: 1}, 0}, {leaf{}, 0}} {
		if got := follow(test.before, now); got != test.want {
			t.Errorf("after %q page %d the view goes to %d, want %d", test.before.name, test.before.number, got, test.want)
		}
	}
	if got := leavesOf([]job.Proof{{Name: "清单", Pages: []*pdf.Page{{}, {}}}}); len(got) != 2 || got[1].number != 2 || got[0].print != got[1].print {
		t.Errorf("two blank pages are %+v", got)
	}
}

// printing opens the dialog and presses its button after a change.
func (b *bench) printing(change func(choice *printDialog)) {
	b.t.Helper()
	b.askPrint(filing.Authorization)
	if b.printDialog == nil || len(b.modals) != 1 {
		b.t.Fatal("the dialog did not open")
	}
	b.settle(func() bool { return len(b.printDialog.to.printers) == len(b.system.printers) })
	change(b.printDialog)
	b.escape()
	b.printDialog.print()
	b.settled()
}

func TestPrintHandsThePapersOver(t *testing.T) {
	b := opened(t, 14)
	b.system.printers = []desktop.Printer{{Name: "Front_Desk", Default: true}, {Name: "Hall"}}
	b.printing(func(d *printDialog) {
		b.mustShow("只打印“网站负责人授权书”")
		b.mustShow("Front_Desk（默认）")
		d.what.SetSelected(d.what.Options[1])
		d.lists.SetChecked(true)
		d.duplex.SetChecked(true)
		d.to.selecting.SetSelected("Hall")
	})
	if diff := cmp.Diff([]desktop.Order{{Printer: "Hall", Duplex: true}}, b.system.orders); diff != "" {
		t.Error(diff)
	}
	opt := b.desk.batch.(*fakeBatch).printed[0]
	if len(opt.Filings) != 1 || opt.Paper != "" || !opt.Duplex || !opt.Lists {
		t.Errorf("printed is %+v", opt)
	}
	b.mustShow("已交给打印机")
	if _, err := os.Stat(b.system.files[0]); !os.IsNotExist(err) {
		t.Errorf("the printed file is still there: %v", err)
	}
	b.escape()
	b.printing(func(d *printDialog) { // the choice is remembered
		if d.to.order().Printer != "Hall" || !d.duplex.Checked {
			t.Errorf("the second time: %+v", d.to.order())
		}
	})
	if opt := b.desk.batch.(*fakeBatch).printed[1]; opt.Paper != filing.Authorization || opt.Lists {
		t.Errorf("printed is %+v", opt)
	}
}

// Without printers the papers are opened; the file stays until the window closes.
func TestPrintOpensWhereNothingPrints(t *testing.T) {
	b := opened(t, 14)
	b.system.outcome = desktop.Opened
	test.Tap(b.filters.chips[3].touch)
	b.printing(func(d *printDialog) {
		b.mustShow("在 PDF 阅读程序中打开，再打印")
		d.what.SetSelected(d.what.Options[2])
		b.mustShow("其中 2 份备案有必须改正的问题")
	})
	if opt := b.desk.batch.(*fakeBatch).printed[0]; len(opt.Filings) != 2 {
		t.Errorf("printed are %d filings, want the two in the table", len(opt.Filings))
	}
	if diff := cmp.Diff([]desktop.Order{{Viewer: true}}, b.system.orders); diff != "" {
		t.Error(diff)
	}
	b.mustShow("请在 PDF 阅读程序中打印")
	file := b.system.files[0]
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the opened file is gone: %v", err)
	}
	b.Close()
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the window closed, and the file is still there: %v", err)
	}
}

func TestPrintTroubleIsSaid(t *testing.T) {
	b := opened(t, 3)
	b.system.printers = []desktop.Printer{{Name: "Hall"}}
	b.system.fail = &desktop.Error{Why: filing.Text{ZH: "打印机没有接收"}, Remedy: filing.Text{ZH: "请确认打印机已开机"}}
	b.printing(func(d *printDialog) { d.what.SetSelected(d.what.Options[len(d.what.Options)-1]) })
	b.mustShow("请确认打印机已开机")
	if _, err := os.Stat(b.system.files[0]); !os.IsNotExist(err) {
		t.Errorf("the file that was not printed is still there: %v", err)
	}
}

func TestOpeningTroubleIsSaid(t *testing.T) {
	b := opened(t, 3)
	b.system.fail = errDisk
	b.openExternally("/tmp/提交包")
	b.settle(func() bool { return len(b.modals) > 0 })
	if got := <-b.system.opened; !strings.HasSuffix(got, "提交包") {
		t.Errorf("opened is %s", got)
	}
	b.mustShow("提交包")
}

// Pages whose long side lies are shown as they lie, and those on a blank say that it
// is not shown.
func TestPagesAcrossAndOnBlanks(t *testing.T) {
	b, p := onPapers(t, 3)
	all := leavesOf([]job.Proof{{Name: "附表", Pages: []*pdf.Page{{Across: true, Blank: new(under.Page)}}}})
	p.proof.fill(all)
	b.settle(func() bool { return same(p.proof.pager.picture.Image, pictureOf(t, p.proof)) })
	if size := p.proof.pager.picture.Size(); size.Width <= size.Height {
		t.Errorf("the page is %v", size)
	}
	b.mustShow("预览未显示空白表")
}
