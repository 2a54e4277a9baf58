package rules

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// longestTerm is for how many years a domain can be registered.
const longestTerm = 10

// domainDates checks how long the domain is still registered, whether its dates
// agree, and whether and since when its holder is verified.
func (c *checker) domainDates() {
	if !c.form.reviewed {
		return
	}
	c.verification()
	registered, known := filing.ParseDate(c.text(filing.DomainRegistered))
	future := known && registered.After(c.opt.Today)
	if future {
		c.raise(filing.DomainRegistered, filing.Finding{Rule: "domain-dates-order", Variant: "future",
			Args: filing.Args{"value": registered.String(), "other": c.opt.Today.String()}})
	}
	day, ok := filing.ParseDate(c.text(filing.DomainExpires))
	if !ok {
		return
	}
	left := c.opt.Today.DaysUntil(day)
	switch {
	case known && !future && registered.After(day):
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-dates-order", Args: filing.Args{"value": day.String(), "other": registered.String()}})
	case left < 0:
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-expired", Args: filing.Args{"value": day.String(), "days": itoa(-left)}})
	case day.Before(c.soon):
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-expires-soon",
			Args: filing.Args{"value": day.String(), "days": itoa(left), "months": c.months}})
	case day.After(c.lastTerm):
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-dates-order", Variant: "term",
			Args: filing.Args{"value": day.String(), "years": itoa(longestTerm)}})
	}
}

// verification checks the state of the holder's verification. It takes some
// working days until the authority's system knows of it.
func (c *checker) verification() {
	if c.text(filing.DomainVerified) == "no" {
		c.raise(filing.DomainVerified, filing.Finding{Rule: "domain-not-verified"})
		return
	}
	on, ok := filing.ParseDate(c.text(filing.DomainVerifiedOn))
	if !ok {
		return
	}
	days := c.opt.Profile.Dates.DomainSyncDays
	switch {
	case on.After(c.opt.Today):
		c.raise(filing.DomainVerifiedOn, filing.Finding{Rule: "domain-dates-order", Variant: "verified",
			Args: filing.Args{"value": on.String(), "other": c.opt.Today.String()}})
	case days > 0:
		if earliest := c.workdays.Add(on, days); earliest.After(c.opt.Today) {
			c.raise(filing.DomainVerifiedOn, filing.Finding{Rule: "domain-verified-recently",
				Args: filing.Args{"value": on.String(), "days": itoa(days), "earliest": earliest.String()}})
		}
	}
}

// registrarKnown is what the lists tell of a registrar, kept for the next
// filing: a batch has few of them.
type registrarKnown struct {
	state provider.RegistrarState
	full  string
}

// registrar checks whether the domain's registrar is one that is approved.
func (c *checker) registrar() {
	name := c.text(filing.DomainRegistrar)
	if name == "" || !c.form.reviewed {
		return
	}
	known, ok := c.registrars[name]
	if !ok {
		known.state, known.full = c.opt.Profile.Domains.Registrar(name)
		c.registrars[name] = known
	}
	f := filing.Finding{Rule: "registrar-unknown"}
	switch known.state {
	case provider.RegistrarApproved:
		return
	case provider.RegistrarForeign:
		f.Rule = "registrar-foreign"
		f.Args = filing.Args{"value": name, "full": known.full}
	case provider.RegistrarAbroad:
		f.Variant = "abroad"
		f.Args = filing.Args{"value": name}
	default:
		f.Args = filing.Args{"value": name, "as_of": c.opt.Profile.Domains.RegistrarsAsOf()}
	}
	c.raise(filing.DomainRegistrar, f)
}
