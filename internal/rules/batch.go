package rules

import (
	"cmp"

	"beiandesk/internal/filing"
)

// batch is what a check knows besides the filing at hand: what it checks by,
// and what the other filings hold.
type batch struct {
	opt      Options
	filings  []*filing.Filing
	forms    []*form     // what each is asked for
	provider string      // the provider's name, as a message's value
	region   string      // its region's, likewise
	soon     filing.Date // what expires before it expires soon
	months   string      // how many months that is
	listDay  string      // the day of the list of addresses
	lastTerm filing.Date // what a domain cannot expire after
	workdays filing.Workdays
	certs    *certificates

	entities    *entityBook
	knownOf     []workedOut // of each entity, behind that of filings without one
	sites       *siteBook
	domainNames *domainNames
	documentary *documentary

	people   *contactBook
	parsed   []domainEntry  // the domains of all filings
	parsedTo []int          // for each filing the end of its own in parsed
	domainAt map[string]few // registrable domain of a new site → filings

	accounts    map[string]*accountUse
	formerNames map[int]string // entity → the name it had before
}

func newBatch(filings []*filing.Filing, opt Options) *batch {
	months := opt.Profile.Dates.ExpiresSoonMonths
	asked := make([]*form, len(filings))
	for i, f := range filings {
		asked[i] = formOf(f.Kind())
	}
	b := &batch{
		opt:      opt,
		filings:  filings,
		forms:    asked,
		provider: both(opt.Profile.Provider.Short),
		region:   both(opt.Profile.Provider.RegionName),
		soon:     opt.Today.AddMonths(months),
		months:   itoa(months),
		listDay:  dayOf(opt.Profile.Networks.Created()),
		lastTerm: opt.Today.AddYears(longestTerm),
		workdays: opt.Profile.Calendar.Workdays(),
		certs:    loadCertificates(),
		entities: newEntityBook(filings, asked),
		sites:    newSiteBook(filings, asked),
		people:   newContactBook(filings, asked),
		parsed:   make([]domainEntry, 0, len(filings)),
		parsedTo: make([]int, 0, len(filings)),
		domainAt: make(map[string]few, len(filings)),

		domainNames: loadDomainNames(),
		documentary: loadDocumentary(),
		accounts:    make(map[string]*accountUse),
		formerNames: make(map[int]string),
	}
	b.knownOf = make([]workedOut, len(b.entities.groups)+1)
	for i, f := range filings {
		b.addAccount(i, f)
		b.addFormerName(i, f)
		for d := range f.All(filing.SiteDomains) {
			b.parsed = append(b.parsed, readDomain(d))
		}
		b.parsedTo = append(b.parsedTo, len(b.parsed))
		if asked[i].new {
			b.addDomains(i)
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

// domainsOf returns the domains of a filing.
func (b *batch) domainsOf(i int) []domainEntry {
	from := 0
	if i > 0 {
		from = b.parsedTo[i-1]
	}
	return b.parsed[from:b.parsedTo[i]:b.parsedTo[i]]
}

func (b *batch) addDomains(i int) {
	for _, d := range b.domainsOf(i) {
		if d.err == nil {
			at := b.domainAt[d.Registrable]
			at.add(i)
			b.domainAt[d.Registrable] = at
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

// few are the first filings that something is said of, as many as a message
// names and one more, which tells that there are others.
type few struct {
	count   int
	filings [mostKeys + 1]int
}

// add takes in a filing; they come in the batch's order.
func (h *few) add(i int) {
	if h.count < len(h.filings) && (h.count == 0 || h.filings[h.count-1] != i) {
		h.filings[h.count] = i
		h.count++
	}
}

func (h *few) all() []int { return h.filings[:h.count] }

// keys names filings in a message.
func (b *batch) keys(indices []int) string {
	keys := make([]string, len(indices))
	for i, at := range indices {
		keys[i] = b.filings[at].Key()
	}
	return listedWords(keys, mostKeys)
}

// nameOf returns how a message calls an entity: by the first name that its
// filings give, else by its number.
func (b *batch) nameOf(g *entityGroup) string {
	for _, field := range []filing.Field{filing.EntityName, filing.EntityCertNumber, filing.EntityRecordNumber} {
		for _, at := range g.filings {
			if text := b.filings[at].Text(field); text != "" {
				return text
			}
		}
	}
	return ""
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
			"entity": b.nameOf(g), "count": itoa(len(g.filings)), "filings": b.keys(g.filings)}}
		change := cmp.Or(g.first(filing.ChangeEntity), g.first(filing.ChangeInfo))
		if change != nil && (g.first(filing.NewSite) != nil || g.first(filing.NewAccess) != nil) {
			f.Variant = "change-first"
			f.Args["change"] = b.filings[*change].Key()
		}
		findings = append(findings, f)
	}
	return findings
}
