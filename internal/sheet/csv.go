package sheet

import (
	"context"
	"os"
	"strings"
)

// readCSV reads a file of separated values as one sheet without a name. The
// rows count as a spreadsheet that opens the file would count them: blank lines
// count, lines inside quotation marks do not.
func readCSV(ctx context.Context, path string) ([]*grid, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxCSV {
		return nil, tooLarge.at("", nil)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	g := new(grid)
	if err := g.readValues(ctx, s, separator(s)); err != nil {
		return nil, err
	}
	return []*grid{g}, nil
}

// readValues splits the text into rows and cells (RFC 4180, with bare quotation
// marks inside unquoted values taken as they are).
func (g *grid) readValues(ctx context.Context, s string, sep byte) error {
	cells, left := 0, s
	for row := 1; left != ""; row++ {
		if row%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		l := line{row: int32(row)}
		for col, more := 1, true; more; col++ {
			var value string
			var ok bool
			value, left, more, ok = nextValue(left, sep)
			if !ok {
				return openQuote.at(inRow("", row), nil)
			}
			if value == "" {
				continue
			}
			if col > maxColumns {
				return tooWide.at(inRow("", row), nil)
			}
			if cells++; cells > maxCells {
				return tooManyCells.at(inRow("", row), nil)
			}
			l.cells = append(l.cells, cell{col: int16(col), text: unwrap(value)})
		}
		if len(l.cells) == 0 {
			continue
		}
		if len(g.lines) == maxRows+headerRows {
			return tooManyRows.at(inRow("", row), nil)
		}
		g.lines = append(g.lines, l)
	}
	return nil
}

// nextValue cuts the first value off s; more is false when it was the last of
// its row, ok when a quotation mark is not closed.
func nextValue(s string, sep byte) (value, rest string, more, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexAny(s, string(sep)+"\r\n")
		if end < 0 {
			return s, "", false, true
		}
		more, rest = cutEnd(s[end:], sep)
		return s[:end], rest, more, true
	}
	var b strings.Builder
	s = s[1:]
	for {
		end := strings.IndexByte(s, '"')
		if end < 0 {
			return "", "", false, false
		}
		b.WriteString(s[:end])
		s = s[end+1:]
		if !strings.HasPrefix(s, `"`) {
			break
		}
		b.WriteByte('"')
		s = s[1:]
	}
	// What follows the closing mark up to the separator still belongs to it.
	end := strings.IndexAny(s, string(sep)+"\r\n")
	if end < 0 {
		return b.String() + s, "", false, true
	}
	b.WriteString(s[:end])
	more, rest = cutEnd(s[end:], sep)
	return b.String(), rest, more, true
}

// cutEnd cuts the separator or the line break that s begins with.
func cutEnd(s string, sep byte) (more bool, rest string) {
	if s[0] == sep {
		return true, s[1:]
	}
	if strings.HasPrefix(s, "\r\n") {
		return false, s[2:]
	}
	return false, s[1:]
}

// unwrap undoes ="0123", which portals write so that a spreadsheet keeps the
// digits.
func unwrap(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok {
		if inner, ok := strings.CutSuffix(inner, `"`); ok {
			return inner
		}
	}
	return s
}
