package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
)

// stylesheet is the text of a workbook's styles, to which styles are added.
type stylesheet struct {
	text     []byte
	sections map[string]*section // fonts, fills, borders, cellXfs
	marked   map[string]int      // by base style and severity
	plain    map[string]int      // by marked style and the fill that it had
}

// section is one list of the stylesheet.
type section struct {
	head   tag
	prefix string
	tail   int      // where its end tag begins
	items  []string // as they stand, then as they were added
	known  int      // how many stood there
}

// blankStyles is the stylesheet of a workbook that has none.
const blankStyles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

// newStylesheet reads the lists of a stylesheet.
func newStylesheet(text []byte) (*stylesheet, error) {
	s := &stylesheet{text: text, sections: map[string]*section{}, marked: map[string]int{}, plain: map[string]int{}}
	var in *section
	depth, start := 0, 0
	err := tags(text, func(t tag) error {
		if !t.close {
			depth++
		}
		switch {
		case depth == 2 && !t.close && wantedSections[t.name] && s.sections[t.name] == nil:
			in = &section{head: t, prefix: t.prefix, tail: t.start}
			s.sections[t.name] = in
		case depth == 3 && !t.close && in != nil:
			start = t.start
		case depth == 3 && t.close && in != nil:
			in.items = append(in.items, string(text[start:t.end]))
		case depth == 2 && t.close && in != nil:
			in.tail, in.known = t.start, len(in.items)
			in = nil
		}
		if t.close {
			depth--
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for name := range wantedSections {
		if sec := s.sections[name]; sec == nil || len(sec.items) == 0 {
			return newStylesheet([]byte(blankStyles)) // such a stylesheet styles nothing
		}
	}
	return s, nil
}

var wantedSections = map[string]bool{"fonts": true, "fills": true, "borders": true, "cellXfs": true}

// add puts an item at the end of a list and returns its number. In the item, a
// backtick stands for the prefix of the list's elements.
func (s *stylesheet) add(name, item string) int {
	sec := s.sections[name]
	sec.items = append(sec.items, strings.ReplaceAll(item, "`", sec.prefix))
	return len(sec.items) - 1
}

// bytes returns the stylesheet with what was added.
func (s *stylesheet) bytes() []byte {
	e := newEdit(s.text)
	sections := slices.SortedFunc(maps.Values(s.sections), func(a, b *section) int { return a.tail - b.tail })
	for _, sec := range sections {
		if len(sec.items) == sec.known {
			continue
		}
		head := string(s.text[sec.head.start:sec.head.end])
		e.replace(sec.head.start, sec.head.end, setAttr(head, "count", itoa(len(sec.items))))
		e.insert(sec.tail, strings.Join(sec.items[sec.known:], ""))
	}
	return e.bytes()
}

// mark returns the style that is a base style with the fill of a severity.
func (s *stylesheet) mark(base int, severity filing.Severity) int {
	key := fmt.Sprint(base, severity)
	if id, ok := s.marked[key]; ok {
		return id
	}
	fill := s.fill(severityFill[severity].fill)
	id := s.clone(base, fill)
	s.marked[key] = id
	return id
}

// clone adds a copy of a style with another fill.
func (s *stylesheet) clone(base, fill int) int {
	xfs := s.sections["cellXfs"].items
	if base < 0 || base >= len(xfs) {
		base = 0
	}
	xf := xfs[base]
	end := strings.IndexByte(xf, '>') + 1
	head := setAttr(setAttr(xf[:end], "fillId", itoa(fill)), "applyFill", "1")
	s.sections["cellXfs"].items = append(xfs, head+xf[end:])
	return len(xfs)
}

// fill returns the fill of one colour.
func (s *stylesheet) fill(colour string) int { return s.addFill(`rgb="FF` + colour + `"`) }

// addFill returns the fill of a colour, given as attributes.
func (s *stylesheet) addFill(attrs string) int {
	fill := "<`fill><`patternFill patternType=\"solid\"><`fgColor " + attrs + "/><`bgColor indexed=\"64\"/></`patternFill></`fill>"
	item := strings.ReplaceAll(fill, "`", s.sections["fills"].prefix)
	for i, have := range s.sections["fills"].items {
		if have == item {
			return i
		}
	}
	return s.add("fills", fill)
}

// fillOfStyle returns the text of a style's fill, "" when it has none.
func (s *stylesheet) fillOfStyle(style int) string {
	xfs := s.sections["cellXfs"].items
	if style < 0 || style >= len(xfs) {
		return ""
	}
	from, to, ok := findAttr(xfs[style], "fillId")
	if !ok {
		return ""
	}
	fill, err := strconv.Atoi(xfs[style][from:to])
	if fills := s.sections["fills"].items; err == nil && fill >= 0 && fill < len(fills) {
		return fills[fill]
	}
	return ""
}

// wasMarked reports whether a style has the fill of a severity: it is that of a
// cell that an earlier run marked.
func (s *stylesheet) wasMarked(style int) bool {
	fill := s.fillOfStyle(style)
	for _, look := range severityFill {
		if strings.Contains(fill, look.fill) {
			return true
		}
	}
	return false
}

// unmark returns the style that is a marked style with the colour that the cell
// had before; "" for none.
func (s *stylesheet) unmark(style int, before colour) int {
	key := fmt.Sprint(style, before)
	id, ok := s.plain[key]
	if !ok {
		fill := 0
		if before != "" {
			fill = s.addFill(before.element())
		}
		id = s.clone(style, fill)
		s.plain[key] = id
	}
	return id
}

// look is the look of a cell of the sheet of findings.
type look struct {
	size            int
	ink, fill       string
	bold, underline bool
	border          bool
	wrap, centre    bool
}

// look adds a style.
func (s *stylesheet) look(l look) int {
	var font strings.Builder
	font.WriteString("<`font>")
	if l.bold {
		font.WriteString("<`b/>")
	}
	if l.underline {
		font.WriteString("<`u/>")
	}
	fmt.Fprintf(&font, "<`sz val=\"%d\"/><`color rgb=\"FF%s\"/><`name val=\"%s\"/></`font>", l.size, l.ink, face)
	fillID, borderID, horizontal, wrapped := 0, 0, `left" indent="1`, ""
	if l.fill != "" {
		fillID = s.fill(l.fill)
	}
	if l.border {
		var sides strings.Builder
		for _, side := range []string{"left", "right", "top", "bottom"} {
			fmt.Fprintf(&sides, "<`%[1]s style=\"thin\"><`color rgb=\"FF%[2]s\"/></`%[1]s>", side, ruleLine)
		}
		borderID = s.add("borders", "<`border>"+sides.String()+"<`diagonal/></`border>")
	}
	if l.centre {
		horizontal = "center"
	}
	if l.wrap {
		wrapped = ` wrapText="1"`
	}
	return s.add("cellXfs", fmt.Sprintf("<`xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"%d\" borderId=\"%d\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">"+
		"<`alignment horizontal=\"%s\" vertical=\"center\"%s/></`xf>", textFormat, s.add("fonts", font.String()), fillID, borderID, horizontal, wrapped))
}
