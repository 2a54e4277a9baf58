package job

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"beiandesk/forms"
	"beiandesk/pdf"
)

// volumePapers is how many papers a volume of the print bundle holds: with its
// lists about a thousand pages, which printers and viewers still take.
const volumePapers = 950

// volumes divides the papers of a large batch, filing by filing: a volume is
// printed, signed and posted on its own.
func (p *paperwork) volumes() (all [][]forms.Sheet) {
	start := 0
	for i := range p.sheets {
		if i-start >= volumePapers && p.sheets[i].Filings[0] != p.sheets[i-1].Filings[0] {
			all = append(all, p.sheets[start:i])
			start = i
		}
	}
	if start < len(p.sheets) {
		all = append(all, p.sheets[start:])
	}
	return all
}

// volumeName is the name of volume i of n; the only one has the bundle's own.
func volumeName(name string, i, n int) string {
	if n == 1 {
		return name
	}
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s_第%0*d册%s", strings.TrimSuffix(name, ext), len(itoa(n)), i+1, ext)
}

// volume is what one document of papers holds.
type volume struct {
	sheets  []forms.Sheet
	front   bool          // a list of what is in it, and one of what is posted, lie on top
	after   []*forms.Form // lists that lie below the papers
	numbers *pdf.Numbers  // of its pages in the print bundle
}

// bundles returns the documents of all papers; those with lists on top are the
// print bundle's volumes, whose pages are numbered through.
func (p *paperwork) bundles(front bool) (all []volume) {
	volumes := p.volumes()
	for i, sheets := range volumes {
		v := volume{sheets: sheets, front: front}
		if front {
			v.numbers = new(pdf.Numbers)
			if len(volumes) > 1 {
				v.numbers.Volume = i + 1
			}
		}
		all = append(all, v)
	}
	return all
}

// bundle draws papers as one document and returns its pages. Volumes are drawn
// in their order.
func (p *paperwork) bundle(ctx context.Context, w io.Writer, v volume) (pages int, err error) {
	var fillErr error
	each := func(yield func(*forms.Form) bool) {
		for _, sheet := range v.sheets {
			form, err := p.fill(sheet)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				fillErr = err
				return
			}
			if !yield(form) {
				return
			}
			p.opt.Progress.step()
		}
		for _, list := range v.after {
			if !yield(list) {
				return
			}
		}
	}
	opt := pdf.Options{Title: "全部打印件", Date: p.date(), Duplex: p.duplex, Numbers: v.numbers}
	if v.numbers != nil {
		v.numbers.Before = p.bound
	}
	if v.front {
		opt.Front = func(entries []forms.Entry) ([]*forms.Form, error) {
			return p.lists(entries, forms.CoverList, forms.PostingList)
		}
	}
	report, err := pdf.Bundle(w, each, opt)
	if fillErr != nil {
		return 0, fillErr
	}
	p.bound += report.Pages
	return report.Pages, err
}

// lists fills lists of papers.
func (p *paperwork) lists(entries []forms.Entry, names ...string) (all []*forms.Form, err error) {
	for _, name := range names {
		form, err := p.opt.Forms.List(name, entries, func(key string) string { return p.owner[key] }, p.opt.Profile)
		if err != nil {
			return nil, err
		}
		all = append(all, form)
	}
	return all, nil
}

// posting draws the lists of what is posted, one a volume.
func (p *paperwork) posting(w io.Writer) error {
	var all []*forms.Form
	for _, volume := range p.volumes() {
		var entries []forms.Entry
		for _, sheet := range volume {
			form := &forms.Form{Paper: sheet.Paper.ID, Name: p.opt.Forms.NameOf(sheet)}
			for _, f := range sheet.Filings {
				form.Filings = append(form.Filings, f.Key())
			}
			entries = append(entries, forms.Entry{Form: form})
		}
		lists, err := p.lists(entries, forms.PostingList)
		if err != nil {
			return err
		}
		all = append(all, lists...)
	}
	_, err := pdf.Render(w, all, pdf.Options{Title: "备案材料寄送清单", Date: p.date()})
	return err
}
