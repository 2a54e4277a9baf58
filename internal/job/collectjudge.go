package job

import (
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"beiandesk/internal/collect"
	"beiandesk/internal/filing"
	"beiandesk/pdf"
)

// judged looks at a page of a paper: where it lies, and what people did to it. A
// reading without a symbol is of a page sorted by hand.
func (c *Collection) judged(img image.Image, at pageOfFile, sheet *collectedSheet, reading *collect.Reading) collectOutcome {
	laid, err := sheet.laid()
	if err != nil {
		return collectOutcome{err: err}
	}
	m := reading.Mark
	page := CollectedPage{Source: at.file, Page: at.page, Filing: sheet.Filings[0].Key(), Paper: sheet.Paper.ID,
		PaperPage: m.Page, PaperPages: m.Pages, Findings: []filing.Finding{}, sheet: sheet,
		stale: m.Sum != laid.sum, size: img.Bounds().Dx() * img.Bounds().Dy()}
	if len(sheet.Filings) > 1 {
		for _, f := range sheet.Filings {
			page.Filings = append(page.Filings, f.Key())
		}
	}
	byMark := reading.Found()
	if byMark {
		page.Mark = m.Readable()
	}
	find := func(rule, variant string, args filing.Args) {
		if args == nil {
			args = filing.Args{}
		}
		args["file"], args["page"], args["paper"] = filepath.Base(at.file), itoa(at.page), sheet.Paper.Label.In(c.batch.opt.Lang)
		page.Findings = append(page.Findings, filing.Finding{Rule: rule, Variant: variant, Slot: sheet.Paper.ID.Slot(), Args: args})
	}
	if page.stale {
		find("paper-stale", "", nil)
	}
	if len(laid.pages) == 0 {
		return collectOutcome{page: page}
	}
	printed := laid.pages[min(m.Page, len(laid.pages))-1]
	if printed.Blank != nil || printed.Across { // what the blank itself shows is not known, and a scan is laid over upright pages
		if len(printed.Places) > 0 {
			find("paper-unclear", "blank", nil)
		}
		return collectOutcome{page: page}
	}
	reference := printedPage(printed)
	var where collect.Sheet
	if byMark {
		where = collect.Locate(img, *reading, reference)
	} else {
		where = collect.LocateUnmarked(img, reference)
		// Without marks there is more room on a page, and the places lie elsewhere.
		if bare, err := sheet.bare(); err == nil && len(bare.pages) >= m.Page {
			other := printedPage(bare.pages[m.Page-1])
			if at := collect.LocateUnmarked(img, other); at.Parts > where.Parts {
				printed, reference, where = bare.pages[m.Page-1], other, at
			}
		}
	}
	page.corners = where.Corners
	if page.stale && m.Pages != len(laid.pages) {
		return collectOutcome{page: page} // the places lay elsewhere when it was printed
	}
	if !where.Sure {
		if len(printed.Places) > 0 {
			find("paper-unclear", "", nil)
		}
		return collectOutcome{page: page}
	}
	seen := collect.Judge(img, where, reference)
	for _, kind := range []struct {
		kind collect.Kind
		into **bool
		rule string
	}{{collect.Seal, &page.Sealed, "paper-unsealed"}, {collect.Sign, &page.Signed, "paper-unsigned"}, {collect.Date, &page.Dated, "paper-undated"}} {
		used, empty := c.usedPlaces(seen, printed.Places, kind.kind)
		*kind.into = used
		if len(empty) > 0 {
			find(kind.rule, "", filing.Args{"place": strings.Join(empty, filing.Text{ZH: "、", EN: ", "}.In(c.batch.opt.Lang))})
		}
	}
	return collectOutcome{page: page}
}

// usedPlaces reports whether all of the applicant's places of a kind were used, nil
// when there are none, and what stands at those that were not and should be.
func (c *Collection) usedPlaces(seen []collect.Seen, places []pdf.Place, kind collect.Kind) (used *bool, empty []string) {
	for i, s := range seen {
		if s.Kind != kind || places[i].ByProvider {
			continue
		}
		all := s.Used && (used == nil || *used)
		used = &all
		if !s.Used && !places[i].Optional {
			empty = append(empty, c.placeName(places, i))
		}
	}
	return used, empty
}

// placeName returns what stands at a place; where the same stands at several of the
// page, such as on the two sides of a confirmation, also which of them it is.
func (c *Collection) placeName(places []pdf.Place, i int) string {
	n, of := 0, 0
	for k, p := range places {
		if p.Label == places[i].Label {
			of++
			if k <= i {
				n = of
			}
		}
	}
	if of < 2 {
		return places[i].Label
	}
	return places[i].Label + fmt.Sprintf(filing.Text{ZH: "（第 %d 处）", EN: " (no. %d)"}.In(c.batch.opt.Lang), n)
}

// choose picks, of pages that came more than once, the one to keep: of the values
// as they are now, the most complete, the largest. Of a paper that was printed anew
// no older page is kept, for the two prints may part their contents differently.
func (c *Collection) choose(report *CollectReport) {
	anew := make(map[*collectedSheet]bool)
	for i := range report.Pages {
		if p := &report.Pages[i]; !p.stale {
			anew[p.sheet] = true
		}
	}
	for i := range report.Pages {
		p := &report.Pages[i]
		s := p.sheet
		if p.stale && anew[s] {
			p.Findings = []filing.Finding{{Rule: "paper-page-twice", Variant: "older", Slot: p.Paper.Slot(), Args: filing.Args{
				"file": filepath.Base(p.Source), "page": itoa(p.Page), "paper": s.Paper.Label.In(c.batch.opt.Lang)}}}
			continue
		}
		s.pages = max(s.pages, p.PaperPages)
		kept, twice := s.chosen[p.PaperPage]
		if !twice {
			s.chosen[p.PaperPage] = i
			continue
		}
		worse, better := i, kept
		if report.Pages[i].betterThan(&report.Pages[kept]) {
			worse, better = kept, i
			s.chosen[p.PaperPage] = i
		}
		w, b := &report.Pages[worse], &report.Pages[better]
		// What is wrong with a page that is not used is no trouble.
		w.Findings = []filing.Finding{{Rule: "paper-page-twice", Slot: w.Paper.Slot(), Args: filing.Args{
			"file": filepath.Base(w.Source), "page": itoa(w.Page), "used": filepath.Base(b.Source), "usedPage": itoa(b.Page),
			"paper": s.Paper.Label.In(c.batch.opt.Lang)}}}
	}
}

func (p *CollectedPage) betterThan(q *CollectedPage) bool {
	if a, b := p.complete(), q.complete(); a != b {
		return a > b
	}
	return p.size > q.size
}

func (p *CollectedPage) complete() (n int) {
	for _, used := range []*bool{p.Sealed, p.Signed, p.Dated} {
		if used != nil && *used {
			n++
		}
	}
	return n
}

// miss lists papers and pages that were not among the scans. A paper whose picture
// lies in the folder from an earlier run is not missing.
func (c *Collection) miss(report *CollectReport, dir string) {
	for _, s := range c.sheets {
		var pages []int
		for n := 1; n <= s.pages; n++ {
			if _, ok := s.chosen[n]; !ok {
				pages = append(pages, n)
			}
		}
		if s.pages > 0 && len(pages) == 0 {
			continue
		}
		for _, f := range s.Filings {
			if s.pages == 0 && c.collectedBefore(dir, f, s) {
				continue
			}
			report.Missing = append(report.Missing, MissingPaper{f.Key(), s.Paper.ID, pages})
		}
		if s.pages > 0 {
			first := &report.Pages[s.firstPage()]
			list := make([]string, len(pages))
			for i, n := range pages {
				list[i] = itoa(n)
			}
			first.Findings = append(first.Findings, filing.Finding{Rule: "paper-page-missing", Slot: first.Paper.Slot(), Args: filing.Args{
				"paper": s.Paper.Label.In(c.batch.opt.Lang), "pages": strings.Join(list, filing.Text{ZH: "、", EN: ", "}.In(c.batch.opt.Lang)), "count": itoa(s.pages)}})
		}
	}
}

// firstPage returns the place in the report of the first page that is there.
func (s *collectedSheet) firstPage() int {
	for n := 1; ; n++ {
		if i, ok := s.chosen[n]; ok || n > s.pages {
			return i
		}
	}
}
