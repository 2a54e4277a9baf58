package forms

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"beiandesk/internal/blank"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	"beiandesk/internal/provider"
)

// What a placement takes where the file does not say.
const (
	usualOver  = 10.5 // points
	usualTick  = 4    // mm, either way
	usualSeal  = 40   // mm, either way
	overPitch  = 1.3  // height of a line, in sizes
	leastOver  = 3    // mm, width of a box
	edgeOfPage = 10   // mm left free at the right, where no width is said
	millimetre = 72 / 25.4
)

// overlay reads the blank and what stands on it.
func (p *parser) overlay(s *sheet, doc fileDoc) {
	if s.list != "" {
		p.wrong(p.lines.ofEntry("overlay"), overlayList)
	}
	if len(doc.Blocks) > 0 {
		p.wrong(p.lines.of(place{row: -1}), blocksOverlay)
	}
	if len(doc.Places) == 0 {
		p.wrong(p.lines.ofEntry("overlay"), noPlaces)
	}
	file := p.blank(doc.Overlay)
	if file == nil {
		return
	}
	s.form.Over = &Overlay{File: doc.Overlay}
	numbers := doc.Pages
	if len(numbers) == 0 {
		for i := range file.Pages {
			numbers = append(numbers, i+1)
		}
	}
	for i, n := range numbers {
		if n < 1 || n > len(file.Pages) || slices.Contains(numbers[:i], n) {
			p.wrong(p.lines.ofEntry("pages"), badPages, n, doc.Overlay, len(file.Pages))
			return
		}
		s.form.Over.Pages = append(s.form.Over.Pages, file.Pages[n-1])
	}
	p.markAt(s.form.Over, doc.MarkAt)
	for i, placed := range doc.Places {
		s.places = append(s.places, p.placing(place{block: i, row: -1, over: true}, placed, s.form.Over, numbers))
	}
}

// blank reads the blank; nil, with a fault, when it cannot be used.
func (p *parser) blank(name string) *blank.File {
	line := p.lines.ofEntry("overlay")
	if !fs.ValidPath(name) || path.Base(name) == "." || !strings.EqualFold(path.Ext(name), ".pdf") {
		p.wrong(line, badBlankName, name)
		return nil
	}
	data, err := readBlank(p.files, name)
	var file *blank.File
	if err == nil {
		file, err = blank.Open(data)
	}
	if err != nil {
		p.faults = append(p.faults, &provider.Fault{File: p.file, Line: line, Text: BlankFault(name, err)})
		return nil
	}
	return file
}

func readBlank(files fs.FS, name string) ([]byte, error) {
	if files == nil {
		return nil, fs.ErrNotExist
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, blank.MaxBytes+1))
}

func (p *parser) markAt(over *Overlay, at []float64) {
	if at == nil {
		return
	}
	line := p.lines.ofEntry("mark")
	if len(at) != 2 {
		p.wrong(line, badMarkAt)
		return
	}
	for _, page := range over.Pages {
		width, height := Paper(page)
		if !p.inside(line, [4]float64{at[0], at[1], MarkSide, MarkSide}, width, height) {
			return
		}
	}
	over.MarkAt = &Point{at[0], at[1]}
}

// content is what a placement shows: exactly one of its entries.
type content struct {
	kind PlacementKind
	text string
}

func (d placeDoc) contents() (all []content) {
	for _, c := range []content{{TextPlace, d.Text}, {TickPlace, d.Tick}, {CrossPlace, d.Cross}, {SignPlace, d.Sign}, {DatePlace, d.Date}, {SealPlace, d.Seal}} {
		if c.text != "" {
			all = append(all, c)
		}
	}
	return all
}

func (p *parser) placing(at place, doc placeDoc, over *Overlay, numbers []int) placing {
	line := p.lines.of(at)
	all := doc.contents()
	if len(all) != 1 {
		p.wrong(line, badContents)
		return placing{}
	}
	index := slices.Index(numbers, doc.Page)
	if index < 0 {
		p.wrong(line, badPage, doc.Page, oneOfPages(numbers))
		return placing{}
	}
	made := placing{Placement: Placement{Kind: all[0].kind, Page: index, X: doc.X, Y: doc.Y, Width: doc.Width, Height: doc.Height, Name: doc.Name,
		Size: or(doc.Size, usualOver), Hei: doc.Font == "hei", Align: Align(doc.Align), Code: doc.Code,
		ByProvider: doc.By == "provider", Undated: doc.Undated}, each: doc.Each, rows: doc.Rows, step: doc.Step}
	made.only = p.narrow(at, doc.Provinces, doc.Except, doc.If)
	p.within(line, "size", made.Size, minSize, maxSize)
	p.align(line, made.Align)
	if doc.Font != "" && doc.Font != "hei" && doc.Font != "song" {
		p.wrong(line, badFont, doc.Font)
	}
	if doc.By != "" && doc.By != "provider" {
		p.wrong(line, badSigner, doc.By)
	}
	p.shows(at, &made, all[0].text)
	width, height := Paper(over.Pages[index])
	made.usual(width)
	if p.repeats(line, &made) {
		high := made.Height + float64(max(made.rows-1, 0))*made.step
		p.inside(line, [4]float64{made.X, made.Y, made.Width, high}, width, height)
	}
	return made
}

// shows reads what is placed.
func (p *parser) shows(at place, made *placing, text string) {
	switch made.Kind {
	case TextPlace:
		made.Text = p.text(at, text)
		for i, s := range made.Text {
			if s.Key != "blank" {
				made.Text[i].Blank = 0 // the blank has lines of its own
			}
		}
		if made.Name == "" {
			made.Name = nameOf(made.Text)
		}
	case TickPlace, CrossPlace:
		key, want, equals := strings.Cut(text, "=")
		if key == "" || equals && want == "" || !p.known(key) {
			p.wrong(p.lines.ofText(at, text), badCondition, text)
		}
		if made.only.key != "" {
			p.wrong(p.lines.of(at), tickAndIf)
		}
		made.only.key, made.only.want, made.Name = key, want, text
	default:
		made.Name = text
	}
}

// nameOf names a text by the first field in it.
func nameOf(t Text) string {
	for _, s := range t {
		if field, ok := filing.ByKey(s.Key); ok {
			return filing.Fields[field].Label.ZH
		}
	}
	return ""
}

// usual fills in the size of a box that does not say it.
func (p *placing) usual(width float64) {
	w, h := width-edgeOfPage-p.X, p.Size*overPitch/millimetre
	switch p.Kind {
	case TickPlace, CrossPlace:
		w, h = usualTick, usualTick
	case SealPlace:
		w, h = usualSeal, usualSeal
	}
	p.Width, p.Height = or(p.Width, w), or(p.Height, h)
}

// repeats checks what is said of rows.
func (p *parser) repeats(line int, made *placing) bool {
	switch {
	case !made.each && (made.rows != 0 || made.step != 0):
		p.wrong(line, rowsNoEach)
	case made.each && made.Kind != TextPlace && made.Kind != TickPlace && made.Kind != CrossPlace:
		p.wrong(line, eachSigned)
	case made.each && (made.rows < 1 || made.rows > 100 || made.rows > 1 && !within(made.step, made.Height, maxLength)):
		p.wrong(line, badRows, made.Height)
	default:
		return true
	}
	return false
}

// inside checks that a box (left, top, width, height) is on the page.
func (p *parser) inside(line int, box [4]float64, width, height float64) bool {
	const blur = 0.05 // mm: what rounding may add
	ok := box[0] >= 0 && box[1] >= 0 && box[2] >= leastOver && box[3] > 0 && box[0]+box[2] <= width+blur && box[1]+box[3] <= height+blur
	if !ok {
		p.wrong(line, offPage, box[0], box[1], box[2], box[3], width, height)
	}
	return ok
}

// MarkSide is the side of the square that a mark takes on a page, in
// millimetres, with the free space around it.
const MarkSide = (mark.Modules + 2*mark.Quiet) * mark.ModuleMM

// Paper returns the size of the sheet that a page of a blank is printed on, in
// millimetres: A4, upright or across as the page is.
func Paper(p *blank.Page) (width, height float64) {
	if p.Width > p.Height {
		return 297, 210
	}
	return 210, 297
}
