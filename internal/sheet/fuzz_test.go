package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// FuzzRead changes the bytes of files. Whatever comes, Read returns filings or
// an Error, and does not panic.
func FuzzRead(f *testing.F) {
	for _, b := range []*rawBook{traps(), withColumn("AWS账号ID", num("12345678901"))} {
		b.stored = true // so that changed bytes are changed text
		f.Add(b.bytes(f))
	}
	f.Add([]byte(csvText))
	f.Add([]byte("\xff\xfea,b"))
	path := filepath.Join(f.TempDir(), "fuzz.xlsx")
	f.Fuzz(func(t *testing.T, data []byte) { readAnything(t, path, remend(data)) })
}

// FuzzSheet changes the text of a worksheet and of the shared strings.
func FuzzSheet(f *testing.F) {
	f.Add(traps().sheets[0], traps().parts["xl/sharedStrings.xml"])
	f.Add(hundred().sheets[0][:2000], "")
	path := filepath.Join(f.TempDir(), "fuzz.xlsx")
	f.Fuzz(func(t *testing.T, sheet, strings string) {
		b := new(rawBook).add("表", sheet)
		b.stored, b.parts = true, map[string]string{"xl/sharedStrings.xml": strings}
		readAnything(t, path, b.bytes(t))
	})
}

// traps is a workbook with a bit of everything.
func traps() *rawBook {
	b := new(rawBook).add("表", sheetXML(`<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:B1"/></mergeCells>`, flatHeader, []any{"1", "首次备案", "样张公司", num("45292")},
		[]any{nil, "同上", rawCell{`t="s"`, "<v>0</v>"}, rawCell{``, "<f>1</f>"}}))
	b.parts = map[string]string{"xl/sharedStrings.xml": xmlHead + `<sst xmlns="` + mainSpace + `"><si><t>样张_x000D_</t></si></sst>`}
	return b
}

func readAnything(t *testing.T, path string, data []byte) {
	if len(data) > 1<<20 {
		return
	}
	check(t, os.WriteFile(path, data, 0o600))
	book, err := Read(context.Background(), path, Options{})
	if err != nil {
		var said *Error
		if !errors.As(err, &said) || said.File != path || said.Why.ZH == "" || said.Why == internalStop.why {
			t.Fatalf("error %v", err)
		}
		return
	}
	for _, f := range book.Filings {
		if f.Place.Row < 1 || f.Key() == "" {
			t.Fatalf("a filing at %s with the key %q", f.Place, f.Key())
		}
	}
}

// TestReadSurvivesChangedBytes changes a few bytes of a packed workbook at a
// time: the check sums must catch every change that alters a cell.
func TestReadSurvivesChangedBytes(t *testing.T) {
	sound := hundred().bytes(t)
	want := mustRead(t, tempFile(t, "sound.xlsx", sound))
	path := filepath.Join(t.TempDir(), "changed.xlsx")
	random := rand.New(rand.NewPCG(1, 2))
	read, refused := 0, 0
	for range 600 {
		data := bytes.Clone(sound)
		for range 1 + random.IntN(3) {
			data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
		}
		check(t, os.WriteFile(path, data, 0o600))
		book, err := Read(context.Background(), path, Options{})
		if err != nil {
			var said *Error
			if !errors.As(err, &said) || said.Why == internalStop.why {
				t.Fatal(err)
			}
			refused++
			continue
		}
		read++
		if len(book.Filings) != len(want.Filings) {
			t.Fatalf("%d filings of %d without an error", len(book.Filings), len(want.Filings))
		}
		for i, f := range book.Filings {
			if f.Domain() != want.Filings[i].Domain() || f.Place != want.Filings[i].Place {
				t.Fatalf("filing %d changed without an error", i)
			}
		}
	}
	if read == 0 || refused == 0 {
		t.Errorf("%d read, %d refused: the changes test nothing", read, refused)
	}
}

// remend sets the CRCs of stored entries right, so that changed text gets past
// the container.
func remend(data []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		raw, err := f.OpenRaw()
		if err != nil || f.Method != zip.Store || f.CompressedSize64 > uint64(len(data)) {
			return data
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err != nil {
			return data
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(raw); err != nil {
			return data
		}
		if _, err := part.Write(text.Bytes()); err != nil {
			return data
		}
	}
	if err := w.Close(); err != nil {
		return data
	}
	return out.Bytes()
}

// FuzzEdit changes a worksheet and annotates it: the cells stay.
func FuzzEdit(f *testing.F) {
	f.Add(`<row r="2"><c r="B2"><v>7</v></c></row>`, "B2")
	f.Add(`<row><c/><c t="inlineStr"><is><t>&lt;</t></is></c></row><row r="9" spans="1:1"/>`, "A9")
	f.Fuzz(func(t *testing.T, rows, at string) {
		col, row, ok := parseRef(at)
		if !ok || row > maxRows {
			return
		}
		b := new(rawBook).add("表", xmlHead+`<worksheet xmlns="`+mainSpace+`" xmlns:r="`+relTypes+`"><sheetData>`+rows+`</sheetData></worksheet>`)
		src := b.file(t)
		dst := filepath.Join(filepath.Dir(src), "out.xlsx")
		mark := markAt("表", cellName(col, row), "block", "一")
		if err := Annotate(context.Background(), src, dst, []Mark{mark}, "zh", nil); err != nil {
			var said *Error
			if !errors.As(err, &said) || said.Why == internalStop.why {
				t.Fatal(err)
			}
			return
		}
		was, now := gridsOf(t, src), gridsOf(t, dst)
		if len(was[0].lines) != len(now[0].lines) {
			t.Fatalf("%d rows became %d", len(was[0].lines), len(now[0].lines))
		}
		for i, l := range was[0].lines {
			if m := now[0].lines[i]; l.row != m.row || len(l.cells) != len(m.cells) {
				t.Fatalf("row %d with %d cells became row %d with %d", l.row, len(l.cells), m.row, len(m.cells))
			}
		}
	})
}

// TestReaderAgreesWithExcelize reads a workbook that excelize wrote, and
// compares every cell with what excelize reads.
func TestReaderAgreesWithExcelize(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	values := []any{"文字", "", 1, -2.5, 3.2010619900101101e17, true, "_x0041_", "a\nb", " 空格 ", "<&>\"'", 1e-7, "𠮷", "=1+1"}
	want := 0
	for row := 1; row <= 60; row++ {
		for col := 1; col <= 30; col++ {
			v := values[(row*7+col*3)%len(values)]
			check(t, f.SetCellValue("Sheet1", cellName(col, row), v))
		}
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	check(t, f.SaveAs(path))
	g := gridsOf(t, path)[0]
	other, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	check(t, err)
	defer other.Close()
	rows, err := other.GetRows("Sheet1")
	check(t, err)
	for i, row := range rows {
		for j, v := range row {
			if got := g.line(i + 1).at(j + 1).text; got != v {
				t.Errorf("%s is %q, excelize reads %q", cellName(j+1, i+1), got, v)
			}
			if v != "" {
				want++
			}
		}
	}
	got := 0
	for _, l := range g.lines {
		got += len(l.cells)
	}
	if got != want || want < 1000 {
		t.Errorf("%d cells, excelize reads %d", got, want)
	}
}
