package app

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// adjust writes the user's word on a rule beside the workbook and checks anew.
func (d *desk) adjust(a provider.Adjustment) bool {
	if d.batch == nil || d.report == nil {
		return false
	}
	batch, lang := d.batch, d.lang
	var report *job.Report
	return d.run("task.adjust", func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetLang(lang)
		batch.SetProgress(p)
		if err = batch.Adjust(a); err != nil {
			return err
		}
		report, err = batch.Check(ctx)
		return err
	}, func() {
		d.reported(report)
		d.view.tell(d.say("tell.adjusted", "rule", job.RuleTitle(a.Rule, d.lang), "file", job.ProjectRules))
	})
}

// adjustKeys are what can be said of a rule: its severity, and the phrase for it.
var adjustKeys = []struct {
	severity filing.Severity
	key      string
}{
	{provider.Off, "adjust.off"}, {filing.Note, "adjust.note"}, {filing.Warn, "adjust.warn"}, {filing.Block, "adjust.block"},
}

const moreWidth = 22

// moreButton opens the menu of a finding.
func (p *panel) moreButton(f filing.Finding) fyne.CanvasObject {
	w := p.window
	var more *touch
	more = newTouch(container.New(&fixedWidth{moreWidth}, widget.NewIcon(theme.NewColoredResource(theme.MoreHorizontalIcon(), colourDim))), func() {
		var items []*fyne.MenuItem
		for _, a := range adjustKeys {
			if a.severity != f.Severity {
				items = append(items, fyne.NewMenuItem(w.desk.say(a.key), func() { w.askAdjust(f, a.severity) }))
			}
		}
		at := w.app.Driver().AbsolutePositionForObject(more)
		menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), w.win.Canvas())
		room := w.win.Canvas().Size()
		at.X = max(0, min(at.X+more.Size().Width-menu.MinSize().Width, room.Width-menu.MinSize().Width))
		if at.Y += more.Size().Height; at.Y+menu.MinSize().Height > room.Height {
			at.Y -= more.Size().Height + menu.MinSize().Height
		}
		menu.ShowAtPosition(at)
	})
	return more
}

// askAdjust asks for whom and why a rule is to be weighed otherwise.
func (w *Window) askAdjust(f filing.Finding, severity filing.Severity) {
	if !w.idle() {
		return
	}
	d := w.desk
	a := provider.Adjustment{Rule: f.Rule, Severity: severity}
	chosen := d.chosen()
	var key string
	for _, k := range adjustKeys {
		if k.severity == severity {
			key = k.key
		}
	}
	reason := widget.NewMultiLineEntry()
	reason.SetPlaceHolder(d.say("adjust.reason.hint"))
	reason.Wrapping = fyne.TextWrapWord
	reason.SetMinRowsVisible(3)
	form := container.NewVBox(
		container.New(&wrapWidth{520}, newPara(strings.TrimSuffix(d.say(key), "…")+d.say("adjust.of", "rule", job.RuleTitle(f.Rule, d.lang)), textSize, true, theme.ColorNameForeground)),
		space(0, 4))
	if chosen != nil {
		whole, one := d.say("adjust.whole"), d.say("adjust.one", "filing", chosen.Key())
		scope := widget.NewRadioGroup([]string{whole, one}, func(now string) {
			a.Filings = nil
			if now == one {
				a.Filings = []string{chosen.Key()}
			}
		})
		scope.Required, scope.Selected = true, whole
		form.Add(scope)
	}
	form.Add(newLine(d.say("adjust.reason"), textSize, false, colourDim))
	form.Add(reason)
	form.Add(container.New(&wrapWidth{520}, newPara(d.say("adjust.where", "file", job.ProjectRules, "folder", filepath.Dir(d.workbook)), labelSize, false, colourDim)))
	dialog := w.dialog(d.say("adjust.title"), newInset(form, 4, 6, 4, 10), nil)
	confirm := newButton(d.say("dialog.ok"), nil, w.typed, func() {
		dialog.Hide()
		a.Reason = strings.TrimSpace(reason.Text)
		d.adjust(a)
	})
	confirm.Importance = widget.HighImportance
	confirm.Disable()
	reason.OnChanged = func(text string) { confirm.able(strings.TrimSpace(text) != "") }
	cancel := newButton(d.say("dialog.cancel"), nil, w.typed, dialog.Hide)
	dialog.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(stretch(), container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, confirm)), 0, 0, 0, 2)})
	w.win.Canvas().Focus(reason)
}

// adjustedCards tell of the rules that the user has adjusted, on the page of the
// batch.
func (p *panel) adjustedCards() (cards []fyne.CanvasObject) {
	d := p.window.desk
	if d.report == nil || len(d.report.Adjusted) == 0 {
		return nil
	}
	cards = append(cards, newInset(newPara(d.say("adjusted.title"), textSize, true, theme.ColorNameForeground), 14, 12, 14, 4))
	for _, a := range d.report.Adjusted {
		body := newStack(3,
			newPara(a.Title(d.lang), textSize, true, theme.ColorNameForeground),
			newPara(d.say("adjusted.did", "was", d.say("severity."+string(a.Was)), "now", d.say("severity."+string(a.Now)), "n", thousands(a.Findings)), textSize, false, theme.ColorNameForeground),
			newPara(d.say("adjusted.reason", "reason", a.Reason), textSize, false, theme.ColorNameForeground))
		if len(a.Only) > 0 {
			body.Add(newPara(d.say("adjusted.only", "only", strings.Join(a.Only, d.say("list.mark"))), captionSize, false, colourDim))
		}
		body.Add(newPara(d.say("adjusted.where", "file", a.File, "line", a.Line), captionSize, false, colourDim))
		cards = append(cards, newInset(newBacked(rectangle(colourSurface, 4), newInset(body, 14, 8, 10, 8)), 10, 3, 14, 3))
	}
	return cards
}
