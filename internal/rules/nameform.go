package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// publicNatures are those of entities that may name a site after a place:
// 国防机构、政府机关、事业单位、群众性团体组织.
var publicNatures = []string{"1", "2", "3", "13"}

// bareName tells of a name that is nothing but a place or a person, and reports
// whether it is.
func (c *checker) bareName(name, folded string) bool {
	if field, ok := c.personsName(folded); ok {
		c.raise(filing.SiteName, filing.Finding{Rule: "site-name-person",
			Args: filing.Args{"role": both(field.Def().Label), "example": example(c.ownName())}})
		return true
	}
	rest, ok := c.placeOnly(folded)
	if !ok {
		return false
	}
	f := filing.Finding{Rule: "site-name-place"}
	if rule, ok := in(c.f.Text(filing.EntityProvince), c.names.words.Places); ok &&
		(rule.Variant != "portal" || slices.Contains(c.names.words.Portals, rest)) {
		f.Variant, f.Source = rule.Variant, rule.Source
	}
	f.Args = filing.Args{"value": name, "province": both(c.label(filing.EntityProvince)), "example": example(c.ownName())}
	c.raise(filing.SiteName, f)
	return true
}

// personsName reports which person of the filing a name is the name of. Where
// the person's name is in the entity's it is the entity's own.
func (c *checker) personsName(folded string) (filing.Field, bool) {
	for _, field := range [...]filing.Field{filing.EntityLegalRep, filing.EntityPersonName, filing.SitePersonName} {
		person := c.f.Text(field)
		if utf8.RuneCountInString(person) < 2 {
			continue
		}
		rest, ok := strings.CutPrefix(folded, person)
		if ok && !strings.Contains(c.f.Text(filing.EntityName), person) &&
			(rest == "" || slices.Contains(c.names.words.Generic, rest) || slices.Contains(c.names.words.Personal, rest)) {
			return field, true
		}
	}
	return 0, false
}

// placeOnly reports whether a name is nothing but places and what a portal of
// them is called, and returns the latter.
func (c *checker) placeOnly(folded string) (rest string, ok bool) {
	if slices.Contains(publicNatures, c.f.Text(filing.EntityNature)) {
		return "", false
	}
	rest = folded
	for again := true; again; {
		again = false
		if id := c.names.places.prefix(rest); id >= 0 {
			rest, ok, again = rest[len(c.names.places.words[id]):], true, true
		}
		for _, field := range [...]filing.Field{filing.EntityCity, filing.EntityDistrict} {
			if cut, found := cutDivision(rest, c.f.Text(field)); found {
				rest, ok, again = cut, true, true
			}
		}
	}
	if !ok || rest != "" && !slices.Contains(c.names.words.Generic, rest) {
		return "", false
	}
	entity := c.text(filing.EntityName) // whose own name may be that of a place elsewhere
	return rest, entity == "" || !shares(folded, c.entityCore(entity))
}

// cutDivision cuts the name of a city or district off a text's beginning, with
// or without what kind of division it is.
func cutDivision(text, name string) (rest string, ok bool) {
	if name == "" {
		return text, false
	}
	if rest, ok = strings.CutPrefix(text, name); ok {
		return rest, true
	}
	if short := division.Short(name); utf8.RuneCountInString(short) >= 2 {
		return strings.CutPrefix(text, short)
	}
	return text, false
}

// provinceForms checks what single provinces ask of a name that is otherwise
// in order. before is how many findings there were before the name's.
func (c *checker) provinceForms(name, folded string, before int) {
	province := c.f.Text(filing.EntityProvince)
	if rule, ok := in(province, c.names.words.Letters); ok {
		c.letters(name, folded, rule)
	}
	if c.unmarkedAcademy(folded) {
		academy := &c.names.words.Academy
		f := filing.Finding{Rule: "site-name-academy", Source: academy.Source}
		if suggest := name + academy.Suffix; c.sound(suggest) {
			f.Suggest = suggest
		}
		f.Args = filing.Args{"value": name, "province": both(c.label(filing.EntityProvince)), "example": example(f.Suggest)}
		c.raise(filing.SiteName, f)
	}
	ending := &c.names.words.Ending
	if c.form.new && len(c.found) == before && slices.Contains(ending.Provinces, province) && !strings.Contains(folded, ending.Suffix) {
		c.raise(filing.SiteName, filing.Finding{Rule: "site-name-ending", Source: ending.Source,
			Args: filing.Args{"value": name, "suffix": ending.Suffix, "better": name + ending.Suffix, "province": both(c.label(filing.EntityProvince))}})
	}
}

// letters tells of letters that a province does not take in names.
func (c *checker) letters(name, folded string, rule provinceRule) {
	refused := refusedLetters(rule)
	if strings.IndexFunc(folded, refused) < 0 {
		return
	}
	f := filing.Finding{Rule: "site-name-letters", Source: rule.Source}
	if rule.Refuse == "foreign" {
		f.Variant = rule.Refuse
	}
	var found []rune
	mended := strings.Map(func(r rune) rune {
		if refused(r) {
			found = append(found, r)
			return -1
		}
		return r
	}, name)
	f.Args = filing.Args{"value": name, "letters": string(found), "province": both(c.label(filing.EntityProvince)), "example": c.propose(&f, mended)}
	c.raise(filing.SiteName, f)
}

// refusedLetters returns the test for letters that a rule refuses.
func refusedLetters(rule provinceRule) func(rune) bool {
	if rule.Refuse == "latin" {
		return func(r rune) bool { return unicode.Is(unicode.Latin, r) }
	}
	return func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Latin, r)
	}
}

// unmarkedAcademy reports whether a name speaks of an academy without saying
// that it is none of the state's, where that is asked for.
func (c *checker) unmarkedAcademy(folded string) bool {
	academy := &c.names.words.Academy
	return slices.Contains(academy.Provinces, c.f.Text(filing.EntityProvince)) && containsAny(folded, academy.Words) &&
		!containsAny(folded, academy.Marks) && !slices.Contains(academy.Exempt, c.f.Text(filing.EntityNature))
}

// better returns a mended name if it is in order, else one made of the entity's
// own name, "" when there is none.
func (c *checker) better(mended string) string {
	if c.sound(mended) {
		return mended
	}
	return c.ownName()
}

// propose suggests a mended name if it is in order, and returns what the remedy
// gives as an example. A name of the entity's own in place of the one that was
// chosen is an example only: where nothing blocks, choosing is left to people.
func (c *checker) propose(f *filing.Finding, mended string) string {
	if c.sound(mended) {
		f.Suggest = mended
		return example(mended)
	}
	return example(c.ownName())
}

// ownName returns a site's name made of the entity's: what is its own in it,
// with its trade where that alone is too short to tell, else all of it, with 官网
// behind it. It is "" when none is in order.
func (c *checker) ownName() string {
	entity := c.text(filing.EntityName)
	if entity == "" {
		return ""
	}
	suffix := c.names.words.Ending.Suffix
	if core := c.entityCore(entity); len(core) > 0 && countHan(core[0]) > 0 {
		if whole := c.names.withTrades(entity, c.entityPlaces()); countHan(core[0]) == 2 && strings.HasPrefix(whole[0], core[0]) && countHan(whole[0]) <= longestShort {
			if name := whole[0] + suffix; c.sound(name) {
				return name
			}
		}
		if name := core[0] + suffix; c.sound(name) {
			return name
		}
	}
	if name := entity + suffix; c.sound(name) {
		return name
	}
	return ""
}

// longestShort is how many Chinese characters an entity's short name has at most.
const longestShort = 8

// sound reports whether a name would pass all checks, so that it may be
// suggested.
func (c *checker) sound(name string) bool {
	folded := filing.FoldName(name)
	entity := c.text(filing.EntityName)
	switch {
	case countHan(name) < c.opt.Profile.Name.MinHan, len(c.symbols(name)) > 0, c.isDomain(folded), c.unmarkedAcademy(folded),
		entity != "" && !c.related(entity, folded):
		return false
	}
	if rule, ok := in(c.f.Text(filing.EntityProvince), c.names.words.Letters); ok && strings.IndexFunc(folded, refusedLetters(rule)) >= 0 {
		return false
	}
	if _, bare := c.placeOnly(folded); bare {
		return false
	}
	if _, person := c.personsName(folded); person {
		return false
	}
	return c.wordsSound(folded, c.folded(entity))
}

// wordsSound reports whether a folded name has no word that is objected to,
// save the pre-approval's words of the entity's own name.
func (c *checker) wordsSound(folded, entity string) bool {
	for at := 0; ; {
		s, id := c.names.index.next(folded, at)
		if id < 0 {
			return true
		}
		h := hit{s, &c.names.meanings[id], c.names.index.words[id]}
		if h.forbidden || slices.ContainsFunc(h.groups, func(g int) bool { return c.refuses(&c.names.groups[g], h) }) {
			return false
		}
		for _, a := range h.approvals {
			if c.names.approvals[a].In(c.f.Text(filing.EntityProvince)) && !strings.Contains(entity, h.word) {
				return false
			}
		}
		at = s.to
	}
}

// example says in a remedy what a name could be; nothing when there is no
// suggestion.
func example(suggest string) string {
	if suggest == "" {
		return ""
	}
	return both(filing.Text{ZH: "，例如“" + suggest + "”", EN: ", e.g. “" + suggest + "”"})
}
