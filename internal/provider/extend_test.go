package provider

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

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
	tests := []struct{ what, old, new, en, zh string }{
		{"no such base", `base = "nwcd"`, `base = "sinnet"`,
			`own.toml, line 1: base: there is no embedded profile "sinnet"; there is only nwcd`, "own.toml，第 1 行：base：没有内置规则“sinnet”；只有 nwcd"},
		{"neither base nor whole", "base = \"nwcd\"\n", "", "own.toml: base: is missing; a file that holds only what differs begins with base = \"nwcd\"", "own.toml：base：没有写；只写不同之处的规则文件以 base = \"nwcd\" 开头"},
		{"an entry that is no list", `id = "own"`, `as_of_add = ["2026-11-24"]`, "own.toml, line 2: as_of_add: there is no such entry; is it as_of?", "own.toml，第 2 行：as_of_add：没有这一项；是否想写 as_of？"},
		{"unknown entry", `forbidden_remove = ["论坛"]`, `forbiden = ["论坛"]`,
			"own.toml, line 6: name.forbiden: there is no such entry; is it forbidden?", "own.toml，第 6 行：name.forbiden：没有这一项；是否想写 forbidden？"},
		{"unknown list", `forbidden_add`, `forbiden_add`,
			"own.toml, line 5: name.forbiden_add: there is no such entry; is it forbidden_add?", "own.toml，第 5 行：name.forbiden_add：没有这一项；是否想写 forbidden_add？"},
		{"an entry like no other", `id = "own"`, `identity = "own"`,
			"own.toml, line 2: identity: there is no such entry; there may be id, as_of,", "own.toml，第 2 行：identity：没有这一项；这里可以写 id、as_of、"},
		{"an unknown section, once", "[name]", "[names]", "own.toml, line 4: names: there is no such entry; is it name?", "own.toml，第 4 行：names：没有这一项；是否想写 name？"},
		{"no list to change", `id = "own"`, `id_add = ["own"]`, "own.toml, line 2: id_add: there is no such entry", "own.toml，第 2 行：id_add：没有这一项"},
		{"not in the list", `["论坛"]`, `["论坛坛"]`,
			"own.toml, line 6: name.forbidden_remove: “论坛坛” is not in the list forbidden", "own.toml，第 6 行：name.forbidden_remove：列表“forbidden”里没有“论坛坛”"},
		{"a word of one character", `"官方", "中国"`, `"官"`,
			`own.toml, line 5: name.forbidden: "官" is no word to look for`, "own.toml，第 5 行：name.forbidden：“官”不能用来查找：至少两个字，前后没有空格"},
		{"unknown slot", `id = "domain-cert"`, `id = "domain-sert"`,
			`own.toml, line 13: slot.domain-sert.id: "domain-sert" is not known; it is one of entity-licence, `, "own.toml，第 13 行：slot.domain-sert.id：“domain-sert”不可用；只有 entity-licence、"},
		{"senseless limit", `max_bytes = 190000`, `max_bytes = 19`,
			`own.toml, line 14: slot.domain-cert.max_bytes: 19 makes no sense; write at least 10000`, "own.toml，第 14 行：slot.domain-cert.max_bytes：19 不可用；至少是 10000"},
		{"reversed limits", `max_bytes = 190000`, "max_bytes = 190000\nmin_bytes = 200000",
			"own.toml, line 15: slot.domain-cert.min_bytes: the least bytes, 200000, must be below the most, 190000", "own.toml，第 15 行：slot.domain-cert.min_bytes：最小字节数 200000 应小于最大字节数 190000"},
		{"of the wrong type", `max_bytes = 190000`, `max_bytes = "many"`,
			"own.toml, line 14: slot.max_bytes: is a text; write a whole number without quotes, such as 3", "own.toml，第 14 行：slot.max_bytes：应写整数（不加引号，如 3），这里写的是文字"},
		{"a paper of no such kind", `provinces_add = ["44"]`, `kinds_add = ["new"]`,
			`own.toml, line 18: paper.commitment.kinds: "new" is not known; it is one of new-entity, `, "own.toml，第 18 行：paper.commitment.kinds：“new”不可用；只有 new-entity、"},
		{"a name in place of a code", `provinces_add = ["44"]`, `provinces_add = ["广东省"]`,
			`own.toml, line 18: paper.commitment.provinces: "广东省" is no code of a province; Guangdong has the code 44`, "own.toml，第 18 行：paper.commitment.provinces：“广东省”不是省级行政区的代码；“广东省”的代码是 44"},
		{"unknown province", `code = "33"`, `code = "99"`, `own.toml, line 21: province.99.code: "99" is no code of a province; `, "own.toml，第 21 行：province.99.code：“99”不是省级行政区的代码；"},
		{"unknown fact of a province", `same_city`, `same_town`, "own.toml, line 22: province.same_town: there is no such entry", "own.toml，第 22 行：province.same_town：没有这一项"},
		{"a fact without source", `same_city = { source = "own" }`, `same_city = {}`,
			"own.toml, line 22: province.33.same_city.source: is missing; write it", "own.toml，第 22 行：province.33.same_city.source：没有写，请补上"},
		{"a notice without source", "\nsource = \"own\"\n\n[domains]", "\n\n[domains]",
			"own.toml, line 23: province.33.notice.source: is missing; write it", "own.toml，第 23 行：province.33.notice.source：没有写，请补上"},
		{"unknown entry in an added list", `text = { zh`, `txt = { zh`,
			"own.toml, line 24: province.notice.txt: there is no such entry; is it text?", "own.toml，第 24 行：province.notice.txt：没有这一项；是否想写 text？"},
		{"a list of domains that is none", `approved_add = ["org"]`, `approved_add = "org"`,
			"own.toml, line 28: domains.approved_add: there is no such entry", "own.toml，第 28 行：domains.approved_add：没有这一项"},
		{"unknown entry of a registrar", `foreign = true`, `abroad = true`, "own.toml, line 36: registrar.abroad: there is no such entry", "own.toml，第 36 行：registrar.abroad：没有这一项"},
		{"no reason", `reason = "brands"`, ``, "own.toml, line 38: adjust.reason: a reason is mandatory", "own.toml，第 38 行：adjust.reason：必须写明理由，报告中会列出"},
		{"no TOML", `[name]`, `[name`, "own.toml, line 4: the name of a section lacks its closing ] ([name)", "own.toml，第 4 行：节的名称缺少结尾的“]”（[name）"},
		{"Chinese quotes", `id = "own"`, `id = “own”`,
			"own.toml, line 2: id: quotes, =, commas and brackets must be the half-width ones (id = “own”)", "own.toml，第 2 行：id：引号、等号、逗号和括号要用半角（英文）的（id = “own”）"},
		{"no date", `id = "own"`, "id = \"own\"\nas_of = \"soon\"", `own.toml, line 3: as_of: "soon" is no date; write one such as 2026-11-24`, "own.toml，第 3 行：as_of：“soon”不是日期；写成 2026-11-24 这样"},
		{"no such region", `id = "own"`, "id = \"own\"\nnetworks.region = \"cn-west\"",
			`own.toml, line 3: networks.region: "networks/aws-cn.json" has no prefixes of the region "cn-west"`, "own.toml，第 3 行：networks.region：“networks/aws-cn.json”里没有区域“cn-west”的地址段"},
		{"no such part", `id = "own"`, "id = \"own\"\ncalendar.file = \"none.toml\"", `own.toml, line 3: calendar.file: there is no "none.toml"`, "own.toml，第 3 行：calendar.file：“none.toml”不存在；"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			text := strings.Replace(ownProfile, test.old, test.new, 1)
			if text == ownProfile {
				t.Fatalf("the profile no longer holds %q", test.old)
			}
			_, err := parseOwn(text)
			var faults Faults
			if !errors.As(err, &faults) || len(faults) != 1 {
				t.Fatalf("error is %v, want one fault", err)
			}
			for lang, want := range map[filing.Lang]string{filing.EN: test.en, filing.ZH: test.zh} {
				if got := faults.In(lang); !strings.HasPrefix(got, want) {
					t.Errorf("in %s it says\n%s, want\n%s", lang, got, want)
				}
			}
		})
	}
}

// A fault in a file beside the profile is said of that file and its line.
func TestPartsAreRefusedWithTheirOwnLines(t *testing.T) {
	own := []byte("base = \"nwcd\"\nid = \"own\"\n[calendar]\nfile = \"days.toml\"\n[domains]\nfile = \"tlds.toml\"\n")
	beside := fstest.MapFS{
		"days.toml": {Data: []byte("as_of = \"2026-11-24\"\n[[year]]\nyear = 2027\nsource = \"own\"\noff = [\"2027-02-30\"]\n")},
		"tlds.toml": {Data: []byte("aproved = [\"com\"]\n")},
	}
	_, err := parse(filepath.Join("rules", "own.toml"), own, beside)
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatalf("error is %v, want faults", err)
	}
	want := filepath.Join("rules", "days.toml") + "，第 5 行：year.off：“2027-02-30”不是 2027 年的一天或起止日期；写成 2027-10-01 或 2027-10-01/2027-10-07，不超过 30 天\n" +
		filepath.Join("rules", "tlds.toml") + "，第 1 行：aproved：没有这一项；是否想写 approved？"
	if diff := cmp.Diff(want, faults.In(filing.ZH)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The usual mistakes in TOML are said in Chinese without the decoder's English.
func TestSlipsSpeakChinese(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a=1\nb = \"x\nc=1\n", "第 2 行：b：文字缺少结尾的引号（b = \"x）"},
		{"b=[1,2\nc=3\n", "第 2 行：b：列表里缺少逗号或结尾的“]”（c=3）"},
		{"b={x=1\nc=2\n", "第 2 行：b.x：“{”之后缺少逗号或结尾的“}”（c=2）"},
		{"b=\n", "第 1 行：b：等号后面应有一个值，文字要加引号（b=）"},
		{"b=xyz", "第 1 行：b：等号后面应有一个值，文字要加引号（b=xyz）"},
		{"b\nc=2", "第 1 行：项的名称后面应有等号；名称只用英文字母、数字、_ 和 -（b）"},
		{"中文=2", "第 1 行：项的名称后面应有等号；名称只用英文字母、数字、_ 和 -（中文=2）"},
		{"a=1\na=2", "第 2 行：a：写了两次（a=2）；请只留一处"},
		{"b=\"x\" y", "第 1 行：值后面多了内容，一行只写一项（b=\"x\" y）"},
		{`b="c:\dir"`, `第 1 行：b：引号内的“\”要写成“\\”（b="c:\dir"）`},
		{"b=[1,,2]", "第 1 行：b：多了一个逗号（b=[1,,2]）"},
		{"[[x]\nb=1", "第 1 行：节的名称缺少结尾的“]”（[[x]）"},
		{"a：1", "第 1 行：引号、等号、逗号和括号要用半角（英文）的（a：1）"},
		{"b=\"\xff\"", "第 1 行：b：文件不是 UTF-8 编码；请用 UTF-8 另存（b=\"?\"）"},
		{"b=01", "第 1 行：b：不符合 TOML 的写法（b=01）；请检查引号、括号、等号和逗号"},
	}
	for _, test := range tests {
		r := reviewOf("", []byte(test.text))
		r.decode([]byte(test.text), new(table), anything)
		if got := strings.TrimPrefix(r.faults.In(filing.ZH), "，"); got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
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
		r := new(review)
		if p.check(r); r.err() != nil {
			t.Errorf("a profile was taken that is not in order: %v", r.err())
		}
		for _, c := range p.Changes() {
			if c.In(filing.ZH) == "" || c.Key == "" {
				t.Errorf("a change without words: %+v", c)
			}
		}
	})
}
