package forms

import (
	"fmt"
	"strconv"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// coverList is the list that lies on top of a bundle of papers.
const coverList = "cover"

// Entry is one paper in the cover list.
type Entry struct {
	Form  *Form
	Pages int // of the paper
	First int // page of the bundle that it begins on, from 1
}

// coverKeys are the placeholders of the cover list's rows.
var coverKeys = []string{"filing", "entity", "paper", "sign", "pages", "first", "total.papers", "total.pages", "total.filings"}

// Cover returns the list of a bundle's papers: what is printed, for which
// filing, on which pages, and who signs and seals it. entity names the owner
// of a filing by its key.
func (l *Library) Cover(entries []Entry, entity func(key string) string, profile *provider.Profile) (*Form, error) {
	s := l.find("", coverList, "")
	if s == nil {
		return nil, fmt.Errorf("fill %s: there is no form for it", coverList)
	}
	head := lookup{profile: profile, count: len(entries), extra: coverTotals(entries)}
	rows := make([]lookup, len(entries))
	for i, e := range entries {
		rows[i] = head
		rows[i].number = i + 1
		rows[i].extra = e.values(entity, profile)
	}
	return s.fill(head, rows), nil
}

func coverTotals(entries []Entry) map[string]string {
	pages := 0
	filings := make(map[string]bool)
	for _, e := range entries {
		pages += e.Pages
		for _, key := range e.Form.Filings {
			filings[key] = true
		}
	}
	return map[string]string{"total.papers": strconv.Itoa(len(entries)), "total.pages": strconv.Itoa(pages), "total.filings": strconv.Itoa(len(filings))}
}

func (e Entry) values(entity func(key string) string, profile *provider.Profile) map[string]string {
	v := map[string]string{"pages": strconv.Itoa(e.Pages), "first": strconv.Itoa(e.First), "paper": e.Form.Name,
		"filing": "", "entity": "", "sign": ""}
	if keys := e.Form.Filings; len(keys) > 0 {
		v["filing"], v["entity"] = keys[0], entity(keys[0])
		if len(keys) > 1 {
			v["filing"] = fmt.Sprintf("%s 等 %d 项", keys[0], len(keys))
		}
	}
	if paper, ok := profile.Paper(e.Form.Paper); ok {
		v["sign"] = paper.Sign.In(filing.ZH)
	}
	return v
}
