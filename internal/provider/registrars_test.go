package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRegistrars(t *testing.T) {
	for name, want := range map[string]RegistrarState{
		"阿里云计算有限公司":        RegistrarApproved,
		"阿里云":              RegistrarApproved,
		"阿里云（万网）":          RegistrarApproved,
		"万网":               RegistrarApproved,
		"在阿里云注册":           RegistrarApproved,
		"新网":               RegistrarApproved,
		"新网（xinnet.com）":   RegistrarApproved,
		"新网联盟":             RegistrarUnknown,
		"ＤＮＳＰｏｄ":           RegistrarApproved,
		"Bizcn.com, Inc.":  RegistrarApproved,
		"eName":            RegistrarApproved,
		"GoDaddy":          RegistrarForeign,
		"godaddy.com":      RegistrarForeign,
		"GoDaddy.com, LLC": RegistrarForeign,
		"GoDaddy注册":        RegistrarForeign,
		"Enom, LLC":        RegistrarForeign,
		"Enomad":           RegistrarUnknown,
		"Amazon Route 53":  RegistrarForeign,
		"AWS Route53":      RegistrarForeign,
		"Name.com":         RegistrarForeign,
		"NameSilo":         RegistrarForeign,
		"Alibaba Cloud Computing (Beijing) Co., Ltd.":      RegistrarApproved,
		"Alibaba.com Singapore E-Commerce Private Limited": RegistrarForeign,
		"阿里云国际站":                                           RegistrarForeign,
		"Sample Domains LLC":                               RegistrarAbroad,
		"样张域名有限公司 Limited":                                 RegistrarUnknown,
		"Limited":                                          RegistrarUnknown,
		"样张数码有限公司":                                         RegistrarUnknown,
		"":                                                 RegistrarUnknown,
		"示例域名注册服务有限公司":                                     RegistrarApproved,
		"…":                                                RegistrarUnknown,
		"i̇x":                                              RegistrarUnknown,
		"Google Domains (Markmon)":                         RegistrarForeign,
	} {
		if got, _ := Default().Domains.Registrar(name); got != want {
			t.Errorf("registrar %q is %v, want %v", name, got, want)
		}
	}
	if _, full := Default().Domains.Registrar("godaddy"); full != "GoDaddy.com, LLC" {
		t.Errorf("GoDaddy is %q in full", full)
	}
}

func TestOwnListOfRegistrars(t *testing.T) {
	dir := t.TempDir()
	profile, err := Embedded(DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	const list = "as_of = \"2026-12-01\"\n[[approved]]\nname = \"样张数码有限公司\"\nbrands = [\"样张域名\"]\n"
	write(t, filepath.Join(dir, "own.toml"), strings.Replace(string(profile), "domains/registrars.toml", "list.toml", 1))
	write(t, filepath.Join(dir, "list.toml"), list)
	p, err := Load(filepath.Join(dir, "own.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if got, full := p.Domains.Registrar("样张域名"); got != RegistrarApproved || full != "样张数码有限公司" || p.Domains.RegistrarsAsOf() != "2026-12-01" {
		t.Errorf("%v %q as of %q", got, full, p.Domains.RegistrarsAsOf())
	}
	write(t, filepath.Join(dir, "list.toml"), "approved = 1")
	if _, err := Load(filepath.Join(dir, "own.toml")); err == nil || !strings.Contains(err.Error(), "list.toml") {
		t.Errorf("a broken list gives %v", err)
	}
}

// A profile of before there was a list of registrars uses the embedded one.
func TestProfileWithoutRegistrars(t *testing.T) {
	profile, err := Embedded(DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.toml")
	write(t, file, strings.Replace(string(profile), "registrars_file = \"domains/registrars.toml\"\n", "", 1))
	p, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Domains.Registrar("GoDaddy"); got != RegistrarForeign {
		t.Errorf("GoDaddy is %v", got)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func FuzzRegistrar(f *testing.F) {
	for _, name := range []string{"GoDaddy.com, LLC", "新网", "İ", "\xff", "Ⅻ"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if state, full := Default().Domains.Registrar(name); (full != "") != (state == RegistrarApproved || state == RegistrarForeign) {
			t.Errorf("%q is %v, %q", name, state, full)
		}
	})
}
