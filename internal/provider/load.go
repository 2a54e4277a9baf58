package provider

import (
	"errors"
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
		return nil, fmt.Errorf("profile %s: %w", nameOrFile, err)
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
	lines := linesOf(string(data))
	if err := decodeStrictly(name, data, lines, &file, besides); err != nil {
		return nil, err
	}
	adjust, err := placed(name, lines, file.Adjust)
	if err != nil {
		return nil, err
	}
	doc := make(table)
	if err := toml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	parts := divide(doc)
	base := make(table)
	if file.Base != "" {
		text, err := Embedded(file.Base)
		if err != nil {
			return nil, &Fault{File: name, Line: lines.of("base"), Key: "base", Text: said("没有内置规则“%s”", "there is no embedded profile %q", file.Base)}
		}
		if err := toml.Unmarshal(text, &base); err != nil {
			return nil, fmt.Errorf("profile %s: %w", file.Base, err)
		}
	}
	p, err := assemble(base, parts.profile)
	if err != nil {
		return nil, faultsOf(name, lines, err)
	}
	p.Adjust = adjust
	if file.Base != "" {
		p.changes = compareTables(base, parts.profile)
	}
	if p.Calendar.File == "" {
		p.Calendar.File = defaultCalendar
	}
	for _, part := range []struct {
		file    string
		prefix  string // of the keys of changes
		changes table
		parse   func([]byte) error
	}{{p.Networks.File, "", nil, p.Networks.parse}, {p.Domains.File, "domains.", parts.tlds, p.Domains.parse},
		{p.Domains.RegistrarsFile, "registrars.", parts.registrars, p.Domains.parseRegistrars}, {p.Provinces.File, "", parts.provinces, p.Provinces.parse},
		{p.Calendar.File, "", nil, p.Calendar.parse}} {
		data, err := readPart(beside, part.file)
		if err != nil {
			return nil, faultsOf(name, lines, fmt.Errorf("file %q: %w", part.file, err))
		}
		if err := p.takePart(data, part.prefix, part.changes, part.parse); err != nil {
			if len(part.changes) > 0 {
				return nil, faultsOf(name, lines, err)
			}
			return nil, fmt.Errorf("profile %s: file %q: %w", name, part.file, err)
		}
	}
	return p, nil
}

// assemble makes a profile of a base and what a file says beside it.
func assemble(base, over table) (*Profile, error) {
	merged, err := merge(base, over)
	if err != nil {
		return nil, err
	}
	text, err := encode(merged)
	if err != nil {
		return nil, err
	}
	p := new(Profile)
	meta, err := toml.Decode(string(text), p)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%s: there is no such entry", unknown[0])
	}
	if err := p.validate(); err != nil {
		return nil, err
	}
	if p.Domains.RegistrarsFile == "" {
		p.Domains.RegistrarsFile = defaultRegistrars
	}
	return p, nil
}

// takePart reads a file that the profile names, with the profile's changes.
func (p *Profile) takePart(data []byte, prefix string, changes table, parse func([]byte) error) error {
	if len(changes) > 0 {
		base := make(table)
		if err := toml.Unmarshal(data, &base); err != nil {
			return err
		}
		merged, err := merge(base, changes)
		if err != nil {
			return err
		}
		for _, c := range compareTables(base, changes) {
			c.Key = prefix + c.Key
			c.What = nameOf(c.Key)
			p.changes = append(p.changes, c)
		}
		if data, err = encode(merged); err != nil {
			return err
		}
	}
	return parse(data)
}

// readPart reads a file that a profile names: beside it, else the embedded one.
func readPart(beside fs.FS, file string) ([]byte, error) {
	data, err := fs.ReadFile(beside, file)
	if err == nil {
		return data, nil
	}
	return assets.FS.ReadFile(file)
}

// validate refuses a profile that the program could not work with.
func (p *Profile) validate() error {
	provinces, natures := filing.TableNamed("province"), filing.TableNamed("nature")
	checks := []error{
		present("id", p.ID), present("as_of", p.AsOf), present("provider.name.zh", p.Provider.Name.ZH),
		present("networks.file", p.Networks.File), present("domains.file", p.Domains.File), present("provinces.file", p.Provinces.File),
		codes("service.unserved_provinces", provinces, p.Service.UnservedProvinces...),
		codes("service.unsupported_natures", natures, p.Service.UnsupportedNatures...),
		codes("provider.server_place", provinces, p.Provider.ServerPlace),
		codes("electronic.entity_certs", filing.TableNamed("entity-cert"), p.Route.EntityCerts...),
		codes("electronic.person_certs", filing.TableNamed("person-cert"), p.Route.PersonCerts...),
	}
	for _, s := range p.Slots {
		checks = append(checks, s.validate())
	}
	for _, k := range p.Kinds {
		checks = append(checks, p.validateKind(k))
	}
	for _, k := range filing.Kinds {
		if _, ok := p.Kind(k); !ok {
			checks = append(checks, fmt.Errorf("kind %q is missing", k))
		}
	}
	for _, q := range p.Papers {
		checks = append(checks, p.validatePaper(q), codes("paper.provinces", provinces, q.Provinces...))
	}
	checks = append(checks, p.validateWords())
	return errors.Join(checks...)
}

func (s Slot) validate() error {
	switch {
	case !slices.Contains(filing.Slots, s.ID):
		return fmt.Errorf("slot %q is unknown", s.ID)
	case s.MaxBytes < 10_000 || s.MinBytes < 0 || s.MinBytes >= s.MaxBytes:
		return fmt.Errorf("slot %q: bytes from %d to %d make no sense", s.ID, s.MinBytes, s.MaxBytes)
	case s.Form != FormAny && s.Form != FormSheet && s.Form != FormCard:
		return fmt.Errorf("slot %q: form %q is neither sheet nor card", s.ID, s.Form)
	case s.Width < 0 || s.Height < 0 || s.Width > 10_000 || s.Height > 10_000:
		return fmt.Errorf("slot %q: %d × %d pixels make no sense", s.ID, s.Width, s.Height)
	}
	return nil
}

func (p *Profile) validateKind(k Kind) error {
	if !slices.Contains(filing.Kinds, k.ID) {
		return fmt.Errorf("kind %q is unknown", k.ID)
	}
	for _, id := range k.Slots {
		if _, ok := p.Slot(id); !ok {
			return fmt.Errorf("kind %q: slot %q is not described", k.ID, id)
		}
	}
	return nil
}

func (p *Profile) validatePaper(q Paper) error {
	if !slices.Contains(filing.Papers, q.ID) {
		return fmt.Errorf("paper %q is unknown", q.ID)
	}
	if conditions[q.When] == nil {
		return fmt.Errorf("paper %q: condition %q is unknown", q.ID, q.When)
	}
	if q.File == "" {
		return fmt.Errorf("paper %q: file name is missing", q.ID)
	}
	return nil
}

func present(key, value string) error {
	if value == "" {
		return fmt.Errorf("%s is missing", key)
	}
	return nil
}

func codes(key string, table *filing.Table, values ...string) error {
	if table == nil {
		return nil
	}
	for _, v := range values {
		if _, ok := table.Item(v); !ok {
			return fmt.Errorf("%s: %q is no code of the table %s", key, v, table.Name)
		}
	}
	return nil
}
