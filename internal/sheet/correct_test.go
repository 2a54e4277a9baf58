package sheet

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

func changeAt(sheet, cell, text string) Change {
	col, row, _ := parseRef(cell)
	return Change{filing.Cell{Sheet: sheet, Col: int32(col), Row: int32(row)}, text}
}

func correct(t *testing.T, src string, changes ...Change) (string, []filing.Text) {
	t.Helper()
	dst := filepath.Join(t.TempDir(), "corrected.xlsx")
	refused, err := Correct(context.Background(), src, dst, changes, nil)
	check(t, err)
	return dst, refused
}

func TestCorrectChangesCellsAndNothingElse(t *testing.T) {
	src := mineBook(t)
	before, err := os.ReadFile(src)
	check(t, err)
	dst, refused := correct(t, src,
		changeAt("Sheet1", "C2", "样张丙 & <公司>"),
		changeAt("Sheet1", "D2", "010203040506070809"),
		changeAt("Sheet1", "D4", ""),
		changeAt("Sheet1", "G2", "a.cn\nb.cn"),
		changeAt("Sheet1", "D3", "新行"),
		changeAt("Sheet1", "E9", "=1+1"),
		changeAt("Sheet1", "C2", "第二个不算"),
		changeAt("Sheet1", "H1", "公式"),
		changeAt("没有", "A1", "表"),
		Change{Text: "没有格子"})
	if after, err := os.ReadFile(src); err != nil || !bytes.Equal(before, after) {
		t.Error("the workbook itself was changed")
	}
	if diff := cmp.Diff([]filing.Text{{}, {}, {}, {}, {}, {}, {}, isFormula, noCell, noCell}, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	was, now := parts(t, src), parts(t, dst)
	for name := range was {
		if name != "xl/worksheets/sheet1.xml" && name != "xl/workbook.xml" && was[name] != now[name] {
			t.Errorf("%s was touched", name)
		}
	}
	if len(was) != len(now) || !strings.Contains(now["xl/workbook.xml"], `fullCalcOnLoad="1"`) {
		t.Errorf("%d parts, were %d; %s", len(now), len(was), now["xl/workbook.xml"])
	}
	f, err := excelize.OpenFile(dst)
	check(t, err)
	defer f.Close()
	for cell, want := range map[string]string{"A2": "1", "B2": "首次备案", "C2": "样张丙 & <公司>", "D2": "010203040506070809", "E2": "a.cn", "D4": "", "E4": "b.cn", "G2": "a.cn\nb.cn", "D3": "新行", "E9": "=1+1"} {
		if got, err := f.GetCellValue("Sheet1", cell); err != nil || got != want {
			t.Errorf("%s holds %q, want %q (%v)", cell, got, want, err)
		}
	}
	for _, cell := range []string{"E9", "C2"} {
		if formula, err := f.GetCellFormula("Sheet1", cell); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q", cell, formula)
		}
	}
	if formula, err := f.GetCellFormula("Sheet1", "H1"); err != nil || formula != "1+1" {
		t.Errorf("H1 holds the formula %q", formula)
	}
	id, err := f.GetCellStyle("Sheet1", "C2")
	check(t, err)
	if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold || style.NumFmt != 49 {
		t.Error("the cell's style is lost")
	}
	if notes := notesOf(t, f, "Sheet1"); notes["B2"] != "请核对类型" {
		t.Errorf("notes %v", notes)
	}
}

func TestCorrectSpeaksOfMergedCells(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"编号", "备案类型", "主办单位名称", "网站名称", "域名"}, {"1", "首次备案", "样张甲公司", "甲", "a.cn"}, {"2", "新增网站", "", "乙", "b.cn"}} {
		check(t, f.SetSheetRow("Sheet1", cellName(1, i+1), &row))
	}
	check(t, f.MergeCell("Sheet1", "C2", "C3"))
	src := filepath.Join(t.TempDir(), "merged.xlsx")
	check(t, f.SaveAs(src))
	dst, refused := correct(t, src, changeAt("Sheet1", "C2", "样张乙公司"), changeAt("Sheet1", "C3", "藏着"))
	if diff := cmp.Diff([]filing.Text{{}, underMerge}, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	book, err := Read(context.Background(), dst, Options{})
	check(t, err)
	for _, f := range book.Filings {
		if got := f.Text(filing.EntityName); got != "样张乙公司" {
			t.Errorf("filing %s is of %q", f.Key(), got)
		}
	}
	if strings.Contains(parts(t, dst)["xl/workbook.xml"], "fullCalcOnLoad") {
		t.Error("a workbook without formulas is to be calculated anew")
	}
}

// Cells and rows without an address count from their neighbours; what is put
// among them must not shift them.
func TestCorrectKeepsCellsWithoutAddresses(t *testing.T) {
	const sheetText = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c/><x:c><x:v>3</x:v></x:c></x:row><x:row r="4"><x:c r="C4"><x:f>A1</x:f><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	c := &cellCorrector{corrector: &corrector{changes: []Change{{Text: "B"}, {Text: "D"}, {Text: "二"}, {Text: "A"}, {Text: "公式"}}, refused: make([]filing.Text, 5)},
		rowEdit: rowEdit{e: newEdit([]byte(sheetText)), left: []spot{{col: 2, row: 1}, {col: 4, row: 1, change: 1}, {col: 1, row: 2, change: 2}, {col: 1, row: 4, change: 3}, {col: 3, row: 4, change: 4}}}}
	c.make = c.fresh
	check(t, tags([]byte(sheetText), c.visit))
	cell := func(ref, text string) string {
		return `<x:c r="` + ref + `" t="inlineStr"><x:is><x:t xml:space="preserve">` + text + `</x:t></x:is></x:c>`
	}
	want := `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>` +
		cell("B1", "B") + `<x:c><x:v>3</x:v></x:c>` + cell("D1", "D") + `</x:row><x:row r="2">` + cell("A2", "二") + `</x:row><x:row r="4">` + cell("A4", "A") +
		`<x:c r="C4"><x:f>A1</x:f><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	if diff := cmp.Diff(want, string(c.e.bytes())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.refused[4] != isFormula {
		t.Error("the formula was not refused")
	}
}

func TestCorrectMakesAWorkbookOfCSV(t *testing.T) {
	src := filepath.Join(t.TempDir(), "单.csv")
	check(t, os.WriteFile(src, []byte("编号,备案类型,主办单位名称,主体负责人证件号码,网站名称,域名\n001,首次备案,样张甲公司,110101199003070010,甲,www.a.cn\n"), 0o600))
	dst, refused := correct(t, src, changeAt("", "F2", "a.cn"))
	if refused[0] != (filing.Text{}) {
		t.Errorf("refused: %v", refused)
	}
	book, err := Read(context.Background(), dst, Options{})
	check(t, err)
	f := book.Filings[0]
	if f.Text(filing.SiteDomains) != "a.cn" || f.Text(filing.EntityPersonIDNumber) != "110101199003070010" || f.Key() != "001" {
		t.Errorf("read back %q %q %q", f.Text(filing.SiteDomains), f.Text(filing.EntityPersonIDNumber), f.Key())
	}
}

func TestCorrectNeverWritesTheWorkbook(t *testing.T) {
	src := mineBook(t)
	if _, err := Correct(context.Background(), src, src, nil, nil); err == nil {
		t.Error("the workbook itself was taken for a target")
	}
}
