package job

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/plan"
	"beiandesk/internal/provider"
)

// Report is what a check of a batch comes to. Its JSON form is a contract.
type Report struct {
	Filings  []FilingReport   `json:"filings"`
	Batch    []filing.Finding `json:"batch"`
	Adjusted []AdjustedRule   `json:"adjusted"` // what the user's adjustments of rules did
	Summary  Summary          `json:"summary"`
	Package  *PackageReport   `json:"package,omitempty"` // export only
	Fixes    []Fix            `json:"fixes,omitzero"`    // where a corrected copy was written

	// Tables are how the workbook was understood, where that was asked for.
	Tables []*Table `json:"tables,omitempty"`

	// OCR says that the text in scans was read and compared, see [TextReader].
	OCR bool `json:"ocr,omitempty"`

	plan *plan.Plan
}

// FilingReport is what a check says of one filing.
type FilingReport struct {
	Key      string           `json:"key"`
	Kind     filing.Kind      `json:"kind"`
	Entity   string           `json:"entity"`
	Site     string           `json:"site"`
	Domains  []string         `json:"domains"`
	Route    filing.Route     `json:"route"`
	Verified bool             `json:"-"` // whether its kind is verified at all: what goes and another address are not
	Status   filing.Status    `json:"status"`
	Papers   []filing.Paper   `json:"papers"`
	Findings []filing.Finding `json:"findings"`
	Confirm  []Confirmation   `json:"confirm"` // shared between filings: not to be changed

	// Its place in the submission plan.
	Wave     int    `json:"wave"`            // from 1
	Earliest string `json:"earliest"`        // YYYY-MM-DD, the first day to submit it
	After    string `json:"after,omitempty"` // key of the filing that must be approved before

	// Filing is what the report speaks of.
	Filing *filing.Filing `json:"-"`
}

// Confirmation is one item of a filing's tick list (确认事项): what no check can
// see and a person must answer for.
type Confirmation struct {
	ID     string `json:"id"`
	Phase  string `json:"phase"` // before, submit or after: when it is due
	Text   string `json:"text"`
	How    string `json:"how"`
	Source string `json:"source"`
}

// Summary counts the filings by status.
type Summary struct {
	Filings int `json:"filings"`
	Ready   int `json:"ready"`
	Warned  int `json:"warned"`
	Blocked int `json:"blocked"`
}

// PackageReport is what an export wrote.
type PackageReport struct {
	Path  string `json:"path"`
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
}

// Blocked reports whether any filing is blocked.
func (r *Report) Blocked() bool { return r.Summary.Blocked > 0 }

// newReport puts the findings of a batch together, by filing.
func newReport(filings []*filing.Filing, byFiling [][]filing.Finding, batch []filing.Finding, opt Options) *Report {
	report := &Report{Filings: make([]FilingReport, len(filings)), Batch: batch}
	if report.Batch == nil {
		report.Batch = []filing.Finding{}
	}
	lists := newTickLists(opt)
	for i, f := range filings {
		r := reportOn(f, byFiling[i], opt.Profile)
		r.Confirm = lists.of(f)
		report.Filings[i] = r
		report.Summary.count(r.Status)
	}
	return report
}

// verification returns how the filing is verified, "" when it is not.
func (r *FilingReport) verification() filing.Route {
	if !r.Verified {
		return ""
	}
	return r.Route
}

func reportOn(f *filing.Filing, findings []filing.Finding, prof *provider.Profile) FilingReport {
	kind, _ := prof.Kind(f.Kind())
	r := FilingReport{
		Key:      f.Key(),
		Kind:     f.Kind(),
		Entity:   f.Text(filing.EntityName),
		Site:     f.Text(filing.SiteName),
		Domains:  f.List(filing.SiteDomains),
		Route:    prof.RouteOf(f),
		Verified: kind.Verified(),
		Status:   filing.StatusOf(findings),
		Papers:   []filing.Paper{},
		Findings: findings,
		Filing:   f,
	}
	if r.Domains == nil {
		r.Domains = []string{}
	}
	if r.Findings == nil {
		r.Findings = []filing.Finding{}
	}
	for _, paper := range prof.PapersFor(f) {
		r.Papers = append(r.Papers, paper.ID)
	}
	return r
}

func (s *Summary) count(status filing.Status) {
	s.Filings++
	switch status {
	case filing.Ready:
		s.Ready++
	case filing.Warned:
		s.Warned++
	case filing.Blocked:
		s.Blocked++
	}
}
