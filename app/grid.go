package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
)

// grid is the table of filings: a header to sort by and a list of rows, which
// reuses a screenful of them however many filings there are.
type grid struct {
	widget.List
	desk  *desk
	keys  keyHandler
	heads [columnCount]*headCell
	view  fyne.CanvasObject
	empty *para

	head   *fyne.Container
	least  [columnCount]float32
	widths [columnCount]float32 // of the columns, at the present width
	at     float32
}

// gridColumns say what a column keeps, and its share of the rest. Columns of
// short words keep what their words need, see fit.
var gridColumns = [columnCount]struct{ least, share float32 }{
	colKey:      {36, 0},
	colKind:     {36, 0},
	colEntity:   {76, 2},
	colSite:     {70, 1.5},
	colDomain:   {80, 1.5},
	colRoute:    {36, 0},
	colStatus:   {64, 0},
	colFindings: {34, 0},
}

const (
	rowHeight   float32 = 30
	cellGap     float32 = 10 // between columns
	scrollRoom  float32 = 14 // right of the last column
	headHeight  float32 = 32
	headSortGap float32 = 16
	widestShort float32 = 112 // of a column of short words
)

func newGrid(d *desk, keys keyHandler) *grid {
	g := &grid{desk: d, keys: keys}
	g.Length = func() int { return len(d.listing.shown) }
	g.CreateItem = func() fyne.CanvasObject { return newGridRow(g) }
	g.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		if id < len(d.listing.shown) {
			o.(*gridRow).show(&d.listing.rows[d.listing.shown[id]])
		}
	}
	g.OnSelected = func(id widget.ListItemID) {
		if id < len(d.listing.shown) {
			d.choose(d.listing.shown[id])
		}
	}
	g.ExtendBaseWidget(g)

	heads := make([]fyne.CanvasObject, columnCount)
	for c := range columnCount {
		g.heads[c] = newHeadCell(d.say(headKeys[c]), func() { d.sortOn(c) })
		heads[c] = g.heads[c].touch
	}
	g.head = container.New(&headLayout{g}, heads...)
	g.empty = newPara("", textSize, false, colourDim)
	g.empty.centre = true
	dense := container.NewThemeOverride(g, denseTheme{fyne.CurrentApp().Settings().Theme()})
	g.view = container.NewStack(rectangle(colourSurface, 0),
		container.New(&below{}, newBacked(rectangle(theme.ColorNameHeaderBackground, 0), g.head),
			container.NewStack(dense, newInset(g.empty, 20, 60, 20, 0))))
	g.fit()
	return g
}

var headKeys = [columnCount]string{"column.key", "column.kind", "column.entity", "column.site", "column.domain", "column.route", "column.status", "column.findings"}

// denseTheme draws the separators of a list close to its rows.
type denseTheme struct{ fyne.Theme }

// Size implements fyne.Theme.
func (t denseTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding:
		return 1
	case theme.SizeNameSelectionRadius:
		return 0
	}
	return t.Theme.Size(name)
}

// fit gives the columns of short words the width they need.
func (g *grid) fit() {
	measure, head := rulerFor(textSize, false), rulerFor(labelSize, true)
	for c := range columnCount {
		g.least[c] = max(gridColumns[c].least, ceil(head.width(g.desk.say(headKeys[c]))+1))
	}
	for _, c := range []column{colKey, colKind, colRoute} {
		for i := range g.desk.listing.rows {
			g.least[c] = max(g.least[c], measure.width(g.desk.listing.rows[i].text[c])+1)
		}
		g.least[c] = ceil(min(g.least[c], widestShort))
	}
	g.at = 0
	g.head.Refresh()
}

// layColumns divides a width among the columns.
func (g *grid) layColumns(width float32) {
	if width == g.at {
		return
	}
	g.at = width
	left, parts := width-cellGap*float32(columnCount+1)-scrollRoom, float32(0)
	for c := range columnCount {
		left -= g.least[c]
		parts += gridColumns[c].share
	}
	for c := range columnCount {
		g.widths[c] = g.least[c] + floor(max(0, left)*gridColumns[c].share/parts)
	}
}

// changed draws the rows anew and keeps the selected filing selected.
func (g *grid) changed() {
	l := &g.desk.listing
	for c, head := range g.heads {
		head.show(l.sorted && l.sortBy == column(c), l.down)
	}
	switch {
	case len(l.rows) == 0:
		g.empty.set(g.desk.say("grid.none"))
	case len(l.shown) == 0:
		g.empty.set(g.desk.say("grid.nomatch"))
	default:
		g.empty.set("")
	}
	g.mark()
	g.Refresh()
}

// mark selects the row of the chosen filing, if it is shown.
func (g *grid) mark() {
	to := g.desk.listing.place(g.desk.selected)
	selected := g.OnSelected
	g.OnSelected = nil // the desk knows already
	if g.UnselectAll(); to >= 0 {
		g.Select(to)
	}
	g.OnSelected = selected
}

// TypedKey moves through the rows; what it has no use for goes on.
func (g *grid) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int(g.Size().Height/(rowHeight+1))-1)
	switch ev.Name {
	case fyne.KeyUp:
		g.desk.step(-1)
	case fyne.KeyDown:
		g.desk.step(1)
	case fyne.KeyPageUp:
		g.desk.step(-page)
	case fyne.KeyPageDown:
		g.desk.step(page)
	case fyne.KeyHome:
		g.desk.step(-len(g.desk.listing.shown))
	case fyne.KeyEnd:
		g.desk.step(len(g.desk.listing.shown))
	default:
		g.keys(ev)
	}
}

// FocusGained implements fyne.Focusable. The selected row shows where one is;
// the list's own mark of the focus would say it twice.
func (g *grid) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (g *grid) FocusLost() {}

// below lays its second object close below the first.
type below struct{}

func (below) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, body := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(head.Width, body.Width), head.Height+body.Height)
}

func (below) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, h))
	objects[1].Move(fyne.NewPos(0, h))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-h))
}

// headLayout lays the header over the columns.
type headLayout struct{ grid *grid }

func (h *headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, headHeight) }

func (h *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.grid.layColumns(size.Width)
	x := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(h.grid.widths[i]+cellGap, size.Height))
		x += h.grid.widths[i] + cellGap
	}
}

// headCell is the head of a column; tapping it sorts.
type headCell struct {
	*touch
	label *line
	arrow *canvas.Image
}

func newHeadCell(text string, tapped func()) *headCell {
	c := &headCell{label: newLine(text, labelSize, true, colourDim), arrow: canvas.NewImageFromResource(theme.MenuDropDownIcon())}
	c.arrow.FillMode = canvas.ImageFillContain
	c.arrow.Hide()
	c.touch = newTouch(container.New(&headCellLayout{}, c.label, c.arrow), tapped)
	return c
}

// show draws the arrow of the order.
func (c *headCell) show(sorted, down bool) {
	switch {
	case !sorted:
		c.arrow.Hide()
	case down:
		c.arrow.Resource = theme.MenuDropDownIcon()
		c.arrow.Show()
	default:
		c.arrow.Resource = theme.MenuDropUpIcon()
		c.arrow.Show()
	}
	c.content.Refresh()
}

type headCellLayout struct{}

func (headCellLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(20, headHeight) }

func (headCellLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label := objects[0].(*line)
	h := label.MinSize().Height
	room := size.Width - cellGap
	if objects[1].Visible() {
		room -= headSortGap - cellGap
	}
	w := min(room, rulerFor(label.size, true).width(label.text)+1)
	label.Move(fyne.NewPos(cellGap, (size.Height-h)/2))
	label.Resize(fyne.NewSize(w, h))
	objects[1].Move(fyne.NewPos(cellGap+w-1, (size.Height-headSortGap)/2))
	objects[1].Resize(fyne.NewSize(headSortGap, headSortGap))
}

// gridRow is a reusable row of the table.
type gridRow struct {
	widget.BaseWidget
	grid  *grid
	row   *row
	texts [columnCount]*canvas.Text
	paper *canvas.Rectangle // behind the status
	laid  [columnCount]float32
}

func newGridRow(g *grid) *gridRow {
	r := &gridRow{grid: g, paper: canvas.NewRectangle(color.Transparent)}
	r.paper.CornerRadius = 4
	for c := range r.texts {
		r.texts[c] = canvas.NewText("", color.Black)
		r.texts[c].TextSize = textSize
	}
	r.texts[colStatus].TextSize, r.texts[colStatus].TextStyle.Bold = captionSize, true
	r.texts[colStatus].Alignment = fyne.TextAlignCenter
	r.texts[colFindings].Alignment = fyne.TextAlignTrailing
	r.ExtendBaseWidget(r)
	return r
}

// show shows a filing.
func (r *gridRow) show(x *row) {
	r.row = x
	r.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (r *gridRow) MinSize() fyne.Size { return fyne.NewSize(200, rowHeight) }

// CreateRenderer implements fyne.Widget.
func (r *gridRow) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.paper}
	for _, t := range r.texts {
		objects = append(objects, t)
	}
	return &gridRowRenderer{r, objects}
}

type gridRowRenderer struct {
	row     *gridRow
	objects []fyne.CanvasObject
}

func (r *gridRowRenderer) Layout(size fyne.Size) {
	g := r.row.grid
	g.layColumns(size.Width)
	x := cellGap
	for c, t := range r.row.texts {
		h := rulerFor(t.TextSize, t.TextStyle.Bold).height()
		t.Move(fyne.NewPos(x, (size.Height-h)/2))
		t.Resize(fyne.NewSize(g.widths[c], h))
		x += g.widths[c] + cellGap
	}
	r.row.laid = g.widths
	r.fill()
}

// Refresh draws the row anew; its columns may be others than when it was laid out.
func (r *gridRowRenderer) Refresh() {
	if r.row.laid != r.row.grid.widths {
		r.Layout(r.row.Size())
		return
	}
	r.fill()
}

// fill writes the row's words, as far as there is room for them.
func (r *gridRowRenderer) fill() {
	x := r.row.row
	if x == nil {
		return
	}
	for c, t := range r.row.texts {
		text := rulerFor(t.TextSize, t.TextStyle.Bold).cut(x.text[c], r.row.grid.widths[c])
		ink := colourOf(x.ink(column(c)))
		if t.Text != text || t.Color != ink {
			t.Text, t.Color = text, ink
			t.Refresh()
		}
	}
	r.fillStatus(x.status)
}

// ink is the colour of a cell's words.
func (r *row) ink(c column) fyne.ThemeColorName {
	switch {
	case c == colStatus:
		return statusInk(r.status)
	case c == colFindings && r.blocks > 0:
		return colourBlock
	case c == colKey, c == colKind, c == colRoute:
		return colourDim
	}
	return theme.ColorNameForeground
}

func (r *gridRowRenderer) fillStatus(s filing.Status) {
	t := r.row.texts[colStatus]
	r.row.paper.Move(t.Position().SubtractXY(0, 3))
	r.row.paper.Resize(t.Size().AddWidthHeight(0, 6))
	if fill := colourOf(statusPaper(s)); r.row.paper.FillColor != fill {
		r.row.paper.FillColor = fill
		r.row.paper.Refresh()
	}
}

func (r *gridRowRenderer) MinSize() fyne.Size           { return r.row.MinSize() }
func (r *gridRowRenderer) Destroy()                     {}
func (r *gridRowRenderer) Objects() []fyne.CanvasObject { return r.objects }
