package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/desktop"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// Desktop hands files to the system; see [desktop.Desktop]. Its methods are called
// from goroutines other than the window's.
type Desktop interface {
	Printers(ctx context.Context) []desktop.Printer
	Print(ctx context.Context, files []string, order desktop.Order) (desktop.Outcome, error)
	Open(ctx context.Context, path string) error
}

// printed is the outcome of printing.
type printed struct {
	report  *job.PapersReport
	order   desktop.Order
	outcome desktop.Outcome
}

// print draws papers into the tray and hands them to the system. What a printer has
// taken is wiped at once, what another program was given when the window closes.
func (d *desk) print(opt job.PrintOptions, order desktop.Order) bool {
	if d.batch == nil {
		return false
	}
	batch, made := d.batch, printed{order: order}
	return d.run("task.print", func(ctx context.Context, p *job.Progress) error {
		dir, err := d.tray.Folder()
		if err != nil {
			return err
		}
		batch.SetProgress(p)
		if made.report, err = batch.Print(ctx, dir, opt); err == nil && len(made.report.Bundles) > 0 {
			made.outcome, err = d.system.Print(ctx, made.report.Bundles, order)
		}
		if err != nil || made.outcome == desktop.Sent {
			d.tray.Wipe(dir)
		}
		return err
	}, func() { d.view.printed(made) })
}

// printScope is which papers are printed.
type printScope struct {
	text    string
	opt     job.PrintOptions
	blocked int // filings of it that have to be corrected first
}

// printScopes lists what can be printed: the paper in view, the selected filing,
// the filings that the table shows, and all.
func (d *desk) printScopes(paper filing.Paper) (all []printScope) {
	reports := d.report.Filings
	scope := func(key string, opt job.PrintOptions, at []int, args ...any) {
		papers, blocked := 0, 0
		for _, i := range at {
			papers += len(reports[i].Papers)
			if reports[i].Status == filing.Blocked {
				blocked++
			}
		}
		args = append(args, "n", thousands(len(at)), "papers", thousands(papers))
		all = append(all, printScope{d.say(key, args...), opt, blocked})
	}
	filings := func(at []int) []*filing.Filing {
		some := make([]*filing.Filing, len(at))
		for i, n := range at {
			some[i] = reports[n].Filing
		}
		return some
	}
	whole := make([]int, len(reports))
	for i := range whole {
		whole[i] = i
	}
	if d.selected >= 0 {
		one := []int{d.selected}
		if p, ok := d.rules().Paper(paper); ok {
			scope("print.paper", job.PrintOptions{Filings: filings(one), Paper: paper}, one, "name", p.Label.In(d.lang))
		}
		scope("print.filing", job.PrintOptions{Filings: filings(one)}, one, "key", reports[d.selected].Key)
	}
	if n := len(d.listing.shown); n > 0 && n < len(reports) {
		shown := slices.Clone(d.listing.shown)
		slices.Sort(shown)
		scope("print.shown", job.PrintOptions{Filings: filings(shown)}, shown)
	}
	scope("print.batch", job.PrintOptions{}, whole)
	return all
}

// printDialog asks what is printed, how and where.
type printDialog struct {
	window *Window
	scopes []printScope
	what   *widget.RadioGroup
	lists  *widget.Check
	duplex *widget.Check
	to     *printerChoice
	note   *para
}

// askPrint opens the dialog; paper is the one in view, empty for none.
func (w *Window) askPrint(paper filing.Paper) {
	if !w.idle() {
		return
	}
	say := w.desk.say
	d := &printDialog{window: w, scopes: w.desk.printScopes(paper), note: newPara("", labelSize, false, colourDim)}
	var names []string
	for _, s := range d.scopes {
		names = append(names, s.text)
	}
	d.what = widget.NewRadioGroup(names, nil)
	d.what.Required, d.what.Selected = true, names[0]
	d.lists = widget.NewCheck(say("print.lists"), nil)
	d.duplex = widget.NewCheck(say("print.duplex"), nil)
	d.duplex.Checked = w.prefs.Bool(prefDuplex)
	d.to = newPrinterChoice(w)
	d.changed()
	d.what.OnChanged, d.to.changed = func(string) { d.changed() }, d.changed
	form := container.NewVBox(
		labelledRow(say("print.what"), say("print.to"), d.what, true),
		labelledRow(say("print.how"), say("print.to"), container.NewVBox(d.lists, d.duplex), true),
		labelledRow(say("print.to"), say("print.to"), d.to.selecting, false),
		space(0, 2),
		container.New(&wrapWidth{500}, container.New(&lines{2}, d.note)))
	w.printDialog = d
	w.dialog(say("print.title"), newInset(form, 4, 6, 4, 8), []dialogButton{
		{key: "dialog.cancel"},
		{key: "print.go", importance: widget.HighImportance, do: d.print},
	})
	d.to.look()
}

// printCurrent asks what is printed, the paper in view first.
func (w *Window) printCurrent() {
	var paper filing.Paper
	if w.panel != nil && w.panel.papers != nil && w.tab == tabPapers {
		paper = w.panel.papers.paper()
	}
	w.askPrint(paper)
}

// scope returns what is chosen to be printed.
func (d *printDialog) scope() printScope {
	return d.scopes[max(0, slices.Index(d.what.Options, d.what.Selected))]
}

// changed follows a choice: a single paper has no lists.
func (d *printDialog) changed() {
	if d.scope().opt.Paper == "" {
		d.lists.Enable()
	} else {
		d.lists.Disable()
	}
	d.note.set(d.window.printNote(d.scope(), d.to.order().Viewer))
}

// print prints what is chosen, and remembers how.
func (d *printDialog) print() {
	opt, order := d.scope().opt, d.to.order()
	opt.Duplex, order.Duplex = d.duplex.Checked, d.duplex.Checked
	opt.Lists = d.lists.Checked && opt.Paper == ""
	d.window.prefs.SetBool(prefDuplex, d.duplex.Checked)
	d.to.keep()
	d.window.desk.print(opt, order)
}

// printNote says what is to be known of a choice before it is printed.
func (w *Window) printNote(scope printScope, viewer bool) string {
	say := w.desk.say
	note := say("print.note")
	if viewer {
		note = say("print.note.viewer")
	}
	if scope.blocked > 0 {
		note += "\n" + say("print.note.blocked", "n", thousands(scope.blocked))
	}
	return note
}

// printed tells what became of the papers.
func (w *Window) printed(p printed) {
	say := w.desk.say
	pages := thousands(p.report.Pages)
	switch {
	case len(p.report.Bundles) == 0:
		w.inform(say("papers.none.title"), say("papers.none"))
	case p.outcome == desktop.Opened:
		text := say("print.opened", "pages", pages)
		if p.order.Duplex {
			text += say("print.opened.duplex")
		}
		if n := len(p.report.Bundles); n > 1 {
			text += "\n" + say("print.opened.volumes", "n", n)
		}
		w.inform(say("print.opened.title"), text+"\n"+say("print.wiped"))
	default:
		w.inform(say("print.sent.title"), say("print.sent", "pages", pages)+"\n"+say("papers.hint"))
	}
}

// printerChoice chooses a printer, or a program that shows PDF files. The printers
// come when the system has named them.
type printerChoice struct {
	window    *Window
	printers  []desktop.Printer
	selecting *widget.Select
	changed   func()
}

func newPrinterChoice(w *Window) *printerChoice {
	c := &printerChoice{window: w}
	c.selecting = widget.NewSelect(nil, nil)
	c.offer(nil)
	c.selecting.PlaceHolder = w.desk.say("print.looking")
	c.selecting.OnChanged = func(string) {
		if c.changed != nil {
			c.changed()
		}
	}
	return c
}

// look asks the system for its printers.
func (c *printerChoice) look() {
	w := c.window
	w.closeGallery.ask([]request{{
		load: func(ctx context.Context) (any, error) { return w.desk.system.Printers(ctx), nil },
		done: func(got any, err error) {
			if err == nil {
				c.offer(got.([]desktop.Printer))
			}
		}}})
}

// offer offers printers, the one used last chosen, else the system's own.
func (c *printerChoice) offer(printers []desktop.Printer) {
	w, say := c.window, c.window.desk.say
	c.printers = printers
	var names []string
	chosen := 0
	for i, p := range printers {
		switch {
		case p.Name == "":
			names = append(names, say("print.default"))
		case p.Default:
			names = append(names, say("print.isdefault", "name", p.Name))
		default:
			names = append(names, p.Name)
		}
		if p.Name != "" && p.Name == w.prefs.String(prefPrinter) {
			chosen = i
		}
	}
	names = append(names, say("print.viewer"))
	if w.prefs.Bool(prefViewer) {
		chosen = len(names) - 1
	}
	c.selecting.Options = names
	c.selecting.SetSelected(names[chosen])
}

// order returns what is chosen.
func (c *printerChoice) order() desktop.Order {
	at := c.selecting.SelectedIndex()
	if at < 0 || at >= len(c.printers) {
		return desktop.Order{Viewer: true}
	}
	return desktop.Order{Printer: c.printers[at].Name}
}

// keep remembers the choice for the next time.
func (c *printerChoice) keep() {
	if len(c.printers) == 0 {
		return // there was none to choose
	}
	order := c.order()
	c.window.prefs.SetBool(prefViewer, order.Viewer)
	if !order.Viewer {
		c.window.prefs.changed(prefPrinter, order.Printer)
	}
}

// labelledRow is a field behind its label, as wide as the widest; at its top where
// the field is of several lines.
func labelledRow(label, widest string, field fyne.CanvasObject, top bool) fyne.CanvasObject {
	l := newLine(label, textSize, false, colourDim)
	l.least = max(rulerFor(textSize, false).width(widest), rulerFor(textSize, false).width(label)) + 2
	var at fyne.CanvasObject = container.New(&middle{}, l)
	if top {
		at = container.NewVBox(newInset(l, 0, 8, 0, 0))
	}
	return container.NewBorder(nil, nil, newInset(at, 0, 0, 8, 0), nil, field)
}

// lines keeps room for so many lines of a text.
type lines struct{ least int }

func (l *lines) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	p := objects[0].(*para)
	return max(p.heightFor(width), float32(l.least)*p.lineHeight())
}

func (l *lines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.heightOf(objects, max(objects[0].Size().Width, 1)))
}

func (l *lines) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
