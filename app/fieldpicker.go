package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// fieldQuestion is which field a column is read into.
type fieldQuestion struct {
	column *job.TableColumn
	now    string            // its field so far, "" for none
	told   bool              // by the user, so that it can be left to what is found out
	read   map[string]string // by field, the cell of the column that is read into it
}

// fieldOption is a line of the list: a heading, or a field to choose.
type fieldOption struct {
	heading bool
	key     string // "" leaves it to what is found out
	label   string
	note    string
	words   string // that a search finds it by
}

// options lists what may be chosen: likely fields first, then all by block.
func (q *fieldQuestion) options(p *phrases) (all []fieldOption) {
	if q.told {
		auto := p.say("columns.pick.auto")
		all = append(all, fieldOption{label: auto, words: filing.FoldHeader(auto)})
	}
	all = append(all, fieldOption{key: job.SkipColumn, label: p.say("columns.skip"), words: wordsOf(job.SkipColumn)})
	if len(q.column.Alternatives) > 0 {
		all = append(all, fieldOption{heading: true, label: p.say("columns.pick.likely")})
		for _, a := range q.column.Alternatives {
			all = append(all, fieldOption{key: a.Field, label: job.FieldLabel(a.Field, p.lang), note: a.Reason.In(p.lang), words: wordsOf(a.Field)})
		}
	}
	for _, b := range filing.Blocks {
		all = append(all, fieldOption{heading: true, label: b.Title.In(p.lang)})
		for _, field := range filing.InBlock(b.Block) {
			all = append(all, q.option(field.Key(), p))
		}
	}
	all = append(all, fieldOption{heading: true, label: p.say("columns.pick.references")})
	for _, key := range job.References() {
		all = append(all, q.option(key, p))
	}
	return all
}

func (q *fieldQuestion) option(key string, p *phrases) fieldOption {
	o := fieldOption{key: key, label: job.FieldLabel(key, p.lang), words: wordsOf(key)}
	if cell, ok := q.read[key]; ok {
		o.note = p.say("columns.pick.taken", "cell", cell)
	}
	return o
}

// wordsOf returns everything that a field is called.
func wordsOf(key string) string {
	all := []string{key, job.FieldLabel(key, filing.ZH), job.FieldLabel(key, filing.EN)}
	if field, ok := filing.ByKey(key); ok {
		all = append(all, field.Def().Synonyms...)
	}
	return filing.FoldHeader(strings.Join(all, "\n"))
}

// matching returns the options that a search finds, with the headings of those
// that are left.
func matching(all []fieldOption, query string) (found []fieldOption) {
	query = filing.FoldHeader(query)
	if query == "" {
		return all
	}
	for _, o := range all {
		switch {
		case o.heading:
			if n := len(found); n > 0 && found[n-1].heading {
				found = found[:n-1]
			}
			found = append(found, o)
		case strings.Contains(o.words, query):
			found = append(found, o)
		}
	}
	if n := len(found); n > 0 && found[n-1].heading {
		found = found[:n-1]
	}
	return found
}

// fieldPicker is the dialog that asks for a field.
type fieldPicker struct {
	window *Window
	shown  *dialog.CustomDialog
	search *pickEntry
	list   *page
	all    []fieldOption
	found  []fieldOption
	lines  []*touch // of found
	at     int      // of found, what Enter chooses, -1 for none
	chosen func(key string)
}

// pickField asks which field a column is read into; left is called when the
// dialog is closed, with or without an answer.
func (w *Window) pickField(q fieldQuestion, chosen func(key string), left func()) {
	p := w.desk.phrases
	f := &fieldPicker{window: w, all: q.options(p), chosen: chosen, list: newPage(0)}
	f.search = newPickEntry(f)
	f.search.SetPlaceHolder(p.say("columns.pick.search"))
	f.search.OnChanged = func(string) { f.filter("") }
	samples := make([]string, 0, len(q.column.Samples))
	for _, s := range q.column.Samples {
		samples = append(samples, oneLine(s))
	}
	values := newLine(strings.Join(samples, p.say("columns.and")), labelSize, false, colourDim)
	top := container.NewVBox(values, f.search, space(0, 4))
	content := container.NewBorder(top, nil, nil, nil, container.NewStack(rectangle(colourSurface, 4), newInset(f.list, 4, 4, 2, 4)))
	f.shown = w.dialog(p.say("columns.pick.title", "cell", cellOf(q.column), "header", headerOf(q.column, p)), content, []dialogButton{{key: "dialog.cancel"}})
	size := w.win.Canvas().Size()
	at := len(w.modals) - 1
	f.shown.SetOnClosed(func() {
		w.modals, w.picking = w.modals[:at], nil
		left()
	})
	f.shown.Resize(fyne.NewSize(min(560, size.Width*0.9), size.Height*0.84))
	f.filter(q.now)
	w.picking = f
	w.win.Canvas().Focus(f.search)
}

// filter shows what the search finds; the option with a key is marked, else the
// first.
func (f *fieldPicker) filter(key string) {
	f.found = matching(f.all, f.search.Text)
	f.lines = f.lines[:0]
	f.list.body.RemoveAll()
	f.at = -1
	for i, o := range f.found {
		text := newLine(o.label, textSize, o.heading, theme.ColorNameForeground)
		if o.heading {
			text.colour, text.size = colourDim, captionSize
			f.lines = append(f.lines, newTouch(newInset(text, 4, 8, 4, 2), nil))
			f.list.body.Add(f.lines[i])
			continue
		}
		if f.at < 0 || key != "" && o.key == key && f.found[f.at].key != key {
			f.at = i
		}
		note := newLine(o.note, captionSize, false, colourDim)
		note.align = fyne.TextAlignTrailing
		f.lines = append(f.lines, newTouch(newInset(newShares([]float32{0.5, 0.5}, 8, text, note), 12, 4, 8, 4), func() { f.choose(i) }))
		f.list.body.Add(f.lines[i])
	}
	if len(f.found) == 0 {
		f.list.body.Add(newInset(newPara(f.window.desk.say("columns.pick.none"), textSize, false, colourDim), 12, 8, 8, 8))
	}
	f.list.scroll.ScrollToTop()
	f.list.Refresh()
	f.mark(f.at)
}

// mark marks what Enter chooses.
func (f *fieldPicker) mark(at int) {
	if f.at >= 0 {
		f.lines[f.at].paint("", "")
	}
	if f.at = at; at >= 0 {
		f.lines[at].paint(colourNoteBg, "")
		f.list.scrollTo(f.lines[at])
	}
}

// move marks the next option, or the one before.
func (f *fieldPicker) move(by int) {
	for at := f.at + by; at >= 0 && at < len(f.found); at += by {
		if !f.found[at].heading {
			f.mark(at)
			return
		}
	}
}

func (f *fieldPicker) choose(at int) {
	if at < 0 {
		return
	}
	f.shown.Hide()
	f.chosen(f.found[at].key)
}

// pickEntry is the search of the dialog; its arrows go through the list.
type pickEntry struct {
	widget.Entry
	picker *fieldPicker
}

func newPickEntry(f *fieldPicker) *pickEntry {
	e := &pickEntry{picker: f}
	e.Icon = theme.SearchIcon()
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *pickEntry) TypedKey(ev *fyne.KeyEvent) {
	switch f := e.picker; ev.Name {
	case fyne.KeyEscape:
		f.window.typed(ev)
	case fyne.KeyDown:
		f.move(1)
	case fyne.KeyUp:
		f.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.choose(f.at)
	default:
		e.Entry.TypedKey(ev)
	}
}
