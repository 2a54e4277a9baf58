package rules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

var update = flag.Bool("update", false, "rewrite the golden files and docs/rules*.md")

func TestCatalogueIsWhole(t *testing.T) {
	book := catalogue()
	groups := make(map[string]bool)
	for _, g := range book.groups {
		groups[g.ID] = true
		wholeText(t, "group "+g.ID, g.Title)
	}
	for _, r := range Catalogue() {
		wholeText(t, r.ID+" title", r.Title)
		wholeText(t, r.ID+" message", r.Message)
		wholeText(t, r.ID+" remedy", r.Remedy)
		wholeText(t, r.ID+" audience", filing.Text{ZH: r.Applies(filing.ZH), EN: r.Applies(filing.EN)})
		if _, ok := filing.ParseDate(r.AsOf); !ok || r.Source == "" {
			t.Errorf("%s: source %q as of %q", r.ID, r.Source, r.AsOf)
		}
		if !groups[r.Group] {
			t.Errorf("%s: no group %q", r.ID, r.Group)
		}
		if !slices.Contains([]string{"rules", "import", "scan", "forms"}, r.By) {
			t.Errorf("%s: raised by %q", r.ID, r.By)
		}
		if r.Covers != "" && r.Covers != coversBlock {
			t.Errorf("%s: covers %q", r.ID, r.Covers)
		}
		severity(t, r.ID, r.Severity)
		if r.Optional != "" {
			severity(t, r.ID, r.Optional)
		}
		samePlaceholders(t, r.ID, r.main)
		for name, v := range r.Variants {
			if v.Severity != "" {
				severity(t, r.ID+"/"+name, v.Severity)
			}
			samePlaceholders(t, r.ID+"/"+name, *r.variants[name])
		}
	}
}

func wholeText(t *testing.T, what string, text filing.Text) {
	t.Helper()
	if text.ZH == "" || text.EN == "" {
		t.Errorf("%s: %+v", what, text)
	}
}

func severity(t *testing.T, what string, s filing.Severity) {
	t.Helper()
	if s != filing.Block && s != filing.Warn && s != filing.Note {
		t.Errorf("%s: severity %q", what, s)
	}
}

// samePlaceholders makes sure that both languages say the same things.
func samePlaceholders(t *testing.T, what string, w wording) {
	t.Helper()
	for _, both := range []templates{w.message, w.remedy} {
		zh, en := both.zh.placeholders(), both.en.placeholders()
		slices.Sort(zh)
		slices.Sort(en)
		if diff := cmp.Diff(slices.Compact(zh), slices.Compact(en)); diff != "" {
			t.Errorf("%s: placeholders differ (-zh +en):\n%s", what, diff)
		}
	}
}

// contract lists the ids that scripts around the program rely on.
var contract = strings.Fields(`required uscc-checksum uscc-individual-business entity-kind-unsupported resident-id-checksum
	resident-id-age id-expired id-expires-soon province-unserved province-mismatch mobile-format emergency-same-as-mobile phone-shared
	email-format email-shared site-name-forbidden-word site-name-short site-name-form site-name-unrelated pre-approval domain-syntax
	domain-subdomain domain-suffix-unapproved domain-expired domain-expires-soon domain-holder-mismatch domain-not-verified domain-duplicate
	ip-syntax ip-private ip-outside-region account-id-format number-precision-lost date-format enum-unknown scan-missing scan-unreadable
	scan-enlarged scan-gray scan-blurred scan-glare scan-background scan-occupancy scan-cut-off scan-qr-mismatch paper-needed
	entity-in-flight sites-per-filing`)

func TestCatalogueKeepsTheContract(t *testing.T) {
	for _, id := range contract {
		if _, ok := Lookup(id); !ok {
			t.Errorf("no rule %q", id)
		}
	}
}

// Every rule that this package raises, and every variant of it, must be raised
// by a case; every case must be of rules in the catalogue.
func TestEveryRuleHasACase(t *testing.T) {
	b := loadBase(t)
	raised := make(map[string]bool)
	for _, c := range loadCases(t) {
		for _, f := range allFindings(Check(c.build(t, b), options(filing.ZH))) {
			rule, ok := Lookup(f.Rule)
			if !ok {
				t.Errorf("%s: rule %q is not in the catalogue", c.What, f.Rule)
				continue
			}
			if _, ok := rule.Variants[f.Variant]; f.Variant != "" && !ok {
				t.Errorf("%s: rule %q has no variant %q", c.What, f.Rule, f.Variant)
			}
			raised[f.Rule+"/"+f.Variant] = true
		}
	}
	for _, r := range Catalogue() {
		if r.By != "rules" {
			continue
		}
		for _, variant := range append([]string{""}, r.variantNames()...) {
			if !raised[r.ID+"/"+variant] {
				t.Errorf("no case raises %s/%s", r.ID, variant)
			}
		}
	}
}

// The words of every rule that the cases raise, once for each variant, in both
// languages: to be read by people when they change.
func TestMessages(t *testing.T) {
	b := loadBase(t)
	seen := make(map[string]bool)
	var out strings.Builder
	for _, c := range loadCases(t) {
		filings := c.build(t, b)
		zh, en := allFindings(Check(filings, options(filing.ZH))), allFindings(Check(filings, options(filing.EN)))
		for i, f := range zh {
			key := f.Rule + "/" + f.Variant
			if seen[key] {
				continue
			}
			seen[key] = true
			fmt.Fprintf(&out, "%s %s [%s]\n  %s\n  %s\n  %s\n  %s\n", f.Severity, strings.TrimSuffix(key, "/"), f.Source, f.Message, f.Remedy, en[i].Message, en[i].Remedy)
			if f.Suggest != "" {
				fmt.Fprintf(&out, "  → %q\n", f.Suggest)
			}
		}
	}
	golden(t, filepath.Join("testdata", "messages.txt"), out.String())
}

func TestDocumentationIsCurrent(t *testing.T) {
	golden(t, filepath.Join("..", "..", "docs", "rules.md"), Markdown(filing.ZH))
	golden(t, filepath.Join("..", "..", "docs", "rules.en.md"), Markdown(filing.EN))
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is not current; run go test ./internal/rules -update (-file +now):\n%s", file, diff)
	}
}

// What the summary links to is there.
func TestSummaryLinksLead(t *testing.T) {
	for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
		page := Markdown(lang)
		headings, links := make(map[string]bool), 0
		for line := range strings.Lines(page) {
			if text, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
				headings[anchorOf(strings.TrimSpace(text))] = true
			}
		}
		for rest := page; ; links++ {
			_, after, found := strings.Cut(rest, "](#")
			if !found {
				break
			}
			link, tail, _ := strings.Cut(after, ")")
			if rest = tail; !headings[link] {
				t.Errorf("%s: nothing is at #%s", lang, link)
			}
		}
		if links < len(Catalogue()) {
			t.Errorf("%s: only %d links", lang, links)
		}
	}
}

func TestDescribe(t *testing.T) {
	findings := []filing.Finding{
		{Rule: "scan-enlarged", Slot: filing.SlotEntityLicence, Args: filing.Args{"file": "照片.jpg", "have": "900×600", "need": "1500×1100"}},
		{Rule: "scan-missing", Slot: filing.SlotDomainCert},
		{Rule: "scan-gray", Severity: filing.Warn, Source: "own", Args: filing.Args{"file": "a.jpg"}},
		{Rule: "sheet-column-unknown"},
		{Rule: "of-another-release", Message: "kept"},
	}
	Describe(findings, filing.EN) // describing again must leave nothing of the first language
	Describe(findings, filing.ZH)
	want := []filing.Finding{
		{Rule: "scan-enlarged", Severity: filing.Warn, Slot: filing.SlotEntityLicence, Source: "guide 附录1",
			Message: "文件“照片.jpg”中证件只有 900×600 像素，要求 1500×1100，已放大补足。", Remedy: "放大不会更清晰，请尽量用原件重新拍照或扫描。",
			Args: filing.Args{"file": "照片.jpg", "have": "900×600", "need": "1500×1100"}},
		{Rule: "scan-missing", Severity: filing.Block, Slot: filing.SlotDomainCert, Source: "guide 附录1", Message: "没有找到“域名实名认证截图”的文件。",
			Remedy: "请把文件放入材料文件夹，文件名包含编号或域名和“域名实名认证截图”，或在工作簿的对应列填写文件名、插入图片。"},
		{Rule: "scan-gray", Severity: filing.Warn, Source: "own", Message: "文件“a.jpg”是黑白图片，要求彩色。", Remedy: "请用彩色重新扫描或拍摄原件，不要用复印件。",
			Args: filing.Args{"file": "a.jpg"}},
		{Rule: "sheet-column-unknown", Severity: filing.Note, Source: "备案台：工作簿的列", Message: "列“…”没有对应的填写项，未读取。",
			Remedy: "如需要这一列，请把标题改为模板中的名称，或指定对应项（命令行用 --map “列名=填写项”）。"},
		{Rule: "of-another-release", Severity: filing.Warn, Message: "kept"},
	}
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
