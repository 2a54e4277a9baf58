package plan

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// What is due on a day.
type What string

// The days that matter to a filing.
const (
	Submit         What = "submit"          // the earliest day to submit it
	Review         What = "review"          // the provider has looked at it
	Verify         What = "verify"          // the code sent by SMS must be confirmed
	Decision       What = "decision"        // the authority has decided
	Police         What = "police"          // the public security filing must be made
	DomainExpires  What = "domain-expires"  // the domain's registration ends
	LicenceExpires What = "licence-expires" // the entity's certificate ends
	EntityIDEnds   What = "entity-id-ends"  // the document of the entity's person ends
	SiteIDEnds     What = "site-id-ends"    // the document of the site's person ends
	BothIDsEnd     What = "both-ids-end"    // the document of the person in both roles ends
	LetterEnds     What = "letter-ends"     // the letter of authorization is taken no longer
)

// OfEntity reports whether what is due is the same for all filings of an entity.
func (w What) OfEntity() bool { return w == LicenceExpires || w == EntityIDEnds }

// Deadline is one day that matters to a filing.
type Deadline struct {
	What What
	Day  filing.Date
}

// Deadlines returns the days that matter to a filing from today on: those of
// its own documents, and those that follow when it is submitted on the earliest
// day of its step.
func Deadlines(f *filing.Filing, step Step, opt Options) []Deadline {
	days := []Deadline{{Submit, step.Earliest}, {Review, step.Review}, {Verify, step.Verify}, {Decision, step.Decided}}
	if kind := f.Kind(); kind == filing.NewEntity || kind == filing.NewSite {
		days = append(days, Deadline{Police, step.Decided.AddDays(opt.Profile.Police.Days)})
	}
	days = append(days, Deadline{DomainExpires, asked(f, filing.DomainExpires)}, Deadline{LicenceExpires, asked(f, filing.EntityCertValidTo)})
	entity, site := asked(f, filing.EntityPersonIDValidTo), asked(f, filing.SitePersonIDValidTo)
	if number := f.Text(filing.SitePersonIDNumber); number != "" && number == f.Text(filing.EntityPersonIDNumber) && entity == site {
		days = append(days, Deadline{BothIDsEnd, entity})
	} else {
		days = append(days, Deadline{EntityIDEnds, entity}, Deadline{SiteIDEnds, site})
	}
	if signed := asked(f, filing.FilingAuthorizedOn); !signed.IsZero() {
		days = append(days, Deadline{LetterEnds, signed.AddMonths(letterMonths(f, opt.Profile))})
	}
	kept := days[:0]
	for _, d := range days {
		if !d.Day.IsZero() && !d.Day.Before(opt.Today) {
			kept = append(kept, d)
		}
	}
	return kept
}

// asked returns the day in a field that the filing's kind asks for.
func asked(f *filing.Filing, field filing.Field) filing.Date {
	if !field.Def().Asked.Has(f.Kind()) {
		return filing.Date{}
	}
	day, _ := f.Date(field)
	return day
}

// letterMonths returns how long the province's authority takes a letter.
func letterMonths(f *filing.Filing, p *provider.Profile) int {
	if own := p.Province(f.Text(filing.EntityProvince)).Letter; own != nil {
		return own.Months
	}
	return p.Provinces.LetterMonths
}
