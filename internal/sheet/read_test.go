package sheet

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

func TestReadFlatSheet(t *testing.T) {
	path := oneSheet(
		[]any{"西云数据备案信息收集表"},
		[]any{"填写说明：一行一个网站"},
		nil,
		[]any{"主办单位名称（必填）", "*统一社会信用代码", "备案类型", "网站名称", "域名", "内部备注"},
		[]any{"样张甲公司", "91640500MA76ABC06P", "首次备案", "甲官网", "a.cn、b.cn", "x"},
		nil,
		[]any{"样张乙公司", nil, "新增网站", "乙官网", "c.cn"},
		[]any{"制表人：小明　审核：小红"},
	).file(t)
	book := mustRead(t, path)
	if len(book.Filings) != 2 {
		t.Fatalf("%d filings, want 2", len(book.Filings))
	}
	f := book.Filings[0]
	if got := f.Get(filing.SiteDomains); got != (filing.Value{Text: "a.cn\nb.cn", Raw: "a.cn、b.cn", Cell: filing.Cell{Sheet: "备案", Col: 5, Row: 5}}) {
		t.Errorf("domains %+v", got)
	}
	if f.Kind() != filing.NewEntity || f.Place.String() != "备案!5" || f.Key() != "a.cn" || f.Source != path {
		t.Errorf("kind %q, place %s, key %q, source %q", f.Kind(), f.Place, f.Key(), f.Source)
	}
	if got := book.Filings[1].Get(filing.EntityCertNumber); got != (filing.Value{Cell: filing.Cell{Sheet: "备案", Col: 2, Row: 7}}) {
		t.Errorf("an empty cell is %+v, want its place only", got)
	}
	want := []string{"sheet-column-unknown 备案!F4", "sheet-row-skipped 备案!A8"}
	if diff := cmp.Diff(want, rulesOf(book.Findings)); diff != "" {
		t.Error(diff)
	}
	states := make(map[string]State)
	for _, c := range columnsOf(book) {
		states[c.Header+" "+c.Field] = c.State
	}
	if states["域名 site.domains"] != Taken || states["内部备注 "] != Unknown || len(states) != 6 {
		t.Error(states)
	}
}

func TestReadCells(t *testing.T) {
	const id = "主体负责人证件号码"
	tests := []struct {
		name, header string
		cell         any
		bookPr       string
		want         string // canonical text
		noticed      string // rule
	}{
		{name: "number as text", header: id, cell: "320106199001011234", want: "320106199001011234"},
		{name: "number that lost its end", header: id, cell: num("3.2010619900101101E+17"), noticed: "number-precision-lost"},
		{name: "number with all digits in the file", header: id, cell: num("320106199001011234"), noticed: "number-precision-lost"},
		{name: "text of a lost number", header: id, cell: "3.20106199001011E+17", noticed: "number-precision-lost"},
		{name: "code that only looks scientific", header: "统一社会信用代码", cell: "12E345", want: "12E345"},
		{name: "credit code of digits only", header: "统一社会信用代码", cell: num("9.1310000717854004E+17"), noticed: "number-precision-lost"},
		{name: "fifteen digits", header: id, cell: num("320106900101123"), want: "320106900101123"},
		{name: "phone as number", header: "主体负责人手机", cell: num("13800138000"), want: "13800138000"},
		{name: "phone in scientific form", header: "主体负责人手机", cell: num("1.3800138E10"), want: "13800138000"},
		{name: "lost phone", header: "主体负责人手机", cell: "1.38E+10", noticed: "number-precision-lost"},
		{name: "account without its zero", header: "AWS账号ID", cell: num("12345678901"), want: "012345678901", noticed: "leading-zeros-restored"},
		{name: "account in full", header: "AWS账号ID", cell: num("1.23456789012E+11"), want: "123456789012"},
		{name: "account after a calculation", header: "AWS账号ID", cell: num("123456789012.00001"), want: "123456789012"},
		{name: "account far too short", header: "AWS账号ID", cell: num("12345678"), want: "12345678"},
		{name: "date serial", header: "域名到期日期", cell: num("45292"), want: "2024-01-01"},
		{name: "date and time", header: "域名到期日期", cell: num("45292.75"), want: "2024-01-01"},
		{name: "date from 1904", header: "域名到期日期", cell: num("43830"), bookPr: `<workbookPr date1904="1"/>`, want: "2024-01-01"},
		{name: "date typed as number", header: "域名到期日期", cell: num("20240101"), want: "2024-01-01"},
		{name: "ambiguous number", header: "域名到期日期", cell: num("2024.1"), want: "2024.1"},
		{name: "ISO date", header: "域名到期日期", cell: rawCell{`t="d"`, "<v>2024-01-01T00:00:00</v>"}, want: "2024-01-01"},
		{name: "date as text", header: "域名到期日期", cell: "2024年1月1日", want: "2024-01-01"},
		{name: "for ever", header: "主体负责人证件有效期止", cell: "长期有效", want: "长期"},
		{name: "small number is no date", header: "域名到期日期", cell: num("60"), want: "60"},
		{name: "truth", header: "域名已实名认证", cell: rawCell{`t="b"`, "<v>1</v>"}, want: "yes"},
		{name: "error value", header: id, cell: rawCell{`t="e"`, "<f>VLOOKUP(1,A:A,2,0)</f><v>#N/A</v>"}, noticed: "cell-error"},
		{name: "formula with its result", header: id, cell: rawCell{`t="str"`, `<f>"a"&amp;"b"</f><v>E12345678</v>`}, want: "E12345678"},
		{name: "formula without result", header: id, cell: rawCell{``, `<f>"a"&amp;"b"</f>`}, noticed: "formula-uncached"},
		{name: "formula with an empty result", header: id, cell: rawCell{`t="str"`, `<f>""</f><v></v>`}},
		{name: "escape", header: "网站备注", cell: "甲_x000D_\n乙", want: "甲 乙"},
		{name: "escape of a pair", header: "网站备注", cell: rawCell{`t="inlineStr"`, "<is><t>_xD842__xDFB7_田</t></is>"}, want: "𠮷田"},
		{name: "rich text with a reading", header: "网站备注", cell: rawCell{`t="inlineStr"`, "<is><r><t>东</t></r><r><t>京</t></r><rPh sb=\"0\" eb=\"1\"><t>トウ</t></rPh></is>"}, want: "东京"},
		{name: "picture in a cell", header: "主办单位证件文件", cell: rawCell{`t="str"`, `<f>_xlfn.DISPIMG("ID_A",1)</f><v>=DISPIMG("ID_A",1)</v>`}, noticed: "cell-picture"},
		{name: "full-width digits", header: id, cell: "３２０１０６１９９００１０１１２３４", want: "320106199001011234"},
		{name: "number copied from the web", header: id, cell: "\u202d320106\u200b1990\u00a001011234\ufeff", want: "320106199001011234"},
		{name: "rounded number as text", header: id, cell: "320106199001012000", want: "320106199001012000", noticed: "number-rounded"},
		{name: "sound number that ends in zeros", header: id, cell: "110105194912310120", want: "110105194912310120"},
		{name: "sixteen digits", header: id, cell: num("1234567890123456"), noticed: "number-precision-lost"},
		{name: "the least number that loses digits", header: id, cell: num("1000000000000000"), noticed: "number-precision-lost"},
		{name: "number with a fraction of nothing", header: "主体负责人手机", cell: num("13800138000.0"), want: "13800138000"},
		{name: "phone typed with an apostrophe", header: "主体负责人手机", cell: "'13800138000", want: "13800138000"},
		{name: "name typed with an apostrophe", header: "网站备注", cell: "'样张", want: "样张"},
		{name: "account as text without its zero", header: "AWS账号ID", cell: "12345678901", want: "12345678901"},
		{name: "account in the form of the console", header: "AWS账号ID", cell: "0123-4567-8901", want: "012345678901"},
		{name: "account in scientific form", header: "AWS账号ID", cell: "1.23E+11", noticed: "number-precision-lost"},
		{name: "no day of 1900", header: "域名到期日期", cell: num("-1"), want: "-1"},
		{name: "day from 1904, text", header: "域名到期日期", cell: "2024/1/1", bookPr: `<workbookPr date1904="true"/>`, want: "2024-01-01"},
		{name: "ISO day", header: "域名到期日期", cell: rawCell{`t="d"`, "<v>2024-01-01</v>"}, want: "2024-01-01"},
		{name: "day in Chinese numerals", header: "域名到期日期", cell: "二○二四年一月一日", want: "2024-01-01"},
		{name: "day that may be of two months", header: "域名到期日期", cell: "1/2/2024", want: "1/2/2024"},
		{name: "day that is none", header: "域名到期日期", cell: "2024-02-30", want: "2024-02-30"},
		{name: "month alone, as text", header: "域名到期日期", cell: "2024.1", want: "2024.1"},
		{name: "range in one cell", header: "主体负责人证件有效期止", cell: "2014.01.01-2034.01.01", want: "2034-01-01"},
		{name: "range without an end", header: "主体负责人证件有效期止", cell: "2014.01.01-长期", want: "长期"},
		{name: "error value as text", header: id, cell: "#N/A", noticed: "cell-error"},
		{name: "number too wide to be shown", header: "网站备注", cell: "########", noticed: "cell-error"},
		{name: "text with a number sign", header: "网站备注", cell: "#1 店", want: "#1 店"},
		{name: "formula with a number too long", header: id, cell: rawCell{``, `<f>A1*1</f><v>3.2010619900101101E+17</v>`}, noticed: "number-precision-lost"},
		{name: "several addresses", header: "IP地址", cell: "52.82.10.20，52.82.10.22-25\n52.82.11.0/24", want: "52.82.10.20\n52.82.10.22-52.82.10.25\n52.82.11.0/24"},
		{name: "character beyond the first plane", header: "网站备注", cell: "𠮷田😀", want: "𠮷田😀"},
		{name: "lone half of an escape", header: "网站备注", cell: rawCell{`t="inlineStr"`, "<is><t>a_xD842_b</t></is>"}, want: "a\ufffdb"},
		{name: "text as long as a cell can hold", header: "网站备注", cell: strings.Repeat("长", maxLength), want: strings.Repeat("长", maxLength)},
		{name: "text longer than a cell can hold", header: "网站备注", cell: strings.Repeat("长", maxLength+1), noticed: "cell-too-long"},
		{name: "looks like a formula", header: "网站备注", cell: "=1+1", want: "=1+1"},
		{name: "number in a name", header: "网站备注", cell: num("7"), want: "7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := withColumn(tt.header, tt.cell)
			b.bookPr = tt.bookPr
			// The text of the escape test stands in the file as it is.
			if s, ok := tt.cell.(string); ok && strings.Contains(s, "_x000D_") {
				b.sheets[0] = strings.ReplaceAll(b.sheets[0], "_x005F_x000D_", "_x000D_")
			}
			book := mustRead(t, b.file(t))
			field, ok := filing.ByKey(lastColumnOf(book).Field)
			if !ok || len(book.Filings) != 1 {
				t.Fatalf("column %+v, %d filings", lastColumnOf(book), len(book.Filings))
			}
			f := book.Filings[0]
			got := f.Get(field)
			if field.Def().Enum == "yes-no" && got.Text == "" {
				t.Error("no answer")
			}
			if got.Text != tt.want {
				t.Errorf("text %q, want %q", got.Text, tt.want)
			}
			if got.Cell.String() != "备案!E2" {
				t.Errorf("cell %s", got.Cell)
			}
			var want []string
			if tt.noticed != "" {
				want = []string{tt.noticed + " 备案!E2"}
			}
			if diff := cmp.Diff(want, rulesOf(f.Noticed), cmp.Transformer("empty", func(s []string) string { return strings.Join(s, ",") })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRestoredZerosAreSuggested has the restored number ready to be put into the
// workbook as a text.
func TestRestoredZerosAreSuggested(t *testing.T) {
	f := mustRead(t, withColumn("AWS账号ID", num("12345678901")).file(t)).Filings[0]
	n := f.Noticed[0]
	field, _ := filing.ByKey(n.Field)
	if n.Suggest != "012345678901" || f.Get(field).Raw != "12345678901" {
		t.Errorf("suggests %q for %q", n.Suggest, f.Get(field).Raw)
	}
}

func TestSecretsStayMasked(t *testing.T) {
	book := mustRead(t, withColumn("主体负责人证件号码", num("320106199001011234")).file(t))
	got := book.Filings[0].Noticed[0].Args["value"]
	if strings.Contains(got, "19900101") || got == "" {
		t.Errorf("shown as %q", got)
	}
}

func TestReadMergedCells(t *testing.T) {
	rows := [][]any{
		{"主体信息", nil, "网站信息", nil, "网站负责人"},
		{"名称", "证件号码", "名称", "域名", "姓名", "手机"},
		{"样张甲公司", "91640500MA76ABC06P", "甲官网", "a.cn", "张三", "13800000001"},
		{nil, nil, "甲商城", "b.cn", "李四", "13800000002"},
		{"样张乙公司", "91640500MA76ABC07N", "乙官网", "c.cn", "王五"},
		{nil, nil, "无主之站", "d.cn"},
	}
	merges := `<mergeCells count="5"><mergeCell ref="A1:B1"/><mergeCell ref="C1:D1"/><mergeCell ref="E1:F1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/></mergeCells>`
	book := mustRead(t, new(rawBook).add("表", sheetXML(merges, rows...)).file(t))
	if len(book.Filings) != 4 || len(book.Findings) != 0 {
		t.Fatalf("%d filings, findings %v", len(book.Filings), rulesOf(book.Findings))
	}
	second := book.Filings[1]
	if got := second.Get(filing.EntityName); got.Text != "样张甲公司" || got.Cell.String() != "表!A3" {
		t.Errorf("the merged name is %+v", got)
	}
	if second.Text(filing.SitePersonName) != "李四" || second.Text(filing.SitePersonMobile) != "13800000002" {
		t.Error("the person below the block's header was not understood")
	}
	if got := book.Filings[3].Get(filing.EntityName); got.Text != "" || got.Cell.String() != "表!A6" {
		t.Errorf("a plain blank was filled: %+v", got)
	}
}

func TestReadVerticallyMergedHeader(t *testing.T) {
	rows := [][]any{
		{"域名", "网站名称", "主体负责人", nil, "网站负责人"},
		{nil, nil, "姓名", "手机", "姓名", "手机"},
		{"a.cn", "甲官网", "张三", "13800000001", "李四", "13800000002"},
	}
	merges := `<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/><mergeCell ref="E1:F1"/></mergeCells>`
	for name, after := range map[string]string{"merged": merges, "not merged": ""} {
		book := mustRead(t, new(rawBook).add("表", sheetXML(after, rows...)).file(t))
		if len(book.Filings) != 1 {
			t.Fatalf("%s: %d filings", name, len(book.Filings))
		}
		f := book.Filings[0]
		got := []string{f.Domain(), f.Text(filing.SiteName), f.Text(filing.EntityPersonName), f.Text(filing.EntityPersonMobile), f.Text(filing.SitePersonName), f.Text(filing.SitePersonMobile)}
		if diff := cmp.Diff([]string{"a.cn", "甲官网", "张三", "13800000001", "李四", "13800000002"}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadRows(t *testing.T) {
	header := []any{"编号", "备案类型", "主办单位名称", "网站名称", "域名"}
	tests := []struct {
		name     string
		rows     [][]any
		keys     string
		findings []string
	}{
		{"ditto", [][]any{{"1", "首次备案", "样张公司", "甲", "a.cn"}, {"2", "同上", "〃", "乙", "b.cn"}}, "1 2", nil},
		{"example", [][]any{{"示例", "首次备案", "样张云帆科技（宁夏）有限公司", "样张云帆科技官网", "example.com"}, {"1", "首次备案", "样张公司", "甲", "a.cn"}}, "1", nil},
		{"example that was overwritten", [][]any{{"示例", "首次备案", "样张公司", "甲", "a.cn"}}, "", []string{"sheet-row-example 表!C2"}},
		{"header once more", [][]any{{"1", "首次备案", "样张公司", "甲", "a.cn"}, header, {"2", "首次备案", "样张公司", "乙", "b.cn"}}, "1 2", []string{"sheet-row-skipped 表!A3"}},
		{"footers", [][]any{{"1", "首次备案", "样张公司", "甲", "a.cn"}, {"填表：小明", nil, nil, "审核：小红"}, {"以上共 1 个"}}, "1", []string{"sheet-row-skipped 表!A3", "sheet-row-skipped 表!A4"}},
		{"a total", [][]any{{"1", "首次备案", "样张公司", "甲", "a.cn"}, {"合计", nil, 1, 1, nil}}, "1", []string{"sheet-row-skipped 表!A3"}},
		{"a domain alone is a filing", [][]any{{nil, nil, nil, nil, "a.cn"}}, "a.cn", nil},
		{"a name alone is a filing", [][]any{{nil, nil, "样张公司"}}, "001", nil},
		{"data below no header", [][]any{{"1", "首次备案", "样张公司", "甲", "a.cn", nil, "x"}}, "1", []string{"sheet-column-headless 表!G2"}},
		{"blanks", [][]any{{" ", "", "\u3000"}, {"1", "首次备案", "样张公司", "甲", "a.cn"}}, "1", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := mustRead(t, new(rawBook).add("表", sheetXML("", append([][]any{header}, tt.rows...)...)).file(t))
			var keys []string
			for _, f := range book.Filings {
				keys = append(keys, f.Key())
			}
			if got := strings.Join(keys, " "); got != tt.keys {
				t.Errorf("filings %q, want %q", got, tt.keys)
			}
			if diff := cmp.Diff(append([]string{}, tt.findings...), rulesOf(book.Findings)); diff != "" {
				t.Error(diff)
			}
			if tt.name == "ditto" {
				second := book.Filings[1]
				if second.Kind() != filing.NewEntity || second.Text(filing.EntityName) != "样张公司" || len(second.Noticed) != 2 || second.Noticed[0].Rule != "ditto-filled" {
					t.Errorf("kind %q, name %q, noticed %v", second.Kind(), second.Text(filing.EntityName), rulesOf(second.Noticed))
				}
			}
		})
	}
}

func TestReadColumns(t *testing.T) {
	tests := []struct {
		name     string
		header   []any
		findings []string
	}{
		{"duplicate", []any{"主办单位名称", "公司名称", "域名", "网站名称"}, []string{"sheet-column-duplicate 备案!B1"}},
		{"ambiguous", []any{"主办单位名称", "身份证号", "手机", "域名"}, []string{"sheet-column-ambiguous 备案!B1", "sheet-column-ambiguous 备案!C1"}},
		{"explained by the column before", []any{"主办单位名称", "网站负责人姓名", "身份证号", "手机", "域名"}, nil},
		{"certificate of the entity before", []any{"主办单位名称", "证件类型", "证件号码", "网站负责人", "证件号码", "域名"}, nil},
		{"certificate named elsewhere", []any{"主办单位名称", "证件号码", "统一社会信用代码", "域名"}, []string{"sheet-column-ambiguous 备案!B1"}},
		{"certificate of the legal representative", []any{"主办单位名称", "法定代表人姓名", "证件号码", "域名"}, []string{"sheet-column-ambiguous 备案!C1"}},
		{"forgotten by then", []any{"主办单位名称", "网站负责人姓名", "域名", "手机"}, []string{"sheet-column-ambiguous 备案!D1"}},
		{"responsible person of the site", []any{"域名", "网站名称", "网站负责人", "负责人手机", "负责人邮箱"}, nil},
		{"width and brackets", []any{"Ｅ－ｍａｉｌ地址？", "域名（多个用顿号分隔）", "*网站\n名称（必填）", "备案类型"}, []string{"sheet-column-unknown 备案!A1"}},
		{"keys", []any{"site.domains", "entity.name", "filing.kind"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := make([]any, len(tt.header))
			for i := range data {
				data[i] = "x.cn"
			}
			book := mustRead(t, oneSheet(tt.header, data).file(t))
			if diff := cmp.Diff(append([]string{}, tt.findings...), rulesOf(book.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadSeveralSheets(t *testing.T) {
	b := new(rawBook).
		add("封面", sheetXML("", []any{"备案资料"})).
		add("一", sheetXML("", flatHeader, []any{"1", "首次备案", "样张公司", "a.cn"})).
		add("二", sheetXML("", []any{"域名", "编号", "主办单位名称"}, []any{"b.cn", "2", "样张公司"})).
		add("藏", sheetXML("", flatHeader, []any{"3", "首次备案", "样张公司", "c.cn"})).
		add("字典", sheetXML("", []any{"企业"}, []any{"事业单位"})).
		add("问题清单", sheetXML("", flatHeader, []any{"4", "首次备案", "样张公司", "d.cn"}))
	b.states = map[string]string{"藏": "hidden", "字典": "veryHidden"}
	b.sheets[1] = strings.Replace(b.sheets[1], `<row r="2">`, `<row r="2" hidden="1">`, 1)
	book := mustRead(t, b.file(t))
	var got []string
	for _, f := range book.Filings {
		got = append(got, f.Key()+" "+f.Cell(filing.SiteDomains).String())
	}
	if diff := cmp.Diff([]string{"1 一!D2", "2 二!A2"}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"sheet-ignored", "sheet-rows-hidden 一!1", "sheet-hidden"}, rulesOf(book.Findings)); diff != "" {
		t.Error(diff)
	}
}

func TestReadTellsProgress(t *testing.T) {
	path := withColumn("网站备注", "a", "b").file(t)
	calls, last := 0, 0
	_, err := Read(context.Background(), path, Options{Progress: func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress from %d to %d of %d", last, done, total)
		}
		calls, last = calls+1, done
	}})
	if err != nil || calls == 0 {
		t.Fatalf("%d calls, error %v", calls, err)
	}
}

// ending is a context that ends once it was asked for its error some times.
type ending struct {
	context.Context
	left int
}

func (c *ending) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestReadAgainCancelled interrupts the reading of cells in memory at every place
// where it can be.
func TestReadAgainCancelled(t *testing.T) {
	rows := [][]any{{"编号", "主办单位名称", "网站名称"}}
	for n := range 30 {
		rows = append(rows, []any{itoa(n + 1), "样张公司", "样张官网"})
	}
	w, err := Load(t.Context(), new(rawBook).add("表", sheetXML("", rows...)).file(t), Options{})
	check(t, err)
	for asked := 0; ; asked++ {
		book, err := w.Read(&ending{t.Context(), asked}, Options{})
		if err == nil {
			if len(book.Filings) != 30 || asked < 30 {
				t.Errorf("%d filings, %d times asked", len(book.Filings), asked)
			}
			return
		}
		if book != nil || !errors.Is(err, context.Canceled) {
			t.Fatalf("asked %d times: book %v, error %v", asked, book, err)
		}
	}
}

func TestReadCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	path := withColumn("网站备注", "a").file(t)
	_, err := Read(ctx, path, Options{Progress: func(int, int) { cancel() }})
	if err == nil {
		_, err = Read(ctx, path, Options{})
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
