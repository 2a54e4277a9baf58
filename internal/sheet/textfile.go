package sheet

import (
	"bytes"
	"math"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decodeText decodes what has a byte order mark by it, else UTF-16 where it is
// evident, else UTF-8, else GB18030, which Chinese spreadsheets write by default.
func decodeText(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, utf16LE), bytes.HasPrefix(data, utf16BE):
		return decodeUTF16(data, unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(data, utf8BOM):
		if at := invalidUTF8(data); at >= 0 {
			return "", badEncoding.at(inRow("", rowAt(data, at)), nil)
		}
		return string(data[len(utf8BOM):]), nil
	}
	if order, ok := bareUTF16(data[:min(len(data), headSize)]); ok {
		return decodeUTF16(data, order, unicode.IgnoreBOM)
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return "", badEncoding.at("", err)
	}
	if at := bytes.IndexRune(out, utf8.RuneError); at >= 0 {
		return "", badEncoding.at(inRow("", rowAt(out, at)), nil)
	}
	return string(out), nil
}

func decodeUTF16(data []byte, order unicode.Endianness, mark unicode.BOMPolicy) (string, error) {
	out, err := unicode.UTF16(order, mark).NewDecoder().Bytes(data)
	if err != nil {
		return "", badEncoding.at("", err)
	}
	if at := bytes.IndexRune(out, utf8.RuneError); at >= 0 {
		return "", badEncoding.at(inRow("", rowAt(out, at)), nil)
	}
	return string(out), nil
}

// invalidUTF8 returns where data stops to be UTF-8, -1 for nowhere.
func invalidUTF8(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func rowAt(text []byte, at int) int { return 1 + bytes.Count(text[:at], []byte("\n")) }

// bareUTF16 reports whether the head of a file is UTF-16 without a byte order
// mark, and in which order. It is when there are zero bytes, which no other
// encoding of text has, and when read so it is made of the characters that tables
// are made of.
func bareUTF16(head []byte) (unicode.Endianness, bool) {
	if bytes.IndexByte(head, 0) < 0 {
		return unicode.LittleEndian, false
	}
	little, big := ordinary(head, 0), ordinary(head, 1)
	if little > big {
		return unicode.LittleEndian, little >= mostlyOrdinary
	}
	return unicode.BigEndian, big >= mostlyOrdinary
}

// mostlyOrdinary is the share of ordinary characters from which on a file is text.
const mostlyOrdinary = 0.9

// ordinary returns the share of printable ASCII, line ends, tabs, ideographs and
// full-width forms among the UTF-16 units; low is where the lower byte of a unit
// stands in it.
func ordinary(head []byte, low int) float64 {
	count := 0
	for i := 0; i+1 < len(head); i += 2 {
		unit := uint16(head[i+low]) | uint16(head[i+1-low])<<8
		switch {
		case 0x20 <= unit && unit < 0x7f, unit == '\t', unit == '\r', unit == '\n',
			0x2010 <= unit && unit < 0x2040, 0x3000 <= unit && unit < 0xa000, 0xff00 <= unit && unit < 0xfff0, utf16.IsSurrogate(rune(unit)):
			count++
		}
	}
	return float64(count) / max(1, float64(len(head)/2))
}

// separators are what stands between values, likelier ones first.
var separators = []byte{',', '\t', ';', '|'}

const sampleRows = 50 // rows that the separator is found by

// separator finds what separates the values: of the separators, the one that
// splits the most rows into the same number of values, the more the better. One
// that splits the first row that can be split at all, the header as a rule, as it
// splits the others counts double: commas in values are seldom in headers too.
func separator(s string) byte {
	counts := make([][]int, len(separators))
	first := math.MaxInt // row that can be split
	for i, sep := range separators {
		counts[i] = valuesPerRow(s, sep)
		for row, n := range counts[i] {
			if n > 1 {
				first = min(first, row)
				break
			}
		}
	}
	best, most := separators[0], 0.0
	for i, sep := range separators {
		usual, rows := mode(counts[i])
		score := float64(rows) / float64(max(1, len(counts[i]))) * math.Log2(float64(usual))
		if first < len(counts[i]) && counts[i][first] == usual {
			score *= 2
		}
		if score > most {
			best, most = sep, score
		}
	}
	return best
}

// valuesPerRow counts the values of the first rows that are not blank.
func valuesPerRow(s string, sep byte) (counts []int) {
	for s != "" && len(counts) < sampleRows {
		n, filled := 0, false
		for more := true; more; n++ {
			var value string
			var ok bool
			value, s, more, ok = nextValue(s, sep)
			if !ok { // a quotation mark inside a value of another separator
				return append(counts, n)
			}
			filled = filled || value != ""
		}
		if filled {
			counts = append(counts, n)
		}
	}
	return counts
}

// mode returns the most frequent number above one, the greatest of several, and
// how often it occurs; 1 when there is none.
func mode(counts []int) (value, times int) {
	value = 1
	of := make(map[int]int)
	for _, n := range counts {
		if n > 1 {
			of[n]++
		}
	}
	for n, k := range of {
		if k > times || k == times && n > value {
			value, times = n, k
		}
	}
	return value, times
}
