package sheet

import (
	"beiandesk/internal/filing"
)

// settle decides, once the headers and the first values of a table are known,
// which columns are read: those that the user named, those whose header says so
// unless their values contradict it, and those whose values can be but one field.
func (l *layout) settle() {
	for i := range l.columns {
		c := &l.columns[i]
		if l.hidden == HiddenSkip && c.hidden {
			c.verdict, c.state, c.confidence, c.reason = unknown, Skipped, "", Reason{Code: "hidden"}
			continue
		}
		if c.verdict == known && !c.told && c.target.ref == noReference {
			c.contradict()
		}
	}
	l.settleDoubles()
	for i := range l.columns {
		c := &l.columns[i]
		switch {
		case c.state == Unknown && !c.told:
			l.guess(i)
		case c.state == Ambiguous:
			for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
				c.also(filing.Person{Role: role}.Field(c.target.field).Key(), Reason{Code: "person"})
			}
			if l.namesOnePerson() {
				c.reason.Code = onePerson
				c.also(target{field: c.target.field, both: true}.key(), Reason{Code: "both-persons"})
			}
		}
	}
}

// onePerson is why a column is ambiguous that may be both persons' as well.
const onePerson = "one-person"

// namesOnePerson reports whether a table has one column for the name of a
// responsible person, and does not say of whom.
func (l *layout) namesOnePerson() bool {
	n := 0
	for i := range l.columns {
		c := &l.columns[i]
		if c.verdict == unknown || c.target.ref != noReference || c.target.inEntity() != filing.EntityPersonName {
			continue
		}
		if n++; c.verdict == known {
			return false
		}
	}
	return n == 1
}

// contradict refuses a column whose values are not what its header says.
func (c *column) contradict() {
	shape := c.sample.contradicts(c.target.field)
	if shape == nil {
		return
	}
	c.against, c.state, c.confidence = shape, Contradicted, Low
	c.reason = Reason{Code: "contradicts", Args: filing.Args{"name": c.target.field.Key(), "count": itoa(c.sample.values), "shape": shape.ID}}
	for _, field := range shape.fields {
		c.also(field.Key(), c.valuesReason(shape))
	}
}

func (c *column) valuesReason(s *shape) Reason {
	return Reason{Code: "values", Args: filing.Args{"count": itoa(c.sample.values), "shape": s.ID}}
}

// also suggests another meaning, by its key.
func (c *column) also(key string, why Reason) {
	for _, a := range c.alternatives {
		if a.Field == key {
			return
		}
	}
	c.alternatives = append(c.alternatives, Alternative{Field: key, Confidence: Low, Reason: why})
}

// settleDoubles leaves one column to each target: one that the user named, else
// the first.
func (l *layout) settleDoubles() {
	for i := range l.columns {
		c := &l.columns[i]
		if c.verdict != known {
			continue
		}
		if first := l.winner(c.target); first != c {
			c.state, c.confidence = Duplicate, Low
			c.reason = Reason{Code: "duplicate", Args: filing.Args{"first": first.at.String()}}
			c.also(c.target.key(), c.reason)
		}
	}
}

// winner returns the column that a target is read from; a contradicted one keeps
// it, so that nothing is guessed in its place.
func (l *layout) winner(t target) (first *column) {
	for i := range l.columns {
		c := &l.columns[i]
		if c.verdict == known && c.target.meets(t) && (first == nil || c.told && !first.told) {
			first = c
		}
	}
	return first
}

// guess finds what a column without a known header may mean, by its values and
// by headers that resemble its own. It is read when both agree, or when the
// values can be but one field and no other column is like them.
func (l *layout) guess(i int) {
	c := &l.columns[i]
	shape := c.sample.shape()
	near, resembles := filing.Field(0), false
	if c.header != "" {
		near, resembles = dictionary.near(c.header)
	}
	count := itoa(c.sample.values)
	if resembles && shape != nil {
		fits, checked := fitting(near)
		agrees := false
		for _, id := range fits {
			agrees = agrees || checked && id == shape.ID
		}
		why := Reason{Code: "near", Args: filing.Args{"name": near.Key(), "count": count, "shape": shape.ID}}
		if agrees && l.winner(target{field: near}) == nil {
			l.take(c, near, why)
			return
		}
	}
	if resembles {
		c.also(near.Key(), Reason{Code: "alike", Args: filing.Args{"name": near.Key()}})
	}
	if shape == nil {
		return
	}
	if field, ok := l.only(i, shape); ok {
		l.take(c, field, c.valuesReason(shape))
	}
	for _, field := range shape.fields {
		if c.verdict != known || field != c.target.field {
			c.also(field.Key(), c.valuesReason(shape))
		}
	}
}

// only returns the field that values of a shape can be alone: that of the person
// whose column stands right before one without header, or the only field that
// such values commonly are.
func (l *layout) only(i int, s *shape) (filing.Field, bool) {
	if len(s.fields) == 0 {
		return 0, false
	}
	field := s.fields[0]
	if !s.Alone {
		if l.columns[i].header != "" || i == 0 || l.columns[i-1].verdict != known || l.columns[i-1].target.ref != noReference {
			return 0, false
		}
		role, ok := personOf(l.columns[i-1].target.field)
		if !ok {
			return 0, false
		}
		field = filing.Person{Role: role}.Field(field)
	}
	for j := range l.columns {
		if other := &l.columns[j]; j != i && other.state == Unknown && !other.told && other.sample.shape() == s {
			return 0, false // which of them?
		}
	}
	return field, l.winner(target{field: field}) == nil
}

func (l *layout) take(c *column, field filing.Field, why Reason) {
	c.target, c.verdict, c.state = target{field: field}, known, Taken
	c.confidence, c.reason = Medium, why
}

// guessed reports whether a column is read because of its values alone.
func (c *column) guessed() bool {
	return c.state == Taken && (c.reason.Code == "values" || c.reason.Code == "near")
}
