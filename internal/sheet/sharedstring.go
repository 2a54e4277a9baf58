package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// sharedStrings reads the table of texts that cells refer to by number; part
// may be "" for a workbook without one. It stops at maxCells.
func (c *container) sharedStrings(part string) ([]string, error) {
	if part == "" || c.parts[part] == nil {
		return nil, nil // a cell that refers to it is an error of that cell
	}
	x, err := c.open(part)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	defer func(text int) { c.text = text }(c.text) // the cells count theirs anew
	var table []string
	var text []byte
	inText := false
	for {
		tok, err := x.next()
		if err == io.EOF {
			return table, nil
		}
		if err != nil {
			return nil, broken(part, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "si":
				text = text[:0]
			case "t":
				inText = true
			case "rPh": // the reading of a word in kana, not its text
				if err := x.skip(); err != nil {
					return nil, broken(part, err)
				}
			}
		case xml.CharData:
			if inText {
				text = append(text, e...)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				inText = false
			case "si":
				if len(table) == maxCells {
					return nil, tooManyCells.at(part, nil)
				}
				entry := unescape(string(text))
				if err := c.spend(entry); err != nil {
					return nil, broken(part, err)
				}
				table = append(table, entry)
			}
		}
	}
}

// unescape undoes the escapes _xHHHH_ of texts in workbooks (ST_Xstring,
// ECMA-376 part 1, 22.9.2.19). Two escapes of a surrogate pair are one
// character.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		unit, ok := escaped(s[i:])
		if !ok {
			b.WriteByte(s[i])
			i++
			continue
		}
		i += len("_xHHHH_")
		r := rune(unit)
		if utf16.IsSurrogate(r) {
			if low, ok := escaped(s[i:]); ok && utf16.DecodeRune(r, rune(low)) != '\ufffd' {
				r = utf16.DecodeRune(r, rune(low))
				i += len("_xHHHH_")
			}
		}
		b.WriteRune(r) // a lone surrogate becomes U+FFFD
	}
	return b.String()
}

func escaped(s string) (unit uint16, ok bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}
