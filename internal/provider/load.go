package provider

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// DefaultName is the profile that is used when none is asked for.
const DefaultName = "nwcd"

// Default returns the embedded profile of 西云数据.
var Default = sync.OnceValue(func() *Profile {
	p, err := Load(DefaultName)
	if err != nil {
		panic(err) // a fault of the build, which the tests find
	}
	return p
})

// Load returns the embedded profile of that name, or reads the file. The error
// names the file, the line and the entry.
func Load(nameOrFile string) (*Profile, error) {
	if nameOrFile == "" {
		nameOrFile = DefaultName
	}
	if data, err := Embedded(nameOrFile); err == nil {
		return parse(nameOrFile, data, assets.FS)
	}
	data, err := os.ReadFile(nameOrFile)
	if err != nil {
		return nil, &Fault{File: nameOrFile, Text: whyUnread(err)}
	}
	return parse(nameOrFile, data, os.DirFS(filepath.Dir(nameOrFile)))
}

// Embedded returns the text of an embedded profile.
func Embedded(name string) ([]byte, error) {
	if name == "" || strings.ContainsAny(name, `/\.`) {
		return nil, fs.ErrNotExist
	}
	return assets.FS.ReadFile("profiles/" + name + ".toml")
}

func parse(name string, data []byte, beside fs.FS) (*Profile, error) {
	var file struct {
		Profile
		extension
	}
	r := reviewOf(name, data)
	doc := make(table)
	if !r.decode(data, &file, besides) || !r.decode(data, &doc, anything) {
		return nil, r.err()
	}
	r.adjustments(file.Adjust)
	parts := divide(doc)
	base := make(table)
	if file.Base != "" {
		text, err := Embedded(file.Base)
		if err != nil {
			r.wrong(place{entry: "base"}, noBase, file.Base, DefaultName)
			return nil, r.err()
		}
		if err := toml.Unmarshal(text, &base); err != nil {
			return nil, fmt.Errorf("profile %s: %w", file.Base, err) // a fault of the build
		}
	}
	if _, whole := doc["kind"]; file.Base == "" && !whole {
		r.wrong(place{entry: "base"}, noBaseSaid, DefaultName)
		return nil, r.err()
	}
	p := r.assemble(base, parts.profile)
	p.Adjust = file.Adjust
	if file.Base != "" {
		p.changes = compareTables(base, parts.profile)
	}
	for _, one := range []part{
		{"networks.file", p.Networks.File, "", nil, p.Networks.parse},
		{"domains.file", p.Domains.File, "domains.", parts.tlds, p.Domains.parse},
		{"domains.registrars_file", cmp.Or(p.Domains.RegistrarsFile, defaultRegistrars), "registrars.", parts.registrars, p.Domains.parseRegistrars},
		{"provinces.file", p.Provinces.File, "", parts.provinces, p.Provinces.parse},
		{"calendar.file", cmp.Or(p.Calendar.File, defaultCalendar), "", nil, p.Calendar.parse},
	} {
		p.takePart(r, one, name, beside)
	}
	if len(r.faults) == 0 {
		p.Networks.checkRegion(r)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return p, nil
}

// assemble makes a profile of a base and what a file says beside it.
func (r *review) assemble(base, over table) *Profile {
	p := new(Profile)
	text, err := encode(merge(r, place{}, base, over))
	if err != nil {
		r.wrong(place{}, unreadable, err)
		return p
	}
	if r.decode(text, p, nil) {
		p.check(r)
	}
	return p
}

// part is a file that a profile names.
type part struct {
	entry   string // of the profile that names it
	file    string // embedded, or beside the profile
	prefix  string // of the keys of changes
	changes table  // what the profile changes in it
	parse   func([]byte, *review)
}

// takePart reads a part, with the profile's changes. What is wrong in the part
// itself is said of its file.
func (p *Profile) takePart(r *review, one part, profile string, beside fs.FS) {
	if one.file == "" {
		return // the profile is refused for it
	}
	data, err := readPart(beside, one.file)
	if err != nil {
		r.wrong(place{entry: one.entry}, noPart, one.file)
		return
	}
	own := reviewOf(filepath.Join(filepath.Dir(profile), one.file), data)
	one.parse(data, own)
	r.faults = append(r.faults, own.faults...)
	if len(one.changes) == 0 || len(own.faults) > 0 {
		return
	}
	base := make(table)
	if !own.decode(data, &base, anything) {
		return
	}
	for _, c := range compareTables(base, one.changes) {
		c.Key = one.prefix + c.Key
		c.What = nameOf(c.Key)
		p.changes = append(p.changes, c)
	}
	r.prefix = one.prefix
	defer func() { r.prefix = "" }()
	text, err := encode(merge(r, place{}, base, one.changes))
	if err != nil {
		r.wrong(place{}, unreadable, err)
		return
	}
	one.parse(text, r)
}

// readPart reads a file that a profile names: beside it, else the embedded one.
func readPart(beside fs.FS, file string) ([]byte, error) {
	data, err := fs.ReadFile(beside, file)
	if err == nil {
		return data, nil
	}
	return assets.FS.ReadFile(file)
}

// check refuses a profile that the program could not work with.
func (p *Profile) check(r *review) {
	entry := func(key string) place { return place{entry: key} }
	r.present(entry("id"), p.ID)
	r.date(entry("as_of"), p.AsOf)
	r.present(entry("provider.name.zh"), p.Provider.Name.ZH)
	r.codes(entry("provider.server_place"), "province", p.Provider.ServerPlace)
	r.codes(entry("service.unserved_provinces"), "province", p.Service.UnservedProvinces...)
	r.codes(entry("service.unsupported_natures"), "nature", p.Service.UnsupportedNatures...)
	r.codes(entry("electronic.entity_certs"), "entity-cert", p.Route.EntityCerts...)
	r.codes(entry("electronic.person_certs"), "person-cert", p.Route.PersonCerts...)
	for _, s := range p.Slots {
		s.check(r)
	}
	for _, k := range p.Kinds {
		p.checkKind(r, k)
	}
	for _, k := range filing.Kinds {
		if _, ok := p.Kind(k); !ok {
			r.wrong(entry("kind"), noKind, k)
		}
	}
	for _, q := range p.Papers {
		q.check(r)
	}
	p.Dates.check(r)
	p.checkWords(r)
	r.present(entry("networks.file"), p.Networks.File)
	r.present(entry("domains.file"), p.Domains.File)
	r.present(entry("provinces.file"), p.Provinces.File)
}

func (d *Dates) check(r *review) {
	for _, one := range []struct {
		entry    string
		n, least int
	}{{"adult_age", d.AdultAge, 1}, {"expires_soon_months", d.ExpiresSoonMonths, 0}, {"first_review_workdays", d.FirstReviewDays, 0},
		{"sms_hours", d.SMSHours, 1}, {"authority_workdays", d.AuthorityDays, 0}, {"domain_sync_workdays", d.DomainSyncDays, 0}} {
		r.within(place{entry: "dates." + one.entry}, one.n, one.least, 366)
	}
}

const (
	leastOfMost = 10_000 // bytes; no picture can be read in fewer
	mostPixels  = 10_000 // of a side
)

func (s Slot) check(r *review) {
	at := member("slot", string(s.ID))
	if !slices.Contains(filing.Slots, s.ID) {
		r.wrong(at.at("id"), noChoice, s.ID, listOf(filing.Slots))
		return
	}
	r.atLeast(at.at("max_bytes"), s.MaxBytes, leastOfMost)
	r.atLeast(at.at("min_bytes"), s.MinBytes, 0)
	if s.MaxBytes >= leastOfMost && s.MinBytes >= s.MaxBytes {
		r.wrong(at.at("min_bytes"), bytesReversed, s.MinBytes, s.MaxBytes)
	}
	r.oneOf(at.at("form"), string(s.Form), string(FormAny), string(FormSheet), string(FormCard))
	r.within(at.at("width"), s.Width, 0, mostPixels)
	r.within(at.at("height"), s.Height, 0, mostPixels)
}

func (p *Profile) checkKind(r *review, k Kind) {
	at := member("kind", string(k.ID))
	if !slices.Contains(filing.Kinds, k.ID) {
		r.wrong(at.at("id"), noChoice, k.ID, listOf(filing.Kinds))
		return
	}
	for _, id := range k.Slots {
		if _, ok := p.Slot(id); !ok {
			r.wrong(at.at("slots"), noSlot, id, listOf(slotIDs(p.Slots)))
		}
	}
}

func slotIDs(slots []Slot) []filing.Slot {
	ids := make([]filing.Slot, len(slots))
	for i, s := range slots {
		ids[i] = s.ID
	}
	return ids
}

func (q *Paper) check(r *review) {
	at := member("paper", string(q.ID))
	if !slices.Contains(filing.Papers, q.ID) {
		r.wrong(at.at("id"), noChoice, q.ID, listOf(filing.Papers))
		return
	}
	r.oneOf(at.at("when"), q.When, sortedKeys(conditions)...)
	r.present(at.at("file"), q.File)
	r.codes(at.at("provinces"), "province", q.Provinces...)
	r.kinds(at.at("kinds"), q.Kinds)
}
