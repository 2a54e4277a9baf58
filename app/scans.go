package app

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// scansPage shows every upload slot of the filing: the user's pictures beside
// what becomes of them. Pictures are made and read off the window's goroutine.
func (p *panel) scansPage(f *filing.Filing) *page {
	d := p.window.desk
	slots := d.rules().SlotsFor(f)
	if len(slots) == 0 {
		return nothing(d.say("scans.nokind"))
	}
	p.slots = make(map[filing.Slot]fyne.CanvasObject)
	var objects []fyne.CanvasObject
	var originals, fitted []request
	for _, slot := range slots {
		card := p.newSlotCard(f, slot)
		p.slots[slot.ID] = card.view
		objects = append(objects, card.view)
		first, then := card.requests()
		originals, fitted = append(originals, first...), append(fitted, then...)
	}
	if d.report != nil && d.report.OCR {
		objects = append(objects, newInset(newPara(d.say("scans.read"), captionSize, false, colourDim), 14, 10, 14, 0))
	}
	p.window.gallery.ask(append(originals, fitted...))
	return newPage(0, append(objects, space(0, 12))...)
}

// slotCard is one upload slot.
type slotCard struct {
	panel  *panel
	filing *filing.Filing
	slot   provider.Slot
	files  []string
	before []*frame
	pairs  []*pair // one for each picture that is made
	found  *fyne.Container
	view   fyne.CanvasObject
}

// pair is a picture to be uploaded, beside the files it is made of.
type pair struct {
	after   *frame
	steps   *para
	made    job.Picture
	adjust  []*button // the corners of each file; idle until they are known
	asked   *fyne.Container
	choices []*button // which way is up
}

func (p *panel) newSlotCard(f *filing.Filing, slot provider.Slot) *slotCard {
	d := p.window.desk
	c := &slotCard{panel: p, filing: f, slot: slot, files: f.Scans[slot.ID], found: newStack(4)}
	body := newStack(8, c.heading())
	if len(c.files) == 0 {
		body.Add(newPara(c.missing(), textSize, false, colourDim))
	}
	for _, files := range groups(c.files, slot) {
		body.Add(c.newPair(files))
	}
	for _, finding := range d.findings() {
		if finding.Slot == slot.ID {
			c.found.Add(p.slotFinding(finding))
		}
	}
	if len(c.found.Objects) > 0 {
		body.Add(c.found)
	}
	fill := newBacked(rectangle(colourSurface, 4), newInset(body, 12, 10, 12, 10))
	if p.wanted == slot.ID {
		border := canvas.NewRectangle(colourOf(colourSurface))
		border.StrokeColor, border.StrokeWidth, border.CornerRadius = colourOf(theme.ColorNamePrimary), 1, 4
		fill.Objects[0] = border
	}
	c.view = newInset(fill, 10, 8, 14, 0)
	return c
}

// groups divides the files of a slot into those that make one picture each, as
// the engine does; what is over is left out.
func groups(files []string, slot provider.Slot) (made [][]string) {
	size := min(len(files), max(1, slot.Sides))
	for at := 0; size > 0 && at+size <= len(files); at += size {
		made = append(made, files[at:at+size])
		if !slot.Many {
			break
		}
	}
	return made
}

// heading names the slot and its limits.
func (c *slotCard) heading() fyne.CanvasObject {
	d := c.panel.window.desk
	limits := newLine(c.limits(), captionSize, false, colourDim)
	limits.align = fyne.TextAlignTrailing
	limits.least = rulerFor(captionSize, false).width(limits.text)
	name := newLine(c.slot.Label.In(d.lang), textSize, true, theme.ColorNameForeground)
	return container.NewBorder(nil, nil, nil, container.NewCenter(limits), name)
}

func (c *slotCard) limits() string {
	d := c.panel.window.desk
	var parts []string
	if c.slot.Width > 0 {
		parts = append(parts, fmt.Sprintf("≥ %d×%d", c.slot.Width, c.slot.Height))
	}
	if c.slot.Colour {
		parts = append(parts, d.say("scans.colour"))
	}
	if c.slot.MaxBytes > 0 {
		parts = append(parts, fmt.Sprintf("%d–%d KB", c.slot.MinBytes/1024, c.slot.MaxBytes/1000))
	}
	return strings.Join(parts, " · ")
}

// missing says what it means that the slot has no file.
func (c *slotCard) missing() string {
	d := c.panel.window.desk
	for _, paper := range filing.Papers {
		if paper.Slot() == c.slot.ID {
			return d.say("scans.paper")
		}
	}
	switch {
	case c.slot.Optional:
		return d.say("scans.optional")
	case d.scans == "":
		return d.say("scans.nofolder")
	}
	return d.say("scans.missing")
}

// newPair shows the files on the left and what they become on the right.
func (c *slotCard) newPair(files []string) fyne.CanvasObject {
	d := c.panel.window.desk
	height := float32(170)
	if len(files) > 1 {
		height = 250
	}
	each := (height - float32(len(files)-1)*(6+frameCaption)) / float32(len(files))
	left := newStack(6)
	made := &pair{steps: newPara("", captionSize, false, colourDim), asked: newStack(4)}
	for _, file := range files {
		f := newFrame(each, d.say("scans.loading"), func() { c.closer(file) })
		f.caption.set(job.FileLabel(file, d.lang))
		c.before = append(c.before, f)
		left.Add(f.view)
		adjust := newButton(d.say("scans.adjust"), nil, c.panel.window.typed, func() { c.panel.window.askCut(file, made.made, holdsBoth(c.slot, made.made)) })
		adjust.Disable()
		made.adjust = append(made.adjust, adjust)
		left.Add(container.NewHBox(adjust))
	}
	index := len(c.pairs)
	made.after = newFrame(height, d.say("scans.fitting"), func() { c.closerFitted(index) })
	c.pairs = append(c.pairs, made)
	return newStack(4, newShares([]float32{0.5, 0.5}, 10,
		newStack(4, newPara(d.say("scans.before"), captionSize, true, colourDim), left),
		newStack(4, newPara(d.say("scans.after"), captionSize, true, colourDim), made.after.view)),
		made.asked, made.steps)
}

// requests returns what is to be loaded: the user's files first, for they take
// no fitting.
func (c *slotCard) requests() (originals, fitted []request) {
	d, kept := c.panel.window.desk, c.panel.window.gallery.kept
	batch := d.batch
	for i, f := range c.before {
		file := c.files[i]
		key := fmt.Sprintf("%d %s", d.reads, file)
		if got, ok := kept.get(key); ok {
			f.showOriginal(got.(job.Look))
			continue
		}
		originals = append(originals, request{
			load: func(ctx context.Context) (any, error) { return batch.LookAt(ctx, file, cardSide) },
			done: func(got any, err error) {
				if err != nil {
					f.fail(d.say("scans.unreadable"))
					return
				}
				kept.put(key, got)
				f.showOriginal(got.(job.Look))
			}})
	}
	if len(c.pairs) == 0 {
		return originals, nil
	}
	key := fmt.Sprintf("%d %d %s %p", d.reads, d.cuts, c.slot.ID, c.filing)
	if got, ok := kept.get(key); ok {
		c.showFitted(got.([]fittedSeen))
		return originals, nil
	}
	last := fmt.Sprintf("%d last %s %p", d.reads, c.slot.ID, c.filing)
	if got, ok := kept.get(last); ok { // as it was cut before, so that the page keeps its shape meanwhile
		c.showFitted(got.([]fittedSeen))
		for _, made := range c.pairs {
			for _, b := range append(made.adjust, made.choices...) {
				b.able(false)
			}
		}
	}
	f, slot := c.filing, c.slot.ID
	return originals, []request{{
		load: func(ctx context.Context) (any, error) { return loadFitted(ctx, d.stage, batch, f, slot, cardSide) },
		done: func(got any, err error) {
			if err != nil {
				for _, made := range c.pairs {
					made.after.fail(job.Say(err, d.lang))
				}
				return
			}
			kept.put(key, got)
			kept.put(last, got)
			c.showFitted(got.([]fittedSeen))
		}}}
}

// fittedSeen is a fitted picture, reduced for showing.
type fittedSeen struct {
	seen
	job.Picture
}

// loadFitted makes the pictures of a slot, or takes those kept from the check.
// It waits while a task uses the batch.
func loadFitted(ctx context.Context, stage chan struct{}, batch Batch, f *filing.Filing, slot filing.Slot, side int) ([]fittedSeen, error) {
	select {
	case stage <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-stage }()
	pictures, err := batch.Pictures(ctx, f, slot)
	if err != nil {
		return nil, err
	}
	made := make([]fittedSeen, len(pictures))
	for i, picture := range pictures {
		made[i].Picture = picture
		made[i].bytes = int64(len(picture.JPEG))
		if picture.Err == nil {
			src, err := jpeg.Decode(bytes.NewReader(picture.JPEG))
			if err != nil {
				made[i].Err = err
				continue
			}
			made[i].width, made[i].height = src.Bounds().Dx(), src.Bounds().Dy()
			made[i].image = shrink(src, side)
		}
		made[i].JPEG = nil // not to be kept twice
	}
	return made, nil
}

// showFitted fills the right side of the pairs.
func (c *slotCard) showFitted(made []fittedSeen) {
	d := c.panel.window.desk
	for i, to := range c.pairs {
		if i >= len(made) {
			to.after.fail(d.say("scans.unmade"))
			continue
		}
		got := made[i]
		if got.Err != nil {
			to.after.fail(d.say("scans.unmade"))
			continue
		}
		to.made = got.Picture
		for _, adjust := range to.adjust {
			adjust.able(true)
		}
		to.choices = nil
		to.asked.Objects = c.askUpright(to)
		to.after.show(got.image)
		caption := fmt.Sprintf("%d×%d", got.width, got.height)
		if q := quality(got.Result); q != "" {
			caption += " · " + d.say("scans.quality", "q", q)
		}
		to.after.caption.set(caption)
		to.after.detail.set(d.say("bytes", "n", thousands(got.bytes)))
		if steps := stepsOf(got.Result, d.lang); steps != "" {
			to.steps.set(d.say("scans.steps", "steps", steps))
		}
	}
	if page := c.panel.paged; page != nil { // else it is being built
		page.Refresh()
	}
}

// slotFinding is a finding of the slot, in short.
func (p *panel) slotFinding(f filing.Finding) fyne.CanvasObject {
	text := f.Message
	if f.Remedy != "" {
		text += "\n" + f.Remedy
	}
	paper := colourNoteBg
	switch f.Severity {
	case filing.Block:
		paper = colourBlockBg
	case filing.Warn:
		paper = colourWarnBg
	}
	return newBacked(rectangle(paper, 4), newInset(newPara(text, labelSize, false, inkOf(f.Severity)), 8, 5, 8, 5))
}
