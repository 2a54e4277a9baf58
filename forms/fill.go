package forms

import (
	"fmt"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Fill returns the paper with the values of the filings in it. A paper speaks
// for one filing; the confirmation letter speaks for all filings of an entity
// on one account, the first of which gives the values outside its list.
//
// The error is a fault of the program: an unknown paper or no filing.
func (l *Library) Fill(paper filing.Paper, filings []*filing.Filing, profile *provider.Profile) (*Form, error) {
	if len(filings) == 0 {
		return nil, fmt.Errorf("fill %s: no filing given", paper)
	}
	s := l.find(paper, "", filings[0].Text(filing.EntityProvince), filings[0].Kind())
	if s == nil {
		return nil, fmt.Errorf("fill %s: there is no form for it", paper)
	}
	head := lookup{filing: filings[0], profile: profile, number: 1, count: len(filings)}
	rows := make([]lookup, len(filings))
	for i, f := range filings {
		rows[i] = head
		rows[i].filing, rows[i].number = f, i+1
	}
	form := s.fill(head, rows)
	for _, f := range filings {
		form.Filings = append(form.Filings, f.Key())
	}
	return form, nil
}

// fill makes the form: head gives the values, and rows those of the repeated
// rows.
func (s *sheet) fill(head lookup, rows []lookup) *Form {
	form := s.form
	form.Blocks = nil
	form.Foot = s.foot.fill(head).String()
	if s.form.Over != nil {
		form.Over = s.fillOver(head, rows)
		return &form
	}
	for _, b := range s.blocks {
		if !b.fits(head) {
			continue
		}
		filled := b.Block
		filled.Text, filled.Right = b.Text.fill(head), b.Right.fill(head)
		filled.Items = fillAll(b.Items, head)
		filled.Rows = fillRows(b.rows, head, rows)
		form.Blocks = append(form.Blocks, filled)
	}
	return &form
}

func fillRows(all []row, head lookup, each []lookup) []Row {
	var filled []Row
	var spans spanning
	for _, r := range all {
		values := []lookup{head}
		switch {
		case !r.fits(head):
			values = nil
		case r.each:
			values = each
		}
		spans.step(filled, len(values))
		if !r.varies() {
			spans.start(len(filled), r.Cells)
		}
		for _, v := range values {
			filled = append(filled, fillRow(r.Row, v))
		}
	}
	return filled
}

func fillRow(r Row, values lookup) Row {
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		c := &r.Cells[i]
		c.Text, c.Sign = c.Text.fill(values), fillAll(c.Sign, values)
	}
	return r
}

func fillAll(texts []Text, values lookup) []Text {
	var filled []Text
	for _, t := range texts {
		filled = append(filled, t.fill(values))
	}
	return filled
}

// spanning remembers cells that reach down over the rows to come, so that they
// grow and shrink with rows that are repeated or left out.
type spanning []span

type span struct {
	row, cell int
	left      int // rows of the form file still covered
}

// step passes a row of the form file that came n times: the cells that cover
// it grow or shrink.
func (s spanning) step(rows []Row, n int) {
	for i := range s {
		if s[i].left > 0 {
			rows[s[i].row].Cells[s[i].cell].Rows += n - 1
			s[i].left--
		}
	}
}

// start remembers the cells of the row at index row that reach down.
func (s *spanning) start(row int, cells []Cell) {
	for i, c := range cells {
		if c.Rows > 1 {
			*s = append(*s, span{row, i, c.Rows - 1})
		}
	}
}
