package rules

import (
	"cmp"
	"slices"

	"beiandesk/internal/filing"
)

// batch is what a check knows besides the filing at hand: what it checks by,
// and what the other filings hold.
type batch struct {
	opt      Options
	filings  []*filing.Filing
	provider string      // the provider's name, as a message's value
	region   string      // its region's, likewise
	soon     filing.Date // what expires before it expires soon
	months   string      // how many months that is
	listDay  string      // the day of the list of addresses
	lastTerm filing.Date // what a domain cannot expire after
	workdays filing.Workdays
	certs    *certificates
	areas    map[areaKey]*area

	entities    *entityBook
	sites       *siteBook
	domainNames *domainNames
	documentary *documentary

	people   *contactBook
	domainAt map[string][]int // registrable domain of a new site → filings

	accounts    map[string]*accountUse
	formerNames map[int]string // entity → the name it had before
}

func newBatch(filings []*filing.Filing, opt Options) *batch {
	months := opt.Profile.Dates.ExpiresSoonMonths
	b := &batch{
		opt:      opt,
		filings:  filings,
		provider: both(opt.Profile.Provider.Short),
		region:   both(opt.Profile.Provider.RegionName),
		soon:     opt.Today.AddMonths(months),
		months:   itoa(months),
		listDay:  dayOf(opt.Profile.Networks.Created()),
		lastTerm: opt.Today.AddYears(longestTerm),
		workdays: opt.Profile.Calendar.Workdays(),
		certs:    loadCertificates(),
		areas:    make(map[areaKey]*area),
		entities: newEntityBook(filings),
		sites:    newSiteBook(filings),
		people:   newContactBook(len(filings)),
		domainAt: make(map[string][]int, len(filings)),

		domainNames: loadDomainNames(),
		documentary: loadDocumentary(),
		accounts:    make(map[string]*accountUse),
		formerNames: make(map[int]string),
	}
	for i, f := range filings {
		b.people.add(i, f)
		b.addAccount(i, f)
		b.addFormerName(i, f)
		if formOf(f.Kind()).new {
			b.addDomains(i, f)
		}
	}
	return b
}

// dayOf returns the day of a time stamp that begins with one, else all of it.
func dayOf(stamp string) string {
	const length = len("2006-01-02")
	if len(stamp) > length {
		if day, ok := filing.ParseDate(stamp[:length]); ok {
			return day.String()
		}
	}
	return stamp
}

func (b *batch) addDomains(i int, f *filing.Filing) {
	for d := range f.All(filing.SiteDomains) {
		d = registrableOf(d)
		if at := b.domainAt[d]; len(at) <= mostKeys && !slices.Contains(at, i) {
			b.domainAt[d] = append(at, i)
		}
	}
}

func (b *batch) addFormerName(i int, f *filing.Filing) {
	if former := f.Text(filing.EntityFormerName); former != "" && b.entities.of[i] >= 0 {
		b.formerNames[b.entities.of[i]] = former
	}
}

// mostKeys is how many filings a message names.
const mostKeys = 3

// keys names filings in a message.
func (b *batch) keys(indices []int) string {
	keys := make([]string, len(indices))
	for i, at := range indices {
		keys[i] = b.filings[at].Key()
	}
	return listedWords(keys, mostKeys)
}

// entitiesInFlight tells of every entity with several filings: the authority
// handles one at a time, and a change before what is new.
func (b *batch) entitiesInFlight() (findings []filing.Finding) {
	for i := range b.entities.groups {
		g := &b.entities.groups[i]
		if len(g.filings) < 2 {
			continue
		}
		f := filing.Finding{Rule: "entity-in-flight", Args: filing.Args{
			"entity": b.filings[g.filings[0]].Text(filing.EntityName), "count": itoa(len(g.filings)), "filings": b.keys(g.filings)}}
		change := cmp.Or(g.first(filing.ChangeEntity), g.first(filing.ChangeInfo))
		if change != nil && (g.first(filing.NewSite) != nil || g.first(filing.NewAccess) != nil) {
			f.Variant = "change-first"
			f.Args["change"] = b.filings[*change].Key()
		}
		findings = append(findings, f)
	}
	return findings
}
