package rules

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Options say by what to check.
type Options struct {
	Profile *provider.Profile // nil for the default one
	Today   filing.Date       // the day that ages and expiries are reckoned at, zero for the day of the call
	Lang    filing.Lang       // of messages, "" for Chinese
}

func (o Options) filled() Options {
	if o.Profile == nil {
		o.Profile = provider.Default()
	}
	if o.Today.IsZero() {
		o.Today = filing.DateOf(time.Now())
	}
	if o.Lang == "" {
		o.Lang = filing.ZH
	}
	return o
}

// Result is what a check found.
type Result struct {
	ByFiling [][]filing.Finding // for each filing, by the dictionary's order of fields, then by rule
	Batch    []filing.Finding   // what concerns several filings and no field of one
}

// Check runs all checks over a batch. The result holds what the import noticed
// as well, save at fields that the filing's kind does not ask for. The filings
// are only read. The same filings give the same result in the same order.
func Check(filings []*filing.Filing, opt Options) Result {
	opt = opt.filled()
	b := newBatch(filings, opt)
	result := Result{ByFiling: make([][]filing.Finding, len(filings))}
	c := newChecker(b)
	for i, f := range filings {
		result.ByFiling[i] = c.check(i, f)
	}
	result.Batch = append(b.entitiesInFlight(), b.sharedAddresses()...)
	Describe(result.Batch, opt.Lang)
	return result
}

// checks are run for every filing, in this order; what they find is sorted.
var checks = []func(*checker){
	(*checker).values,
	(*checker).entityKind,
	(*checker).entityNumber,
	(*checker).entityCertificate,
	(*checker).entityName,
	(*checker).province,
	(*checker).divisions,
	(*checker).recordNumbers,
	(*checker).persons,
	(*checker).personNames,
	(*checker).documents,
	(*checker).sharedContacts,
	(*checker).siteName,
	(*checker).preApproval,
	(*checker).domains,
	(*checker).homeURL,
	(*checker).domainDates,
	(*checker).registrar,
	(*checker).domainHolder,
	(*checker).account,
	(*checker).accountCompany,
	(*checker).addresses,
	(*checker).accessPlace,
	(*checker).papers,
	(*checker).sitesPerFiling,
	(*checker).kind,
	(*checker).change,
	(*checker).cancel,
	(*checker).sameEntity,
	(*checker).sameSite,
	(*checker).authorityAsks,
}

// checker runs the checks over one filing after another. It is not safe for
// concurrent use.
type checker struct {
	*batch
	names      *naming
	registrars map[string]registrarKnown
	paperArgs  []filing.Args // of the profile's papers

	lastName    struct{ name, folded string } // what folded was last asked for
	goodName    string                        // an entity's name that is in order
	goodCompany bool                          // as a company's
	ranges      []filing.IPRange              // of the filing at hand

	// The filing at hand.
	index     int // its place in the batch
	f         *filing.Filing
	form      *form
	noticed   [len(filing.Fields)]bool // fields that the import has already spoken of
	authority *provider.Province       // what the entity's province asks
	parsed    []domainEntry
	hits      []hit  // words in the site's name
	needs     []need // pre-approvals that the filing's words point to
	found     []placed
	order     []int // of found, sorted
}

// placed is a finding with the order of its field.
type placed struct {
	order int
	filing.Finding
}

func newChecker(b *batch) *checker {
	return &checker{batch: b, names: newNaming(b.opt.Profile), registrars: make(map[string]registrarKnown), paperArgs: paperArgs(b.opt.Profile)}
}

func (c *checker) check(index int, f *filing.Filing) []filing.Finding {
	c.begin(index, f)
	for _, check := range checks {
		check(c)
	}
	return c.result()
}

func (c *checker) begin(index int, f *filing.Filing) {
	c.index, c.f, c.form = index, f, c.forms[index]
	c.noticed = [len(filing.Fields)]bool{}
	c.found = c.found[:0]
	c.parsed = c.domainsOf(index)
	for _, n := range f.Noticed {
		c.takeNoticed(n)
	}
	c.authority = c.opt.Profile.Province(c.text(filing.EntityProvince))
}

// takeNoticed adds what the import noticed. A field of which it said more than
// a note is not checked further: its value is not what the user meant.
func (c *checker) takeNoticed(n filing.Finding) {
	field, ok := filing.ByKey(n.Field)
	if !ok {
		c.found = append(c.found, placed{-1, n})
		return
	}
	if !c.form.asked[field] {
		return
	}
	rule, known := Lookup(n.Rule)
	if known && n.Severity == "" {
		n.Severity = rule.severity(n.Variant, c.form.required[field])
	}
	c.found = append(c.found, placed{int(field), n})
	c.noticed[field] = c.noticed[field] || n.Severity != filing.Note
	if known && rule.Covers == coversBlock {
		for i := range filing.Fields {
			c.noticed[i] = c.noticed[i] || filing.Fields[i].Block == field.Def().Block
		}
	}
}

// coversBlock is what a rule says that speaks of a whole block of fields.
const coversBlock = "block"

// raise adds a finding at a field.
func (c *checker) raise(field filing.Field, f filing.Finding) {
	f = f.At(c.f, field)
	if rule, ok := Lookup(f.Rule); ok && f.Severity == "" {
		f.Severity = rule.severity(f.Variant, c.form.required[field])
	}
	c.found = append(c.found, placed{int(field), f})
}

// text returns what a field holds for the checks: nothing when the filing's
// kind does not ask for the field, or when the import has already refused it.
func (c *checker) text(field filing.Field) string {
	if !c.form.asked[field] || c.noticed[field] {
		return ""
	}
	return c.f.Text(field)
}

// folded returns an entity's name folded: many checks of one filing, and of the
// filings behind it, ask for the same.
func (c *checker) folded(name string) string {
	if c.lastName.name != name {
		c.lastName.name, c.lastName.folded = name, filing.FoldName(name)
	}
	return c.lastName.folded
}

// masked returns a field's value fit to be shown.
func (c *checker) masked(field filing.Field) string {
	return filing.Mask(field, c.f.Text(field))
}

// result returns the findings in order, with their words.
func (c *checker) result() []filing.Finding {
	if len(c.found) == 0 {
		return nil
	}
	c.order = c.order[:0]
	for i := range c.found {
		c.order = append(c.order, i)
	}
	slices.SortStableFunc(c.order, func(i, j int) int {
		a, b := &c.found[i], &c.found[j]
		return cmp.Or(a.order-b.order, strings.Compare(a.Rule, b.Rule))
	})
	findings := make([]filing.Finding, 0, len(c.found))
	for _, i := range c.order {
		if f := &c.found[i].Finding; !saidOf(f, findings) {
			findings = append(findings, *f)
		}
	}
	Describe(findings, c.opt.Lang)
	return findings
}

// saidOf reports whether the findings speak of the same fault in the same cell
// already: one person in both roles, whose data stand in one row.
func saidOf(f *filing.Finding, findings []filing.Finding) bool {
	if f.Place.Col == 0 {
		return false
	}
	for i := range findings {
		if g := &findings[i]; g.Rule == f.Rule && g.Place == f.Place && g.Field != f.Field {
			return true
		}
	}
	return false
}

// form is what a filing kind asks for.
type form struct {
	asked, required [len(filing.Fields)]bool
	known           bool // the kind is one of the nine
	reviewed        bool // the site itself is reviewed: name, domain, content
	new             bool // the site is new to the provider
}

// forms are prepared once for every kind, and for an unknown one: its filings
// are asked for everything and required nothing, so that what they do hold is
// checked.
var forms = func() map[filing.Kind]*form {
	m := map[filing.Kind]*form{"": newForm("")}
	for _, kind := range filing.Kinds {
		m[kind] = newForm(kind)
	}
	return m
}()

func newForm(kind filing.Kind) *form {
	fm := &form{known: kind != ""}
	for i := range filing.Fields {
		def := &filing.Fields[i]
		fm.asked[i] = !fm.known || def.Asked.Has(kind)
		fm.required[i] = def.Required.Has(kind)
	}
	fm.required[filing.FilingKind] = true
	fm.reviewed = !fm.known || fm.required[filing.SiteName]
	fm.new = slices.Contains([]filing.Kind{filing.NewEntity, filing.NewSite, filing.NewAccess}, kind)
	return fm
}

func formOf(kind filing.Kind) *form {
	if fm, ok := forms[kind]; ok {
		return fm
	}
	return forms[""]
}
