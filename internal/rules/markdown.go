package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"beiandesk/internal/filing"
)

// Markdown returns the catalogue as a page of documentation.
func Markdown(lang filing.Lang) string {
	var b strings.Builder
	w := markdownWords(lang)
	fmt.Fprintf(&b, "<!-- %s -->\n\n# %s\n\n%s\n", w.generated, w.title, w.intro)
	book := catalogue()
	book.contents(&b, w, lang)
	for _, group := range book.groups {
		fmt.Fprintf(&b, "\n## %s\n", group.Title.In(lang))
		for _, rule := range book.rules {
			if rule.Group == group.ID {
				rule.markdown(&b, w, lang)
			}
		}
	}
	return b.String()
}

// contents writes the summary: every rule on a line, by chapter.
func (b *book) contents(out *strings.Builder, w pageWords, lang filing.Lang) {
	count := make(map[filing.Severity]int)
	for _, r := range b.rules {
		count[r.Severity]++
	}
	fmt.Fprintf(out, "\n## %s\n\n", w.contents)
	fmt.Fprintf(out, w.count+"\n", len(b.rules), count[filing.Block], count[filing.Warn], count[filing.Note])
	for _, group := range b.groups {
		fmt.Fprintf(out, "\n**[%s](#%s)**\n\n| %s | %s | %s |\n|---|---|---|\n", group.Title.In(lang), anchorOf(group.Title.In(lang)), w.columns[0], w.columns[1], w.columns[2])
		for _, r := range b.rules {
			if r.Group == group.ID {
				fmt.Fprintf(out, "| [`%s`](#%s) | %s | %s |\n", r.ID, anchorOf(r.ID+" "+r.Title.In(lang)), strings.ReplaceAll(r.Title.In(lang), "|", `\|`), w.severity[r.Severity])
			}
		}
	}
}

// anchorOf is the name that pages of Markdown give a heading: letters, digits,
// hyphens and underscores, lower-case, spaces as hyphens.
func anchorOf(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

func (r *Rule) markdown(b *strings.Builder, w pageWords, lang filing.Lang) {
	severity := w.severity[r.Severity]
	if r.Optional != "" && r.Optional != r.Severity {
		severity += w.optional + w.severity[r.Optional]
	}
	fmt.Fprintf(b, "\n### `%s` %s\n\n", r.ID, r.Title.In(lang))
	fmt.Fprintf(b, "- %s%s\n- %s%s\n- %s%s\n- %s%s\n- %s%s%s\n", w.weighs, severity, w.applies, r.Applies(lang),
		w.says, r.Message.In(lang), w.remedy, r.Remedy.In(lang), w.source, r.Source, fmt.Sprintf(w.asOf, r.AsOf))
	for _, name := range r.variantNames() {
		v := r.Variants[name]
		fmt.Fprintf(b, "- %s`%s`", w.variant, name)
		if v.Severity != "" && v.Severity != r.Severity {
			b.WriteString(w.open + w.severity[v.Severity] + w.close)
		}
		b.WriteString(w.colon + strings.TrimSpace(v.Message.In(lang)+w.gap+v.Remedy.In(lang)))
		if v.Source != "" {
			b.WriteString(w.open + w.source + v.Source + w.close)
		}
		b.WriteByte('\n')
	}
}

func (r *Rule) variantNames() []string {
	names := make([]string, 0, len(r.Variants))
	for name := range r.Variants {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// pageWords are the words of the page besides the catalogue's own.
type pageWords struct {
	generated, title, intro, contents, count             string
	weighs, applies, says, remedy, source, asOf, variant string
	optional, open, close, colon, gap                    string
	severity                                             map[filing.Severity]string
	columns                                              [3]string // of the summary
}

func markdownWords(lang filing.Lang) pageWords {
	if lang == filing.EN {
		return pageWords{
			generated: "Made from assets/rules/catalogue by `go test ./internal/rules -update`; do not edit.",
			title:     "Rules",
			intro: "Every finding of 备案台 names one of these rules. *Blocks*: the filing would be returned as it is. " +
				"*Warns*: a reviewer may object. *Notes*: something to know or to do. “guide” is the access provider's 网站备案申请指导流程; " +
				"words in braces are filled in.",
			weighs: "Severity: ", applies: "Concerns: ", says: "Says: ", remedy: "Remedy: ", source: "Source: ",
			asOf: " (as of %s)", variant: "Variant ", optional: "; where the field is not required: ", open: " (", close: ")", colon: ": ", gap: " ",
			severity: map[filing.Severity]string{filing.Block: "blocks", filing.Warn: "warns", filing.Note: "notes"},
			contents: "Summary", count: "%d rules: %d block, %d warn, %d note.", columns: [3]string{"Id", "Rule", "Severity"},
		}
	}
	return pageWords{
		generated: "由 assets/rules/catalogue 生成（go test ./internal/rules -update），请勿手工修改。",
		title:     "检查规则",
		intro: "备案台的每条问题都对应下面的一条规则。“拦截”：照此提交会被退回；“提醒”：审核时可能被质疑；“说明”：需要知道或办理的事。" +
			"来源中的 guide 指接入商的《网站备案申请指导流程》；花括号中的内容由具体情况填入。",
		weighs: "程度：", applies: "适用：", says: "内容：", remedy: "办法：", source: "来源：",
		asOf: "（截至 %s）", variant: "变体 ", optional: "；该项非必填时：", open: "（", close: "）", colon: "：", gap: "",
		severity: map[filing.Severity]string{filing.Block: "拦截", filing.Warn: "提醒", filing.Note: "说明"},
		contents: "总表", count: "共 %d 条：拦截 %d 条，提醒 %d 条，说明 %d 条。", columns: [3]string{"编号", "规则", "程度"},
	}
}
