package forms

import (
	"fmt"
	"slices"
	"strconv"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// The lists: papers that nobody signs, and that no filing can lack.
const (
	CoverList        = "cover"        // on top of a bundle: what is printed, on which pages
	PostingList      = "posting"      // with the originals: what is sent, a box a paper
	VerificationList = "verification" // of a filing: who verifies how, and what to have ready
	AfterList        = "after"        // of a filing: what is to be done once it is granted
)

// Lists names all lists.
var Lists = []string{CoverList, PostingList, VerificationList, AfterList}

// list says what a list is made for.
type list struct {
	known func(key string) bool // whether a placeholder has a meaning; nil for no such list
}

// listOf returns the list of a name; papers have none.
func listOf(name string) list {
	switch name {
	case CoverList, PostingList:
		return list{knownOfBatch}
	case VerificationList, AfterList:
		return list{func(key string) bool { return knownKey(key) || slices.Contains(paperKeys, key) }}
	case "":
		return list{knownKey}
	}
	return list{}
}

// Entry is one paper in a list.
type Entry struct {
	Form  *Form
	Pages int // of the paper, 0 when they do not matter
	First int // page of the bundle that it begins on, from 1
}

// paperKeys are the placeholders of rows that stand for a paper each, totalKeys
// those of lists of a batch besides.
var (
	paperKeys = []string{"filing", "entity", "paper", "sign", "pages", "first"}
	totalKeys = []string{"total.papers", "total.pages", "total.filings"}
)

// knownOfBatch reports whether a placeholder has a meaning in lists of a batch.
func knownOfBatch(key string) bool {
	_, ok := providerKeys[key]
	return ok || key == "number" || key == "count" || slices.Contains(paperKeys, key) || slices.Contains(totalKeys, key)
}

// List returns a list of a batch's papers: what is printed or sent, for which
// filing, and who signs and seals it. entity names the owner of a filing by its
// key. The error is a fault of the program: no such list.
func (l *Library) List(name string, entries []Entry, entity func(key string) string, profile *provider.Profile) (*Form, error) {
	s := l.find("", name, "", "")
	if s == nil {
		return nil, fmt.Errorf("fill %s: there is no form for it", name)
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

// ListsOf returns the lists of one filing, in the order of [Lists]: those that
// are made for its kind.
func (l *Library) ListsOf(f *filing.Filing, profile *provider.Profile) []*Form {
	var all []*Form
	for _, name := range []string{VerificationList, AfterList} {
		s := l.find("", name, f.Text(filing.EntityProvince), f.Kind())
		if s == nil {
			continue
		}
		papers := profile.PapersFor(f)
		head := lookup{filing: f, profile: profile, number: 1, count: len(papers)}
		rows := make([]lookup, len(papers))
		for i, p := range papers {
			rows[i] = head
			rows[i].number, rows[i].extra = i+1, map[string]string{"paper": p.Label.ZH, "sign": p.Sign.ZH}
		}
		form := s.fill(head, rows)
		form.Filings = []string{f.Key()}
		all = append(all, form)
	}
	return all
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
	v := map[string]string{"pages": count(e.Pages), "first": count(e.First), "paper": e.Form.Name,
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
