package job

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
)

// ProjectRules is the file beside a workbook whose adjustments of rules hold
// for that workbook's folder.
const ProjectRules = "备案规则.toml"

// AdjustedRule is what one adjustment of a rule did to findings of one
// severity.
type AdjustedRule struct {
	Rule     string          `json:"rule"`
	Variant  string          `json:"variant,omitempty"`
	Was      filing.Severity `json:"was"`
	Now      filing.Severity `json:"now"` // "off" when it is not checked
	Reason   string          `json:"reason"`
	Only     []string        `json:"only,omitempty"` // the provinces, entities and filings that it is limited to
	Findings int             `json:"findings"`
	File     string          `json:"file"` // where the adjustment stands, without folder
	Line     int             `json:"line"`
}

// Title names the rule.
func (a *AdjustedRule) Title(lang filing.Lang) string {
	if rule, ok := rules.Lookup(a.Rule); ok {
		return rule.Title.In(lang)
	}
	return a.Rule
}

func adjustedRules(list []rules.Adjusted, lang filing.Lang) []AdjustedRule {
	all := make([]AdjustedRule, len(list))
	for i, a := range list {
		all[i] = AdjustedRule{Rule: a.Rule, Variant: a.Variant, Was: a.Was, Now: a.Severity, Reason: a.Reason,
			Only: slices.Concat(provinceNames(a.Provinces, lang), a.Entities, a.Filings), Findings: a.Findings, File: filepath.Base(a.File), Line: a.Line}
	}
	return all
}

func provinceNames(codes []string, lang filing.Lang) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		item, _ := filing.TableNamed("province").Item(code)
		names[i] = item.Label.In(lang)
	}
	return names
}

// AdjustedBy names the files whose adjustments hold for the batch, and counts
// the adjustments of each.
func (b *Batch) AdjustedBy() string {
	var files []string
	counts := make(map[string]int)
	for _, a := range b.adjust {
		if counts[a.File]++; counts[a.File] == 1 {
			files = append(files, a.File)
		}
	}
	for i, file := range files {
		files[i] = fmt.Sprintf(filing.Text{ZH: "%s（%d 条）", EN: "%s (%d)"}.In(b.opt.Lang), file, counts[file])
	}
	return strings.Join(files, filing.Text{ZH: "、", EN: ", "}.In(b.opt.Lang))
}

// readAdjustments reads what adjusts the rules, in the order in which the later
// goes before the earlier: the profile, the file beside the workbook, the file
// that was asked for.
func (b *Batch) readAdjustments() ([]provider.Adjustment, error) {
	all := slices.Clone(b.opt.Profile.Adjust)
	beside := filepath.Join(filepath.Dir(b.Workbook), ProjectRules)
	switch list, err := provider.ReadAdjustments(beside); {
	case err == nil:
		all = append(all, list...)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fileTrouble(beside, err)
	}
	if b.opt.Rules != "" && !sameFile(b.opt.Rules, beside) {
		list, err := provider.ReadAdjustments(b.opt.Rules)
		if err != nil {
			return nil, fileTrouble(b.opt.Rules, err)
		}
		all = append(all, list...)
	}
	return all, rules.CheckAdjustments(all)
}

// fileTrouble puts what the system says of a file into words.
func fileTrouble(file string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return &Trouble{File: file, Why: whyOf(err), Err: err}
	}
	return err
}

func sameFile(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
}
