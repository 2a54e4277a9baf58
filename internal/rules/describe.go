package rules

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// Describe puts words to findings, in place: it sets Message and Remedy in the
// language, and Severity and Source unless the finder set them. It may be called
// again with another language. A finding whose rule is not in the catalogue
// keeps what it says.
func Describe(findings []filing.Finding, lang filing.Lang) {
	for i := range findings {
		describe(&findings[i], lang)
	}
}

func describe(f *filing.Finding, lang filing.Lang) {
	rule, ok := Lookup(f.Rule)
	if !ok {
		if f.Message == "" {
			f.Message = f.Rule
		}
		if f.Severity == "" {
			f.Severity = filing.Warn
		}
		return
	}
	words := rule.words(f.Variant)
	f.Message = words.message.in(lang).fill(f, lang)
	f.Remedy = words.remedy.in(lang).fill(f, lang)
	if f.Severity == "" {
		f.Severity = words.severity
	}
	if f.Source == "" {
		f.Source = words.source
	}
}

// wording is what a rule or a variant of it says.
type wording struct {
	message, remedy    templates
	source             string
	severity, optional filing.Severity // at a field that the filing's kind requires, and at another
}

// compile prepares the templates of the rule and of its variants.
func (r *Rule) compile() {
	r.main = wording{compile(r.Message), compile(r.Remedy), r.Source, r.Severity, cmp.Or(r.Optional, r.Severity)}
	r.variants = make(map[string]*wording, len(r.Variants))
	for name, v := range r.Variants {
		words := r.main
		if v.Severity != "" {
			words.severity, words.optional = v.Severity, v.Severity
		}
		if v.Message != (filing.Text{}) {
			words.message = compile(v.Message)
		}
		if v.Remedy != (filing.Text{}) {
			words.remedy = compile(v.Remedy)
		}
		if v.Source != "" {
			words.source = v.Source
		}
		r.variants[name] = &words
	}
}

// words returns what the rule says by a variant.
func (r *Rule) words(variant string) *wording {
	if variant != "" {
		if words, ok := r.variants[variant]; ok {
			return words
		}
	}
	return &r.main
}

// templates are a text with placeholders, in both languages.
type templates struct{ zh, en template }

func compile(t filing.Text) templates { return templates{parseTemplate(t.ZH), parseTemplate(t.EN)} }

func (t templates) in(lang filing.Lang) template {
	if lang == filing.EN {
		return t.en
	}
	return t.zh
}

// template is a text taken apart: plain pieces and the names of placeholders,
// in turn.
type template []string

func parseTemplate(s string) (t template) {
	for {
		plain, rest, found := strings.Cut(s, "{")
		t = append(t, plain)
		if !found {
			return t
		}
		name, tail, _ := strings.Cut(rest, "}")
		t = append(t, name)
		s = tail
	}
}

// placeholders returns the names of the template's placeholders.
func (t template) placeholders() (names []string) {
	for i := 1; i < len(t); i += 2 {
		names = append(names, t[i])
	}
	return names
}

// longestUsual is the room that nearly every message fits in, in bytes.
const longestUsual = 160

func (t template) fill(f *filing.Finding, lang filing.Lang) string {
	if len(t) == 1 {
		return t[0]
	}
	var b strings.Builder
	b.Grow(longestUsual)
	for i, piece := range t {
		if i%2 == 1 {
			piece = valueOf(piece, f, lang)
		}
		b.WriteString(piece)
	}
	return strings.TrimSpace(b.String())
}

// unsaid stands for a value that the finder did not give.
const unsaid = "…"

// valueOf returns what a placeholder stands for: what the finder gave, else
// what the finding's place tells.
func valueOf(name string, f *filing.Finding, lang filing.Lang) string {
	if value, ok := f.Args[name]; ok {
		return inLang(value, lang)
	}
	switch name {
	case "field":
		if field, ok := filing.ByKey(f.Field); ok {
			return field.Def().Label.In(lang)
		}
	case "help":
		if field, ok := filing.ByKey(f.Field); ok {
			return field.Def().Help.In(lang)
		}
	case "slot":
		if slot, ok := filing.TableNamed("slot").Item(string(f.Slot)); ok {
			return slot.Label.In(lang)
		}
	case "suggest":
		if f.Suggest != "" {
			return f.Suggest
		}
	}
	return unsaid
}

// both returns the value of a placeholder that differs between the languages.
func both(t filing.Text) string { return t.Arg() }

func inLang(value string, lang filing.Lang) string {
	zh, en, two := strings.Cut(value, filing.ArgMark)
	if two && lang == filing.EN {
		return en
	}
	return zh
}

// listed returns the value of a placeholder that lists texts, some max of them
// and the count of all; a single one more is named, for it is no longer.
func listed(texts []filing.Text, max int) string {
	if len(texts) == 1 {
		return both(texts[0])
	}
	shown, more := texts, 0
	if len(texts) > max+1 {
		shown, more = texts[:max], len(texts)-max
	}
	zh, en := make([]string, len(shown)), make([]string, len(shown))
	for i, t := range shown {
		zh[i], en[i] = t.ZH, t.In(filing.EN)
	}
	t := filing.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
	if more > 0 {
		if last := t.ZH[len(t.ZH)-1]; last < utf8.RuneSelf { // a letter or digit
			t.ZH += " "
		}
		t.ZH += fmt.Sprintf("等 %d 个", len(texts))
		t.EN += fmt.Sprintf(" and %d more", more)
	}
	return both(t)
}

// listedWords is listed for words that both languages share.
func listedWords(words []string, max int) string {
	if len(words) == 1 {
		return words[0]
	}
	texts := make([]filing.Text, len(words))
	for i, w := range words {
		texts[i] = filing.Text{ZH: w, EN: w}
	}
	return listed(texts, max)
}

func itoa(n int) string { return strconv.Itoa(n) }
