package job

import (
	"cmp"
	"context"
	"image"
	"path/filepath"
	"slices"
	"sync"

	"beiandesk/forms"
	"beiandesk/internal/collect"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	images "beiandesk/internal/picture"
	"beiandesk/pdf"
)

// Collection is a sorting of scans of signed papers, back to the filings of the
// batch by the marks printed on them. It is made from the batch as it is; use it
// before that is changed or closed, from one goroutine at a time.
type Collection struct {
	batch    *Batch
	sheets   []*collectedSheet
	byFiling map[*filing.Filing]map[filing.Paper]*collectedSheet
	byHand   map[pageOfFile]Assignment
	pages    []pageOfFile // that were looked at, in their order; page 0 for a file that cannot be opened
	outcomes map[pageOfFile]collectOutcome
}

type pageOfFile struct {
	file string
	page int
}

// collectedSheet is a paper of the batch, and its pages among the scans.
type collectedSheet struct {
	forms.Sheet
	laid   func() (laidOut, error)
	bare   func() (laidOut, error) // printed without marks
	chosen map[int]int             // place in the report by page of the paper
	pages  int                     // that the paper has
}

// laidOut is a paper as it would be printed now.
type laidOut struct {
	pages []*pdf.Page
	sum   uint16
}

// Collection begins a sorting of scans.
func (b *Batch) Collection() *Collection {
	marked, bare := b.opt, b.opt
	marked.NoMarks, bare.NoMarks = false, true
	c := &Collection{batch: b, byFiling: make(map[*filing.Filing]map[filing.Paper]*collectedSheet),
		byHand: make(map[pageOfFile]Assignment), outcomes: make(map[pageOfFile]collectOutcome)}
	with, without := newPaperwork(b.Filings, b.Filings, marked), newPaperwork(b.Filings, b.Filings, bare)
	for _, s := range with.sheets {
		sheet := &collectedSheet{Sheet: s, laid: laying(with, s), bare: laying(without, s)}
		c.sheets = append(c.sheets, sheet)
		for _, f := range s.Filings {
			if c.byFiling[f] == nil {
				c.byFiling[f] = make(map[filing.Paper]*collectedSheet)
			}
			c.byFiling[f][s.Paper.ID] = sheet
		}
	}
	return c
}

// laying returns what lays a paper out, once.
func laying(papers *paperwork, s forms.Sheet) func() (laidOut, error) {
	return sync.OnceValues(func() (laidOut, error) {
		form, err := papers.fill(s)
		if err != nil {
			return laidOut{}, err
		}
		pages, _, err := pdf.Layout(form)
		if err != nil || form.Mark == nil {
			return laidOut{pages: pages}, err
		}
		return laidOut{pages, form.Mark.Sum}, nil
	})
}

// PaperOfFiling is a paper that a page can be assigned to.
type PaperOfFiling struct {
	Filing string // key
	Paper  filing.Paper
	Label  string // what the paper is called
	Pages  int
}

// Papers returns the papers of a filing that pages can be assigned to, nil for a
// filing that needs none.
func (c *Collection) Papers(key string) (all []PaperOfFiling) {
	for _, s := range c.sheets {
		for _, f := range s.Filings {
			if f.Key() != key {
				continue
			}
			p := PaperOfFiling{Filing: key, Paper: s.Paper.ID, Label: s.Paper.Label.In(c.batch.opt.Lang), Pages: 1}
			if laid, err := s.laid(); err == nil {
				p.Pages = max(1, len(laid.pages))
			}
			all = append(all, p)
		}
	}
	return all
}

// collectOutcome is what one page of a file came to.
type collectOutcome struct {
	page      CollectedPage
	unmatched *UnmatchedPage
	err       error // the program's, or ctx's
}

// Look reads every page of every file and says what is wrong with each. A file that
// was looked at before is left as it was. The scans are only read. The error is the
// context's or the program's; a file that cannot be read is in the report.
func (c *Collection) Look(ctx context.Context, files []string) error {
	progress := c.batch.opt.Progress
	var fresh []string
	for _, name := range files {
		looked := slices.ContainsFunc(c.pages, func(at pageOfFile) bool { return at.file == name })
		if !looked && !slices.Contains(fresh, name) {
			fresh = append(fresh, name)
		}
	}
	progress.start(StageCollect, len(fresh))
	done, total := 0, len(fresh)
	for _, name := range fresh {
		file, err := images.Open(name)
		if err != nil {
			c.note(pageOfFile{name, 0}, c.unreadable(name, 0, err))
			done++
			progress.set(done, total)
			continue
		}
		total += file.Pages - 1
		progress.set(done, total)
		looked := make([]collectOutcome, 0, file.Pages)
		err = inOrder(ctx, file.Pages, c.batch.opt.Workers, func(ctx context.Context, i int) collectOutcome {
			return c.lookAt(ctx, file, i)
		}, func(_ int, o collectOutcome) error {
			done++
			progress.set(done, total)
			looked = append(looked, o)
			return cmp.Or(ctx.Err(), o.err)
		})
		if err != nil {
			return err // the file counts as not looked at
		}
		for i, o := range looked {
			c.note(pageOfFile{name, i + 1}, o)
		}
	}
	return ctx.Err()
}

// note keeps what a page came to.
func (c *Collection) note(at pageOfFile, o collectOutcome) {
	if _, again := c.outcomes[at]; !again {
		c.pages = append(c.pages, at)
	}
	c.outcomes[at] = o
}

// Assign says by hand what a page is. A page that was looked at is looked at again.
// The error says what is wrong with the assignment, or is the context's.
func (c *Collection) Assign(ctx context.Context, a Assignment) error {
	if err := c.checkAssignment(a); err != nil {
		return err
	}
	at := pageOfFile{a.File, a.Page}
	c.byHand[at] = a
	if _, looked := c.outcomes[at]; !looked {
		return nil
	}
	file, err := images.Open(a.File)
	if err != nil {
		c.note(at, c.unreadable(a.File, a.Page, err))
		return nil
	}
	o := c.lookAt(ctx, file, a.Page-1)
	if o.err != nil {
		return o.err
	}
	c.note(at, o)
	return nil
}

func (c *Collection) unreadable(name string, page int, err error) collectOutcome {
	return collectOutcome{unmatched: &UnmatchedPage{Source: name, Page: page, Findings: []filing.Finding{}, Error: Say(err, c.batch.opt.Lang)}}
}

// lookAt reads one page, counted from 0.
func (c *Collection) lookAt(ctx context.Context, file *images.File, i int) (o collectOutcome) {
	at := pageOfFile{file.Path, i + 1}
	defer func() {
		if r := recover(); r != nil { // one page never ends the batch
			o = c.unreadable(at.file, at.page, &Trouble{File: at.file, Why: filing.Text{ZH: "处理时出错", EN: "could not be worked on"}})
		}
	}()
	p, err := file.Page(ctx, i)
	if err != nil {
		if ctx.Err() != nil {
			return collectOutcome{err: ctx.Err()}
		}
		return c.unreadable(at.file, at.page, err)
	}
	if a, ok := c.byHand[at]; ok {
		return c.assigned(p.Image, at, a)
	}
	reading, ok := collect.Read(p.Image)
	if !ok {
		return unmatchedPage(at, "", "", nil)
	}
	sheet, why, likely := c.sheetOf(reading.Mark)
	if sheet == nil {
		return unmatchedPage(at, reading.Mark.Readable(), why, likely)
	}
	return c.judged(p.Image, at, sheet, &reading)
}

func unmatchedPage(at pageOfFile, number, variant string, likely *filing.Filing) collectOutcome {
	args := filing.Args{"file": filepath.Base(at.file), "page": itoa(at.page), "number": number}
	if likely != nil {
		args["filing"] = likely.Key()
	}
	return collectOutcome{unmatched: &UnmatchedPage{Source: at.file, Page: at.page, Mark: number,
		Findings: []filing.Finding{{Rule: "paper-unmatched", Variant: variant, Args: args}}}}
}

// sheetOf returns the paper of the batch that a mark names, or why there is none.
func (c *Collection) sheetOf(m mark.Mark) (sheet *collectedSheet, why string, likely *filing.Filing) {
	var named, moved, changed []*filing.Filing
	for _, f := range c.batch.Filings {
		switch m.Fits(f) {
		case mark.Named:
			named = append(named, f)
		case mark.Moved:
			moved = append(moved, f)
		case mark.Changed:
			changed = append(changed, f)
		}
	}
	if len(named) == 0 {
		named = moved
	}
	if len(named) != 1 {
		if len(named) == 0 && len(changed) == 1 {
			return nil, "changed", changed[0]
		}
		return nil, "foreign", nil
	}
	if sheet := c.byFiling[named[0]][m.Paper]; sheet != nil {
		return sheet, "", nil
	}
	return nil, "not-needed", named[0]
}

// printedPage is a page as package collect compares it with its scan.
func printedPage(p *pdf.Page) *collect.Printed {
	printed := &collect.Printed{Page: p.Picture(collect.DPI)}
	printed.CodeLeft, printed.CodeTop, _ = p.CodeAt()
	for _, place := range p.Places {
		printed.Places = append(printed.Places, collect.Place{Kind: collect.Kind(place.Kind),
			Left: place.Left, Top: place.Top, Width: place.Width, Height: place.Height})
	}
	return printed
}

// assigned is a page that the user says what it is.
func (c *Collection) assigned(img image.Image, at pageOfFile, a Assignment) collectOutcome {
	for _, f := range c.batch.Filings {
		if sheet := c.byFiling[f][a.Paper]; sheet != nil && f.Key() == a.Filing {
			laid, err := sheet.laid()
			if err != nil {
				return collectOutcome{err: err}
			}
			m := mark.Mark{Paper: a.Paper, Page: max(1, a.PaperPage), Pages: max(len(laid.pages), a.PaperPage), Sum: laid.sum}
			if reading, ok := collect.Read(img); ok && reading.Mark.Paper == a.Paper {
				reading.Mark.Page, reading.Mark.Pages = m.Page, m.Pages
				return c.judged(img, at, sheet, &reading)
			}
			return c.judged(img, at, sheet, &collect.Reading{Mark: m})
		}
	}
	return unmatchedPage(at, "", "", nil) // the assignments were checked
}
