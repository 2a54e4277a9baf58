package pack

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// Shares of a filing's folder name.
const (
	entityRunes = 24
	domainRunes = 29
	dirBytes    = MaxNameBytes - 20 // leaves room for a mark behind it
)

// legalForms end the names of entities without telling them apart, longer ones
// first. Source: the forms that the Company Law and the Partnership Enterprise
// Law require in a name, and their usual English.
var legalForms = []string{
	"（特殊普通合伙）", "（普通合伙）", "（有限合伙）", "（集团）",
	"集团股份有限公司", "集团有限责任公司", "集团有限公司",
	"股份有限公司", "有限责任公司", "股份公司", "有限公司",
	"co.,ltd.", "co., ltd.", "co. ltd.", "co.,ltd", "co., ltd", "co ltd", "company limited", "limited", "ltd.", "ltd", "inc.", "inc",
}

// FilingDir returns the folder name of the filing that comes n-th (from 1) in
// the package: NNN_<entity short>_<domain>, e.g. 001_样张云帆科技（宁夏）_example.com.
// It is a [SafeName] of at most 160 bytes; its number keeps it unique. What the
// filing does not have is left out.
func FilingDir(n int, f *filing.Filing) string {
	name := fmt.Sprintf("%03d", n)
	for _, part := range []string{
		SafeName(shortEntity(f.Text(filing.EntityName)), entityRunes),
		SafeName(f.Domain(), domainRunes),
	} {
		if part != "_" {
			name += "_" + part
		}
	}
	return SafeName(cut(name, MaxNameRunes, dirBytes), MaxNameRunes)
}

// shortEntity cuts the legal form off an entity's name, unless hardly anything
// would be left.
func shortEntity(name string) string {
	name = strings.TrimSpace(name)
	for _, form := range legalForms {
		at := len(name) - len(form)
		if at <= 0 || !strings.EqualFold(name[at:], form) {
			continue
		}
		short := strings.TrimRight(name[:at], " ,，")
		if utf8.RuneCountInString(short) < 2 || strings.HasSuffix(short, "（") {
			continue
		}
		return short
	}
	return name
}
