package provider

import (
	"slices"
	"strings"
	"testing"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

const ownProfile = `base = "nwcd"
id = "own"

[name]
forbidden_add = ["官方", "中国"] # 中国 is there already
forbidden_remove = ["论坛"]

[[approval]]
type = "512"
words_add = ["短剧"]

[[slot]]
id = "domain-cert"
max_bytes = 190000

[[paper]]
id = "commitment"
provinces_add = ["44"]

[[province]]
code = "33"
same_city = { source = "own" }
[[province.notice_add]]
text = { zh = "另附说明", en = "add a note" }
source = "own"

[domains]
approved_add = ["org"]
unapproved_remove = ["org"]

[[registrar]]
name = "样张域名注册有限公司"
brands = ["样张域名"]
[[registrar]]
name = "Yangzhang Domains Inc"
foreign = true

[[adjust]]
rule = "site-name-unrelated"
severity = "note"
reason = "brands"
`

func parseOwn(text string) (*Profile, error) { return parse("own.toml", []byte(text), assets.FS) }

func TestProfileHoldsOnlyWhatDiffers(t *testing.T) {
	p, err := parseOwn(ownProfile)
	if err != nil {
		t.Fatal(err)
	}
	base := Default()
	if p.ID != "own" || p.AsOf != base.AsOf || p.Name.MinHan != base.Name.MinHan || len(p.Slots) != len(base.Slots) || len(p.Kinds) != len(base.Kinds) {
		t.Errorf("what is not written is not the base's: id %q, %d slots", p.ID, len(p.Slots))
	}
	if f := p.Name.Forbidden; !slices.Contains(f, "官方") || slices.Contains(f, "论坛") || len(f) != len(base.Name.Forbidden) {
		t.Errorf("forbidden words are %q", f)
	}
	slot, _ := p.Slot("domain-cert")
	was, _ := base.Slot("domain-cert")
	if slot.MaxBytes != 190000 || slot.MinBytes != was.MinBytes || slot.Label != was.Label {
		t.Errorf("the slot is %+v", slot)
	}
	paper, _ := p.Paper(filing.Commitment)
	if !slices.Contains(paper.Provinces, "44") || !slices.Contains(paper.Provinces, "31") {
		t.Errorf("the letter's provinces are %q", paper.Provinces)
	}
	if at := slices.IndexFunc(p.Approval, func(a Approval) bool { return a.Type == "512" }); !slices.Contains(p.Approval[at].Words, "短剧") || !slices.Contains(p.Approval[at].Words, "影视") {
		t.Errorf("the approval's words are %q", p.Approval[at].Words)
	}
	if z := p.Province("33"); z.SameCity == nil || len(z.Notices) != len(base.Province("33").Notices)+1 || base.Province("33").SameCity != nil {
		t.Errorf("the province asks %+v", z)
	}
	if p.Domains.TLD("org") != TLDApproved || base.Domains.TLD("org") != TLDUnapproved || p.Domains.TLD("com") != TLDApproved {
		t.Error("the lists of top-level domains are not changed as written")
	}
	if state, full := p.Domains.Registrar("样张域名"); state != RegistrarApproved || full != "样张域名注册有限公司" {
		t.Errorf("the registrar is %v, %q", state, full)
	}
	if state, _ := p.Domains.Registrar("yangzhang domains inc"); state != RegistrarForeign {
		t.Errorf("the registrar abroad is %v", state)
	}
	if len(p.Adjust) != 1 || p.Adjust[0].Line != 39 || p.Adjust[0].File != "own.toml" {
		t.Errorf("adjustments are %+v", p.Adjust)
	}
	if len(Default().Changes()) != 0 || len(Default().Adjust) != 0 {
		t.Error("the embedded profile changes something")
	}
}

func TestProfileIsRefusedWithTheLine(t *testing.T) {
	tests := []struct{ what, old, new, want string }{
		{"no such base", `base = "nwcd"`, `base = "sinnet"`, `own.toml, line 1: base: there is no embedded profile "sinnet"`},
		{"unknown entry", `forbidden_remove = ["论坛"]`, `forbiden = ["论坛"]`, "own.toml, line 6: name.forbiden: there is no such entry"},
		{"unknown list", `forbidden_add`, `forbiden_add`, "own.toml, line 5: name.forbiden_add: there is no such entry"},
		{"no list to change", `id = "own"`, `id_add = ["own"]`, "own.toml, line 2: id_add: there is no such entry"},
		{"not in the list", `["论坛"]`, `["论坛坛"]`, "own.toml, line 6: name.forbidden_remove: 论坛坛 is not in the list"},
		{"unknown slot", `id = "domain-cert"`, `id = "domain-sert"`, `own.toml, line 12: slot "domain-sert" is unknown`},
		{"senseless limit", `max_bytes = 190000`, `max_bytes = 19`, `own.toml, line 12: slot "domain-cert": bytes`},
		{"of the wrong type", `max_bytes = 190000`, `max_bytes = "many"`, "own.toml, line 14: slot.max_bytes: is of the wrong type"},
		{"unknown province", `code = "33"`, `code = "99"`, `own.toml, line 20: province "99"`},
		{"unknown fact of a province", `same_city`, `same_town`, "own.toml, line 22: province.same_town: there is no such entry"},
		{"unknown entry in an added list", `text = { zh`, `txt = { zh`, "own.toml, line 20: unknown entry"},
		{"unknown entry of a registrar", `foreign = true`, `abroad = true`, "own.toml, line 36: registrar.abroad: there is no such entry"},
		{"no reason", `reason = "brands"`, ``, "own.toml, line 38: adjust.reason: a reason is mandatory"},
		{"no TOML", `[name]`, `[name`, "own.toml, line 5: cannot be read"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			text := strings.Replace(ownProfile, test.old, test.new, 1)
			if text == ownProfile {
				t.Fatalf("the profile no longer holds %q", test.old)
			}
			_, err := parseOwn(text)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}

// FuzzProfile: no text breaks the reader, and what it takes is a whole profile.
func FuzzProfile(f *testing.F) {
	f.Add(ownProfile)
	f.Add("base = \"nwcd\"\nslot_add = [1]\nname = 3")
	f.Add("base = \"nwcd\"\nslot = [{id = \"extra\", optional_add = []}, {}]\n[[province]]\n[domains]\napproved_add = {}")
	f.Add("[[registrar]]\nname_add = [[]]\n[domains.approved_add]\nx = 1\n[[domains]]")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parseOwn(text)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		if err := p.validate(); err != nil {
			t.Errorf("a profile was taken that is not in order: %v", err)
		}
		for _, c := range p.Changes() {
			if c.In(filing.ZH) == "" || c.Key == "" {
				t.Errorf("a change without words: %+v", c)
			}
		}
	})
}
