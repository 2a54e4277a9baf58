package app

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// opened is a window with n filings, opened by dropping a workbook and a folder.
func opened(t testing.TB, n int) *bench {
	t.Helper()
	b := newBench(t, &fakeEngine{filings: n})
	dir := t.TempDir()
	workbook := filepath.Join(dir, "备案.xlsx")
	if err := os.WriteFile(workbook, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.dropped([]fyne.URI{storage.NewFileURI(dir), storage.NewFileURI(workbook)})
	b.settled()
	return b
}

// texts returns every text that is visible on the window, dialogs and menu
// included.
func (b *bench) texts() []string {
	var all []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			all = append(all, s)
		}
	}
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			add(o.Text)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case *line:
			add(o.text)
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(b.win.Content())
	for _, o := range b.win.Canvas().Overlays().List() {
		walk(o)
	}
	for _, menu := range b.win.MainMenu().Items {
		add(menu.Label)
		for _, item := range menu.Items {
			add(item.Label)
		}
	}
	return all
}

func (b *bench) shows(text string) bool {
	for _, s := range b.texts() {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

func (b *bench) mustShow(text string) {
	b.t.Helper()
	if !b.shows(text) {
		b.t.Errorf("the window does not show %q", text)
	}
}

func TestDroppedWorkbookShowsItsFilings(t *testing.T) {
	b := opened(t, 14)
	if got := len(b.desk.listing.shown); got != 14 {
		t.Fatalf("%d filings are shown, want 14", got)
	}
	for _, text := range []string{"0001", "样张第3号科技", "site-9.example.cn", "可提交", "被拦截", "备案.xlsx", "批次提示"} {
		b.mustShow(text)
	}
	if b.desk.selected != 0 {
		t.Errorf("filing %d is selected, want the first", b.desk.selected)
	}
}

func TestRowsFollowTheColumns(t *testing.T) {
	b := opened(t, 14)
	for i := range b.desk.listing.rows {
		b.desk.listing.rows[i].text[colRoute] = "先人工后电子化"
	}
	b.grid.fit()
	b.grid.Refresh()
	rows := 0
	each(b.grid.view, func(r *gridRow) {
		rows++
		for c, text := range r.texts {
			if want := b.grid.heads[c].Position().X + cellGap; r.row != nil && text.Position().X != want {
				t.Errorf("row %s has column %d at %.0f, its head is at %.0f", r.row.text[colKey], c, text.Position().X, want)
			}
		}
	})
	if rows < 14 {
		t.Errorf("%d rows are drawn", rows)
	}
}

func TestChipsFilterTheTable(t *testing.T) {
	b := opened(t, 14)
	test.Tap(b.filters.chips[3].touch) // blocked: the third and the tenth
	if got := b.desk.listing.shown; len(got) != 2 || got[0] != 2 || got[1] != 9 {
		t.Errorf("shown are %v, want [2 9]", got)
	}
	if b.grid.Length() != 2 {
		t.Errorf("the table has %d rows, want 2", b.grid.Length())
	}
	test.Tap(b.filters.chips[0].touch)
	if got := len(b.desk.listing.shown); got != 14 {
		t.Errorf("all shows %d filings, want 14", got)
	}
}

func TestSearchFiltersAndEscClears(t *testing.T) {
	b := opened(t, 30)
	b.find()
	test.Type(b.filters.entry, "ＳＩＴＥ-12")
	if got := b.desk.listing.shown; len(got) != 1 || got[0] != 11 {
		t.Fatalf("shown are %v, want [11]", got)
	}
	b.filters.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := len(b.desk.listing.shown); got != 30 {
		t.Errorf("after Esc %d are shown, want 30", got)
	}
	test.Type(b.filters.entry, "没有这样的")
	b.mustShow("没有符合条件的备案")
}

func TestHeaderSorts(t *testing.T) {
	b := opened(t, 14)
	test.Tap(b.grid.heads[colStatus].touch)
	if got := b.desk.listing.rows[b.desk.listing.shown[0]].status; got != filing.Blocked {
		t.Errorf("the first row is %s, want the gravest first", got)
	}
	test.Tap(b.grid.heads[colStatus].touch)
	if got := b.desk.listing.rows[b.desk.listing.shown[0]].status; got != filing.Ready {
		t.Errorf("the first row is %s after turning round, want ready", got)
	}
	test.Tap(b.grid.heads[colStatus].touch)
	if got := b.desk.listing.shown[0]; got != 0 {
		t.Errorf("the first row is %d, want the workbook's order back", got)
	}
}

func TestSelectingShowsFindingsAndLeadsToTheField(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.mustShow("网站名称含有“中国”")
	b.mustShow("请改名")
	b.mustShow("《西云数据网站备案申请指导流程》九.2.1")
	b.panel.follow(b.desk.findings()[0])
	if b.tab != tabFacts || !b.panel.litOn || b.panel.lit != filing.SiteName {
		t.Fatalf("the finding led to page %d, field %v", b.tab, b.panel.lit)
	}
	b.mustShow("13800000001") // the user's own data, shown as it is
	b.mustShow("网站!" + filing.ColumnName(int(filing.SiteName)+1) + "4")
}

func TestFindingOfAPictureLeadsToIt(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(1)
	b.panel.follow(b.desk.findings()[0])
	if b.tab != tabScans || b.panel.wanted != filing.SlotEntityLicence {
		t.Fatalf("the finding led to page %d, slot %q", b.tab, b.panel.wanted)
	}
	b.settle(func() bool { return b.shows("4000×3000") && b.shows("处理步骤：裁剪") })
	b.mustShow("150×110 · 质量 82")
	b.mustShow("图片不够清晰")
}

func TestPapersPageSaysWhyAndWhoSigns(t *testing.T) {
	b := opened(t, 3)
	test.Tap(b.panel.tabs[tabPapers].touch)
	b.settle(func() bool { return b.shows("网站负责人授权书") })
	b.mustShow("网站负责人不是法定代表人")
	b.mustShow("法定代表人签字")
}

func TestKeysGoThroughFindings(t *testing.T) {
	b := opened(t, 14)
	b.typed(&fyne.KeyEvent{Name: fyne.KeyF8})
	if b.desk.selected != 1 || b.desk.finding != 0 {
		t.Fatalf("F8 led to filing %d, finding %d; want 1, 0", b.desk.selected, b.desk.finding)
	}
	b.nextFinding(false)
	if b.desk.selected != 2 {
		t.Errorf("the next finding is of filing %d, want 2", b.desk.selected)
	}
	b.nextFinding(true)
	if b.desk.selected != 1 {
		t.Errorf("the finding before is of filing %d, want 1", b.desk.selected)
	}
	b.nextFinding(true)
	if b.desk.selected != 11 {
		t.Errorf("round the beginning is filing %d, want 11, the last with a finding", b.desk.selected)
	}
}

func TestArrowsMoveTheSelection(t *testing.T) {
	b := opened(t, 14)
	for _, name := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd} {
		b.grid.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if b.desk.selected != 13 {
		t.Errorf("filing %d is selected, want the last", b.desk.selected)
	}
}

func TestLanguageSwitchesAtOnce(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	b.setLang(filing.EN)
	b.settled()
	for _, text := range []string{"Recheck", "Blocked", "the site's name holds", "please rename it", "File"} {
		b.mustShow(text)
	}
	if b.desk.selected != 2 {
		t.Errorf("filing %d is selected after the switch, want 2", b.desk.selected)
	}
	b.setLang(filing.ZH)
	b.settled()
	b.mustShow("重新检查")
	if b.prefs.lang() != filing.ZH {
		t.Error("the language is not remembered")
	}
}

// latin finds words that are not Chinese.
var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// names are the Latin words that belong in a Chinese window; the last are the
// test's own folders, which the file dialog shows.
var names = regexp.MustCompile(`English|IP|AWS|ICP|PDF|KB|MB|Excel|WPS|zip|xlsx|xlsm|csv|example|cn|site|jpg|TOML|Ctrl|Shift|Enter|Esc|PgUp|PgDn|SIL|OFL|test|tmp|Test[A-Za-z]+`)

func TestChineseWindowHasNoEnglishLeftovers(t *testing.T) {
	b := opened(t, 14)
	b.grid.Select(2)
	check := func(where string) {
		for _, text := range b.texts() {
			han := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
			if !han && latin.MatchString(names.ReplaceAllString(text, "")) && !strings.HasPrefix(text, "/") {
				t.Errorf("%s: %q", where, text)
			}
			if strings.Contains(text, "⟦") {
				t.Errorf("%s: %q has no translation", where, text)
			}
		}
	}
	for page := range tabCount {
		b.panel.open(page)
		check("page " + tabKeys[page])
	}
	for name, ask := range map[string]func(){"export": b.askExport, "papers": b.askPapers, "template": b.pickTemplate,
		"annotated": b.pickAnnotated, "settings": b.settings, "keys": b.showKeys, "about": b.about, "open": b.pickWorkbook, "scans": b.pickScans} {
		ask()
		if len(b.modals) != 1 {
			t.Fatalf("%s: %d dialogs are open, want 1", name, len(b.modals))
		}
		check(name)
		b.escape()
		if len(b.modals) != 0 {
			t.Errorf("%s: Esc did not close the dialog", name)
		}
	}
}

func TestFailureIsSaidWithFileAndRemedy(t *testing.T) {
	b := newBench(t, &fakeEngine{fail: &job.Trouble{File: "备案.xlsx", Why: filing.Text{ZH: "有密码", EN: "has a password"},
		Remedy: filing.Text{ZH: "请去掉密码", EN: "remove it"}, Err: errDisk}})
	b.openPaths("备案.xlsx", "")
	b.settled()
	b.mustShow("备案.xlsx：有密码。请去掉密码")
	b.escape()
	if b.shows("有密码") {
		t.Error("Esc did not close the error")
	}
}

func TestPanicOfTheEngineIsSaid(t *testing.T) {
	b := newBench(t, &fakeEngine{panics: true})
	var noted any
	b.Caught = func(value any, stack []byte) string { noted = value; return "crash.txt" }
	b.openPaths("备案.xlsx", "")
	b.settled()
	b.mustShow("程序内部出错")
	b.mustShow("crash.txt")
	if noted != "the parser fell over" {
		t.Errorf("noted is %v", noted)
	}
}

func TestCancelledCheckKeepsTheFilings(t *testing.T) {
	b := newBench(t, &fakeEngine{filings: 5, hang: make(chan struct{})})
	b.openPaths("备案.xlsx", "材料")
	b.settle(func() bool { return b.desk.batch != nil })
	b.mustShow("待检查")
	if !b.bar.export.Disabled() || !b.bar.recheck.Disabled() {
		t.Error("buttons can be pressed while a task runs")
	}
	b.settle(func() bool { return b.engine.checks.Load() == 1 || len(b.posted) > 0 })
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.mustShow("正在停止")
	b.settled()
	b.mustShow("已停止")
	b.mustShow("0005")
	if b.bar.recheck.Disabled() {
		t.Error("the batch cannot be checked again")
	}
	close(b.engine.hang)
	b.refresh()
	b.settled()
	b.mustShow("被拦截")
}

func TestExportAsksBeforeReplacing(t *testing.T) {
	b := opened(t, 14)
	dir := t.TempDir()
	b.prefs.SetString(prefOutput, dir)
	if err := os.Mkdir(filepath.Join(dir, "备案_提交包"), 0o700); err != nil {
		t.Fatal(err)
	}
	b.askExport()
	b.mustShow("将导出 12 份备案")
	b.press("导出")
	b.mustShow("要替换吗")
	b.press("替换")
	b.settled()
	b.mustShow("提交包已生成")
	b.mustShow("共 12 个文件，3.0 MB")
	b.mustShow("打开文件夹")
}

func TestBadTargetIsSaid(t *testing.T) {
	b := opened(t, 3)
	b.prefs.SetString(prefOutput, t.TempDir())
	for _, name := range []string{"", "a/b", `x:y`} {
		target := b.askTarget("export.title", name, "", "export.go", nil, "", func(string, bool) { t.Error("a bad name was taken") })
		target.confirm(func(string, bool) { t.Errorf("%q was taken", name) })
		b.mustShow("请检查目标")
		b.escape()
		b.escape()
	}
}

// each calls a function with every widget of a type below an object.
func each[W fyne.Widget](o fyne.CanvasObject, do func(W)) {
	if w, ok := o.(W); ok {
		do(w)
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			each(child, do)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			each(child, do)
		}
	}
}

// press taps the visible button with the text, in the dialog on top.
func (b *bench) press(text string) {
	b.t.Helper()
	var found *button
	each(b.win.Canvas().Overlays().Top(), func(o *button) {
		if o.Text == text {
			found = o
		}
	})
	if found == nil {
		b.t.Fatalf("there is no button %q", text)
	}
	test.Tap(found)
}

func TestClosingWipesTheBatch(t *testing.T) {
	b := opened(t, 3)
	b.Close()
	if got := b.engine.closed.Load(); got != 1 {
		t.Errorf("the batch was closed %d times, want once", got)
	}
}

func TestStartPageOffersEveryWayIn(t *testing.T) {
	b := newBench(t, &fakeEngine{})
	for _, text := range []string{"把工作簿和材料文件夹拖到这里", "打开工作簿", "选择材料文件夹", "试用样例", "保存空白模板"} {
		b.mustShow(text)
	}
	b.openPaths("", "材料")
	b.mustShow("材料文件夹：材料")
	b.openPaths("备案.xlsx", "")
	b.settled()
	if got := b.engine.opened; len(got) != 2 || got[1] != "材料" {
		t.Errorf("opened %v, want the folder that waited", got)
	}
}

// Lines of text that are not whole pixels high are drawn squeezed.
func TestTextIsOneAndAHalfTimesAsHigh(t *testing.T) {
	newBench(t, &fakeEngine{})
	for _, bold := range []bool{false, true} {
		for _, size := range []float32{captionSize, labelSize, textSize, headingSize, titleSize} {
			if height := fyne.MeasureText("备", size, fyne.TextStyle{Bold: bold}).Height; height < 1.49*size || height > 1.51*size {
				t.Errorf("text of %v is %v pixels high", size, height)
			}
		}
	}
}

func TestLeadingLeavesOtherFilesAlone(t *testing.T) {
	for _, font := range []string{"", "no font", "\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"} {
		if got := string(withLeading([]byte(font))); got != font {
			t.Errorf("%q became %q", font, got)
		}
	}
}

func TestWindowPaintsAtBothScales(t *testing.T) {
	b := opened(t, 40)
	for page := range tabCount {
		b.panel.open(page)
		if img := software.RenderCanvas(b.win.Canvas(), b.app.Settings().Theme()); img.Bounds().Dx() != 1280 {
			t.Errorf("page %d is painted %d wide", page, img.Bounds().Dx())
		}
	}
}

func TestErrorsAreNotBatchesThatAreNil(t *testing.T) {
	batch, err := Job.Open(t.Context(), filepath.Join(t.TempDir(), "none.xlsx"), "", job.Options{})
	if err == nil || batch != nil {
		t.Errorf("opening nothing gave %v, %v", batch, err)
	}
	if errors.Is(err, errDisk) {
		t.Error("a stranger's error")
	}
}
