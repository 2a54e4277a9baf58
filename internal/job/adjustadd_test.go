package job

import (
	"os"
	"strings"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func TestAdjustAddsToTheProjectsFile(t *testing.T) {
	b := openTable(t, table)
	had := "# 自己写的\n[[adjust]]\nrule = \"site-name-short\"\nseverity = \"note\"\nreason = \"管局已同意\""
	if err := os.WriteFile(b.ProjectRulesFile(), []byte(had), 0o600); err != nil {
		t.Fatal(err)
	}
	reason := "“品牌”名\n\"C:\\x\"\t已获批"
	if err := b.Adjust(provider.Adjustment{Rule: "domain-subdomain", Severity: provider.Off, Reason: reason, Filings: []string{"1"}}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(b.ProjectRulesFile())
	if err != nil || !strings.HasPrefix(string(data), had) {
		t.Errorf("what stood in the file is changed: %s (%v)", data, err)
	}
	list, err := provider.ReadAdjustments(b.ProjectRulesFile())
	if err != nil || len(list) != 2 || list[1].Reason != reason || list[1].Filings[0] != "1" {
		t.Fatalf("read back %+v (%v)", list, err)
	}
	report := checked(t, b)
	for _, f := range report.Filings[0].Findings {
		if f.Rule == "domain-subdomain" {
			t.Error("the rule is still checked")
		}
	}
	if fixes := Suggestions(report, filing.ZH); len(fixes) != 0 {
		t.Errorf("a rule that is off suggests %+v", fixes)
	}
}

func TestAdjustMakesTheFileAndRefusesNonsense(t *testing.T) {
	b := openTable(t, table)
	for _, wrong := range []provider.Adjustment{
		{Rule: "no-such-rule", Severity: filing.Note, Reason: "理由"},
		{Rule: "domain-subdomain", Severity: filing.Note},
		{Rule: "domain-subdomain", Severity: "loud", Reason: "理由"},
	} {
		if err := b.Adjust(wrong); err == nil || isFile(b.ProjectRulesFile()) {
			t.Errorf("%+v was written (%v)", wrong, err)
		}
	}
	if err := b.Adjust(provider.Adjustment{Rule: "domain-subdomain", Severity: filing.Warn, Reason: "理由"}); err != nil {
		t.Fatal(err)
	}
	for _, f := range checked(t, b).Filings[0].Findings {
		if f.Rule == "domain-subdomain" && f.Severity != filing.Warn {
			t.Errorf("the finding is %s", f.Severity)
		}
	}
}
