package provider

import (
	"errors"
	"fmt"
	"slices"

	"beiandesk/internal/filing"
)

// validate refuses a province's entry that the checks could not work with.
func (p *Province) validate() error {
	checks := []error{codes("code", filing.TableNamed("province"), p.Code)}
	add := func(key, source string, errs ...error) {
		checks = append(append(checks, errs...), present(key+".source", source))
	}
	if f := p.EntityPerson; f != nil {
		add("entity_person", f.Source, oneOf("entity_person.be", f.Be, LegalRep, ByLetter, Anybody))
	}
	if f := p.MainlandSigner; f != nil {
		add("mainland_signer", f.Source, oneOf("mainland_signer.role", f.Role, "entity", SiteOnly))
	}
	if f := p.Age; f != nil {
		add("age", f.Source, f.validate())
	}
	if f := p.Phones; f != nil {
		add("phones", f.Source, within("phones.two", f.Two, 0, 4))
	}
	if f := p.OneEntity; f != nil {
		add("one_entity", f.Source, oneOf("one_entity.of", f.Of, SiteOnly, BothRoles))
	}
	if f := p.Holder; f != nil {
		add("holder", f.Source, oneOf("holder.who", f.Who, unit, unitOrLegalRep))
	}
	if f := p.Investor; f != nil {
		add("investor", f.Source, oneOf("investor.be", f.Be, "", OwnName, LegalRep))
	}
	if f := p.Content; f != nil {
		contents := filing.TableNamed("service-content")
		add("content", f.Source, codes("content.only", contents, f.Only...), codes("content.not", contents, f.Not...))
	}
	if f := p.OneNumber; f != nil {
		add("one_number", f.Source)
	}
	if f := p.SameCity; f != nil {
		add("same_city", f.Source)
	}
	if f := p.Letter; f != nil {
		add("letter", f.Source, within("letter.months", f.Months, 1, 120))
	}
	if f := p.Licence; f != nil {
		add("licence", f.Source, within("licence.months", f.Months, 1, 120))
	}
	if f := p.Sites; f != nil {
		add("sites", f.Source, atLeast("sites.max", f.Max, 0), atLeast("sites.domains", f.Domains, 0), atLeast("sites.total", f.Total, 0))
	}
	for _, f := range p.Limits {
		add("limit", f.Source, oneOf("limit.of", f.Of, OfSites, OfFiled, OfAllDomains), atLeast("limit.from", f.From, 1),
			atLeast("limit.domains", f.Domains, 0), whole("limit.then", f.Then))
	}
	for _, f := range p.Remarks {
		add("remark", f.Source, oneOf("remark.when", f.When, remarkConditions...), whole("remark.what", f.What), kindsKnown("remark.kinds", f.Kinds))
	}
	for _, f := range p.Papers {
		add("paper", f.Source, oneOf("paper.when", f.When, paperConditions...), whole("paper.name", f.Name),
			codes("paper.natures", filing.TableNamed("nature"), f.Natures...))
	}
	for _, f := range p.Notices {
		add("notice", f.Source, whole("notice.text", f.Text), kindsKnown("notice.kinds", f.Kinds))
	}
	return errors.Join(checks...)
}

func (a *Age) validate() error {
	checks := []error{within("age.min", a.Min, 0, 100), within("age.max", a.Max, 0, 150), within("age.max_women", a.MaxWomen, 0, 150)}
	if a.Min > 0 {
		checks = append(checks, whole("age.proof", a.Proof))
	}
	if a.Max > 0 {
		checks = append(checks, whole("age.limit", a.Limit))
	}
	return errors.Join(checks...)
}

func oneOf(key, value string, choices ...string) error {
	if !slices.Contains(choices, value) {
		return fmt.Errorf("%s: %q is none of %q", key, value, choices)
	}
	return nil
}

func atLeast(key string, n, least int) error {
	if n < least {
		return fmt.Errorf("%s must be at least %d", key, least)
	}
	return nil
}

func within(key string, n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("%s must be from %d to %d", key, least, most)
	}
	return nil
}

func whole(key string, t filing.Text) error {
	if t.ZH == "" || t.EN == "" {
		return fmt.Errorf("%s is missing in one language", key)
	}
	return nil
}

func kindsKnown(key string, kinds []filing.Kind) error {
	for _, k := range kinds {
		if !slices.Contains(filing.Kinds, k) {
			return fmt.Errorf("%s: kind %q is unknown", key, k)
		}
	}
	return nil
}
