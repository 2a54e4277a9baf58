package job

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"beiandesk/internal/filing"
)

const flatTable = `
编号,备案类型,主办单位名称,主办单位证件号码,网站名称,域名,主体负责人手机号码
1,首次备案,样张甲公司,99640500MA76ABC062,样张甲官网,jia.cn,13800000001
2,首次备案,样张乙公司,99640500MA76ABC08P,样张乙官网,yi.cn,13800000002
3,首次备案,样张丙公司,99640500MA76ABC095,样张丙官网,bing.cn,13800000003
`

// correct makes corrections of a batch's filings, by their place, as one step.
func correct(b *Batch, texts map[int]map[filing.Field]string) {
	report := bare(b)
	for i, of := range texts {
		for field, text := range of {
			withSuggestion(report, i, "r", filing.Block, field, text)
		}
	}
	b.Apply(Suggestions(report, filing.ZH))
}

// again writes another table in the workbook's place and reads it again.
func again(t *testing.T, b *Batch, table string) (*Batch, *Reimport) {
	t.Helper()
	if err := os.WriteFile(b.Workbook, []byte(strings.TrimSpace(table)), 0o600); err != nil {
		t.Fatal(err)
	}
	now, err := b.Again(context.Background(), "", b.opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { now.Close() })
	return now, now.Since(b.State())
}

// texts are the values of a field, by key.
func texts(b *Batch, field filing.Field) map[string]string {
	all := make(map[string]string)
	for _, f := range b.Filings {
		all[f.Key()] = f.Text(field)
	}
	return all
}

func TestReadingAgainMergesThreeWays(t *testing.T) {
	names := map[int]map[filing.Field]string{
		0: {filing.SiteName: "甲改"},
		1: {filing.SiteName: "乙改"},
		2: {filing.SiteName: "丙改"},
	}
	cases := []struct {
		name      string
		replace   []string // in the table
		conflicts []Conflict
		lost      []Lost
		kept      int
		settled   int
		keys      map[string]string
		want      map[string]string // names once settled with the user's own values
		theirs    map[string]string // and with the workbook's; nil for the same
	}{
		{name: "nothing changed", kept: 3, keys: map[string]string{"1": "1", "2": "2", "3": "3"}, want: map[string]string{"1": "甲改", "2": "乙改", "3": "丙改"}},
		{name: "another field of the filing", replace: []string{"13800000001", "13800000009"}, kept: 3,
			keys: map[string]string{"1": "1", "2": "2", "3": "3"}, want: map[string]string{"1": "甲改", "2": "乙改", "3": "丙改"}},
		{name: "the field itself", replace: []string{"样张乙官网", "样张乙自己改了"}, kept: 2, keys: map[string]string{"1": "1", "2": "2", "3": "3"},
			conflicts: []Conflict{{Filings: []string{"2"}, Field: "site.name", Cell: "E3", Base: "样张乙官网", Mine: "乙改", Theirs: "样张乙自己改了"}},
			want:      map[string]string{"1": "甲改", "2": "乙改", "3": "丙改"}, theirs: map[string]string{"1": "甲改", "2": "样张乙自己改了", "3": "丙改"}},
		{name: "to what was corrected", replace: []string{"样张乙官网", "乙改"}, kept: 2, settled: 1,
			keys: map[string]string{"1": "1", "2": "2", "3": "3"}, want: map[string]string{"1": "甲改", "2": "乙改", "3": "丙改"}},
		{name: "a row is gone", replace: []string{"2,首次备案,样张乙公司,99640500MA76ABC08P,样张乙官网,yi.cn,13800000002\n", ""}, kept: 2,
			lost: []Lost{{Filing: "2", Field: "site.name", Value: "乙改"}},
			keys: map[string]string{"1": "1", "3": "3"}, want: map[string]string{"1": "甲改", "3": "丙改"}},
		{name: "rows move and are numbered anew", replace: []string{"1,首次", "1,首次备案,样张丁公司,,样张丁官网,ding.cn,\n2,首次", "2,首次备案,样张乙", "3,首次备案,样张乙", "3,首次备案,样张丙", "4,首次备案,样张丙"}, kept: 3,
			keys: map[string]string{"1": "2", "2": "3", "3": "4"}, want: map[string]string{"1": "样张丁官网", "2": "甲改", "3": "乙改", "4": "丙改"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := openTable(t, flatTable)
			correct(b, names)
			now, re := again(t, b, strings.NewReplacer(c.replace...).Replace(flatTable))
			ignore := cmpopts.IgnoreUnexported(Conflict{})
			if diff := cmp.Diff(c.conflicts, re.Conflicts, ignore); diff != "" {
				t.Error("conflicts:", diff)
			}
			if diff := cmp.Diff(c.lost, re.Lost); diff != "" {
				t.Error("lost:", diff)
			}
			if diff := cmp.Diff(c.keys, re.Keys); diff != "" {
				t.Error("keys:", diff)
			}
			if re.Kept != c.kept || re.Settled != c.settled {
				t.Errorf("%d corrections are kept and %d settled, want %d and %d", re.Kept, re.Settled, c.kept, c.settled)
			}
			now.Settle(re, make([]bool, len(re.Conflicts)))
			theirs := c.theirs
			if theirs == nil {
				theirs = c.want
			}
			if diff := cmp.Diff(theirs, texts(now, filing.SiteName)); diff != "" {
				t.Error("with the workbook's values:", diff)
			}
			now.Undo()
			all := make([]bool, len(re.Conflicts))
			for i := range all {
				all[i] = true
			}
			now.Settle(re, all)
			if diff := cmp.Diff(c.want, texts(now, filing.SiteName)); diff != "" {
				t.Error("with the user's values:", diff)
			}
			if diff := cmp.Diff(map[string]string{"1": "甲改", "2": "乙改", "3": "丙改"}, texts(b, filing.SiteName)); diff != "" {
				t.Error("the batch before:", diff)
			}
		})
	}
}

// A correction of one row does not spread to others that come to share its cell,
// but a row that is new takes what its cell says.
func TestACorrectionDoesNotSpreadUnasked(t *testing.T) {
	row := func(number string, cell filing.Cell) *filing.Filing {
		f := new(filing.Filing)
		f.SetRaw(filing.FilingKey, number, filing.Cell{Sheet: "网站", Col: 1, Row: 2})
		f.SetRaw(filing.EntityName, "样张甲公司", cell)
		return f
	}
	list := func(filings ...*filing.Filing) []*filing.Filing {
		filing.Number(filings)
		return filings
	}
	one, other := filing.Cell{Sheet: "网站", Col: 4, Row: 2}, filing.Cell{Sheet: "网站", Col: 4, Row: 3}
	cases := []struct {
		name string
		now  []*filing.Filing
		want []Conflict
	}{
		{"apart as before", list(row("1", one), row("2", other)), nil},
		{"one cell now", list(row("1", one), row("2", one)),
			[]Conflict{{Filings: []string{"1"}, Field: "entity.name", Cell: "网站!D2", Base: "样张甲公司", Mine: "样张新甲公司", Theirs: "样张甲公司"}}},
		{"shared with a new one", list(row("1", one), row("2", other), row("3", one)), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			read := list(row("1", one), row("2", other))
			before := &Batch{Filings: read, edits: edits{read: read}}
			correct(before, map[int]map[filing.Field]string{0: {filing.EntityName: "样张新甲公司"}})
			now := &Batch{Filings: c.now, edits: edits{read: c.now}}
			re := now.Since(before.State())
			if diff := cmp.Diff(c.want, re.Conflicts, cmpopts.IgnoreUnexported(Conflict{})); diff != "" {
				t.Error(diff)
			}
			now.Settle(re, nil)
			if got := texts(now, filing.EntityName)["2"]; got != "样张甲公司" {
				t.Errorf("the other row's entity is %q", got)
			}
		})
	}
}

// Two corrections of cells that became one cannot both hold.
func TestCorrectionsThatCameTogetherAreSaid(t *testing.T) {
	b := openTable(t, flatTable)
	correct(b, map[int]map[filing.Field]string{0: {filing.SiteName: "甲改"}, 1: {filing.SiteName: "乙改"}})
	now, err := b.Again(context.Background(), "", b.opt)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	shared := now.Filings[0].Get(filing.SiteName)
	second := now.Filings[1].Clone()
	second.Set(filing.SiteName, shared)
	now.Filings[1] = second
	re := now.Since(b.State())
	if len(re.Conflicts) != 1 || len(re.Lost) != 1 || re.Lost[0] != (Lost{Filing: "2", Field: "site.name", Value: "乙改", Together: true}) {
		t.Errorf("conflicts %+v, lost %+v", re.Conflicts, re.Lost)
	}
}

func TestReadingAgainLeavesNothingBehind(t *testing.T) {
	b := openTable(t, flatTable)
	now, re := again(t, b, flatTable)
	if !re.Quiet() || now.Changed() {
		t.Error("the same table is another one")
	}
	dir := b.spool.dir
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error("the pictures are wiped while another batch has them")
	}
	now.Close()
	if _, err := os.Stat(dir); err == nil {
		t.Error("the pictures are still there")
	}
}

func TestChangedTellsContentFromTime(t *testing.T) {
	b := openTable(t, flatTable)
	if b.Changed() {
		t.Error("changed at once")
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(b.Workbook, later, later); err != nil {
		t.Fatal(err)
	}
	if b.Changed() {
		t.Error("another time is another content")
	}
	if err := os.WriteFile(b.Workbook, []byte(strings.Replace(strings.TrimSpace(flatTable), "jia.cn", "jja.cn", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if !b.Changed() {
		t.Error("another content of the same length goes unnoticed")
	}
	if err := os.Remove(b.Workbook); err != nil {
		t.Fatal(err)
	}
	if b.Changed() {
		t.Error("a file that is gone has changed")
	}
}

func TestDiffMasksWhatIsPersonal(t *testing.T) {
	dir := t.TempDir()
	write := func(name, table string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.TrimSpace(table)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d, err := Diff(context.Background(), write("a.csv", flatTable), write("b.csv", strings.Replace(flatTable, "13800000001", "13800090001", 1)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{{Field: "entity.person.mobile", Entity: "样张甲公司", Old: "138****0001", New: "138****0001", Hidden: true, OldLabel: "13800000001", NewLabel: "13800090001",
		At: []ChangedAt{{Filing: "1", Recognised: "number", OldCell: "G2", NewCell: "G2"}}}}
	if diff := cmp.Diff(want, d.Changes); diff != "" {
		t.Error(diff)
	}
	if _, err := Diff(context.Background(), filepath.Join(dir, "a.csv"), filepath.Join(dir, "c.csv"), Options{}); err == nil || !strings.Contains(Say(err, filing.ZH), "c.csv") {
		t.Errorf("error is %v, want one that names the file", err)
	}
}
