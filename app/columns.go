package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/job"
)

// offerColumns says that no header was found, and lets the user say where it is.
func (w *Window) offerColumns(text string) {
	tried := w.desk.tried
	w.message(w.desk.say("error.title"), text, theme.NewErrorThemedResource(theme.WarningIcon()), []dialogButton{
		{key: "dialog.close"},
		{key: "columns.offer", importance: widget.HighImportance, do: func() { w.showColumns(tried, w.desk.batch != nil && tried.workbook == w.desk.workbook) }},
	})
}

// askColumns opens the dialog on the workbook that is open.
func (w *Window) askColumns() {
	if w.idle() {
		w.showColumns(attempt{w.desk.workbook, w.desk.scans}, true)
	}
}

// columnDialog shows how the tables of a workbook are read, column by column,
// and lets the user say otherwise. What that comes to is worked out on a
// goroutine of its own; a change made meanwhile interrupts that, and the newest
// wins.
type columnDialog struct {
	window *Window
	state  *columnState
	of     attempt
	open   bool // of is what the window has open
	shown  *dialog.CustomDialog
	ctx    context.Context // ends with the dialog
	stop   context.CancelFunc
	cells  Cells              // nil until they are read
	wanted int                // changes made
	busy   bool               // a preview is being worked out
	cease  context.CancelFunc // ends the preview that is being worked out

	tools    *fyne.Container
	tables   *dropDown
	header   *line
	up, down *button
	rows     *dropDown
	auto     *button
	sheets   *tick
	body     *page
	columns  []*columnRow
	filled   *job.Table // the table that columns are of
	sample   *columnPreview
	bar      *widget.ProgressBarInfinite
	verdict  *line
	drop     *button
	keep     *tick
	keepSaid bool // the user decided on keep
	adopt    *button
	focused  bool
}

func (w *Window) showColumns(of attempt, open bool) {
	d := w.desk
	reading := job.Reading{}
	if open {
		reading = d.reading
	}
	c := &columnDialog{window: w, of: of, open: open}
	c.ctx, c.stop = context.WithCancel(context.Background())
	c.state = newColumnState(reading, nil)
	c.build()
	w.columnsOpen = c
	go c.load(d.options(nil))
}

// load reads the cells, alone with the batch.
func (c *columnDialog) load(opt job.Options) {
	d := c.window.desk
	batch := d.batch
	var cells Cells
	var kept *job.Mappings
	err := guard(func() (err error) {
		select {
		case d.stage <- struct{}{}:
			defer func() { <-d.stage }()
		case <-c.ctx.Done():
			return c.ctx.Err()
		}
		kept, _ = d.engine.Mappings() // that they cannot be read was said at the opening
		if c.open {
			cells, err = batch.Load(c.ctx, nil)
		} else {
			opt.Password = d.password(c.of.workbook)
			cells, err = d.engine.Load(c.ctx, c.of.workbook, opt)
		}
		return err
	})
	d.post(func() {
		switch {
		case c.ctx.Err() != nil:
		case err != nil:
			c.shown.Hide()
			c.window.failed(err)
		default:
			c.cells, c.state.kept = cells, kept
			c.changed()
		}
	})
}

// changed works out what the user's word comes to.
func (c *columnDialog) changed() {
	c.wanted++
	c.told()
	if c.cells == nil {
		return
	}
	if c.busy {
		c.cease()
		return
	}
	c.busy = true
	var ctx context.Context
	ctx, c.cease = context.WithCancel(c.ctx)
	d := c.window.desk
	cells, opt, n := c.cells, d.options(nil), c.wanted
	opt.Reading = c.state.reading()
	go func() {
		var got *job.Preview
		err := guard(func() (err error) {
			got, err = cells.Preview(ctx, opt)
			return err
		})
		d.post(func() { c.worked(n, got, err) })
	}()
}

// worked takes over what was worked out, unless the user has said more since.
func (c *columnDialog) worked(n int, got *job.Preview, err error) {
	c.busy = false
	c.cease()
	switch {
	case c.ctx.Err() != nil:
	case n != c.wanted:
		c.wanted--
		c.changed()
	default:
		c.state.show(got, err)
		c.fill()
	}
}

// build makes the dialog; it is empty until the first preview is there.
func (c *columnDialog) build() {
	w := c.window
	say := w.desk.say
	c.tables = newDropDown(w.typed, func(i int) { c.state.at = i; c.fill() })
	c.tables.PlaceHolder = say("columns.loading")
	c.header = newWord(say("columns.header", "n", ""), textSize, false, theme.ColorNameForeground)
	c.up = newButton("", theme.MoveUpIcon(), w.typed, func() { c.say(func() { c.state.moveHeader(-1) }) })
	c.down = newButton("", theme.MoveDownIcon(), w.typed, func() { c.say(func() { c.state.moveHeader(1) }) })
	c.rows = newDropDown(w.typed, func(i int) { c.say(func() { c.state.skipHidden(i == 1) }) })
	c.rows.PlaceHolder = say("columns.hidden.read", "n", "0000") // the room it keeps
	c.rows.Hide()
	c.auto = newButton(say("columns.auto"), theme.ViewRefreshIcon(), w.typed, func() { c.say(c.state.restore) })
	c.sheets = newTick(say("columns.sheets"), w.typed, func(on bool) { c.say(func() { c.state.readHiddenSheets(on) }) })
	c.sheets.Hide()
	c.tools = container.NewBorder(nil, nil, container.NewCenter(newWord(say("columns.table"), textSize, false, colourDim)),
		container.NewHBox(c.sheets, framed(c.rows), container.NewCenter(c.header), c.up, c.down, c.auto), framed(c.tables))

	c.body = newPage(0)
	c.sample = newColumnPreview(w.desk)
	c.bar = widget.NewProgressBarInfinite()
	c.verdict = newLine("", textSize, true, theme.ColorNameForeground)
	c.drop = newButton(say("columns.drop"), nil, w.typed, func() { c.say(c.state.dropClashes) })
	c.drop.Hide()
	c.keep = newTick(say("columns.keep"), w.typed, func(bool) { c.keepSaid = true })
	cancel := newButton(say("dialog.cancel"), nil, w.typed, func() { c.shown.Hide() })
	c.adopt = newButton(say("columns.adopt"), nil, w.typed, c.take)
	c.adopt.Importance = widget.HighImportance

	ground := container.NewStack(rectangle(colourSurface, 4), newInset(c.body, 8, 0, 2, 0))
	top := container.NewVBox(newInset(c.tools, 0, 0, 0, 4), newInset(columnHeads(w.desk), 8, 2, 12, 2))
	foot := container.NewVBox(newInset(container.NewBorder(nil, nil, nil, container.New(&slimBar{120, 6}, c.bar), c.sample.title), 0, 6, 0, 2), c.sample.view,
		container.New(&leastHeight{36}, container.NewBorder(nil, nil, nil, c.drop, container.New(&middle{}, c.verdict))))
	content := container.NewBorder(top, foot, nil, nil, ground)
	c.shown = w.dialog(say("columns.title"), content, nil)
	at := len(w.modals) - 1
	c.shown.SetOnClosed(func() {
		w.modals = w.modals[:at]
		c.stop()
		c.bar.Stop()
		c.cells, w.columnsOpen = nil, nil
	})
	c.shown.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(c.keep, space(8, 0), container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, c.adopt)), 0, 0, 0, 2)})
	size := w.win.Canvas().Size()
	c.shown.Resize(fyne.NewSize(size.Width*0.96, size.Height*0.96))
	c.told()
	w.win.Canvas().Focus(cancel)
}

// say has the user's word on the table that is shown taken.
func (c *columnDialog) say(do func()) {
	if c.state.table() == nil {
		return
	}
	do()
	c.changed()
	c.fill()
}

// take adopts what the user said.
func (c *columnDialog) take() {
	d, s := c.window.desk, c.state
	changed := s.changed()
	var remember func() error
	if c.keep.Checked && changed {
		remember = s.remember
	}
	reading := s.reading()
	c.shown.Hide()
	switch {
	case !changed && c.open:
		d.looked = doubtsOf(d.tables)
		c.window.columns.changed()
	case c.open:
		d.reread(reading, remember)
	default:
		c.window.leaving(func() { d.openAs(c.of, reading, remember) })
	}
}

// fill shows the state.
func (c *columnDialog) fill() {
	s := c.state
	t := s.table()
	if t == nil {
		return
	}
	say := c.window.desk.say
	c.tables.offer(tableNames(s, c.window.desk.phrases), s.at)
	row := say("columns.header", "n", s.headerRow())
	if t.Transposed {
		row = say("columns.form")
	}
	c.header.set(row)
	c.up.able(s.movable() && s.headerRow() > 1)
	c.down.able(s.movable())
	c.rows.Hidden = t.Hidden == 0
	hidden := 0
	if !t.HiddenRead {
		hidden = 1
	}
	c.rows.offer([]string{say("columns.hidden.read", "n", t.Hidden), say("columns.hidden.skip", "n", t.Hidden)}, hidden)
	c.auto.able(t.Fingerprint != "" && t.State != tableHidden)
	sheets, read := s.hiddenSheets()
	if len(sheets) > 0 {
		c.sheets.Show()
	}
	c.sheets.set(read)
	c.tools.Refresh()
	c.fillColumns(t)
	c.sample.show(s.preview)
	c.told()
	if !c.focused {
		c.focusFirst()
	}
}

// fillColumns shows the columns of a table; those of the same table as before
// keep their place and the keys.
func (c *columnDialog) fillColumns(t *job.Table) {
	if len(c.columns) != len(t.Columns) || c.filled == nil || c.filled.Sheet != t.Sheet || c.filled.Fingerprint != t.Fingerprint {
		c.columns = c.columns[:0]
		c.body.body.RemoveAll()
		for range t.Columns {
			r := newColumnRow(c)
			c.columns = append(c.columns, r)
			c.body.body.Add(r.view)
		}
		c.body.scroll.ScrollToTop()
	}
	c.filled = t
	for i, r := range c.columns {
		r.show(&t.Columns[i])
	}
	c.body.body.Refresh()
	c.body.scroll.Refresh()
}

// focusFirst gives the keys to the first column that needs the user.
func (c *columnDialog) focusFirst() {
	c.focused = true
	for _, r := range c.columns {
		if doubtful(r.column) {
			c.window.win.Canvas().Focus(r.field)
			return
		}
	}
	c.window.win.Canvas().Focus(c.adopt)
}

// told says whether what the user said can be adopted.
func (c *columnDialog) told() {
	s, say := c.state, c.window.desk.say
	waiting := c.cells == nil || c.busy
	if waiting {
		c.bar.Show()
		c.bar.Start()
	} else {
		c.bar.Stop()
		c.bar.Hide()
	}
	clashes := s.clashes()
	text, colour := "", colourWarn
	switch {
	case s.preview == nil && s.failed == nil:
		text, colour = say("columns.loading"), colourDim
	case len(clashes) > 0:
		first := clashes[0]
		text, colour = say("columns.clash", "table", sheetName(s.preview.Tables[first.table], c.window.desk.phrases), "cell", cellOf(first.column), "header", headerOf(first.column, c.window.desk.phrases), "n", len(clashes)), colourBlock
	case s.failed != nil:
		text, colour = job.Say(s.failed, c.window.desk.lang), colourBlock
	default:
		text = doubtsOf(s.preview.Tables).text(c.window.desk.phrases)
	}
	c.verdict.colour = colour
	c.verdict.set(text)
	c.verdict.Refresh()
	c.drop.Hidden = len(clashes) == 0
	c.drop.Refresh()
	changed := s.preview != nil && s.changed()
	c.keep.able(changed)
	if !c.keepSaid {
		c.keep.set(changed)
	}
	c.adopt.able(!waiting && s.preview != nil && s.failed == nil && len(clashes) == 0)
}
