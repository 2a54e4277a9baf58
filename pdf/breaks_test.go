package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"beiandesk/forms"
)

// testLayouter measures with the embedded fonts.
func testLayouter(t testing.TB) *layouter {
	t.Helper()
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	form := &forms.Form{Name: "试", Size: 10.5, Leading: 1.3, Margin: 20}
	return &layouter{fonts: set, form: form, density: 100, left: mm(20), width: mm(170)}
}

// broken breaks a text into lines of so many full-width characters, marked
// with | where a word is divided.
func broken(t testing.TB, text string, characters int) (lines []string) {
	t.Helper()
	l := testLayouter(t)
	for _, p := range l.paragraphs(forms.Text{{Text: text}}, textStyle{}) {
		for _, n := range p.lines(1000*characters, 1000*characters) {
			s := runes(n.atoms)
			if n.cut {
				s += "|"
			}
			lines = append(lines, s)
		}
	}
	return lines
}

func runes(atoms []atom) string {
	var b strings.Builder
	for _, a := range atoms {
		if a.r != 0 {
			b.WriteRune(a.r)
		}
	}
	return b.String()
}

func TestLineBreaks(t *testing.T) {
	for _, test := range []struct {
		name       string
		text       string
		characters int
		want       []string
	}{
		{"between characters", "备案信息真实性核验", 4, []string{"备案信息", "真实性核", "验"}},
		{"no comma at a line's start", "备案信息，真实", 4, []string{"备案信", "息，真实"}},
		{"half a comma fits", "备案信息，真实", 5, []string{"备案信息，", "真实"}},
		{"the blank half of a mark may hang out", "备案信。”真实", 4, []string{"备案信。”", "真实"}},
		{"no bracket at a line's end", "备案信（息真实", 4, []string{"备案信", "（息真实"}},
		{"opening bracket hangs out at a line's start", "备案信（息真实性", 4, []string{"备案信", "（息真实", "性"}},
		{"closing bracket", "备案（信）息", 4, []string{"备案", "（信）息"}},
		{"dash stays whole", "备案信——息", 4, []string{"备案", "信——息"}},
		{"ellipsis stays whole", "备案信……息", 4, []string{"备案", "信……息"}},
		{"words stay whole", "域名 example.com 备案", 7, []string{"域名", "example.com", "备案"}},
		{"numbers stay whole", "账号012345678901", 7, []string{"账号", "012345678901"}},
		{"addresses stay whole", "地址52.82.10.20、52.83.20.30", 7, []string{"地址", "52.82.10.20、", "52.83.20.30"}},
		{"a long domain is divided after a dot", "averyveryverylonglabel.example.com", 8, []string{"averyveryverylo|", "nglabel.|", "example.com"}},
		{"mail is divided after a sign", "someone@example.com", 6, []string{"someone@|", "example.|", "com"}},
		{"percent", "占百分之98%", 5, []string{"占百分之", "98%"}},
		{"spaces at breaks are eaten", "备案 信息 真实", 2, []string{"备案", "信息", "真实"}},
		{"full-width spaces too", "备案　信息", 2, []string{"备案", "信息"}},
		{"spaces at the start stay", "　备案信", 3, []string{"　备案", "信"}},
		{"line feeds", "备\n\n案", 4, []string{"备", "", "案"}},
		{"titles", "《管理办法》《安全法》", 6, []string{"《管理办法》", "《安全法》"}},
		{"supplementary plane", "𬭎𫖯𣲗𬍛", 2, []string{"𬭎𫖯", "𣲗𬍛"}},
		{"combining marks stay", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 2, []string{"e\u0301|", "e\u0301|", "e\u0301|", "e\u0301|", "e\u0301|", "e\u0301"}},
		{"one character is wider than the line", "备", 0, []string{"备"}},
	} {
		if diff := cmp.Diff(test.want, broken(t, test.text, test.characters)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// A box to tick stays with its label, and a line to write on may be divided.
func TestBoxesStayWithTheirLabels(t *testing.T) {
	l := testLayouter(t)
	text := forms.Text{{Box: forms.Empty}, {Text: "营业执照 "}, {Box: forms.Empty}, {Text: "身份证 "}, {Box: forms.Empty}, {Text: "护照"}}
	var got []string
	for _, n := range l.paragraphs(text, textStyle{})[0].lines(7000, 7000) {
		got = append(got, runes(n.atoms))
	}
	if diff := cmp.Diff([]string{"□营业执照", "□身份证", "□护照"}, got); diff != "" {
		t.Error(diff)
	}
	blank := l.paragraphs(forms.Text{{Key: "blank", Blank: 10}}, textStyle{})[0]
	if n := len(blank.lines(4000, 4000)); n != 3 {
		t.Errorf("a line of ten characters takes %d lines of four, want 3", n)
	}
}

func TestPunctuationIsSqueezed(t *testing.T) {
	l := testLayouter(t)
	for text, want := range map[string]int{
		"备案": 2000, "（签字）：": 4500, "》《": 1500, "，“": 1500, "（（": 1500, "。”）": 2000,
	} {
		width := l.paragraphs(forms.Text{{Text: text}}, textStyle{})[0].lines(1<<20, 1<<20)[0].width
		if width != want {
			t.Errorf("%s is %d wide, want %d", text, width, want)
		}
	}
}

// FuzzLines breaks any text at any width: no character is lost but spaces at
// breaks, and no line is wider than allowed unless a single character is.
func FuzzLines(f *testing.F) {
	f.Add("网站备案信息真实性核验单（一式两份），example.com。", uint16(4000))
	f.Add("a\xe4\xb8 \u202e\U0001F600 ——……“”", uint16(1))
	f.Fuzz(func(t *testing.T, text string, width uint16) {
		if utf8.RuneCountInString(text) > 2000 {
			t.Skip()
		}
		l := testLayouter(t)
		var got strings.Builder
		for _, p := range l.paragraphs(forms.Text{{Text: text}}, textStyle{}) {
			for _, n := range p.lines(int(width), int(width)) {
				got.WriteString(runes(n.atoms))
				over := n.width - int(width)
				if len(n.atoms) > 1 && over > half {
					t.Errorf("line %q is %d wider than %d", runes(n.atoms), over, width)
				}
			}
		}
		if a, b := withoutSpace(Clean(text)), withoutSpace(got.String()); a != b {
			t.Errorf("lines of %q hold %q", a, b)
		}
	})
}

// withoutSpace leaves out what line breaking may: spaces and line feeds.
func withoutSpace(s string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", "\n", "").Replace(s)
}
