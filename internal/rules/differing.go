package rules

import "beiandesk/internal/filing"

// oneValued are the fields of which a person has one value: names, documents
// and numbers go with the person through all filings.
var oneValued = []filing.Field{filing.EntityPersonName, filing.EntityPersonIDValidTo, filing.EntityPersonMobile}

// differing compares what is said of one person, recognised by the document,
// with the batch's first mention, and within the filing.
func (c *checker) differing(swapped swap) {
	entity, site := c.f.Person(filing.EntityRole), c.f.Person(filing.SiteRole)
	entityID, siteID := c.text(filing.EntityPersonIDNumber), c.text(filing.SitePersonIDNumber)
	onePerson := siteID != "" && siteID == entityID
	for _, field := range oneValued {
		if field == filing.EntityPersonMobile && swapped.mobile {
			continue
		}
		c.differs(entity, entityID, field)
		if !onePerson {
			c.differs(site, siteID, field)
			continue
		}
		if mine, other := c.comparable(site, field), c.comparable(entity, field); mine != "" && other != "" && mine != other {
			c.raise(site.Field(field), filing.Finding{Rule: "person-data-differs", Variant: "same-filing", Args: c.differArgs(site, field)})
		}
	}
}

func (c *checker) differs(p filing.Person, id string, field filing.Field) {
	first := c.people.person(c.index, p.Role)
	if first == nil || id == "" || first.filing == c.index {
		return
	}
	before := first.name
	switch field {
	case filing.EntityPersonMobile:
		before = first.mobile
	case filing.EntityPersonIDValidTo:
		before = first.until
	}
	if value := c.comparable(p, field); value != "" && before != "" && value != before {
		args := c.differArgs(p, field)
		args["filings"] = c.keys([]int{first.filing})
		c.raise(p.Field(field), filing.Finding{Rule: "person-data-differs", Args: args})
	}
}

// comparable returns a person's value, "" for one that is told of already: a
// number that is wrong, a document that expires.
func (c *checker) comparable(p filing.Person, field filing.Field) string {
	value := c.text(p.Field(field))
	switch field {
	case filing.EntityPersonMobile:
		return rightMobile(value)
	case filing.EntityPersonIDValidTo:
		if day, ok := filing.ParseDate(value); value != filing.LongTerm && (!ok || day.Before(c.soon)) {
			return ""
		}
	}
	return value
}

func (c *checker) differArgs(p filing.Person, field filing.Field) filing.Args {
	return filing.Args{"value": c.masked(p.Field(field)), "id": c.masked(p.Field(filing.EntityPersonIDNumber))}
}
