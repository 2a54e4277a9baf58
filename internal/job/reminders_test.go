package job

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// planned is a batch of three filings, made without a workbook: two sites of one
// entity, and a change of another.
func planned(t *testing.T, keys ...string) *Batch {
	t.Helper()
	common := map[string]string{
		"entity.name": "样张云帆科技（石家庄）有限公司", "entity.province": "河北省", "entity.cert_number": "91130102MA00TEXT0Y", "entity.cert_valid_to": "2040-01-01",
		"entity.person.name": "样某某", "entity.person.id_number": "11010519491231002X", "entity.person.id_valid_to": "2030-02-28", "entity.person.mobile": "13800000001",
		"site.person.name": "范某", "site.person.id_number": "440524188001010014", "site.person.id_valid_to": "2029-05-31", "site.person.mobile": "13800000003",
		"site.domain.expires": "2028-03-15", "filing.authorized_on": "2026-11-20",
	}
	own := []map[string]string{
		{"filing.kind": "首次备案", "site.name": "样张云帆官网", "site.domains": "example.com"},
		{"filing.kind": "新增网站", "site.name": "样张云帆商城", "site.domains": "example.net、example.cn"},
		{"filing.kind": "变更主体", "entity.name": "范本商贸（南京）有限公司", "entity.province": "江苏省", "entity.cert_number": "91320102MA01TEXT1Q"},
	}
	b := &Batch{Workbook: "批次.xlsx", opt: Options{Today: filing.Date{Year: 2026, Month: 11, Day: 24}}.filled()}
	for i, values := range own {
		f := &filing.Filing{}
		for _, set := range []map[string]string{common, values, {"filing.key": keys[i]}} {
			for key, text := range set {
				field, ok := filing.ByKey(key)
				if !ok {
					t.Fatalf("no field %q", key)
				}
				f.SetRaw(field, text, filing.Cell{})
			}
		}
		b.Filings = append(b.Filings, f)
	}
	filing.Number(b.Filings)
	return b
}

func remindersText(t *testing.T, b *Batch) string {
	t.Helper()
	report := newReport(b.Filings, make([][]filing.Finding, len(b.Filings)), nil, b.opt)
	b.schedule(report)
	var out bytes.Buffer
	if err := b.writeReminders(&out, report, []int{0, 1, 2}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReminders(t *testing.T) {
	got := remindersText(t, planned(t, "001", "002", "003"))
	golden := filepath.Join("testdata", "reminders.golden.ics")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\r\n"), strings.Split(got, "\r\n")); diff != "" {
		t.Errorf("the calendar changed; go test ./internal/job -update (-file +now):\n%s", diff)
	}
	if again := remindersText(t, planned(t, "001", "002", "003")); again != got {
		t.Error("the same batch gave another calendar")
	}
	if strings.Count(got, "主办单位证件到期") != 2*4 { // a summary and three alarms for each of two entities
		t.Error("the days of an entity are not told once")
	}
}

func TestRemindersHoldNoPersonalData(t *testing.T) {
	b := planned(t, "001", "002", "003")
	text := strings.ReplaceAll(remindersText(t, b), "\r\n ", "")
	for _, f := range b.Filings {
		for i := range filing.Fields {
			field := filing.Field(i)
			if value := f.Text(field); field.Secret() && value != "" && strings.Contains(text, value) {
				t.Errorf("it holds %s", field.Key())
			}
		}
	}
}

func TestRemindersAreReplacedAndNotAdded(t *testing.T) {
	uids := func(b *Batch) []string {
		all := regexp.MustCompile(`UID:\S+`).FindAllString(remindersText(t, b), -1)
		slices.Sort(all)
		return all
	}
	before := uids(planned(t, "001", "002", "003"))
	if len(slices.Compact(slices.Clone(before))) != len(before) {
		t.Error("two events have one identity")
	}
	moved := planned(t, "甲", "乙", "丙")
	moved.opt.Today = moved.opt.Today.AddDays(3)
	moved.Filings[0].SetRaw(filing.DomainExpires, "2029-03-15", filing.Cell{})
	if diff := cmp.Diff(before, uids(moved)); diff != "" {
		t.Errorf("another number, day or date made another event:\n%s", diff)
	}
}
