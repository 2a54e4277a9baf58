package job

import (
	"bytes"
	"strings"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	"beiandesk/pdf"
)

// unprintable says which characters of a filing's values its papers cannot
// show, because no font has them.
func (b *Batch) unprintable(f *filing.Filing) []filing.Finding {
	if len(b.opt.Profile.PapersFor(f)) == 0 {
		return nil
	}
	var found []filing.Finding
	for i := range filing.Fields {
		field := filing.Field(i)
		if filing.Fields[i].Block == filing.BlockScans {
			break
		}
		if none := pdf.Unprintable(f.Text(field)); len(none) > 0 {
			found = append(found, filing.Finding{Rule: "glyph-missing", Args: filing.Args{"characters": string(none)}}.At(f, field))
		}
	}
	return found
}

// paperwork is the papers of a batch: which form belongs to which filing.
type paperwork struct {
	opt      Options
	sheets   []forms.Sheet
	byFiling map[*filing.Filing][]forms.Sheet
	owner    map[string]string // entity by filing key
	batch    uint16            // hash of the whole batch, for the marks
	duplex   bool              // of the bundle
	bound    int               // pages of the volumes that are drawn
}

// madePapers are the papers of one filing.
type madePapers struct {
	files []paperFile
	err   error
}

type paperFile struct {
	paper filing.Paper // empty for lists
	name  string
	pages int
	data  []byte
}

// newPaperwork lists the papers of filings, which are some or all of a batch's.
func newPaperwork(filings, batch []*filing.Filing, opt Options) *paperwork {
	p := &paperwork{opt: opt, batch: mark.Batch(batch), sheets: forms.Plan(filings, opt.Profile), byFiling: make(map[*filing.Filing][]forms.Sheet), owner: make(map[string]string)}
	if p.opt.Forms == nil {
		p.opt.Forms = forms.Default()
	}
	for _, sheet := range p.sheets {
		for _, f := range sheet.Filings {
			p.byFiling[f] = append(p.byFiling[f], sheet)
		}
	}
	for _, f := range filings {
		p.owner[f.Key()] = f.Text(filing.EntityName)
	}
	return p
}

func (p *paperwork) empty() bool { return len(p.sheets) == 0 }

// fill fills a paper and gives it its mark.
func (p *paperwork) fill(sheet forms.Sheet) (*forms.Form, error) {
	form, err := p.opt.Forms.Fill(sheet.Paper.ID, sheet.Filings, p.opt.Profile)
	if err == nil && !p.opt.NoMarks {
		form.PutMark(p.batch, sheet.Filings)
	}
	return form, err
}

// names are the names of the files that make gives for a filing.
func (p *paperwork) names(f *filing.Filing) (names []string) {
	for _, sheet := range p.byFiling[f] {
		names = append(names, fileName(sheet.Paper))
	}
	for _, list := range p.opt.Forms.ListsOf(f, p.opt.Profile) {
		names = append(names, listFile(list))
	}
	return names
}

// make fills and draws the papers of a filing, and the lists that go with it. A
// letter that speaks for several filings is made for each: every folder is
// complete.
func (p *paperwork) make(f *filing.Filing) madePapers {
	var made madePapers
	for _, sheet := range p.byFiling[f] {
		form, err := p.fill(sheet)
		if err == nil {
			err = made.draw(form, fileName(sheet.Paper), p.date())
		}
		if err != nil {
			return madePapers{err: err}
		}
	}
	for _, list := range p.opt.Forms.ListsOf(f, p.opt.Profile) {
		if err := made.draw(list, listFile(list), p.date()); err != nil {
			return madePapers{err: err}
		}
	}
	return made
}

func (m *madePapers) draw(form *forms.Form, name string, date time.Time) error {
	var file bytes.Buffer
	report, err := pdf.Render(&file, []*forms.Form{form}, pdf.Options{Title: strings.TrimSpace(form.Name + " " + form.Foot), Date: date})
	if err == nil {
		m.files = append(m.files, paperFile{form.Paper, name, report.Pages, file.Bytes()})
	}
	return err
}

// date is what the documents say of when they were made: midnight of the day
// that the batch is reckoned at, so that a rerun gives the same bytes.
func (p *paperwork) date() time.Time { return madeOn(p.opt.Today) }

func madeOn(today filing.Date) time.Time {
	day, err := time.Parse(time.DateOnly, today.String())
	if err != nil {
		return time.Time{}
	}
	return day
}
