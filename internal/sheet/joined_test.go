package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

// TestJoinedTables joins entities, persons and sites that stand in several
// tables each, on sheets of their own or below one another on one.
func TestJoinedTables(t *testing.T) {
	entities, persons, sites := []any{"主体序号", "主办单位名称", "证件号码", "主体负责人"}, []any{"姓名", "证件号码", "手机"}, []any{"主体序号", "域名", "网站名称", "网站负责人"}
	a, b := []any{"E1", "样张甲公司", usccA, "张三"}, []any{"E2", "样张乙公司", "91640500MA76ABC07M", "李四"}
	zhang, li := []any{"张三", idA, "13800000001"}, []any{"李四", "E12345678", "13800000002"}
	siteA, siteB := []any{"E1", "a.cn", "甲网站", "李四"}, []any{"E2", "b.cn", "乙网站", "张三"}
	tests := []struct {
		name string
		book *rawBook
		want []string // findings
	}{
		{"persons on two sheets", new(rawBook).
			add("主体", sheetXML("", entities, a, b)).add("人员", sheetXML("", persons, zhang)).
			add("人员2", sheetXML("", persons, li)).add("网站", sheetXML("", sites, siteA, siteB)), nil},
		{"copies of sheets", new(rawBook).
			add("主体信息", sheetXML("", entities, a)).add("主体信息 (2)", sheetXML("", entities, b)).
			add("人员（一）", sheetXML("", persons, zhang)).add("人员（二）", sheetXML("", persons, li)).
			add("网站", sheetXML("", sites, siteA)).add("网站续", sheetXML("", sites, siteB)), nil},
		{"below one another, other columns", new(rawBook).
			add("主体", sheetXML("", entities, a, b)).
			add("人员", sheetXML("", persons, zhang, nil, []any{"新增人员"}, []any{"手机", "姓名", "证件号码"}, []any{"13800000002", "李四", "E12345678"})).
			add("网站", sheetXML("", sites, siteA, siteB)), nil},
		{"all on one sheet", new(rawBook).add("资料", sheetXML("",
			[]any{"一、主体信息"}, entities, a, b, nil, []any{"二、人员信息"}, persons, zhang, li, nil, []any{"（三）网站信息"}, sites, siteA, siteB)), nil},
		{"the same header below a title", new(rawBook).
			add("主体", sheetXML("", entities, a, nil, []any{"分公司"}, entities, b)).
			add("人员", sheetXML("", persons, zhang, []any{"其他人员"}, persons, li)).
			add("网站", sheetXML("", sites, siteA, nil, []any{nil, "新增"}, sites, siteB)),
			[]string{"sheet-row-skipped 主体!A4", "sheet-row-skipped 主体!A5", "sheet-row-skipped 人员!A3", "sheet-row-skipped 人员!A4", "sheet-row-skipped 网站!B4", "sheet-row-skipped 网站!A5"}},
		{"said twice", new(rawBook).
			add("主体", sheetXML("", entities, a)).add("主体2", sheetXML("", []any{"主办单位名称", "主体序号", "证件号码"}, []any{"样张甲厂", "E1", usccA}, []any{"样张乙公司", "E2", "91640500MA76ABC07M"})).
			add("人员", sheetXML("", persons, zhang, li)).add("网站", sheetXML("", sites, siteA, siteB)),
			[]string{"sheet-number-duplicate 主体2!B2", "sheet-copies-differ 主体2!A2", "sheet-row-unused 主体2!2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := mustRead(t, tt.book.file(t))
			fields := []filing.Field{filing.SiteDomains, filing.EntityName, filing.EntityCertNumber, filing.EntityPersonName, filing.EntityPersonMobile, filing.SitePersonMobile}
			want := []string{
				"a.cn|样张甲公司|" + usccA + "|张三|13800000001|13800000002",
				"b.cn|样张乙公司|91640500MA76ABC07M|李四|13800000002|13800000001",
			}
			if tt.name == "said twice" {
				want[1] = "b.cn|样张乙公司|91640500MA76ABC07M|||13800000001" // 主体2 names no person
			}
			if diff := cmp.Diff(want, filingsOf(book, fields...)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.want, rulesOf(book.Findings)); diff != "" && len(tt.want)+len(book.Findings) > 0 {
				t.Error(diff)
			}
		})
	}
}

// TestPersonsWithoutEntities joins persons to filings that say themselves whose
// they are.
func TestPersonsWithoutEntities(t *testing.T) {
	for _, name := range []string{"网站", "汇总"} {
		book := mustRead(t, new(rawBook).
			add(name, sheetXML("", []any{"主办单位名称", "统一社会信用代码", "主体负责人", "域名", "网站名称", "网站负责人"},
				[]any{"样张甲公司", usccA, "张三", "a.cn", "甲网站", "李四"}, []any{nil, nil, nil, "b.cn", "乙网站", "王五"})).
			add("联系人", sheetXML("", []any{"姓名", "手机"}, []any{"张三", "13800000001"}, []any{"李四", "13800000002"}, []any{"赵六", "13800000003"})).file(t))
		got := filingsOf(book, filing.SiteDomains, filing.EntityName, filing.EntityPersonMobile, filing.SitePersonName, filing.SitePersonMobile)
		want := []string{
			"a.cn|样张甲公司|13800000001|李四|13800000002",
			"b.cn|样张甲公司|13800000001|王五||entity-continued " + name + "!A3",
		}
		if name == "网站" {
			want[1] = "b.cn|样张甲公司|13800000001|||sheet-reference-missing 网站!F3|entity-continued 网站!A3"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"sheet-row-unused 联系人!4"}, rulesOf(book.Findings)); diff != "" {
			t.Fatal(diff)
		}
		if got := book.Findings[0].Args["value"]; got != filing.Mask(filing.EntityPersonName, "赵六") {
			t.Errorf("the row that is not used is called %q", got)
		}
	}
}

// TestReferenceMissing names all tables that a reference was looked for in.
func TestReferenceMissing(t *testing.T) {
	book := mustRead(t, new(rawBook).
		add("主体", sheetXML("", []any{"主体编号", "主办单位名称"}, []any{"1", "样张甲公司"})).
		add("主体2", sheetXML("", []any{"主体编号", "主办单位名称"}, []any{"2", "样张乙公司"})).
		add("网站", sheetXML("", []any{"所属主体编号", "域名"}, []any{"1", "a.cn"}, []any{"3", "b.cn"})).file(t))
	if got := book.Filings[1].Noticed; len(got) != 1 || got[0].Rule != ruleRefMissing || got[0].Args["sheet"] != "主体、主体2" {
		t.Errorf("%+v", got)
	}
}

// TestReferenceContinued goes on with the entity above in a table of sites.
func TestReferenceContinued(t *testing.T) {
	book := mustRead(t, new(rawBook).
		add("主体", sheetXML("", []any{"主体编号", "主办单位名称"}, []any{"1", "样张甲公司"}, []any{"2", "样张乙公司"})).
		add("网站", sheetXML("", []any{"主体编号", "域名", "网站名称"}, []any{"1", "a.cn"}, []any{nil, "b.cn"}, []any{"2", "c.cn"}, nil, []any{nil, "d.cn", "丁网站"})).file(t))
	want := []string{"a.cn|样张甲公司", "b.cn|样张甲公司|entity-continued 网站!A3", "c.cn|样张乙公司", "d.cn|"}
	if diff := cmp.Diff(want, filingsOf(book, filing.SiteDomains, filing.EntityName)); diff != "" {
		t.Error(diff)
	}
}
