package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

// fakeEngine makes batches of any size without files.
type fakeEngine struct {
	filings  int
	fail     error  // of opening
	password string // of the workbooks, "" for none
	panics   bool
	hang     chan struct{} // a check waits until it is closed or cancelled
	checks   atomic.Int32
	closed   atomic.Int32
	opened   []string
	wrote    []string // corrected copies

	// Of reading again: the scan folders, what is read and what that comes to; the
	// same as before when nil.
	again   []string
	now     []*filing.Filing
	found   *job.Reimport
	changed atomic.Bool
	own     *forms.Library // form files that batches were given
	gone    chan struct{}  // told of every batch that is closed; may be nil
	fakeColumns
}

func (e *fakeEngine) Open(ctx context.Context, workbook, scans string, opt job.Options) (Batch, error) {
	if e.panics {
		panic("the parser fell over")
	}
	if e.fail != nil {
		return nil, e.fail
	}
	for attempt := 1; e.password != ""; attempt++ {
		given, err := opt.Password(ctx, attempt)
		if err != nil {
			return nil, err
		}
		if given == e.password {
			break
		}
	}
	e.opened = append(e.opened, workbook, scans)
	e.readings = append(e.readings, opt.Reading)
	filings := fakeFilings(e.filings)
	return &fakeBatch{engine: e, filings: filings, read: filings, lang: opt.Lang}, nil
}

func (e *fakeEngine) Sample(_ context.Context, dir string) (string, string, error) {
	return filepath.Join(dir, "样例.xlsx"), dir, nil
}

func (e *fakeEngine) Template(string, bool, job.Options) error { return nil }

func (b *fakeBatch) LookAt(context.Context, string, int) (job.Look, error) {
	return job.Look{Image: image.NewGray(image.Rect(0, 0, 40, 30)), Width: 4000, Height: 3000, Bytes: 3 << 20}, nil
}

// fakeFilings are n filings; every seventh is blocked and every fifth warned.
func fakeFilings(n int) []*filing.Filing {
	filings := make([]*filing.Filing, n)
	for i := range filings {
		f := new(filing.Filing)
		set := func(field filing.Field, text string) {
			f.Set(field, filing.Value{Text: text, Cell: filing.Cell{Sheet: "网站", Col: int32(field) + 1, Row: int32(i) + 2}})
		}
		set(filing.FilingKey, fmt.Sprintf("%04d", i+1))
		set(filing.FilingKind, string(filing.NewEntity))
		set(filing.EntityName, fmt.Sprintf("样张第%d号科技（宁夏）有限公司", i+1))
		set(filing.EntityProvince, "64")
		set(filing.EntityLegalRep, "样某某")
		set(filing.SitePersonName, "范某")
		set(filing.SitePersonMobile, "13800000001")
		set(filing.SiteName, fmt.Sprintf("样张第%d号官网", i+1))
		set(filing.SiteDomains, fmt.Sprintf("site-%d.example.cn", i+1))
		f.Scans = map[filing.Slot][]string{filing.SlotEntityLicence: {"执照.jpg"}, filing.SlotEntityPersonID: {"正面.jpg", "反面.jpg"}}
		filings[i] = f
	}
	filing.Number(filings)
	return filings
}

type fakeBatch struct {
	engine  *fakeEngine
	filings []*filing.Filing
	read    []*filing.Filing
	done    []fakeStep
	undone  []fakeStep
	before  *fakeBatch // read again
	settled []bool

	collection *fakeCollection

	adjusted []provider.Adjustment
	cuts     []fakeCut
	printed  []job.PrintOptions
	unsure   string // file of which nothing tells which way is up
	both     bool   // the licence's file shows two sides
	lang     filing.Lang
	watch    *job.Progress
}

func (b *fakeBatch) All() []*filing.Filing         { return b.filings }
func (b *fakeBatch) Profile() *provider.Profile    { return provider.Default() }
func (b *fakeBatch) SetLang(lang filing.Lang)      { b.lang = lang }
func (b *fakeBatch) SetProgress(p *job.Progress)   { b.watch = p }
func (b *fakeBatch) text(zh, en string) string     { return filing.Text{ZH: zh, EN: en}.In(b.lang) }
func (b *fakeBatch) report(i int) job.FilingReport { return b.judged(i, b.filings[i]) }

func (b *fakeBatch) Close() error {
	b.engine.closed.Add(1)
	if b.engine.gone != nil {
		b.engine.gone <- struct{}{}
	}
	return nil
}

type fakeCut struct {
	file string
	cut  scan.Cut
}

func (b *fakeBatch) SetCut(file string, cut scan.Cut) error {
	b.done, b.undone = append(b.done, fakeStep{job.Step{Cut: &job.CutStep{File: file, Before: b.cutOf(file), After: cut}}, b.filings, b.filings}), nil
	b.cuts = append(b.cuts, fakeCut{file, cut})
	return nil
}

// cutOf returns how a file was cut last.
func (b *fakeBatch) cutOf(file string) (cut scan.Cut) {
	for _, c := range b.cuts {
		if c.file == file {
			cut = c.cut
		}
	}
	return cut
}

// fakeQuad is where documents lie in the fake pictures of 4000 by 3000 pixels.
var fakeQuad = [4][2]float64{{400, 300}, {3600, 320}, {3580, 2700}, {420, 2680}}

var fakeBack = [4][2]float64{{500, 2720}, {1500, 2720}, {1500, 2980}, {500, 2980}}

type fakeStep struct {
	job.Step
	before, after []*filing.Filing
}

func (b *fakeBatch) Check(ctx context.Context) (*job.Report, error) {
	b.engine.checks.Add(1)
	if b.engine.hang != nil {
		select {
		case <-b.engine.hang:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	r := &job.Report{Batch: []filing.Finding{{Rule: "scan-unmatched", Severity: filing.Note,
		Message: b.text("有 3 个文件没有对应的备案", "3 files belong to no filing")}}}
	for i := range b.filings {
		r.Filings = append(r.Filings, b.report(i))
	}
	for _, a := range b.adjusted {
		r.Adjusted = append(r.Adjusted, job.AdjustedRule{Rule: a.Rule, Was: filing.Block, Now: a.Severity, Reason: a.Reason, Only: a.Filings, Findings: 2, File: job.ProjectRules, Line: 3})
	}
	return r, nil
}

func (b *fakeBatch) judged(i int, f *filing.Filing) job.FilingReport {
	var found []filing.Finding
	if i%7 == 2 && !strings.HasSuffix(f.Text(filing.SiteName), "商城") {
		found = append(found, filing.Finding{Rule: "site-name-forbidden-word", Severity: filing.Block, Source: "guide 九.2.1",
			Message: b.text("网站名称含有“中国”", "the site's name holds 中国"),
			Remedy:  b.text("请改名", "please rename it"), Suggest: fmt.Sprintf("样张%d号商城", i+1)}.At(f, filing.SiteName))
	}
	if i%5 == 1 {
		found = append(found, filing.Finding{Rule: "scan-blurred", Severity: filing.Warn, Slot: filing.SlotEntityLicence,
			Message: b.text("图片不够清晰", "the picture is blurred")}.At(f, filing.ScanEntityLicence))
	}
	return job.FilingReport{Key: f.Key(), Kind: f.Kind(), Route: filing.Electronic, Status: filing.StatusOf(found), Findings: found,
		Papers: []filing.Paper{filing.Authorization, filing.Commitment}, Filing: f, Wave: 1 + i%2, Earliest: "2026-12-01", After: map[int]string{1: "0001"}[i], Confirm: []job.Confirmation{
			{ID: "closed", Phase: "before", Text: b.text("网站已关闭", "the site is closed"), How: b.text("逐个打开", "open each"), Source: "guide 八.1"},
			{ID: "police", Phase: "after", Text: b.text("已办理公安备案", "filed with the police")}}}
}

func (b *fakeBatch) Pictures(_ context.Context, f *filing.Filing, slot filing.Slot) ([]job.Picture, error) {
	if len(f.Scans[slot]) == 0 {
		return nil, nil
	}
	img := image.NewRGBA(image.Rect(0, 0, 150, 110))
	for i := range img.Pix {
		img.Pix[i] = 0x99
	}
	img.Set(3, 3, color.White)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, nil); err != nil {
		return nil, err
	}
	var places []scan.Place
	cuts := make([]scan.Cut, len(f.Scans[slot]))
	for i, file := range f.Scans[slot] {
		places = append(places, scan.Place{File: file, Page: 1, Quad: fakeQuad})
		cuts[i] = b.cutOf(file)
		if cuts[i].Placed() {
			places[i].Quad = cuts[i].Corners
		}
		places[i].UprightUnsure = file == b.unsure && !cuts[i].Upright
	}
	if b.both && slot == filing.SlotEntityLicence {
		places = append(places, scan.Place{File: places[0].File, Page: 1, Quad: fakeBack})
	}
	return []job.Picture{{Sources: f.Scans[slot], Cuts: cuts, JPEG: buf.Bytes(), Result: scan.Result{Quality: 82, Places: places, Steps: []filing.Text{{ZH: "裁剪", EN: "cropped"}}}}}, nil
}

func (b *fakeBatch) Papers(_ context.Context, dir, bundle string, _ job.PaperOptions) (*job.PapersReport, error) {
	return &job.PapersReport{Files: []job.PaperReport{{Path: filepath.Join(dir, "授权书.pdf"), Pages: 1}}, Pages: 1, Bundle: bundle}, nil
}

func (b *fakeBatch) Export(ctx context.Context, dest string, _ job.ExportOptions) (*job.Report, error) {
	r, err := b.Check(ctx)
	if err == nil {
		r.Summary.Blocked = 1
		r.Package = &job.PackageReport{Path: dest, Files: 12, Bytes: 3 << 20}
	}
	return r, err
}

func (b *fakeBatch) Adjust(a provider.Adjustment) error {
	b.adjusted = append(b.adjusted, a)
	return nil
}

// Corrections, by filing and field.

func (b *fakeBatch) Apply(fixes []job.Fix) int {
	now := slices.Clone(b.filings)
	for _, fix := range fixes {
		field, _ := filing.ByKey(fix.Field)
		for i, f := range now {
			if f.Key() == fix.Filing {
				now[i] = f.Clone()
				now[i].SetRaw(field, fix.New, f.Get(field).Cell)
			}
		}
	}
	b.done, b.undone = append(b.done, fakeStep{job.Step{Fixes: fixes}, b.filings, now}), nil
	b.filings = now
	return len(fixes)
}

func (b *fakeBatch) Undo() (bool, error) {
	last := b.done[len(b.done)-1]
	b.done, b.undone, b.filings = b.done[:len(b.done)-1], append(b.undone, last), last.before
	if c := last.Cut; c != nil {
		b.cuts = append(b.cuts, fakeCut{c.File, c.Before})
	}
	return true, nil
}

func (b *fakeBatch) Redo() (bool, error) {
	last := b.undone[len(b.undone)-1]
	b.undone, b.done, b.filings = b.undone[:len(b.undone)-1], append(b.done, last), last.after
	if c := last.Cut; c != nil {
		b.cuts = append(b.cuts, fakeCut{c.File, c.After})
	}
	return true, nil
}

func (b *fakeBatch) Steps() (undo, redo *job.Step) {
	if n := len(b.done); n > 0 {
		undo = &b.done[n-1].Step
	}
	if n := len(b.undone); n > 0 {
		redo = &b.undone[n-1].Step
	}
	return undo, redo
}

func (b *fakeBatch) Edits() (all []job.Fix) {
	for _, step := range b.done {
		all = append(all, step.Fixes...)
	}
	return all
}

func (b *fakeBatch) SaveCorrected(_ context.Context, file string, _ bool) ([]job.Fix, error) {
	fixes := b.Edits()
	for i := range fixes {
		fixes[i].Applied = i > 0
		if i == 0 {
			fixes[i].Why = "单元格里是公式"
		}
	}
	b.engine.wrote = append(b.engine.wrote, file)
	return fixes, nil
}

func (b *fakeBatch) Annotate(context.Context, *job.Report, string, bool) error { return nil }

// bench is a window on a fake engine. What the window posts waits until the
// test lets it happen, on the test's goroutine.
type bench struct {
	*Window
	t      testing.TB
	engine *fakeEngine
	posted chan func()
	system *fakeDesktop
}

func newBench(t testing.TB, engine *fakeEngine) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	b := &bench{t: t, engine: engine, posted: make(chan func(), 1000), system: &fakeDesktop{opened: make(chan string, 10)}}
	b.Window = New(a, Params{Engine: engine, Desktop: b.system, SampleDir: "sample", Version: "test", Post: func(f func()) { b.posted <- f }, WindowSize: fyne.NewSize(1280, 800)})
	t.Cleanup(func() {
		b.gallery.stop()
		b.proofs.stop()
		b.desk.tray.Close()
		b.desk.closed = true
		b.desk.stop()
		b.drain()
	})
	return b
}

// settle lets posted work happen until the condition holds.
func (b *bench) settle(until func() bool) {
	b.t.Helper()
	for !until() {
		select {
		case f := <-b.posted:
			f()
		case <-b.t.(interface{ Context() context.Context }).Context().Done():
			b.t.Fatal("the test ended before the window settled")
		}
	}
}

// idle lets posted work happen until no task runs.
func (b *bench) settled() { b.t.Helper(); b.settle(func() bool { return b.desk.task == nil }) }

// drain lets everything happen that was posted.
func (b *bench) drain() {
	for {
		select {
		case f := <-b.posted:
			f()
		default:
			return
		}
	}
}

var errDisk = errors.New("disk on fire")
