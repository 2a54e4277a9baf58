package sheet

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"beiandesk/internal/filing"
)

func TestReadTextEncodings(t *testing.T) {
	const text = "主办单位名称,域名,网站名称\n样张一公司,a.cn,一站\n丁一一,b.cn,一一\n"
	encodings := map[string]encoding.Encoding{
		"UTF-16 little endian, marked":   unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 big endian, marked":      unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 little endian, unmarked": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16 big endian, unmarked":    unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"UTF-8, marked":                  unicode.UTF8BOM,
		"UTF-8":                          encoding.Nop,
		"GBK":                            simplifiedchinese.GBK,
		"GB18030":                        simplifiedchinese.GB18030,
	}
	for name, enc := range encodings {
		data, err := enc.NewEncoder().String(text)
		check(t, err)
		book := mustRead(t, tempFile(t, "备案.csv", []byte(data)))
		if len(book.Filings) != 2 || book.Filings[1].Text(filing.SiteName) != "一一" || book.Filings[0].Text(filing.EntityName) != "样张一公司" {
			t.Errorf("%s: %d filings, %q", name, len(book.Filings), book.Filings[1].Text(filing.SiteName))
		}
	}
}

func TestReadTextRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		data  string
		place string
	}{
		"marked UTF-8 that is none":  {"\ufeff主办单位名称,域名\n甲\xff,a.cn\n", ":2"},
		"half a pair":                {"\xff\xfe," + "\x00\x42\xd8,\x00", ":1"},
		"neither UTF-8 nor GB 18030": {"a,b\n1,2\n\xff\xff,b\n", ":3"},
	} {
		t.Run(name, func(t *testing.T) { checkTrouble(t, tempFile(t, "a.csv", []byte(tt.data)), tt.place, badEncoding) })
	}
	t.Run("zero bytes of no text", func(t *testing.T) {
		checkTrouble(t, tempFile(t, "a.csv", []byte(strings.Repeat("\x00\x01\x02\xd8\x80,", 40))), "", noWorkbook)
	})
}

func TestSeparator(t *testing.T) {
	tests := []struct {
		name, text string
		want       byte
	}{
		{"commas", "名称,域名\n甲,a.cn\n", ','},
		{"tabs", "名称\t域名\n甲,乙\ta.cn\n", '\t'},
		{"semicolons", "名称;域名;备注\n甲;a.cn,b.cn;\n乙;c.cn,d.cn;\n", ';'},
		{"bars", "名称|域名|备注\n甲|a.cn;b.cn|x\n", '|'},
		{"as many commas in every value", "名称;域名;备注\n甲;a.cn,b.cn,c.cn,d.cn;x\n乙;a.cn,b.cn,c.cn,d.cn;x\n", ';'},
		{"a title before the header", "备案收集表, 2026 年\n\n名称;域名;备注\n甲;a.cn;x\n乙;b.cn;y\n", ';'},
		{"lists within quotation marks", "名称,域名,备注\n甲,\"a.cn;b.cn\nc.cn;d.cn\",x\n乙,\"a.cn;b.cn;c.cn;d.cn;e.cn\",x\n", ','},
		{"rows cut short", "名称,域名,备注,电话\n甲,a.cn\n乙,b.cn,x;y\n丙,c.cn,x;y,1\n", ','},
		{"one column", "名称\n甲\n乙\n", ','},
		{"nothing", "", ','},
	}
	for _, tt := range tests {
		if got := separator(tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzCSV reads any text: every value that is there is read, or an error says
// where it stops.
func FuzzCSV(f *testing.F) {
	f.Add([]byte(csvText))
	f.Add([]byte("a;b\n\"c\nd\";e\r\rf|g\th"))
	f.Add([]byte("a\x00,\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decodeText(data)
		if err != nil {
			return
		}
		var g grid
		if g.readValues(t.Context(), s, separator(s)) != nil {
			return
		}
		row := int32(0)
		for _, l := range g.lines {
			if l.row <= row || len(l.cells) == 0 {
				t.Fatalf("row %d with %d cells behind row %d", l.row, len(l.cells), row)
			}
			row = l.row
		}
		if len(g.lines) == 0 && strings.Trim(s, ",\t;|\r\n\"") != "" {
			t.Fatalf("nothing was read of %q", s)
		}
	})
}
