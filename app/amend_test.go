package app

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// tapButton taps the visible button with the text, in the window itself.
func (b *bench) tapButton(text string) {
	b.t.Helper()
	if found := buttonIn(b.win.Content(), text); found != nil {
		test.Tap(found)
		return
	}
	b.t.Fatalf("there is no button %q", text)
}

func buttonIn(o fyne.CanvasObject, text string) (found *button) {
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *button:
		if o.Text == text {
			return o
		}
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		if found = buttonIn(child, text); found != nil {
			return found
		}
	}
	return nil
}

func TestSuggestionIsAppliedWithOneClick(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.mustShow("样张3号商城")
	b.tapButton("采用建议值")
	b.settled()
	if b.desk.selected != 2 || b.desk.report.Filings[2].Status != filing.Ready {
		t.Fatalf("filing %d is selected, the third is %s", b.desk.selected, b.desk.report.Filings[2].Status)
	}
	b.mustShow("已采用建议值：网站名称 → 样张3号商城")
	b.mustShow("有 1 处改正未保存")
	b.mustShow("撤销：网站名称（备案 0003）")
	b.panel.open(tabFacts)
	b.mustShow("已改，原为：样张第3号官网")
	if original := b.desk.batch.(*fakeBatch).read[2]; original.Text(filing.SiteName) != "样张第3号官网" {
		t.Error("the filing that was read is changed")
	}
}

func TestKeysApplySuggestionsOneAfterAnother(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.acceptCurrent()
	b.settled()
	if b.desk.selected != 9 || b.desk.finding != 0 {
		t.Fatalf("the keys went on to filing %d, finding %d; want 9, 0, over one that suggests nothing", b.desk.selected, b.desk.finding)
	}
	b.acceptCurrent()
	b.settled()
	if b.desk.selected != 9 || b.desk.finding != -1 {
		t.Errorf("after the last the keys went on to filing %d, finding %d", b.desk.selected, b.desk.finding)
	}
	b.acceptCurrent()
	b.mustShow("这里没有建议值")
	if b.desk.task != nil {
		t.Error("something was applied")
	}
}

func TestEverythingIsAppliedAndTakenBack(t *testing.T) {
	b := opened(t, 14)
	b.askAcceptAll(true)
	b.mustShow("将改正整批备案的 2 处")
	b.press("采用")
	b.settled()
	if c := b.desk.listing.counts(); c.blocked != 0 || len(b.desk.amended.edits) != 2 {
		t.Fatalf("%d are blocked, %d corrections", c.blocked, len(b.desk.amended.edits))
	}
	b.mustShow("撤销：2 处建议值")
	b.takeBack(false)
	b.settled()
	if c := b.desk.listing.counts(); c.blocked != 2 || b.desk.selected != 2 {
		t.Errorf("%d are blocked after undoing, filing %d is selected", c.blocked, b.desk.selected)
	}
	b.takeBack(false)
	b.mustShow("没有可撤销的操作")
	b.takeBack(true)
	b.settled()
	if c := b.desk.listing.counts(); c.blocked != 0 {
		t.Errorf("%d are blocked after redoing", c.blocked)
	}
	b.grid.Select(0)
	b.askAcceptAll(false)
	b.mustShow("没有可以采用的建议值")
}

func TestUndoInATextMeansTheText(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.acceptCurrent()
	b.settled()
	entry := widget.NewEntry()
	entry.SetText("")
	b.win.SetContent(entry)
	b.win.Canvas().Focus(entry)
	test.Type(entry, "甲")
	b.takeBack(false)
	if entry.Text != "" || len(b.desk.amended.edits) != 1 || b.desk.task != nil {
		t.Errorf("the text is %q, %d corrections", entry.Text, len(b.desk.amended.edits))
	}
}

func TestCorrectionsAreSaved(t *testing.T) {
	b := opened(t, 14)
	b.prefs.SetString(prefOutput, t.TempDir())
	b.pickCorrected()
	b.mustShow("还没有改正过任何内容")
	b.escape()
	b.askAcceptAll(true)
	b.press("采用")
	b.settled()
	b.pickCorrected()
	b.mustShow("把 2 处改正写进工作簿的一份副本")
	b.press("保存")
	b.settled()
	b.mustShow("写入 1 处改正")
	b.mustShow("备案 0003 的“网站名称”：单元格里是公式")
	if b.desk.amended.unsaved() != 0 || b.shows("未保存") {
		t.Error("saved corrections count as unsaved")
	}
	if got := b.engine.wrote; len(got) != 1 || filepath.Base(got[0]) != "备案_改正.xlsx" {
		t.Errorf("written are %v", got)
	}
}

func TestUnsavedCorrectionsAreNotLostUnasked(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.acceptCurrent()
	b.settled()

	b.askClose()
	b.mustShow("改正还没有保存")
	b.escape()

	other := filepath.Join(t.TempDir(), "另一份.xlsx")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Open(other)
	b.mustShow("改正还没有保存")
	if b.desk.task != nil {
		t.Fatal("the other workbook is being opened")
	}
	b.escape()

	b.refresh()
	b.settled()
	b.mustShow("窗口里的 1 处改正保留着")
	if got := b.desk.listed[2].Text(filing.SiteName); got != "样张3号商城" {
		t.Errorf("the name is %q after reading again, want the correction kept", got)
	}
	b.takeBack(false)
	b.settled()
	if got := b.desk.listed[2].Text(filing.SiteName); got != "样张第3号官网" || len(b.desk.amended.edits) != 0 {
		t.Errorf("the name is %q after the corrections that were kept are undone", got)
	}
	b.Open(other)
	b.settled()
	if b.desk.workbook != other {
		t.Error("the other workbook is not open")
	}
}

// A new scan folder reads the same workbook again; that is no reason to lose
// corrections.
func TestCorrectionsOutliveAnotherScanFolder(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.acceptCurrent()
	b.settled()
	b.openPaths("", t.TempDir())
	b.settled()
	if got := b.desk.listed[2].Text(filing.SiteName); got != "样张3号商城" || b.desk.amended.undo == nil {
		t.Errorf("the name is %q", got)
	}
}

func TestTickListIsKeptWhileTheWorkbookIsOpen(t *testing.T) {
	b := opened(t, 14)
	b.panel.open(tabConfirm)
	for _, text := range []string{"确认 2", "提交之前", "网站已关闭", "逐个打开", "依据《西云数据网站备案申请指导流程》八.1", "备案通过之后"} {
		b.mustShow(text)
	}
	first := b.desk.confirmations()[0]
	b.desk.tick(b.desk.chosen(), first)
	b.panel.changed()
	b.mustShow("确认 1")
	b.grid.Select(1)
	b.mustShow("确认 2")
	b.refresh()
	b.settled()
	b.grid.Select(0)
	if !b.desk.isTicked(b.desk.chosen(), first) || b.desk.unticked() != 1 {
		t.Error("the tick is lost after a recheck")
	}
}

func TestRuleIsAdjustedWithAReason(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	finding := b.desk.findings()[0]
	b.askAdjust(finding, provider.Off)
	b.mustShow("本项目不再检查这条规则：")
	b.press("确定") // no reason yet
	if len(b.desk.batch.(*fakeBatch).adjusted) != 0 || len(b.modals) != 1 {
		t.Fatal("a rule was adjusted without a reason")
	}
	for range 8 {
		b.win.Canvas().FocusNext()
		if _, ok := b.win.Canvas().Focused().(*widget.Entry); ok {
			break
		}
	}
	test.Type(b.win.Canvas().Focused(), "管局已同意")
	b.press("确定")
	b.settled()
	got := b.desk.batch.(*fakeBatch).adjusted
	if len(got) != 1 || got[0].Rule != "site-name-forbidden-word" || got[0].Severity != provider.Off || got[0].Reason != "管局已同意" || got[0].Filings != nil {
		t.Fatalf("adjusted %+v", got)
	}
	b.mustShow("备案规则.toml")
	b.desk.choose(-1)
	b.mustShow("已调整的规则")
	b.mustShow("理由：管局已同意")
}

func TestPlanOfAFilingIsShown(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(1)
	b.mustShow("第 2 批，最早 2026-12-01")
	b.panel.open(tabFacts)
	b.mustShow("等备案 0001 通过后再提交")
}
