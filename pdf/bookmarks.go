package pdf

import "fmt"

// bookmark is an entry of the document's outline: a form, or a filing with its
// forms below it.
type bookmark struct {
	title  string
	page   int // object
	below  []bookmark
	object int
}

// outline gathers the bookmarks: forms of one filing that follow each other
// come under it.
func (b *bundle) outline() []bookmark {
	var all []bookmark
	entries := b.report.Forms
	for i := 0; i < len(entries); {
		n := i + 1
		for n < len(entries) && len(entries[i].Form.Filings) > 0 && len(entries[n].Form.Filings) > 0 &&
			entries[n].Form.Filings[0] == entries[i].Form.Filings[0] {
			n++
		}
		var forms []bookmark
		for _, e := range entries[i:n] {
			forms = append(forms, bookmark{title: e.Form.Name, page: b.kids[e.First-1]})
		}
		first := entries[i].Form
		switch {
		case len(forms) > 1:
			all = append(all, bookmark{title: headOf(first.Foot, first.Filings[0]), page: forms[0].page, below: forms})
		case len(first.Filings) > 0:
			forms[0].title = first.Filings[0] + " " + forms[0].title
			fallthrough
		default:
			all = append(all, forms[0])
		}
		i = n
	}
	return all
}

// headOf names a filing: as its forms do at their foot, else by its key.
func headOf(foot, key string) string {
	if foot != "" {
		return foot
	}
	return key
}

// bookmarks writes the outline and returns the number of its root. The forms of
// a filing are folded away at first.
func (b *bundle) bookmarks() int {
	root := b.file.reserve()
	all := b.outline()
	b.level(root, all)
	b.file.object(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", all[0].object, all[len(all)-1].object, len(all))
	return root
}

// level writes bookmarks under a parent (ISO 32000-1, 12.3.3).
func (b *bundle) level(parent int, all []bookmark) {
	for i := range all {
		all[i].object = b.file.reserve()
	}
	for i := range all {
		m := &all[i]
		links := ""
		if i > 0 {
			links += fmt.Sprintf("/Prev %d 0 R", all[i-1].object)
		}
		if i+1 < len(all) {
			links += fmt.Sprintf("/Next %d 0 R", all[i+1].object)
		}
		if len(m.below) > 0 {
			b.level(m.object, m.below)
			links += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", m.below[0].object, m.below[len(m.below)-1].object, -len(m.below))
		}
		b.file.object(m.object, "<</Title%s/Parent %d 0 R%s/Dest[%d 0 R/Fit]>>", textString(m.title), parent, links, m.page)
	}
}
