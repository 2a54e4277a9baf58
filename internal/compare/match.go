package compare

import (
	"strings"

	"beiandesk/internal/filing"
)

// By is what two filings were recognised by as the same one.
type By string

// What filings are recognised by, the surest first.
const (
	ByNumber  By = "number"  // the number that the user gave it (编号)
	ByRecord  By = "record"  // the site's filing number, or the entity's where it is about no site
	ByDomain  By = "domain"  // a domain together with the entity's code, else a domain alone
	ByName    By = "name"    // the names of the entity and the site
	ByContent By = "content" // all fields
)

// Ways lists them, the surest first.
var Ways = []By{ByNumber, ByRecord, ByDomain, ByName, ByContent}

var byLabels = map[By]filing.Text{
	ByNumber:  {ZH: "编号", EN: "number"},
	ByRecord:  {ZH: "备案号", EN: "filing number"},
	ByDomain:  {ZH: "域名", EN: "domain"},
	ByName:    {ZH: "名称", EN: "names"},
	ByContent: {ZH: "全部内容", EN: "content"},
}

// Label names what filings were recognised by.
func (b By) Label() filing.Text { return byLabels[b] }

// key is what filings may share, and how a person reads it.
type key struct{ id, shown string }

// level is a way of recognising filings.
type level struct {
	by   By
	keys func(f *filing.Filing) []key
}

// levels are the ways, the surest first. Two filings of different kinds about one
// site are two things, unless nothing else is left.
var levels = []level{
	{ByNumber, numberOf},
	{ByRecord, ofKind(recordOf)},
	{ByDomain, ofKind(domainsOfEntity)},
	{ByDomain, ofKind(domainsOf)},
	{ByName, ofKind(namesOf)},
	{ByRecord, recordOf},
	{ByDomain, domainsOfEntity},
	{ByDomain, domainsOf},
	{ByName, namesOf},
	{ByContent, contentOf},
}

func ofKind(keys func(*filing.Filing) []key) func(*filing.Filing) []key {
	return func(f *filing.Filing) []key {
		all := keys(f)
		for i := range all {
			all[i].id += "\x00" + string(f.Kind())
		}
		return all
	}
}

func numberOf(f *filing.Filing) []key {
	if number := f.Text(filing.FilingKey); number != "" {
		return []key{{number, number}}
	}
	return nil
}

func aboutNoSite(f *filing.Filing) bool {
	return f.Text(filing.SiteDomains) == "" && f.Text(filing.SiteName) == "" && f.Text(filing.SiteRecordNumber) == ""
}

func recordOf(f *filing.Filing) []key {
	record := f.Text(filing.SiteRecordNumber)
	if aboutNoSite(f) {
		record = f.Text(filing.EntityRecordNumber)
	}
	if record == "" {
		return nil
	}
	return []key{{record, record}}
}

func domainsOf(f *filing.Filing) (keys []key) {
	for domain := range f.All(filing.SiteDomains) {
		keys = append(keys, key{domain, domain})
	}
	return keys
}

func domainsOfEntity(f *filing.Filing) []key {
	number := filing.EntityNumber(f)
	if number == "" {
		return nil
	}
	keys := domainsOf(f)
	for i := range keys {
		keys[i].id += "\x00" + number
	}
	return keys
}

func namesOf(f *filing.Filing) []key {
	entity, site := f.Text(filing.EntityName), f.Text(filing.SiteName)
	if site == "" && !aboutNoSite(f) || entity == "" && site == "" {
		return nil
	}
	shown := entity
	if site != "" {
		shown = strings.TrimSpace(entity + " " + site)
	}
	return []key{{filing.FoldName(entity) + "\x00" + filing.FoldName(site), shown}}
}

func contentOf(f *filing.Filing) []key {
	var b strings.Builder
	for k := range filing.Fields {
		b.WriteString(f.Text(filing.Field(k)))
		b.WriteByte(0)
	}
	return []key{{b.String(), f.Key()}}
}

// matcher finds the filings that two lists share.
type matcher struct {
	old, now     []*filing.Filing
	toNew, toOld []int // partners, -1 for none yet
	by           []By  // by place in the old list
}

func newMatcher(old, now []*filing.Filing) *matcher {
	return &matcher{old: old, now: now, toNew: fill(len(old), -1), toOld: fill(len(now), -1), by: make([]By, len(old))}
}

// mostRounds bounds how often what is left is looked at again: a pair that was
// found can make another one certain.
const mostRounds = 8

func (m *matcher) match() {
	misled := m.renumbered()
	for round := range mostRounds {
		found := false
		for _, l := range levels {
			if l.by == ByContent {
				found = m.pairEqual(l) || found
				continue
			}
			for i, j := range m.partners(l) {
				if j < 0 || round == 0 && l.by == ByNumber && misled(i, j) {
					continue
				}
				m.pair(i, j, l.by)
				found = true
			}
		}
		if !found {
			return
		}
	}
}

func (m *matcher) pair(i, j int, by By) { m.toNew[i], m.toOld[j], m.by[i] = j, i, by }

// bucket are the filings without a partner that share a key.
type bucket struct {
	shown    string
	old, now []int
}

func (m *matcher) buckets(l level) (order []*bucket) {
	of := make(map[string]*bucket)
	put := func(k key) *bucket {
		b := of[k.id]
		if b == nil {
			b = &bucket{shown: k.shown}
			of[k.id] = b
			order = append(order, b)
		}
		return b
	}
	add := func(to []int, i int) []int {
		if n := len(to); n > 0 && to[n-1] == i {
			return to // a filing that has the key twice
		}
		return append(to, i)
	}
	for i, f := range m.old {
		if m.toNew[i] < 0 {
			for _, k := range l.keys(f) {
				b := put(k)
				b.old = add(b.old, i)
			}
		}
	}
	for j, f := range m.now {
		if m.toOld[j] < 0 {
			for _, k := range l.keys(f) {
				b := put(k)
				b.now = add(b.now, j)
			}
		}
	}
	return order
}

// partners returns for every old filing the one new filing that it alone shares
// a key with, -1 where there is none or more than one.
func (m *matcher) partners(l level) []int {
	toNew, toOld := fill(len(m.old), -1), fill(len(m.now), -1)
	const several = -2
	set := func(of []int, at, to int) {
		if of[at] == -1 || of[at] == to {
			of[at] = to
		} else {
			of[at] = several
		}
	}
	for _, b := range m.buckets(l) {
		if len(b.old) == 1 && len(b.now) == 1 {
			set(toNew, b.old[0], b.now[0])
			set(toOld, b.now[0], b.old[0])
		}
	}
	for i, j := range toNew {
		if j < 0 || toOld[j] != i {
			toNew[i] = -1
		}
	}
	return toNew
}

// pairEqual pairs filings whose fields are all equal, the first with the first:
// which of them is which makes no difference.
func (m *matcher) pairEqual(l level) (found bool) {
	for _, b := range m.buckets(l) {
		for n := range min(len(b.old), len(b.now)) {
			m.pair(b.old[n], b.now[n], l.by)
			found = true
		}
	}
	return found
}

// renumbered returns a function that reports whether two filings of one number
// are different ones all the same: people number rows anew when they insert one.
// It is so when either has a partner by its site that it is closer to.
func (m *matcher) renumbered() func(i, j int) bool {
	toNew, toOld := fill(len(m.old), -1), fill(len(m.now), -1)
	for _, l := range levels[1:5] {
		for i, j := range m.partners(l) {
			if j >= 0 && toNew[i] < 0 && toOld[j] < 0 {
				toNew[i], toOld[j] = j, i
			}
		}
	}
	return func(i, j int) bool {
		if toNew[i] == j {
			return false
		}
		apart := distance(m.old[i], m.now[j])
		return toNew[i] >= 0 && distance(m.old[i], m.now[toNew[i]]) < apart ||
			toOld[j] >= 0 && distance(m.old[toOld[j]], m.now[j]) < apart
	}
}

// ambiguous returns the filings without a partner that share a key with others
// of the other list.
func (m *matcher) ambiguous() (all []Ambiguity) {
	for _, l := range levels {
		for _, b := range m.buckets(l) {
			b.old, b.now = m.left(b.old, m.toNew), m.left(b.now, m.toOld)
			if len(b.old) == 0 || len(b.now) == 0 {
				continue
			}
			all = append(all, Ambiguity{l.by, b.shown, b.old, b.now})
			for _, i := range b.old {
				m.toNew[i] = unclear
			}
			for _, j := range b.now {
				m.toOld[j] = unclear
			}
		}
	}
	for _, list := range [][]int{m.toNew, m.toOld} {
		for i := range list {
			list[i] = max(list[i], -1)
		}
	}
	return all
}

// unclear marks filings of which an ambiguity speaks already.
const unclear = -3

func (m *matcher) left(of, partner []int) (left []int) {
	for _, i := range of {
		if partner[i] == -1 {
			left = append(left, i)
		}
	}
	return left
}
