package plan

import (
	"cmp"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Options say by what to plan.
type Options struct {
	Profile *provider.Profile
	Today   filing.Date
}

// Plan is the order of a batch.
type Plan struct {
	Steps []Step // for each filing, in the batch's order
	Order []int  // the filings by wave; within one in the batch's order
	Waves int    // how many waves there are
	Years []int  // years that the plan reaches into and whose holidays are not known
}

// Step is one filing's place in the plan.
type Step struct {
	Wave     int // from 1
	After    int // the filing that must be approved before, -1 for none
	Why      Why // why it waits
	Earliest filing.Date
	Review   filing.Date // when the provider's review is done, at the latest, if it is submitted on the earliest day
	Verify   filing.Date // when the verification by SMS ends, likewise; zero when there is none
	Decided  filing.Date // when the authority has decided, likewise
	Split    int         // into how many filings its domains must be split for the province; 0 for none
	Held     bool        // a filing before it is blocked
}

// Why says why a filing waits for another.
type Why string

// The reasons.
const (
	ChangeFirst  Why = "change-first"  // what is on file is put right before anything is added
	FilingFirst  Why = "filing-first"  // it needs the filing number that the other gives
	AccessFirst  Why = "access-first"  // a new access comes before an old one is cancelled
	CancelLast   Why = "cancel-last"   // what goes, goes last
	CancelFirst  Why = "cancel-first"  // what is filed anew is cancelled before
	DomainInUse  Why = "domain-in-use" // its domain is cancelled by the other
	OneAtATime   Why = "one-at-a-time" // nothing but that one is under way at a time
	notScheduled     = -1
)

// Make plans the filings; statuses are what the checks say of each.
func Make(filings []*filing.Filing, statuses []filing.Status, opt Options) *Plan {
	p := &planner{Options: opt, filings: filings, statuses: statuses, days: opt.Profile.Calendar.Workdays(),
		before: make([]int, len(filings)), frees: freedDomains(filings), state: make([]progress, len(filings))}
	p.plan.Steps = make([]Step, len(filings))
	p.chain()
	for i := range filings {
		p.schedule(i)
	}
	p.plan.Order = make([]int, len(filings))
	last := opt.Today
	for i, step := range p.plan.Steps {
		p.plan.Order[i] = i
		p.plan.Waves = max(p.plan.Waves, step.Wave)
		if step.Decided.After(last) {
			last = step.Decided
		}
	}
	slices.SortStableFunc(p.plan.Order, func(a, b int) int { return p.plan.Steps[a].Wave - p.plan.Steps[b].Wave })
	for year := opt.Today.Year; len(filings) > 0 && year <= last.Year; year++ {
		if !opt.Profile.Calendar.Knows(year) {
			p.plan.Years = append(p.plan.Years, year)
		}
	}
	return &p.plan
}

// planner is a plan in the making.
type planner struct {
	Options
	filings  []*filing.Filing
	statuses []filing.Status
	days     filing.Workdays
	before   []int            // the filing of the same entity before each, -1 for none
	frees    map[string][]int // domain → filings that cancel it
	state    []progress
	plan     Plan
}

type progress int8

const (
	untouched progress = iota
	underWay
	done
)

// freedDomains lists who cancels which domain.
func freedDomains(filings []*filing.Filing) map[string][]int {
	frees := make(map[string][]int)
	for i, f := range filings {
		if f.Kind() == filing.CancelSite {
			for _, d := range f.List(filing.SiteDomains) {
				frees[d] = append(frees[d], i)
			}
		}
	}
	return frees
}

// chain puts the filings of each entity in a row.
func (p *planner) chain() {
	of, count := filing.Entities(p.filings)
	rows := make([][]int, count)
	for i, entity := range of {
		p.before[i] = notScheduled
		if entity >= 0 {
			rows[entity] = append(rows[entity], i)
		}
	}
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		ranks := make(map[int]int, len(row))
		for _, i := range row {
			ranks[i] = p.rank(i, row)
		}
		slices.SortStableFunc(row, func(a, b int) int {
			return cmp.Or(ranks[a]-ranks[b], p.blockedLast(a)-p.blockedLast(b))
		})
		for k, i := range row[1:] {
			p.before[i] = row[k]
		}
	}
}

// blockedLast lets those of one kind go first that nothing blocks.
func (p *planner) blockedLast(i int) int {
	if p.statuses[i] == filing.Blocked {
		return 1
	}
	return 0
}

// inOrder is the order of kinds within one entity: what is on file first, then
// what is new, what moves, and what goes.
var inOrder = []filing.Kind{filing.ChangeEntity, filing.ChangeInfo, filing.NewEntity, filing.NewSite, filing.NewAccess, filing.ChangeIP,
	filing.CancelAccess, filing.CancelSite, filing.CancelEntity}

// rank returns a filing's place among the kinds of its entity. A filing that
// cancels what another files anew comes before everything.
func (p *planner) rank(i int, row []int) int {
	kind := p.filings[i].Kind()
	for _, at := range row {
		switch other := p.filings[at]; {
		case kind == filing.CancelEntity && other.Kind() == filing.NewEntity:
			return -1
		case kind == filing.CancelSite && isNew(other.Kind()):
			for _, d := range other.List(filing.SiteDomains) {
				if slices.Contains(p.frees[d], i) {
					return -1
				}
			}
		}
	}
	return slices.Index(inOrder, kind)
}

func isNew(kind filing.Kind) bool {
	return kind == filing.NewEntity || kind == filing.NewSite || kind == filing.NewAccess
}

// schedule settles a filing's step, those before it first. Two filings that
// wait for each other through their domains do not: the later question is left
// aside.
func (p *planner) schedule(i int) {
	if p.state[i] != untouched {
		return
	}
	p.state[i] = underWay
	f := p.filings[i]
	step := Step{Wave: 1, After: notScheduled, Earliest: p.days.Add(p.Today, 0), Split: p.split(f)}
	if verified, ok := f.Date(filing.DomainVerifiedOn); ok && filing.DomainVerifiedOn.Def().Asked.Has(f.Kind()) {
		if day := p.days.Add(verified, p.Profile.Dates.DomainSyncDays); day.After(step.Earliest) {
			step.Earliest = day
		}
	}
	waitFor := func(at int, why Why) {
		p.schedule(at)
		if p.state[at] != done {
			return
		}
		other := p.plan.Steps[at]
		step.Held = step.Held || other.Held || p.statuses[at] == filing.Blocked
		step.Wave = max(step.Wave, other.Wave+1)
		if step.After == notScheduled || step.After == at || other.Decided.After(p.plan.Steps[step.After].Decided) {
			step.After, step.Why = at, why
		}
		if day := p.days.Add(other.Decided, 0); day.After(step.Earliest) {
			step.Earliest = day
		}
	}
	if at := p.before[i]; at >= 0 {
		waitFor(at, p.why(at, i))
	}
	if isNew(f.Kind()) {
		for _, d := range f.List(filing.SiteDomains) {
			for _, at := range p.frees[d] {
				waitFor(at, DomainInUse)
			}
		}
	}
	p.deadlines(&step, f.Kind())
	p.plan.Steps[i], p.state[i] = step, done
}

// why says why a filing waits for the one before it in its entity's row.
func (p *planner) why(before, i int) Why {
	first, second := p.filings[before].Kind(), p.filings[i].Kind()
	switch {
	case first == filing.CancelEntity && second == filing.NewEntity:
		return CancelFirst
	case first == filing.NewEntity:
		return FilingFirst
	case (first == filing.ChangeEntity || first == filing.ChangeInfo) && isNew(second):
		return ChangeFirst
	case first == filing.NewAccess && second == filing.CancelAccess:
		return AccessFirst
	case slices.Contains(cancels, second) && !slices.Contains(cancels, first):
		return CancelLast
	}
	return OneAtATime
}

var cancels = []filing.Kind{filing.CancelAccess, filing.CancelSite, filing.CancelEntity}

// hoursADay turns the hours of a deadline into days.
const hoursADay = 24

// deadlines reckons how long a filing takes at most. Cancelling an access is
// not verified by SMS.
func (p *planner) deadlines(step *Step, kind filing.Kind) {
	dates := p.Profile.Dates
	step.Review = p.days.Add(step.Earliest, dates.FirstReviewDays)
	from := step.Review
	if kind != filing.CancelAccess {
		step.Verify = from.AddDays((dates.SMSHours + hoursADay - 1) / hoursADay)
		from = step.Verify
	}
	step.Decided = p.days.Add(from, dates.AuthorityDays)
}

// split returns into how many filings a filing's domains must be split, 0 when
// the province takes them as they are. A filing is one site; where the limits
// count domains as sites, each is one.
func (p *planner) split(f *filing.Filing) int {
	sites := p.Profile.Province(f.Text(filing.EntityProvince)).Sites
	domains := len(f.List(filing.SiteDomains))
	if sites == nil || sites.Max == 0 || !isNew(f.Kind()) || domains <= sites.Max {
		return 0
	}
	return (domains + sites.Max - 1) / sites.Max
}
