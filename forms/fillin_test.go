package forms

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// fillInSample is the fill-in sheet of the sample filing.
func fillInSample(t testing.TB, change values, lang filing.Lang) FillInData {
	t.Helper()
	f := sampleFiling(t, change)
	p := provider.Default()
	kind, _ := p.Kind(f.Kind())
	d := FillInData{Filing: f, Profile: p, Route: p.RouteOf(f), Entry: kind.Entry, Lang: lang,
		Findings: []filing.Finding{
			{Rule: "required", Severity: filing.Block, Field: "entity.person.email", Message: "主体负责人电子邮箱没有填写", Remedy: "补上邮箱"},
			{Rule: "site-name-unrelated", Severity: filing.Warn, Field: "site.name", Message: "网站名称与主办单位没有关联"},
		}}
	d.Confirm = []Confirm{
		{Group: "提交之前", Text: "网站在备案通过前关闭。", How: "用手机打开域名，应打不开。", Source: "guide 九"},
		{Group: "提交之前", Text: "网站内容与名称相符。"},
		{Group: "通过之后", Text: "页面底部挂上备案号。", How: "链接到 https://beian.miit.gov.cn。", Source: "guide 十三.9"},
	}
	for i, slot := range p.SlotsFor(f) {
		d.Slots = append(d.Slots, SlotFile{Slot: slot.ID, Label: slot.Label})
		if i%2 == 0 {
			d.Slots[i].File = "0" + string(rune('1'+i)) + "_" + slot.Label.ZH + ".jpg"
		}
	}
	for _, paper := range p.PapersFor(f) {
		d.Papers = append(d.Papers, paper.ID)
	}
	return d
}

func fillIn(t testing.TB, d FillInData) string {
	t.Helper()
	var b bytes.Buffer
	if err := FillIn(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFillInGolden(t *testing.T) {
	golden(t, "fill-in.html", fillIn(t, fillInSample(t, nil, filing.ZH)))
}

// Every value is there to copy, exactly as it is, and nothing comes from
// elsewhere.
func TestFillInIsCompleteAndSelfContained(t *testing.T) {
	for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
		page := fillIn(t, fillInSample(t, nil, lang))
		for key, text := range sampleValues {
			field, _ := filing.ByKey(key)
			for _, v := range strings.Split(text, "\n") {
				if def := field.Def(); def.Enum != "" {
					item, _ := def.Table().Item(v)
					v = item.Label.ZH
				}
				if key != "filing.key" && !strings.Contains(page, v) {
					t.Errorf("%s: value of %s is missing", lang, key)
				}
			}
		}
		if m := regexp.MustCompile(`(?i)\ssrc\s*=|srcset|@import|url\(|<link`).FindString(page); m != "" {
			t.Errorf("%s: page loads something: %q", lang, m)
		}
	}
}

func TestFillInShowsOnlyWhatTheKindAsks(t *testing.T) {
	full := fillIn(t, fillInSample(t, nil, filing.ZH))
	if !strings.Contains(full, "前置审批类型") {
		t.Error("a first filing shows no 前置审批类型")
	}
	cancel := fillIn(t, fillInSample(t, values{"filing.kind": "cancel-entity", "site.name": ""}, filing.ZH))
	if strings.Contains(cancel, "前置审批类型") {
		t.Error("a cancellation shows 前置审批类型")
	}
	if !strings.Contains(cancel, "注销主体") || !strings.Contains(cancel, "变更或注销原因") {
		t.Error("a cancellation does not show where it begins and why")
	}
	// A value that the kind does not ask for is shown rather than lost.
	if !strings.Contains(cancel, "www.example.com") {
		t.Error("a value outside the kind's fields is lost")
	}
}

func TestFillInEscapes(t *testing.T) {
	hostile := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'; alert(1); '`, `{{.Filing}}`, `{entity.name}`, `</title><b>`, "a\u0000b", "\xff\xfe",
		`javascript:alert(1)`, `-->`, `${alert(1)}`,
	}
	for _, h := range hostile {
		d := fillInSample(t, values{"entity.name": h, "site.name": h, "site.domains": h + "\n" + h}, filing.ZH)
		d.Slots[0].File = h
		d.Findings[0].Message, d.Findings[0].Remedy = h, h
		d.Entry.ZH = h
		d.Confirm[0] = Confirm{h, h, h, h}
		page := fillIn(t, d)
		if n := strings.Count(page, "<script"); n != 1 {
			t.Errorf("%q: %d scripts in the page", h, n)
		}
		if strings.Contains(page, "<img") || strings.Contains(page, "<b>") || strings.Count(page, "<title") != 1 || strings.Count(page, "</title>") != 1 {
			t.Errorf("%q reached the page as markup", h)
		}
	}
	page := fillIn(t, fillInSample(t, values{"entity.name": "{{.Words.Copy}} {entity.province}"}, filing.ZH))
	if !strings.Contains(page, "{{.Words.Copy}} {entity.province}") {
		t.Error("template syntax in a value does not come out literally")
	}
}

// The tick list has real boxes, none ticked beforehand, in their groups.
func TestFillInTickList(t *testing.T) {
	page := fillIn(t, fillInSample(t, nil, filing.ZH))
	if n := strings.Count(page, `<input type="checkbox" autocomplete="off">`); n != 3 || strings.Contains(page, " checked") {
		t.Errorf("%d boxes, want 3 unticked ones", n)
	}
	if n := strings.Count(page, "<h3>"); n != 2 {
		t.Errorf("%d groups, want 2", n)
	}
	d := fillInSample(t, nil, filing.ZH)
	if d.Confirm = nil; strings.Contains(fillIn(t, d), "确认事项") {
		t.Error("a filing without a tick list has its heading")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFillInReportsWriteErrors(t *testing.T) {
	d := fillInSample(t, nil, filing.ZH)
	err := FillIn(failing{}, d)
	if err == nil || !strings.Contains(err.Error(), "disk full") || !strings.Contains(err.Error(), "001") {
		t.Errorf("error = %v, want one that names the filing and the fault", err)
	}
	if strings.Contains(err.Error(), sampleValues["site.person.mobile"]) {
		t.Error("the error holds personal data")
	}
}

func BenchmarkFillIn(b *testing.B) {
	d := fillInSample(b, nil, filing.ZH)
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := FillIn(&buf, d); err != nil {
			b.Fatal(err)
		}
	}
}
