package app

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// rereading is a window of 14 filings whose workbook has changed: the first is
// gone, the third is in conflict with a correction, one is new.
func rereading(t *testing.T) *bench {
	t.Helper()
	b := opened(t, 14)
	b.grid.Select(2)
	b.acceptCurrent()
	b.settled()
	b.engine.now = append(slices.Clone(fakeFilings(14)[1:]), fakeFilings(15)[14])
	r := &job.Reimport{Keys: make(map[string]string), Kept: 1,
		Difference: &job.Difference{Summary: job.DifferenceSummary{Old: 14, New: 14, Changed: 2, Added: 1, Removed: 1, Unchanged: 11},
			Changes: []job.Change{
				{Field: "site.name", OldLabel: "样张第3号官网", NewLabel: "样张第3号新官网", At: []job.ChangedAt{{Filing: "0003", Recognised: "number", OldCell: "网站!F4", NewCell: "网站!F3"}}},
				{Field: "entity.person.mobile", Entity: "样张第5号科技（宁夏）有限公司", OldLabel: "13800000001", NewLabel: "13800000005", At: []job.ChangedAt{
					{Filing: "0005", Recognised: "number", OldCell: "主体!F4", NewCell: "主体!F4"}, {Filing: "0006", Recognised: "domain", OldCell: "主体!F5", NewCell: "主体!F5"}}},
			},
			Added:   []job.FilingRef{{Filing: "0015", Kind: filing.NewEntity, Entity: "样张第15号科技（宁夏）有限公司", Site: "样张第15号官网", Domains: []string{"site-15.example.cn"}, Cell: "网站!16"}},
			Removed: []job.FilingRef{{Filing: "0001", Kind: filing.NewEntity, Entity: "样张第1号科技（宁夏）有限公司", Cell: "网站!2"}}},
		Conflicts: []job.Conflict{{Filings: []string{"0003"}, Field: "site.name", Cell: "网站!F3", Base: "样张第3号官网", Mine: "样张3号商城", Theirs: "样张第3号新官网"}},
		Lost:      []job.Lost{{Filing: "0001", Field: "site.name", Value: "样张一号"}}}
	for i := 2; i <= 14; i++ {
		r.Keys[fmt.Sprintf("%04d", i)] = fmt.Sprintf("%04d", i)
	}
	b.engine.found = r
	return b
}

func TestReadingAgainShowsWhatChangedFirst(t *testing.T) {
	b := rereading(t)
	old := b.desk.batch
	b.engine.gone = make(chan struct{}, 4)
	b.desk.tick(b.desk.listed[0], job.Confirmation{ID: "closed"})
	b.refresh()
	b.settled()
	for _, text := range []string{"重新导入 备案.xlsx", "原有 14 个备案，现有 14 个：改动 2，新增 1，删除 1", "有 1 处改正与工作簿不冲突", "备案 0003 · 网站名称",
		"我的修改：样张3号商城", "工作簿里的：样张第3号新官网", "2 个备案（0005、0006） · 主体负责人移动电话", "13800000001 → 13800000005", "主体!F4 等 2 处",
		"网站!16", "首次备案 · 样张第15号科技（宁夏）有限公司", "已确认的 1 项随之失去", "这处改正将丢失", "还有 1 处冲突没有决定", "更早的步骤不能再撤销"} {
		b.mustShow(text)
	}
	if b.shows("样张第3号官网 → 样张第3号新官网") {
		t.Error("a conflict is shown as a change, too")
	}
	b.press("确认采用")
	if len(b.modals) != 1 || b.desk.batch != old {
		t.Fatal("it was taken over while a conflict was open")
	}
	b.escape()
	if b.desk.batch != old || b.desk.waiting != nil || b.desk.listed[2].Text(filing.SiteName) != "样张3号商城" || len(b.desk.amended.edits) != 1 {
		t.Error("cancel did not leave everything as it was")
	}
	b.mustShow("没有采用工作簿的新内容")
	<-b.engine.gone // what was read again is closed
}

func TestTakingOverKeepsSelectionTicksAndFilter(t *testing.T) {
	for _, mine := range []bool{true, false} {
		t.Run(fmt.Sprint(mine), func(t *testing.T) {
			b := rereading(t)
			for _, i := range []int{0, 4} {
				b.desk.tick(b.desk.listed[i], job.Confirmation{ID: "closed"})
			}
			b.desk.choose(4)
			b.desk.search("site")
			b.refresh()
			b.settled()
			b.press(map[bool]string{true: "冲突都用我的修改", false: "冲突都用工作簿里的"}[mine])
			b.press("确认采用")
			b.settled()
			if got := b.desk.batch.(*fakeBatch); !slices.Equal(got.settled, []bool{mine}) || len(b.modals) != 0 {
				t.Fatalf("settled with %v, %d dialogs are open", got.settled, len(b.modals))
			}
			if f := b.desk.chosen(); f == nil || f.Key() != "0005" || b.desk.listing.query != "site" {
				t.Errorf("%v is selected, the search is %q", f, b.desk.listing.query)
			}
			if n, gone := b.desk.ticksOf("0005"), b.desk.ticksOf("0001"); n != 1 || gone != 0 {
				t.Errorf("%d ticks are kept, %d of a filing that is gone", n, gone)
			}
			b.mustShow("窗口里的 1 处改正保留着")
		})
	}
}

func TestConflictsAreDecidedOneByOne(t *testing.T) {
	b := rereading(t)
	b.refresh()
	b.settled()
	item := newReviewItem(b.reviewing)
	item.show(&b.reviewing.review.rows[0])
	test.Tap(item.theirs.touch)
	b.mustShow("原有：样张第3号官网")
	if v := b.reviewing.review; v.undecided() != 0 || v.mine[0] || b.reviewing.confirm.Disabled() {
		t.Errorf("%d are undecided", v.undecided())
	}
	test.Tap(item.mine.touch)
	if !b.reviewing.review.mine[0] {
		t.Error("the user's value was not taken")
	}
}

func TestReviewIsFiltered(t *testing.T) {
	b := rereading(t)
	b.refresh()
	b.settled()
	v := b.reviewing
	test.Tap(v.chips[reviewAdded].touch)
	if got := v.review.shown; len(got) != 1 || v.review.rows[got[0]].kind != reviewAdded {
		t.Errorf("shown are %v", got)
	}
	test.Tap(v.chips[reviewAll].touch)
	v.review.query = "ＭＯＢＩＬＥ"
	v.filtered()
	if len(v.review.shown) != 0 {
		t.Errorf("shown are %v", v.review.shown)
	}
	v.review.query = "移动电话 0006"
	v.filtered()
	if len(v.review.shown) != 1 || v.list.Length() != 1 {
		t.Errorf("shown are %v", v.review.shown)
	}
}

func TestChangedWorkbookIsOfferedOnce(t *testing.T) {
	b := opened(t, 3)
	b.desk.lookForChange()
	b.engine.changed.Store(true)
	b.desk.lookForChange()
	b.settle(func() bool { return len(b.modals) == 1 })
	b.mustShow("“备案.xlsx”在打开之后被其他程序修改过")
	b.press("稍后")
	b.desk.lookForChange()
	b.drain()
	if len(b.modals) != 0 || len(b.engine.again) != 0 {
		t.Error("it was offered twice, or read unasked")
	}
	b.refresh()
	b.settled()
	b.desk.lookForChange()
	b.settle(func() bool { return len(b.modals) == 1 })
	b.press("查看改动")
	b.settled()
	if len(b.engine.again) != 2 {
		t.Errorf("read again %d times", len(b.engine.again))
	}
}

func TestOpeningTheSameWorkbookReadsItAgain(t *testing.T) {
	b := rereading(t)
	workbook, old := b.desk.workbook, b.desk.batch
	b.openPaths(workbook, "别处")
	b.settled()
	if len(b.modals) != 1 || b.desk.batch != old || !slices.Equal(b.engine.again, []string{"别处"}) {
		t.Fatalf("%d dialogs are open, read again with %v", len(b.modals), b.engine.again)
	}
	b.press("冲突都用我的修改")
	b.press("确认采用")
	b.settled()
	if b.desk.scans != "别处" {
		t.Errorf("the scans are in %q", b.desk.scans)
	}
}

func TestTroubleInReadingAgainLeavesEverything(t *testing.T) {
	b := opened(t, 3)
	old := b.desk.batch
	b.engine.fail = errDisk
	b.refresh()
	b.settled()
	b.mustShow("disk on fire")
	if b.desk.batch != old || b.desk.waiting != nil {
		t.Error("the batch is another")
	}
}

// A window that is closed over the dialog leaves no pictures of either batch.
func TestClosingOverTheReviewClosesBoth(t *testing.T) {
	b := rereading(t)
	b.refresh()
	b.settled()
	b.Close()
	if got := b.engine.closed.Load(); got != 2 {
		t.Errorf("%d batches were closed, want both", got)
	}
}

func TestLongReviewPaints(t *testing.T) {
	b := rereading(t)
	d := b.engine.found.Difference
	for i := range 5000 {
		d.Changes = append(d.Changes, job.Change{Field: "site.name", OldLabel: "旧", NewLabel: fmt.Sprintf("新 %d", i),
			At: []job.ChangedAt{{Filing: fmt.Sprint(i), Recognised: "number", OldCell: "A1", NewCell: fmt.Sprintf("A%d", i+100)}}})
	}
	for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
		b.setLang(lang)
		b.settled()
		b.refresh()
		b.settled()
		if img := software.RenderCanvas(b.win.Canvas(), b.app.Settings().Theme()); img.Bounds().Dx() != 1280 {
			t.Errorf("painted %d wide", img.Bounds().Dx())
		}
		if n := b.reviewing.review.count[reviewAll]; n != 5005 {
			t.Errorf("%d rows, want 5005", n)
		}
		b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}
