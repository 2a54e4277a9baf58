package filing

import "testing"

func TestLegalRepIs(t *testing.T) {
	const one, another, slip = "11010519491231002X", "440524188001010014", "110105194912310021"
	for _, test := range []struct {
		about string
		set   map[Field]string
		want  Likeness
	}{
		{"no name", map[Field]string{EntityLegalRep: "样某某"}, Untold},
		{"one name, no numbers", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "样某某"}, Same},
		{"one number, two spellings", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "样 某某", EntityLegalRepIDNumber: one, SitePersonIDNumber: one}, Same},
		{"two names, one number missing", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "范某某", SitePersonIDNumber: one}, Other},
		{"one name, two valid numbers", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "样某某", EntityLegalRepIDNumber: one, SitePersonIDNumber: another}, Unclear},
		{"one name, a number that is wrong", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "样某某", EntityLegalRepIDNumber: slip, SitePersonIDNumber: one}, Same},
		{"one name, an identity card and a passport", map[Field]string{EntityLegalRep: "样某某", SitePersonName: "样某某", EntityLegalRepIDNumber: one,
			SitePersonIDNumber: "EA1234567", SitePersonIDType: CertPassport}, Unclear},
	} {
		var f Filing
		for field, text := range test.set {
			f.Set(field, Value{Text: text})
		}
		if got := f.LegalRepIs(SiteRole); got != test.want {
			t.Errorf("%s: got %d, want %d", test.about, got, test.want)
		}
	}
}
