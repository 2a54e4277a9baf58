package rules

import (
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// mostChoices is how many choices a message lists.
const mostChoices = 12

// values checks every field by its description alone: required values,
// choices, dates, lengths.
func (c *checker) values() {
	for i := range filing.Fields {
		field := filing.Field(i)
		switch {
		case !c.form.asked[i] || c.noticed[i]:
		case c.f.Text(field) == "":
			if c.form.required[i] {
				c.missing(field)
			}
		default:
			c.value(&filing.Fields[i], c.f.Text(field))
		}
	}
}

func (c *checker) missing(field filing.Field) {
	kind := filing.Text{ZH: "备案", EN: "a filing"}
	if item, ok := filing.TableNamed("kind").Item(string(c.f.Kind())); ok {
		kind = item.Label
	}
	if before := c.givesNumberLater(field); before != nil {
		c.raise(field, filing.Finding{Rule: "required", Variant: "later", Args: filing.Args{"filing": c.keys([]int{*before})}})
		return
	}
	f := filing.Finding{Rule: "required", Args: filing.Args{"kind": both(kind)}}
	if field == filing.EntityDistrict {
		if city := c.area().city; city != nil && len(city.Children()) == 0 {
			f.Variant, f.Args["within"] = "town", city.Name
		}
	}
	c.raise(field, f)
}

func (c *checker) value(def *filing.Def, text string) {
	switch def.Type {
	case filing.Choice:
		c.choice(def, text)
	case filing.Choices:
		for _, code := range strings.Split(text, "\n") {
			c.choice(def, code)
		}
	case filing.Day, filing.Validity:
		if _, ok := filing.ParseDate(text); !ok && (def.Type == filing.Day || text != filing.LongTerm) {
			c.raise(def.Field, filing.Finding{Rule: "date-format", Args: filing.Args{"value": filing.Mask(def.Field, text)}})
		}
	case filing.Count:
		if strings.Trim(text, "0123456789") != "" {
			c.raise(def.Field, filing.Finding{Rule: "count-format", Args: filing.Args{"value": text}})
		}
	}
	if def.MaxRunes > 0 && len(text) > def.MaxRunes {
		if n := utf8.RuneCountInString(text); n > def.MaxRunes {
			c.raise(def.Field, filing.Finding{Rule: "too-long", Args: filing.Args{"length": itoa(n), "max": itoa(def.MaxRunes)}})
		}
	}
}

func (c *checker) choice(def *filing.Def, code string) {
	table := def.Table()
	if _, ok := table.Item(code); ok {
		return
	}
	if def.Field == filing.EntityNature && strings.Contains(code, individualBusiness) {
		return // entityKind says it better
	}
	var choices []filing.Text
	parent := ""
	if def.Field == filing.EntityCertType {
		parent = c.knownNature()
	}
	for _, item := range table.Items {
		if parent == "" || item.Parent == parent {
			choices = append(choices, item.Label)
		}
	}
	c.raise(def.Field, filing.Finding{Rule: "enum-unknown",
		Args: filing.Args{"value": filing.Mask(def.Field, code), "choices": listed(choices, mostChoices)}})
}
