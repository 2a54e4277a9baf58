package sheet

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// busyBook is a workbook with everything that a sheet can carry around its cells:
// what stands before and after the reference to the notes, and what an edit
// could break.
func busyBook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const s = "Sheet1"
	rows := [][]any{
		{"备案汇总"}, nil,
		{"编号", "备案类型", "主办单位名称", "网站名称", "域名", "备注列"},
		{"1", "首次备案", "样张甲公司", "甲官网", "a.cn", nil},
		{"2", "新增网站", nil, "乙官网", "b.cn", nil},
		{"3", "首次备案", "样张丙公司", "丙官网", "c.cn", nil},
	}
	for i, row := range rows {
		if row != nil {
			check(t, f.SetSheetRow(s, cellName(1, i+1), &row))
		}
	}
	check(t, f.MergeCell(s, "A1", "F1"))
	check(t, f.MergeCell(s, "C4", "C5"))
	check(t, f.SetCellFormula(s, "F4", "LEN(E4)"))
	check(t, f.SetRowVisible(s, 6, false))
	yellow, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFF00"}}, Font: &excelize.Font{Bold: true}})
	check(t, err)
	check(t, f.SetCellStyle(s, "A3", "F3", yellow))
	check(t, f.AddComment(s, excelize.Comment{Cell: "E4", Author: "小明", Text: "请核对域名"}))
	format, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"C6EFCE"}}})
	check(t, err)
	check(t, f.SetConditionalFormat(s, "E4:E9", []excelize.ConditionalFormatOptions{{Type: "duplicate", Criteria: "=", Format: &format}}))
	dv := excelize.NewDataValidation(true)
	dv.SetSqref("B4:B9")
	check(t, dv.SetDropList([]string{"首次备案", "新增网站"}))
	check(t, f.AddDataValidation(s, dv))
	check(t, f.AddTable(s, &excelize.Table{Range: "H3:I5", Name: "别表"}))
	check(t, f.SetCellHyperLink(s, "E5", "https://b.cn", "External"))
	check(t, f.AddIgnoredErrors(s, "A4:A9", excelize.IgnoredErrorsNumberStoredAsText))
	check(t, f.InsertPageBreak(s, "A5"))
	check(t, f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddFooter: "&P"}))
	var picture bytes.Buffer
	check(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))))
	check(t, f.AddPictureFromBytes(s, "G4", &excelize.Picture{Extension: ".png", File: picture.Bytes()}))
	check(t, f.AddHeaderFooterImage(s, &excelize.HeaderFooterImageOptions{File: picture.Bytes(), Extension: ".png", Width: "20pt", Height: "20pt"}))
	check(t, f.ProtectSheet(s, &excelize.SheetProtectionOptions{Password: "x"}))
	check(t, f.SetDefinedName(&excelize.DefinedName{Name: "区域", RefersTo: "Sheet1!$A$3:$F$6"}))
	path := filepath.Join(t.TempDir(), "busy.xlsx")
	check(t, f.SaveAs(path))
	return path
}

// oddBook is a workbook with parts that no library writes: a threaded comment,
// WPS's pictures in cells, controls within AlternateContent.
func oddBook(t *testing.T) string {
	t.Helper()
	const office = "http://schemas.microsoft.com/office/"
	b := withColumn("网站备注", "甲", rawCell{`t="str"`, `<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>`})
	b.sheets[0] = strings.Replace(b.sheets[0], "</worksheet>", `<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><legacyDrawing r:id="rId2"/>`+
		`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent><extLst/></worksheet>`, 1)
	_, files := b.files()
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
	}
	relations := func(all ...string) string {
		return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(all, "") + `</Relationships>`
	}
	b.parts = map[string]string{
		"xl/worksheets/_rels/sheet1.xml.rels": relations(relation("rId1", relTypes+"/comments", "../comments1.xml"), relation("rId2", relTypes+"/vmlDrawing", "../drawings/vmlDrawing1.vml"),
			relation("rId3", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")),
		"xl/comments1.xml":                         xmlHead + `<comments xmlns="` + mainSpace + `"><authors><author>tc={1}</author></authors><commentList><comment ref="D2" authorId="0" shapeId="0"><text><t>[Threaded comment] 请核对</t></text></comment></commentList></comments>`,
		"xl/drawings/vmlDrawing1.vml":              vmlHead(1, 1) + vmlShapeType + vmlShape(1025, spot{row: 2, col: 4}, "", nil) + "</xml>",
		"xl/threadedComments/threadedComment1.xml": xmlHead + `<ThreadedComments xmlns="` + office + `spreadsheetml/2018/threadedcomments"><threadedComment ref="D2" dT="2026-01-01T00:00:00.00" personId="{2}" id="{1}"><text>请核对</text></threadedComment></ThreadedComments>`,
		"xl/cellimages.xml":                        xmlHead + `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>`,
		"xl/_rels/workbook.xml.rels":               strings.Replace(files["xl/_rels/workbook.xml.rels"], "</Relationships>", relation("rIdW", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")+"</Relationships>", 1),
		"[Content_Types].xml": strings.Replace(files["[Content_Types].xml"], "</Types>", `<Default Extension="vml" ContentType="`+typeVML+`"/><Override PartName="/xl/comments1.xml" ContentType="`+typeComments+`"/>`+
			`<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/><Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>`, 1),
	}
	return b.file(t)
}

// macroBook is a workbook with macros.
func macroBook(t *testing.T) string {
	t.Helper()
	b := withColumn("网站备注", "甲")
	_, files := b.files()
	b.parts = map[string]string{
		"xl/vbaProject.bin": "macro",
		"[Content_Types].xml": strings.NewReplacer(typeWorkbook[".xlsx"], typeWorkbook[".xlsm"],
			"</Types>", `<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`).Replace(files["[Content_Types].xml"]),
		"xl/_rels/workbook.xml.rels": strings.Replace(files["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`, 1),
	}
	return tempFile(t, "宏.xlsm", b.bytes(t))
}

// strictBook is a workbook of the strict form.
func strictBook(t *testing.T) string {
	t.Helper()
	b := withColumn("网站备注", "甲")
	strict := strings.NewReplacer(mainSpace, mainSpaceStrict, relTypes, strings.TrimSuffix(relationBaseStrict, "/"))
	b.sheets[0] = strict.Replace(b.sheets[0])
	_, files := b.files()
	b.parts = map[string]string{}
	for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"} {
		b.parts[name] = strict.Replace(files[name])
	}
	return b.file(t)
}

// TestAnnotateEveryLayout marks cells all over workbooks of every kind: the copy
// breaks no rule, holds the same cells and gives the same filings, and so does
// the copy of the copy, in which nothing is marked any more.
func TestAnnotateEveryLayout(t *testing.T) {
	books := map[string]string{"mine": mineBook(t), "busy": busyBook(t), "odd": oddBook(t), "macros": macroBook(t), "strict": strictBook(t),
		"csv":        tempFile(t, "a.csv", []byte("编号,主办单位名称,域名\n1,样张公司,a.cn\n\n2,\"=1+1\",b.cn\n")),
		"transposed": oneSheet([]any{"编号", "1"}, []any{"备案类型", "首次备案"}, []any{"主办单位名称", "样张公司"}, []any{"网站名称", "样张官网"}, []any{"域名", "a.cn"}).file(t),
		"template":   tempFile(t, "t.xlsx", blank(t)),
		"filled": filled(t, map[string][]map[string]any{
			"主体": {{entityNumber: "E01", "主办单位名称": "样张甲公司"}},
			"人员": {{personNumber: "P01", "姓名": "样某"}},
			"网站": {{"编号": "a", "备案类型": "首次备案", entityNumber: "E01", entityPerson: "P01", "域名": "a.cn"}, {"编号": "b", entityNumber: "E02"}},
		})}
	for name, src := range books {
		t.Run(name, func(t *testing.T) {
			want := mustRead(t, src)
			if none := name == "template"; none != (len(want.Filings) == 0) {
				t.Fatalf("%d filings to begin with", len(want.Filings))
			}
			var marks []Mark
			sheets := map[string]bool{}
			for _, c := range columnsOf(want) {
				sheets[c.Cell.Sheet] = true
				marks = append(marks, Mark{Cell: c.Cell, Severity: filing.Note, Rule: "x", Message: "列 <" + c.Header + ">"})
			}
			for sheet := range sheets {
				for _, at := range []string{"A1", "C2", "C5", "D6", "E4", "G9", "B40", "4", "7"} {
					marks = append(marks, markAt(sheet, at, filing.Block, "“"+at+"” & <b>"), markAt(sheet, at, filing.Warn, "又"))
				}
			}
			extension := filepath.Ext(src)
			if extension == ".csv" {
				extension = ".xlsx"
			}
			first, second := filepath.Join(t.TempDir(), "1"+extension), filepath.Join(t.TempDir(), "2"+extension)
			check(t, Annotate(context.Background(), src, first, marks, filing.ZH, nil))
			check(t, Annotate(context.Background(), first, second, nil, filing.EN, nil))
			for _, copied := range []string{first, second} {
				original := src
				if name == "csv" {
					original = copied
				}
				if problems := newProblems(t, original, copied); len(problems) > 0 {
					t.Errorf("%s breaks rules:\n%s", filepath.Base(copied), strings.Join(problems, "\n"))
				}
				got := mustRead(t, copied)
				ignore := cmp.Options{cmpopts.IgnoreFields(filing.Filing{}, "Source"), cmp.AllowUnexported(filing.Filing{})}
				if name == "csv" {
					ignore = append(ignore, cmpopts.IgnoreFields(filing.Cell{}, "Sheet"))
				}
				if diff := cmp.Diff(want.Filings, got.Filings, ignore); diff != "" {
					t.Error(diff)
				}
				if name == "csv" {
					continue
				}
				was, now := gridsOf(t, src), gridsOf(t, copied)
				for i := range was {
					if diff := cmp.Diff(was[i].lines, now[i].lines, cmp.AllowUnexported(line{}, cell{})); diff != "" {
						t.Error(diff)
					}
				}
				if len(now) != len(was)+1 {
					t.Errorf("%d sheets", len(now))
				}
			}
			for part, text := range parts(t, second) {
				if strings.Contains(text, noteMark) || strings.Contains(text, "原底色") {
					t.Errorf("%s still has a note of ours", part)
				}
			}
		})
	}
}

func TestAnnotateGivesColoursBack(t *testing.T) {
	src := busyBook(t)
	colours := func(path string) (found [3]string) {
		f, err := excelize.OpenFile(path)
		check(t, err)
		defer f.Close()
		for i, cell := range []string{"A3", "D3", "E4"} {
			found[i] = fillAt(t, f, "Sheet1", cell)
		}
		return found
	}
	first := annotate(t, src, markAt("Sheet1", "A3", filing.Block, "一"), markAt("Sheet1", "D3", filing.Note, "二"), markAt("Sheet1", "E4", filing.Warn, "三"))
	if got := colours(first); got != [3]string{"F9C9C4", "D6E6F8", "FDE7A9"} {
		t.Errorf("marked: %v", got)
	}
	second := annotate(t, first, markAt("Sheet1", "D3", filing.Warn, "四"))
	if got := colours(second); got != [3]string{"FFFF00", "FDE7A9", ""} {
		t.Errorf("marked again: %v", got)
	}
	third := annotate(t, second)
	if got := colours(third); got != [3]string{"FFFF00", "FFFF00", ""} {
		t.Errorf("all mended: %v", got)
	}
}

func TestColours(t *testing.T) {
	tests := []struct{ fill, want, back string }{
		{`<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/><bgColor indexed="64"/></patternFill></fill>`, "rgb FFFFFF00", `rgb="FFFFFF00"`},
		{`<x:fill><x:patternFill patternType='solid'><x:fgColor theme='4' tint='-0.249977111117893'/></x:patternFill></x:fill>`, "theme 4 tint -0.249977111117893", `theme="4" tint="-0.249977111117893"`},
		{`<fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill>`, "indexed 13", `indexed="13"`},
		{`<fill><patternFill patternType="none"/></fill>`, "", ""},
		{`<fill><patternFill patternType="gray125"><fgColor rgb="FFFFFF00"/></patternFill></fill>`, "", ""},
		{`<fill><gradientFill><stop position="0"><color rgb="FFFFFF00"/></stop></gradientFill></fill>`, "", ""},
		{`<fill><patternFill patternType="solid"><fgColor rgb="&quot;/>"/></patternFill></fill>`, "", ""},
	}
	for _, tt := range tests {
		s, err := newStylesheet([]byte(strings.Replace(blankStyles, `<fill><patternFill patternType="none"/></fill>`, tt.fill, 1)))
		check(t, err)
		got := s.colourOf(0)
		if string(got) != tt.want || got.element() != tt.back {
			t.Errorf("%s is %q, %q", tt.fill, got, got.element())
		}
		if m := colourLine.FindStringSubmatch("请改正" + got.line(filing.EN)); tt.want != "" && (m == nil || m[1] != tt.want) {
			t.Errorf("%q is not read back from its note", got)
		}
	}
}

func TestAnnotateAgainWithoutItsList(t *testing.T) {
	first := annotate(t, mineBook(t), markAt("Sheet1", "C2", filing.Block, "一"))
	f, err := excelize.OpenFile(first)
	check(t, err)
	defer f.Close()
	check(t, f.DeleteSheet(issueSheet))
	saved := filepath.Join(t.TempDir(), "saved.xlsx")
	check(t, f.SaveAs(saved))
	second, err := excelize.OpenFile(annotate(t, saved))
	check(t, err)
	defer second.Close()
	if got := fillAt(t, second, "Sheet1", "C2"); got != "" {
		t.Errorf("the cell still has the colour %s", got)
	}
	if notes := notesOf(t, second, "Sheet1"); len(notes) != 2 {
		t.Errorf("notes %q", notes)
	}
}

func TestAnnotateMerged(t *testing.T) {
	f, err := excelize.OpenFile(annotate(t, busyBook(t), markAt("Sheet1", "C5", filing.Block, "一"), markAt("Sheet1", "C4", filing.Note, "二")))
	check(t, err)
	defer f.Close()
	if notes := notesOf(t, f, "Sheet1"); !strings.Contains(notes["C4"], "一") || !strings.Contains(notes["C4"], "二") || notes["C5"] != "" {
		t.Errorf("notes %q", notes)
	}
}

func TestAnnotateKeepsMacros(t *testing.T) {
	dst := filepath.Join(t.TempDir(), "b.XLSM")
	check(t, Annotate(context.Background(), macroBook(t), dst, []Mark{markAt("备案", "E2", filing.Block, "一")}, filing.ZH, nil))
	now := parts(t, dst)
	if now["xl/vbaProject.bin"] != "macro" || !strings.Contains(now["[Content_Types].xml"], typeWorkbook[".xlsm"]) || !strings.Contains(now["xl/_rels/workbook.xml.rels"], "vbaProject") {
		t.Error("the macros are gone")
	}
	plain := filepath.Join(t.TempDir(), "c.xlsm")
	check(t, Annotate(context.Background(), mineBook(t), plain, nil, filing.ZH, nil))
	if !strings.Contains(parts(t, plain)["[Content_Types].xml"], typeWorkbook[".xlsm"]) {
		t.Error("the type does not fit the name")
	}
}

func TestAnnotateRefusesOtherNames(t *testing.T) {
	for _, name := range []string{"a.csv", "a.xls", "a"} {
		dst := filepath.Join(t.TempDir(), name)
		var said *Error
		if err := Annotate(context.Background(), mineBook(t), dst, nil, filing.ZH, nil); !errors.As(err, &said) || said.Why != notAsWorkbook.why {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(dst); err == nil {
			t.Errorf("%s appeared", name)
		}
	}
}

// TestIssueListNames has the headers of the list repeat on every page, and its
// filter where spreadsheets look for it, also after a second round.
func TestIssueListNames(t *testing.T) {
	first := annotate(t, busyBook(t), markAt("Sheet1", "A4", filing.Block, "一"), markAt("Sheet1", "B4", filing.Block, "二"))
	for path, rows := range map[string]string{first: "5", annotate(t, first): "3"} {
		text := parts(t, path)["xl/workbook.xml"]
		for _, want := range []string{`<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">&#39;问题清单&#39;!$A$3:$G$` + rows + `</definedName>`,
			`<definedName name="_xlnm.Print_Titles" localSheetId="1">&#39;问题清单&#39;!$3:$3</definedName>`, `区域`} {
			if strings.Count(text, want) != 1 {
				t.Errorf("no %s in %s", want, text)
			}
		}
	}
}
