package forms

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// reading returns a form as it reads, a line a text.
func reading(f *Form) string {
	var b strings.Builder
	line := func(t Text) {
		if s := t.String(); s != "" {
			b.WriteString(s + "\n")
		}
	}
	for _, block := range f.Blocks {
		line(block.Text)
		line(block.Right)
		for _, item := range block.Items {
			line(item)
		}
		for _, r := range block.Rows {
			for _, c := range r.Cells {
				line(c.Text)
				for _, s := range c.Sign {
					line(s)
				}
			}
		}
	}
	return b.String()
}

func TestPapersHoldWhatTheyMustState(t *testing.T) {
	for _, test := range []struct {
		paper filing.Paper
		keys  []string
	}{
		{filing.CheckSheet, []string{"filing.key", "entity.name", "entity.nature", "entity.cert_type", "entity.cert_number", "site.name", "site.domains", "site.person.name", "site.person.id_type", "site.person.id_number"}},
		{filing.Authorization, []string{"entity.name", "entity.cert_number", "entity.legal_rep", "entity.legal_rep_id_type", "entity.legal_rep_id_number", "site.person.name", "site.person.id_type", "site.person.id_number", "site.name", "site.domains"}},
		{filing.Confirmation, []string{"entity.name", "entity.cert_number", "access.account_id", "access.account_company", "site.name", "site.domains", "access.ips"}},
		{filing.Commitment, []string{"entity.name", "entity.cert_number", "site.name", "site.domains"}},
	} {
		f := sampleFiling(t, nil)
		got := reading(fill(t, test.paper, f))
		for _, key := range test.keys {
			field, _ := filing.ByKey(key)
			if v := f.Label(field, filing.ZH); !strings.Contains(got, v) {
				t.Errorf("%s does not hold %s", test.paper, key)
			}
		}
		if name := provider.Default().Provider.Name.ZH; test.paper != filing.Commitment && !strings.Contains(got, name) {
			t.Errorf("%s does not name the access provider", test.paper)
		}
	}
}

// Whoever verifies ticks, signs and dates by hand: nothing is ticked or dated.
func TestHandwrittenPlacesStayBlank(t *testing.T) {
	for _, paper := range filing.Papers {
		got := reading(fill(t, paper, sampleFiling(t, nil)))
		if strings.Contains(got, Text{{Box: Ticked}}.String()) {
			t.Errorf("%s has a ticked box", paper)
		}
		if !strings.Contains(got, "日期：") || strings.Contains(got, "2026") {
			t.Errorf("%s has no blank date", paper)
		}
	}
}

func TestShanghaiHasItsOwnLetter(t *testing.T) {
	general := reading(fill(t, filing.Authorization, sampleFiling(t, nil)))
	shanghai := reading(fill(t, filing.Authorization, sampleFiling(t, values{"entity.province": "31"})))
	if strings.Contains(general, "职务") || strings.Contains(general, "技术经理") {
		t.Error("the general letter states the post")
	}
	for _, want := range []string{"职务", "技术经理", "example.com", "上海"} {
		if !strings.Contains(shanghai, want) {
			t.Errorf("Shanghai's letter lacks %s", want)
		}
	}
}

func TestBeijingNamesTheRegistrarOnTheCheckSheet(t *testing.T) {
	const registrar = "example.com（示例域名注册服务有限公司）、example.net（示例域名注册服务有限公司）"
	if got := reading(fill(t, filing.CheckSheet, sampleFiling(t, nil))); strings.Contains(got, "注册服务") {
		t.Error("the registrar stands on a check sheet outside Beijing")
	}
	form := fill(t, filing.CheckSheet, sampleFiling(t, values{"entity.province": "11"}))
	if got := reading(form); !strings.Contains(got, registrar) {
		t.Errorf("Beijing's check sheet lacks %s", registrar)
	}
	got := reading(fill(t, filing.CheckSheet, sampleFiling(t, values{"entity.province": "11", "site.domain.registrar": ""})))
	if !strings.Contains(got, "example.com、example.net") {
		t.Error("Beijing's check sheet lacks the domains when the registrar is unknown")
	}
}

// Rows that are left out or repeated must not leave holes in the table.
func TestFilledTablesAreWhole(t *testing.T) {
	for _, paper := range filing.Papers {
		for _, province := range []string{"64", "31", "11"} {
			for _, n := range []int{1, 3} {
				form := fill(t, paper, slices.Repeat([]*filing.Filing{sampleFiling(t, values{"entity.province": province})}, n)...)
				for i, b := range form.Blocks {
					g := newGrid(len(b.Columns))
					for k, r := range b.Rows {
						if filled, err := g.place(r.Cells); err != nil || filled != len(b.Columns) {
							t.Errorf("%s in %s, block %d row %d fills %d of %d columns: %v", paper, province, i, k, filled, len(b.Columns), err)
						}
					}
					if g.open() {
						t.Errorf("%s in %s, block %d: a cell reaches below the table", paper, province, i)
					}
				}
			}
		}
	}
}

func TestConfirmationListsItsFilings(t *testing.T) {
	a := sampleFiling(t, nil)
	b := sampleFiling(t, values{"filing.key": "002", "site.name": "样张商城", "site.domains": "example.org", "access.ips": "52.82.10.21"})
	form := fill(t, filing.Confirmation, a, b)
	got := reading(form)
	for _, want := range []string{"2 个网站", "样张云帆科技官网", "样张商城", "example.org", "52.82.10.21", "012345678901", "样张控股（北京）有限公司"} {
		if !strings.Contains(got, want) {
			t.Errorf("letter lacks %s", want)
		}
	}
	if diff := cmp.Diff([]string{"001", "002"}, form.Filings); diff != "" {
		t.Error(diff)
	}
	seals := 0
	for _, block := range form.Blocks {
		for _, r := range block.Rows {
			for _, c := range r.Cells {
				if c.Seal != "" {
					seals++
				}
			}
		}
	}
	if seals != 2 {
		t.Errorf("%d places for seals, want 2", seals)
	}
}

func TestValuesComeOutLiterally(t *testing.T) {
	for _, v := range []string{"{entity.name}", "{{x}}", "{box}", "{blank:9}", "}{", "{", "[ ]", "%s", "<b>", "\\n", "{{", "${a}", "宁{夏"} {
		for _, paper := range filing.Papers {
			form := fill(t, paper, sampleFiling(t, values{"entity.name": v, "site.name": v}))
			found := false
			for _, b := range form.Blocks {
				texts := []Text{b.Text}
				for _, r := range b.Rows {
					for _, c := range r.Cells {
						texts = append(texts, c.Text)
					}
				}
				for _, text := range texts {
					for _, s := range text {
						found = found || s.Key == "entity.name" && s.Text == v && s.Box == NoBox
					}
				}
			}
			if !found {
				t.Errorf("%s: %q does not stand in it literally", paper, v)
			}
		}
	}
}

func TestMissingValuesLeaveLines(t *testing.T) {
	got := reading(fill(t, filing.Authorization, sampleFiling(t, values{"site.person.name": "", "site.person.id_number": ""})))
	if !strings.Contains(got, "兹授权＿＿＿＿＿＿（护照，证件号码＿＿＿＿＿＿＿＿＿＿＿＿）") {
		t.Errorf("no lines to write on in:\n%s", got)
	}
}

func TestPlan(t *testing.T) {
	profile := provider.Default()
	filings := []*filing.Filing{
		sampleFiling(t, nil),
		sampleFiling(t, values{"filing.key": "002"}),
		sampleFiling(t, values{"filing.key": "003", "access.account_id": "999999999999"}),
		sampleFiling(t, values{"filing.key": "004", "entity.province": "44", "site.person.name": "样某某", "site.person.id_type": "2",
			"site.person.id_number": "11010519491231002X", "access.account_company": "样张云帆科技(宁夏)有限公司"}),
	}
	var got []string
	for _, s := range Plan(filings, profile) {
		line := string(s.Paper.ID)
		for _, f := range s.Filings {
			line += " " + f.Key()
		}
		got = append(got, line)
	}
	want := []string{
		"check-sheet 001", "authorization 001", "confirmation 001 002", "commitment 001",
		"check-sheet 002", "authorization 002", "commitment 002",
		"check-sheet 003", "authorization 003", "confirmation 003", "commitment 003",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	all, err := For(filings, profile, Default())
	if err != nil || len(all) != len(want) {
		t.Errorf("For gives %d forms and %v, want %d", len(all), err, len(want))
	}
}

func TestCover(t *testing.T) {
	a := fill(t, filing.CheckSheet, sampleFiling(t, nil))
	b := fill(t, filing.Confirmation, sampleFiling(t, nil), sampleFiling(t, values{"filing.key": "002"}))
	form, err := Default().List(CoverList, []Entry{{a, 1, 1}, {b, 2, 2}}, func(key string) string { return "单位" + key }, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	got := reading(form)
	for _, want := range []string{"共 2 项备案，2 份材料，3 页", "西云数据备案中心", "001 等 2 项", "单位001", a.Name, b.Name} {
		if !strings.Contains(got, want) {
			t.Errorf("cover lacks %q:\n%s", want, got)
		}
	}
}

func TestFillRefusesNothing(t *testing.T) {
	if _, err := Default().Fill(filing.CheckSheet, nil, provider.Default()); err == nil {
		t.Error("no error without a filing")
	}
	if _, err := Default().Fill("letter", []*filing.Filing{sampleFiling(t, nil)}, provider.Default()); err == nil {
		t.Error("no error for an unknown paper")
	}
}
