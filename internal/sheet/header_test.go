package sheet

import (
	"strings"
	"testing"

	"beiandesk/internal/filing"
)

func TestEveryFieldIsFoundByItsNames(t *testing.T) {
	for i := range filing.Fields {
		def := filing.Field(i).Def()
		for _, name := range []string{def.Key, def.Label.ZH, def.Label.EN} {
			if got := dictionary.find(name, around{}); got.verdict != known || got.target.field != def.Field {
				t.Errorf("%q means %s, want %s", name, got.target.key(), def.Key)
			}
		}
		for _, name := range def.Synonyms {
			if dictionary.find(name, around{}).verdict != known {
				t.Errorf("synonym %q of %s is not known", name, def.Key)
			}
		}
	}
}

// TestNoHeaderMeansTwoFields keeps the dictionary free of names that two fields
// claim: the first would win in silence.
func TestNoHeaderMeansTwoFields(t *testing.T) {
	claimed := make(map[string]filing.Field)
	for i := range filing.Fields {
		def := filing.Field(i).Def()
		for _, name := range append([]string{def.Key, def.Label.ZH, def.Label.EN}, def.Synonyms...) {
			name = filing.FoldHeader(name)
			if other, taken := claimed[name]; taken && other != def.Field {
				t.Errorf("%q is claimed by %s and %s", name, other.Key(), def.Key)
			}
			claimed[name] = def.Field
		}
	}
}

func TestFindInContext(t *testing.T) {
	site := around{person: true, role: filing.SiteRole}
	tests := []struct {
		header string
		in     around
		want   filing.Field
		sure   verdict
	}{
		{"手机", around{}, filing.EntityPersonMobile, ambiguous},
		{"手机", site, filing.SitePersonMobile, known},
		{"手机", around{blocks: []string{"网站负责人信息"}}, filing.SitePersonMobile, known},
		{"证件号码", around{blocks: []string{"主办单位基本信息"}}, filing.EntityCertNumber, known},
		{"证件号码", around{blocks: []string{"主体负责人"}}, filing.EntityPersonIDNumber, known},
		{"证件号码", around{blocks: []string{"域名持有者"}}, filing.DomainHolderCertNumber, known},
		{"姓名", around{blocks: []string{"法定代表人信息"}}, filing.EntityLegalRep, known},
		{"名称", around{blocks: []string{"网站信息"}}, filing.SiteName, known},
		{"备案号", around{blocks: []string{"主体信息"}}, filing.EntityRecordNumber, known},
		{"备案号", around{}, filing.SiteRecordNumber, known},
		{"负责人手机", around{}, filing.EntityPersonMobile, known},
		{"负责人手机", site, filing.SitePersonMobile, known},
		{"主体负责人手机", around{blocks: []string{"网站信息"}}, filing.EntityPersonMobile, known},
		{"域名（每行一个）", around{}, filing.SiteDomains, known},
		{"1、域名", around{}, filing.SiteDomains, known},
		{"12.手机", site, filing.SitePersonMobile, known},
		{"天气", around{blocks: []string{"网站信息"}}, 0, unknown},
		{"", around{}, 0, unknown},
	}
	for _, tt := range tests {
		got := dictionary.find(tt.header, tt.in)
		if got.target.field != tt.want || got.verdict != tt.sure {
			t.Errorf("%q in %v means %s (%d), want %s (%d)", tt.header, tt.in, got.target.key(), got.verdict, tt.want.Key(), tt.sure)
		}
	}
}

func FuzzFindHeader(f *testing.F) {
	for _, s := range []string{"*主办单位\n名称（必填）", "手机", "（", "((()", "\ufeff姓 名", "Ｅ－ｍａｉｌ", "\xff"} {
		f.Add(s, "网站负责人信息")
	}
	f.Fuzz(func(t *testing.T, header, block string) {
		m := dictionary.find(header, around{blocks: []string{block}})
		if int(m.target.field) >= len(filing.Fields) || m.verdict == unknown && m.target.field != 0 || m.reason.In(filing.ZH) == "" {
			t.Errorf("%q below %q is %+v", header, block, m)
		}
		// Marks around a header do not change what it means by itself.
		plain := dictionary.find(header, around{})
		marked := dictionary.find("* "+header+" （必填）", around{})
		if plain.verdict == known && !strings.ContainsAny(header, "()（）[]【】〔〕") && (marked.target != plain.target || marked.verdict != known) {
			t.Errorf("%q means %s, with marks %s (%d)", header, plain.target.key(), marked.target.key(), marked.verdict)
		}
		field, ok := dictionary.near(header)
		if again, sure := dictionary.near(header); again != field && ok || sure != ok {
			t.Errorf("%q is near %s, then %s", header, field.Key(), again.Key())
		}
	})
}
