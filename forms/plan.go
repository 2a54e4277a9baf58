package forms

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Sheet is one paper to print and the filings that it speaks for.
type Sheet struct {
	Paper   provider.Paper
	Filings []*filing.Filing
}

// Plan lists the papers of a batch in posting order: filing by filing, each
// filing's papers in the profile's order. The confirmation letter comes once
// for an entity and account, with the first of its filings, and speaks for all
// of them.
func Plan(filings []*filing.Filing, profile *provider.Profile) []Sheet {
	var sheets []Sheet
	shared := make(map[string]int) // entity and account → index of the letter
	for _, f := range filings {
		for _, paper := range profile.PapersFor(f) {
			if paper.ID == filing.Confirmation {
				group := accountGroup(f)
				if i, ok := shared[group]; ok {
					sheets[i].Filings = append(sheets[i].Filings, f)
					continue
				}
				shared[group] = len(sheets)
			}
			sheets = append(sheets, Sheet{paper, []*filing.Filing{f}})
		}
	}
	return sheets
}

// accountGroup tells entities on accounts apart. Company and account both
// count: a wrong account number must not join two companies.
func accountGroup(f *filing.Filing) string {
	return filing.FoldName(f.Text(filing.EntityName)) + "\n" + f.Text(filing.EntityCertNumber) + "\n" +
		f.Text(filing.AccessAccountID) + "\n" + filing.FoldName(f.Text(filing.AccessAccountCompany))
}

// For returns the filled papers of a batch in posting order.
func For(filings []*filing.Filing, profile *provider.Profile, l *Library) ([]*Form, error) {
	var all []*Form
	for _, s := range Plan(filings, profile) {
		form, err := l.Fill(s.Paper.ID, s.Filings, profile)
		if err != nil {
			return nil, err
		}
		all = append(all, form)
	}
	return all, nil
}

// NameOf returns what the paper's form calls it.
func (l *Library) NameOf(s Sheet) string {
	f := s.Filings[0]
	if sheet := l.find(s.Paper.ID, "", f.Text(filing.EntityProvince), f.Kind()); sheet != nil {
		return sheet.form.Name
	}
	return s.Paper.Label.ZH
}
