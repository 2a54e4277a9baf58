package rules

import (
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
	certs    *certificates
	places   *places

	people   *contactBook
	domainAt map[string][]int // domain of a new site → filings
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
		certs:    loadCertificates(),
		places:   newPlaces(),
		people:   newContactBook(len(filings)),
		domainAt: make(map[string][]int, len(filings)),
	}
	for i, f := range filings {
		b.people.add(i, f)
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
	for _, d := range f.List(filing.SiteDomains) {
		if at := b.domainAt[d]; len(at) <= mostKeys && !slices.Contains(at, i) {
			b.domainAt[d] = append(at, i)
		}
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
// handles one at a time.
func (b *batch) entitiesInFlight() (findings []filing.Finding) {
	type group struct {
		name    string
		filings []int
	}
	var groups []*group
	byKey := make(map[string]*group, len(b.filings))
	entities := b.entityKeys()
	for i, f := range b.filings {
		key := entities[i]
		if key == "" {
			continue
		}
		g := byKey[key]
		if g == nil {
			g = &group{name: f.Text(filing.EntityName)}
			byKey[key] = g
			groups = append(groups, g)
		}
		g.filings = append(g.filings, i)
	}
	for _, g := range groups {
		if len(g.filings) > 1 {
			findings = append(findings, filing.Finding{Rule: "entity-in-flight",
				Args: filing.Args{"entity": g.name, "count": itoa(len(g.filings)), "filings": b.keys(g.filings)}})
		}
	}
	return findings
}

// entityKeys returns for each filing what its entity is recognised by: the
// certificate's number, or the name where no filing of that name has a number.
func (b *batch) entityKeys() []string {
	numbers := make(map[string]string)
	for _, f := range b.filings {
		if name, number := f.Text(filing.EntityName), f.Text(filing.EntityCertNumber); name != "" && number != "" {
			if _, known := numbers[name]; !known {
				numbers[name] = number
			}
		}
	}
	keys := make([]string, len(b.filings))
	for i, f := range b.filings {
		name := f.Text(filing.EntityName)
		switch number := f.Text(filing.EntityCertNumber); {
		case number != "":
			keys[i] = number
		case numbers[name] != "":
			keys[i] = numbers[name]
		default:
			keys[i] = name
		}
	}
	return keys
}
