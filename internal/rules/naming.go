package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
)

func longestFirst(words []string) {
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
}

// span is a word found in a folded text, by bytes.
type span struct{ from, to int }

// takeOut cuts the spans of a name's folded form out of the name: it returns
// what each covers as it was written, and the rest. Spans must be in order.
func takeOut(name string, spans []span) (words []string, rest string) {
	var kept strings.Builder
	words = make([]string, len(spans))
	at, next := 0, 0 // in the folded form; the span that at is in or before
	for _, r := range name {
		for next < len(spans) && spans[next].to <= at {
			next++
		}
		width := foldedWidth(r)
		switch inside := next < len(spans) && spans[next].from < at+width; {
		case !inside:
			kept.WriteRune(r)
		case width > 0: // a space inside a word goes with it, unsaid
			words[next] += string(r)
		}
		at += width
	}
	return words, strings.TrimSpace(kept.String())
}

// foldedWidth returns how many bytes a character takes in a folded text.
func foldedWidth(r rune) int {
	if 0x4e00 <= r && r <= 0x9fff {
		return utf8.RuneLen(r)
	}
	return len(filing.FoldName(string(r)))
}

// countHan returns the number of Chinese characters in a text.
func countHan(s string) (n int) {
	for _, r := range s {
		if isHan(r) {
			n++
		}
	}
	return n
}

// core returns what is an entity's own in its name: the runs of Chinese
// characters, or of letters and digits, that are left when places, legal forms
// and common trades are taken away. Where too little is left, the trades stay.
func (n *naming) core(entity string, places []string) []string {
	whole := n.withTrades(entity, places)
	own := make([]string, 0, 2*len(whole))
	for _, run := range whole {
		own = n.trades.cut(own, run)
	}
	if core := telling(own); len(core) > 0 {
		return core
	}
	return whole
}

// withTrades returns the runs of an entity's name without places and legal
// forms.
func (n *naming) withTrades(entity string, places []string) []string {
	runs := runsOf(norm.NFKC.String(entity))
	for i, run := range runs {
		runs[i] = strings.ToLower(n.bare(run, places))
	}
	return telling(runs)
}

// bare returns a run without the places it begins with and the legal forms it
// ends with.
func (n *naming) bare(run string, places []string) string {
	for again := true; again; {
		again = false
		for _, p := range places {
			if rest, ok := strings.CutPrefix(run, p); ok {
				run, again = rest, true
			}
		}
		for _, form := range n.forms[lastRune(run)] {
			if rest, ok := strings.CutSuffix(run, form); ok {
				run, again = rest, true
			}
		}
	}
	return run
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// telling keeps the runs that are long enough to be recognised by, in place.
func telling(runs []string) []string {
	return slices.DeleteFunc(runs, func(run string) bool { return utf8.RuneCountInString(run) < 2 })
}

// runsOf splits a name into runs of Chinese characters and runs of letters and
// digits; brackets and other marks end a run.
func runsOf(name string) (runs []string) {
	class := func(r rune) int {
		switch {
		case isHan(r):
			return 1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return 2
		}
		return 0
	}
	from, last := 0, 0
	end := func(at, now int) {
		if last != 0 {
			runs = append(runs, name[from:at])
		}
		from, last = at, now
	}
	for i, r := range name {
		if now := class(r); now != last {
			end(i, now)
		}
	}
	end(len(name), 0)
	return runs
}

// shares reports whether a folded name has two Chinese characters in a row, or
// a whole run of letters, from any of the runs.
func shares(folded string, runs []string) bool {
	for _, run := range runs {
		first, width := utf8.DecodeRuneInString(run)
		if !isHan(first) {
			if strings.Contains(folded, run) {
				return true
			}
			continue
		}
		for from, to := 0, width; to < len(run); {
			_, width = utf8.DecodeRuneInString(run[to:])
			if strings.Contains(folded, run[from:to+width]) {
				return true
			}
			from, to = to, to+width
		}
	}
	return false
}
