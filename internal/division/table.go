package division

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// table holds all divisions.
type table struct {
	provinces map[string]*Division // by the first two digits
	byCode    map[string]*Division // of today, else of the past; nil for a code without a name
	prefixes  map[string]bool      // the first four digits of all codes there ever were
	whole     map[string]bool      // the first two digits where any other four may follow
	starts    map[string][]start   // what an address may begin with, by its first bytes
	entries   []provinceName       // provinces' names, longest first
}

// start is a name that an address may begin with.
type start struct {
	text string
	full bool // not a short name
	d    *Division
}

// startLength is how many bytes of a name the index takes: two characters.
const startLength = len("南京")

// startsOf returns the names that a text may begin with, longest first.
func (t *table) startsOf(text string) []start {
	if len(text) < startLength {
		return nil
	}
	return t.starts[text[:startLength]]
}

// provinceName is one way to name a province. code may be that of a province
// outside the mainland, which has no division here.
type provinceName struct {
	text string
	full bool
	code string
}

// municipalities are the provinces that are one city.
var municipalities = []string{"11", "12", "31", "50"}

// direct is the third and fourth digit of what is directly under a province.
const direct = "90"

// load reads the embedded tables once; a fault in them is a fault of the build,
// which the tests find.
var load = sync.OnceValue(func() *table {
	t := &table{provinces: make(map[string]*Division), byCode: make(map[string]*Division, 8000), prefixes: make(map[string]bool),
		whole: make(map[string]bool), starts: make(map[string][]start, 4000)}
	cities := make(map[string]*Division, 400) // by four digits
	for fields := range lines("divisions/current.tsv") {
		t.addCurrent(cities, fields)
	}
	for fields := range lines("divisions/former.tsv") {
		t.addFormer(cities, fields)
	}
	for _, code := range municipalities {
		t.whole[code] = true
	}
	for _, item := range filing.TableNamed("province").Items {
		t.whole[item.Code] = t.whole[item.Code] || t.provinces[item.Code] == nil
		t.addProvinceNames(item)
	}
	for _, starts := range t.starts {
		slices.SortStableFunc(starts, func(a, b start) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	slices.SortStableFunc(t.entries, func(a, b provinceName) int { return cmp.Compare(len(b.text), len(a.text)) })
	return t
})

// lines yields the fields of each line of an embedded table, three of them.
func lines(name string) func(yield func([3]string) bool) {
	return func(yield func([3]string) bool) {
		data, err := assets.FS.ReadFile(name)
		if err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			var fields [3]string
			rest := strings.TrimSuffix(line, "\n")
			for i := range fields {
				fields[i], rest, _ = strings.Cut(rest, "\t")
			}
			if !yield(fields) {
				return
			}
		}
	}
}

// addCurrent adds a division of today. The table has parents before children,
// and no line for the city that a municipality is.
func (t *table) addCurrent(cities map[string]*Division, fields [3]string) {
	code, name := fields[0], fields[1]
	d := &Division{Code: code, Name: name, short: fields[2]}
	if d.short == "" {
		d.short = Short(name)
	}
	if d.short == name {
		d.short = ""
	}
	t.byCode[code] = d
	province := t.provinces[code[:2]]
	switch {
	case province == nil:
		t.provinces[code[:2]] = d
		if slices.Contains(municipalities, code[:2]) {
			city := &Division{Code: code[:2] + "0100", Name: name, short: d.short, parent: d, level: cityLevel}
			d.children = []*Division{city}
			t.byCode[city.Code], t.prefixes[city.Code[:4]] = city, true
			cities[code[:2]] = city
			t.addStarts(city)
		}
		return
	case code[4:] == "00":
		cities[code[:4]] = d
		d.level, d.parent = cityLevel, province
	case code[2:4] == direct:
		d.level, d.parent = cityLevel, province
	default:
		d.level, d.parent = districtLevel, cityOf(cities, code)
		if d.Name == d.parent.Name {
			d.former = true // 嘉峪关市, which the statistics list below itself
			d.heir = d.parent
			return
		}
	}
	t.prefixes[code[:4]] = true
	d.parent.children = append(d.parent.children, d)
	t.addStarts(d)
}

// cityOf returns the city of today that a code lies in, or nil.
func cityOf(cities map[string]*Division, code string) *Division {
	if city := cities[code[:2]]; city != nil {
		return city
	}
	return cities[code[:4]]
}

func (t *table) addFormer(cities map[string]*Division, fields [3]string) {
	code, name, heir := fields[0], fields[1], fields[2]
	t.prefixes[code[:4]] = true
	if name == "" {
		if _, known := t.byCode[code]; !known {
			t.byCode[code] = nil
		}
		return
	}
	d := &Division{Code: code, Name: name, former: true, level: districtLevel, heir: t.byCode[heir]}
	if t.byCode[code] == nil {
		t.byCode[code] = d
	}
	if code[4:] == "00" {
		d.level, d.parent = cityLevel, t.provinces[code[:2]]
	} else {
		d.parent = cityOf(cities, code)
		if d.parent == nil && d.heir != nil {
			d.parent = d.heir.City()
		}
	}
	if d.parent != nil {
		d.parent.past = append(d.parent.past, d)
	}
	if d.heir != nil {
		t.addStart(name, true, d)
	}
}

func (t *table) addStarts(d *Division) {
	t.addStart(d.Name, true, d)
	if d.level == cityLevel && d.short != "" {
		t.addStart(d.short, false, d)
	}
}

func (t *table) addStart(text string, full bool, d *Division) {
	if len(text) >= startLength {
		t.starts[text[:startLength]] = append(t.starts[text[:startLength]], start{text, full, d})
	}
}

// addProvinceNames adds all ways to write a province in an address.
func (t *table) addProvinceNames(item filing.Item) {
	label, short := item.Label.ZH, Short(item.Label.ZH)
	t.entries = append(t.entries, provinceName{label, true, item.Code})
	for _, name := range item.Synonyms {
		if len(name) >= startLength && name[0] >= 0x80 {
			t.entries = append(t.entries, provinceName{name, !strings.HasPrefix(short, name), item.Code})
		}
	}
}
