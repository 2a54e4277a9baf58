package sheet

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// blankForm is the blank workbook, opened.
type blankForm struct {
	*excelize.File
	columns map[string]string // "sheet header" to its letters
	lists   map[string]string // "sheet letters" to the formula of its drop-down
}

func openBlank(t *testing.T) *blankForm {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(blank(t)))
	check(t, err)
	t.Cleanup(func() { f.Close() })
	form := &blankForm{File: f, columns: map[string]string{}, lists: map[string]string{}}
	for _, sheet := range []string{"主体", "人员", "网站"} {
		rows, err := f.GetRows(sheet)
		check(t, err)
		for i, s := range rows[headRow-1] {
			form.columns[sheet+" "+strings.TrimLeft(s, "(*) ")] = filing.ColumnName(i + 1)
		}
		all, err := f.GetDataValidations(sheet)
		check(t, err)
		for _, dv := range all {
			form.lists[sheet+" "+strings.TrimRight(strings.Split(dv.Sqref, ":")[0], "0123456789")] = dv.Formula1
		}
	}
	return form
}

// dropDown returns the formula of the drop-down below a header.
func (f *blankForm) dropDown(t *testing.T, sheet, header string) string {
	t.Helper()
	formula := f.lists[sheet+" "+f.columns[sheet+" "+header]]
	if formula == "" {
		t.Fatalf("no drop-down below %q", header)
	}
	return formula
}

var (
	offsetParts = regexp.MustCompile(`^OFFSET\(` + codeSheet + `!\$([A-Z]+)\$1,(IFERROR\(.*\)),0,(IFERROR\(.*\)),1\)$`)
	codeArea    = regexp.MustCompile(`^` + codeSheet + `!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$`)
)

// offered evaluates a drop-down's formula as a spreadsheet does. excelize knows
// no OFFSET; what stands in it, excelize calculates.
func (f *blankForm) offered(t *testing.T, sheet, formula string) (items []string) {
	t.Helper()
	column, from, to := "", 0, 0
	if m := codeArea.FindStringSubmatch(formula); m != nil {
		column = m[1]
		from, _ = strconv.Atoi(m[2])
		to, _ = strconv.Atoi(m[3])
	} else if m := offsetParts.FindStringSubmatch(formula); m != nil {
		number := func(formula string) int {
			check(t, f.SetCellFormula(sheet, "ZZ1", formula))
			s, err := f.CalcCellValue(sheet, "ZZ1")
			check(t, err)
			n, err := strconv.Atoi(s)
			check(t, err)
			return n
		}
		column, from = m[1], 1+number(m[2])
		to = from + number(m[3]) - 1
	} else {
		t.Fatalf("formula %s", formula)
	}
	if len(formula) > 255 {
		t.Errorf("a formula of %d characters: %s", len(formula), formula)
	}
	for row := from; row <= to; row++ {
		s, err := f.GetCellValue(codeSheet, column+strconv.Itoa(row))
		check(t, err)
		items = append(items, s)
	}
	return items
}

// TestTemplateDependentLists chooses in one column and looks at what the next
// one offers.
func TestTemplateDependentLists(t *testing.T) {
	f := openBlank(t)
	names := func(list []*division.Division) (all []string) {
		for _, d := range list {
			all = append(all, d.Name)
		}
		return all
	}
	tests := []struct {
		parent, column, chosen string
		want                   []string
	}{
		{"所属省", "所属市", "宁夏回族自治区", names(division.Cities("64"))},
		{"所属省", "所属市", "宁夏", names(division.Cities("64"))},
		{"所属省", "所属市", "北京市", []string{"北京市"}},
		{"所属省", "所属市", "重庆", []string{"重庆市"}},
		{"所属省", "所属市", "海南省", names(division.Cities("46"))},
		{"所属省", "所属市", "新疆维吾尔自治区", names(division.Cities("65"))},
		{"所属省", "所属市", "台湾省", []string{""}},
		{"所属省", "所属市", "", []string{""}},
		{"所属市", "所属区县", "中卫市", names(division.Districts("640500"))},
		{"所属市", "所属区县", "中卫", names(division.Districts("640500"))},
		{"所属市", "所属区县", "上海市", names(division.Districts("310100"))},
		{"所属市", "所属区县", "吉林市", names(division.Districts("220200"))},
		{"所属市", "所属区县", "东莞市", []string{"东莞市"}},
		{"所属市", "所属区县", "", []string{""}},
		{"主办单位性质", "主办单位证件类型", "事业单位", []string{"事业单位法人证书", "统一社会信用代码证书", "组织机构代码证"}},
		{"主办单位性质", "主办单位证件类型", "", labels("entity-cert")},
	}
	for _, tt := range tests {
		t.Run(tt.column+" of "+tt.chosen, func(t *testing.T) {
			check(t, f.SetCellStr("主体", f.columns["主体 "+tt.parent]+itoa(exampleRow+1), tt.chosen))
			if diff := cmp.Diff(tt.want, f.offered(t, "主体", f.dropDown(t, "主体", tt.column))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTemplateListsEveryDivision holds the parts of the lists against the
// divisions, all of them.
func TestTemplateListsEveryDivision(t *testing.T) {
	f := openBlank(t)
	for column, want := range map[string]func(string) []string{
		"所属市": func(province string) (names []string) {
			item, _ := filing.TableNamed("province").Find(province, "")
			for _, d := range division.Cities(item.Code) {
				names = append(names, d.Name)
			}
			return names
		},
		"所属区县": func(city string) (names []string) {
			d := division.CityNamed(city)
			if d == nil { // by its short name
				return nil
			}
			for _, d := range division.Districts(d.Code) {
				names = append(names, d.Name)
			}
			if len(names) == 0 {
				names = []string{city}
			}
			return names
		},
	} {
		m := regexp.MustCompile(`!\$([A-Z]+)\$1,.*` + codeSheet + `!\$([A-Z]+)\$2:\$([A-Z]+)\$(\d+)`).FindStringSubmatch(f.dropDown(t, "主体", column))
		if m == nil {
			t.Fatal(column)
		}
		keyColumn, _ := excelize.ColumnNameToNumber(m[2])
		last, _ := strconv.Atoi(m[4])
		value := func(column string, row int) string {
			s, err := f.GetCellValue(codeSheet, column+strconv.Itoa(row))
			check(t, err)
			return s
		}
		groups := 0
		for row := 2; row <= last; row++ {
			key := value(m[2], row)
			names := want(key)
			if names == nil {
				continue
			}
			groups++
			first, _ := strconv.Atoi(value(filing.ColumnName(keyColumn+1), row))
			count, _ := strconv.Atoi(value(filing.ColumnName(keyColumn+2), row))
			var got []string
			for i := range count {
				got = append(got, value(m[1], first+1+i))
			}
			if !slices.Equal(got, names) {
				t.Errorf("%s of %s: %v, want %v", column, key, got, names)
			}
		}
		if least := map[string]int{"所属市": 31, "所属区县": 330}[column]; groups < least {
			t.Errorf("%s: %d groups", column, groups)
		}
	}
}

// TestTemplateValuesAreUnderstood fills every drop-down's column with each value
// that it offers.
func TestTemplateValuesAreUnderstood(t *testing.T) {
	form := openBlank(t)
	rows := map[string][]map[string]any{}
	want := map[filing.Field][]string{}
	const most = 120
	sheetOf := map[filing.FieldBlock]string{filing.BlockEntity: "主体", filing.BlockEntityPerson: "人员"}
	for n := range most {
		number := itoa(n + 1)
		rows["主体"] = append(rows["主体"], map[string]any{entityNumber: "E" + number, "主办单位名称": "样张" + number + "有限公司"})
		rows["人员"] = append(rows["人员"], map[string]any{personNumber: "P" + number, "姓名": "样" + number})
		rows["网站"] = append(rows["网站"], map[string]any{"编号": number, entityNumber: "E" + number, entityPerson: "P" + number, sitePerson: "P" + number, "域名": fmt.Sprintf("example%d.cn", n)})
	}
	for _, def := range filing.Fields {
		if def.Table() == nil || def.Block == filing.BlockSitePerson {
			continue
		}
		sheet, header := "网站", def.Label.ZH
		if named := sheetOf[def.Block]; named != "" {
			sheet = named
		}
		if sheet == "人员" {
			header = strings.TrimPrefix(header, entityPerson)
		}
		items := labels(def.Enum)
		if def.Field != filing.EntityCertType { // its list hangs on another column, and holds the same
			items = form.offered(t, sheet, form.dropDown(t, sheet, header))
		}
		if len(items) > most || !slices.Equal(items, labels(def.Enum)) {
			t.Errorf("%s: %v", def.Key, items)
		}
		for n := range most {
			rows[sheet][n][header] = items[n%len(items)]
			want[def.Field] = append(want[def.Field], items[n%len(items)])
		}
	}
	book := mustRead(t, filled(t, rows))
	if len(book.Filings) != most || len(book.Findings) != 0 {
		t.Fatalf("%d filings, findings %v", len(book.Filings), rulesOf(book.Findings))
	}
	for n, f := range book.Filings {
		if len(f.Noticed) > 0 {
			t.Errorf("row %d: %v", n+1, rulesOf(f.Noticed))
		}
		for field, items := range want {
			def := field.Def()
			if item, ok := def.Table().Item(f.Text(field)); !ok || item.Label.ZH != items[n] {
				t.Errorf("%s: %q was read as %q", def.Key, items[n], f.Text(field))
			}
		}
	}
}

// TestTemplateProtection locks the headers and nothing else.
func TestTemplateProtection(t *testing.T) {
	f := openBlank(t)
	for _, sheet := range []string{"主体", "人员", "网站"} {
		got, err := f.GetSheetProtection(sheet)
		check(t, err)
		want := excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true, FormatCells: true, FormatColumns: true,
			FormatRows: true, InsertColumns: true, InsertRows: true, InsertHyperlinks: true, DeleteColumns: true, DeleteRows: true, Sort: true, AutoFilter: true, PivotTables: true}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for cell, open := range map[string]bool{"A1": false, "A2": false, "B3": false, "B4": false, "A5": true, "B6": true, "A200": true, "BZ20": true} {
			id, err := f.GetCellStyle(sheet, cell)
			check(t, err)
			style, err := f.GetStyle(id)
			check(t, err)
			if is := style.Protection != nil && !style.Protection.Locked; is != open {
				t.Errorf("%s!%s is open: %v", sheet, cell, is)
			}
		}
	}
}
