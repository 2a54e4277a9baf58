package forms

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
)

// PutMark gives a filled paper its mark: that of the filing, or the first of the
// filings, that it speaks for, with a checksum of the values it shows. batch is
// the hash of the batch, see [mark.Batch]. Lists get none.
func (f *Form) PutMark(batch uint16, filings []*filing.Filing) {
	if len(filings) == 0 || !mark.Names(f.Paper) {
		return
	}
	m := mark.For(batch, filings[0], f.Paper)
	m.Sum = mark.Sum(f.values())
	f.Mark = &m
}

// values lists the values that the form shows, with their placeholders.
func (f *Form) values() (all []string) {
	add := func(texts ...Text) {
		for _, t := range texts {
			for i, s := range t {
				switch {
				case s.Value() && s.Text != "":
					all = append(all, s.Key+"="+s.Text)
				case s.Box == Ticked: // told by the wording behind it
					all = append(all, "ticked="+t[i+1:min(i+2, len(t))].String())
				}
			}
		}
	}
	if f.Over != nil {
		for _, p := range f.Over.Places {
			add(p.Text)
			if p.Kind == TickPlace || p.Kind == CrossPlace {
				all = append(all, "ticked="+p.Name)
			}
		}
	}
	for _, b := range f.Blocks {
		add(b.Text, b.Right)
		add(b.Items...)
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				add(c.Text)
				add(c.Sign...)
			}
		}
	}
	return all
}
