package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

func TestReadHyperlinks(t *testing.T) {
	const mail, site = "网站负责人邮箱", "网站首页"
	tests := []struct {
		name, header string
		cell         any
		target       string
		want         string
		noticed      string
	}{
		{"address as text", mail, "a@example.cn", "mailto:a@example.cn", "a@example.cn", ""},
		{"another address behind it", mail, "a@example.cn", "mailto:old@example.cn", "a@example.cn", ""},
		{"words over an escaped address", mail, "点击发邮件", "mailto:li%40example.cn", "li@example.cn", ruleLinkTaken},
		{"words over a sound address", mail, "点击发邮件", "MAILTO:li@example.cn?subject=x", "li@example.cn", ruleLinkTaken},
		{"words over a page", mail, "官网", "https://example.cn", "官网", ""},
		{"cell that was cleared", mail, nil, "mailto:li@example.cn", "", ""},
		{"formula", mail, rawCell{`t="str"`, `<f>HYPERLINK("mailto:li@example.cn","发邮件")</f><v>发邮件</v>`}, "", "li@example.cn", ruleLinkTaken},
		{"formula that calculates its address", mail, rawCell{`t="str"`, `<f>HYPERLINK(A1,"li@example.cn")</f><v>li@example.cn</v>`}, "", "li@example.cn", ""},
		{"page", site, "点此访问", "https://www.example.cn/", "www.example.cn", ruleLinkTaken},
		{"page as text", site, "www.example.cn", "https://tracker.example.com/?u=1", "www.example.cn", ""},
		{"no field of addresses", "网站备注", "点此访问", "https://www.example.cn/", "点此访问", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := withColumn(tt.header, tt.cell)
			if tt.target != "" {
				b.sheets[0] = strings.Replace(b.sheets[0], "</sheetData>", `</sheetData><hyperlinks><hyperlink ref="E2" r:id="rId1"/><hyperlink ref="A1" location="x!A1"/></hyperlinks>`, 1)
				b.parts = map[string]string{"xl/worksheets/_rels/sheet1.xml.rels": xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
					`<Relationship Id="rId1" Type="` + relTypes + `/hyperlink" Target="` + tt.target + `" TargetMode="External"/></Relationships>`}
			}
			book := mustRead(t, b.file(t))
			columns := book.Tables[0].Columns
			field, _ := filing.ByKey(columns[len(columns)-1].Field)
			f := book.Filings[0]
			if got := f.Text(field); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			want := ""
			if tt.noticed != "" {
				want = tt.noticed + " 备案!E2"
			}
			if diff := cmp.Diff(want, strings.Join(rulesOf(f.Noticed), ",")); diff != "" {
				t.Error(diff)
			}
			for _, n := range f.Noticed {
				if strings.Contains(n.Args["target"], "li@") {
					t.Errorf("a personal address is shown: %v", n.Args)
				}
			}
		})
	}
}

// TestReadNeverFollows has a workbook that refers to others: nothing is opened,
// and what was saved is read.
func TestReadNeverFollows(t *testing.T) {
	b := withColumn("网站备注", rawCell{`t="str"`, "<f>'[1]主体表'!B2</f><v>外部值</v>"}, rawCell{``, `<f>WEBSERVICE("http://127.0.0.1:1/")</f><v>7</v>`}, rawCell{`t="str"`, `<f>cmd|'/c calc'!A0</f><v>x</v>`})
	b.parts = map[string]string{"xl/externalLinks/externalLink1.xml": "no XML at all"}
	book := mustRead(t, b.file(t))
	var got []string
	for _, f := range book.Filings {
		got = append(got, f.Text(filing.SiteRemark))
	}
	if diff := cmp.Diff([]string{"外部值", "7", "x"}, got); diff != "" {
		t.Error(diff)
	}
}
