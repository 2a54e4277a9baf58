package pdf

import (
	"fmt"
	"strings"

	"beiandesk/forms"
)

// Numbers has the pages of a bundle numbered through, at the left of the foot,
// beside the numbers that they have within their papers.
type Numbers struct {
	Volume int // from 1; 0 for a bundle of one volume
	Before int // pages of the volumes before
}

// say returns what stands on page i, from 0, of n.
func (o *Numbers) say(i, n int) string {
	if o.Volume == 0 {
		return fmt.Sprintf("全册 %d / %d", i+1, n)
	}
	return fmt.Sprintf("第 %d 册 %d / %d　总第 %d 页", o.Volume, i+1, n, o.Before+i+1)
}

// numbered is a page whose number is written when it is known how many there
// are.
type numbered struct {
	object int // of the description
	left   length
}

// numberOf keeps a place for a page's number and returns the entry of its
// description, which goes behind the page's own. Nothing is printed on the blanks
// of others where their user has not put it.
func (b *bundle) numberOf(page int, p *Page, form *forms.Form) string {
	if b.opt.Numbers == nil || p.Blank != nil {
		return ""
	}
	n := numbered{b.file.reserve(), mm(form.Margin)}
	b.numbers[page] = n
	return fmt.Sprintf(" %d 0 R", n.object)
}

// literal escapes what a string in a description may not hold.
var literal = strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)", "\r", "\\r")

// number writes the numbers of all pages that are not blank. They are short:
// packed they would be longer.
func (b *bundle) number() error {
	for i, page := range b.kids {
		n, ok := b.numbers[page]
		if !ok {
			continue
		}
		var codes []byte
		var font *usedFont
		for _, r := range b.opt.Numbers.say(i, len(b.kids)) {
			u, code, err := b.glyphs.font(Song, r)
			if err != nil {
				return err
			}
			font = u
			codes = append(codes, byte(code>>8), byte(code))
		}
		b.file.packed(n.object, fmt.Appendf(nil, "%s g BT /%s %s Tf %s %s Td (%s) Tj ET",
			number(footGray*10), font.name, number(numberSize), number(n.left), number(pageHeight-numberLine), literal.Replace(string(codes))), "")
	}
	return nil
}
