package provider

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/filing"
)

func TestDefaultProfileServesWhomTheGuideSays(t *testing.T) {
	p := Default()
	var unserved []string
	for _, item := range filing.TableNamed("province").Items {
		if !p.Served(item.Code) {
			unserved = append(unserved, item.Short)
		}
	}
	slices.Sort(unserved)
	want := []string{"藏", "青", "港", "澳", "台"}
	slices.Sort(want)
	if !slices.Equal(unserved, want) {
		t.Errorf("unserved provinces are %v, want %v", unserved, want)
	}
}

func TestRoute(t *testing.T) {
	tests := []struct {
		name                 string
		entity, person, site string
		want                 filing.Route
	}{
		{"licence and resident IDs", "1", "2", "2", filing.Electronic},
		{"institution's certificate", "4", "2", "2", filing.Manual},
		{"entity's person holds a passport", "1", "7", "2", filing.Manual},
		{"site's person holds a travel permit", "1", "2", "14", filing.Manual},
		{"not filled in yet", "", "", "", filing.Electronic},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := fill(map[filing.Field]string{filing.EntityCertType: test.entity, filing.EntityPersonIDType: test.person, filing.SitePersonIDType: test.site})
			if got := Default().RouteOf(f); got != test.want {
				t.Errorf("route is %s, want %s", got, test.want)
			}
		})
	}
}

func TestPapers(t *testing.T) {
	tests := []struct {
		name   string
		kind   filing.Kind
		values map[filing.Field]string
		want   []filing.Paper
	}{
		{"the representative runs the site", filing.NewEntity, map[filing.Field]string{filing.EntityLegalRep: "甲", filing.SitePersonName: "甲"}, nil},
		{"somebody else runs the site", filing.NewEntity, map[filing.Field]string{filing.EntityLegalRep: "甲", filing.SitePersonName: "乙"}, []filing.Paper{filing.Authorization}},
		{"a namesake runs the site", filing.NewEntity, map[filing.Field]string{filing.EntityLegalRep: "甲", filing.SitePersonName: "甲",
			filing.EntityLegalRepIDNumber: "11010519491231002X", filing.SitePersonIDNumber: "440524188001010014"}, []filing.Paper{filing.Authorization}},
		{"a slip in the representative's number", filing.NewEntity, map[filing.Field]string{filing.EntityLegalRep: "甲", filing.SitePersonName: "甲",
			filing.EntityLegalRepIDNumber: "110105194912310021", filing.SitePersonIDNumber: "11010519491231002X"}, nil},
		{"another company's account", filing.NewSite, map[filing.Field]string{filing.EntityName: "甲公司", filing.AccessAccountCompany: "乙公司"}, []filing.Paper{filing.Confirmation}},
		{"the same company, other brackets", filing.NewSite, map[filing.Field]string{filing.EntityName: "甲（宁夏）公司", filing.AccessAccountCompany: "甲(宁夏)公司"}, nil},
		{"Ningxia", filing.NewEntity, map[filing.Field]string{filing.EntityProvince: "64"}, []filing.Paper{filing.Commitment}},
		{"Guangdong", filing.NewEntity, map[filing.Field]string{filing.EntityProvince: "44"}, nil},
		{"paper route", filing.NewAccess, map[filing.Field]string{filing.EntityPersonIDType: "7"}, []filing.Paper{filing.CheckSheet}},
		{"cancelling needs none", filing.CancelSite, map[filing.Field]string{filing.EntityProvince: "64", filing.EntityPersonIDType: "7"}, nil},
		{"all of them, in posting order", filing.ChangeInfo, map[filing.Field]string{filing.EntityProvince: "31", filing.EntityPersonIDType: "7",
			filing.EntityLegalRep: "甲", filing.SitePersonName: "乙", filing.EntityName: "甲公司", filing.AccessAccountCompany: "乙公司"}, filing.Papers},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := fill(test.values)
			f.Set(filing.FilingKind, filing.Value{Text: string(test.kind)})
			var got []filing.Paper
			for _, paper := range Default().PapersFor(f) {
				got = append(got, paper.ID)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("papers are %v, want %v", got, test.want)
			}
		})
	}
}

func TestSlotsFollowKindAndPapers(t *testing.T) {
	f := fill(map[filing.Field]string{filing.FilingKind: string(filing.NewEntity), filing.EntityProvince: "64"})
	var got []filing.Slot
	for _, s := range Default().SlotsFor(f) {
		got = append(got, s.ID)
	}
	want := []filing.Slot{filing.SlotEntityLicence, filing.SlotEntityPersonID, filing.SlotSitePersonID, filing.SlotDomainCert,
		filing.SlotLivePhoto, filing.SlotCommitment, filing.SlotExtra}
	if !slices.Equal(got, want) {
		t.Errorf("slots are %v, want %v", got, want)
	}
	f.Set(filing.FilingKind, filing.Value{Text: string(filing.ChangeIP)})
	if got := Default().SlotsFor(f); len(got) != 0 {
		t.Errorf("a change of addresses asks for %v, want nothing", got)
	}
}

func TestLocate(t *testing.T) {
	tests := []struct {
		first, last string
		want        Place
	}{
		{"52.82.10.20", "52.82.10.20", OwnCompute},
		{"52.83.0.0", "52.83.255.255", OwnCompute},
		{"43.192.255.255", "43.193.0.1", OwnCompute}, // across two prefixes that touch
		{"52.93.127.92", "52.93.127.92", OwnOther},
		{"54.223.1.1", "54.223.1.1", AnotherRegion},
		{"8.8.8.8", "8.8.8.8", Elsewhere},
		{"52.83.255.255", "52.84.0.0", Elsewhere}, // leaves the region
		{"2404:c2c0::1", "2404:c2c0::1", OwnCompute},
	}
	for _, test := range tests {
		got, where := Default().Networks.Locate(netip.MustParseAddr(test.first), netip.MustParseAddr(test.last))
		if got != test.want {
			t.Errorf("%s–%s lies in %v, want %v", test.first, test.last, got, test.want)
		}
		if (where.ZH != "") != (test.want == AnotherRegion) {
			t.Errorf("%s–%s: region name %q", test.first, test.last, where.ZH)
		}
	}
}

func TestTLDs(t *testing.T) {
	for name, want := range map[string]TLDState{"com": TLDApproved, "CN": TLDApproved, "中国": TLDApproved, "io": TLDUnapproved, "madeup": TLDUnknown} {
		if got := Default().Domains.TLD(name); got != want {
			t.Errorf("TLD %s is %v, want %v", name, got, want)
		}
	}
}

func TestOwnProfileIsReadOrRefusedWithThePlace(t *testing.T) {
	good, err := Embedded(DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"broken syntax", "id = \"nwcd\"", "id = nwcd", "line 5"},
		{"unknown entry", "as_of = \"2026-11-23\"\n\n[[source]]", "as_off = \"2026-11-23\"\n\n[[source]]", "as_off"},
		{"unknown province", `"54", "63"`, `"54", "99"`, `"99"`},
		{"senseless limits", "max_bytes = 200000\ncolour = true\nform = \"sheet\"\nsource = \"guide 附录1.1\"", "max_bytes = 2000\ncolour = true\nsource = \"guide 附录1.1\"", "entity-licence"},
		{"unknown condition", `when = "manual-route"`, `when = "full-moon"`, "full-moon"},
		{"a word of one character", `words = ["新闻"]`, `words = ["新"]`, `"新"`},
		{"an approval without words", "words = [\"期刊\", \"杂志\"]\n", "", "words are missing"},
		{"an approval of no type", "type = \"2048\"\n", "", "type is missing"},
		{"an approval of another table's type", `type = "2048"`, `type = "2047"`, `"2047"`},
		{"an approval in no province", "provinces = [\"21\"]\nauthority", "provinces = [\"20\"]\nauthority", `"20"`},
		{"senseless length of names", "min_han = 3", "min_han = 0", "min_han"},
		{"a class of words that is none", "[dates]\n", "[[name.group]]\nclass = \"odd\"\nwords = [\"样张\"]\nsource = \"own\"\n[dates]\n", `"odd"`},
		{"words of one's own", "[dates]\n", "[[name.group]]\nclass = \"weak\"\nwords = [\"样张\"]\nprovinces = [\"32\"]\nsource = \"own\"\n[dates]\n", ""},
		{"missing list", `file = "domains/tlds.toml"`, `file = "domains/none.toml"`, "none.toml"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := string(good)
			if test.old != "" {
				if text = strings.Replace(text, test.old, test.new, 1); text == string(good) {
					t.Fatalf("the profile no longer holds %q", test.old)
				}
			}
			file := filepath.Join(t.TempDir(), "own.toml")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Load(file)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), file)):
				t.Errorf("error is %v, want the file and %q", err, test.want)
			}
		})
	}
}

func fill(values map[filing.Field]string) *filing.Filing {
	f := new(filing.Filing)
	for field, text := range values {
		f.Set(field, filing.Value{Text: text})
	}
	return f
}
