package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

func TestEveryProvinceHasAnEntry(t *testing.T) {
	p := Default()
	for _, item := range filing.TableNamed("province").Items {
		if item.Code >= "71" {
			continue // 台湾、香港、澳门: other laws
		}
		entry := p.Province(item.Code)
		if entry.Code != item.Code {
			t.Errorf("%s has no entry", item.Label.ZH)
		}
		if p.Served(item.Code) && entry.EntityPerson == nil {
			t.Errorf("%s: nothing says who is the entity's person", item.Label.ZH)
		}
	}
	if got := p.Province("99"); got == nil || got.HolderUnitOnly() || got.Code != "" {
		t.Errorf("an unknown province asks for %+v", got)
	}
}

func TestHolderUnitOnly(t *testing.T) {
	var got []string
	for _, item := range filing.TableNamed("province").Items {
		if Default().Province(item.Code).HolderUnitOnly() {
			got = append(got, item.Short)
		}
	}
	if s := strings.Join(got, ""); s != "吉闽豫湘渝宁" {
		t.Errorf("domains must be the unit's own in %s", s)
	}
}

func TestNoticesFollowTheKind(t *testing.T) {
	xinjiang := Default().Province("65")
	if got := len(xinjiang.NoticesFor(filing.NewEntity)) - len(xinjiang.NoticesFor(filing.ChangeInfo)); got != 1 {
		t.Errorf("a first filing in 新疆 has %d notices more than a change, want 1", got)
	}
	if got := xinjiang.NoticesFor(filing.CancelSite); len(got) > 0 {
		t.Errorf("cancelling a site has notices: %v", got)
	}
}

func TestOwnProvincesAreReadOrRefusedWithThePlace(t *testing.T) {
	profile, err := Embedded(DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	good, err := assets.FS.ReadFile("provinces/authorities.toml")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, old, new, want string }{
		{"another limit", `sites = { max = 3,`, `sites = { max = 7,`, ""},
		{"unknown entry", "same_city = {", "same_town = {", "same_town"},
		{"broken syntax", "code = \"12\"", "code = 12a", "line"},
		{"unknown province", `code = "12"`, `code = "99"`, `"99"`},
		{"a province twice", `code = "12"`, `code = "11"`, "twice"},
		{"no source", `sites = { max = 3, source = "华为云各省管局要求（山西）" }`, `sites = { max = 3 }`, "sites.source"},
		{"unknown choice", `be = "letter", same`, `be = "leter", same`, "leter"},
		{"unknown condition", `when = "no-landline"`, `when = "full-moon"`, "full-moon"},
		{"senseless span", `licence = { months = 12,`, `licence = { months = -1,`, "licence.months"},
		{"unknown content", `not = ["24"]`, `not = ["240"]`, `"240"`},
		{"one language", `proof = { zh = "收入证明", en = "a proof of income" }`, `proof = { zh = "收入证明" }`, "age.proof"},
		{"unknown kind", `kinds = ["new-site"]`, `kinds = ["new-town"]`, "new-town"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(string(good), test.old, test.new, 1)
			if text == string(good) {
				t.Fatalf("the file no longer holds %q", test.old)
			}
			dir := t.TempDir()
			file := filepath.Join(dir, "own.toml")
			for name, data := range map[string]string{"own.toml": string(profile), "provinces/authorities.toml": text} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p, err := Load(file)
			switch {
			case test.want == "" && (err != nil || p.Province("14").Sites.Max != 7):
				t.Errorf("not taken: %v", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "authorities.toml")):
				t.Errorf("error is %v, want the file and %q", err, test.want)
			}
		})
	}
}
