package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

var today = filing.Date{Year: 2026, Month: 11, Day: 24} // a Tuesday

// make filings of lines: kind, entity, domain and fields as key=value.
func filings(t *testing.T, lines ...string) (all []*filing.Filing) {
	t.Helper()
	for i, line := range lines {
		words := strings.Fields(line)
		f := &filing.Filing{}
		set := func(field filing.Field, text string) {
			if text != "-" {
				f.SetRaw(field, text, filing.Cell{})
			}
		}
		set(filing.FilingKey, fmt.Sprintf("%03d", i+1))
		set(filing.FilingKind, words[0])
		set(filing.EntityName, words[1])
		set(filing.SiteDomains, words[2])
		for _, pair := range words[3:] {
			key, value, _ := strings.Cut(pair, "=")
			field, ok := filing.ByKey(key)
			if !ok {
				t.Fatalf("no field %q", key)
			}
			set(field, value)
		}
		all = append(all, f)
	}
	filing.Number(all)
	return all
}

func statuses(n int, blocked ...int) []filing.Status {
	all := make([]filing.Status, n)
	for i := range all {
		all[i] = filing.Ready
	}
	for _, i := range blocked {
		all[i] = filing.Blocked
	}
	return all
}

// shown writes the steps as lines: wave, day, and what is waited for.
func shown(p *Plan) (lines []string) {
	for _, s := range p.Steps {
		line := fmt.Sprintf("%d %s", s.Wave, s.Earliest)
		if s.After >= 0 {
			line += fmt.Sprintf(" after %03d %s", s.After+1, s.Why)
		}
		if s.Held {
			line += " held"
		}
		if s.Split > 0 {
			line += fmt.Sprintf(" split %d", s.Split)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWaves(t *testing.T) {
	// A filing of 24 November is reviewed on the 25th, verified on the 26th and decided 20 working days later, on 24
	// December; the next of 24 December on 22 January, of 22 January on 23 February (2027's holidays are not known).
	for _, c := range []struct {
		what    string
		lines   []string
		blocked []int
		today   filing.Date
		want    []string
	}{
		{what: "nothing", want: nil},
		{what: "two entities go at once", lines: []string{"首次备案 甲公司 a.com", "首次备案 乙公司 b.com"},
			want: []string{"1 2026-11-24", "1 2026-11-24"}},
		{what: "a weekend is no day to submit", lines: []string{"首次备案 甲公司 a.com"}, today: filing.Date{Year: 2026, Month: 11, Day: 28},
			want: []string{"1 2026-11-30"}},
		{what: "a holiday is none either", lines: []string{"首次备案 甲公司 a.com"}, today: filing.Date{Year: 2026, Month: 10, Day: 1},
			want: []string{"1 2026-10-08"}},
		{what: "a worked Saturday is one", lines: []string{"首次备案 甲公司 a.com"}, today: filing.Date{Year: 2026, Month: 10, Day: 10},
			want: []string{"1 2026-10-10"}},
		{what: "one filing of an entity at a time", lines: []string{"新增网站 甲公司 a.com", "新增网站 甲公司 b.com", "新增网站 甲公司 c.com"},
			want: []string{"1 2026-11-24", "2 2026-12-24 after 001 one-at-a-time", "3 2027-01-22 after 002 one-at-a-time"}},
		{what: "a change comes before what is new", lines: []string{"新增网站 甲公司 a.com", "变更主体 甲公司 -"},
			want: []string{"2 2026-12-24 after 002 change-first", "1 2026-11-24"}},
		{what: "the first filing comes before other sites", lines: []string{"新增网站 甲公司 a.com", "首次备案 甲公司 b.com"},
			want: []string{"2 2026-12-24 after 002 filing-first", "1 2026-11-24"}},
		{what: "an access comes before a cancelled one", lines: []string{"取消接入 甲公司 a.com", "新增接入 甲公司 b.com"},
			want: []string{"2 2026-12-24 after 002 access-first", "1 2026-11-24"}},
		{what: "what goes, goes last", lines: []string{"注销网站 甲公司 a.com", "变更IP 甲公司 b.com", "新增网站 甲公司 c.com"},
			want: []string{"3 2027-01-22 after 002 cancel-last", "2 2026-12-24 after 003 one-at-a-time", "1 2026-11-24"}},
		{what: "an entity that is filed anew is cancelled before", lines: []string{"首次备案 甲公司 a.com", "注销主体 甲公司 -"},
			want: []string{"2 2026-12-24 after 002 cancel-first", "1 2026-11-24"}},
		{what: "a site that is filed anew is cancelled before", lines: []string{"新增网站 甲公司 a.com", "注销网站 甲公司 a.com"},
			want: []string{"2 2026-12-24 after 002 domain-in-use", "1 2026-11-24"}},
		{what: "a domain passes to another entity", lines: []string{"首次备案 乙公司 a.com", "注销网站 甲公司 a.com"},
			want: []string{"2 2026-12-24 after 002 domain-in-use", "1 2026-11-24"}},
		{what: "two entities swap domains: one cancels before it files, and none waits for ever", lines: []string{
			"新增网站 甲公司 b.com", "注销网站 甲公司 a.com", "新增网站 乙公司 a.com", "注销网站 乙公司 b.com"},
			want: []string{"4 2027-02-23 after 004 domain-in-use", "1 2026-11-24", "2 2026-12-24 after 002 domain-in-use", "3 2027-01-22 after 003 cancel-last"}},
		{what: "no SMS for a cancelled access", lines: []string{"取消接入 甲公司 a.com", "取消接入 甲公司 b.com"},
			want: []string{"1 2026-11-24", "2 2026-12-23 after 001 one-at-a-time"}},
		{what: "of one kind those that nothing blocks go first", lines: []string{"新增网站 甲公司 a.com", "新增网站 甲公司 b.com"}, blocked: []int{0},
			want: []string{"2 2026-12-24 after 002 one-at-a-time", "1 2026-11-24"}},
		{what: "what waits for a blocked one is held", lines: []string{"新增网站 甲公司 a.com", "变更主体 甲公司 -", "取消接入 甲公司 b.com"}, blocked: []int{1},
			want: []string{"2 2026-12-24 after 002 change-first held", "1 2026-11-24", "3 2027-01-22 after 001 cancel-last held"}},
		{what: "three working days after the domain was verified", lines: []string{"首次备案 甲公司 a.com site.domain.verified_on=2026-11-23", "首次备案 乙公司 b.com site.domain.verified_on=2026-11-19"},
			want: []string{"1 2026-11-26", "1 2026-11-24"}},
		{what: "the verification counts in a later wave only when it is later", lines: []string{"新增网站 甲公司 a.com", "新增网站 甲公司 b.com site.domain.verified_on=2026-11-23"},
			want: []string{"1 2026-11-24", "2 2026-12-24 after 001 one-at-a-time"}},
		{what: "more domains than the province takes", lines: []string{"首次备案 甲公司 a.com、b.com、c.com entity.province=湖北省", "首次备案 乙公司 d.com、e.com entity.province=江苏省"},
			want: []string{"1 2026-11-24 split 3", "1 2026-11-24"}},
		{what: "an entity is recognised by its number under another name", lines: []string{
			"变更主体 新名公司 - entity.cert_number=91320102MA00TEXT03 entity.former_name=旧名公司", "变更IP 旧名公司 a.com"},
			want: []string{"1 2026-11-24", "2 2026-12-24 after 001 one-at-a-time"}},
		{what: "filings that name no entity do not wait", lines: []string{"变更IP - a.com", "变更IP - b.com"},
			want: []string{"1 2026-11-24", "1 2026-11-24"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			if c.today.IsZero() {
				c.today = today
			}
			all := filings(t, c.lines...)
			p := Make(all, statuses(len(all), c.blocked...), Options{provider.Default(), c.today})
			if diff := cmp.Diff(c.want, shown(p)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			of, _ := filing.Entities(all)
			inFlight := make(map[[2]int]bool)
			for i, step := range p.Steps {
				if at := [2]int{of[i], step.Wave}; of[i] >= 0 && inFlight[at] {
					t.Errorf("two filings of an entity in wave %d", step.Wave)
				} else {
					inFlight[at] = true
				}
			}
			seen := make(map[int]bool)
			for k, i := range p.Order {
				if seen[i] || k > 0 && p.Steps[p.Order[k-1]].Wave > p.Steps[i].Wave {
					t.Errorf("order %v", p.Order)
				}
				seen[i] = true
			}
		})
	}
}

func TestYearsWhoseHolidaysAreNotKnown(t *testing.T) {
	for lines, want := range map[string][]int{"": nil, "首次备案 甲公司 a.com": nil, "新增网站 甲公司 a.com\n新增网站 甲公司 b.com": {2027}} {
		var all []*filing.Filing
		if lines != "" {
			all = filings(t, strings.Split(lines, "\n")...)
		}
		got := Make(all, statuses(len(all)), Options{provider.Default(), today}).Years
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", lines, diff)
		}
	}
}

func TestDeadlines(t *testing.T) {
	const documents = " site.domain.expires=2028-03-15 entity.cert_valid_to=2040-01-01 entity.person.id_valid_to=2030-02-28 site.person.id_valid_to=2030-02-28"
	for _, c := range []struct {
		what, line string
		want       []string
	}{
		{"a first filing", "首次备案 甲公司 a.com filing.authorized_on=2026-11-20 entity.province=江苏省" + documents,
			[]string{"submit 2026-11-24", "review 2026-11-25", "verify 2026-11-26", "decision 2026-12-24", "police 2027-01-23", "domain-expires 2028-03-15",
				"licence-expires 2040-01-01", "entity-id-ends 2030-02-28", "site-id-ends 2030-02-28", "letter-ends 2027-02-20"}},
		{"one person in both roles", "首次备案 甲公司 a.com entity.person.id_number=11010519491231002X site.person.id_number=11010519491231002X" + documents,
			[]string{"submit 2026-11-24", "review 2026-11-25", "verify 2026-11-26", "decision 2026-12-24", "police 2027-01-23", "domain-expires 2028-03-15",
				"licence-expires 2040-01-01", "both-ids-end 2030-02-28"}},
		{"a letter is taken longer in Hebei", "变更信息 甲公司 a.com filing.authorized_on=2026-11-20 entity.province=河北省",
			[]string{"submit 2026-11-24", "review 2026-11-25", "verify 2026-11-26", "decision 2026-12-24", "letter-ends 2027-05-20"}},
		{"what has passed is no deadline, nor what never ends", "新增接入 甲公司 a.com site.domain.expires=2026-11-23 entity.cert_valid_to=长期 filing.authorized_on=2026-08-01",
			[]string{"submit 2026-11-24", "review 2026-11-25", "verify 2026-11-26", "decision 2026-12-24"}},
		{"a kind has the days of what it asks for", "取消接入 甲公司 a.com" + documents,
			[]string{"submit 2026-11-24", "review 2026-11-25", "decision 2026-12-23"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			all := filings(t, c.line)
			opt := Options{provider.Default(), today}
			var got []string
			for _, d := range Deadlines(all[0], Make(all, statuses(1), opt).Steps[0], opt) {
				got = append(got, string(d.What)+" "+d.Day.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
