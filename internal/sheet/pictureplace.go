package sheet

import (
	"cmp"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// The rules about pictures in a workbook.
const (
	rulePicture         = "cell-picture"         // {field}, {value}; a variant says why it cannot be taken
	rulePictureDoubtful = "picture-row-doubtful" // {field}, {row} it was taken for
	rulePictureUnplaced = "picture-unplaced"     // {count}, {sheet}, {cells}; variants: column, sheet, loose
	rulePictureDamaged  = "picture-damaged"      // {sheet}; variant book
)

// taker puts the pictures of a workbook into its filings.
type taker struct {
	book  *Book
	taken map[*filing.Filing]map[filing.Slot][]takenPicture
	nth   map[filing.Cell]int
	seen  map[seen]bool
}

// seen is a picture that a filing has.
type seen struct {
	filing  *filing.Filing
	slot    filing.Slot
	content string
}

// maxGiven bounds how often pictures are given to filings: a merged cell may span
// every row, and pictures may lie in heaps.
const maxGiven = 1_000_000

// takenPicture is a picture of a filing, with what it is put in order by.
type takenPicture struct {
	name      string
	side      int
	at        filing.Cell
	top, left int64
}

// takePictures makes the pictures of the workbook scans of the filings: of the
// row they are in, or that most of them lies over, and of the slot that the
// column's header names. A picture in the row of an entity or person is of all
// its filings. What cannot be placed is reported.
func (book *Book) takePictures(grids []*grid) {
	bodies := book.bodies
	book.bodies = nil
	if len(grids) == 0 || grids[0].pictures == nil {
		return
	}
	pictures := grids[0].pictures
	t := taker{book: book, taken: make(map[*filing.Filing]map[filing.Slot][]takenPicture), nth: make(map[filing.Cell]int), seen: make(map[seen]bool)}
	for _, g := range grids {
		n := len(g.inCells) + len(g.floating)
		if n == 0 || ownSheet(g.sheet) {
			continue
		}
		var hosts []*host
		for _, b := range bodies {
			if b.grid == g {
				hosts = append(hosts, newHost(b))
			}
		}
		if len(hosts) == 0 {
			t.unplaced("sheet", g.sheet, nil, n)
			continue
		}
		t.sheet(g, hosts)
	}
	t.store()
	if len(t.taken) > 0 {
		book.Sealed = pictures.content
	}
	shareLicences(book.Filings)
	for _, sheet := range pictures.damaged {
		variant := ""
		if sheet == "" {
			variant = "book"
		}
		book.Findings = append(book.Findings, filing.Finding{Rule: rulePictureDamaged, Variant: variant, Args: filing.Args{"sheet": sheet}})
	}
	if n := pictures.loose(); n > 0 {
		t.unplaced("loose", "", nil, n)
	}
}

// unplaced reports pictures that no filing gets.
func (t *taker) unplaced(variant, sheet string, cells []filing.Cell, count int) {
	const most = 10
	var at filing.Cell
	var names []string
	for i, c := range cells {
		if i == 0 {
			at = c
		}
		if name := filing.ColumnName(int(c.Col)) + itoa(int(c.Row)); !slices.Contains(names, name) && len(names) < most {
			names = append(names, name)
		}
	}
	shown := strings.Join(names, "、")
	if len(cells) > most {
		shown += "…"
	}
	t.book.Findings = append(t.book.Findings, filing.Finding{Rule: rulePictureUnplaced, Variant: variant, Cell: at.String(), Place: at,
		Args: filing.Args{"count": itoa(count), "sheet": sheet, "cells": shown}})
}

// sheet takes the pictures of one sheet.
func (t *taker) sheet(g *grid, hosts []*host) {
	var noRow, noColumn []filing.Cell
	put := func(h *host, s home, m media, at filing.Cell, place patch) {
		if s.skip {
			return
		}
		c := s.column
		if c.material.Known() {
			t.explain(c)
		} else if c.material = filing.MaterialOf(m.said); c.material.Slot == "" && !c.material.ID {
			noColumn = append(noColumn, at)
			return
		} else {
			c.header = m.said
		}
		if len(s.uses) == 0 {
			noRow = append(noRow, at)
			return
		}
		t.nth[at]++
		for _, u := range s.uses {
			t.give(u.filing, h.slotOf(c.material, c.at, u.asSite), m, c, at, place, s.doubtful)
		}
	}
	for _, p := range g.inCells {
		if h := hostAt(hosts, p.col, p.row); h != nil {
			put(h, h.atCell(p.col, p.row), p.media, g.place(p.col, p.row), patch{})
		}
	}
	for i := range g.floating {
		f := &g.floating[i]
		h := hostAt(hosts, f.anchor[0], f.anchor[1])
		if h == nil { // it begins above or beside the table
			h = hostAt(hosts, g.geometry.cols.at((f.over.left+f.over.right)/2), g.geometry.rows.at((f.over.top+f.over.bottom)/2))
		}
		if h != nil { // else it is an emblem beside the title
			put(h, h.below(f), f.media, g.place(f.anchor[0], f.anchor[1]), f.over)
		}
	}
	if len(noRow) > 0 {
		t.unplaced("", g.sheet, noRow, len(noRow))
	}
	if len(noColumn) > 0 {
		t.unplaced("column", g.sheet, noColumn, len(noColumn))
	}
}

// give gives a picture to a filing.
func (t *taker) give(f *filing.Filing, slot filing.Slot, m media, c pictureColumn, at filing.Cell, place patch, doubtful bool) {
	field := filing.ScanField(slot)
	tell := func(rule, variant string, args filing.Args) {
		finding := filing.Finding{Rule: rule, Variant: variant, Args: args}.At(f, field)
		finding.Slot, finding.Place, finding.Cell = slot, at, at.String()
		f.Noticed = append(f.Noticed, finding)
	}
	if m.lost != "" {
		tell(rulePicture, m.lost, filing.Args{"value": m.said})
		return
	}
	p := m.picture
	p.Book, p.Cell, p.Nth, p.Header = t.book.Path, at, t.nth[at], c.header
	once := seen{f, slot, p.Content()}
	if t.seen[once] || len(t.seen) == maxGiven {
		return // the same once more, or no workbook that anybody made by hand
	}
	t.seen[once] = true
	if t.taken[f] == nil {
		t.taken[f] = make(map[filing.Slot][]takenPicture)
	}
	now := takenPicture{name: p.Name(), side: c.material.Side, at: at, top: place.top, left: place.left}
	t.taken[f][slot] = append(t.taken[f][slot], now)
	if doubtful {
		tell(rulePictureDoubtful, "", filing.Args{"row": itoa(int(f.Place.Row))})
	}
}

// store puts the pictures of every filing in order: front before back, then as
// they stand on the sheet.
func (t *taker) store() {
	for f, slots := range t.taken {
		f.Scans = make(map[filing.Slot][]string, len(slots))
		for slot, all := range slots {
			slices.SortStableFunc(all, func(a, b takenPicture) int {
				return cmp.Or(a.side-b.side, int(a.at.Row-b.at.Row), int(a.at.Col-b.at.Col), cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left))
			})
			for _, p := range all {
				f.Scans[slot] = append(f.Scans[slot], p.name)
			}
		}
	}
}

// explain takes back that a column of pictures is not understood.
func (t *taker) explain(c pictureColumn) {
	for _, table := range t.book.Tables {
		for i := range table.Columns {
			d := &table.Columns[i]
			if d.Cell != c.at || d.State != Unknown && d.State != Ambiguous {
				continue
			}
			d.Field = filing.ScanField(cmp.Or(c.material.Slot, filing.SlotEntityPersonID)).Key()
			d.State, d.Confidence, d.Reason = Taken, High, Reason{Code: "pictures"}
			t.book.Findings = slices.DeleteFunc(t.book.Findings, func(f filing.Finding) bool {
				return f.Place == c.at && (f.Rule == ruleColumnUnknown || f.Rule == ruleColumnAmbiguous || f.Rule == ruleColumnHeadless)
			})
		}
	}
}

// shareLicences gives the pictures of an entity's certificate and of a person's
// ID to the other filings of the same entity and person that have none of their
// own: on a flat sheet they stand beside one of the entity's sites only.
func shareLicences(filings []*filing.Filing) {
	given := make(map[string][]string)
	for _, f := range filings {
		for slot, owner := range ownersOf(f) {
			if files := f.Scans[slot]; owner != "" && len(files) > 0 && given[owner] == nil {
				given[owner] = files
			}
		}
	}
	for _, f := range filings {
		for slot, owner := range ownersOf(f) {
			if files := given[owner]; files != nil && len(f.Scans[slot]) == 0 {
				if f.Scans == nil {
					f.Scans = make(map[filing.Slot][]string)
				}
				f.Scans[slot] = files
			}
		}
	}
}

// ownersOf returns whom the documents of some slots belong to: the entity by the
// number of its certificate, the persons by those of their IDs.
func ownersOf(f *filing.Filing) map[filing.Slot]string {
	owners := make(map[filing.Slot]string, 3)
	for slot, field := range map[filing.Slot]filing.Field{filing.SlotEntityLicence: filing.EntityCertNumber,
		filing.SlotEntityPersonID: filing.EntityPersonIDNumber, filing.SlotSitePersonID: filing.SitePersonIDNumber} {
		if number := f.Text(field); number != "" {
			owners[slot] = number
		}
	}
	return owners
}
