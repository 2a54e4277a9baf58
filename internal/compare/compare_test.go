package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

// list makes filings of lines: number | kind | entity's code | entity's name |
// site's name | domains | mobile | site's filing number. What is missing at the
// end of a line is empty. Every filing has a row, every field a column.
func list(lines ...string) (filings []*filing.Filing) {
	fields := []filing.Field{filing.FilingKey, filing.FilingKind, filing.EntityCertNumber, filing.EntityName, filing.SiteName, filing.SiteDomains,
		filing.EntityPersonMobile, filing.SiteRecordNumber}
	for row, line := range lines {
		f := &filing.Filing{Place: filing.Cell{Sheet: "备案", Row: int32(row) + 2}}
		for i, value := range strings.Split(line, "|") {
			f.SetRaw(fields[i], strings.TrimSpace(value), filing.Cell{Sheet: "备案", Col: int32(i) + 1, Row: int32(row) + 2})
		}
		filings = append(filings, f)
	}
	filing.Number(filings)
	return filings
}

// told writes a result, a line an entry.
func told(r *Result) (lines []string) {
	for _, p := range r.Pairs {
		line := fmt.Sprintf("%d→%d by %s", p.Old, p.New, p.By)
		if p.Moved {
			line += " moved"
		}
		lines = append(lines, line)
	}
	for _, j := range r.Added {
		lines = append(lines, fmt.Sprintf("added %d", j))
	}
	for _, i := range r.Removed {
		lines = append(lines, fmt.Sprintf("removed %d", i))
	}
	for _, a := range r.Ambiguous {
		lines = append(lines, fmt.Sprintf("ambiguous %s %s %v %v", a.By, a.Key, a.Old, a.New))
	}
	for _, c := range r.Changes {
		line := fmt.Sprintf("%s %q→%q", c.Field.Key(), c.Old, c.New)
		for _, at := range c.At {
			line += fmt.Sprintf(" %d:%v→%v", at.Pair, at.Old, at.New)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestFilings(t *testing.T) {
	const (
		a = "首次备案|91640500MA76ABC06P|样张云帆|样张甲|a.example.cn|13800000001"
		b = "首次备案|91640500MA76ABC06P|样张云帆|样张乙|b.example.cn|13800000001"
		c = "首次备案||范本商贸|范本丙|c.example.cn|13800000003"
	)
	cases := []struct {
		name     string
		old, now []string
		want     []string
	}{
		{"nothing", nil, nil, nil},
		{"the same", []string{"1|" + a, "2|" + b}, []string{"1|" + a, "2|" + b}, []string{"0→0 by number", "1→1 by number"}},
		{"written otherwise", []string{"1|新增接入||样张|甲|WWW.Example.cn|13800000001"}, []string{"1|新增接入||样张|甲|www.example.cn|+86 138-0000-0001"},
			[]string{"0→0 by number"}},
		{"one moved", []string{"1|" + a, "2|" + b, "3|" + c}, []string{"3|" + c, "1|" + a, "2|" + b},
			[]string{"2→0 by number moved", "0→1 by number", "1→2 by number"}},
		{"one put before the others moves none", []string{"1|" + a, "2|" + b}, []string{"3|" + c, "1|" + a, "2|" + b},
			[]string{"0→1 by number", "1→2 by number", "added 0"}},
		{"one taken out", []string{"1|" + a, "2|" + b}, []string{"2|" + b}, []string{"1→0 by number", "removed 0"}},
		{"a field", []string{"1|" + c}, []string{"1|首次备案||范本商贸|范本新丙|c.example.cn|13800000003"},
			[]string{"0→0 by number", `site.name "范本丙"→"范本新丙" 0:备案!E2→备案!E2`}},
		{"what an entity shares is one change", []string{"1|" + a, "2|" + b, "3|" + c},
			[]string{"1|" + strings.Replace(a, "0001", "0002", 1), "2|" + strings.Replace(b, "0001", "0002", 1), "3|" + strings.Replace(c, "0003", "0002", 1)},
			[]string{"0→0 by number", "1→1 by number", "2→2 by number",
				`entity.person.mobile "13800000001"→"13800000002" 0:备案!G2→备案!G2 1:备案!G3→备案!G3`,
				`entity.person.mobile "13800000003"→"13800000002" 2:备案!G4→备案!G4`}},
		{"numbered anew", []string{"1|" + a, "2|" + b, "3|" + c}, []string{"1|首次备案||新的|新的|new.example.cn", "2|" + a, "3|" + b, "4|" + c},
			[]string{"0→1 by domain", "1→2 by domain", "2→3 by domain", "added 0",
				`filing.key "1"→"2" 0:备案!A2→备案!A3`, `filing.key "2"→"3" 1:备案!A3→备案!A4`, `filing.key "3"→"4" 2:备案!A4→备案!A5`}},
		{"a number that is kept means more than a domain that moved", []string{"1|变更IP|||甲|a.example.cn", "2|变更IP|||乙|b.example.cn"}, []string{"1|变更IP|||甲|b.example.cn", "2|变更IP|||乙|a.example.cn"},
			[]string{"0→0 by number", "1→1 by number",
				`site.domains "a.example.cn"→"b.example.cn" 0:备案!F2→备案!F2`, `site.domains "b.example.cn"→"a.example.cn" 1:备案!F3→备案!F3`}},
		{"by filing number", []string{"|新增接入||甲|乙|a.example.cn||宁ICP备2023000001号-1"}, []string{"|新增接入||甲甲|乙乙|b.example.cn||宁ICP备2023000001号-1"},
			[]string{"0→0 by record", `entity.name "甲"→"甲甲" 0:备案!D2→备案!D2`, `site.name "乙"→"乙乙" 0:备案!E2→备案!E2`, `site.domains "a.example.cn"→"b.example.cn" 0:备案!F2→备案!F2`}},
		{"one of several domains", []string{"|" + strings.Replace(c, "c.example.cn", "c.example.cn、d.example.cn", 1)}, []string{"|" + strings.Replace(c, "c.example.cn", "d.example.cn", 1)},
			[]string{"0→0 by domain", `site.domains "c.example.cn\nd.example.cn"→"d.example.cn" 0:备案!F2→备案!F2`}},
		{"two kinds of one site", []string{"|新增接入||甲|乙|a.example.cn", "|变更IP||甲|乙|a.example.cn"}, []string{"|变更IP||甲|乙|a.example.cn", "|新增接入||甲|乙|a.example.cn"},
			[]string{"1→0 by domain moved", "0→1 by domain"}},
		{"another kind", []string{"|新增接入||甲|乙|a.example.cn"}, []string{"|首次备案||甲|乙|a.example.cn"},
			[]string{"0→0 by domain", `filing.kind "new-access"→"new-entity" 0:备案!B2→备案!B2`}},
		{"by names", []string{"|首次备案||样张（宁夏）公司|甲||13800000001"}, []string{"|首次备案||样张(宁夏)公司|甲||13800000002"},
			[]string{"0→0 by name", `entity.name "样张（宁夏）公司"→"样张(宁夏)公司" 0:备案!D2→备案!D2`, `entity.person.mobile "13800000001"→"13800000002" 0:备案!G2→备案!G2`}},
		{"a number twice, told apart by domain", []string{"1|" + a, "1|" + b}, []string{"1|" + b, "1|" + a},
			[]string{"1→0 by domain moved", "0→1 by domain"}},
		{"equal twins", []string{"1|" + a, "1|" + a}, []string{"1|" + a, "1|" + a, "1|" + a},
			[]string{"0→0 by content", "1→1 by content", "added 2"}},
		{"twins that cannot be told apart", []string{"1|首次备案|||||13800000001", "1|首次备案|||||13800000002"}, []string{"1|首次备案|||||13800000003", "1|首次备案|||||13800000004"},
			[]string{"ambiguous number 1 [0 1] [0 1]"}},
		{"a twin that is left is certain", []string{"1|首次备案|||||13800000001", "1|首次备案|||||13800000002"}, []string{"1|首次备案|||||13800000003", "1|首次备案|||||13800000002"},
			[]string{"0→0 by number", "1→1 by content", `entity.person.mobile "13800000001"→"13800000003" 0:备案!G2→备案!G2`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, told(Filings(list(c.old...), list(c.now...)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSame(t *testing.T) {
	lines := []string{"1|首次备案||甲|乙|a.example.cn", "2|首次备案||甲|丙|b.example.cn"}
	other := []string{lines[1], lines[0]}
	if !Filings(list(lines...), list(other...)).Same() {
		t.Error("another order counts as a difference")
	}
	for _, now := range [][]string{lines[:1], append(slices.Clone(lines), "3|首次备案||甲|丁|c.example.cn"), {lines[0], "2|首次备案||甲|戊|b.example.cn"}} {
		if Filings(list(lines...), list(now...)).Same() {
			t.Errorf("%v is the same as %v", now, lines)
		}
	}
}

// edit is a change that the property test makes.
type edit struct {
	filing   string // what the filing is called throughout
	field    filing.Field
	old, new string
}

// TestEveryEditIsFound edits lists at random and wants the comparison to say
// exactly that: the edits, what was added and removed, and nothing else.
func TestEveryEditIsFound(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		old, name := randomList(r, 1+r.IntN(40))
		now, want := edited(r, old, name)
		if diff := cmp.Diff(want, found(Filings(old, now), old, now, name), cmp.AllowUnexported(outcome{}, edit{})); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// outcome is what changed, sorted.
type outcome struct {
	edits          []edit
	added, removed []string
}

func (o outcome) sorted() outcome {
	slices.SortFunc(o.edits, func(a, b edit) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	slices.Sort(o.added)
	slices.Sort(o.removed)
	return o
}

// randomList makes filings of a few entities, some numbered, and names each.
func randomList(r *rand.Rand, n int) (all []*filing.Filing, name map[*filing.Filing]string) {
	name = make(map[*filing.Filing]string)
	for i := range n {
		f := randomFiling(r, i, fmt.Sprint(i))
		name[f] = fmt.Sprint("f", i)
		all = append(all, f)
	}
	filing.Number(all)
	return all, name
}

func randomFiling(r *rand.Rand, row int, id string) *filing.Filing {
	f := &filing.Filing{Place: filing.Cell{Sheet: "s", Row: int32(row) + 2}}
	set := func(field filing.Field, text string) {
		f.Set(field, filing.Value{Text: text, Cell: filing.Cell{Sheet: "s", Col: int32(field) + 1, Row: int32(row) + 2}})
	}
	for k := range filing.Fields {
		set(filing.Field(k), "")
	}
	if r.IntN(4) > 0 {
		set(filing.FilingKey, "N"+id)
	}
	entity := fmt.Sprint(r.IntN(6))
	set(filing.FilingKind, string(filing.Kinds[r.IntN(3)]))
	set(filing.EntityName, "样张公司"+entity)
	set(filing.EntityCertNumber, "99CODE"+entity)
	set(filing.SiteName, "样张网站"+id)
	set(filing.SiteDomains, "site-"+id+".example.cn")
	return f
}

// edited returns a list with edits, and what they are.
func edited(r *rand.Rand, old []*filing.Filing, name map[*filing.Filing]string) (now []*filing.Filing, want outcome) {
	for _, f := range old {
		if r.IntN(8) == 0 {
			want.removed = append(want.removed, name[f])
			continue
		}
		c := f.Clone()
		name[c] = name[f]
		now = append(now, c)
		identity := 0 // fields it is recognised by that changed
		for range r.IntN(4) {
			field := filing.Field(r.IntN(len(filing.Fields)))
			switch field {
			case filing.FilingKey, filing.SiteDomains, filing.SiteName, filing.EntityName:
				if identity++; identity > 1 {
					continue
				}
			}
			if c.Text(field) != f.Text(field) {
				continue
			}
			text := fmt.Sprintf("new-%d", r.IntN(1e9))
			want.edits = append(want.edits, edit{name[f], field, f.Text(field), text})
			c.Set(field, filing.Value{Text: text, Cell: f.Get(field).Cell})
		}
	}
	for n := range r.IntN(4) {
		f := randomFiling(r, 1000+n, fmt.Sprintf("%d-%d", len(old), n))
		name[f] = fmt.Sprint("added", n)
		want.added = append(want.added, name[f])
		now = append(now, f)
	}
	r.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
	filing.Number(now)
	return now, want.sorted()
}

func found(got *Result, old, now []*filing.Filing, name map[*filing.Filing]string) (o outcome) {
	for _, c := range got.Changes {
		for _, at := range c.At {
			p := got.Pairs[at.Pair]
			if name[old[p.Old]] == name[now[p.New]] {
				o.edits = append(o.edits, edit{name[old[p.Old]], c.Field, c.Old, c.New})
			}
		}
	}
	for _, j := range got.Added {
		o.added = append(o.added, name[now[j]])
	}
	for _, i := range got.Removed {
		o.removed = append(o.removed, name[old[i]])
	}
	for _, a := range got.Ambiguous {
		o.added = append(o.added, fmt.Sprint("unclear: ", a.Key))
	}
	return o.sorted()
}

func BenchmarkFilings(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	old, name := randomList(r, 10_000)
	now, _ := edited(r, old, name)
	for b.Loop() {
		Filings(old, now)
	}
}
