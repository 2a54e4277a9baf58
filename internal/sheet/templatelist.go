package sheet

import (
	"fmt"
	"slices"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// choice is what a drop-down offers.
type choice struct {
	cells  string       // the formula of the cells that list it; "" where it hangs on another column
	group  *groupedList // where it hangs on another column
	parent filing.Field // that column
	strict bool         // nothing else may be typed
}

// formula returns the drop-down's formula for the first row to fill in; parent
// is the cell that it hangs on.
func (c *choice) formula(parent string) string {
	if c.group == nil {
		return c.cells
	}
	return c.group.formula(parent)
}

// codeList writes the hidden sheet that the drop-downs take their lists from: a
// list in the drop-down itself holds 255 characters.
type codeList struct {
	*sketch
	columns int            // written so far
	tables  map[string]int // code table to its column
}

func (s *sketch) newCodeList() *codeList {
	s.newSheet(codeSheet)
	return &codeList{sketch: s, tables: make(map[string]int)}
}

// add writes a column and returns its number.
func (l *codeList) add(head string, items []string) int {
	l.columns++
	l.text(codeSheet, l.columns, 1, head, l.style("code head", codeHead))
	l.width(codeSheet, l.columns, 24)
	for i, item := range items {
		l.try(l.f.SetCellStr(codeSheet, cellName(l.columns, i+2), item))
	}
	return l.columns
}

// table returns the cells that list a code table's labels.
func (l *codeList) table(name string) string {
	items := labels(name)
	at, ok := l.tables[name]
	if !ok {
		at = l.add(name, items)
		l.tables[name] = at
	}
	return codeCells(at, at, 1, len(items))
}

// labels lists the different labels of a code table: one certificate has the
// same name under several natures.
func labels(table string) (list []string) {
	for _, item := range filing.TableNamed(table).Items {
		if !slices.Contains(list, item.Label.ZH) {
			list = append(list, item.Label.ZH)
		}
	}
	return list
}

// codeCells returns an area of the sheet of codes; rows count from below the
// headers.
func codeCells(left, right, from, to int) string {
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", codeSheet, filing.ColumnName(left), from+1, filing.ColumnName(right), to+1)
}

// group is a part of a list, for some values of the column that it hangs on.
type group struct {
	keys  []string
	items []string
}

// groupedList is a list of which another column's value selects a part. It takes
// four columns on the sheet of codes: the values with the first row and the
// count of their part, and the list itself. Of the ways to write a drop-down
// that hangs on another this one works in Excel, in WPS and in LibreOffice, and
// needs no name for each part.
type groupedList struct {
	keys   int // column of the values
	list   int // column of the list
	groups int // rows of the values
	rest   int // items at the start of the list, which are offered for any other value
}

// grouped writes a grouped list. rest is offered while the other column holds no
// value of any group.
func (l *codeList) grouped(head string, rest []string, groups []group) *groupedList {
	var keys, items []string
	var parts [][2]int // first row and count
	if items = slices.Clone(rest); len(rest) == 0 {
		items = []string{""}
	}
	g := &groupedList{rest: len(items)}
	for _, group := range groups {
		for _, key := range group.keys {
			keys, parts = append(keys, key), append(parts, [2]int{len(items) + 1, len(group.items)})
		}
		items = append(items, group.items...)
	}
	g.groups = len(keys)
	g.keys = l.add(head, keys)
	first, count := l.add("", nil), l.add("", nil)
	for i, part := range parts {
		l.try(l.f.SetCellInt(codeSheet, cellName(first, i+2), int64(part[0])))
		l.try(l.f.SetCellInt(codeSheet, cellName(count, i+2), int64(part[1])))
	}
	g.list = l.add("", items)
	return g
}

// formula looks the value of a cell up and returns the formula of its part.
func (g *groupedList) formula(parent string) string {
	look := func(column, otherwise int) string {
		return fmt.Sprintf("IFERROR(VLOOKUP(%s,%s,%d,FALSE),%d)", parent, codeCells(g.keys, g.keys+2, 1, g.groups), column, otherwise)
	}
	return fmt.Sprintf("OFFSET(%s!$%s$1,%s,0,%s,1)", codeSheet, filing.ColumnName(g.list), look(2, 1), look(3, g.rest))
}

// certificates lists the certificates of each nature.
func (l *codeList) certificates() *groupedList {
	var groups []group
	for _, nature := range filing.TableNamed("nature").Items {
		part := group{keys: keysOf(nature.Label.ZH, nature.Synonyms)}
		for _, item := range filing.TableNamed("entity-cert").Items {
			if item.Parent == nature.Code {
				part.items = append(part.items, item.Label.ZH)
			}
		}
		if len(part.items) > 0 {
			groups = append(groups, part)
		}
	}
	return l.grouped("主办单位性质 → 证件类型", labels("entity-cert"), groups)
}

// cities lists the cities of each province.
func (l *codeList) cities() *groupedList {
	var groups []group
	for _, item := range filing.TableNamed("province").Items {
		if cities := division.Cities(item.Code); len(cities) > 0 {
			groups = append(groups, group{keys: keysOf(item.Label.ZH, item.Synonyms), items: divisionNames(cities)})
		}
	}
	return l.grouped("所属省 → 所属市", nil, groups)
}

// districts lists the districts of each city. A city that has none is offered
// itself: the column is required all the same.
func (l *codeList) districts() *groupedList {
	var groups []group
	for _, item := range filing.TableNamed("province").Items {
		for _, city := range division.Cities(item.Code) {
			part := group{keys: keysOf(city.Name, []string{city.Short()}), items: divisionNames(division.Districts(city.Code))}
			if len(part.items) == 0 {
				part.items = []string{city.Name}
			}
			groups = append(groups, part)
		}
	}
	return l.grouped("所属市 → 所属区县", nil, groups)
}

func divisionNames(list []*division.Division) (names []string) {
	for _, d := range list {
		names = append(names, d.Name)
	}
	return names
}

// keysOf returns a name and what else people write for it, each once. A single
// character is none that anybody types into a form.
func keysOf(name string, also []string) []string {
	keys := []string{name}
	for _, s := range also {
		if len(s) > len("省") && !slices.Contains(keys, s) {
			keys = append(keys, s)
		}
	}
	return keys
}
