package filing

// Entities tells which filings of a batch are of one entity: it returns a
// number for each filing, the same for filings of the same entity, counted from
// 0 in the batch's order, and how many entities there are. A filing that names
// no entity has -1.
//
// An entity is recognised by its certificate's number; without one, or when
// the number is mistyped, by a name or filing number that a filing with a number
// has too, the name before a change included.
func Entities(filings []*Filing) (of []int, count int) {
	of = make([]int, len(filings))
	numbers := make(map[string]int, len(filings))
	names := make(map[string]int, len(filings))
	records := make(map[string]int)
	keep := func(m map[string]int, key string, entity int) {
		if _, known := m[key]; key != "" && !known {
			m[key] = entity
		}
	}
	learn := func(f *Filing, entity int) {
		keep(names, f.Text(EntityName), entity)
		keep(names, f.Text(EntityFormerName), entity)
		keep(records, f.Text(EntityRecordNumber), entity)
	}
	for i, f := range filings {
		of[i] = -1
		number := EntityNumber(f)
		if number == "" {
			continue
		}
		entity, known := numbers[number]
		if !known {
			entity = count
			numbers[number], count = entity, count+1
		}
		of[i] = entity
		learn(f, entity)
	}
	for i, f := range filings {
		if of[i] >= 0 {
			continue
		}
		name, record := f.Text(EntityName), f.Text(EntityRecordNumber)
		entity, known := names[name]
		if !known || name == "" {
			entity, known = records[record]
			known = known && record != ""
		}
		switch {
		case known:
		case name == "" && record == "":
			continue
		default:
			entity, count = count, count+1
		}
		of[i] = entity
		learn(f, entity)
	}
	return of, count
}

// EntityNumber returns the certificate's number of a filing's entity, "" for
// one that is a mistyped unified social credit code: it does not tell who it is.
func EntityNumber(f *Filing) string {
	number := f.Text(EntityCertNumber)
	if len(number) == 18 && CheckUSCC(number) != nil {
		return ""
	}
	return number
}
