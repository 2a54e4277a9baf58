package rules

import (
	"strings"
	"unicode"

	"beiandesk/internal/filing"
)

// natureCompany is 企业 in the table nature.
const natureCompany = "4"

// entityName checks whether the entity's name can be one that a certificate
// shows. A name has one fault at a time: the gravest.
func (c *checker) entityName() {
	name := c.text(filing.EntityName)
	if name == "" {
		return
	}
	if who, ok := c.namedLikePerson(name); ok {
		c.raise(filing.EntityName, filing.Finding{Rule: "entity-name-form", Variant: "person",
			Args: filing.Args{"who": both(who), "provider": c.provider}})
		c.noticed[filing.EntityName] = true // it tells nothing of the site and the domain
		return
	}
	company := c.text(filing.EntityNature) == natureCompany
	if name == c.goodName && company == c.goodCompany {
		return
	}
	form := formOfName(name)
	f := filing.Finding{Rule: "entity-name-form"}
	switch {
	case company && form.han == 0:
		f.Variant = "latin"
	case !form.paired:
		f.Variant = "unpaired"
	case form.half && form.full:
		f.Variant, f.Suggest = "brackets", tidyName(name)
	case form.spaced:
		f.Variant, f.Suggest = "spaces", tidyName(name)
	case company && !endsInAny(name, c.documentary.CompanyEnds):
	default:
		c.goodName, c.goodCompany = name, company
		return
	}
	f.Args = filing.Args{"value": name}
	c.raise(filing.EntityName, f)
}

// namedLikePerson returns which person of the filing has the entity's name.
func (c *checker) namedLikePerson(name string) (filing.Text, bool) {
	if looksPersonal(name) {
		if name == c.text(filing.EntityLegalRep) {
			return filing.Text{ZH: "法定代表人", EN: "legal representative"}, true
		}
		for _, r := range roles {
			if name == c.text(c.f.Person(r.role).Field(filing.EntityPersonName)) {
				return r.who, true
			}
		}
	}
	return filing.Text{}, false
}

// nameForm is what the characters of a name are.
type nameForm struct {
	han        int
	half, full bool // brackets of either width
	paired     bool // every bracket has its other one
	spaced     bool // a space beside a Chinese character
}

func formOfName(name string) (form nameForm) {
	var before rune
	open, wrong := 0, false
	for _, r := range name {
		switch r {
		case '(', ')':
			form.half = true
		case '（', '）':
			form.full = true
		}
		switch r {
		case '(', '（':
			open++
		case ')', '）':
			open--
			wrong = wrong || open < 0
		}
		han := isHan(r)
		if han {
			form.han++
		}
		form.spaced = form.spaced || before == ' ' && han || r == ' ' && isHan(before)
		before = r
	}
	form.paired = open == 0 && !wrong
	return form
}

// fullBrackets are how certificates print brackets.
var fullBrackets = strings.NewReplacer("(", "（", ")", "）")

// tidyName writes a name as certificates do: brackets of full width, no spaces
// beside Chinese characters.
func tidyName(name string) string {
	var b strings.Builder
	runes := []rune(fullBrackets.Replace(name))
	for i, r := range runes {
		if r == ' ' && (i == 0 || i == len(runes)-1 || wide(runes[i-1]) || wide(runes[i+1])) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func wide(r rune) bool { return r == '（' || r == '）' || isHan(r) }

// isHan reports whether r is a Chinese character. Nearly all are in one block.
func isHan(r rune) bool { return 0x4e00 <= r && r <= 0x9fff || unicode.Is(unicode.Han, r) }

func endsInAny(s string, ends []string) bool {
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
