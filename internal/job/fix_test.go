package job

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"beiandesk/internal/filing"
)

// openTable opens a .csv file of filings, without scans.
func openTable(t *testing.T, table string) *Batch {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	path := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(path, []byte(strings.TrimSpace(table)), 0o600); err != nil {
		t.Fatal(err)
	}
	today, _ := filing.ParseDate("2026-11-23")
	b, err := Open(context.Background(), path, "", Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func checked(t *testing.T, b *Batch) *Report {
	t.Helper()
	report, err := b.recheck(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// withSuggestion gives a filing of a report a finding that suggests a value.
func withSuggestion(report *Report, i int, rule string, severity filing.Severity, field filing.Field, suggest string) {
	r := &report.Filings[i]
	r.Findings = append(r.Findings, filing.Finding{Rule: rule, Severity: severity, Suggest: suggest}.At(r.Filing, field))
}

func bare(b *Batch) *Report {
	report := new(Report)
	for _, f := range b.Filings {
		report.Filings = append(report.Filings, FilingReport{Key: f.Key(), Filing: f})
	}
	return report
}

var shown = cmpopts.IgnoreUnexported(Fix{})

func TestFixWritesWhatIsSuggested(t *testing.T) {
	b := openSample(t, nil)
	out := filepath.Join(t.TempDir(), "改正.xlsx")
	report := checked(t, b)
	before, _ := os.ReadFile(b.Workbook)
	fixes, err := b.Fix(context.Background(), report, out, false)
	if err != nil {
		t.Fatal(err)
	}
	want := []Fix{
		{Filing: "003", Field: "site.name", Cell: "网站!G5", Rule: "site-name-forbidden-word", Applied: true, Old: "样张中国浦江商城", New: "样张浦江商城"},
		{Filing: "003", Field: "site.domains", Cell: "网站!I5", Rule: "domain-subdomain", Applied: true, Old: "www.yangzhang-pujiang-mall.com", New: "yangzhang-pujiang-mall.com"},
	}
	if diff := cmp.Diff(want, fixes, shown); diff != "" {
		t.Errorf("fixes (-want +got):\n%s", diff)
	}
	if after, _ := os.ReadFile(b.Workbook); string(after) != string(before) {
		t.Error("the workbook was changed")
	}
	if len(b.Edits()) > 0 {
		t.Error("the batch was changed")
	}
	mended, err := Open(context.Background(), out, "", b.opt)
	if err != nil {
		t.Fatal(err)
	}
	defer mended.Close()
	for _, r := range checked(t, mended).Filings {
		for _, f := range r.Findings {
			if f.Suggest != "" {
				t.Errorf("%s still suggests: %s", r.Key, f.Message)
			}
		}
	}
	if _, err := b.Fix(context.Background(), report, out, false); err == nil {
		t.Error("an existing copy was replaced")
	}
	if _, err := b.Fix(context.Background(), report, b.Workbook, true); err == nil {
		t.Error("the workbook was replaced")
	}
	var trouble *Trouble
	if _, err := b.Fix(context.Background(), report, out+".csv", true); !errors.As(err, &trouble) {
		t.Errorf("a .csv target gave %v", err)
	}
}

const table = `
编号,备案类型,主办单位名称,证件类型,网站名称,域名,主体负责人证件号码
1,新增网站,样张甲公司,营业执照,样张甲官网,www.jia.example.com,110101199003070010
2,新增网站,同上,营业执照,样张乙官网,yi.cn,110101199003070010
3,新增网站,同上,同上,样张丙官网,bing.cn,110101199003070010
`

func TestGravestSuggestionOfACellComesFirst(t *testing.T) {
	b := openTable(t, table)
	report := bare(b)
	withSuggestion(report, 0, "b", filing.Warn, filing.SiteName, "提醒")
	withSuggestion(report, 0, "a", filing.Block, filing.SiteName, "拦截")
	withSuggestion(report, 0, "c", filing.Block, filing.SiteName, "后来")
	withSuggestion(report, 1, "same", filing.Note, filing.SiteName, "样张乙官网")
	got := Suggestions(report, filing.ZH)
	if len(got) != 1 || got[0].New != "拦截" || got[0].Why != "" {
		t.Errorf("fixes are %+v, want the gravest alone", got)
	}
}

func TestSuggestionsForASharedCell(t *testing.T) {
	b := openSample(t, nil)
	var shared []int // filings of one entity
	for i, f := range b.Filings {
		if f.Cell(filing.EntityName) == b.Filings[1].Cell(filing.EntityName) {
			shared = append(shared, i)
		}
	}
	if len(shared) < 3 {
		t.Fatalf("only %d filings share the entity's row", len(shared))
	}
	report := bare(b)
	for n, i := range shared {
		withSuggestion(report, i, "agree", filing.Block, filing.EntityCertAddress, "样张路 2 号")
		withSuggestion(report, i, "differ", filing.Block, filing.EntityAddress, "样张路 "+itoa(n))
		withSuggestion(report, i, "choice", filing.Block, filing.EntityProvince, "64")
	}
	got := Suggestions(report, filing.ZH)
	if len(got) != 3 || got[0].Why != "" || got[1].Why != whyConflict.ZH || got[2].New != "宁夏" && got[2].New != "宁夏回族自治区" {
		t.Fatalf("fixes are %+v", got)
	}
	b.Apply(got[:1])
	for _, i := range shared {
		if b.Filings[i].Text(filing.EntityCertAddress) != "样张路 2 号" {
			t.Errorf("filing %s was left out", b.Filings[i].Key())
		}
	}
	if edits := b.Edits(); len(edits) != 1 || edits[0].Rule != "agree" {
		t.Errorf("edits are %+v, want one for the cell", edits)
	}
}

func TestCopyOfATableSpellsOutWhatRepeats(t *testing.T) {
	b := openTable(t, table)
	report := bare(b)
	withSuggestion(report, 0, "r", filing.Block, filing.EntityName, "样张丁公司")
	withSuggestion(report, 1, "r", filing.Block, filing.EntityName, "样张戊公司")
	withSuggestion(report, 0, "r", filing.Block, filing.SiteDomains, "a.cn\nb.cn")
	withSuggestion(report, 2, "r", filing.Block, filing.SiteRemark, "没有这一列")
	b.Apply(Suggestions(report, filing.ZH))
	out := filepath.Join(t.TempDir(), "改正.xlsx")
	fixes, err := b.SaveCorrected(context.Background(), out, false)
	if err != nil {
		t.Fatal(err)
	}
	var refused []string
	for _, f := range fixes {
		if !f.Applied {
			refused = append(refused, f.Field+" "+f.Why)
		}
	}
	if diff := cmp.Diff([]string{"site.remark " + whyNoCell.ZH}, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	got, err := Open(context.Background(), out, "", b.opt)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	for i, want := range []string{"样张丁公司", "样张戊公司", "样张甲公司"} {
		f := got.Filings[i]
		if f.Text(filing.EntityName) != want || f.Text(filing.EntityPersonIDNumber) != "110101199003070010" {
			t.Errorf("filing %d is of %q, %q", i, f.Text(filing.EntityName), f.Text(filing.EntityPersonIDNumber))
		}
		if i > 0 && f.Text(filing.EntityCertType) != b.Filings[i].Text(filing.EntityCertType) {
			t.Errorf("filing %d has the certificate %q", i, f.Text(filing.EntityCertType))
		}
	}
	if domains := got.Filings[0].List(filing.SiteDomains); !cmp.Equal(domains, []string{"a.cn", "b.cn"}) {
		t.Errorf("domains are %q", domains)
	}
}

func TestUndoAndRedo(t *testing.T) {
	b := openTable(t, table)
	first := b.Filings[0]
	report := bare(b)
	withSuggestion(report, 0, "r", filing.Block, filing.SiteName, "一")
	b.Apply(Suggestions(report, filing.ZH))
	report = bare(b)
	withSuggestion(report, 0, "r", filing.Block, filing.SiteName, "二")
	if n := b.Apply(Suggestions(report, filing.ZH)); n != 1 {
		t.Fatalf("%d corrections were made, want 1", n)
	}
	if first.Text(filing.SiteName) != "样张甲官网" {
		t.Error("a filing that somebody may be reading was changed")
	}
	names := func() (all []string) {
		undo, redo := b.Steps()
		for _, step := range []*Step{undo, redo} {
			if step == nil {
				all = append(all, "")
			} else {
				all = append(all, step.Fixes[0].New)
			}
		}
		return append(all, b.Filings[0].Text(filing.SiteName))
	}
	for _, step := range []struct {
		do   func() (bool, error)
		done bool
		want []string
	}{
		{b.Redo, false, []string{"二", "", "二"}},
		{b.Undo, true, []string{"一", "二", "一"}},
		{b.Undo, true, []string{"", "一", "样张甲官网"}},
		{b.Undo, false, []string{"", "一", "样张甲官网"}},
		{b.Redo, true, []string{"一", "二", "一"}},
	} {
		if done, err := step.do(); done != step.done || err != nil {
			t.Errorf("done is %v (%v), want %v", done, err, step.done)
		}
		if diff := cmp.Diff(step.want, names()); diff != "" {
			t.Errorf("undo, redo, name (-want +got):\n%s", diff)
		}
	}
	if edits := b.Edits(); len(edits) != 1 || edits[0].Old != "样张甲官网" || edits[0].New != "一" {
		t.Errorf("edits are %+v", edits)
	}
	if _, err := b.Undo(); err != nil {
		t.Error(err)
	}
	if edits := b.Edits(); len(edits) != 0 {
		t.Errorf("edits are %+v after everything was taken back", edits)
	}
}

// A correction goes to the cell it was read from; when the file has changed
// since, that may be another's.
func TestNothingIsWrittenIntoAWorkbookThatChanged(t *testing.T) {
	b := openTable(t, table)
	report := bare(b)
	withSuggestion(report, 0, "r", filing.Block, filing.SiteName, "甲改")
	b.Apply(Suggestions(report, filing.ZH))
	lines := strings.Split(strings.TrimSpace(table), "\n")
	lines[1], lines[2] = "9,新增网站,样张己公司,营业执照,样张己官网,ji.cn,110101199003070010", lines[1]
	if err := os.WriteFile(b.Workbook, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "改正.xlsx")
	if _, err := b.SaveCorrected(context.Background(), out, false); err == nil || isFile(out) {
		t.Errorf("a copy was written (%v)", err)
	}
}
