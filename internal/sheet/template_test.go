package sheet

import (
	"archive/zip"
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// blank returns the blank workbook, which is written once.
func blank(t testing.TB) []byte {
	t.Helper()
	data, err := writeBlank()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var writeBlank = sync.OnceValues(func() ([]byte, error) {
	var b bytes.Buffer
	err := WriteTemplate(&b, provider.Default())
	return b.Bytes(), err
})

// filled writes rows below the examples of the blank workbook, by header.
func filled(t testing.TB, rows map[string][]map[string]any) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(blank(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, rows := range rows {
		all, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		columns := make(map[string]int)
		for i, header := range all[headRow-1] {
			columns[strings.TrimLeft(header, "(*) ")] = i + 1
		}
		for i, row := range rows {
			for header, value := range row {
				col := columns[header]
				if col == 0 {
					t.Fatalf("the template has no column %q on %s", header, sheet)
				}
				if err := f.SetCellValue(sheet, cellName(col, exampleRow+2+i), value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return tempFile(t, "填好.xlsx", out.Bytes())
}

func TestTemplateIsTheSameEveryTime(t *testing.T) {
	var again bytes.Buffer
	check(t, WriteTemplate(&again, provider.Default()))
	if !bytes.Equal(blank(t), again.Bytes()) {
		t.Error("two blank workbooks differ")
	}
}

func TestTemplateReadsAsEmpty(t *testing.T) {
	book := mustRead(t, tempFile(t, "t.xlsx", blank(t)))
	if len(book.Filings) != 0 || len(book.Findings) != 0 {
		t.Errorf("%d filings, findings %v", len(book.Filings), rulesOf(book.Findings))
	}
	for _, c := range columnsOf(book) {
		if c.State != Taken && c.State != Reference {
			t.Errorf("column %s %q is %s", c.Cell, c.Header, c.State)
		}
	}
}

// TestTemplateAsksForEverything finds a column for every field, a drop-down for
// every code table and text format for every cell to be filled in.
func TestTemplateAsksForEverything(t *testing.T) {
	data := blank(t)
	book := mustRead(t, tempFile(t, "t.xlsx", data))
	taken := make(map[string]filing.Cell)
	for _, c := range columnsOf(book) {
		if c.Field != "" {
			taken[c.Field] = c.Cell
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lists := make(map[string]string)
	prompts := 0
	for _, sheet := range []string{"主体", "人员", "网站"} {
		all, err := f.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, dv := range all {
			column := strings.TrimRight(strings.Split(dv.Sqref, ":")[0], "0123456789")
			lists[sheet+column] = dv.Formula1
			if dv.Prompt != nil && *dv.Prompt != "" {
				prompts++
			}
		}
	}
	for i := range filing.Fields {
		def := filing.Field(i).Def()
		key := strings.Replace(def.Key, "site.person.", "entity.person.", 1) // persons have one sheet
		at, ok := taken[key]
		if !ok {
			t.Errorf("no column for %s", def.Key)
			continue
		}
		list := lists[at.Sheet+filing.ColumnName(int(at.Col))]
		if def.Table() != nil && !strings.Contains(list, codeSheet+"!") {
			t.Errorf("no drop-down for %s: %q", def.Key, list)
		}
		id, err := f.GetCellStyle(at.Sheet, cellName(int(at.Col), exampleRow+20))
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != textFormat {
			t.Errorf("%s is not formatted as text", def.Key)
		}
	}
	if prompts != len(columnsOf(book)) {
		t.Errorf("%d columns of %d show help", prompts, len(columnsOf(book)))
	}
	if visible, err := f.GetSheetVisible(codeSheet); err != nil || visible {
		t.Error("the codes are in sight")
	}
	help, err := f.GetRows(helpSheet)
	if err != nil || len(help) < len(taken) {
		t.Errorf("the help has %d rows, error %v", len(help), err)
	}
}

// TestTemplateRoundTrip fills every field with the dictionary's example.
func TestTemplateRoundTrip(t *testing.T) {
	entity, person, site := map[string]any{entityNumber: "E01"}, map[string]any{personNumber: "P01"}, map[string]any{entityNumber: "E01", entityPerson: "P01", sitePerson: "范某"}
	second := map[string]any{personNumber: "P02"}
	want := make(map[string]string)
	for i := range filing.Fields {
		def := filing.Field(i).Def()
		if def.Example == "" {
			continue
		}
		want[def.Key] = filing.Clean(def.Field, def.Example, "4")
		switch def.Block {
		case filing.BlockEntity:
			entity[def.Label.ZH] = def.Example
		case filing.BlockEntityPerson:
			person[strings.TrimPrefix(def.Label.ZH, entityPerson)] = def.Example
		case filing.BlockSitePerson:
			second[strings.TrimPrefix(def.Label.ZH, sitePerson)] = def.Example
		default:
			site[def.Label.ZH] = def.Example
		}
	}
	book := mustRead(t, filled(t, map[string][]map[string]any{"主体": {entity}, "人员": {person, second}, "网站": {site}}))
	if len(book.Filings) != 1 {
		t.Fatalf("%d filings, findings %v", len(book.Filings), rulesOf(book.Findings))
	}
	// The dictionary's example persons have one identity number.
	if diff := cmp.Diff([]string{"sheet-copies-differ 人员!B8", "sheet-copies-differ 人员!H8"}, rulesOf(book.Findings)); diff != "" {
		t.Error(diff)
	}
	f := book.Filings[0]
	got := make(map[string]string)
	for i := range filing.Fields {
		if v := f.Text(filing.Field(i)); v != "" {
			got[filing.Field(i).Key()] = v
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(f.Noticed) != 0 {
		t.Error(rulesOf(f.Noticed))
	}
	if f.Cell(filing.SitePersonMobile).Sheet != "人员" || f.Cell(filing.EntityName).Sheet != "主体" || f.Place.Sheet != "网站" {
		t.Error("the values lost their places")
	}
}

func TestJoinedReferences(t *testing.T) {
	path := filled(t, map[string][]map[string]any{
		"主体": {
			{entityNumber: "E01", "主办单位名称": "样张甲公司"},
			{entityNumber: "E01", "主办单位名称": "样张乙公司"},
			{entityNumber: "E03", "主办单位名称": "样张丙公司"},
			{entityNumber: 7, "主办单位名称": "样张丁公司"},
		},
		"人员": {
			{personNumber: "P01", "姓名": "张三", "移动电话": "13800000001"},
			{personNumber: "P02", "姓名": "张三", "移动电话": "13800000002"},
		},
		"网站": {
			{"编号": "a", "备案类型": "首次备案", entityNumber: "E01", entityPerson: "P01", sitePerson: "P02", "域名": "a.cn"},
			{"编号": "b", "备案类型": "首次备案", entityNumber: "样张乙公司", entityPerson: "张三", sitePerson: "李四", "域名": "b.cn"},
			{"编号": "c", "备案类型": "注销主体", entityNumber: "E99"},
			{"编号": "d", "备案类型": "变更主体", entityNumber: "007"},
		},
	})
	book := mustRead(t, path)
	row := func(n int) string { return itoa(exampleRow + 2 + n) }
	want := []string{
		ruleNumberTwice + " 主体!A" + row(1),
		ruleRowUnused + " 主体!" + row(2),
	}
	if diff := cmp.Diff(want, rulesOf(book.Findings)); diff != "" {
		t.Error(diff)
	}
	type result struct {
		Entity, Boss, Site string
		Noticed            []string
	}
	var got []result
	for _, f := range book.Filings {
		got = append(got, result{f.Text(filing.EntityName), f.Text(filing.EntityPersonMobile), f.Text(filing.SitePersonMobile), rulesOf(f.Noticed)})
	}
	wanted := []result{
		{"样张甲公司", "13800000001", "13800000002", []string{}},
		{"样张乙公司", "", "", []string{ruleRefAmbiguous + " 网站!F" + row(1), ruleRefMissing + " 网站!G" + row(1)}},
		{"", "", "", []string{ruleRefMissing + " 网站!E" + row(2)}},
		{"样张丁公司", "", "", []string{}},
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
	if shown := book.Filings[1].Noticed[1].Args["value"]; shown != "李*" {
		t.Errorf("the missing person is shown as %q", shown)
	}
	if at := book.Filings[2].Cell(filing.EntityName).String(); at != "网站!E"+row(2) {
		t.Errorf("the missing entity is looked for at %s", at)
	}
}

func TestTemplateHasNoStrangeParts(t *testing.T) {
	data := blank(t)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("begins with %s", z.File[0].Name)
	}
	for _, f := range z.File {
		if !isXML(partName(f.Name)) {
			t.Errorf("part %s", f.Name)
		}
	}
	if len(data) > 200_000 {
		t.Errorf("%d bytes", len(data))
	}
}
