package sheet

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
)

// target is what a column means: a field, or on the template's sheets a number
// or a reference.
type target struct {
	field filing.Field
	ref   reference // when not noReference, field says nothing
	both  bool      // the site's person's field too; field is the entity's person's
}

// reference is a header of the template's sheets that is no field; they stand in
// this order in the list of words.
type reference uint8

const (
	noReference    reference = iota
	ownNumber                // the number of the row's entity or person
	toEntity                 // of the filing: number or name of its entity
	toEntityPerson           // number or name of the entity's person
	toSitePerson             // number or name of the site's person
)

// key returns what mappings call a target.
func (t target) key() string {
	if t.ref != noReference {
		return t.ref.words().Key
	}
	if t.both {
		return words.BothPersons.Key + strings.TrimPrefix(t.field.Key(), entityPersonKey)
	}
	return t.field.Key()
}

func (t target) label() filing.Text {
	if t.ref != noReference {
		return t.ref.words().Label
	}
	label := t.field.Def().Label
	if both := words.BothPersons.Label; t.both {
		label.ZH = both.ZH + strings.TrimPrefix(label.ZH, entityPerson)
		label.EN = both.EN + strings.TrimPrefix(label.EN, entityPersonEN)
	}
	return label
}

// What begins the key and the English label of the entity's person's fields.
const (
	entityPersonKey = "entity.person."
	entityPersonEN  = "Entity person's "
)

// bothKeyed returns the target that one column for both persons has, by its key.
func bothKeyed(key string) (target, bool) {
	tail, ok := strings.CutPrefix(key, words.BothPersons.Key)
	if !ok {
		return target{}, false
	}
	field, ok := filing.ByKey(entityPersonKey + tail)
	return target{field: field, both: true}, ok
}

// meets reports whether two targets are read into the same field.
func (t target) meets(other target) bool {
	if t.both != other.both && t.ref == noReference && other.ref == noReference {
		return t.inEntity() == other.inEntity()
	}
	return t == other
}

// inEntity returns a target's field as the entity's person's.
func (t target) inEntity() filing.Field {
	if role, ok := personOf(t.field); ok && role == filing.SiteRole {
		return t.field - filing.SitePersonName + filing.EntityPersonName
	}
	return t.field
}

// verdict is how sure a header's meaning is.
type verdict uint8

const (
	unknown   verdict = iota
	ambiguous         // a field of a person, but of which
	known
)

// headers finds what a header means; it derives from the dictionary.
type headers struct {
	fields map[string]filing.Field // by folded key, label and synonym
	tails  map[string]filing.Field // by folded header of a person's field without the person: 手机; as the entity person's field
	roles  map[string]filing.Role  // by folded word for a responsible person: 网站负责人
	names  []headerName            // the fields' names again, for headers that only resemble one
}

type headerName struct {
	text  string
	runes []rune
	field filing.Field
}

var dictionary = newHeaders()

func newHeaders() *headers {
	h := &headers{fields: map[string]filing.Field{}, tails: map[string]filing.Field{}, roles: map[string]filing.Role{}}
	for i := range filing.Fields {
		d := filing.Field(i).Def()
		h.add(d.Field, d.Key, d.Label.ZH, d.Label.EN)
	}
	for i := range filing.Fields {
		h.add(filing.Field(i), filing.Field(i).Def().Synonyms...)
	}
	for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
		h.addRole(role)
	}
	for _, name := range slices.Sorted(maps.Keys(h.fields)) {
		if runes := []rune(name); len(runes) >= leastAlike {
			h.names = append(h.names, headerName{name, runes, h.fields[name]})
		}
	}
	return h
}

// add enters names of a field; the first field to claim a name keeps it.
func (h *headers) add(field filing.Field, names ...string) {
	for _, name := range names {
		if name = filing.FoldHeader(name); name == "" {
			continue
		}
		if _, taken := h.fields[name]; !taken {
			h.fields[name] = field
		}
	}
}

// addRole enters the words for a person and the headers that remain of the
// person's fields without them.
func (h *headers) addRole(role filing.Role) {
	name := filing.Person{Role: role}.Field(filing.EntityPersonName)
	def := name.Def()
	words := []string{strings.TrimSuffix(def.Label.ZH, "姓名")}
	for _, s := range def.Synonyms {
		for _, whole := range def.Synonyms {
			if whole == s+"姓名" {
				words = append(words, s)
			}
		}
	}
	for _, word := range words {
		h.roles[filing.FoldHeader(word)] = role
	}
	for f := filing.EntityPersonName; f < filing.SitePersonName; f++ {
		def := filing.Person{Role: role}.Field(f).Def()
		for _, s := range append([]string{def.Label.ZH}, def.Synonyms...) {
			for _, word := range words {
				if tail, ok := strings.CutPrefix(s, word); ok && tail != "" {
					h.tails[filing.FoldHeader(tail)] = f
				}
			}
		}
	}
}

// around is what stands around a header and helps to understand it.
type around struct {
	blocks []string    // headers above it that span it, nearest first
	role   filing.Role // of the person whose column stands right before
	both   bool        // that column is for both persons
	person bool        // whether there is such a column
	entity bool        // the column right before tells which entity it is, or of what kind
	before string      // header of that column
}

// found is what a header means, how sure that is, and why.
type found struct {
	target     target
	verdict    verdict
	state      State
	confidence Confidence
	reason     Reason
}

func knownAs(field filing.Field, confidence Confidence, code string, args filing.Args) found {
	return found{target: target{field: field}, verdict: known, state: Taken, confidence: confidence, reason: Reason{Code: code, Args: args}}
}

// find returns what a header means in its context.
func (h *headers) find(header string, in around) found {
	names := spellings(header)
	for _, block := range in.blocks {
		for _, name := range names {
			if field, ok := h.inBlock(block, name); ok {
				return knownAs(field, High, "block", filing.Args{"block": strings.TrimSpace(block)})
			}
		}
	}
	for _, name := range names {
		field, ok := h.fields[name]
		if !ok {
			continue
		}
		if in.person && in.role == filing.SiteRole && strings.HasPrefix(name, "负责人") && isEntityPerson(field) {
			// 负责人 alone is whoever was spoken of.
			return knownAs(filing.Person{Role: filing.SiteRole}.Field(field), Medium, "after", filing.Args{"before": in.before})
		}
		if def := field.Def(); name == filing.FoldHeader(def.Label.ZH) || name == filing.FoldHeader(def.Label.EN) || name == filing.FoldHeader(def.Key) {
			return knownAs(field, High, "label", nil)
		}
		return knownAs(field, High, "synonym", filing.Args{"name": field.Key()})
	}
	for _, name := range names {
		if slices.Contains(words.EitherPerson, name) {
			return eitherPerson(filing.EntityPersonName)
		}
		if field, ok := h.tails[name]; ok {
			if own, ok := h.inBlock(entityBlock, name); ok && in.entity {
				return knownAs(own, Medium, "after", filing.Args{"before": in.before})
			}
			if in.person {
				m := knownAs(filing.Person{Role: in.role}.Field(field), Medium, "after", filing.Args{"before": in.before})
				m.target.both = in.both
				return m
			}
			return eitherPerson(field)
		}
	}
	return found{state: Unknown, reason: Reason{Code: "unknown"}}
}

// eitherPerson is the meaning of a header that may be either person's.
func eitherPerson(field filing.Field) found {
	return found{target: target{field: field}, verdict: ambiguous, state: Ambiguous, reason: Reason{Code: "person"}}
}

// knows reports whether a text is the name of a field.
func (h *headers) knows(s string) bool {
	return len(s) <= maxHeader && h.find(s, around{}).verdict != unknown
}

// isField reports whether a text is the name of a field that is no person.
func (h *headers) isField(s string) bool {
	name := filing.FoldHeader(s)
	_, field := h.fields[name]
	_, role := h.roles[name]
	return field && !role
}

// Headers of the template that are no fields of the dictionary.
const (
	entityNumber = "主体编号"
	personNumber = "人员编号"
	entityPerson = "主体负责人"
	sitePerson   = "网站负责人"
)

// meaning returns what a header means on a table of a purpose.
func (f finder) meaning(header string, in around, of Purpose) found {
	if len(header) > maxHeader {
		return found{state: Unknown, reason: Reason{Code: "unknown"}}
	}
	if of != flatRows {
		name := filing.FoldHeader(header)
		ref := referenceNamed(name, of)
		if ref == noReference && of == siteRows {
			ref = referenceNamed(strings.TrimSuffix(name, "编号"), of)
		}
		if ref != noReference {
			return found{target: target{ref: ref}, verdict: known, state: Reference, confidence: High, reason: Reason{Code: "reference"}}
		}
	}
	if of != personRows {
		return dictionary.find(header, in)
	}
	m := dictionary.find(header, around{person: true, role: filing.EntityRole})
	if m.verdict == ambiguous {
		m = knownAs(m.target.field, High, "synonym", filing.Args{"name": m.target.field.Key()})
	}
	if role, ok := personOf(m.target.field); m.verdict == known && ok && role == filing.SiteRole {
		m.target.field = m.target.field - filing.SitePersonName + filing.EntityPersonName
	}
	if m.reason.Code == "after" { // on a sheet of persons there is no doubt
		m.confidence, m.reason = High, Reason{Code: "synonym", Args: filing.Args{"name": m.target.field.Key()}}
	}
	return m
}

// entityBlock is a word for the block of the entity.
const entityBlock = "主体"

// identifiesEntity reports whether a field tells which entity it is, or of what
// kind: a certificate beside it is the entity's.
func identifiesEntity(field filing.Field) bool {
	switch field {
	case filing.EntityName, filing.EntityNature, filing.EntityCertType, filing.EntityCertNumber:
		return true
	}
	return false
}

// inBlock returns the field that a name means below the header of a block: 手机
// below 网站负责人信息, 名称 below 主体信息.
func (h *headers) inBlock(block, name string) (filing.Field, bool) {
	word := blockWord(block)
	if word == "" {
		return 0, false
	}
	if role, ok := h.roles[word]; ok {
		if field, ok := h.tails[name]; ok {
			return filing.Person{Role: role}.Field(field), true
		}
	}
	for _, alias := range blockAliases(word) {
		if field, ok := h.fields[filing.FoldHeader(alias)+name]; ok {
			return field, true
		}
	}
	return 0, false
}

// near returns the field whose name a header resembles: it holds the name, or is
// held by it, or differs in one character. Of several the longest name counts;
// ok is false when two fields have one as long.
func (h *headers) near(header string) (field filing.Field, ok bool) {
	text := filing.FoldHeader(header)
	name := []rune(text)
	best := 0
	if len(name) < leastAlike || len(name) > maxAlike {
		return 0, false
	}
	for i := range h.names {
		n := &h.names[i]
		length := min(len(n.runes), len(name))
		if length < best || !(strings.Contains(n.text, text) || strings.Contains(text, n.text) || length > leastAlike && oneApart(name, n.runes)) {
			continue
		}
		if length == best {
			ok = ok && n.field == field
			continue
		}
		field, best, ok = n.field, length, true
	}
	return field, ok
}

// Names of fewer characters resemble too much, of more are sentences.
const (
	leastAlike = 3
	maxAlike   = 40
)

// oneApart reports whether two texts differ by one character changed, added or
// left out.
func oneApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j, k := len(a), len(b)
	for j > i && k > i && a[j-1] == b[k-1] {
		j, k = j-1, k-1
	}
	return j-i <= 1 && k-i <= 1
}

// spellings returns a header as it is compared: whole, and without what it says
// in brackets: 域名（多个用顿号分隔）. A number before it does not count: 1、域名.
func spellings(header string) []string {
	if rest := strings.TrimLeft(header, "0123456789"); rest != header {
		if name := strings.TrimLeft(rest, ".、．)） "); name != rest && name != "" {
			header = name
		}
	}
	whole := filing.FoldHeader(header)
	if whole == "" {
		return nil
	}
	bare := filing.FoldHeader(withoutBrackets(norm.NFKC.String(header)))
	if bare == "" || bare == whole {
		return []string{whole}
	}
	return []string{whole, bare}
}

func withoutBrackets(s string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '(', '[', '【', '〔':
			depth++
			return -1
		case ')', ']', '】', '〕':
			depth = max(0, depth-1)
			return -1
		}
		if depth > 0 {
			return -1
		}
		return r
	}, s)
}

func isEntityPerson(f filing.Field) bool {
	return filing.EntityPersonName <= f && f < filing.SitePersonName
}

// personOf returns the role of a person's field.
func personOf(f filing.Field) (filing.Role, bool) {
	switch f.Def().Block {
	case filing.BlockEntityPerson:
		return filing.EntityRole, true
	case filing.BlockSitePerson:
		return filing.SiteRole, true
	}
	return 0, false
}
