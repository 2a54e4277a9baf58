package job

import (
	"fmt"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
)

// CheckProfile reads a profile, an embedded one by its name or a file, and
// checks the rules that it adjusts as well. The error names the line.
func CheckProfile(nameOrFile string) (*provider.Profile, error) {
	p, err := provider.Load(nameOrFile)
	if err != nil {
		return nil, err
	}
	return p, rules.CheckAdjustments(p.Adjust)
}

// ProfileReport says what a profile is and what it changes against its base.
type ProfileReport struct {
	ID       string   `json:"id"`
	AsOf     string   `json:"as_of"`
	Changes  []string `json:"changes"`
	Adjusted []string `json:"adjusted"`
}

// DescribeProfile puts a profile's changes into words.
func DescribeProfile(p *provider.Profile, lang filing.Lang) ProfileReport {
	r := ProfileReport{ID: p.ID, AsOf: p.AsOf, Changes: []string{}, Adjusted: []string{}}
	for _, c := range p.Changes() {
		r.Changes = append(r.Changes, c.In(lang))
	}
	for _, a := range p.Adjust {
		now := a.Severity.Label()
		if a.Severity == provider.Off {
			now = filing.Text{ZH: "不检查", EN: "off"}
		}
		rule, _ := rules.Lookup(a.Rule)
		r.Adjusted = append(r.Adjusted, fmt.Sprintf(filing.Text{ZH: "规则“%s”（%s）改为“%s”；理由：%s", EN: "rule “%s” (%s) now: %s; reason: %s"}.In(lang),
			rule.Title.In(lang), a.Rule, now.In(lang), a.Reason))
	}
	return r
}
