package pdf

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// embed writes a font, cut to the glyphs in use, and returns the number of its
// object.
func (f *file) embed(u *usedFont) (int, error) {
	cut, err := u.font.Cut(u.gids)
	if err != nil {
		return 0, fmt.Errorf("cut font %s: %w", u.font.Name, err)
	}
	name := subsetTag(u) + "+" + u.font.Name
	program := f.stream(cut, fmt.Sprintf("/Length1 %d", len(cut)))
	// Flag 4: the glyphs are not those of the standard Latin set.
	descriptor := f.add("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, u.font.Box[0], u.font.Box[1], u.font.Box[2], u.font.Box[3], u.font.Ascent, u.font.Descent, u.font.CapHeight, program)
	descendant := f.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[%s]>>",
		name, descriptor, widths(u))
	meaning := f.stream(toUnicode(u), "")
	return f.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, meaning), nil
}

// subsetTag returns six letters that tell cut fonts of one name apart.
func subsetTag(u *usedFont) string {
	sum := sha256.Sum256([]byte(u.font.Name + string(u.runes)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// widths lists the widths of glyphs that are not as wide as high.
func widths(u *usedFont) string {
	var b strings.Builder
	open := false
	for code, gid := range u.gids {
		w := u.font.Advance(gid)
		switch {
		case w == 1000 && open:
			b.WriteByte(']')
			open = false
		case w != 1000 && !open:
			fmt.Fprintf(&b, " %d[%d", code, w)
			open = true
		case w != 1000:
			fmt.Fprintf(&b, " %d", w)
		}
	}
	if open {
		b.WriteByte(']')
	}
	return b.String()
}

// toUnicode maps glyphs back to characters (ISO 32000-1, 9.10.3). A range may
// not reach over a change of the code's high byte, and a block holds at most
// 100 ranges.
func toUnicode(u *usedFont) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const ranges = 100
	pages := (len(u.runes) + 255) / 256
	for page := 0; page < pages; page += ranges {
		n := min(ranges, pages-page)
		fmt.Fprintf(&b, "%d beginbfrange\n", n)
		for hi := page; hi < page+n; hi++ {
			first, last := 256*hi, min(256*hi+256, len(u.runes))-1
			fmt.Fprintf(&b, "<%04X><%04X>[", first, last)
			for _, r := range u.runes[first : last+1] {
				b.WriteByte('<')
				for _, unit := range utf16.Encode([]rune{r}) {
					fmt.Fprintf(&b, "%04X", unit)
				}
				b.WriteByte('>')
			}
			b.WriteString("]\n")
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
