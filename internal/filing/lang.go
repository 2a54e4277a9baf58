package filing

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
