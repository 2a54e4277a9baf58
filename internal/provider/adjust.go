package provider

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/BurntSushi/toml"

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
	lines := linesOf(string(data))
	if err := decodeStrictly(name, data, lines, &doc, nil); err != nil {
		return nil, err
	}
	return placed(name, lines, doc.Adjust)
}

// decodeStrictly decodes a user's file, in which every entry must be known to
// the target or to besides.
func decodeStrictly(name string, data []byte, lines *keyLines, into any, besides func(toml.Key) bool) error {
	meta, err := toml.Decode(string(data), into)
	var at toml.ParseError
	switch {
	case errors.As(err, &at):
		return &Fault{File: name, Line: at.Position.Line, Key: at.LastKey, Text: said("无法读取（%s）", "cannot be read (%s)", at.Message)}
	case err != nil:
		return mismatch(name, lines, err)
	}
	var unknown Faults
	for _, key := range meta.Undecoded() {
		if besides == nil || !besides(key) {
			unknown = append(unknown, &Fault{File: name, Line: lines.of(key.String()), Key: key.String(), Text: said("没有这一项", "there is no such entry")})
		}
	}
	return unknown.Err()
}

// mismatch says which value is of another type than its entry. The decoder
// names the entry, but of tables in a list always the last one's line.
func mismatch(name string, lines *keyLines, err error) *Fault {
	fault := &Fault{File: name, Text: said("无法读取（%v）", "cannot be read (%v)", err)}
	_, rest, ok := strings.Cut(err.Error(), `(last key "`)
	key, why, cut := strings.Cut(rest, `"): `)
	if !ok || !cut {
		return fault
	}
	fault.Key, fault.Line = key, lines.of(key)
	fault.Text = said("类型不对（%s）", "is of the wrong type (%s)", why)
	if places := lines.keys[key]; len(places) > 1 {
		at := strings.Trim(fmt.Sprint(places), "[]")
		fault.Line, fault.Text = 0, said("类型不对（%s），在第 %s 行之一", "is of the wrong type (%s), in one of the lines %s", why, at)
	}
	return fault
}

// placed notes where adjustments stand, and refuses those that say too little.
// Whether their rules exist is for the catalogue to say.
func placed(name string, lines *keyLines, list []Adjustment) ([]Adjustment, error) {
	var wrong Faults
	for i := range list {
		a := &list[i]
		a.File, a.Line = name, lines.nth("adjust", i, "rule")
		a.Reason = strings.TrimSpace(a.Reason)
		bad := func(key string, text filing.Text) {
			wrong = append(wrong, &Fault{File: name, Line: lines.nth("adjust", i, key), Key: "adjust." + key, Text: text})
		}
		if a.Rule == "" {
			bad("rule", said("没有写是哪条规则", "it does not say which rule"))
		}
		switch a.Severity {
		case Off, filing.Note, filing.Warn, filing.Block:
		default:
			bad("severity", said("“%s”不可用：只有 off（不检查）、note（说明）、warn（提醒）、block（拦截）", "%q is none of off, note, warn, block", a.Severity))
		}
		if a.Reason == "" {
			bad("reason", said("必须写明理由，报告中会列出", "a reason is mandatory; the report shows it"))
		}
		if err := codes("provinces", filing.TableNamed("province"), a.Provinces...); err != nil {
			bad("provinces", said("%v", "%v", err))
		}
	}
	return list, wrong.Err()
}
