package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

var reportRows = []ReportRow{
	{Severity: filing.Note, Message: "列“内部备注”未读取", Rule: "sheet-column-unknown", Place: "网站!F4"},
	{Filing: "001", Kind: filing.NewEntity, Entity: "样张甲公司", Site: "甲官网", Status: filing.Ready},
	{Filing: "002", Kind: filing.CancelSite, Entity: "样张乙公司", Status: filing.Blocked, Severity: filing.Warn, Place: "网站!C7", Field: "site.name", Message: "=1+1", Remedy: "改", Rule: "b", Source: "guide 九"},
	{Filing: "002", Kind: filing.CancelSite, Entity: "样张乙公司", Status: filing.Blocked, Severity: filing.Block, Place: "网站!D7", Field: "site.domains", Message: "缺", Rule: "a"},
	{Filing: "003", Kind: filing.NewSite, Entity: "样张丙公司", Status: filing.Warned, Severity: filing.Warn, Message: "x"},
}

var planRows = []PlanRow{
	{Wave: 1, Earliest: "2026-11-24", Filing: "002", Kind: filing.NewSite, Entity: "样张乙公司", Site: "乙官网", Domains: []string{"a.cn", "b.cn"}, Route: filing.Manual, Entry: "新增申请", Papers: []string{"核验单", "授权书"}, Status: filing.Warned, Missing: []string{"域名实名认证截图"}, Remarks: []string{"=now()"}},
	{Wave: 1, Earliest: "2026-11-26", Filing: "003", Kind: filing.NewEntity, Entity: "样张丙公司", Route: filing.Electronic, Status: filing.Ready},
	{Wave: 2, Earliest: "2026-12-24", Filing: "001", Kind: filing.ChangeIP, Entity: "样张甲公司", Route: filing.Electronic, Status: filing.Ready},
}

func open(t *testing.T, write func(*bytes.Buffer) error) *excelize.File {
	t.Helper()
	var a, b bytes.Buffer
	check(t, write(&a))
	check(t, write(&b))
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same content gave other bytes")
	}
	f, err := excelize.OpenReader(&a)
	check(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWriteReport(t *testing.T) {
	h := Heading{Batch: "sample.xlsx", Day: "2026-11-24"}
	f := open(t, func(b *bytes.Buffer) error { return WriteReport(b, h, reportRows, nil, filing.ZH) })
	rows, err := f.GetRows("检查报告")
	check(t, err)
	if diff := cmp.Diff([][]string{{"3", "1", "1", "1", "4"}, {"备案总数", "可提交", "有提醒", "被拦截", "发现的问题"}}, rows[2:4]); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, r := range rows[6:] {
		got = append(got, strings.Join([]string{r[0], r[1], r[5]}, "|"))
	}
	if diff := cmp.Diff([]string{"|说明|列“内部备注”未读取", "002|拦截|缺", "002|提醒|=1+1", "003|提醒|x"}, got); diff != "" {
		t.Error(diff)
	}
	if formula, err := f.GetCellFormula("检查报告", "F9"); err != nil || formula != "" {
		t.Errorf("formula %q", formula)
	}
	filings, err := f.GetRows("备案一览")
	check(t, err)
	if diff := cmp.Diff([]string{"002", "注销网站", "样张乙公司", "", "被拦截", "1", "1", "0"}, filings[4]); diff != "" {
		t.Error(diff)
	}
	if size, err := f.GetSheetDimension("检查报告"); err != nil || size != "A1:I10" {
		t.Errorf("dimension %s", size)
	}
	english := open(t, func(b *bytes.Buffer) error { return WriteReport(b, h, reportRows, nil, filing.EN) })
	if v, err := english.GetCellValue("Check report", "B8"); err != nil || v != "Blocks" {
		t.Errorf("English severity %q", v)
	}
}

func TestWritePlan(t *testing.T) {
	h := Heading{Batch: "sample.xlsx", Day: "2026-11-24", Notes: []string{"初审约 1 个工作日"}}
	f := open(t, func(b *bytes.Buffer) error { return WritePlan(b, h, planRows, filing.ZH) })
	rows, err := f.GetRows("提交计划")
	check(t, err)
	if diff := cmp.Diff([]string{"2", "3", "2", "1"}, rows[3][:4]); rows[2][0] != "初审约 1 个工作日" || diff != "" {
		t.Errorf("%q %s", rows[:4], diff)
	}
	want := []string{"1", "2026-11-24", "002", "新增网站\n新增申请", "样张乙公司", "乙官网\na.cn\nb.cn", "人工核验\n核验单\n授权书", "有提醒", "域名实名认证截图", "=now()"}
	if diff := cmp.Diff(want, rows[8][:10]); diff != "" {
		t.Error(diff)
	}
	var first []string
	for _, r := range rows[7:] {
		first = append(first, r[0])
	}
	if diff := cmp.Diff([]string{"第 1 批　2 份，可以同时提交，最早 2026-11-24 至 2026-11-26", "1", "2", "第 2 批　1 份，各等前面一份通过后提交，最早 2026-12-24", "3"}, first); diff != "" {
		t.Error(diff)
	}
	merged, err := f.GetMergeCells("提交计划")
	check(t, err)
	if len(merged) != 2 || merged[0].GetStartAxis() != "A8" || merged[0].GetEndAxis() != "L8" {
		t.Errorf("merged %v", merged)
	}
}

// readableWidth is how many digits wide a sheet may be that A4 landscape holds at
// 60 % of its size or more.
const readableWidth = 195

func TestListsCanBeReadOnPaper(t *testing.T) {
	adjusted := []AdjustedRow{{Rule: "domain-expires-soon", Title: "域名即将到期"}}
	for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
		for name, f := range map[string]*excelize.File{
			"report": open(t, func(b *bytes.Buffer) error { return WriteReport(b, Heading{}, reportRows, adjusted, lang) }),
			"plan":   open(t, func(b *bytes.Buffer) error { return WritePlan(b, Heading{}, planRows, lang) }),
		} {
			titles := make(map[string]bool)
			for _, defined := range f.GetDefinedName() {
				titles[defined.Scope] = titles[defined.Scope] || defined.Name == "_xlnm.Print_Titles"
			}
			for _, sheet := range f.GetSheetList() {
				columns, err := f.GetCols(sheet)
				check(t, err)
				sum := 0.0
				for i := range columns {
					width, err := f.GetColWidth(sheet, string(rune('A'+i)))
					check(t, err)
					sum += width
				}
				if sum > readableWidth {
					t.Errorf("%s, %s: %.0f digits wide, want %d at most", name, sheet, sum, readableWidth)
				}
				layout, err := f.GetPageLayout(sheet)
				check(t, err)
				footer, err := f.GetHeaderFooter(sheet)
				check(t, err)
				if *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || !titles[sheet] || !strings.Contains(footer.OddFooter, "&P / &N") {
					t.Errorf("%s, %s: printed %s, %d wide, titles %t, footer %q", name, sheet, *layout.Orientation, *layout.FitToWidth, titles[sheet], footer.OddFooter)
				}
			}
		}
	}
}

func TestWriteEmptyLists(t *testing.T) {
	open(t, func(b *bytes.Buffer) error { return WriteReport(b, Heading{}, nil, nil, filing.ZH) })
	open(t, func(b *bytes.Buffer) error { return WritePlan(b, Heading{}, nil, filing.EN) })
}

// What the user switched off is told on a sheet of its own, and nowhere when
// nothing was.
func TestReportTellsOfAdjustedRules(t *testing.T) {
	adjusted := []AdjustedRow{
		{Rule: "site-name-unrelated", Title: "网站名称与主办单位无关联", Was: filing.Warn, Now: "off", Reason: "均为自有品牌", Only: []string{"江苏省"}, Findings: 3, Place: "备案规则.toml:1"},
		{Rule: "domain-expires-soon", Title: "域名即将到期", Was: filing.Warn, Now: filing.Block, Reason: "一律先续费", Place: "备案规则.toml:6"},
	}
	f := open(t, func(b *bytes.Buffer) error {
		return WriteReport(b, Heading{Day: "2026-11-24"}, reportRows, adjusted, filing.ZH)
	})
	rows, err := f.GetRows("已调整的规则")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"网站名称与主办单位无关联", "site-name-unrelated", filing.Warn.Label().ZH, "不检查", "均为自有品牌", "江苏省", "3", "备案规则.toml:1"},
		{"域名即将到期", "domain-expires-soon", filing.Warn.Label().ZH, filing.Block.Label().ZH, "一律先续费", "", "0", "备案规则.toml:6"},
	}
	if len(rows) < 2 {
		t.Fatalf("the sheet holds %q", rows)
	}
	if diff := cmp.Diff(want, rows[len(rows)-2:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f = open(t, func(b *bytes.Buffer) error { return WriteReport(b, Heading{}, reportRows, nil, filing.ZH) })
	if i, err := f.GetSheetIndex("已调整的规则"); err != nil || i >= 0 {
		t.Errorf("a report without adjustments has the sheet (%d, %v)", i, err)
	}
}
