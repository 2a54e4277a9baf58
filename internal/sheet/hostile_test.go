package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// spent returns how many bytes reading a file allocates in all.
func spent(t *testing.T, path string, opt Options) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if book, err := Read(context.Background(), path, opt); err == nil && len(book.Filings) > 1 {
		t.Errorf("%d filings came out of it", len(book.Filings))
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// packed writes a workbook of one sheet whose part is written by write.
func packed(t *testing.T, write func(io.Writer)) string {
	t.Helper()
	b := new(rawBook).add("备案", "")
	names, parts := b.files()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		check(t, err)
		if name == "xl/worksheets/sheet1.xml" {
			write(w)
			continue
		}
		_, err = io.WriteString(w, parts[name])
		check(t, err)
	}
	check(t, z.Close())
	return tempFile(t, "备案.xlsx", out.Bytes())
}

const sheetHead = xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetData>`
const sheetTail = `</sheetData></worksheet>`

// header is the row of flatHeader as XML.
func headerRow() string {
	text := sheetXML("", flatHeader)
	return text[strings.Index(text, "<row"):strings.Index(text, "</sheetData>")]
}

// TestReadBoundsHostileFiles has small files that unpack to large ones. Their
// reading must not cost memory by what they declare or repeat.
func TestReadBoundsHostileFiles(t *testing.T) {
	shared := func(table, cells string) string {
		b := new(rawBook).add("备案", sheetHead+headerRow()+cells+sheetTail)
		b.parts = map[string]string{"xl/sharedStrings.xml": xmlHead + `<sst xmlns="` + mainSpace + `">` + table + `</sst>`}
		return b.file(t)
	}
	var everywhere strings.Builder
	for row := 2; row < 400; row++ {
		fmt.Fprintf(&everywhere, `<row r="%d">%s</row>`, row, strings.Repeat(`<c t="s"><v>0</v></c>`, 4))
	}
	tests := []struct {
		name  string
		path  string
		want  trouble // none: it can be read
		place string
		most  uint64 // bytes
	}{
		{"zip bomb in one cell", packed(t, func(w io.Writer) {
			io.WriteString(w, sheetHead+`<row r="1"><c r="A1"><v>`)
			zeros := bytes.Repeat([]byte("0"), 1<<20)
			for range 80 {
				w.Write(zeros)
			}
			io.WriteString(w, `</v></c></row>`+sheetTail)
		}), tooLarge, "xl/worksheets/sheet1.xml", 4 << 20},
		{"cells in the last column of many rows", packed(t, func(w io.Writer) {
			io.WriteString(w, sheetHead+headerRow())
			for row := 2; row < 5000; row++ {
				fmt.Fprintf(w, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
			}
			io.WriteString(w, sheetTail)
		}), tooWide, "备案!2", 24 << 20},
		{"a dimension that is not there", packed(t, func(w io.Writer) {
			io.WriteString(w, strings.Replace(sheetHead, "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)+headerRow()+`<row r="2"><c><v>1</v></c><c/><c/><c t="inlineStr"><is><t>a.cn</t></is></c></row>`+sheetTail)
		}), trouble{}, "", 4 << 20},
		{"many empty rows", packed(t, func(w io.Writer) {
			io.WriteString(w, sheetHead+headerRow()+`<row r="2"><c><v>1</v></c><c/><c/><c t="inlineStr"><is><t>a.cn</t></is></c></row>`)
			for row := 3; row < 60_000; row++ {
				fmt.Fprintf(w, `<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>`, row, row)
			}
			io.WriteString(w, sheetTail)
		}), trouble{}, "", 64 << 20},
		{"one long text in every cell", shared(`<si><t>`+strings.Repeat("长", 300_000)+`</t></si>`, everywhere.String()), tooMuchText, "备案!", 16 << 20},
		{"a long table of texts", shared(strings.Repeat(`<si><t>`+strings.Repeat("长", 300_000)+`</t></si>`, 160), ""), tooLarge, "xl/sharedStrings.xml", 4 << 20},
		{"entities", shared(`<!DOCTYPE z [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;">]><si><t>&b;</t></si>`, `<row r="2"><c t="s"><v>0</v></c></row>`), brokenXML, "xl/sharedstrings.xml", 4 << 20},
		{"an entity of a file", packed(t, func(w io.Writer) {
			io.WriteString(w, strings.Replace(sheetHead, "<worksheet", `<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet`, 1)+`<row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row>`+sheetTail)
		}), brokenXML, "备案!1", 4 << 20},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.want != (trouble{}) {
				checkTrouble(t, tt.path, tt.place, tt.want)
			} else if book := mustRead(t, tt.path); len(book.Filings) != 1 {
				t.Errorf("%d filings", len(book.Filings))
			}
			if got := spent(t, tt.path, Options{}); got > tt.most {
				t.Errorf("%d bytes, more than %d", got, tt.most)
			}
		})
	}
}
