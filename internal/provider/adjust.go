package provider

import (
	"os"
	"strings"

	"beiandesk/internal/filing"
)

// Off is the severity of a rule that is switched off.
const Off filing.Severity = "off"

// Adjustment is the user's word on one rule: that it is off, or weighs
// otherwise than the catalogue says, and why.
type Adjustment struct {
	Rule      string          `toml:"rule"`
	Variant   string          `toml:"variant"` // only this wording of the rule, "" for all
	Severity  filing.Severity `toml:"severity"`
	Reason    string          `toml:"reason"`    // reports show it
	Provinces []string        `toml:"provinces"` // only filings of these provinces (codes)
	Entities  []string        `toml:"entities"`  // only filings of these entities, by name or certificate number
	Filings   []string        `toml:"filings"`   // only these filings, by key

	File string `toml:"-"` // where it stands
	Line int    `toml:"-"`
}

// ReadAdjustments reads a file that holds nothing but adjustments.
func ReadAdjustments(file string) ([]Adjustment, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return ParseAdjustments(file, data)
}

// ParseAdjustments reads the text of such a file; name is what errors call it.
func ParseAdjustments(name string, data []byte) ([]Adjustment, error) {
	var doc struct {
		Adjust []Adjustment `toml:"adjust"`
	}
	r := reviewOf(name, data)
	if r.decode(data, &doc, nil) {
		r.adjustments(doc.Adjust)
	}
	return doc.Adjust, r.err()
}

// adjustments notes where adjustments stand, and refuses those that say too
// little. Whether their rules exist is for the catalogue to say.
func (r *review) adjustments(list []Adjustment) {
	for i := range list {
		a := &list[i]
		at := tableAt("adjust", i, len(list))
		a.File, a.Line = r.file, r.lines().find("", at.at("rule"))
		a.Reason = strings.TrimSpace(a.Reason)
		if a.Rule == "" {
			r.wrong(at.at("rule"), noRule)
		}
		switch a.Severity {
		case Off, filing.Note, filing.Warn, filing.Block:
		default:
			r.wrong(at.at("severity"), noSeverity, a.Severity)
		}
		if a.Reason == "" {
			r.wrong(at.at("reason"), noReason)
		}
		r.codes(at.at("provinces"), "province", a.Provinces...)
	}
}
