package sheet

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

const (
	benchRows    = 10_000
	benchColumns = 45
)

// bigBook writes a flat workbook of 10,000 filings and 45 columns. With shared
// strings it is like the ones that Excel and WPS write, without like those of
// programs.
func bigBook(b *testing.B, shared bool) string {
	b.Helper()
	f := excelize.NewFile(excelize.Options{TmpDir: b.TempDir()})
	defer f.Close()
	var sw *excelize.StreamWriter
	if !shared {
		var err error
		if sw, err = f.NewStreamWriter("Sheet1"); err != nil {
			b.Fatal(err)
		}
	}
	row := make([]any, benchColumns)
	for r := 1; r <= benchRows+1; r++ {
		for c := range row {
			def := filing.Fields[c]
			row[c] = def.Example
			switch {
			case r == 1:
				row[c] = def.Label.ZH
			case def.Field == filing.FilingKey, def.Field == filing.SiteDomains:
				row[c] = fmt.Sprintf("%05d.example.cn", r)
			case def.Field == filing.EntityAddress, def.Field == filing.EntityPersonEmail, def.Field == filing.SitePersonMobile:
				row[c] = fmt.Sprintf("%v%d", def.Example, r)
			}
		}
		at, _ := excelize.CoordinatesToCellName(1, r)
		var err error
		if shared {
			err = f.SetSheetRow("Sheet1", at, &row)
		} else {
			err = sw.SetRow(at, row)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if sw != nil {
		if err := sw.Flush(); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "big.xlsx")
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	return path
}

func eachBook(b *testing.B, run func(b *testing.B, path string)) {
	for _, shared := range []bool{false, true} {
		b.Run(map[bool]string{false: "inline", true: "shared"}[shared], func(b *testing.B) {
			path := bigBook(b, shared)
			b.ReportAllocs()
			for b.Loop() {
				run(b, path)
			}
		})
	}
}

// BenchmarkRead reads a workbook into filings.
func BenchmarkRead(b *testing.B) {
	eachBook(b, func(b *testing.B, path string) {
		book, err := Read(context.Background(), path, Options{})
		if err != nil || len(book.Filings) != benchRows {
			b.Fatal(err)
		}
	})
}

// BenchmarkGrid is the part of BenchmarkRead that makes cells of the file.
func BenchmarkGrid(b *testing.B) {
	eachBook(b, func(b *testing.B, path string) {
		grids, err := readGrids(context.Background(), path, packageFile, Options{})
		if err != nil || len(grids[0].lines) != benchRows+1 {
			b.Fatal(err)
		}
	})
}

// BenchmarkExcelizeRows is what BenchmarkRead is measured against: the cells of
// the same file through excelize's own row iterator, and nothing done with them.
func BenchmarkExcelizeRows(b *testing.B) {
	eachBook(b, func(b *testing.B, path string) {
		f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, TmpDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		rows, err := f.Rows("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows+1 {
			b.Fatal(n)
		}
	})
}

// BenchmarkAnnotate marks 5,000 cells.
func BenchmarkAnnotate(b *testing.B) {
	eachBook(b, func(b *testing.B, path string) {
		var marks []Mark
		for i := range 5000 {
			marks = append(marks, Mark{Cell: filing.Cell{Sheet: "Sheet1", Col: int32(1 + i%benchColumns), Row: int32(2 + i)}, Severity: filing.Warn, Rule: "x", Filing: "1", Message: "请核对这一项", Remedy: "改"})
		}
		if err := Annotate(context.Background(), path, filepath.Join(b.TempDir(), "out.xlsx"), marks, filing.ZH, nil); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkWriteReport writes 20,000 findings.
func BenchmarkWriteReport(b *testing.B) {
	rows := make([]ReportRow, 20_000)
	for i := range rows {
		rows[i] = ReportRow{Filing: fmt.Sprint(i / 2), Kind: filing.NewEntity, Entity: "样张公司", Status: filing.Blocked, Severity: filing.Block, Place: "网站!C7", Field: "site.name", Message: "网站名称含有“中国”，审核会退回。", Remedy: "请改名。", Rule: "site-name-forbidden-word"}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteReport(io.Discard, Heading{Day: "2026-11-24"}, rows, nil, filing.ZH); err != nil {
			b.Fatal(err)
		}
	}
}
