package mark

import (
	"slices"
	"strings"
)

// alphabet is Crockford's base 32: digits and capitals without I, L, O and U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// first is the character that every mark of this layout begins with.
const first = 'B'

// length of a mark's text, and of the groups that it is printed in for people.
const (
	length = 20
	group  = 5
)

// mostPages is the highest page number that a mark holds.
const mostPages = 1<<9 - 1

// layout lists the widths of a mark's parts in bits: batch, key, entity, site,
// paper, page, pages, checksum of the values, check of the mark itself.
var layout = [...]int{15, 15, 10, 10, 4, 9, 9, 16, checkBits}

const checkBits = 7

// Text writes the mark as its code holds it. A page number beyond 511 is
// written as 0, which no reader takes for a page.
func (m Mark) Text() string {
	page, pages := m.Page, m.Pages
	if pages > mostPages {
		page, pages = 0, 0
	}
	parts := [...]uint16{m.Batch, m.Key, m.Entity, m.Site, uint16(max(0, slices.Index(papers[:], m.Paper))), uint16(page), uint16(pages), m.Sum, 0}
	var bits []byte
	for i, width := range layout {
		for b := width - 1; b >= 0; b-- {
			bits = append(bits, byte(parts[i]>>b&1))
		}
	}
	put(bits[len(bits)-checkBits:], check(bits[:len(bits)-checkBits]))
	text := []byte{first}
	for ; len(bits) > 0; bits = bits[5:] {
		text = append(text, alphabet[take(bits[:5])])
	}
	return string(text)
}

// Readable writes the mark for people: in groups of five.
func (m Mark) Readable() string {
	text := m.Text()
	var groups []string
	for ; len(text) > 0; text = text[group:] {
		groups = append(groups, text[:group])
	}
	return strings.Join(groups, " ")
}

// lookalikes are characters that people type for others; spaces and hyphens
// between groups do not count.
var lookalikes = strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1")

// Parse reads a mark as its code holds it or as people write it, and reports
// whether it is one.
func Parse(s string) (Mark, bool) {
	if len(s) > 4*length {
		return Mark{}, false
	}
	s = lookalikes.Replace(strings.ToUpper(s))
	if len(s) != length || s[0] != first {
		return Mark{}, false
	}
	var bits []byte
	for _, c := range []byte(s[1:]) {
		value := strings.IndexByte(alphabet, c)
		if value < 0 {
			return Mark{}, false
		}
		five := make([]byte, 5)
		put(five, uint16(value))
		bits = append(bits, five...)
	}
	if take(bits[len(bits)-checkBits:]) != check(bits[:len(bits)-checkBits]) {
		return Mark{}, false
	}
	var parts [len(layout)]uint16
	for i, width := range layout {
		parts[i] = take(bits[:width])
		bits = bits[width:]
	}
	m := Mark{Batch: parts[0], Key: parts[1], Entity: parts[2], Site: parts[3], Paper: papers[parts[4]],
		Page: int(parts[5]), Pages: int(parts[6]), Sum: parts[7]}
	return m, m.Paper != "" && m.Page >= 1 && m.Page <= m.Pages
}

// check is a cyclic redundancy check of bits: the polynomial x⁷+x³+1 of MMC
// (JESD84, 8.2).
func check(bits []byte) uint16 {
	var crc uint16
	for _, b := range append(slices.Clone(bits), make([]byte, checkBits)...) {
		crc = crc<<1 | uint16(b)
		if crc&(1<<checkBits) != 0 {
			crc ^= 1<<checkBits | 1<<3 | 1
		}
	}
	return crc ^ 0x5A // all zeros are no mark
}

func put(bits []byte, value uint16) {
	for i := range bits {
		bits[i] = byte(value >> (len(bits) - 1 - i) & 1)
	}
}

func take(bits []byte) (value uint16) {
	for _, b := range bits {
		value = value<<1 | uint16(b)
	}
	return value
}
