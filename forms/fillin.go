package forms

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"beiandesk/assets"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// SlotFile is an upload slot and the file that belongs in it.
type SlotFile struct {
	Slot  filing.Slot
	Label filing.Text
	File  string // name within the filing's folder, empty when there is none yet
}

// Confirm is one item of the tick list, in the sheet's language.
type Confirm struct {
	Group  string // heading of the items that it stands among
	Text   string // what is to be true
	How    string // how to look
	Source string
}

// FillInData is what the fill-in sheet shows.
type FillInData struct {
	Filing   *filing.Filing
	Profile  *provider.Profile
	Route    filing.Route
	Entry    filing.Text // where on the platform the filing begins
	Slots    []SlotFile
	Papers   []filing.Paper
	Findings []filing.Finding // with their messages
	Confirm  []Confirm        // those of one group together
	Lang     filing.Lang
}

// FillIn writes the sheet to copy a filing from into the platform: one HTML
// page that needs nothing beside it, with the fields that the filing's kind
// asks for, in the platform's order. Values are shown in full; they are the
// filing itself. Values of enumerations are in Chinese, as the platform names
// them.
func FillIn(w io.Writer, d FillInData) error {
	page, err := fillInPage()
	if err != nil {
		return err
	}
	if err := page.Execute(w, d.view()); err != nil {
		return fmt.Errorf("fill-in sheet of filing %s: %w", d.Filing.Key(), err)
	}
	return nil
}

// fillInPage is the page's template, which escapes whatever is put in.
var fillInPage = sync.OnceValues(func() (*template.Template, error) {
	text, err := assets.FS.ReadFile("forms/fill-in.html")
	if err != nil {
		return nil, fmt.Errorf("fill-in sheet: %w", err)
	}
	page, err := template.New("fill-in").Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("fill-in sheet: %w", err)
	}
	return page, nil
})

// fillInView is what the template sees.
type fillInView struct {
	Words                                 fillInWords
	Name, Kind, Key, Entry, Portal, Route string
	Papers                                []fillInPaper
	Findings                              []fillInFinding
	Blocks                                []fillInBlock
	Slots                                 []fillInSlot
	Confirm                               []fillInGroup
	ConfirmCount                          int
}

// fillInGroup is a part of the tick list.
type fillInGroup struct {
	Title string
	Items []Confirm
}

type fillInPaper struct{ Label, Sign string }

type fillInFinding struct{ Severity, SeverityLabel, Label, Anchor, Message, Remedy string }

type fillInBlock struct {
	Title  string
	Fields []fillInField
}

type fillInField struct {
	Anchor string // place in the page
	Label  string
	Class  string
	Values []string
	Joined string // all values together, where there are several
	Must   bool   // required and still empty
}

type fillInSlot struct {
	Label, File string
	Must        bool
}

// anchor names the place of a field in the page.
func anchor(field filing.Field) string { return "f-" + strings.ReplaceAll(field.Key(), ".", "-") }

func (d FillInData) view() fillInView {
	f := d.Filing
	v := fillInView{Words: wordsIn(d.Lang), Name: f.Text(filing.EntityName), Kind: f.Label(filing.FilingKind, d.Lang), Key: f.Key(),
		Entry: d.Entry.In(d.Lang), Route: routeWords[d.Route].In(d.Lang)}
	if v.Name == "" {
		v.Name = f.Key()
	}
	if d.Profile != nil && strings.HasPrefix(d.Profile.Provider.Portal, "https://") {
		v.Portal = d.Profile.Provider.Portal
	}
	for _, id := range d.Papers {
		v.Papers = append(v.Papers, d.paper(id))
	}
	for _, finding := range d.Findings {
		v.Findings = append(v.Findings, d.finding(finding))
	}
	v.Confirm, v.ConfirmCount = grouped(d.Confirm), len(d.Confirm)
	for _, block := range filing.Blocks {
		if fields := d.fields(block.Block); len(fields) > 0 {
			v.Blocks = append(v.Blocks, fillInBlock{block.Title.In(d.Lang), fields})
		}
	}
	for _, slot := range d.Slots {
		v.Slots = append(v.Slots, fillInSlot{slot.Label.In(d.Lang), slot.File, d.mustHave(slot)})
	}
	return v
}

func grouped(items []Confirm) (groups []fillInGroup) {
	for _, item := range items {
		if n := len(groups); n == 0 || groups[n-1].Title != item.Group {
			groups = append(groups, fillInGroup{Title: item.Group})
		}
		last := &groups[len(groups)-1]
		last.Items = append(last.Items, item)
	}
	return groups
}

func (d FillInData) paper(id filing.Paper) fillInPaper {
	if d.Profile != nil {
		if paper, ok := d.Profile.Paper(id); ok {
			return fillInPaper{paper.Label.In(d.Lang), paper.Sign.In(d.Lang)}
		}
	}
	return fillInPaper{Label: string(id)}
}

func (d FillInData) finding(f filing.Finding) fillInFinding {
	shown := fillInFinding{Severity: string(f.Severity), SeverityLabel: f.Severity.Label().In(d.Lang), Message: f.Message, Remedy: f.Remedy}
	if field, ok := filing.ByKey(f.Field); ok {
		shown.Label, shown.Anchor = field.Def().Label.In(d.Lang), anchor(field)
	}
	if shown.Message == "" {
		shown.Message = f.Rule
	}
	return shown
}

// fields returns the fields of a block that the filing's kind asks for, and
// those that hold a value although it does not.
func (d FillInData) fields(block filing.FieldBlock) []fillInField {
	if block == filing.BlockScans {
		return nil
	}
	var fields []fillInField
	for _, field := range filing.InBlock(block) {
		def := field.Def()
		shown := fillInField{Anchor: anchor(field), Label: def.Label.In(d.Lang), Class: classOf(def), Values: d.values(field)}
		if field == filing.FilingKey || def.Aside || len(shown.Values) == 0 && !def.Asked.Has(d.Filing.Kind()) {
			continue
		}
		shown.Must = len(shown.Values) == 0 && def.Required.Has(d.Filing.Kind())
		if len(shown.Values) > 1 && def.Enum == "" {
			shown.Joined = strings.Join(shown.Values, ";")
		}
		fields = append(fields, shown)
	}
	return fields
}

// values returns what is copied: each of several domains or addresses by
// itself, the Chinese labels of an enumeration.
func (d FillInData) values(field filing.Field) []string {
	def := field.Def()
	switch {
	case d.Filing.Text(field) == "":
		return nil
	case def.Type == filing.Domains || def.Type == filing.IPs:
		return d.Filing.List(field)
	case def.Enum != "":
		return []string{d.Filing.Label(field, filing.ZH)}
	}
	return []string{d.Filing.Text(field)}
}

// classOf sets numbers and addresses in a face that keeps their letters apart.
func classOf(def *filing.Def) string {
	switch def.Type {
	case filing.Code, filing.Mobile, filing.Phone, filing.Email, filing.URL, filing.Domains, filing.IPs, filing.Account, filing.Record:
		return "code"
	}
	return ""
}

func (d FillInData) mustHave(slot SlotFile) bool {
	if d.Profile == nil {
		return false
	}
	known, ok := d.Profile.Slot(slot.Slot)
	return ok && !known.Optional
}
