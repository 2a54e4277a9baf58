package filing

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseDomain(t *testing.T) {
	for _, c := range []struct {
		s         string
		want      Domain
		subdomain bool
	}{
		{"example.com", Domain{"example.com", "example.com", "com", "example.com", true}, false},
		{"EXAMPLE.Com", Domain{"example.com", "example.com", "com", "example.com", true}, false},
		{"www.example.com", Domain{"www.example.com", "www.example.com", "com", "example.com", true}, true},
		{"example.com.cn", Domain{"example.com.cn", "example.com.cn", "com.cn", "example.com.cn", true}, false},
		{"a.b.example.nx.cn", Domain{"a.b.example.nx.cn", "a.b.example.nx.cn", "nx.cn", "example.nx.cn", true}, true},
		{"中文.中国", Domain{"中文.中国", "xn--fiq228c.xn--fiqs8s", "中国", "中文.中国", true}, false},
		{"xn--fiq228c.xn--fiqs8s", Domain{"中文.中国", "xn--fiq228c.xn--fiqs8s", "中国", "中文.中国", true}, false},
		{"www.样张.公司.cn", Domain{"www.样张.公司.cn", "www.xn--e1t45r.xn--55qx5d.cn", "公司.cn", "样张.公司.cn", true}, true},
		// Names under which others host are registered by the host, not by the user.
		{"sample.github.io", Domain{"sample.github.io", "sample.github.io", "io", "github.io", true}, true},
		{"b.s3.cn-northwest-1.amazonaws.com.cn", Domain{"b.s3.cn-northwest-1.amazonaws.com.cn", "b.s3.cn-northwest-1.amazonaws.com.cn", "com.cn", "amazonaws.com.cn", true}, true},
		{"github.io", Domain{"github.io", "github.io", "io", "github.io", true}, false},
		{"example.nosuchtld", Domain{"example.nosuchtld", "example.nosuchtld", "nosuchtld", "example.nosuchtld", false}, false},
		{"1.cn", Domain{"1.cn", "1.cn", "cn", "1.cn", true}, false},
		{"a--b.cn", Domain{"a--b.cn", "a--b.cn", "cn", "a--b.cn", true}, false},
	} {
		got, err := ParseDomain(c.s)
		if err != nil {
			t.Errorf("ParseDomain(%q): %v", c.s, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("ParseDomain(%q): %s", c.s, diff)
		}
		if got.IsSubdomain() != c.subdomain {
			t.Errorf("%q: subdomain %v", c.s, got.IsSubdomain())
		}
	}
	for s, want := range map[string]error{
		"":                                     ErrDomainSyntax,
		".":                                    ErrDomainSyntax,
		"com":                                  ErrDomainSyntax,
		"localhost":                            ErrDomainSyntax,
		"com.cn":                               ErrDomainSuffix,
		"公司.cn":                                ErrDomainSuffix,
		"nx.cn":                                ErrDomainSuffix,
		"example.com.":                         ErrDomainSyntax,
		".example.com":                         ErrDomainSyntax,
		"example..com":                         ErrDomainSyntax,
		"-example.com":                         ErrDomainSyntax,
		"example-.com":                         ErrDomainSyntax,
		"ab--c.com":                            ErrDomainSyntax, // third and fourth are kept for xn--
		"exa_mple.com":                         ErrDomainSyntax,
		"*.example.com":                        ErrDomainSyntax,
		"exam ple.com":                         ErrDomainSyntax,
		"a.com/b.com":                          ErrDomainSyntax,
		"52.82.10.20":                          ErrDomainSyntax,
		"xn--a.com":                            ErrDomainSyntax,
		strings.Repeat("a", 64) + ".com":       ErrDomainSyntax,
		strings.Repeat("abcdefg.", 32) + "com": ErrDomainSyntax,
	} {
		if got, err := ParseDomain(s); !errors.Is(err, want) {
			t.Errorf("ParseDomain(%q) = %+v, %v, want %v", s, got, err, want)
		}
	}
}

func TestDomainTLD(t *testing.T) {
	for s, want := range map[string]string{"example.com.cn": "cn", "example.com": "com", "样张.公司.cn": "cn", "中文.中国": "中国"} {
		d, err := ParseDomain(s)
		if err != nil || d.TLD() != want {
			t.Errorf("%q: %q, %v, want %q", s, d.TLD(), err, want)
		}
	}
}

func FuzzParseDomain(f *testing.F) {
	for _, s := range []string{"example.com", "www.样张.公司.cn", "xn--fiq228c.xn--fiqs8s", "b.s3.cn-northwest-1.amazonaws.com.cn", "a.b.c.kawasaki.jp", "x.ck", "1.2.3.4", "ß.de", "İ.com", "a\u200d.com", ".", "。", "\xff.com"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDomain(s)
		if err != nil {
			return
		}
		if !strings.HasSuffix("."+d.Unicode, "."+d.Registrable) || !strings.HasSuffix(d.Registrable, "."+d.Suffix) || !isASCII(d.ASCII) {
			t.Errorf("ParseDomain(%q) = %+v", s, d)
		}
		for _, form := range []string{d.Unicode, d.ASCII} {
			if again, err := ParseDomain(form); err != nil || again != d {
				t.Errorf("ParseDomain(%q) = %+v, of its form %q %+v, %v", s, d, form, again, err)
			}
		}
		if own, err := ParseDomain(d.Registrable); err != nil || own.IsSubdomain() {
			t.Errorf("registrable %q of %q: %+v, %v", d.Registrable, s, own, err)
		}
	})
}
