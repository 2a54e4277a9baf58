package app

import (
	"encoding/json"
	"fmt"
	"strings"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// phrases are the window's own texts in one language.
type phrases struct {
	lang  filing.Lang
	words map[string]string
}

// phraseFiles are named so that the toolkit, too, would know their languages.
var phraseFiles = map[filing.Lang]string{
	filing.ZH: "translations/zh-Hans.json",
	filing.EN: "translations/en.json",
}

// loadPhrases reads the texts of a language; Chinese for an unknown one. The
// files are embedded: a fault in them is a fault of the build.
func loadPhrases(lang filing.Lang) *phrases {
	file, ok := phraseFiles[lang]
	if !ok {
		lang, file = filing.ZH, phraseFiles[filing.ZH]
	}
	data, err := assets.FS.ReadFile(file)
	if err != nil {
		panic(err)
	}
	p := &phrases{lang: lang}
	if err := json.Unmarshal(data, &p.words); err != nil {
		panic(fmt.Errorf("%s: %w", file, err))
	}
	return p
}

// say returns the text of a key with its placeholders filled: say("shown", "n",
// 3) fills {n}. A key without a text comes back in brackets that tests look for.
func (p *phrases) say(key string, args ...any) string {
	text, ok := p.words[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// toolkitPrefix marks the keys that are the toolkit's own texts.
const toolkitPrefix = "toolkit."

// toolkit returns the toolkit's own texts as a translation file of it.
func (p *phrases) toolkit() []byte {
	words := make(map[string]string)
	for key, text := range p.words {
		if name, ok := strings.CutPrefix(key, toolkitPrefix); ok {
			words[name] = text
		}
	}
	data, err := json.Marshal(words)
	if err != nil {
		panic(err) // strings always marshal
	}
	return data
}

// other returns the language that the switch changes to.
func other(lang filing.Lang) filing.Lang {
	if lang == filing.EN {
		return filing.ZH
	}
	return filing.EN
}

// thousands writes a number with separators: 196,834.
func thousands[N int | int64](n N) string {
	digits := fmt.Sprint(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// size writes a number of bytes for people: 3.2 MB, 192 KB, 812 B.
func size(bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	case bytes >= 1<<10:
		return fmt.Sprintf("%d KB", bytes>>10)
	}
	return fmt.Sprintf("%d B", bytes)
}
