package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"beiandesk/internal/filing"
)

const csvText = "主办单位名称,主体负责人身份证号,主体负责人手机,域名\r\n\"样张公司,分部\",11010519491231002X,13800138000,\"a.cn\nb.cn\"\r\n\r\n𠮷田商店,\"=\"\"320106199001011234\"\"\",3.2E+17,c.cn\r\n"

func TestReadCSV(t *testing.T) {
	encode := func(e encoding.Encoding, s string) []byte {
		out, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	files := map[string][]byte{
		"UTF-8":      []byte(csvText),
		"with mark":  []byte("\ufeff" + csvText),
		"GB18030":    encode(simplifiedchinese.GB18030, csvText),
		"UTF-16":     encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), csvText),
		"tabs":       []byte(strings.NewReplacer("名称,", "名称\t", "号,", "号\t", "机,", "机\t", "\",1", "\"\t1", "X,", "X\t", "0,\"", "0\t\"", "店,", "店\t", "\",3", "\"\t3", "17,", "17\t").Replace(csvText)),
		"line feeds": []byte(strings.ReplaceAll(csvText, "\r\n", "\n")),
		"unfinished": []byte(strings.TrimSuffix(csvText, "\r\n")),
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			book := mustRead(t, tempFile(t, "备案.csv", data))
			if len(book.Filings) != 2 {
				t.Fatalf("%d filings", len(book.Filings))
			}
			a, b := book.Filings[0], book.Filings[1]
			if a.Text(filing.EntityName) != "样张公司,分部" || a.Text(filing.SiteDomains) != "a.cn\nb.cn" {
				t.Errorf("name %q, domains %q", a.Text(filing.EntityName), a.Text(filing.SiteDomains))
			}
			// A spreadsheet would show the second filing in row 4: the break
			// inside the quotation marks is none, the blank line is one.
			want := filing.Value{Text: "320106199001011234", Cell: filing.Cell{Col: 2, Row: 4}}
			if got := b.Get(filing.EntityPersonIDNumber); got != want || got.Cell.String() != "B4" {
				t.Errorf("number %+v", got)
			}
			if diff := cmp.Diff([]string{"number-precision-lost C4"}, rulesOf(b.Noticed)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	t.Run("open quotation mark", func(t *testing.T) {
		checkTrouble(t, tempFile(t, "a.csv", []byte("主办单位名称,域名,网站名称\n\"甲,a.cn\n乙,b.cn\n")), ":2", openQuote)
	})
	t.Run("unknown encoding", func(t *testing.T) {
		checkTrouble(t, tempFile(t, "a.csv", []byte("\xa5D\xff\xff,b\n1,2\n")), ":1", badEncoding)
	})
	t.Run("too wide", func(t *testing.T) {
		checkTrouble(t, tempFile(t, "a.csv", []byte("主办单位名称,域名,网站名称\n"+strings.Repeat("1,", 300)+"\n")), ":2", tooWide)
	})
}

func TestSplitValues(t *testing.T) {
	tests := []struct {
		in   string
		want map[string]string
	}{
		{"a,b\n", map[string]string{"A1": "a", "B1": "b"}},
		{"a,\"b\"\"c\",\n,d", map[string]string{"A1": "a", "B1": `b"c`, "B2": "d"}},
		{"a\rb\r\nc", map[string]string{"A1": "a", "A2": "b", "A3": "c"}},
		{"a\"b,\"c\"d\n", map[string]string{"A1": `a"b`, "B1": "cd"}},
		{",,\n\n", map[string]string{}},
	}
	for _, tt := range tests {
		g := new(grid)
		if err := g.readValues(t.Context(), tt.in, ','); err != nil {
			t.Fatal(err)
		}
		got := make(map[string]string)
		for _, l := range g.lines {
			for _, c := range l.cells {
				got[cellName(int(c.col), int(l.row))] = c.text
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.in, diff)
		}
	}
}
