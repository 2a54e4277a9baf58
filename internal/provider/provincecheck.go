package provider

// check refuses a province's entry that the checks could not work with.
func (p *Province) check(r *review) {
	at := member("province", p.Code)
	r.codes(at.at("code"), "province", p.Code)
	sourced := func(entry, source string) place {
		r.present(at.at(entry+".source"), source)
		return at.at(entry)
	}
	if f := p.EntityPerson; f != nil {
		r.oneOf(sourced("entity_person", f.Source).at("be"), f.Be, LegalRep, ByLetter, Anybody)
	}
	if f := p.MainlandSigner; f != nil {
		r.oneOf(sourced("mainland_signer", f.Source).at("role"), f.Role, "entity", SiteOnly)
	}
	if f := p.Age; f != nil {
		f.check(r, sourced("age", f.Source))
	}
	if f := p.Phones; f != nil {
		r.within(sourced("phones", f.Source).at("two"), f.Two, 0, 4)
	}
	if f := p.OneEntity; f != nil {
		r.oneOf(sourced("one_entity", f.Source).at("of"), f.Of, SiteOnly, BothRoles)
	}
	if f := p.Holder; f != nil {
		r.oneOf(sourced("holder", f.Source).at("who"), f.Who, unit, unitOrLegalRep)
	}
	if f := p.Investor; f != nil {
		r.oneOf(sourced("investor", f.Source).at("be"), f.Be, "", OwnName, LegalRep)
	}
	if f := p.Content; f != nil {
		at := sourced("content", f.Source)
		r.codes(at.at("only"), "service-content", f.Only...)
		r.codes(at.at("not"), "service-content", f.Not...)
	}
	if f := p.OneNumber; f != nil {
		sourced("one_number", f.Source)
	}
	if f := p.SameCity; f != nil {
		sourced("same_city", f.Source)
	}
	if f := p.Letter; f != nil {
		r.within(sourced("letter", f.Source).at("months"), f.Months, 1, 120)
	}
	if f := p.Licence; f != nil {
		r.within(sourced("licence", f.Source).at("months"), f.Months, 1, 120)
	}
	if f := p.Sites; f != nil {
		at := sourced("sites", f.Source)
		r.atLeast(at.at("max"), f.Max, 0)
		r.atLeast(at.at("domains"), f.Domains, 0)
		r.atLeast(at.at("total"), f.Total, 0)
	}
	p.checkLists(r, at)
}

// checkLists checks what a province's entry may hold several of.
func (p *Province) checkLists(r *review, province place) {
	for i, f := range p.Limits {
		at := province.in("limit", i, len(p.Limits))
		r.present(at.at("source"), f.Source)
		r.oneOf(at.at("of"), f.Of, OfSites, OfFiled, OfAllDomains)
		r.atLeast(at.at("from"), f.From, 1)
		r.atLeast(at.at("domains"), f.Domains, 0)
		r.whole(at.at("then"), f.Then)
	}
	for i, f := range p.Remarks {
		at := province.in("remark", i, len(p.Remarks))
		r.present(at.at("source"), f.Source)
		r.oneOf(at.at("when"), f.When, remarkConditions...)
		r.whole(at.at("what"), f.What)
		r.kinds(at.at("kinds"), f.Kinds)
	}
	for i, f := range p.Papers {
		at := province.in("paper", i, len(p.Papers))
		r.present(at.at("source"), f.Source)
		r.oneOf(at.at("when"), f.When, paperConditions...)
		r.whole(at.at("name"), f.Name)
		r.codes(at.at("natures"), "nature", f.Natures...)
	}
	for i, f := range p.Notices {
		at := province.in("notice", i, len(p.Notices))
		r.present(at.at("source"), f.Source)
		r.whole(at.at("text"), f.Text)
		r.kinds(at.at("kinds"), f.Kinds)
	}
}

func (a *Age) check(r *review, at place) {
	r.within(at.at("min"), a.Min, 0, 100)
	r.within(at.at("max"), a.Max, 0, 150)
	r.within(at.at("max_women"), a.MaxWomen, 0, 150)
	if a.Min > 0 {
		r.whole(at.at("proof"), a.Proof)
	}
	if a.Max > 0 {
		r.whole(at.at("limit"), a.Limit)
	}
}
