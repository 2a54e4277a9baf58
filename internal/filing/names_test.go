package filing

import "testing"

func TestSameName(t *testing.T) {
	for _, pair := range [][2]string{
		{"", ""}, {"", " \u3000"}, {"样张 公司", "样张公司"}, {"样张（宁夏）ＡＢＣ", "样张(宁夏) abc"}, {"样张ｱ", "样张ア"},
		{"e\u0301", "é"}, {"I\u0307", "i"}, {"a\xff", "A\uFFFD"}, {"㎏", "kg"},
	} {
		if !SameName(pair[0], pair[1]) || !SameName(pair[1], pair[0]) {
			t.Errorf("%q and %q are told apart", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"", "样"}, {"样张公司", "样张有限公司"}, {"样张", "样张公司"}, {"e\u0301", "e"}, {"样张A", "样张B"}} {
		if SameName(pair[0], pair[1]) || SameName(pair[1], pair[0]) {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}

// FuzzSameName compares the short ways with the long one.
func FuzzSameName(f *testing.F) {
	for _, pair := range [][2]string{{"样张（宁夏） ABC", "样张(宁夏)ａｂｃ"}, {"e\u0301x", "éx"}, {"\xff样", "\ufffd样"}, {"～　\u00a0", "~"}, {"İ", "I\u0307"}, {"ſ\u0323", "ẛ"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, s := range []string{a, b} {
			if got, want := FoldName(s), foldByNFKC(s); got != want {
				t.Errorf("FoldName(%q) = %q, want %q", s, got, want)
			}
		}
		if got, want := SameName(a, b), foldByNFKC(a) == foldByNFKC(b); got != want {
			t.Errorf("SameName(%q, %q) = %v", a, b, got)
		}
	})
}

// FuzzCheckPhone checks that a number passes exactly when cleaning would write
// it as it is.
func FuzzCheckPhone(f *testing.F) {
	for _, s := range []string{"13800000001", "086-0955-7000000", "086-010-65000000-1", "086-0955-7000000-", "086-955-7000000", "086-0955-7000000-1-2", "086-0955-700-0000", "086--0955", "086-0955-7000000x1", "086-01065000000-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, ok := readLandline(s)
		if got, want := CheckPhone(s) == nil, isMobile(s) || ok && l.String() == s; got != want {
			t.Errorf("%q passes: %v, cleaned as it is: %v", s, got, want)
		}
	})
}
