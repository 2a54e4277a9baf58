package sheet

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestDiff(t *testing.T) {
	pat := os.Getenv("DIFF")
	if pat == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(pat)
	okFiles, cells, bad := 0, 0, 0
	for _, p := range files {
		if isText, err := sniff(p); err != nil || isText {
			continue
		}
		c, err := openContainer(context.Background(), p)
		if err != nil {
			continue
		}
		info, err := c.info()
		if err != nil {
			continue
		}
		sst, err := c.sharedStrings(info.strings)
		if err != nil {
			continue
		}
		f, err := excelize.OpenFile(p, excelize.Options{RawCellValue: true})
		if err != nil {
			fmt.Println(filepath.Base(p), "excelize", err)
			continue
		}
		for _, s := range info.sheets {
			left := maxCells
			g, err := c.grid(s, info, sst, &left, nil)
			if err != nil {
				fmt.Println(filepath.Base(p), s.name, err)
				continue
			}
			got := map[string]string{}
			for _, l := range g.lines {
				for _, cc := range l.cells {
					if cc.text != "" {
						got[fmt.Sprint(l.row, ",", cc.col)] = cc.text
					}
				}
			}
			it, err := f.Rows(s.name)
			if err != nil {
				fmt.Println(filepath.Base(p), s.name, "rows", err)
				continue
			}
			n, diff := 0, 0
			for row := 1; it.Next(); row++ {
				cs, _ := it.Columns()
				for i, v := range cs {
					if v == "" {
						continue
					}
					n++
					if w := got[fmt.Sprint(row, ",", i+1)]; w != v {
						if diff < 3 {
							fmt.Printf("%s %s r%dc%d excelize %q ours %q\n", filepath.Base(p), s.name, row, i+1, v, w)
						}
						diff++
					}
				}
			}
			cells += n
			if n != len(got) || diff > 0 {
				fmt.Println(filepath.Base(p), s.name, "excelize", n, "ours", len(got), "diff", diff)
				bad++
			}
		}
		okFiles++
	}
	fmt.Println("files", okFiles, "cells", cells, "sheets differing", bad)
}
