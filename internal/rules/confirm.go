package rules

import (
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Phase says when a confirmation is due.
type Phase string

// The phases of a filing, in their order.
const (
	BeforeSubmission Phase = "before"
	WhileSubmitted   Phase = "submit"
	AfterApproval    Phase = "after"
)

// Phases lists the phases in their order.
var Phases = []Phase{BeforeSubmission, WhileSubmitted, AfterApproval}

// Title names the phase.
func (p Phase) Title() filing.Text { return phaseTitles[p] }

var phaseTitles = map[Phase]filing.Text{
	BeforeSubmission: {ZH: "提交之前", EN: "Before it is submitted"},
	WhileSubmitted:   {ZH: "提交和核验时", EN: "While it is submitted and verified"},
	AfterApproval:    {ZH: "通过之后", EN: "Once it is approved"},
}

// Confirmation is one item of the tick list (确认事项): what no check can see
// and a person must answer for.
type Confirmation struct {
	ID     string
	Phase  Phase
	Text   filing.Text // what is to be true
	How    filing.Text // how to look, and what to do
	Source string
	AsOf   string // YYYY-MM-DD
}

// Confirmations returns the tick list of a filing, by phase. The same filing
// gives the same list.
func Confirmations(f *filing.Filing, p *provider.Profile) []Confirmation {
	return NewTickLists(p).For(f)
}

// TickLists makes the tick lists of many filings. Filings that are asked the
// same share one list, which must not be changed. It is not safe for
// concurrent use.
type TickLists struct {
	profile *provider.Profile
	items   []*confirmItem
	made    map[string][]Confirmation // by the places of the items
	key     []byte
}

// NewTickLists prepares the tick lists of a profile.
func NewTickLists(p *provider.Profile) *TickLists {
	return &TickLists{profile: p, items: confirmItems(), made: make(map[string][]Confirmation)}
}

// For returns the tick list of a filing.
func (t *TickLists) For(f *filing.Filing) []Confirmation {
	t.key = t.key[:0]
	for i, item := range t.items {
		if item.fits(f, t.profile) {
			t.key = append(t.key, byte(i>>8), byte(i))
		}
	}
	asked := len(t.key)
	t.key = append(append(append(t.key, f.Text(filing.EntityProvince)...), ' '), f.Kind()...)
	list, ok := t.made[string(t.key)]
	if !ok {
		list = t.list(t.key[:asked], f)
		t.made[string(t.key)] = list
	}
	return list
}

func (t *TickLists) list(key []byte, f *filing.Filing) []Confirmation {
	var list []Confirmation
	for i := 0; i < len(key); i += 2 {
		list = append(list, t.items[int(key[i])<<8|int(key[i+1])].in(t.profile))
	}
	list = append(list, t.notices(f)...)
	slices.SortStableFunc(list, func(a, b Confirmation) int { return slices.Index(Phases, a.Phase) - slices.Index(Phases, b.Phase) })
	return list
}

// notices are what the authority of the filing's province wants looked at.
func (t *TickLists) notices(f *filing.Filing) (list []Confirmation) {
	code := f.Text(filing.EntityProvince)
	item, _ := filing.TableNamed("province").Item(code)
	for i, n := range t.profile.Province(code).NoticesFor(f.Kind()) {
		list = append(list, Confirmation{ID: "province-" + code + "-" + itoa(i+1), Phase: BeforeSubmission, Source: n.Source, AsOf: t.profile.Provinces.AsOf,
			Text: filing.Text{ZH: sentence(n.Text.ZH, "。"), EN: sentence(n.Text.EN, ".")},
			How:  filing.Text{ZH: item.Label.ZH + "管局的要求，请逐项核对。", EN: "Asked by the authority of " + item.Label.In(filing.EN) + "."}})
	}
	return list
}

// sentence ends a text with a full stop, and begins an English one with a
// capital.
func sentence(s, stop string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	return strings.TrimSuffix(s, stop) + stop
}

// in returns the item with the profile's names and figures.
func (item *confirmItem) in(p *provider.Profile) Confirmation {
	words := func(short string) *strings.Replacer {
		return strings.NewReplacer("{provider}", short, "{sms_hours}", strconv.Itoa(p.Dates.SMSHours), "{police_days}", strconv.Itoa(p.Police.Days),
			"{police_name}", p.Police.Name, "{police_area}", p.Police.Area, "{police_mode}", p.Police.Mode, "{police_phone}", p.Police.Phone,
			"{police_portal}", p.Police.Portal)
	}
	zh, en := words(p.Provider.Short.ZH), words(p.Provider.Short.In(filing.EN))
	return Confirmation{ID: item.ID, Phase: item.Phase, Source: item.Source, AsOf: item.AsOf,
		Text: filing.Text{ZH: zh.Replace(item.Text.ZH), EN: en.Replace(item.Text.EN)},
		How:  filing.Text{ZH: zh.Replace(item.How.ZH), EN: en.Replace(item.How.EN)}}
}
