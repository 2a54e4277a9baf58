package app

import (
	"path/filepath"

	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/job"
)

// askExport asks where the submission package goes, and in which form.
func (w *Window) askExport() {
	if !w.idle() {
		return
	}
	d := w.desk
	c := d.listing.counts()
	name := stem(d.workbook) + d.say("file.package")
	zipped := false
	var t *target
	form := widget.NewRadioGroup([]string{d.say("export.asfolder"), d.say("export.aszip")}, func(chosen string) {
		zipped = chosen == d.say("export.aszip")
		if t != nil {
			t.ext = map[bool]string{true: ".zip"}[zipped]
		}
	})
	form.Horizontal, form.Required = true, true
	form.Selected = d.say("export.asfolder")

	blocked := widget.NewCheck(d.say("export.blocked", "n", thousands(c.blocked)), nil)
	blocked.OnChanged = func(bool) { t.note.set(w.exportNote(c, blocked.Checked)) }
	rows := []targetRow{{d.say("export.form"), form}}
	if c.blocked > 0 {
		rows = append(rows, targetRow{"", blocked})
	}
	t = w.askTarget("export.title", name, "", "export.go", rows, w.exportNote(c, false), func(path string, force bool) {
		d.export(path, job.ExportOptions{Force: force, IncludeBlocked: blocked.Checked})
	})
}

// exportNote says what the package will hold.
func (w *Window) exportNote(c counts, includeBlocked bool) string {
	d := w.desk
	n := c.all
	if !includeBlocked {
		n -= c.blocked
	}
	note := d.say("export.note", "n", thousands(n))
	if left := c.all - n; left > 0 {
		note += d.say("export.note.left", "n", thousands(left))
	}
	if d.scans == "" {
		note += "\n" + d.say("export.note.noscans")
	}
	return note
}

// askPapers asks where the papers go.
func (w *Window) askPapers() {
	if !w.idle() {
		return
	}
	d := w.desk
	papers, filings := 0, 0
	for _, r := range d.report.Filings {
		if n := len(r.Papers); n > 0 {
			papers, filings = papers+n, filings+1
		}
	}
	if papers == 0 {
		w.inform(d.say("papers.none.title"), d.say("papers.none"))
		return
	}
	bundle := widget.NewCheck(d.say("papers.bundleit"), nil)
	bundle.Checked = true
	w.askTarget("papers.title", stem(d.workbook)+d.say("file.papers"), "", "papers.go", []targetRow{{"", bundle}},
		d.say("papers.note", "n", thousands(papers), "filings", thousands(filings)),
		func(path string, force bool) {
			file := ""
			if bundle.Checked {
				file = filepath.Join(path, d.say("file.bundle"))
			}
			d.papers(path, file, job.PaperOptions{Force: force})
		})
}
