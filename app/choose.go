package app

import "beiandesk/internal/filing"

// What the user chooses to see: filter, order, filing, finding.

// show filters the table by status; waiting shows all.
func (d *desk) show(status filing.Status) {
	d.listing.status = status
	d.listing.apply()
	d.view.listingChanged()
}

// search filters the table by words, all of which must be found.
func (d *desk) search(query string) {
	if query == d.listing.query {
		return
	}
	d.listing.query = query
	d.listing.apply()
	d.view.listingChanged()
}

// sortOn sorts the table by a column.
func (d *desk) sortOn(by column) {
	d.listing.sortOn(by)
	d.view.listingChanged()
}

// choose selects a filing, -1 for the batch as a whole.
func (d *desk) choose(at int) {
	if at == d.selected || at >= len(d.listing.rows) {
		return
	}
	d.selected, d.finding = at, -1
	d.view.selectionChanged()
}

// step moves the selection by rows of the table as shown.
func (d *desk) step(rows int) {
	if len(d.listing.shown) == 0 {
		return
	}
	to := d.listing.place(d.selected)
	switch {
	case to >= 0:
		to += rows
	case rows < 0:
		to = len(d.listing.shown) - 1
	default:
		to = 0
	}
	d.choose(d.listing.shown[max(0, min(to, len(d.listing.shown)-1))])
}

// chosen returns the selected filing, nil for none.
func (d *desk) chosen() *filing.Filing {
	if d.batch == nil || d.selected < 0 {
		return nil
	}
	return d.listed[d.selected]
}

// findings returns what is to be shown of the selected filing, or of the batch
// as a whole: gravest first.
func (d *desk) findings() []filing.Finding {
	switch {
	case d.report == nil:
		return nil
	case d.selected < 0:
		return byGravity(d.report.Batch)
	}
	return byGravity(d.report.Filings[d.selected].Findings)
}

// papersNeeded returns the papers of the selected filing.
func (d *desk) papersNeeded() []filing.Paper {
	if d.report == nil || d.selected < 0 {
		return nil
	}
	return d.report.Filings[d.selected].Papers
}

func byGravity(found []filing.Finding) []filing.Finding {
	var sorted []filing.Finding
	for rank := range 3 {
		for _, f := range found {
			if f.Severity.Rank() == rank {
				sorted = append(sorted, f)
			}
		}
	}
	return sorted
}

// nextFinding goes to the next finding, or the one before when back is set,
// through the filings in the order shown, round from the end to the beginning.
// It reports false when there is none at all.
func (d *desk) nextFinding(back bool) bool {
	if d.report == nil || len(d.listing.shown) == 0 {
		return false
	}
	found := d.findings()
	to := d.finding + 1
	if back {
		to = d.finding - 1
	}
	if d.selected >= 0 && 0 <= to && to < len(found) {
		d.finding = to
		d.view.selectionChanged()
		return true
	}
	shown, from := d.listing.shown, d.listing.place(d.selected)
	if from < 0 && back {
		from = 0
	}
	for i := 1; i <= len(shown); i++ {
		next := from + i
		if back {
			next = from - i
		}
		at := shown[(next%len(shown)+len(shown))%len(shown)]
		if n := len(d.report.Filings[at].Findings); n > 0 {
			d.selected, d.finding = at, 0
			if back {
				d.finding = n - 1
			}
			d.view.selectionChanged()
			return true
		}
	}
	return false
}
