package provider

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// Provinces names the file of what the provinces' authorities ask, and holds it.
type Provinces struct {
	File         string `toml:"file"` // embedded, or beside the profile
	AsOf         string `toml:"-"`
	LetterMonths int    `toml:"-"` // how long a letter of authorization is taken
	LetterSource string `toml:"-"`
	byCode       map[string]*Province
}

// Province is what the authority of one province asks beyond what everybody
// asks. A fact that is nil or empty is not asked for there.
type Province struct {
	Code           string          `toml:"code"`
	EntityPerson   *EntityPerson   `toml:"entity_person"`
	MainlandSigner *MainlandSigner `toml:"mainland_signer"`
	Age            *Age            `toml:"age"`
	Phones         *Phones         `toml:"phones"`
	OneEntity      *OneEntity      `toml:"one_entity"`
	OneNumber      *Fact           `toml:"one_number"` // a person's number serves one entity only
	Holder         *Holder         `toml:"holder"`
	Investor       *Investor       `toml:"investor"`
	Content        *Content        `toml:"content"`
	SameCity       *Fact           `toml:"same_city"` // certificate's and postal address lie in one city
	Letter         *Months         `toml:"letter"`    // validity of a letter of authorization
	Licence        *Months         `toml:"licence"`   // validity that the certificate must have left
	Sites          *Sites          `toml:"sites"`
	Limits         []Limit         `toml:"limit"`
	Remarks        []Remark        `toml:"remark"`
	Papers         []Preparation   `toml:"paper"`
	Notices        []Notice        `toml:"notice"`
}

// Fact is something that simply holds.
type Fact struct {
	Source string `toml:"source"`
}

// Who may be the entity's person.
const (
	LegalRep  = "legal-rep" // the legal representative only
	ByLetter  = "letter"    // another one with a letter
	Anybody   = "any"
	SiteOnly  = "site" // of roles: the site's person
	BothRoles = "both" // of roles: either person
)

// EntityPerson says who is the entity's person.
type EntityPerson struct {
	Be     string `toml:"be"`     // LegalRep, ByLetter or Anybody
	Same   bool   `toml:"same"`   // one that is not the legal representative must be the site's person as well
	Agreed bool   `toml:"agreed"` // all sources say so
	Source string `toml:"source"`
}

// MainlandSigner says for which role a legal representative from abroad, Hong
// Kong, Macao or Taiwan must authorise a holder of an identity card.
type MainlandSigner struct {
	Role        string `toml:"role"`         // entity or site
	ForeignOnly bool   `toml:"foreign_only"` // holders of permits of Hong Kong, Macao and Taiwan need not
	Source      string `toml:"source"`
}

// Age widens or narrows the ages of the persons.
type Age struct {
	Min      int         `toml:"min"`       // below the adult age: the youngest that is taken with the proof; 0 for none
	Proof    filing.Text `toml:"proof"`     // what such a person adds
	Max      int         `toml:"max"`       // oldest person of the site, 0 for no limit
	MaxWomen int         `toml:"max_women"` // likewise for women, 0 for the same
	Limit    filing.Text `toml:"limit"`     // the upper limit in words
	Source   string      `toml:"source"`
}

// Phones says what the numbers of a filing must be.
type Phones struct {
	Two       int      `toml:"two"`        // different mobile and emergency numbers wanted when the persons differ, 0 for none
	Apart     bool     `toml:"apart"`      // the emergency number is neither person's mobile
	Landline  bool     `toml:"landline"`   // the office telephone is required
	AreaCodes []string `toml:"area_codes"` // of the landlines that are taken, empty for all
	Source    string   `toml:"source"`
}

// OneEntity says whose document may serve one entity only.
type OneEntity struct {
	Of     string `toml:"of"` // SiteOnly or BothRoles
	Source string `toml:"source"`
}

// Holder says whose the domain may be.
type Holder struct {
	Who      string `toml:"who"`      // unit or unit-or-legal-rep
	Disputed bool   `toml:"disputed"` // another source is milder
	Source   string `toml:"source"`
}

const (
	unit           = "unit"
	unitOrLegalRep = "unit-or-legal-rep"
)

// OwnName is what companies write as investor where it is not the legal
// representative.
const OwnName = "own-name"

// Investor says what stands in the field of the investor or superior.
type Investor struct {
	Be       string `toml:"be"`       // for companies: OwnName, LegalRep or "" for anything
	Superior bool   `toml:"superior"` // public bodies name their superior
	Source   string `toml:"source"`
}

// Content says which service contents a company may choose, by code.
type Content struct {
	Only   []string `toml:"only"`
	Not    []string `toml:"not"`
	Source string   `toml:"source"`
}

// Months is a span of validity.
type Months struct {
	Months int    `toml:"months"`
	Source string `toml:"source"`
}

// Sites limits the numbers of sites and domains; 0 is no limit.
type Sites struct {
	Max     int    `toml:"max"`     // sites of one filing
	Domains int    `toml:"domains"` // domains of one site
	Total   int    `toml:"total"`   // sites of one entity
	Source  string `toml:"source"`
}

// What a limit counts.
const (
	OfSites      = "sites"       // filed already and new
	OfFiled      = "filed"       // filed already
	OfAllDomains = "all-domains" // filed already and of the filing
)

// Limit says what is wanted from a number on.
type Limit struct {
	Of      string      `toml:"of"`
	From    int         `toml:"from"`
	Domains int         `toml:"domains"` // only filings with more domains are concerned; 0 for all
	Then    filing.Text `toml:"then"`
	Source  string      `toml:"source"`
}

// Remark says what the remark must tell, and when.
type Remark struct {
	When   string        `toml:"when"`  // condition, one of remarkConditions
	Kinds  []filing.Kind `toml:"kinds"` // empty for all that are new or changed
	Words  []string      `toml:"words"` // one of them must be in it; empty: any remark does
	Text   string        `toml:"text"`  // what to write, "" when only the applicant can say; {domains} and {approvals} stand in it
	What   filing.Text   `toml:"what"`
	Source string        `toml:"source"`
}

// Preparation is a paper to prepare that the profile does not draw.
type Preparation struct {
	When    string      `toml:"when"`    // condition, one of paperConditions, "" for always
	Words   []string    `toml:"words"`   // one of them in the entity's name or business scope; empty: not asked
	Natures []string    `toml:"natures"` // codes; empty for all
	Name    filing.Text `toml:"name"`
	Source  string      `toml:"source"`
}

// Notice is what only a person can judge.
type Notice struct {
	Text   filing.Text   `toml:"text"`
	Kinds  []filing.Kind `toml:"kinds"` // empty for all that are new or changed
	Source string        `toml:"source"`
}

// The conditions of remarks and papers; internal/rules tests them.
var (
	remarkConditions = strings.Fields("always approval no-approval domains prefixes content-other content-not-portal no-landline not-legal-rep")
	paperConditions  = []string{"", "not-legal-rep", "signer", "rep-elsewhere", "passport"}
)

// noProvince asks for nothing.
var noProvince = new(Province)

// Province returns what the province's authority asks; it is never nil.
func (p *Profile) Province(code string) *Province {
	if province, ok := p.Provinces.byCode[code]; ok {
		return province
	}
	return noProvince
}

// HolderUnitOnly reports whether a domain must be the entity's own, and not its
// legal representative's; Holder says by which source.
func (p *Province) HolderUnitOnly() bool { return p.Holder != nil && p.Holder.Who == unit }

// NoticesFor returns the notices that concern a kind of filing.
func (p *Province) NoticesFor(kind filing.Kind) (notices []Notice) {
	for _, n := range p.Notices {
		if concerns(n.Kinds, kind) {
			notices = append(notices, n)
		}
	}
	return notices
}

// Concerns reports whether a remark is asked of a kind of filing.
func (r *Remark) Concerns(kind filing.Kind) bool { return concerns(r.Kinds, kind) }

var fullKinds = []filing.Kind{filing.NewEntity, filing.NewSite, filing.NewAccess, filing.ChangeInfo}

func concerns(kinds []filing.Kind, kind filing.Kind) bool {
	if len(kinds) == 0 {
		kinds = fullKinds
	}
	return slices.Contains(kinds, kind)
}

func (p *Provinces) parse(data []byte, r *review) {
	var doc struct {
		AsOf         string      `toml:"as_of"`
		LetterMonths int         `toml:"letter_months"`
		LetterSource string      `toml:"letter_source"`
		Provinces    []*Province `toml:"province"`
	}
	if !r.decode(data, &doc, nil) {
		return
	}
	r.present(place{entry: "as_of"}, doc.AsOf)
	r.atLeast(place{entry: "letter_months"}, doc.LetterMonths, 1)
	r.present(place{entry: "letter_source"}, doc.LetterSource)
	p.AsOf, p.LetterMonths, p.LetterSource = doc.AsOf, doc.LetterMonths, doc.LetterSource
	p.byCode = make(map[string]*Province, len(doc.Provinces))
	for i, province := range doc.Provinces {
		if p.byCode[province.Code] != nil {
			r.wrong(tableAt("province", i, len(doc.Provinces)).at("code"), standsTwice, province.Code)
		}
		p.byCode[province.Code] = province
		province.check(r)
	}
}
