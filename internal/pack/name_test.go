package pack

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
)

func TestSafeName(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"01_主办单位证件.jpg", "01_主办单位证件.jpg"},
		{"", "_"},
		{"...", "_"},
		{". .", "_"},
		{`a<b>c:d"e/f\g|h?i*j%k`, "a_b_c_d_e_f_g_h_i_j_k"},
		{" 前后 空格\t与\n换行. ", "前后 空格 与 换行"},
		{"全角　空格", "全角 空格"},
		{".隐藏", "隐藏"},
		{"名\u200b称\u202e\ufeff.pdf", "名称.pdf"},
		{"e\u0301", "\u00e9"},
		{"con", "_con"},
		{"Con.txt", "_Con.txt"},
		{"nul .tar.gz", "_nul .tar.gz"},
		{"COM1", "_COM1"},
		{"lpt².x", "_lpt².x"},
		{"conin$", "_conin$"},
		{"COM10", "COM10"},
		{"console", "console"},
		{"bad\xffutf8", "bad_utf8"},
		{"张三13800138000.jpg", "张三xxx.jpg"},
		{"138 0013 8000", "xxx"},
		{"138-0013-8000-1", "xxx-1"},
		{"０１３８００１３８０００", "xxx"},
		{"138\u200b00138000", "xxx"},
		{"11010519491231002X.jpg", "xxx.jpg"},
		{"110105 19491231 002x", "xxx"},
		{"0955-7061234", "xxx"},
		{"2026-11-23_001_v1.2.3", "2026-11-23_001_v1.2.3"},
		{"1234567890", "1234567890"},
		{strings.Repeat("长", 70) + ".jpeg", strings.Repeat("长", 55) + ".jpeg"},
		{strings.Repeat("𠮷", 70), strings.Repeat("𠮷", 45)},
		{strings.Repeat("a", 50) + " " + strings.Repeat("b", 30), strings.Repeat("a", 50) + " " + strings.Repeat("b", 9)},
	} {
		if got := SafeName(c.in, 0); got != c.want {
			t.Errorf("SafeName(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	for max, want := range map[int]string{8: "样张云帆.jpg", 10: "样张云帆科技.jpg", 1: "样张云帆.jpg", 99: "样张云帆科技有限公司.jpg"} {
		if got := SafeName("样张云帆科技有限公司.jpg", max); got != want {
			t.Errorf("at most %d: %q, want %q", max, got, want)
		}
	}
	if got := SafeName("control.tower of a long name", 8); got != "control" {
		t.Errorf("got %q", got)
	}
}

// checkSafe applies the rules anew, in other words than the code's.
func checkSafe(t *testing.T, in, name string, max int) {
	t.Helper()
	bad := func(why string) { t.Errorf("SafeName(%q, %d) = %q: %s", in, max, name, why) }
	switch {
	case name == "":
		bad("empty")
	case !utf8.ValidString(name) || !norm.NFC.IsNormalString(name):
		bad("not NFC")
	case utf8.RuneCountInString(name) > max || len(name) > 180:
		bad("too long")
	case strings.ContainsAny(name, "<>:\"/\\|?*%\x00\t\r\n"):
		bad("reserved character")
	case strings.HasPrefix(name, " ") || strings.HasPrefix(name, ".") || strings.HasSuffix(name, " ") || strings.HasSuffix(name, "."):
		bad("space or dot at an end")
	case strings.ContainsFunc(name, func(r rune) bool {
		return r < ' ' || r == 0x7f || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r == 0xfeff
	}):
		bad("invisible character")
	case SafeName(name, max) != name:
		bad(fmt.Sprintf("not stable, becomes %q", SafeName(name, max)))
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if stem = strings.TrimSpace(stem); slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "LPT9"}, stem) {
		bad("device")
	}
	digits := 0
	for _, r := range name {
		if digits++; r < '0' || r > '9' {
			digits = 0
		}
		if digits >= 11 {
			bad("a long number")
			return
		}
	}
}

// pieces are what trouble is made of.
var pieces = []string{"con", "NUL", "com1", "LPT9", ".", "..", " ", "\t", "　", "/", "\\", ":", "%", "样张", "有限公司", "𠮷", "é", "e\u0301", "\u0338", "\u200b", "\u202e",
	"\ufeff", "\xff", "\ue000", "13800138000", "138", "0013", "8000", "-", "_", "11010519491231002X", "a", "Z", "9", "９", ".jpg", ".PDF", "ﬁ", "İ", "ß", "\uac00", "\u1100\u1161", "\u3164", "x\u0308", "\u0308"}

func TestSafeNameOfAnything(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 30_000 {
		var b strings.Builder
		for range rng.IntN(30) {
			if rng.IntN(5) == 0 {
				b.WriteRune(rune(rng.IntN(0x11000)))
			} else {
				b.WriteString(pieces[rng.IntN(len(pieces))])
			}
		}
		max := 8 + rng.IntN(53)
		checkSafe(t, b.String(), SafeName(b.String(), max), max)
	}
}

func FuzzSafeName(f *testing.F) {
	for _, p := range pieces {
		f.Add(p+p+".jpg", 20)
	}
	f.Fuzz(func(t *testing.T, s string, max int) {
		if max < 8 || max > MaxNameRunes {
			max = MaxNameRunes
		}
		checkSafe(t, s, SafeName(s, max), max)
	})
}

func TestNamer(t *testing.T) {
	var n Namer
	for _, c := range []struct{ in, want string }{
		{"执照.jpg", "执照.jpg"}, {"执照.jpg", "执照_2.jpg"}, {"执照.JPG", "执照_3.JPG"}, {"执照_2.jpg", "执照_2_2.jpg"}, {"执照.jpg", "执照_4.jpg"},
		{"a", "a"}, {"A", "A_2"}, {"\u00e9", "\u00e9"}, {"e\u0301", "\u00e9_2"}, {"K", "K"}, {"\u212a", "K_2"}, {"con", "_con"}, {"con", "_con_2"},
	} {
		if got := n.Name(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNamerKeepsManyApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	n := Namer{MaxRunes: 10}
	seen := make(map[string]string)
	for range 20_000 {
		in := pieces[rng.IntN(len(pieces))] + pieces[rng.IntN(len(pieces))] + pieces[rng.IntN(len(pieces))]
		name := n.Name(in)
		checkSafe(t, in, name, 10)
		key := strings.ToLower(name)
		if first, ok := seen[key]; ok {
			t.Fatalf("%q and %q both become %q", first, in, name)
		}
		seen[key] = in
	}
}

func TestFilingDir(t *testing.T) {
	long := strings.Repeat("长", 60) + "有限公司"
	for _, c := range []struct {
		n                    int
		entity, domain, want string
	}{
		{1, "样张云帆科技（宁夏）有限公司", "example.com", "001_样张云帆科技（宁夏）_example.com"},
		{12, "样张股份有限公司", "", "012_样张"},
		{123, "", "example.com", "123_example.com"},
		{1234, "", "", "1234"},
		{2, "样张集团有限公司", "a.cn", "002_样张_a.cn"},
		{3, "有限公司", "a.cn", "003_有限公司_a.cn"},
		{4, "Sample Co., Ltd.", "a.cn", "004_Sample_a.cn"},
		{5, "样张中心（有限合伙）", "a.cn", "005_样张中心_a.cn"},
		{6, "样张（有限公司", "a.cn", "006_样张（有限公司_a.cn"},
		{7, "样/张:有限公司", "13800138000.com", "007_样_张__xxx.com"},
		{8, "张三11010519491231002X", "a.cn", "008_张三xxx_a.cn"},
		{9, long, strings.Repeat("a", 63) + ".com", "009_" + strings.Repeat("长", 24) + "_" + strings.Repeat("a", 25) + ".com"},
		{10000, strings.Repeat("𠮷", 60), "中文.中国", "10000_" + strings.Repeat("𠮷", 24) + "_中文.中国"},
		{11, strings.Repeat("𠮷", 60), strings.Repeat("𠮷", 60), "011_" + strings.Repeat("𠮷", 24) + "_" + strings.Repeat("𠮷", 14)},
	} {
		f := &filing.Filing{}
		f.Set(filing.EntityName, filing.Value{Text: c.entity})
		f.Set(filing.SiteDomains, filing.Value{Text: c.domain})
		got := FilingDir(c.n, f)
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		checkSafe(t, c.entity, got, MaxNameRunes)
	}
}
