package app

import (
	"math"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// ruler measures text of one size and weight. The embedded fonts have neither
// kerning nor ligatures, so a text is as wide as its characters together; their
// widths are kept, and a line costs additions instead of shaping. This is what
// makes a table of Chinese quick. Rulers belong to the window's goroutine.
type ruler struct {
	size  float32
	style fyne.TextStyle
	wide  map[rune]float32
	high  float32
}

type rulerKey struct {
	size float32
	bold bool
}

var rulers = make(map[rulerKey]*ruler)

func rulerFor(size float32, bold bool) *ruler {
	key := rulerKey{size, bold}
	r := rulers[key]
	if r == nil {
		r = &ruler{size: size, style: fyne.TextStyle{Bold: bold}, wide: make(map[rune]float32)}
		rulers[key] = r
	}
	return r
}

func (r *ruler) rune(c rune) float32 {
	w, ok := r.wide[c]
	if !ok {
		w = fyne.MeasureText(string(c), r.size, r.style).Width
		r.wide[c] = w
	}
	return w
}

// width returns the width of a line.
func (r *ruler) width(s string) (w float32) {
	for _, c := range s {
		w += r.rune(c)
	}
	return w
}

// height returns the height of a line, in whole units: text is drawn sharp only
// at whole places.
func (r *ruler) height() float32 {
	if r.high == 0 {
		r.high = ceil(fyne.MeasureText("国", r.size, r.style).Height)
	}
	return r.high
}

func ceil(x float32) float32  { return float32(math.Ceil(float64(x))) }
func floor(x float32) float32 { return float32(math.Floor(float64(x))) }

const ellipsis = '…'

// cut shortens a line to a width, with an ellipsis at its end.
func (r *ruler) cut(s string, width float32) string {
	room, w, end := width-r.rune(ellipsis), float32(0), 0
	for i, c := range s {
		w += r.rune(c)
		if w <= room {
			end = i + len(string(c))
		}
		if w > width {
			return strings.TrimRight(s[:end], " ") + string(ellipsis)
		}
	}
	return s
}

// cutMiddle shortens a path to a width, with an ellipsis in its middle: its end
// says most.
func (r *ruler) cutMiddle(s string, width float32) string {
	if r.width(s) <= width {
		return s
	}
	runes := []rune(s)
	room := width - r.rune(ellipsis)
	head, tail := 0, len(runes)
	for left := room / 3; head < len(runes) && left >= r.rune(runes[head]); head++ {
		left -= r.rune(runes[head])
		room -= r.rune(runes[head])
	}
	for ; tail > head && room >= r.rune(runes[tail-1]); tail-- {
		room -= r.rune(runes[tail-1])
	}
	return string(runes[:head]) + string(ellipsis) + string(runes[tail:])
}

// lines breaks a text into lines of a width. Chinese breaks between any two
// characters, but no line begins with a closing mark or ends with an opening
// one; words and numbers are kept whole where they fit on a line.
func (r *ruler) lines(text string, width float32) (lines []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, r.paragraph([]rune(paragraph), width)...)
	}
	return lines
}

func (r *ruler) paragraph(runes []rune, width float32) (lines []string) {
	start, w := 0, float32(0)
	for i := 0; i < len(runes); i++ {
		w += r.rune(runes[i])
		if w <= width || i == start || runes[i] == ' ' {
			continue
		}
		end := i
		for end > start+1 && !mayBreak(runes[end-1], runes[end]) {
			end--
		}
		if end == start+1 && !mayBreak(runes[start], runes[start+1]) {
			end = i // one long word
		}
		lines = append(lines, strings.TrimRight(string(runes[start:end]), " "))
		for start = end; start < len(runes) && runes[start] == ' '; start++ {
		}
		i, w = start-1, 0
	}
	return append(lines, strings.TrimRight(string(runes[start:]), " "))
}

const (
	closing = "，。、；：？！）】》」』”’…％·,.;:?!)]}%>"
	opening = "（【《「『“‘([{<"
)

// mayBreak reports whether a line may end between two characters.
func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	case before == ' ', isWide(before), isWide(after):
		return true
	}
	return strings.ContainsRune("-/@_", before)
}

func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xffef
}
