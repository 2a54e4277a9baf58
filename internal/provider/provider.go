// Package provider holds what an access provider fixes: whom it serves, which
// pictures and papers it asks for and their limits, which words it refuses,
// which addresses are its own. All of it is data: a [Profile] is read from a
// TOML file, the embedded one of 西云数据 or one that the user gives.
package provider

import (
	"strings"

	"beiandesk/internal/filing"
)

// Profile is everything that one access provider fixes. It is read-only once
// loaded and safe for concurrent use.
type Profile struct {
	ID        string     `toml:"id"`
	AsOf      string     `toml:"as_of"`
	Sources   []Source   `toml:"source"`
	Provider  Provider   `toml:"provider"`
	Police    Police     `toml:"police"`
	Service   Service    `toml:"service"`
	Route     Electronic `toml:"electronic"`
	Name      Naming     `toml:"name"`
	Approval  []Approval `toml:"approval"`
	Local     []Approval `toml:"approval_local"` // what single provinces ask besides
	Reading   []Reading  `toml:"approval_reading"`
	Stated    Stated     `toml:"approval_statement"`
	Dates     Dates      `toml:"dates"`
	Slots     []Slot     `toml:"slot"`
	Kinds     []Kind     `toml:"kind"`
	Papers    []Paper    `toml:"paper"`
	Networks  Networks   `toml:"networks"`
	Domains   Domains    `toml:"domains"`
	Provinces Provinces  `toml:"provinces"`
	Calendar  Calendar   `toml:"calendar"`

	Adjust []Adjustment `toml:"adjust"` // of rules

	changes []Change // against its base
}

// Source is a text that the profile's facts come from.
type Source struct {
	Key   string `toml:"key"`
	Title string `toml:"title"`
	URL   string `toml:"url"`
}

// SourceName writes a source as it is shown: with the titles of the profile's
// texts in place of their keys. The titles are Chinese; English keeps the keys.
func (p *Profile) SourceName(source string, lang filing.Lang) string {
	if lang != filing.ZH {
		return source
	}
	parts := strings.Split(source, "；")
	for i, part := range parts {
		for _, s := range p.Sources {
			if rest, ok := strings.CutPrefix(part, s.Key+" "); ok {
				parts[i] = "《" + s.Title + "》" + rest
			}
		}
	}
	return strings.Join(parts, "；")
}

// Provider says who the access provider is and how to reach it.
type Provider struct {
	Name        filing.Text `toml:"name"`
	Short       filing.Text `toml:"short"`
	Region      string      `toml:"region"`
	RegionName  filing.Text `toml:"region_name"`
	Email       string      `toml:"email"`
	Phone       string      `toml:"phone"`
	Portal      string      `toml:"portal"`
	ServerPlace string      `toml:"server_place"` // province code
	AccessMode  string      `toml:"access_mode"`  // code of the access-mode table
	Source      string      `toml:"source"`
}

// Police is what the public security filing asks about the access provider.
type Police struct {
	Name   string `toml:"name"`
	Area   string `toml:"area"`
	Mode   string `toml:"mode"`
	Phone  string `toml:"phone"`
	Portal string `toml:"portal"`
	Days   int    `toml:"days"` // after going online
	Source string `toml:"source"`
}

// Service says whom the provider does not serve.
type Service struct {
	UnservedProvinces          []string `toml:"unserved_provinces"`
	ProvincesSource            string   `toml:"provinces_source"`
	UnsupportedNatures         []string `toml:"unsupported_natures"`
	NaturesSource              string   `toml:"natures_source"`
	IndividualBusinessPrefixes []string `toml:"individual_business_prefixes"`
	IndividualBusinessSource   string   `toml:"individual_business_source"`
}

// Electronic says which documents allow electronic verification.
type Electronic struct {
	EntityCerts []string `toml:"entity_certs"`
	PersonCerts []string `toml:"person_certs"`
	Source      string   `toml:"source"`
}

// Dates are the ages, spans and deadlines.
type Dates struct {
	AdultAge          int    `toml:"adult_age"`           // years
	ExpiresSoonMonths int    `toml:"expires_soon_months"` // months
	FirstReviewDays   int    `toml:"first_review_workdays"`
	SMSHours          int    `toml:"sms_hours"`
	AuthorityDays     int    `toml:"authority_workdays"`
	DomainSyncDays    int    `toml:"domain_sync_workdays"` // from a domain's verification to the filing
	DomainSyncSource  string `toml:"domain_sync_source"`
	Source            string `toml:"source"`
}

// Slot is one upload slot and the limits of its picture.
type Slot struct {
	ID       filing.Slot `toml:"id"`
	Label    filing.Text `toml:"label"`
	Width    int         `toml:"width"`  // least pixels as the provider writes them, 0 for none
	Height   int         `toml:"height"` // likewise; either orientation meets them
	MinBytes int         `toml:"min_bytes"`
	MaxBytes int         `toml:"max_bytes"`
	Colour   bool        `toml:"colour"`   // a grey picture is refused
	Sides    int         `toml:"sides"`    // 2: front and back in one picture
	Form     Form        `toml:"form"`     // what the picture shows: it is cut to that
	Optional bool        `toml:"optional"` // may stay empty
	Many     bool        `toml:"many"`     // takes a picture of every file
	Source   string      `toml:"source"`
}

// Form is the form of the document that a slot's picture shows.
type Form string

// The forms.
const (
	FormAny   Form = ""      // no matter: the picture is left as it is
	FormSheet Form = "sheet" // paper, mostly of the A series
	FormCard  Form = "card"  // mostly an identity card (ISO/IEC 7810 ID-1)
)

// Kind is one scenario at this provider.
type Kind struct {
	ID     filing.Kind   `toml:"id"`
	Entry  filing.Text   `toml:"entry"` // where on the platform it begins
	Slots  []filing.Slot `toml:"slots"`
	Source string        `toml:"source"`
}

// Verified reports whether filings of the kind are verified, electronically or
// by paper: those that ask for no pictures are not.
func (k Kind) Verified() bool { return len(k.Slots) > 0 }

// Paper is one paper form and who needs it.
type Paper struct {
	ID        filing.Paper  `toml:"id"`
	Label     filing.Text   `toml:"label"`
	File      string        `toml:"file"` // name of its PDF, without extension
	When      string        `toml:"when"` // condition, see conditions
	Provinces []string      `toml:"provinces"`
	Kinds     []filing.Kind `toml:"kinds"`
	Why       filing.Text   `toml:"why"`
	Sign      filing.Text   `toml:"sign"` // who signs, which seal
	Source    string        `toml:"source"`
}

// Slot returns the slot with the id.
func (p *Profile) Slot(id filing.Slot) (Slot, bool) {
	for _, s := range p.Slots {
		if s.ID == id {
			return s, true
		}
	}
	return Slot{}, false
}

// Kind returns what the provider says of a kind.
func (p *Profile) Kind(id filing.Kind) (Kind, bool) {
	for _, k := range p.Kinds {
		if k.ID == id {
			return k, true
		}
	}
	return Kind{}, false
}

// Paper returns the paper with the id.
func (p *Profile) Paper(id filing.Paper) (Paper, bool) {
	for _, q := range p.Papers {
		if q.ID == id {
			return q, true
		}
	}
	return Paper{}, false
}
