package sheet

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

// readRows reads a workbook of one sheet.
func readRows(t *testing.T, opt Options, after string, rows ...[]any) *Book {
	t.Helper()
	book, err := Read(context.Background(), new(rawBook).add("表", sheetXML(after, rows...)).file(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// filingsOf writes every filing as the fields it has, with what was noticed.
func filingsOf(book *Book, fields ...filing.Field) (list []string) {
	for _, f := range book.Filings {
		var parts []string
		for _, field := range fields {
			parts = append(parts, f.Text(field))
		}
		list = append(list, strings.Join(append(parts, rulesOf(f.Noticed)...), "|"))
	}
	return list
}

const (
	usccA = "91640500MA76ABC06P"
	idA   = "11010519491231002X"
)

// TestLayouts reads sheets as people lay them out.
func TestLayouts(t *testing.T) {
	header := []any{"主办单位名称", "网站名称", "域名"}
	three := []filing.Field{filing.EntityName, filing.SiteName, filing.SiteDomains}
	tests := []struct {
		name     string
		after    string
		rows     [][]any
		fields   []filing.Field
		want     []string
		findings []string
	}{
		{
			name: "below one another, with other headers", fields: three,
			rows: [][]any{{"甲部门"}, header, {"样张甲公司", "甲网站", "a.cn"}, nil, {"乙部门"}, {"域名", "单位名称", "网站名", "备案类型"}, {"b.cn", "样张乙公司", "乙网站", "首次备案"}, {"合计：2"}},
			want: []string{"样张甲公司|甲网站|a.cn", "样张乙公司|乙网站|b.cn"}, findings: []string{"sheet-row-skipped 表!A8"},
		}, {
			name: "a header that follows at once", fields: three,
			rows: [][]any{header, {"样张甲公司", "甲网站", "a.cn"}, {"域名", "网站名称", "公司名称"}, {"b.cn", "乙网站", "样张乙公司"}},
			want: []string{"样张甲公司|甲网站|a.cn", "样张乙公司|乙网站|b.cn"},
		}, {
			name: "beside one another", fields: three,
			rows: [][]any{
				{"主办单位名称", "网站名称", "域名", nil, "主办单位名称", "网站名称", "域名"},
				{"样张甲公司", "甲网站", "a.cn", nil, "样张乙公司", "乙网站", "b.cn"},
				{"样张丙公司", "丙网站", "c.cn"},
			},
			want: []string{"样张甲公司|甲网站|a.cn", "样张丙公司|丙网站|c.cn", "样张乙公司|乙网站|b.cn"},
		}, {
			name: "beside one another, in another order behind a gap", fields: three,
			rows: [][]any{
				{"主办单位名称", "网站名称", "域名", nil, "域名", "主办单位名称", "网站名称"},
				{"样张甲公司", "甲网站", "a.cn", nil, "b.cn", "样张乙公司", "乙网站"},
			},
			want: []string{"样张甲公司|甲网站|a.cn", "样张乙公司|乙网站|b.cn"},
		}, {
			name: "instructions above that name fields", fields: three,
			rows: [][]any{{"主办单位名称", "域名", "网站名称"}, {"填全称", "不带 www"}, {"序号", "主办单位名称", "网站名称", "域名", "备案类型", "IP地址", "网站备注"}, {"1", "样张甲公司", "甲网站", "a.cn"}},
			want: []string{"样张甲公司|甲网站|a.cn"}, findings: []string{"sheet-row-skipped 表!A1", "sheet-row-skipped 表!A2"},
		}, {
			name: "a form with pairs", fields: append(three, filing.EntityCertNumber, filing.SitePersonName, filing.SitePersonMobile),
			rows: [][]any{
				{"网站备案信息表"},
				{"主办单位名称", "样张甲公司", "统一社会信用代码", usccA},
				{"网站名称", "甲网站", "域名", "a.cn"},
				{"网站负责人"},
				{"姓名", "张三", "手机", "13800000001"},
				{"填表说明：请如实填写"},
			},
			want: []string{"样张甲公司|甲网站|a.cn|" + usccA + "|张三|13800000001"}, findings: []string{"sheet-cells-unread 表!A6"},
		}, {
			name: "a form with blocks merged beside it", fields: append(three, filing.EntityPersonName, filing.EntityPersonMobile, filing.SitePersonMobile),
			after: `<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A3:A4"/><mergeCell ref="A5:A6"/><mergeCell ref="C1:E1"/></mergeCells>`,
			rows: [][]any{
				{"主体信息", "名称", "样张甲公司"}, {nil, "证件号码", usccA},
				{"主体负责人", "姓名", "李四"}, {nil, "手机", "13800000002"},
				{"网站负责人", "姓名", "张三"}, {nil, "手机", "13800000001"},
				{"网站", "网站名称", "甲网站"}, {nil, "域名", "a.cn"},
			},
			want: []string{"样张甲公司|甲网站|a.cn|李四|13800000002|13800000001"}, findings: []string{"sheet-cells-unread 表!A7"},
		}, {
			name: "a column for each filing", fields: three,
			rows: [][]any{{"填写项", "填写内容", nil, "填写说明"}, {"主办单位名称", "样张甲公司", "样张乙公司", "全称"}, {"网站名称", "甲网站", "乙网站", "三个字以上"}, {"域名", "a.cn", "b.cn", "不带 www"}, {"IP地址", "52.82.10.20", "52.82.10.21", "宁夏区域"}},
			want: []string{"样张甲公司|甲网站|a.cn", "样张乙公司|乙网站|b.cn"}, findings: []string{"sheet-cells-unread 表!D2"},
		}, {
			name: "forms below one another", fields: three,
			rows: [][]any{{"主办单位名称", "样张甲公司"}, {"网站名称", "甲网站"}, {"域名", "a.cn"}, nil, {"主办单位名称", "样张乙公司"}, {"网站名称", "乙网站"}, {"域名", "b.cn"}},
			want: []string{"样张甲公司|甲网站|a.cn", "样张乙公司|乙网站|b.cn"},
		}, {
			name: "an entity written once above its sites", fields: three,
			rows: [][]any{header, {"样张甲公司", "甲网站", "a.cn"}, {nil, "甲商城", "b.cn"}, {nil, "甲论坛", "c.cn"}, nil, {nil, "无主", "d.cn"}},
			want: []string{"样张甲公司|甲网站|a.cn", "样张甲公司|甲商城|b.cn|entity-continued 表!A3", "样张甲公司|甲论坛|c.cn|entity-continued 表!A4", "|无主|d.cn"},
		}, {
			name: "an entity that is partly blank is its own", fields: append(three, filing.EntityCertNumber),
			rows: [][]any{{"主办单位名称", "统一社会信用代码", "网站名称", "域名"}, {"样张甲公司", usccA, "甲网站", "a.cn"}, {"样张乙公司", nil, "乙网站", "b.cn"}},
			want: []string{"样张甲公司|甲网站|a.cn|" + usccA, "样张乙公司|乙网站|b.cn|"},
		}, {
			name: "two columns for one field that differ", fields: three,
			rows: [][]any{{"主办单位名称", "公司名称", "网站名称", "域名"}, {"样张甲公司", "样张甲公司", "甲网站", "a.cn"}, {"样张乙公司", "样张丙公司", "乙网站", "b.cn"}, {nil, "样张丁公司", "丁网站", "d.cn"}},
			want: []string{"样张甲公司|甲网站|a.cn", "|乙网站|b.cn|sheet-two-values 表!A3", "|丁网站|d.cn|sheet-two-values 表!A4"}, findings: []string{"sheet-column-duplicate 表!B1"},
		}, {
			name: "headers that changed places", fields: append(three, filing.SitePersonMobile, filing.SitePersonIDNumber),
			rows: [][]any{append(header, "网站负责人手机", "网站负责人证件号码"), {"样张甲公司", "甲网站", "a.cn", idA, "13800000001"}, {"样张乙公司", "乙网站", "b.cn", idA, "13800000002"}, {"样张丙公司", "丙网站", "c.cn", idA, "13800000003"}},
			want: []string{
				"样张甲公司|甲网站|a.cn|||sheet-value-contradicts 表!D2|sheet-value-contradicts 表!E2",
				"样张乙公司|乙网站|b.cn|||sheet-value-contradicts 表!D3|sheet-value-contradicts 表!E3",
				"样张丙公司|丙网站|c.cn|||sheet-value-contradicts 表!D4|sheet-value-contradicts 表!E4"},
			findings: []string{"sheet-column-contradicts 表!D1", "sheet-column-contradicts 表!E1"},
		}, {
			name: "columns that only their values tell", fields: append(three, filing.EntityCertNumber, filing.SitePersonMobile, filing.SitePersonEmail),
			rows: [][]any{append(header, "社会代码", "网站负责人姓名", nil, "网站负责人邮件地址"), {"样张甲公司", "甲网站", "a.cn", usccA, "张三", "13800000001", "a@example.com"}, {"样张乙公司", "乙网站", "b.cn", usccA, "张三", "13800000001", "b@example.com"}, {"样张丙公司", "丙网站", "c.cn", "91640500", "张三", "13800000001", "c@example.com"}, {"样张丁公司", "丁网站", "d.cn", usccA, "张三", "13800000001", "d@example.com"}, {"样张戊公司", "戊网站", "e.cn", usccA, "张三", "13800000001", "e@example.com"}},
			want: []string{"样张甲公司|甲网站|a.cn|" + usccA + "|13800000001|a@example.com", "样张乙公司|乙网站|b.cn|" + usccA + "|13800000001|b@example.com",
				"样张丙公司|丙网站|c.cn|91640500|13800000001|c@example.com", "样张丁公司|丁网站|d.cn|" + usccA + "|13800000001|d@example.com", "样张戊公司|戊网站|e.cn|" + usccA + "|13800000001|e@example.com"},
			findings: []string{"sheet-column-guessed 表!D1", "sheet-column-guessed 表!F2", "sheet-column-guessed 表!G1"},
		}, {
			name: "two columns whose values are alike are not guessed", fields: append(three, filing.AccessIPs),
			rows: [][]any{append(header, "甲机", "乙机"), {"样张甲公司", "甲网站", "a.cn", "52.82.10.20", "52.82.10.21"}},
			want: []string{"样张甲公司|甲网站|a.cn|"}, findings: []string{"sheet-column-unknown 表!D1", "sheet-column-unknown 表!E1"},
		}, {
			name: "headers that nobody knows", fields: []filing.Field{filing.EntityCertNumber, filing.SiteDomains, filing.AccessIPs},
			rows:     [][]any{{"备案收集"}, {"甲方", "社会代码", "网站地址栏", "机器"}, {"样张甲公司", usccA, "a.cn", "52.82.10.20"}, {"样张乙公司", usccA, "b.cn", "52.82.10.21"}, {"样张丙公司", usccA, "c.cn", "52.82.10.22"}},
			want:     []string{usccA + "|a.cn|52.82.10.20", usccA + "|b.cn|52.82.10.21", usccA + "|c.cn|52.82.10.22"},
			findings: []string{"sheet-column-unknown 表!A2", "sheet-column-guessed 表!B2", "sheet-column-guessed 表!C2", "sheet-column-guessed 表!D2"},
		}, {
			name: "a row with remarks only", fields: three,
			rows: [][]any{append(header, "内部备注", "经办"), {"样张甲公司", "甲网站", "a.cn", "x", "y"}, {nil, nil, nil, "待补", "z"}},
			want: []string{"样张甲公司|甲网站|a.cn"}, findings: []string{"sheet-column-unknown 表!D1", "sheet-column-unknown 表!E1", "sheet-row-skipped 表!D3"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := readRows(t, Options{}, tt.after, tt.rows...)
			if diff := cmp.Diff(tt.want, filingsOf(book, tt.fields...)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(append([]string{}, tt.findings...), rulesOf(book.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTablesExplain looks at what is said of a table.
func TestTablesExplain(t *testing.T) {
	book := readRows(t, Options{}, `<mergeCells><mergeCell ref="C1:D1"/></mergeCells>`,
		[]any{"主办单位名称", "手机", "网站负责人", nil, "公司名称"},
		[]any{nil, nil, "姓名", "手机", nil, "代码", "网站域名"},
		[]any{"样张甲公司", "13800000002", "张三", "13800000001", "样张甲公司", usccA, "a.cn"})
	if len(book.Tables) != 1 {
		t.Fatalf("%d tables", len(book.Tables))
	}
	table := book.Tables[0]
	if table.HeaderTop != 1 || table.HeaderRow != 2 || table.Rows != 1 || table.State != TableRead || table.Transposed {
		t.Errorf("%+v", table)
	}
	var got []string
	for _, c := range table.Columns {
		may := ""
		for _, a := range c.Alternatives {
			may += " " + a.Field
		}
		got = append(got, c.At+" "+c.Name+" "+c.Field+" "+string(c.State)+" "+string(c.Confidence)+" "+c.Reason.In(filing.ZH)+may)
	}
	want := []string{
		"表!A1 主办单位名称 entity.name taken high 标题与词典一致",
		"表!B1 手机  ambiguous  可能是主体负责人的，也可能是网站负责人的 entity.person.mobile site.person.mobile",
		"表!C2 网站负责人/姓名 site.person.name taken high 在“网站负责人”一栏之下",
		"表!D2 网站负责人/手机 site.person.mobile taken high 在“网站负责人”一栏之下",
		"表!E1 公司名称  duplicate low 与 表!A1 表示同一项 entity.name",
		"表!F2 代码 entity.cert_number taken medium 列中 1 个值都是统一社会信用代码 site.domain.holder_cert_number",
		"表!G2 网站域名 site.domains taken high 标题是“域名”的常见写法",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"13800000001"}, table.Columns[3].Samples); diff != "" {
		t.Error(diff)
	}
}

// TestEitherPerson reads columns of a responsible person who may be the entity's
// or the site's.
func TestEitherPerson(t *testing.T) {
	fields := []filing.Field{filing.EntityPersonName, filing.EntityPersonMobile, filing.SitePersonName, filing.SitePersonMobile}
	tests := []struct {
		name     string
		header   []any
		told     map[string]string
		want     string
		findings []string
	}{
		{name: "one person", header: []any{"域名", "负责人", "手机"}, want: "|||",
			findings: []string{"C1 one-person: entity.person.name site.person.name both.person.name", "D1 : entity.person.mobile site.person.mobile both.person.mobile"}},
		{name: "told to be both", header: []any{"域名", "负责人", "手机"}, told: map[string]string{"负责人": "both.person.name"}, want: "张三|13800000001|张三|13800000001"},
		{name: "told to be the site's", header: []any{"域名", "负责人", "手机"}, told: map[string]string{"负责人": "site.person.name"}, want: "||张三|13800000001"},
		{name: "another contact", header: []any{"域名", "联系人", "移动电话（必填）"}, want: "|||",
			findings: []string{"C1 one-person: entity.person.name site.person.name both.person.name", "D1 : entity.person.mobile site.person.mobile both.person.mobile"}},
		{name: "beside the site's own", header: []any{"域名", "负责人", "手机", "网站负责人姓名", "网站负责人手机"}, want: "||李四|13800000002",
			findings: []string{"C1 : entity.person.name site.person.name", "D1 : entity.person.mobile site.person.mobile"}},
		{name: "behind the entity's own", header: []any{"域名", "主体负责人姓名", "主体负责人手机", "负责人", "手机"}, want: "张三|13800000001||",
			findings: []string{"E1 : entity.person.name site.person.name", "F1 : entity.person.mobile site.person.mobile"}},
		{name: "both, beside the site's own", header: []any{"域名", "网站负责人姓名", "网站负责人手机", "负责人", "手机"}, told: map[string]string{"负责人": "both.person.name"},
			want: "李四||||sheet-two-values 表!E2|sheet-two-values 表!D2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := readRows(t, Options{Columns: tt.told}, "", append([]any{"主办单位名称"}, tt.header...), []any{"样张公司", "a.cn", "张三", "13800000001", "李四", "13800000002"}[:1+len(tt.header)])
			var findings []string
			for _, f := range book.Findings {
				if f.Rule != ruleColumnAmbiguous {
					continue
				}
				line := filing.Cell{Col: f.Place.Col, Row: f.Place.Row}.String() + " " + f.Variant + ":"
				for _, a := range book.Tables[0].Columns[f.Place.Col-1].Alternatives {
					line += " " + a.Field
				}
				findings = append(findings, line)
			}
			if diff := cmp.Diff([]string{tt.want}, filingsOf(book, fields...)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.findings, findings); diff != "" {
				t.Error(diff)
			}
			for _, c := range book.Tables[0].Columns {
				if c.Reason.In(filing.ZH) == "" || c.Field != "" && LabelOf(c.Field).ZH == c.Field {
					t.Errorf("column %+v", c)
				}
			}
		})
	}
}

// TestHidden reads a sheet with a hidden row and column beside a hidden sheet.
func TestHidden(t *testing.T) {
	head := []any{"主办单位名称", "网站名称", "域名", "IP地址"}
	seen := sheetXML("", head, []any{"样张甲公司", "甲网站", "a.cn", "52.82.10.20"}, []any{"样张乙公司", "乙网站", "b.cn", "52.82.10.21"})
	seen = strings.Replace(seen, `<row r="3">`, `<row r="3" hidden="1">`, 1)
	seen = strings.Replace(seen, "<sheetData>", `<cols><col min="4" max="4" hidden="1"/></cols><sheetData>`, 1)
	b := new(rawBook).add("一", seen).add("藏", sheetXML("", head, []any{"样张丙公司", "丙网站", "c.cn", "52.82.10.22"}))
	b.states = map[string]string{"藏": "hidden"}
	path := b.file(t)
	tests := []struct {
		hidden   Hidden
		want     []string
		findings []string
		read     bool
	}{
		{HiddenDefault, []string{"a.cn|52.82.10.20", "b.cn|52.82.10.21"}, []string{"sheet-rows-hidden 一!1", "sheet-columns-hidden 一!1", "sheet-hidden"}, true},
		{HiddenInclude, []string{"a.cn|52.82.10.20", "b.cn|52.82.10.21", "c.cn|52.82.10.22"}, []string{"sheet-rows-hidden 一!1", "sheet-columns-hidden 一!1"}, true},
		{HiddenSkip, []string{"a.cn|"}, []string{"sheet-rows-hidden 一!1", "sheet-columns-hidden 一!1", "sheet-hidden"}, false},
	}
	for _, tt := range tests {
		book, err := Read(context.Background(), path, Options{Hidden: tt.hidden})
		check(t, err)
		if diff := cmp.Diff(tt.want, filingsOf(book, filing.SiteDomains, filing.AccessIPs)); diff != "" {
			t.Errorf("%q: %s", tt.hidden, diff)
		}
		if diff := cmp.Diff(tt.findings, rulesOf(book.Findings)); diff != "" {
			t.Errorf("%q: %s", tt.hidden, diff)
		}
		if table := book.Tables[0]; table.Hidden != 1 || table.HiddenRead != tt.read || !table.Columns[3].Hidden {
			t.Errorf("%q: %+v", tt.hidden, table)
		}
	}
}

// TestToldColumns corrects what columns mean: by their headers, by a mapping that
// was kept for the same headers in another order, and where the header stands.
func TestToldColumns(t *testing.T) {
	rows := [][]any{{"公司", "站名", "网址栏", "手机", "内部"}, {"样张甲公司", "甲网站", "a.cn", "13800000001", "x"}}
	fields := []filing.Field{filing.EntityName, filing.SiteName, filing.SiteDomains, filing.SitePersonMobile, filing.SiteRemark}
	want := []string{"样张甲公司|甲网站|a.cn|13800000001|x"}
	told := map[string]string{"公司": "entity.name", "站名": "site.name", " 网址栏 ": "site.domains", "手机": "site.person.mobile", "内部": "site.remark"}
	book := readRows(t, Options{Columns: told}, "", rows...)
	if diff := cmp.Diff(want, filingsOf(book, fields...)); diff != "" {
		t.Error(diff)
	}
	table := book.Tables[0]
	kept := Mapping{Columns: map[string]string{}}
	for _, c := range table.Columns {
		kept.Columns[c.Name] = c.Field
	}
	mappings := func(fingerprint string) (Mapping, bool) { return kept, fingerprint == table.Fingerprint }
	again := readRows(t, Options{Mappings: mappings}, "", []any{"内部", "手机", "站名", "公司", "网址栏"}, []any{"x", "13800000001", "甲网站", "样张甲公司", "a.cn"})
	if diff := cmp.Diff(want, filingsOf(again, fields...)); diff != "" {
		t.Error(diff)
	}
	if got := again.Tables[0]; !got.Remembered || got.Columns[0].Reason.In(filing.ZH) != "按上次的设置" || len(again.Findings) != 0 {
		t.Errorf("%+v, findings %v", got, rulesOf(again.Findings))
	}
	kept.Columns["内部"] = Skip
	skipped := readRows(t, Options{Mappings: mappings}, "", rows...)
	if got := skipped.Tables[0].Columns[4]; got.State != Skipped || got.Field != "" || len(skipped.Findings) != 0 {
		t.Errorf("%+v, findings %v", got, rulesOf(skipped.Findings))
	}
	moved := readRows(t, Options{HeaderRows: map[string]int{"表": 2}}, "", []any{"主办单位名称", "网站名称", "域名"}, []any{"网站名称", "主办单位名称", "域名", "备案类型"}, []any{"甲网站", "样张甲公司", "a.cn", "首次备案"})
	if diff := cmp.Diff([]string{"样张甲公司|甲网站|a.cn||"}, filingsOf(moved, fields...)); diff != "" {
		t.Error(diff)
	}
}

// TestJoinedByName joins sheets that people made themselves, by names instead of
// numbers.
func TestJoinedByName(t *testing.T) {
	b := new(rawBook).
		add("公司", sheetXML("", []any{"单位名称", "统一社会信用代码", "通信地址"}, []any{"样张甲公司", usccA, "样张路1号"}, []any{"样张乙公司", "91640500MA76ABC07M", "样张路2号"}, []any{"样张甲公司", usccA, "样张路3号"})).
		add("负责人", sheetXML("", []any{"姓名", "手机", "证件号码"}, []any{"张三", "13800000001", idA}, []any{"李四", "13800000002", "E12345678"})).
		add("网站列表", sheetXML("", []any{"域名", "网站名称", "主办单位名称", "网站负责人", "通信地址"}, []any{"a.cn", "甲网站", "样张甲公司", "张三"}, []any{"b.cn", "乙网站", "样张丙公司", "李四"}, []any{"c.cn", "丙网站", "样张乙公司", "李四", "样张路9号"}))
	book := mustRead(t, b.file(t))
	got := filingsOf(book, filing.SiteDomains, filing.EntityName, filing.EntityCertNumber, filing.EntityAddress, filing.SitePersonMobile)
	want := []string{
		"a.cn|样张甲公司|" + usccA + "|样张路1号|13800000001",
		"b.cn|样张丙公司|||13800000002|sheet-reference-missing 网站列表!C3",
		"c.cn|样张乙公司|91640500MA76ABC07M|样张路9号|13800000002|sheet-copies-differ 网站列表!E4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"sheet-copies-differ 公司!C4", "sheet-row-unused 公司!4"}, rulesOf(book.Findings)); diff != "" {
		t.Error(diff)
	}
}

// TestReferencesTwice suggests for a reference column what it is, and no field.
func TestReferencesTwice(t *testing.T) {
	path := new(rawBook).
		add("主体", sheetXML("", []any{"主体编号", "编号", "主办单位名称"}, []any{"1", "1", "样张公司"})).
		add("网站", sheetXML("", []any{"主体", "主体编号", "域名"}, []any{"1", "1", "a.cn"})).file(t)
	book, err := Read(t.Context(), path, Options{})
	check(t, err)
	var got []string
	for _, c := range columnsOf(book) {
		if c.State == Duplicate {
			got = append(got, c.At+" "+c.Alternatives[0].Field)
		}
	}
	if diff := cmp.Diff([]string{"主体!B1 ref.number", "网站!B1 ref.entity"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestNoTable says of a sheet without known headers what its columns are called.
func TestNoTable(t *testing.T) {
	path := new(rawBook).add("表", sheetXML("", []any{"甲", "乙", "丙"}, []any{"1", "2", "3"})).file(t)
	w, err := Load(context.Background(), path, Options{})
	check(t, err)
	book, err := w.Read(t.Context(), Options{})
	if err == nil || len(book.Tables) != 1 || book.Tables[0].State != TableIgnored || len(book.Tables[0].Columns) != 3 {
		t.Fatalf("error %v, tables %+v", err, book.Tables)
	}
	told := map[string]string{"甲": "entity.name", "乙": "site.name", "丙": "site.remark"}
	if book, err = w.Read(t.Context(), Options{Columns: told}); err != nil || len(book.Filings) != 1 || book.Filings[0].Text(filing.SiteRemark) != "3" {
		t.Errorf("error %v", err)
	}
}

// TestHiddenSheetRemembered reads a hidden sheet when that was said of its table
// before, and not when it is said now that nothing hidden is read.
func TestHiddenSheetRemembered(t *testing.T) {
	b := new(rawBook).
		add("一", sheetXML("", []any{"主办单位名称", "网站名称", "域名"}, []any{"样张公司", "甲", "a.cn"})).
		add("藏", sheetXML("", []any{"主办单位名称", "网站名称", "域名", "网站备注"}, []any{"样张公司", "乙", "b.cn", "备"}))
	b.states = map[string]string{"藏": "hidden"}
	path := b.file(t)
	book, err := Read(t.Context(), path, Options{})
	check(t, err)
	hidden := book.Tables[1]
	if hidden.State != TableHidden || !hidden.SheetHidden || hidden.Fingerprint == "" || book.Tables[0].SheetHidden || len(book.Filings) != 1 {
		t.Fatalf("tables %+v, %+v", book.Tables[0], hidden)
	}
	kept := func(fingerprint string) (Mapping, bool) {
		return Mapping{HiddenSheet: true}, fingerprint == hidden.Fingerprint
	}
	for said, want := range map[Hidden]int{HiddenDefault: 2, HiddenInclude: 2, HiddenSkip: 1} {
		book, err = Read(t.Context(), path, Options{Hidden: said, Mappings: kept})
		check(t, err)
		if len(book.Filings) != want || book.Tables[1].SheetHidden != true {
			t.Errorf("%q: %d filings, table %+v", said, len(book.Filings), book.Tables[1])
		}
	}
}

func TestPersonal(t *testing.T) {
	for s, want := range map[string]bool{"手机": false, "网站负责人/手机#2": false, idA: true, "a@example.com": true, "13800000001": true, "a.cn": true, "2024年": false} {
		if Personal(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
