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
	// Front makes the lists that lie on top of the forms, when all pages are
	// known; nil for none. It is asked twice: what the lists say of where a form
	// begins must count their own pages in.
	Front func([]forms.Entry) ([]*forms.Form, error)
	// Duplex lets every form begin on the front of a sheet: a blank page
	// follows one with an odd number of pages.
	Duplex bool
	// Numbers has the pages numbered through; nil for none.
	Numbers *Numbers
}

// Report says what was written.
type Report struct {
	Pages   int           // of the file, blank ones too
	Forms   []forms.Entry // with their pages, the forms without their blocks; First counts the lists on top in
	Missing []Missing     // characters that no font has, each once a form and value
}

// Render writes forms as one PDF file, each beginning on a page of its own,
// with a bookmark each when there are several, those of a filing under one. The file depends on nothing but
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
	b := newBundle(w, set, opt)
	for form := range all {
		if err := b.add(form); err != nil {
			return Report{}, err
		}
	}
	if opt.Front != nil {
		if err := b.front(); err != nil {
			return Report{}, err
		}
	}
	return b.close()
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
	opt     Options
	file    *file
	fonts   *fontSet
	glyphs  *glyphs
	kids    []int // page objects
	shared  *shared
	blanks  *blanks
	numbers map[int]numbered // by page object
	report  Report
}

func newBundle(w io.Writer, set *fontSet, opt Options) *bundle {
	f := newFile(w)
	return &bundle{opt: opt, file: f, fonts: set, glyphs: newGlyphs(set), shared: newShared(), blanks: newBlanks(f), numbers: make(map[int]numbered)}
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
	if b.padded(len(b.kids)) > len(b.kids) {
		b.kids = append(b.kids, b.file.add("<</Type/Page/Parent %d 0 R>>", pagesObject))
	}
	return err
}

// padded is a number of pages with the blank one that lets the next form begin on
// a front.
func (b *bundle) padded(pages int) int {
	if b.opt.Duplex {
		pages += pages % 2
	}
	return pages
}

// bare returns a form without its blocks: the report of a large bundle must
// not keep the forms themselves in memory.
func bare(form *forms.Form) *forms.Form {
	b := *form
	b.Blocks, b.Over = nil, nil
	return &b
}

// front writes the lists and puts them before all forms.
func (b *bundle) front() error {
	lists, err := b.opt.Front(b.report.Forms)
	if err != nil {
		return err
	}
	above := 0
	for _, form := range lists {
		pages, _, err := layout(b.fonts, form)
		if err != nil {
			return err
		}
		above += b.padded(len(pages))
	}
	kids, entries := b.kids, b.report.Forms
	for i := range entries {
		entries[i].First += above
	}
	if lists, err = b.opt.Front(entries); err != nil {
		return err
	}
	b.kids, b.report.Forms = nil, nil
	for _, form := range lists {
		if err := b.add(form); err != nil {
			return err
		}
	}
	b.kids = append(b.kids, kids...)
	b.report.Forms = append(b.report.Forms, entries...)
	return nil
}

// close writes fonts, page tree, bookmarks and the end of the file.
func (b *bundle) close() (Report, error) {
	if len(b.kids) == 0 {
		return Report{}, fmt.Errorf("no form to print")
	}
	if err := b.number(); err != nil {
		return Report{}, err
	}
	var names strings.Builder
	for _, u := range b.glyphs.used {
		n, err := b.file.embed(u)
		if err != nil {
			return Report{}, err
		}
		fmt.Fprintf(&names, "/%s %d 0 R", u.name, n)
	}
	b.file.object(resourcesObject, "<</Font<<%s>>%s>>", names.String(), b.blanks.resources())
	b.file.object(pagesObject, "<</Type/Pages/Count %d/MediaBox[0 0 %s %s]/Resources %d 0 R/Kids[%s]>>",
		len(b.kids), number(pageWidth), number(pageHeight), resourcesObject, references(b.kids))
	outlines := ""
	if len(b.report.Forms) > 1 {
		outlines = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", b.bookmarks())
	}
	b.file.object(catalogObject, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", pagesObject, outlines)
	info := "/Creator" + textString("备案台") + "/Title" + textString(b.opt.Title)
	if date := b.opt.Date; !date.IsZero() {
		info += "/CreationDate" + dateString(date) + "/ModDate" + dateString(date)
	}
	b.file.object(infoObject, "<<%s>>", info)
	b.report.Pages = len(b.kids)
	return b.report, b.file.close()
}

func references(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "%d 0 R ", n)
	}
	return strings.TrimSpace(b.String())
}
