package filing

import (
	"errors"
	"strings"
	"testing"
)

func TestCleanMobile(t *testing.T) {
	checkClean(t, EntityPersonMobile, []cleanCase{
		{"13800000001", "13800000001"},
		{"138 0000 0001", "13800000001"},
		{"138-0000-0001", "13800000001"},
		{"+86 13800000001", "13800000001"},
		{"+86-138-0000-0001", "13800000001"},
		{"8613800000001", "13800000001"},
		{"0086 13800000001", "13800000001"},
		{"(+86)13800000001", "13800000001"},
		{"（86）13800000001", "13800000001"},
		{"086-13800000001", "13800000001"},
		{"013800000001", "13800000001"},
		{"１３８０００００００１", "13800000001"},
		{"13800000001.0", "13800000001"},
		{"'13800000001", "13800000001"},
		{"13800000001（样某）", "13800000001(样某)"},
		{"13800000001/13900000001", "13800000001/13900000001"},
		{"13800000001 13900000001", "13800000001 13900000001"},
		{"1.38E+10", "1.38E+10"},
		{"12345678901", "12345678901"},
		{"+852 5123 4567", "+852 5123 4567"},
		{"0955-7000000", "0955-7000000"},
		{"无", ""},
	})
}

func TestCleanPhone(t *testing.T) {
	checkClean(t, EntityPersonOfficePhone, []cleanCase{
		{"0955-7000000", "086-0955-7000000"},
		{"09557000000", "086-0955-7000000"},
		{"(0955)7000000", "086-0955-7000000"},
		{"（0955）700 0000", "086-0955-7000000"},
		{"0955—7000000", "086-0955-7000000"},
		{"+86-955-7000000", "086-0955-7000000"},
		{"+86 0955 7000000", "086-0955-7000000"},
		{"0086 955 7000000", "086-0955-7000000"},
		{"86-0955-7000000", "086-0955-7000000"},
		{"086-0955-7000000", "086-0955-7000000"},
		{"08609557000000", "086-0955-7000000"},
		{"010-65000000", "086-010-65000000"},
		{"01065000000", "086-010-65000000"},
		{"+86 10 6500 0000", "086-010-65000000"},
		{"+86 21 65000000", "086-021-65000000"},
		{"0755-86000000", "086-0755-86000000"},
		{"0755 8600 0000", "086-0755-86000000"},
		{"0955-7000000-123", "086-0955-7000000-123"},
		{"0955-7000000转123", "086-0955-7000000-123"},
		{"0955-7000000 分机：123", "086-0955-7000000-123"},
		{"0955-7000000 ext. 123", "086-0955-7000000-123"},
		{"0955-7000000#8", "086-0955-7000000-8"},
		{"0955-7000000x8", "086-0955-7000000-8"},
		{"13800000001", "13800000001"},
		{"+86 138 0000 0001", "13800000001"},
		{"7000000", "7000000"}, // of which city?
		{"400-800-0000", "400-800-0000"},
		{"10100966-4", "10100966-4"},
		{"0955-700000", "0955-700000"},
		{"0955-1000000", "0955-1000000"},
		{"011-65000000", "011-65000000"},
		{"0955-7000000-123-4", "0955-7000000-123-4"},
		{"0955-7000000-1转2", "0955-7000000-1转2"},
		{"0955-7000000转", "0955-7000000转"},
		{"0955-7000000、0955-7000001", "0955-7000000、0955-7000001"},
		{"086", "086"}, {"+86", "+86"}, {"转", "转"},
		{"无", ""}, {"/", ""},
	})
}

func TestCleanEmail(t *testing.T) {
	checkClean(t, SitePersonEmail, []cleanCase{
		{"icp@example.com", "icp@example.com"},
		{"Icp@Example.COM", "Icp@example.com"}, // the local part may tell case apart
		{"mailto:icp@example.com?subject=hi", "icp@example.com"},
		{"MAILTO:icp@example.com", "icp@example.com"},
		{"样某 <icp@example.com>", "icp@example.com"},
		{"<icp@example.com>；", "icp@example.com"},
		{"icp＠example．com", "icp@example.com"},
		{"icp@example。com", "icp@example.com"},
		{"icp @ example.com", "icp@example.com"},
		{"icp@example. com", "icp@example.com"},
		{"icp@example.com,", "icp@example.com"},
		{"i cp@example.com", "i cp@example.com"},
		{"a@example.com;b@example.com", "a@example.com;b@example.com"},
		{"example.com", "example.com"},
		{"@", "@"},
		{"无", ""},
	})
}

func TestCheckMobile(t *testing.T) {
	for s, want := range map[string]error{
		"13800000001": nil, "19900000001": nil, "1380000000": ErrLength, "138000000011": ErrLength,
		"12800000001": ErrForm, "23800000001": ErrForm, "1380000000a": ErrCharacter, "": ErrCharacter, "086-0955-7000000": ErrCharacter,
	} {
		if got := CheckMobile(s); !errors.Is(got, want) {
			t.Errorf("CheckMobile(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestVirtualSegment(t *testing.T) {
	for _, segment := range []string{"162", "165", "167", "170", "171"} {
		if !VirtualSegment(segment + "00000000") {
			t.Errorf("%s is not told as virtual", segment)
		}
	}
	for _, s := range []string{"13800000001", "17300000001", "1700", ""} {
		if VirtualSegment(s) {
			t.Errorf("%q is told as virtual", s)
		}
	}
}

func TestCheckPhone(t *testing.T) {
	for _, s := range []string{"13800000001", "086-0955-7000000", "086-010-65000000", "086-0755-86000000-8001"} {
		if err := CheckPhone(s); err != nil {
			t.Errorf("CheckPhone(%q) = %v", s, err)
		}
	}
	for _, s := range []string{"", "0955-7000000", "086-0955-700000", "7000000", "086-0955-7000000-1234567", "086-021-6500000", "400-800-0000"} {
		if err := CheckPhone(s); !errors.Is(err, ErrForm) {
			t.Errorf("CheckPhone(%q) = %v, want %v", s, err, ErrForm)
		}
	}
	for s, want := range map[string]string{"086-0955-7000000": "0955", "086-010-65000000-1": "010", "13800000001": "", "7000000": ""} {
		if got := AreaCode(s); got != want {
			t.Errorf("AreaCode(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestCheckEmail(t *testing.T) {
	for _, s := range []string{"icp@example.com", "a.b+c_d-e@mail.example.com.cn", "1@qq.com", "x@例子.公司"} {
		if err := CheckEmail(s); err != nil {
			t.Errorf("CheckEmail(%q) = %v", s, err)
		}
	}
	for s, want := range map[string]error{
		"":                                ErrForm,
		"example.com":                     ErrForm,
		"@example.com":                    ErrForm,
		"icp@":                            ErrForm,
		"a@b@example.com":                 ErrForm,
		".a@example.com":                  ErrForm,
		"a.@example.com":                  ErrForm,
		"a..b@example.com":                ErrForm,
		"a b@example.com":                 ErrCharacter,
		"样@example.com":                   ErrCharacter,
		`"a"@example.com`:                 ErrCharacter,
		"a@localhost":                     ErrDomainSyntax,
		"a@example":                       ErrDomainSyntax,
		"a@-example.com":                  ErrDomainSyntax,
		"a@ex_ample.com":                  ErrDomainSyntax,
		"a@example..com":                  ErrDomainSyntax,
		"a@[127.0.0.1]":                   ErrDomainSyntax,
		"a@127.0.0.1":                     ErrDomainSyntax,
		"a@example.com.":                  ErrDomainSyntax,
		strings.Repeat("a", 65) + "@b.cn": ErrLength,
	} {
		err := CheckEmail(s)
		if !errors.Is(err, want) {
			t.Errorf("CheckEmail(%q) = %v, want %v", s, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "example") {
			t.Errorf("the error quotes the address: %v", err)
		}
	}
}
