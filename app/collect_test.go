package app

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// fakeCollection finds a page that is in order, one without a seal, and one
// without a mark in every file that it is given.
type fakeCollection struct {
	batch    *fakeBatch
	files    []string
	assigned []job.Assignment
	existing []string
	wrote    []string
	forced   bool
	hang     chan struct{} // looking waits until it is cancelled
}

func (b *fakeBatch) Collection() Collection {
	if b.collection == nil {
		b.collection = &fakeCollection{batch: b}
	}
	return b.collection
}

func (c *fakeCollection) Look(ctx context.Context, files []string) error {
	if c.hang != nil {
		c.files = append(c.files, files[0])
		close(c.hang)
		<-ctx.Done()
		return ctx.Err()
	}
	c.files = append(c.files, files...)
	return nil
}

func (c *fakeCollection) Assign(_ context.Context, a job.Assignment) error {
	c.assigned = append(c.assigned, a)
	return nil
}

func (c *fakeCollection) Papers(key string) []job.PaperOfFiling {
	return []job.PaperOfFiling{{Filing: key, Paper: filing.Authorization, Label: "网站负责人授权书", Pages: 1}, {Filing: key, Paper: filing.Commitment, Label: "承诺书", Pages: 2}}
}

func (c *fakeCollection) Report(string) *job.CollectReport {
	yes, no := true, false
	r := &job.CollectReport{Missing: []job.MissingPaper{{Filing: "0003", Paper: filing.Commitment, Pages: []int{2}}, {Filing: "0004", Paper: filing.Authorization}}}
	for _, file := range c.files {
		r.Pages = append(r.Pages,
			job.CollectedPage{Source: file, Page: 1, Filing: "0001", Paper: filing.Authorization, PaperPage: 1, PaperPages: 1, Sealed: &yes, Signed: &yes},
			job.CollectedPage{Source: file, Page: 2, Filing: "0002", Paper: filing.Commitment, PaperPage: 1, PaperPages: 2, Sealed: &no, Signed: &yes,
				Findings: []filing.Finding{{Rule: "paper-unsealed", Severity: filing.Block, Message: c.batch.text("没有看到公章", "no seal was seen"), Remedy: c.batch.text("请核对", "check it")}}})
		if n := len(c.files); n > 1 && file == c.files[n-1] {
			r.Pages[len(r.Pages)-1].Findings = []filing.Finding{{Rule: "paper-page-twice", Severity: filing.Note, Message: c.batch.text("是同一页", "are the same page")}}
		}
		if len(c.assigned) == 0 {
			r.Unmatched = append(r.Unmatched, job.UnmatchedPage{Source: file, Page: 3, Findings: []filing.Finding{{Rule: "paper-unmatched", Severity: filing.Warn,
				Message: c.batch.text("没有读出回收标记", "no mark could be read"), Args: filing.Args{"filing": "0005"}}}})
		}
	}
	return r
}

func (c *fakeCollection) Existing(string) []string { return c.existing }

func (c *fakeCollection) Write(_ context.Context, dir string, force bool) (*job.CollectReport, error) {
	c.wrote, c.forced = append(c.wrote, dir), force
	r := c.Report(dir)
	r.Files = make([]job.CollectedFile, 2)
	return r, nil
}

func (c *fakeCollection) PageAt(_ context.Context, _ string, page, _ int) (job.Look, error) {
	return job.Look{Image: image.NewGray(image.Rect(0, 0, 21, 20+page))}, nil
}

// collecting is a window of 14 filings onto which a scan was dropped.
func collecting(t *testing.T) (*bench, *fakeCollection) {
	t.Helper()
	b := opened(t, 14)
	scan := filepath.Join(t.TempDir(), "扫描件.pdf")
	if err := os.WriteFile(scan, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Open(scan)
	b.settled()
	return b, b.desk.batch.(*fakeBatch).collection
}

func TestDroppedScansAreSorted(t *testing.T) {
	b, made := collecting(t)
	if len(made.files) != 1 {
		t.Fatalf("looked at %v", made.files)
	}
	for _, text := range []string{"归入 2 页，其中 1 页有问题；没有归属 1 页；尚缺 2 份。", "扫描件.pdf 第 3 页", "没有读出标记", "没有读出回收标记",
		"0001 样张第1号官网", "已盖章 · 已签字", "0002 样张第2号官网", "未盖章 · 已签字", "0003 样张第3号官网", "缺第 2 页", "没有收到"} {
		b.mustShow(text)
	}
	// The first page is in view: the one that wants sorting.
	b.settle(func() bool { return b.collecting.picture.Image != nil })
	if h := b.collecting.picture.Image.Bounds().Dy(); h != 23 {
		t.Errorf("page %d is in view, want 3", h-20)
	}
	test.Tap(b.collecting.chips[collectTrouble].touch)
	if rows := b.collecting.found.shown; len(rows) != 1 || b.collecting.found.rows[rows[0]].filing != "0002" {
		t.Errorf("shown are %v", rows)
	}
	b.collecting.list.Select(0)
	b.mustShow("→ 请核对")
}

func TestAPageThatCameTwiceIsToldApart(t *testing.T) {
	b, made := collecting(t)
	if b.shows("重复") {
		t.Error("there is a chip for what came twice before anything did")
	}
	b.collecting.add([]string{made.files[0] + ".jpg"})
	b.settled()
	b.mustShow("重复")
	b.mustShow("同一页扫描了两次，未采用")
	b.mustShow("归入 4 页，其中 1 页有问题")
}

func TestAPageIsAssignedByHand(t *testing.T) {
	b, made := collecting(t)
	a := b.collecting.assigner
	if got := a.filing.Text; got != "0005 样张第5号官网" {
		t.Errorf("proposed is %q, want the filing that the page may belong to", got)
	}
	a.filing.SetText("0007 样张第7号官网")
	a.paper.SetSelectedIndex(1)
	a.page.SetSelectedIndex(1)
	b.press("指定归属")
	b.settled()
	want := job.Assignment{File: made.files[0], Page: 3, Filing: "0007", Paper: filing.Commitment, PaperPage: 2}
	if !slices.Equal(made.assigned, []job.Assignment{want}) {
		t.Errorf("assigned %+v, want %+v", made.assigned, want)
	}
	b.mustShow("没有归属 0 页")
	a.filing.SetText("没有这个")
	if !a.give.Disabled() {
		t.Error("nothing that is known can be assigned")
	}
}

func TestSignedPapersAreWrittenAndReadAgain(t *testing.T) {
	b, made := collecting(t)
	made.existing = []string{"/材料/0001_授权书.jpg"}
	b.press("写入材料文件夹")
	b.mustShow("已有 1 个同名文件，如 0001_授权书.jpg")
	b.escape()
	if len(made.wrote) != 0 {
		t.Fatal("it was written before the user agreed")
	}
	scans := b.desk.scans
	b.press("写入材料文件夹")
	b.press("替换")
	b.settled()
	if !slices.Equal(made.wrote, []string{scans}) || !made.forced {
		t.Errorf("wrote %v, forced %v", made.wrote, made.forced)
	}
	if b.collecting != nil || len(b.modals) != 0 {
		t.Error("the dialog is still open")
	}
	if !slices.Equal(b.engine.again, []string{scans}) {
		t.Errorf("read again with %v", b.engine.again)
	}
}

func TestSortingStopsWithItsDialog(t *testing.T) {
	b := opened(t, 3)
	made := b.desk.batch.Collection().(*fakeCollection)
	made.hang = make(chan struct{})
	b.collect([]string{"a.pdf"})
	<-made.hang
	b.mustShow("停止")
	b.escape()
	b.settled()
	if b.collecting != nil || len(b.modals) != 0 {
		t.Error("the dialog is still open")
	}
}

func TestWhatWasReadBeforeAStopIsShown(t *testing.T) {
	b := opened(t, 3)
	made := b.desk.batch.Collection().(*fakeCollection)
	made.hang = make(chan struct{})
	b.collect([]string{"a.pdf", "b.pdf"})
	<-made.hang
	b.press("停止")
	b.settled()
	b.mustShow("归入 2 页，其中 1 页有问题")
	b.mustShow("a.pdf 第 3 页")
}

func TestSortingHasNoEnglishLeftovers(t *testing.T) {
	b, _ := collecting(t)
	for _, text := range b.texts() {
		if strings.Contains(text, "⟦") {
			t.Errorf("%q has no translation", text)
		}
	}
	b.escape()
	b.setLang(filing.EN)
	b.settled()
	b.collect([]string{"b.pdf"})
	b.settled()
	b.mustShow("Put into scan folder")
	b.mustShow("not sealed · signed")
}
