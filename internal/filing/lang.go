package filing

import (
	"fmt"
	"slices"
)

// Lang is a language of the user interface.
type Lang string

// The two languages of the product; Chinese comes first.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Text is a user-visible text in both languages.
type Text struct {
	ZH string `toml:"zh" json:"zh"`
	EN string `toml:"en" json:"en"`
}

// In returns the text in lang; Chinese stands in for a missing translation.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// Fill puts arguments into the verbs of a text, as [fmt.Sprintf] does; those that
// are texts themselves are put in by language.
func (t Text) Fill(args ...any) Text {
	in := func(lang Lang) string {
		all := slices.Clone(args)
		for i, arg := range all {
			if text, ok := arg.(Text); ok {
				all[i] = text.In(lang)
			}
		}
		return fmt.Sprintf(t.In(lang), all...)
	}
	return Text{ZH: in(ZH), EN: in(EN)}
}

// ArgMark separates the Chinese and the English form of one value in [Args], so
// that a finding can be described again in the other language.
const ArgMark = "\x1f"

// Arg returns the text as a value of [Args].
func (t Text) Arg() string {
	if t.EN == "" || t.EN == t.ZH {
		return t.ZH
	}
	return t.ZH + ArgMark + t.EN
}
