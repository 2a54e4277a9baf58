package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/filing"
)

// The tests write their workbooks as raw parts, because the traps that they are
// about cannot be written through a library.

const relTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// rawCell is a cell as XML: its attributes and its content.
type rawCell struct{ attrs, xml string }

// str is a text in the cell itself, num a number as the file writes it.
func str(s string) rawCell {
	return rawCell{`t="inlineStr"`, "<is><t xml:space=\"preserve\">" + escape(s) + "</t></is>"}
}
func num(s string) rawCell { return rawCell{``, "<v>" + s + "</v>"} }

// sheetXML returns a worksheet part. A string is a text cell, nil no cell.
func sheetXML(after string, rows ...[]any) string {
	var b strings.Builder
	for i, row := range rows {
		if row == nil {
			continue
		}
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, v := range row {
			var c rawCell
			switch v := v.(type) {
			case nil:
				continue
			case string:
				c = str(v)
			case rawCell:
				c = v
			}
			fmt.Fprintf(&b, `<c r="%s" %s>%s</c>`, cellName(j+1, i+1), c.attrs, c.xml)
		}
		b.WriteString("</row>")
	}
	return xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + relTypes + `"><sheetData>` + b.String() + `</sheetData>` + after + `</worksheet>`
}

// rawBook is a workbook in the making: sheets by name, in order, and any part
// besides.
type rawBook struct {
	names, sheets []string
	states        map[string]string // of sheets
	bookPr        string
	parts         map[string]string
	rels          string // of the workbook, besides
	stored        bool
}

func (b *rawBook) add(name, xml string) *rawBook {
	b.names, b.sheets = append(b.names, name), append(b.sheets, xml)
	return b
}

// files returns the parts in the order in which they are written.
func (b *rawBook) files() (names []string, parts map[string]string) {
	parts = map[string]string{"_rels/.rels": xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relTypes + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`}
	var types, sheets, rels string
	for i, name := range b.names {
		n := i + 1
		types += fmt.Sprintf(`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%s"/>`, n, typeSheet)
		state := ""
		if s := b.states[name]; s != "" {
			state = ` state="` + s + `"`
		}
		sheets += fmt.Sprintf(`<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escape(name), n, state, n)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relTypes, n)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", n)] = b.sheets[i]
	}
	if b.parts["xl/sharedStrings.xml"] != "" {
		rels += `<Relationship Id="rIdS" Type="` + relTypes + `/sharedStrings" Target="sharedStrings.xml"/>`
	}
	if b.parts["xl/styles.xml"] != "" {
		rels += `<Relationship Id="rIdT" Type="` + relTypes + `/styles" Target="styles.xml"/>`
	}
	rels += b.rels
	parts["xl/workbook.xml"] = xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relTypes + `">` + b.bookPr + `<sheets>` + sheets + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`
	parts["[Content_Types].xml"] = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` + types + `</Types>`
	for name, text := range b.parts {
		parts[name] = text
	}
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, parts
}

func (b *rawBook) bytes(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names, parts := b.files()
	method := zip.Deflate
	if b.stored {
		method = zip.Store
	}
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b *rawBook) file(t testing.TB) string { return tempFile(t, "book.xlsx", b.bytes(t)) }

func tempFile(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// oneSheet is a workbook of one sheet with the rows.
func oneSheet(rows ...[]any) *rawBook { return new(rawBook).add("备案", sheetXML("", rows...)) }

func mustRead(t testing.TB, path string) *Book {
	t.Helper()
	book, err := Read(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// flatHeader is a header that is enough to be found.
var flatHeader = []any{"编号", "备案类型", "主办单位名称", "域名"}

// withColumn returns a flat sheet with a column more, holding the cells.
func withColumn(header string, cells ...any) *rawBook {
	rows := [][]any{append(append([]any{}, flatHeader...), header)}
	for i, c := range cells {
		rows = append(rows, []any{itoa(i + 1), "首次备案", "样张公司", fmt.Sprintf("example%d.cn", i), c})
	}
	return oneSheet(rows...)
}

// rulesOf lists the rules of findings with their cells.
func rulesOf(findings []filing.Finding) []string {
	list := []string{}
	for _, f := range findings {
		list = append(list, strings.TrimSpace(f.Rule+" "+f.Cell))
	}
	return list
}

// columnsOf lists the columns of all tables that were read.
func columnsOf(book *Book) (all []Column) {
	for _, t := range book.Tables {
		if t.State == TableRead {
			all = append(all, t.Columns...)
		}
	}
	return all
}

func lastColumnOf(book *Book) Column {
	all := columnsOf(book)
	return all[len(all)-1]
}
