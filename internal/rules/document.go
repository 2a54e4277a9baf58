package rules

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// documentary is what is known of names and documents.
type documentary struct {
	AsOf          string           `toml:"as_of"`
	CompanyEnds   []string         `toml:"company_ends"`
	CompanySource string           `toml:"company_ends_source"`
	Documents     []personDocument `toml:"document"`
	Cards         []struct {
		FromAge int `toml:"from_age"`
		Years   int `toml:"years"`
	} `toml:"card"`
	Account struct {
		Placeholders []string `toml:"placeholders"`
		Source       string   `toml:"source"`
	} `toml:"account"`
}

// personDocument says for how long a type of document is issued.
type personDocument struct {
	Code     string `toml:"code"`
	Years    []int  `toml:"years"` // empty for any
	LongTerm bool   `toml:"long_term"`
	Source   string `toml:"source"`
}

var loadDocumentary = sync.OnceValue(func() *documentary {
	d := new(documentary)
	mustLoad("rules/documents.toml", d)
	return d
})

func (d *documentary) document(code string) *personDocument {
	for i := range d.Documents {
		if d.Documents[i].Code == code {
			return &d.Documents[i]
		}
	}
	return nil
}

// cardYears returns for how many years a card is issued at an age, 0 for good.
func (d *documentary) cardYears(age int) (years int) {
	for _, card := range d.Cards {
		if age >= card.FromAge {
			years = card.Years
		}
	}
	return years
}

// documents checks the spans of validity of both persons' documents.
func (c *checker) documents() {
	for _, r := range roles {
		c.span(c.f.Person(r.role), r.who)
	}
}

// span checks whether a document can be valid from and to the days given. That
// it has expired is said elsewhere.
func (c *checker) span(p filing.Person, who filing.Text) {
	fromField, toField := p.Field(filing.EntityPersonIDValidFrom), p.Field(filing.EntityPersonIDValidTo)
	from, fromKnown := filing.ParseDate(c.text(fromField))
	to, toKnown := filing.ParseDate(c.text(toField))
	forGood := c.text(toField) == filing.LongTerm
	raise := func(at filing.Field, f filing.Finding) {
		f.Rule = "id-validity"
		c.raise(at, f)
	}
	switch {
	case toKnown && to.Before(c.opt.Today):
		return
	case fromKnown && toKnown && from.After(to):
		raise(fromField, filing.Finding{Variant: "order", Args: filing.Args{"from": from.String(), "value": to.String()}})
		return
	case fromKnown && from.After(c.opt.Today):
		raise(fromField, filing.Finding{Variant: "future", Args: filing.Args{"from": from.String()}})
		return
	}
	document := c.documentary.document(c.text(p.Field(filing.EntityPersonIDType)))
	if document == nil {
		return
	}
	item, _ := filing.TableNamed("person-cert").Item(document.Code)
	switch {
	case forGood && !document.LongTerm:
		raise(toField, filing.Finding{Variant: "long-term", Source: document.Source, Args: filing.Args{"document": both(item.Label)}})
		return
	case fromKnown && toKnown && len(document.Years) > 0 && !slices.ContainsFunc(document.Years, func(years int) bool { return spans(from, to, years) }):
		raise(toField, filing.Finding{Source: document.Source, Args: filing.Args{"from": from.String(), "value": to.String(),
			"document": both(item.Label), "years": both(yearsText(document.Years, document.LongTerm))}})
		return
	}
	if document.Code == filing.CertResidentID && (fromKnown || forGood) && (toKnown || forGood) {
		c.cardSpan(p, who, from, to, forGood)
	}
}

// spans reports whether a document is valid for so many years. Its last day is
// the anniversary, or the day before.
func spans(from, to filing.Date, years int) bool {
	last := from.AddYears(years)
	return to == last || to.AddDays(1) == last || last.AddDays(1) == to
}

// beforeIssue is how many days before the first of its validity a card may have
// been applied for, which the age is reckoned at.
const beforeIssue = 90

// cardSpan compares the span of an identity card with the age at its issue:
// young people's cards last 5 or 10 years, and only from the age of 46 on a card
// is for good.
func (c *checker) cardSpan(p filing.Person, who filing.Text, from, to filing.Date, forGood bool) {
	born, ok := filing.ResidentBirth(c.text(p.Field(filing.EntityPersonIDNumber)))
	if !ok {
		return
	}
	if from.IsZero() {
		from = c.opt.Today // without a first day only what can never be is told
	}
	fits := func(age int) bool {
		years := c.documentary.cardYears(age)
		return forGood && years == 0 || !forGood && years > 0 && spans(from, to, years)
	}
	age := born.YearsUntil(from)
	if fits(age) || fits(born.YearsUntil(from.AddDays(-beforeIssue))) {
		return
	}
	value := filing.Text{ZH: filing.LongTerm, EN: "for good"}
	if !forGood {
		value = yearsText([]int{to.Year - from.Year}, false)
	}
	years := c.documentary.cardYears(age)
	toField := p.Field(filing.EntityPersonIDValidTo)
	c.raise(toField, filing.Finding{Rule: "id-validity", Variant: "age", Args: filing.Args{"who": both(who), "age": itoa(max(age, 0)),
		"value": both(value), "expected": both(yearsText(slices.DeleteFunc([]int{years}, func(n int) bool { return n == 0 }), years == 0))}})
}

// yearsText lists spans: 5 年、10 年、长期.
func yearsText(years []int, forGood bool) filing.Text {
	var zh, en []string
	for _, n := range years {
		zh = append(zh, strconv.Itoa(n)+" 年")
		en = append(en, strconv.Itoa(n)+" years")
	}
	if forGood {
		zh, en = append(zh, filing.LongTerm), append(en, "for good")
	}
	return filing.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// honorifics are forms of address that people add to names.
var honorifics = []string{"先生", "女士", "小姐", "经理", "主任", "老师"}

// organisationEnds end names that are no person's.
var organisationEnds = []string{"公司", "合作社", "事务所", "委员会"}

// personNames checks the names of the persons.
func (c *checker) personNames() {
	c.personName(filing.EntityLegalRep, filing.EntityLegalRepIDType)
	for _, r := range roles {
		p := c.f.Person(r.role)
		c.personName(p.Field(filing.EntityPersonName), p.Field(filing.EntityPersonIDType))
	}
}

func (c *checker) personName(field, typeField filing.Field) {
	name := c.text(field)
	if name == "" {
		return
	}
	f := filing.Finding{Rule: "person-name-form"}
	card := c.text(typeField) == filing.CertResidentID
	switch {
	case endsInAny(name, organisationEnds), name == c.text(filing.EntityName) && !looksPersonal(name):
		f.Variant = "organisation"
	case card && utf8.RuneCountInString(name) == 1:
		f.Variant = "short"
	case endsInAny(name, honorifics) && utf8.RuneCountInString(name) > 3:
		f.Variant = "honorific"
		f.Args = filing.Args{"word": endOf(name, honorifics), "value": c.masked(field)}
	case card && !nameOnCard(name):
	default:
		return
	}
	if f.Args == nil {
		f.Args = filing.Args{"value": c.masked(field)}
	}
	c.raise(field, f)
}

func endOf(s string, ends []string) string {
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return end
		}
	}
	return ""
}

// nameOnCard reports whether a name has only what names on identity cards have:
// Chinese characters, and the dot between the parts of some peoples' names.
func nameOnCard(name string) bool {
	for _, r := range name {
		if !isHan(r) && r != '·' && r != '〇' && !unicode.Is(unicode.Co, r) { // private use: rare characters
			return false
		}
	}
	return true
}
