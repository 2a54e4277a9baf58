package job

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// SaveCorrected writes a copy of the workbook with the corrections that were made
// and not taken back, under the conditions of [Batch.Fix]. It returns them,
// those that could not be written with the reason.
func (b *Batch) SaveCorrected(ctx context.Context, out string, force bool) ([]Fix, error) {
	if err := b.mayWriteCopy(out, force); err != nil {
		return nil, err
	}
	fixes := b.Edits()
	refused, err := b.writeCopy(ctx, fixes, out)
	if err != nil {
		return nil, err
	}
	for i := range fixes {
		fixes[i].Why = refused[fixes[i].at].In(b.opt.Lang)
		fixes[i].Applied = fixes[i].Why == ""
	}
	return fixes, nil
}

// mayWriteCopy refuses a target that is the workbook, that exists, or that
// spreadsheets would not open under its name.
func (b *Batch) mayWriteCopy(out string, force bool) error {
	ext := filepath.Ext(out)
	if !strings.EqualFold(ext, ".xlsx") && (!strings.EqualFold(ext, filepath.Ext(b.Workbook)) || strings.EqualFold(ext, ".csv")) {
		return &Trouble{File: out, Why: filing.Text{ZH: "改正后的工作簿要存为 .xlsx（.csv 会丢失长号码的末几位）", EN: "the corrected workbook is an .xlsx file (spreadsheets cut long numbers in a .csv file)"},
			Remedy: filing.Text{ZH: "请换一个以 .xlsx 结尾的文件名", EN: "choose a name that ends in .xlsx"}}
	}
	return mayWrite(out, force, []string{b.Workbook})
}

// writeCopy writes a copy of the workbook with corrections, each cell at most
// once, and returns why some could not be made. The copy is read back before it
// is put in its place: it must hold the same filings with exactly these
// corrections.
func (b *Batch) writeCopy(ctx context.Context, fixes []Fix, out string) (refused map[target]filing.Text, err error) {
	b.opt.Progress.start(StageCorrect, 0)
	draft := filepath.Join(b.spool.dir, "corrected"+strings.ToLower(filepath.Ext(out)))
	defer os.Remove(draft)
	refused = make(map[target]filing.Text)
	for _, fix := range fixes {
		if fix.at.cell.Row == 0 {
			refused[fix.at] = whyNoCell
		}
	}
	for {
		before := len(refused)
		if err := b.writeDraft(ctx, fixes, draft, refused); err != nil {
			return nil, err
		}
		if len(refused) == before {
			return refused, disk.WriteFile(out, func(w io.Writer) error { return copyFrom(w, draft) })
		}
	}
}

// writeDraft writes the corrections that are not refused, reads them back, and
// refuses those that the copy does not hold.
func (b *Batch) writeDraft(ctx context.Context, fixes []Fix, draft string, refused map[target]filing.Text) error {
	var changes []sheet.Change
	texts := make(map[target]string)
	for _, fix := range fixes {
		if _, no := refused[fix.at]; !no {
			texts[fix.at] = fix.New
			changes = append(changes, sheet.Change{Cell: fix.at.cell, Text: fix.New})
		}
	}
	changes = append(changes, b.spelledOut(texts)...)
	whys, err := sheet.Correct(ctx, b.Workbook, draft, changes, b.unlock)
	if err != nil {
		return err
	}
	again := false
	for i, why := range whys {
		if why != (filing.Text{}) {
			refused[target{cell: changes[i].Cell}], again = why, true
		}
	}
	if again {
		return nil
	}
	book, err := sheet.Read(ctx, draft, b.readOptions())
	if err != nil {
		return err
	}
	return b.compare(book.Filings, texts, refused)
}

// compare refuses the corrections of filings that were read back otherwise than
// they are to be.
func (b *Batch) compare(got []*filing.Filing, texts map[target]string, refused map[target]filing.Text) error {
	want := corrected(b.edits.read, texts)
	differs := len(got) != len(b.edits.read)
	before := len(refused)
	for i := 0; i < min(len(got), len(b.edits.read)); i++ {
		f := b.edits.read[i]
		if c, ok := want[i]; ok {
			f = c
		}
		for k := range filing.Fields {
			field := filing.Field(k)
			if got[i].Text(field) == f.Text(field) {
				continue
			}
			differs = true
			for j := range filing.Fields {
				at := targetOf(i, filing.Field(j), f.Get(filing.Field(j)))
				if _, ours := texts[at]; ours {
					refused[at] = whyOther
				}
			}
		}
	}
	if differs && len(refused) == before {
		return &Trouble{File: b.Workbook, Why: filing.Text{ZH: "工作簿在打开之后被改动过", EN: "the workbook has changed since it was opened"},
			Remedy: filing.Text{ZH: "请重新检查后再试", EN: "check it again and try once more"}}
	}
	return nil
}

// ruleDitto is what the import notices where a cell repeats the one above.
const ruleDitto = "ditto-filled"

// spelledOut returns what cells hold that repeat a corrected cell (同上), or a
// cell that another corrected one repeats: they keep their value.
func (b *Batch) spelledOut(texts map[target]string) []sheet.Change {
	type ditto struct {
		origin, cell filing.Cell
		text         string
	}
	var all []ditto
	touched := make(map[filing.Cell]bool) // origins
	for _, f := range b.edits.read {
		for _, n := range f.Noticed {
			field, ok := filing.ByKey(n.Field)
			if n.Rule != ruleDitto || !ok || n.Place.Col == 0 {
				continue
			}
			d := ditto{cell: n.Place, text: written(f.Get(field))}
			d.origin = filing.Cell{Sheet: n.Place.Sheet, Col: n.Place.Col, Row: number(n.Args["row"])}
			_, itself := texts[target{cell: d.cell}]
			_, above := texts[target{cell: d.origin}]
			touched[d.origin] = touched[d.origin] || itself || above
			if !itself {
				all = append(all, d)
			}
		}
	}
	var changes []sheet.Change
	seen := make(map[filing.Cell]bool)
	for _, d := range all {
		if touched[d.origin] && !seen[d.cell] {
			seen[d.cell] = true
			changes = append(changes, sheet.Change{Cell: d.cell, Text: d.text})
		}
	}
	return changes
}

func number(s string) (n int32) {
	for _, r := range s {
		n = n*10 + r - '0'
	}
	return n
}

func copyFrom(w io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}
