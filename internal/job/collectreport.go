package job

import (
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/rules"
)

// Assignment says by hand what a page of a scan is.
type Assignment struct {
	File      string
	Page      int    // of the file, from 1
	Filing    string // key
	Paper     filing.Paper
	PaperPage int // from 1
}

// CollectReport is what was found in scans of signed papers. Its JSON form is a
// contract.
type CollectReport struct {
	Pages     []CollectedPage `json:"pages"`
	Unmatched []UnmatchedPage `json:"unmatched"`
	Missing   []MissingPaper  `json:"missing"`
	Files     []CollectedFile `json:"files"` // that were written
}

// CollectedPage is a page that belongs to a paper of the batch. What is seen on
// it is left out where the page has no place for it, or where it could not be
// looked at.
type CollectedPage struct {
	Source     string           `json:"source"`
	Page       int              `json:"page"` // of the source, from 1
	Filing     string           `json:"filing"`
	Filings    []string         `json:"filings,omitempty"` // all that the paper speaks for, where it is several
	Paper      filing.Paper     `json:"paper"`
	PaperPage  int              `json:"paper_page"`
	PaperPages int              `json:"paper_pages"`
	Output     string           `json:"output,omitempty"` // none for a page that came twice
	Sealed     *bool            `json:"sealed,omitempty"`
	Signed     *bool            `json:"signed,omitempty"`
	Dated      *bool            `json:"dated,omitempty"`
	Mark       string           `json:"mark,omitempty"` // the printed number; none for a page sorted by hand
	Findings   []filing.Finding `json:"findings"`

	sheet   *collectedSheet
	corners [4][2]float64
	stale   bool
	size    int // pixels
}

// UnmatchedPage is a page that belongs to no paper of the batch, or a file that
// cannot be read (page 0).
type UnmatchedPage struct {
	Source   string           `json:"source"`
	Page     int              `json:"page,omitempty"`
	Mark     string           `json:"mark,omitempty"`
	Findings []filing.Finding `json:"findings"`
	Error    string           `json:"error,omitempty"`
}

// MissingPaper is a paper that was not among the scans, or some pages of it.
type MissingPaper struct {
	Filing string       `json:"filing"`
	Paper  filing.Paper `json:"paper"`
	Pages  []int        `json:"pages,omitempty"` // that are missing; empty for all
}

// CollectedFile is a picture that was written for a slot.
type CollectedFile struct {
	Filing string      `json:"filing"`
	Slot   filing.Slot `json:"slot"`
	Path   string      `json:"path"`
	Bytes  int         `json:"bytes"`
	Width  int         `json:"width"`
	Height int         `json:"height"`
}

// Unread reports whether a file could not be read.
func (r *CollectReport) Unread() bool {
	for _, u := range r.Unmatched {
		if u.Error != "" {
			return true
		}
	}
	return false
}

// Blocked reports whether a finding blocks a filing.
func (r *CollectReport) Blocked() bool {
	for _, p := range r.Pages {
		if filing.StatusOf(p.Findings) == filing.Blocked {
			return true
		}
	}
	return false
}

// Report returns what was found so far. A paper whose picture lies in the folder dir,
// "" for none, is not missing.
func (c *Collection) Report(dir string) *CollectReport {
	report := c.sorted(dir)
	c.describe(report)
	return report
}

func (c *Collection) sorted(dir string) *CollectReport {
	report := &CollectReport{Pages: []CollectedPage{}, Unmatched: []UnmatchedPage{}, Missing: []MissingPaper{}, Files: []CollectedFile{}}
	for _, s := range c.sheets {
		s.chosen, s.pages = make(map[int]int), 0
	}
	for _, at := range c.pages {
		o := c.outcomes[at]
		if o.unmatched != nil {
			report.Unmatched = append(report.Unmatched, *o.unmatched)
			continue
		}
		o.page.Findings = slices.Clone(o.page.Findings)
		report.Pages = append(report.Pages, o.page)
	}
	c.choose(report)
	c.miss(report, dir)
	return report
}

func (c *Collection) describe(report *CollectReport) {
	for i := range report.Pages {
		rules.Describe(report.Pages[i].Findings, c.batch.opt.Lang)
	}
	for i := range report.Unmatched {
		rules.Describe(report.Unmatched[i].Findings, c.batch.opt.Lang)
	}
}
