package provider

import (
	"slices"
	"strings"
)

// Domains names the files of approved top-level domains and of registrars, each
// embedded or beside the profile.
type Domains struct {
	File           string `toml:"file"`
	RegistrarsFile string `toml:"registrars_file"` // the embedded one when empty

	registrars registrars
	Source     string
	AsOf       string
	approved   []string
	unapproved []string
}

// TLDState says what is known of a top-level domain.
type TLDState int

// The states.
const (
	TLDUnknown    TLDState = iota // on neither list: to be confirmed at 域名.信息
	TLDApproved                   // approved by the ministry
	TLDUnapproved                 // known not to be
)

// TLD tells the state of a top-level domain given in Unicode, e.g. com or 中国.
func (d *Domains) TLD(name string) TLDState {
	name = strings.ToLower(name)
	switch {
	case slices.Contains(d.approved, name):
		return TLDApproved
	case slices.Contains(d.unapproved, name):
		return TLDUnapproved
	}
	return TLDUnknown
}

func (d *Domains) parse(data []byte, r *review) {
	var doc struct {
		Source     string   `toml:"source"`
		AsOf       string   `toml:"as_of"`
		Approved   []string `toml:"approved"`
		Unapproved []string `toml:"unapproved"`
	}
	if !r.decode(data, &doc, nil) {
		return
	}
	d.Source, d.AsOf, d.approved, d.unapproved = doc.Source, doc.AsOf, doc.Approved, doc.Unapproved
}
