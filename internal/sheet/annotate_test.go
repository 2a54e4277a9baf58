package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// mineBook is a workbook of a user: styles, widths, a formula, a note on B2,
// a picture, a second sheet.
func mineBook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	rows := [][]any{{"编号", "备案类型", "主办单位名称", "网站名称", "域名"}, {"1", "首次备案", "样张甲公司", "甲官网", "a.cn"}, nil, {"2", "新增网站", "样张乙公司", "乙官网", "b.cn"}}
	for i, row := range rows {
		if row != nil {
			check(t, f.SetSheetRow("Sheet1", cellName(1, i+1), &row))
		}
	}
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FF0000"}, NumFmt: 49})
	check(t, err)
	check(t, f.SetCellStyle("Sheet1", "C2", "C2", style))
	check(t, f.SetColWidth("Sheet1", "C", "C", 44))
	check(t, f.SetCellFormula("Sheet1", "H1", "1+1"))
	check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: "小明", Text: "请核对类型"}))
	check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "小明", Text: "编号自定"}))
	_, err = f.NewSheet("别的")
	check(t, err)
	check(t, f.SetCellValue("别的", "A1", "不动"))
	path := filepath.Join(t.TempDir(), "mine.xlsx")
	check(t, f.SaveAs(path))
	return path
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func annotate(t *testing.T, src string, marks ...Mark) string {
	t.Helper()
	dst := filepath.Join(t.TempDir(), "annotated.xlsx")
	check(t, Annotate(context.Background(), src, dst, marks, filing.ZH, nil))
	return dst
}

func parts(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	check(t, err)
	defer z.Close()
	all := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		data, err := io.ReadAll(r)
		check(t, err)
		all[f.Name] = string(data)
	}
	return all
}

func markAt(sheet, cell string, severity filing.Severity, message string) Mark {
	col, row, _ := parseRef(cell)
	if col == 0 { // the row alone
		_, row, _ = parseRef("A" + cell)
	}
	return Mark{Cell: filing.Cell{Sheet: sheet, Col: int32(col), Row: int32(row)}, Severity: severity, Rule: "rule", Filing: "1", Field: "site.name", Message: message, Remedy: "请改正"}
}

func TestAnnotate(t *testing.T) {
	src := mineBook(t)
	before, err := os.ReadFile(src)
	check(t, err)
	dst := annotate(t, src,
		markAt("Sheet1", "C2", filing.Note, "小事"),
		markAt("Sheet1", "C2", filing.Block, "=HYPERLINK(\"x\")"),
		markAt("Sheet1", "B2", filing.Warn, "类型"),
		markAt("Sheet1", "G2", filing.Block, "空格子"),
		markAt("Sheet1", "D3", filing.Warn, "空行"),
		markAt("Sheet1", "4", filing.Warn, "整行"),
		markAt("Sheet1", "E9", filing.Note, "很下面"),
		Mark{Severity: filing.Warn, Rule: "batch", Message: "批次"})
	if after, err := os.ReadFile(src); err != nil || !bytes.Equal(before, after) {
		t.Error("the workbook itself was changed")
	}
	was, now := parts(t, src), parts(t, dst)
	for _, name := range []string{"xl/worksheets/sheet2.xml", "xl/theme/theme1.xml", "docProps/core.xml", "xl/sharedStrings.xml"} {
		if was[name] == "" || was[name] != now[name] {
			t.Errorf("%s was touched", name)
		}
	}
	f, err := excelize.OpenFile(dst)
	check(t, err)
	defer f.Close()
	for cell, colour := range map[string]string{"C2": "F9C9C4", "B2": "FDE7A9", "G2": "F9C9C4", "D3": "FDE7A9", "A4": "FDE7A9", "E9": "D6E6F8", "E2": ""} {
		if got := fillAt(t, f, "Sheet1", cell); got != colour {
			t.Errorf("%s has the colour %q, want %q", cell, got, colour)
		}
	}
	id, err := f.GetCellStyle("Sheet1", "C2")
	check(t, err)
	style, err := f.GetStyle(id)
	check(t, err)
	if style.Font == nil || !style.Font.Bold || style.NumFmt != 49 {
		t.Error("the cell's own style is lost")
	}
	if width, err := f.GetColWidth("Sheet1", "C"); err != nil || width != 44 {
		t.Errorf("column C is %v wide", width)
	}
	if formula, err := f.GetCellFormula("Sheet1", "H1"); err != nil || formula != "1+1" {
		t.Errorf("formula %q", formula)
	}
	notes := notesOf(t, f, "Sheet1")
	if got := notes["B2"]; !strings.HasPrefix(got, "请核对类型\n"+noteMark) || !strings.Contains(got, "[提醒] 类型\n→ 请改正") {
		t.Errorf("the note on B2 is %q", got)
	}
	if got := notes["C2"]; strings.Index(got, "HYPERLINK") > strings.Index(got, "小事") || !strings.HasPrefix(got, noteMark) {
		t.Errorf("the note on C2 is %q", got)
	}
	if notes["A1"] != "编号自定" || len(notes) != 7 {
		t.Errorf("%d notes, A1 %q", len(notes), notes["A1"])
	}
	if got := boxes(now); len(got) != 7 || !got["D3"] || !got["A1"] {
		t.Errorf("boxes %v", got)
	}
	if list := f.GetSheetList(); !cmp.Equal(list, []string{"Sheet1", "别的", issueSheet}) {
		t.Errorf("sheets %v", list)
	}
	listRows, err := f.GetRows(issueSheet)
	check(t, err)
	if len(listRows) != issueHead+8 || listRows[issueHead][2] != "Sheet1!C2" || listRows[issueHead][4] != "=HYPERLINK(\"x\")" || listRows[issueHead][3] != "网站名称" {
		t.Errorf("the list is %q", listRows)
	}
	if formula, err := f.GetCellFormula(issueSheet, "E4"); err != nil || formula != "" {
		t.Error("a message became a formula")
	}
	if ok, target, err := f.GetCellHyperLink(issueSheet, "C4"); err != nil || !ok || target != "'Sheet1'!C2" {
		t.Errorf("the link leads to %q", target)
	}
}

// fillAt returns the colour of a cell. It looks into the styles themselves,
// because excelize's GetStyle knows no colours in a workbook without a theme.
func fillAt(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	check(t, err)
	xf := f.Styles.CellXfs.Xf[id]
	if xf.FillID == nil {
		return ""
	}
	pattern := f.Styles.Fills.Fill[*xf.FillID].PatternFill
	if pattern == nil || pattern.FgColor == nil {
		return ""
	}
	return strings.TrimPrefix(pattern.FgColor.RGB, "FF")
}

func notesOf(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	all, err := f.GetComments(sheet)
	check(t, err)
	notes := make(map[string]string)
	for _, c := range all {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		notes[c.Cell] += text
	}
	return notes
}

// boxes returns the cells that have a box for a note.
func boxes(parts map[string]string) map[string]bool {
	cells := make(map[string]bool)
	for name, text := range parts {
		if strings.HasSuffix(name, ".vml") {
			for _, shape := range strings.SplitAfter(text, "</v:shape>") {
				if at := boxCell(shape); at != "" {
					cells[at] = true
				}
			}
		}
	}
	return cells
}

func TestAnnotateKeepsTheFilings(t *testing.T) {
	for name, src := range map[string]string{"mine": mineBook(t), "template": filled(t, map[string][]map[string]any{
		"主体": {{entityNumber: "E01", "主办单位名称": "样张甲公司"}},
		"网站": {{"编号": "a", "备案类型": "首次备案", entityNumber: "E01", "域名": "a.cn"}, {"编号": "b", entityNumber: "E02"}},
	})} {
		t.Run(name, func(t *testing.T) {
			want := mustRead(t, src)
			var marks []Mark
			for _, f := range want.Filings {
				for _, field := range []filing.Field{filing.EntityName, filing.SiteDomains, filing.EntityPersonMobile, filing.SiteRemark} {
					marks = append(marks, Mark{Cell: f.Cell(field), Severity: filing.Block, Rule: "required", Filing: f.Key(), Message: "缺"})
				}
			}
			got := mustRead(t, annotate(t, src, marks...))
			ignore := cmp.Options{cmpopts.IgnoreFields(filing.Filing{}, "Source"), cmp.AllowUnexported(filing.Filing{})}
			if diff := cmp.Diff(want.Filings, got.Filings, ignore); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(rulesOf(want.Findings), rulesOf(got.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnnotateAgain(t *testing.T) {
	src := mineBook(t)
	first := annotate(t, src, markAt("Sheet1", "C2", filing.Block, "一"), markAt("Sheet1", "B2", filing.Warn, "二"), markAt("别的", "B5", filing.Note, "三"))
	second := annotate(t, first, markAt("Sheet1", "B2", filing.Block, "四"), markAt("Sheet1", "E4", filing.Note, "五"))
	f, err := excelize.OpenFile(second)
	check(t, err)
	defer f.Close()
	for cell, colour := range map[string]string{"C2": "", "B2": "F9C9C4", "E4": "D6E6F8"} {
		if got := fillAt(t, f, "Sheet1", cell); got != colour {
			t.Errorf("%s has the colour %q, want %q", cell, got, colour)
		}
	}
	notes := notesOf(t, f, "Sheet1")
	if got := notes["B2"]; strings.Count(got, noteMark) != 1 || !strings.HasPrefix(got, "请核对类型\n") || !strings.Contains(got, "四") || strings.Contains(got, "二") {
		t.Errorf("the note on B2 is %q", got)
	}
	if _, still := notes["C2"]; still || len(notes) != 3 {
		t.Errorf("notes %q", notes)
	}
	if got := boxes(parts(t, second)); got["C2"] || got["B5"] || !got["B2"] || !got["E4"] {
		t.Errorf("boxes %v", got)
	}
	if list := f.GetSheetList(); len(list) != 3 {
		t.Errorf("sheets %v", list)
	}
	third := annotate(t, second)
	f3, err := excelize.OpenFile(third)
	check(t, err)
	defer f3.Close()
	if got := notesOf(t, f3, "Sheet1"); !cmp.Equal(got, map[string]string{"A1": "编号自定", "B2": "请核对类型"}) {
		t.Errorf("after all is mended the notes are %q", got)
	}
}

func TestAnnotateIsTheSameEveryTime(t *testing.T) {
	src := mineBook(t)
	marks := []Mark{markAt("Sheet1", "C2", filing.Block, "一"), markAt("Sheet1", "B2", filing.Warn, "二"), markAt("别的", "B5", filing.Note, "三")}
	a, err := os.ReadFile(annotate(t, src, marks...))
	check(t, err)
	b, err := os.ReadFile(annotate(t, src, marks...))
	check(t, err)
	if !bytes.Equal(a, b) {
		t.Error("two copies differ")
	}
}

func TestAnnotateOddSheets(t *testing.T) {
	row := func(cells string) string { return `<row r="2">` + cells + `</row>` }
	seven := `<c r="B2"><v>7</v></c>`
	tests := []struct{ name, before, data, after string }{
		{name: "no data", data: `<sheetData/>`},
		{name: "empty row", data: `<sheetData><row r="2"/></sheetData>`},
		{name: "row with spans", data: `<sheetData><row r="2" spans="2:2">` + seven + `</row></sheetData>`},
		{name: "no addresses", data: `<sheetData><row><c><v>1</v></c></row><row><c/><c><v>7</v></c></row></sheetData>`},
		{name: "before what follows", data: `<sheetData>` + row(seven) + `</sheetData>`, after: `<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><tableParts count="0"/>`},
		{name: "drawing that leads nowhere", data: `<sheetData>` + row(seven) + `</sheetData>`, after: `<legacyDrawing r:id="rId7"/>`},
		{name: "style of the column", before: `<cols><col min="1" max="3" width="9" style="1"/></cols>`, data: `<sheetData>` + row(seven) + `</sheetData>`},
	}
	styles := strings.Replace(strings.Replace(blankStyles, `<cellXfs count="1">`, `<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>`, 1), xmlHead, xmlHead+"\n<!-- <fills> -->", 1)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := new(rawBook).add("表", xmlHead+`<worksheet xmlns="`+mainSpace+`" xmlns:r="`+relTypes+`">`+tt.before+tt.data+tt.after+`</worksheet>`)
			b.parts = map[string]string{"xl/styles.xml": styles}
			src := b.file(t)
			dst := annotate(t, src, markAt("表", "A2", filing.Block, "一"), markAt("表", "C2", filing.Warn, "二"), markAt("表", "A1", filing.Note, "三"), markAt("表", "C3", filing.Note, "四"))
			was, now := gridsOf(t, src), gridsOf(t, dst)
			if diff := cmp.Diff(was[0].lines, now[0].lines, cmp.AllowUnexported(line{}, cell{})); diff != "" {
				t.Error(diff)
			}
			f, err := excelize.OpenFile(dst)
			check(t, err)
			defer f.Close()
			for cell, colour := range map[string]string{"A2": "F9C9C4", "C2": "FDE7A9", "A1": "D6E6F8", "C3": "D6E6F8"} {
				if got := fillAt(t, f, "表", cell); got != colour {
					t.Errorf("%s has the colour %q, want %q", cell, got, colour)
				}
			}
			if got := notesOf(t, f, "表"); len(got) != 4 {
				t.Errorf("notes %q", got)
			}
			text := parts(t, dst)["xl/worksheets/sheet1.xml"]
			at := strings.Index(text, "<legacyDrawing ")
			if at < 0 || strings.Count(text, "<legacyDrawing ") != 1 || strings.Contains(tt.after, "tableParts") && at > strings.Index(text, "<tableParts") {
				t.Errorf("the notes are not referred to where they must be: %s", text)
			}
		})
	}
}

func gridsOf(t *testing.T, path string) []*grid {
	t.Helper()
	c, err := openContainer(context.Background(), path)
	check(t, err)
	defer c.Close()
	info, err := c.info()
	check(t, err)
	table, err := c.sharedStrings(info.strings)
	check(t, err)
	var grids []*grid
	for _, sheet := range info.sheets {
		left := maxCells
		g, err := c.grid(sheet, info, table, &left, nil)
		check(t, err)
		grids = append(grids, g)
	}
	return grids
}

func TestAnnotateStrictWorkbook(t *testing.T) {
	b := withColumn("网站备注", "甲")
	b.sheets[0] = strings.ReplaceAll(b.sheets[0], mainSpace, mainSpaceStrict)
	_, files := b.files()
	b.parts = map[string]string{"xl/workbook.xml": strings.ReplaceAll(strings.ReplaceAll(files["xl/workbook.xml"], mainSpace, mainSpaceStrict), relTypes, "http://purl.oclc.org/ooxml/officeDocument/relationships")}
	dst := annotate(t, b.file(t), markAt("备案", "E2", filing.Block, "一"))
	for name, text := range parts(t, dst) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") || strings.HasPrefix(name, "xl/comments") {
			if strings.Contains(text, mainSpace) {
				t.Errorf("%s mixes the two forms", name)
			}
		}
	}
	if got := len(mustRead(t, dst).Filings); got != 1 {
		t.Errorf("%d filings", got)
	}
}

func TestAnnotateDropsMacros(t *testing.T) {
	b := withColumn("网站备注", "甲")
	_, files := b.files()
	b.parts = map[string]string{
		"xl/vbaProject.bin": "macro",
		"[Content_Types].xml": strings.NewReplacer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
			"</Types>", `<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`).Replace(files["[Content_Types].xml"]),
		"xl/_rels/workbook.xml.rels": strings.Replace(files["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`, 1),
	}
	now := parts(t, annotate(t, b.file(t), markAt("备案", "E2", filing.Block, "一")))
	if now["xl/vbaProject.bin"] != "" || strings.Contains(now["[Content_Types].xml"], "macro") || strings.Contains(now["xl/_rels/workbook.xml.rels"], "vba") {
		t.Error("macros are still there")
	}
	if !strings.Contains(now["[Content_Types].xml"], "sheet.main+xml") {
		t.Error("the workbook lost its type")
	}
}

func TestAnnotateCSV(t *testing.T) {
	src := tempFile(t, "备案.csv", []byte("编号,主办单位名称,域名\n1,样张公司,a.cn\n\n2,\"=1+1\",b.cn\n"))
	dst := annotate(t, src, Mark{Cell: filing.Cell{Col: 3, Row: 4}, Severity: filing.Block, Rule: "x", Message: "域名"})
	want, got := mustRead(t, src), mustRead(t, dst)
	if len(got.Filings) != len(want.Filings) {
		t.Fatalf("%d filings", len(got.Filings))
	}
	for i, f := range got.Filings {
		for j := range filing.Fields {
			a, b := want.Filings[i].Get(filing.Field(j)), f.Get(filing.Field(j))
			if a.Cell.Row > 0 {
				a.Cell.Sheet = csvSheet
			}
			if a != b {
				t.Errorf("%s is %+v, want %+v", filing.Field(j).Key(), b, a)
			}
		}
	}
	f, err := excelize.OpenFile(dst)
	check(t, err)
	defer f.Close()
	if fillAt(t, f, csvSheet, "C4") != "F9C9C4" {
		t.Error("the cell is not marked")
	}
}

func TestAnnotateRefuses(t *testing.T) {
	src := mineBook(t)
	var said *Error
	if err := Annotate(context.Background(), src, src, nil, filing.ZH, nil); !errors.As(err, &said) || said.Why != sameFile.why {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dst := filepath.Join(t.TempDir(), "x.xlsx")
	if err := Annotate(ctx, src, dst, nil, filing.ZH, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(dst); err == nil {
		t.Error("a cancelled copy appeared")
	}
	if err := Annotate(context.Background(), tempFile(t, "a.xlsx", []byte("PK\x03\x04")), dst, nil, filing.ZH, nil); !errors.As(err, &said) || said.Why != damagedZip.why {
		t.Errorf("error %v", err)
	}
}

func TestAnnotateOwnSheetName(t *testing.T) {
	b := withColumn("网站备注", "甲").add(issueSheet, sheetXML("", []any{"我自己的清单"}))
	dst := annotate(t, b.file(t), markAt("备案", "E2", filing.Block, "一"))
	f, err := excelize.OpenFile(dst)
	check(t, err)
	defer f.Close()
	if v, err := f.GetCellValue(issueSheet, "A1"); err != nil || v != "我自己的清单" {
		t.Errorf("the user's own sheet now holds %q", v)
	}
	if list := f.GetSheetList(); len(list) != 3 {
		t.Errorf("sheets %v", list)
	}
}
