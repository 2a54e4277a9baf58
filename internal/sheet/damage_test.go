package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"beiandesk/internal/filing"
)

// hundred is a sound workbook of 100 filings; row 51 holds company 50.
func hundred() *rawBook {
	rows := [][]any{flatHeader}
	for i := 1; i <= 100; i++ {
		rows = append(rows, []any{itoa(i), "首次备案", fmt.Sprintf("样张公司%d", i), fmt.Sprintf("x%d.cn", i)})
	}
	return oneSheet(rows...)
}

// TestReadRefusesDamage has the damages that spreadsheet libraries were seen to
// read over, losing rows or values without an error.
func TestReadRefusesDamage(t *testing.T) {
	inSheet := func(from, to string) func(*rawBook) {
		return func(b *rawBook) { b.sheets[0] = strings.Replace(b.sheets[0], from, to, 1) }
	}
	data := func(xml string) func(*rawBook) {
		return func(b *rawBook) {
			b.sheets[0] = xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetData>` + xml + `</sheetData></worksheet>`
		}
	}
	tests := []struct {
		name   string
		damage func(*rawBook)
		place  string
		want   trouble
	}{
		{"sound", func(*rawBook) {}, "", trouble{}},
		{"cut short", func(b *rawBook) { b.sheets[0] = b.sheets[0][:len(b.sheets[0])/2] }, "备案!51", brokenXML},
		{"control character", inSheet("样张公司50", "样张公司\x0b50"), "备案!51", brokenXML},
		{"foreign entity", inSheet("样张公司50", "样张&nbsp;50"), "备案!51", brokenXML},
		{"no UTF-8", inSheet("样张公司50", "\xb9\xab\xcb\xbe50"), "备案!51", brokenXML},
		{"entity bomb", inSheet("<worksheet", `<!DOCTYPE z [<!ENTITY a "lol">]><worksheet a="&a;"`), "备案", brokenXML},
		{"bad reference", inSheet(`r="A51"`, `r="51A"`), "备案!51", badReference},
		{"reference of another row", inSheet(`r="A51"`, `r="A52"`), "备案!51", badReference},
		{"row number too great", data(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`), "备案", badReference},
		{"cells out of order", data(`<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>`), "备案!1", cellOrder},
		{"cell twice", data(`<row r="1"><c r="A1"><v>3</v></c><c r="A1"><v>1</v></c></row>`), "备案!1", cellOrder},
		{"rows out of order", data(`<row r="3"/><row r="1"/>`), "备案!1", rowOrder},
		{"row twice", data(`<row r="1"/><row r="1"/>`), "备案!1", rowOrder},
		{"shared string that is not there", inSheet(`<c r="A51" t="inlineStr"><is><t xml:space="preserve">50</t></is></c>`, `<c r="A51" t="s"><v>5</v></c>`), "备案!51", lostString},
		{"shared string with a short table", func(b *rawBook) {
			inSheet(`<c r="A51" t="inlineStr"><is><t xml:space="preserve">50</t></is></c>`, `<c r="A51" t="s"><v>1</v></c>`)(b)
			b.parts = map[string]string{"xl/sharedStrings.xml": xmlHead + `<sst xmlns="` + mainSpace + `"><si><t>50</t></si></sst>`}
		}, "备案!51", lostString},
		{"sheet that is not there", func(b *rawBook) {
			b.parts = map[string]string{"xl/_rels/workbook.xml.rels": xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`}
		}, "备案", missingPart},
		{"nested too deeply", data(`<row r="1"><c r="A1" t="inlineStr"><is>` + strings.Repeat("<a>", 5000) + strings.Repeat("</a>", 5000) + `</is></c></row>`), "备案!1", tooDeep},
		{"endless text", inSheet("样张公司50", strings.Repeat("长", maxRun/2)), "备案", tooLarge},
		{"endless tag", inSheet(`<c r="A51"`, `<c x="`+strings.Repeat("长", maxRun/2)+`" r="A51"`), "备案", tooLarge},
		{"columns beyond the limit", inSheet(`</row></sheetData>`, `<c r="XFD101"><v>1</v></c></row></sheetData>`), "备案!101", tooWide},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := hundred()
			tt.damage(b)
			checkTrouble(t, b.file(t), tt.place, tt.want)
		})
	}
}

// checkTrouble reads a file and checks the error, or that all filings are there.
func checkTrouble(t *testing.T, path, place string, want trouble) {
	t.Helper()
	book, err := Read(context.Background(), path, Options{})
	if want == (trouble{}) {
		if err != nil || len(book.Filings) != 100 {
			t.Fatalf("error %v", err)
		}
		return
	}
	var got *Error
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want an Error", err)
	}
	if got.File != path || got.Why != want.why || got.Remedy != want.remedy {
		t.Errorf("said %s", got.In(filing.ZH))
	}
	// Buffers between the file and the parser may hide in which of a few rows
	// a limit was met; the sheet must be named all the same.
	if place != "" && !strings.HasPrefix(got.Place, place) {
		t.Errorf("place %q, want %q", got.Place, place)
	}
	for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
		line := got.In(lang)
		if !strings.HasPrefix(line, path) || !strings.Contains(line, want.remedy.In(lang)) || strings.Contains(line, "\n") {
			t.Errorf("%s: %s", lang, line)
		}
	}
}

func TestReadRefusesDamagedContainers(t *testing.T) {
	sound := hundred().bytes(t)
	stored := hundred()
	stored.stored = true
	flat := stored.bytes(t)
	declare := func(size uint32) []byte { // in the central directory, for the sheet
		data := bytes.Clone(sound)
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte("PK\x01\x02"))
			if i < 0 {
				t.Fatal("no sheet in the directory")
			}
			at += i
			if n := int(binary.LittleEndian.Uint16(data[at+28:])); string(data[at+46:at+46+n]) == "xl/worksheets/sheet1.xml" {
				binary.LittleEndian.PutUint32(data[at+24:], size)
				return data
			}
			at += 4
		}
	}
	many := hundred()
	many.parts = make(map[string]string)
	for i := range maxParts {
		many.parts[fmt.Sprintf("xl/media/%d.bin", i)] = ""
	}
	twice := hundred()
	twice.parts = map[string]string{"xl/worksheets/SHEET1.XML": "<x/>"}
	tests := []struct {
		name string
		data []byte
		want trouble
	}{
		{"cut short", sound[:len(sound)*2/3], damagedZip},
		{"four bytes", []byte("PK\x03\x04"), damagedZip},
		{"a changed digit", bytes.Replace(flat, []byte("样张公司50"), []byte("样张公司59"), 1), damagedPart},
		{"declares too much", declare(3_900_000_000), tooLarge},
		{"declares too little", declare(10), brokenXML},
		{"too many parts", many.bytes(t), tooManyParts},
		{"a part twice", twice.bytes(t), duplicatePart},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkTrouble(t, tempFile(t, "book.xlsx", tt.data), "", tt.want) })
	}
}

func TestReadTellsOtherFiles(t *testing.T) {
	ole := func(stream string) []byte {
		return append(append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 70_000)...), wide(stream)...)
	}
	zipOf := func(names ...string) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range names {
			if _, err := z.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	page, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(`<html><meta charset="gbk"><table><tr><td>姓名</td></tr></table></html>`))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		data []byte
		want trouble
	}{
		{"empty", nil, empty},
		{"old workbook", ole("Workbook"), oldFormat},
		{"password, cut short", ole("EncryptedPackage"), damagedZip},
		{"other OLE file", ole("WordDocument"), noWorkbook},
		{"BIFF stream", []byte{0x09, 0x08, 0x10, 0x00, 0, 6}, oldFormat},
		{"web page", page, webPage},
		{"XML 2003", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), xmlBook},
		{"binary workbook", zipOf("[Content_Types].xml", "xl/workbook.bin"), binaryBook},
		{"OpenDocument", zipOf("mimetype", "content.xml"), openDoc},
		{"other archive", zipOf("readme.txt"), otherZip},
		{"picture", []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), noWorkbook},
		{"prose", []byte("一封信\n没有表格\n"), noHeader},
		{"sheet without header", oneSheet([]any{"你好"}).bytes(t), noHeader},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkTrouble(t, tempFile(t, "备案.xlsx", tt.data), "", tt.want) })
	}
	t.Run("missing", func(t *testing.T) { checkTrouble(t, filepath.Join(t.TempDir(), "没有.xlsx"), "", missing) })
	t.Run("folder", func(t *testing.T) { checkTrouble(t, t.TempDir(), "", folder) })
	if _, err := Read(context.Background(), filepath.Join(t.TempDir(), "没有.xlsx"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v hides its cause", err)
	}
}

var addresses = regexp.MustCompile(` r="[A-Z]*[0-9]+"`)

func TestReadOddButSound(t *testing.T) {
	part := "xl/worksheets/sheet1.xml"
	tests := []struct {
		name string
		odd  func(b *rawBook, text string) string
	}{
		{"prefixed", func(_ *rawBook, s string) string {
			return strings.NewReplacer("<worksheet xmlns=", "<x:worksheet xmlns:x=", "</worksheet", "</x:worksheet", "<sheetData", "<x:sheetData", "</sheetData", "</x:sheetData", "<row", "<x:row", "</row", "</x:row",
				"<c ", "<x:c ", "</c>", "</x:c>", "<is>", "<x:is>", "</is>", "</x:is>", "<t ", "<x:t ", "</t>", "</x:t>").Replace(s)
		}},
		{"strict", func(_ *rawBook, s string) string { return strings.ReplaceAll(s, mainSpace, mainSpaceStrict) }},
		{"no addresses", func(_ *rawBook, s string) string { return addresses.ReplaceAllString(s, "") }},
		{"UTF-16", func(_ *rawBook, s string) string {
			out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(s, "UTF-8", "UTF-16", 1))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}},
		{"GBK", func(_ *rawBook, s string) string {
			out, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(s, "UTF-8", "GBK", 1))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}},
		{"byte order mark", func(_ *rawBook, s string) string { return "\ufeff" + s }},
		{"absolute target", func(b *rawBook, s string) string {
			_, parts := b.files()
			b.parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], `Target="worksheets`, `Target="/xl/worksheets`, 1)
			return s
		}},
		{"other case", func(b *rawBook, s string) string {
			_, parts := b.files()
			b.parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], `worksheets/sheet1`, `WorkSheets/Sheet1`, 1)
			return s
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := hundred()
			b.parts = make(map[string]string)
			b.parts[part] = tt.odd(b, b.sheets[0])
			checkTrouble(t, b.file(t), "", trouble{})
		})
	}
}

func TestReadLimitsRows(t *testing.T) {
	var b strings.Builder
	for i := 1; i <= maxRows+headerRows+2; i++ {
		fmt.Fprintf(&b, `<row r="%d">`, i)
		for j := range 4 {
			v := "x"
			if i == 1 {
				v = flatHeader[j].(string)
			}
			fmt.Fprintf(&b, `<c t="inlineStr"><is><t>%s</t></is></c>`, v)
		}
		b.WriteString("</row>")
	}
	text := xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetData>` + b.String() + `</sheetData></worksheet>`
	checkTrouble(t, new(rawBook).add("备案", text).file(t), "备案!200", tooManyRows)
}

func TestReadLeavesNoFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	if _, err := Read(context.Background(), hundred().file(t), Options{}); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			t.Errorf("left %s", name)
		}
	}
}
