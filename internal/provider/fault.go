package provider

import (
	"fmt"

	"beiandesk/internal/filing"
)

// Fault is something in a user's file that cannot be used.
type Fault struct {
	File string
	Line int    // 0 when it is of the file as a whole
	Key  string // the entry, members of lists by their names as in [Change.Key]; may be empty
	Text filing.Text
}

// Error says it in English; see [Fault.In].
func (f *Fault) Error() string { return f.In(filing.EN) }

// In says on one line where the fault is and what it is.
func (f *Fault) In(lang filing.Lang) string {
	where, colon := f.File, filing.Text{ZH: "：", EN: ": "}.In(lang)
	if f.Line > 0 {
		where += fmt.Sprintf(filing.Text{ZH: "，第 %d 行", EN: ", line %d"}.In(lang), f.Line)
	}
	if where != "" {
		where += colon
	}
	if f.Key != "" {
		where += f.Key + colon
	}
	return where + f.Text.In(lang)
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
	return filing.Text{ZH: zh, EN: en}.Fill(args...)
}
