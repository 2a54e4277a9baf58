package provider

import (
	"fmt"
	"strings"

	"beiandesk/internal/filing"
)

// Fault is something in a user's file that cannot be used.
type Fault struct {
	File string
	Line int    // 0 when it is of the file as a whole
	Key  string // the entry, may be empty
	Text filing.Text
}

// Error says it in English; see [Fault.In].
func (f *Fault) Error() string { return f.In(filing.EN) }

// In says on one line where the fault is and what it is.
func (f *Fault) In(lang filing.Lang) string {
	where, key := f.File, ""
	if lang == filing.EN {
		if f.Line > 0 {
			where += fmt.Sprintf(", line %d", f.Line)
		}
		if f.Key != "" {
			key = f.Key + ": "
		}
		return where + ": " + key + f.Text.In(lang)
	}
	if f.Line > 0 {
		where += fmt.Sprintf("，第 %d 行", f.Line)
	}
	if f.Key != "" {
		key = f.Key + "："
	}
	return where + "：" + key + f.Text.In(lang)
}

// Faults are several of them, said one a line.
type Faults []*Fault

func (f Faults) Error() string { return f.In(filing.EN) }

// In says every one on a line of its own.
func (f Faults) In(lang filing.Lang) string {
	text := ""
	for i, fault := range f {
		if i > 0 {
			text += "\n"
		}
		text += fault.In(lang)
	}
	return text
}

// Err returns them as an error, nil when there are none.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

func said(zh, en string, args ...any) filing.Text {
	return filing.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// whereOf finds the line of what a check complains of: the checks name the key,
// or the list and its member in quotes, first.
func whereOf(lines *keyLines, text string) int {
	word, rest, _ := strings.Cut(text, " ")
	if list := word; names[list] != "" && strings.HasPrefix(rest, `"`) {
		if member, _, ok := strings.Cut(rest[1:], `"`); ok {
			if line := lines.named(list, names[list], member); line > 0 {
				return line
			}
		}
	}
	if key, ok := strings.CutPrefix(text, `unknown entry "`); ok {
		return lines.of(strings.Trim(key, `"`))
	}
	word = strings.TrimSuffix(word, ":")
	if _, known := lines.keys[word]; known {
		return lines.of(word)
	}
	for _, suffix := range []string{addSuffix, removeSuffix} {
		if _, known := lines.keys[word+suffix]; known {
			return lines.of(word + suffix)
		}
	}
	return 0
}

// faultsOf places what checks complain of in the user's file.
func faultsOf(name string, lines *keyLines, err error) error {
	var all Faults
	for _, text := range strings.Split(err.Error(), "\n") {
		all = append(all, &Fault{File: name, Line: whereOf(lines, text), Text: filing.Text{ZH: text, EN: text}})
	}
	return all
}
