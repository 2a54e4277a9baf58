package job

import (
	"fmt"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/pack"
	"beiandesk/internal/rules"
)

// Verify compares a package with its manifest.
func Verify(path string) (pack.Verification, error) { return pack.Verify(path) }

// Rules returns the catalogue of rules.
func Rules() []*rules.Rule { return rules.Catalogue() }

// RulesMarkdown returns the catalogue as a document.
func RulesMarkdown(lang filing.Lang) string { return rules.Markdown(lang) }

// RulesText returns the catalogue as lines of severity, id, title and whom each
// rule concerns.
func RulesText(lang filing.Lang) string {
	var b strings.Builder
	for _, r := range rules.Catalogue() {
		fmt.Fprintf(&b, "%-7s %-28s %s  [%s]\n", r.Severity.Label().In(lang), r.ID, r.Title.In(lang), r.Applies(lang))
	}
	return b.String()
}
