package pdf

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"beiandesk/forms"
)

// Options say what the file tells of itself.
type Options struct {
	Title string    // shown by viewers
	Date  time.Time // of making; the zero time leaves it out
	// Cover makes a form that lies on top of the others, when all pages are
	// known; nil for none.
	Cover func([]forms.Entry) (*forms.Form, error)
}

// Report says what was written.
type Report struct {
	Pages   int           // of the file
	Forms   []forms.Entry // with their pages, the forms without their blocks; First counts the cover in
	Missing []Missing     // characters that no font has, each once a form and value
}

// Render writes forms as one PDF file, each beginning on a page of its own,
// with a bookmark each when there are several. The file depends on nothing but
// what is given: the same forms give the same bytes.
//
// Characters that no font has are drawn as 〓 and reported as missing.
func Render(w io.Writer, all []*forms.Form, opt Options) (Report, error) {
	return Bundle(w, slices.Values(all), opt)
}

// Bundle is like [Render] for forms that come one after the other: it holds
// one form's pages at a time in memory, however many there are.
func Bundle(w io.Writer, all iter.Seq[*forms.Form], opt Options) (Report, error) {
	set, err := fonts()
	if err != nil {
		return Report{}, err
	}
	b := &bundle{file: newFile(w), fonts: set, glyphs: newGlyphs(set), shared: newShared()}
	for form := range all {
		if err := b.add(form); err != nil {
			return Report{}, err
		}
	}
	if opt.Cover != nil {
		if err := b.cover(opt.Cover); err != nil {
			return Report{}, err
		}
	}
	return b.close(opt)
}

// Count returns how many pages a form has.
func Count(form *forms.Form) (int, error) {
	set, err := fonts()
	if err != nil {
		return 0, err
	}
	pages, _, err := layout(set, form)
	return len(pages), err
}

// Layout returns a form's pages as display lists, and the characters that no
// font has.
func Layout(form *forms.Form) ([]*Page, []Missing, error) {
	set, err := fonts()
	if err != nil {
		return nil, nil, err
	}
	return layout(set, form)
}

// Unprintable returns the characters of a text that no font has, each once, in
// their order.
func Unprintable(text string) []rune {
	set, err := fonts()
	if err != nil {
		return nil // rendering says it
	}
	var none []rune
	for _, r := range Clean(text) {
		if r == '\n' || r < 0x80 || slices.Contains(none, r) {
			continue
		}
		if _, _, ok := set.pick(Song, r); !ok {
			none = append(none, r)
		}
	}
	return none
}

// bundle is a file in the making.
type bundle struct {
	file   *file
	fonts  *fontSet
	glyphs *glyphs
	kids   []int // page objects
	shared *shared
	report Report
}

// add lays a form out and writes its pages.
func (b *bundle) add(form *forms.Form) error {
	pages, missing, err := layout(b.fonts, form)
	if err != nil {
		return err
	}
	b.report.Forms = append(b.report.Forms, forms.Entry{Form: bare(form), Pages: len(pages), First: len(b.kids) + 1})
	b.report.Missing = append(b.report.Missing, missing...)
	kids, err := b.write(form, pages)
	b.kids = append(b.kids, kids...)
	return err
}

// bare returns a form without its blocks: the report of a large bundle must
// not keep the forms themselves in memory.
func bare(form *forms.Form) *forms.Form {
	b := *form
	b.Blocks = nil
	return &b
}

// cover writes the covering form and puts it before all others.
func (b *bundle) cover(make func([]forms.Entry) (*forms.Form, error)) error {
	form, err := make(b.report.Forms)
	if err != nil {
		return err
	}
	pages, missing, err := layout(b.fonts, form)
	if err != nil {
		return err
	}
	kids, err := b.write(form, pages)
	b.kids = append(kids, b.kids...)
	for i := range b.report.Forms {
		b.report.Forms[i].First += len(kids)
	}
	b.report.Forms = slices.Insert(b.report.Forms, 0, forms.Entry{Form: bare(form), Pages: len(kids), First: 1})
	b.report.Missing = append(b.report.Missing, missing...)
	return err
}

// close writes fonts, page tree, bookmarks and the end of the file.
func (b *bundle) close(opt Options) (Report, error) {
	if len(b.kids) == 0 {
		return Report{}, fmt.Errorf("no form to print")
	}
	var names strings.Builder
	for _, u := range b.glyphs.used {
		n, err := b.file.embed(u)
		if err != nil {
			return Report{}, err
		}
		fmt.Fprintf(&names, "/%s %d 0 R", u.name, n)
	}
	b.file.object(resourcesObject, "<</Font<<%s>>>>", names.String())
	b.file.object(pagesObject, "<</Type/Pages/Count %d/MediaBox[0 0 %s %s]/Resources %d 0 R/Kids[%s]>>",
		len(b.kids), number(pageWidth), number(pageHeight), resourcesObject, references(b.kids))
	outlines := ""
	if len(b.report.Forms) > 1 {
		outlines = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", b.bookmarks())
	}
	b.file.object(catalogObject, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", pagesObject, outlines)
	info := "/Title" + textString(opt.Title)
	if !opt.Date.IsZero() {
		info += "/CreationDate" + dateString(opt.Date) + "/ModDate" + dateString(opt.Date)
	}
	b.file.object(infoObject, "<<%s>>", info)
	b.report.Pages = len(b.kids)
	return b.report, b.file.close()
}

// bookmarks writes one bookmark a form and returns the number of their root.
func (b *bundle) bookmarks() int {
	root := b.file.reserve()
	items := make([]int, len(b.report.Forms))
	for i := range items {
		items[i] = b.file.reserve()
	}
	for i, e := range b.report.Forms {
		title := e.Form.Name
		if len(e.Form.Filings) > 0 {
			title = e.Form.Filings[0] + " " + title
		}
		links := ""
		if i > 0 {
			links += fmt.Sprintf("/Prev %d 0 R", items[i-1])
		}
		if i+1 < len(items) {
			links += fmt.Sprintf("/Next %d 0 R", items[i+1])
		}
		b.file.object(items[i], "<</Title%s/Parent %d 0 R%s/Dest[%d 0 R/Fit]>>", textString(title), root, links, b.kids[e.First-1])
	}
	b.file.object(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", items[0], items[len(items)-1], len(items))
	return root
}

func references(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "%d 0 R ", n)
	}
	return strings.TrimSpace(b.String())
}
