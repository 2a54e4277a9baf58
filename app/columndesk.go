package app

import "beiandesk/internal/job"

// attempt is a workbook with its scan folder that was to be opened.
type attempt struct{ workbook, scans string }

// reread reads the open workbook as the user said; remember, which may be nil,
// keeps that once it is taken over.
func (d *desk) reread(reading job.Reading, remember func() error) bool {
	return d.readAgain("task.columns", &reimported{scans: d.scans, reading: reading, said: true, remember: remember})
}

// lookedAt takes note of a way of reading that was just taken over.
func (d *desk) lookedAt(r *reimported) {
	if !r.said {
		return
	}
	d.looked = doubtsOf(d.tables)
	if r.remember == nil {
		return
	}
	if err := r.remember(); err != nil {
		d.view.failed(err)
	}
}

// openAs opens a workbook that is not open as the user said it is to be read.
func (d *desk) openAs(of attempt, reading job.Reading, remember func() error) bool {
	if remember != nil {
		if err := remember(); err != nil {
			d.view.failed(err)
		}
	}
	return d.openRead(of.workbook, of.scans, reading)
}
