package pdf

import (
	"crypto/sha256"
	"fmt"

	"beiandesk/forms"
)

// shared knows the page descriptions that pages have in common: the wording
// and rules of a form come out the same for most filings, and are written
// once. A page then has two descriptions, the common one and that of its
// values.
type shared struct {
	times   map[string]int            // how often a form was written, by name
	objects map[[sha256.Size]byte]int // objects of common descriptions
}

func newShared() *shared {
	return &shared{times: make(map[string]int), objects: make(map[[sha256.Size]byte]int)}
}

// write writes a form's pages and returns the numbers of their objects. The
// first time a form comes, its pages are written whole: most files have each
// form once.
func (b *bundle) write(form *forms.Form, pages []*Page) ([]int, error) {
	b.shared.times[form.Name]++
	divided := b.shared.times[form.Name] > 1
	var lists []opList
	var common [][sha256.Size]byte
	for _, p := range pages {
		_, height := p.size()
		if !divided {
			lists = append(lists, opList{p.Ops, height})
			continue
		}
		own, values := p.divide()
		sum := sha256.Sum256(fmt.Append(nil, own, p.Across))
		common = append(common, sum)
		if _, ok := b.shared.objects[sum]; !ok {
			b.shared.objects[sum] = 0 // written below
			lists = append(lists, opList{own, height})
		}
		lists = append(lists, opList{values, height})
	}
	streams, err := b.glyphs.content(lists)
	if err != nil {
		return nil, err
	}
	next := func() int {
		n := b.file.stream(streams[0], "")
		streams = streams[1:]
		return n
	}
	kids := make([]int, len(pages))
	for i, p := range pages {
		contents := b.under(p)
		if divided {
			if b.shared.objects[common[i]] == 0 {
				b.shared.objects[common[i]] = next()
			}
			contents += fmt.Sprintf("%d 0 R ", b.shared.objects[common[i]])
		}
		contents += fmt.Sprintf("%d 0 R", next())
		kids[i] = b.file.reserve()
		contents += b.numberOf(kids[i], p, form)
		b.file.object(kids[i], "<</Type/Page/Parent %d 0 R/Contents[%s]%s>>", pagesObject, contents, across(p))
	}
	return kids, b.file.err
}

// divide parts what belongs to the form from what belongs to the filing.
func (p *Page) divide() (own, values []Op) {
	for _, op := range p.Ops {
		if op.Value {
			values = append(values, op)
		} else {
			own = append(own, op)
		}
	}
	return own, values
}
