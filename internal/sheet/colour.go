package sheet

import (
	"fmt"
	"regexp"
	"strings"

	"beiandesk/internal/filing"
)

// colour is the colour of a solid fill as a note keeps it: "rgb FFFFFF00",
// "theme 4 tint 0.6", "indexed 13"; "" for none.
type colour string

var (
	solidColour = regexp.MustCompile(`patternType="solid".*?<(?:\w+:)?fgColor\b([^>]*?)/?>`)
	noteColour  = regexp.MustCompile(`^(rgb|theme|indexed) ([0-9A-Fa-f]{1,8})(?: tint (-?[0-9.]{1,20}(?:[eE]-?[0-9]{1,3})?))?$`)
)

// colourOf returns the colour of a style's fill; "" for none, and for one with a
// pattern or a gradient.
func (s *stylesheet) colourOf(style int) colour {
	m := solidColour.FindStringSubmatch(strings.ReplaceAll(s.fillOfStyle(style), "'", `"`))
	if m == nil {
		return ""
	}
	for _, kind := range []string{"rgb", "theme", "indexed"} {
		from, to, ok := findAttr("<c"+m[1], kind)
		if !ok {
			continue
		}
		text := kind + " " + ("<c" + m[1])[from:to]
		if from, to, ok := findAttr("<c"+m[1], "tint"); ok {
			text += " tint " + ("<c" + m[1])[from:to]
		}
		if noteColour.MatchString(text) {
			return colour(text)
		}
	}
	return ""
}

// element returns the colour as the attributes of an element.
func (c colour) element() string {
	m := noteColour.FindStringSubmatch(string(c))
	if m == nil {
		return ""
	}
	if m[3] != "" {
		return fmt.Sprintf(`%s="%s" tint="%s"`, m[1], m[2], m[3])
	}
	return fmt.Sprintf(`%s="%s"`, m[1], m[2])
}

// A cell that is marked loses its own colour. Its note keeps it, because a note
// goes where its cell goes and comes through every spreadsheet, so that the next
// round can give it back.

// line is what a note ends with.
func (c colour) line(lang filing.Lang) string {
	if c == "" {
		return ""
	}
	return fmt.Sprintf(filing.Text{ZH: "\n〔原底色 %s〕", EN: "\n[former colour %s]"}.In(lang), string(c))
}

var colourLine = regexp.MustCompile(`(?:〔原底色|\[former colour) ([a-z]+ [0-9A-Za-z .-]+)(?:〕|\])\s*$`)

// coloursBefore returns the colours that cells of a sheet had before an earlier
// run marked them, by cell.
func (a *annotator) coloursBefore(sheet sheetInfo) (map[string]colour, error) {
	before := make(map[string]colour)
	name, err := a.notesPart(sheet)
	if err != nil || name == "" || !a.again {
		return before, err
	}
	text, err := a.text(name)
	if err != nil {
		return nil, err
	}
	ref, from := "", -1
	var note strings.Builder
	err = a.tags(text, func(t tag) error {
		switch {
		case t.name == "comment" && !t.close:
			ref, _ = t.attr("ref")
			note.Reset()
		case t.name == "t" && !t.close:
			from = t.end
		case t.name == "t" && from >= 0:
			note.WriteString(unescapeXML(text[from:t.start]))
			from = -1
		case t.name == "comment":
			_, ours, _ := strings.Cut(note.String(), noteMark)
			if m := colourLine.FindStringSubmatch(ours); m != nil && noteColour.MatchString(m[1]) {
				before[ref] = colour(m[1])
			}
		}
		return nil
	})
	if err != nil {
		return nil, broken(name, err)
	}
	return before, nil
}
