package job

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
)

// tickLists puts the tick lists of a batch into the user's language; filings
// that are asked the same share one.
type tickLists struct {
	lists *rules.TickLists
	prof  *provider.Profile
	lang  filing.Lang
	said  map[*rules.Confirmation][]Confirmation // by a list's first item
}

func newTickLists(opt Options) *tickLists {
	return &tickLists{lists: rules.NewTickLists(opt.Profile), prof: opt.Profile, lang: opt.Lang, said: make(map[*rules.Confirmation][]Confirmation)}
}

// of returns the tick list of a filing, which must not be changed.
func (t *tickLists) of(f *filing.Filing) []Confirmation {
	list := t.lists.For(f)
	if len(list) == 0 {
		return []Confirmation{}
	}
	said, ok := t.said[&list[0]]
	if !ok {
		said = make([]Confirmation, len(list))
		for i, c := range list {
			said[i] = Confirmation{ID: c.ID, Phase: string(c.Phase), Text: c.Text.In(t.lang), How: c.How.In(t.lang), Source: t.prof.SourceName(c.Source, t.lang)}
		}
		t.said[&list[0]] = said
	}
	return said
}

// PhaseTitle names a phase of the tick list.
func PhaseTitle(phase string, lang filing.Lang) string { return rules.Phase(phase).Title().In(lang) }
