package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// fakeColumns are the columns of a fake engine's workbook: those of a real one,
// which is read in earnest.
type fakeColumns struct {
	workbook string // with the columns
	kept     string // file of the mappings, "" for none
	tables   []*job.Table
	readings []job.Reading // that batches were read with
	gate     chan struct{} // previews wait until it is closed, nil for none
	previews []job.Reading // that were not interrupted
}

func (e *fakeColumns) Mappings() (*job.Mappings, error) {
	if e.kept == "" {
		return nil, nil
	}
	return job.OpenMappings(e.kept)
}

func (e *fakeColumns) Load(ctx context.Context, _ string, opt job.Options) (Cells, error) {
	book, err := job.LoadWorkbook(ctx, e.workbook, opt)
	return fakeCells{e, book}, err
}

func (b *fakeBatch) Load(ctx context.Context, _ *job.Progress) (Cells, error) {
	return b.engine.Load(ctx, "", job.Options{})
}

func (b *fakeBatch) Tables() []*job.Table { return b.engine.tables }

type fakeCells struct {
	engine *fakeColumns
	book   *job.Workbook
}

func (c fakeCells) Preview(ctx context.Context, opt job.Options) (*job.Preview, error) {
	if c.engine.gate != nil {
		select {
		case <-c.engine.gate:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.engine.previews = append(c.engine.previews, opt.Reading)
	return c.book.Preview(ctx, opt)
}

// A workbook whose entities nobody can know of, with a column that is ambiguous.
const oddColumns = `抬头,网站名称,网站域名,网站负责人姓名,网站负责人手机号码,别的,
样张第1号科技有限公司,样张第1号官网,site-1.example.cn,范某,13800000001,甲
样张第2号科技有限公司,样张第2号官网,site-2.example.cn,范某,13800000001,乙
样张第3号科技有限公司,样张第3号官网,site-3.example.cn,范某,13800000001,丙
`

// columnsShown is a window with the dialog on a workbook open, its preview there.
func columnsShown(t *testing.T, text string) *bench {
	t.Helper()
	b := opened(t, 3)
	dir := t.TempDir()
	b.engine.workbook, b.engine.kept = filepath.Join(dir, "列.csv"), filepath.Join(dir, job.MappingsName)
	if err := os.WriteFile(b.engine.workbook, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b.askColumns()
	b.previewed()
	return b
}

// previewed lets things happen until the preview is that of what was said.
func (b *bench) previewed() {
	b.t.Helper()
	b.settle(func() bool { c := b.columnsOpen; return c != nil && c.cells != nil && !c.busy })
}

// column is the line of the dialog for a header.
func (b *bench) column(header string) *columnRow {
	b.t.Helper()
	for _, r := range b.columnsOpen.columns {
		if r.column.Header == header {
			return r
		}
	}
	b.t.Fatalf("no column %q is shown", header)
	return nil
}

// readAs has a column read into the field that a search finds first.
func (b *bench) readAs(header, search string) {
	b.t.Helper()
	test.Tap(b.column(header).field)
	test.Type(b.picking.search, search)
	b.picking.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestChangingAColumnChangesThePreview(t *testing.T) {
	b := columnsShown(t, oddColumns)
	b.mustShow("A1")
	b.mustShow("预览：读出 3 份备案")
	if entity := b.columnsOpen.sample.cells[0][1]; entity.text != "" {
		t.Fatalf("the entity is %q before anything is said of it", entity.text)
	}
	b.readAs("抬头", "主办单位名称")
	if b.win.Canvas().Focused() != b.column("抬头").field {
		t.Error("the keys do not go back to the column")
	}
	if b.column("抬头").field.Text != "主办单位名称" {
		t.Errorf("the column says %q at once", b.column("抬头").field.Text)
	}
	b.previewed()
	if entity := b.columnsOpen.sample.cells[0][1]; entity.text != "样张第1号科技有限公司" {
		t.Errorf("the preview shows the entity %q", entity.text)
	}
	b.mustShow("您指定的")
	b.press("恢复自动")
	b.previewed()
	if entity := b.columnsOpen.sample.cells[0][1]; entity.text != "" {
		t.Errorf("left to itself, the entity is %q", entity.text)
	}
}

func TestAdoptReadsTheWorkbookAsSaid(t *testing.T) {
	b := columnsShown(t, oddColumns)
	b.readAs("抬头", "主办单位名称")
	b.previewed()
	if !b.columnsOpen.keep.Checked {
		t.Error("after a correction it is not to be kept")
	}
	table := b.columnsOpen.state.table()
	column := b.column("抬头").column.Name
	b.press("采用")
	b.settled()
	last := b.engine.readings[len(b.engine.readings)-1]
	if got := last.Mapped[table.Fingerprint].Columns[column]; got != filing.EntityName.Key() {
		t.Fatalf("read with %+v", last.Mapped)
	}
	b.mustShow("已按新的对应关系读出 3 份备案")
	kept, err := job.OpenMappings(b.engine.kept)
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := kept.Lookup(table.Fingerprint); m.Columns[column] != filing.EntityName.Key() {
		t.Errorf("kept is %+v", m)
	}
	// The dialog comes up with what was said, and left to itself forgets it.
	b.askColumns()
	b.previewed()
	if got := b.column("抬头").field.Text; got != "主办单位名称" {
		t.Errorf("opened again, the column says %q", got)
	}
	b.press("恢复自动")
	b.previewed()
	b.press("采用")
	b.settled()
	if kept, err = job.OpenMappings(b.engine.kept); err != nil {
		t.Fatal(err)
	}
	if m, ok := kept.Lookup(table.Fingerprint); ok {
		t.Errorf("still kept is %+v", m)
	}
}

func TestAWorkbookThatChangedIsShownFirst(t *testing.T) {
	b := columnsShown(t, oddColumns)
	b.engine.found = &job.Reimport{Difference: new(job.Difference)}
	b.readAs("抬头", "主办单位名称")
	b.previewed()
	b.engine.changed.Store(true)
	open := b.desk.batch
	b.press("采用")
	b.settled()
	if _, err := os.Stat(b.engine.kept); b.desk.batch != open || !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("it was taken over, and kept: %v", err)
	}
	b.press("确认采用")
	b.settled()
	if _, err := os.Stat(b.engine.kept); b.desk.batch == open || err != nil {
		t.Errorf("it was not taken over, or not kept: %v", err)
	}
	if len(b.desk.reading.Mapped) != 1 {
		t.Errorf("it is read with %+v from now on", b.desk.reading)
	}
}

func TestWhatIsNotToBeKeptIsNot(t *testing.T) {
	b := columnsShown(t, oddColumns)
	b.readAs("别的", "不读取")
	test.Tap(b.columnsOpen.keep)
	b.previewed()
	b.press("采用")
	b.settled()
	if _, err := os.Stat(b.engine.kept); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file of mappings: %v", err)
	}
}

func TestCancelLeavesTheBatch(t *testing.T) {
	for _, leave := range []func(b *bench){
		func(b *bench) { b.press("取消") },
		func(b *bench) { b.columnsOpen.columns[0].field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		b := columnsShown(t, oddColumns)
		read := len(b.engine.readings)
		b.readAs("抬头", "主办单位名称")
		ctx := b.columnsOpen.ctx
		leave(b)
		b.drain()
		if len(b.engine.readings) != read || b.desk.task != nil || b.columnsOpen != nil || len(b.modals) > 0 {
			t.Errorf("read with %+v, dialog %v", b.engine.readings[read:], b.columnsOpen)
		}
		if ctx.Err() == nil {
			t.Error("the reading of the cells goes on")
		}
	}
}

func TestTwoColumnsForOneFieldBlock(t *testing.T) {
	b := columnsShown(t, oddColumns)
	b.readAs("别的", "网站名称")
	b.previewed()
	b.mustShow("与另一列读入同一项")
	b.mustShow("重复")
	if !b.columnsOpen.adopt.Disabled() {
		t.Fatal("it can be adopted")
	}
	read := len(b.engine.readings)
	test.Tap(b.columnsOpen.adopt)
	if len(b.engine.readings) != read || b.desk.task != nil {
		t.Fatal("it was adopted")
	}
	b.press("重复的列不读取")
	b.previewed()
	if b.columnsOpen.adopt.Disabled() {
		t.Error("settled, it cannot be adopted")
	}
	if got := b.column("网站名称").field.Text; got != "不读取" {
		t.Errorf("the other column says %q", got)
	}
}

func TestTheNewestChangeWins(t *testing.T) {
	b := columnsShown(t, oddColumns)
	before := len(b.engine.previews)
	b.engine.gate = make(chan struct{})
	b.readAs("抬头", "主体负责人姓名")
	b.readAs("抬头", "不读取")
	b.readAs("抬头", "主办单位名称")
	if !b.columnsOpen.adopt.Disabled() {
		t.Error("it can be adopted before its preview is there")
	}
	close(b.engine.gate)
	b.previewed()
	if n := len(b.engine.previews) - before; n != 1 {
		t.Errorf("%d previews were worked out, want the newest alone", n)
	}
	cells := b.columnsOpen.sample.cells[0]
	if cells[1].text != "样张第1号科技有限公司" || cells[3].text != "" {
		t.Errorf("the preview shows entity %q, person %q", cells[1].text, cells[3].text)
	}
}

func TestHiddenSheetsAreRememberedByTheirTables(t *testing.T) {
	file := filepath.Join(t.TempDir(), job.MappingsName)
	tables := []*job.Table{
		{Sheet: "一", State: tableRead, Fingerprint: "a"},
		{Sheet: "藏", State: tableHidden, SheetHidden: true, Fingerprint: "b"},
		{Sheet: "空", State: tableHidden, SheetHidden: true},
	}
	for _, on := range []bool{true, false} {
		kept, err := job.OpenMappings(file)
		if err != nil {
			t.Fatal(err)
		}
		s := newColumnState(job.Reading{}, kept)
		s.show(&job.Preview{Tables: tables}, nil)
		if hidden, read := s.hiddenSheets(); len(hidden) != 1 || read == on {
			t.Fatalf("hidden are %d tables, read %v", len(hidden), read)
		}
		s.readHiddenSheets(on)
		if m := s.reading().Mapped; len(m) != 1 || m["b"].HiddenSheet != on || !s.changed() {
			t.Errorf("read with %+v", m)
		}
		if err := s.remember(); err != nil {
			t.Fatal(err)
		}
		if m, _ := kept.Lookup("b"); m.HiddenSheet != on {
			t.Errorf("kept is %+v", m)
		}
	}
}

func TestMovingTheHeader(t *testing.T) {
	b := columnsShown(t, strings.Replace(oddColumns, "\n", "\n甲栏,乙栏,丙栏,丁栏,戊栏,己栏,\n", 1))
	b.mustShow("标题：第 1 行")
	test.Tap(b.columnsOpen.down)
	b.previewed()
	b.mustShow("标题：第 2 行")
	b.mustShow("A2")
	if b.columnsOpen.columns[0].column.Header != "甲栏" {
		t.Errorf("the first column is %q", b.columnsOpen.columns[0].column.Header)
	}
}

func TestTheBarSaysWhatWasNotRead(t *testing.T) {
	b := columnsShown(t, oddColumns)
	tables := b.columnsOpen.state.preview.Tables
	b.press("取消")
	if b.columns.view.Visible() {
		t.Error("it says something of a workbook that was read in full")
	}
	tables[0].Hidden, tables[0].HiddenRead = 2, true
	tables = append(tables, &job.Table{Sheet: "旧", State: tableHidden})
	b.engine.tables = tables
	b.Open(b.desk.workbook)
	b.settled()
	b.mustShow("列有内容但没有读取，2 行被隐藏（已读取），1 个工作表没有读取")
	test.Tap(b.columns.look)
	b.previewed()
	b.press("采用") // as it is
	if b.columns.view.Visible() {
		t.Error("it was looked at and says the same")
	}
}

func TestASearchFindsFieldsByAnyName(t *testing.T) {
	p := loadPhrases(filing.ZH)
	q := fieldQuestion{column: &job.TableColumn{Alternatives: []job.Alternative{{Field: filing.SiteName.Key()}}}, read: map[string]string{filing.SiteDomains.Key(): "C1"}}
	all := q.options(p)
	if all[0].key != job.SkipColumn || !all[1].heading || all[2].key != filing.SiteName.Key() {
		t.Errorf("it begins with %+v", all[:3])
	}
	for query, want := range map[string]filing.Field{"单位名称": filing.EntityName, "site.domains": filing.SiteDomains, "Entity person's mobile": filing.EntityPersonMobile} {
		found := matching(all, query)
		at := slices.IndexFunc(found, func(o fieldOption) bool { return o.key == want.Key() })
		if at < 0 || at > 0 && !slices.ContainsFunc(found[:at], func(o fieldOption) bool { return o.heading }) {
			t.Errorf("%q finds %+v", query, found)
		}
	}
	if found := matching(all, "没有这样的"); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
	at := slices.IndexFunc(all, func(o fieldOption) bool { return o.key == filing.SiteDomains.Key() })
	if !strings.Contains(all[at].note, "C1") {
		t.Errorf("a field that is read says %q", all[at].note)
	}
}

func TestNoHeaderCanBeSaid(t *testing.T) {
	b := newBench(t, &fakeEngine{filings: 3})
	dir := t.TempDir()
	b.engine.workbook = filepath.Join(dir, "列.csv")
	text := "甲栏,乙栏,丙栏\n样张第1号官网,site-1.example.cn,无\n样张第2号官网,site-2.example.cn,无\n"
	if err := os.WriteFile(b.engine.workbook, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Job.Open(context.Background(), b.engine.workbook, "", job.Options{})
	if err == nil {
		t.Fatal("the workbook has a header that is known")
	}
	b.engine.fail = err
	b.Open(b.engine.workbook)
	b.settled()
	b.press("指定标题行和列…")
	b.previewed()
	if !b.columnsOpen.adopt.Disabled() {
		t.Error("it can be adopted without any column")
	}
	b.readAs("甲栏", "网站名称")
	b.readAs("乙栏", "网站域名")
	b.previewed()
	b.engine.fail = nil
	b.press("采用")
	b.settled()
	if n := len(b.engine.readings); n != 1 || len(b.engine.readings[0].Mapped) != 1 {
		t.Errorf("opened with %+v", b.engine.readings)
	}
}
