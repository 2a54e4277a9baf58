package picture

import (
	"bytes"
	"errors"
	"strconv"
)

// The objects of a PDF (ISO 32000-1, 7.3): nil, bool, float64, pdfName,
// pdfString, []any, pdfDict, pdfRef and *pdfStream; in a page's content also
// pdfOperator.
type (
	pdfName     string
	pdfString   string
	pdfOperator string
	pdfDict     map[pdfName]any
	pdfRef      int
	pdfStream   struct {
		dict pdfDict
		raw  []byte
	}
)

// Limits of what is read: a scanner's files come nowhere near.
const (
	maxPDFDepth   = 40
	maxPDFObjects = 1_000_000
)

var errPDF = errors.New("a broken object")

// pdfLexer reads objects one after the other.
type pdfLexer struct {
	data []byte
	at   int
}

func isSpace(b byte) bool {
	return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0
}

func isDelimiter(b byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), b) >= 0 }

func (l *pdfLexer) skip() {
	for l.at < len(l.data) {
		switch b := l.data[l.at]; {
		case isSpace(b):
			l.at++
		case b == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// word reads up to the next space or delimiter.
func (l *pdfLexer) word() string {
	start := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[start:l.at])
}

// next reads one object; errPDF at the end too.
func (l *pdfLexer) next(depth int) (any, error) {
	l.skip()
	if l.at >= len(l.data) || depth > maxPDFDepth {
		return nil, errPDF
	}
	rest := l.data[l.at:]
	switch {
	case rest[0] == '/':
		l.at++
		return l.name(), nil
	case rest[0] == '(':
		return l.literal(), nil
	case bytes.HasPrefix(rest, []byte("<<")):
		l.at += 2
		return l.dict(depth)
	case rest[0] == '<':
		return l.hex(), nil
	case rest[0] == '[':
		l.at++
		return l.array(depth)
	case isDelimiter(rest[0]):
		l.at++
		return pdfOperator(rest[:1]), nil
	}
	w := l.word()
	if v, err := strconv.ParseFloat(w, 64); err == nil && v == v && v < 1e15 && v > -1e15 {
		if ref, ok := l.reference(v); ok {
			return ref, nil
		}
		return v, nil
	}
	switch w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return pdfOperator(w), nil
}

// reference looks whether a number starts “7 0 R”.
func (l *pdfLexer) reference(v float64) (pdfRef, bool) {
	if v < 0 || v != float64(int(v)) {
		return 0, false
	}
	back := l.at
	l.skip()
	generation := l.word()
	l.skip()
	if len(generation) > 0 && len(generation) <= 5 && isDigits(generation) && l.word() == "R" {
		return pdfRef(v), true
	}
	l.at = back
	return 0, false
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func (l *pdfLexer) name() pdfName {
	w := l.word()
	if bytes.IndexByte([]byte(w), '#') < 0 {
		return pdfName(w)
	}
	var out []byte
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if v, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return pdfName(out)
}

// literal reads a text in parentheses; what its escapes mean is of no concern,
// beside those of a palette.
func (l *pdfLexer) literal() pdfString {
	var out []byte
	level := 0
	for ; l.at < len(l.data); l.at++ {
		b := l.data[l.at]
		switch b {
		case '(':
			if level++; level == 1 {
				continue
			}
		case ')':
			if level--; level == 0 {
				l.at++
				return pdfString(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, b)
	}
	return pdfString(out)
}

func (l *pdfLexer) escape(out []byte) []byte {
	l.at++
	if l.at >= len(l.data) {
		return out
	}
	b := l.data[l.at]
	if i := bytes.IndexByte([]byte("nrtbf"), b); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if b < '0' || b > '7' {
		if b == '\n' || b == '\r' {
			return out
		}
		return append(out, b)
	}
	v := 0
	for i := 0; i < 3 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		v = v*8 + int(l.data[l.at]-'0')
		l.at++
	}
	l.at--
	return append(out, byte(v))
}

func (l *pdfLexer) hex() pdfString {
	end := bytes.IndexByte(l.data[l.at:], '>')
	if end < 0 {
		end = len(l.data) - l.at - 1
	}
	digits := l.data[l.at+1 : max(l.at+1, l.at+end)]
	l.at += end + 1
	return pdfString(unhex(digits))
}

// unhex ignores what is no digit.
func unhex(digits []byte) (out []byte) {
	half, have := byte(0), false
	for _, d := range digits {
		v, err := strconv.ParseUint(string(d), 16, 8)
		if err != nil {
			continue
		}
		if have {
			out = append(out, half<<4|byte(v))
		}
		half, have = byte(v), !have
	}
	if have {
		out = append(out, half<<4)
	}
	return out
}

func (l *pdfLexer) array(depth int) (any, error) {
	out := []any{}
	for {
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if v == pdfOperator("]") {
			return out, nil
		}
		if len(out) >= maxPDFObjects {
			return nil, errPDF
		}
		out = append(out, v)
	}
}

func (l *pdfLexer) dict(depth int) (any, error) {
	out := pdfDict{}
	for {
		key, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		name, ok := key.(pdfName)
		if !ok {
			if key == pdfOperator(">") { // of ">>", the first half
				if l.at < len(l.data) && l.data[l.at] == '>' {
					l.at++
				}
				return out, nil
			}
			return nil, errPDF
		}
		value, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if value == pdfOperator(">") {
			return nil, errPDF
		}
		out[name] = value
	}
}
