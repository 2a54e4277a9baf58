package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/google/go-cmp/cmp"
)

// A line is as wide as its characters: the fonts have no kerning.
func TestRulerAgreesWithTheToolkit(t *testing.T) {
	newBench(t, &fakeEngine{})
	for _, text := range []string{"样张云帆科技（宁夏）有限公司", "yangzhang-yunfan.example.cn", "AV 12.5 To，“引号”", ""} {
		want := fyne.MeasureText(text, textSize, fyne.TextStyle{}).Width
		if got := rulerFor(textSize, false).width(text); got < want-1 || got > want+1 {
			t.Errorf("%q is %v wide, the toolkit says %v", text, got, want)
		}
	}
}

func TestCutKeepsWithinTheWidth(t *testing.T) {
	newBench(t, &fakeEngine{})
	r := rulerFor(textSize, false)
	for _, text := range []string{"样张云帆科技（宁夏）有限公司", "/home/某人/备案/2026/工作簿.xlsx", "x"} {
		for width := float32(20); width < 300; width += 7 {
			for name, cut := range map[string]string{"end": r.cut(text, width), "middle": r.cutMiddle(text, width)} {
				if got := r.width(cut); got > width {
					t.Errorf("%s: %q is %v wide, allowed %v", name, cut, got, width)
				}
				if cut != text && !strings.ContainsRune(cut, ellipsis) {
					t.Errorf("%s: %q became %q without an ellipsis", name, text, cut)
				}
			}
		}
	}
	if got := r.cutMiddle("/home/某人/备案/工作簿.xlsx", 120); !strings.HasSuffix(got, ".xlsx") {
		t.Errorf("%q lost the end of the path", got)
	}
}

func TestLinesBreakByTheRulesOfChinese(t *testing.T) {
	newBench(t, &fakeEngine{})
	r := rulerFor(textSize, false)
	han := r.width("国")
	for _, c := range []struct {
		text  string
		width float32
		want  []string
	}{
		{"网站名称含有国家", 4*han + 1, []string{"网站名称", "含有国家"}},
		{"网站名称，含有", 4*han + 1, []string{"网站名", "称，含有"}},
		{"网站名（称）含有", 4*han + 1, []string{"网站名", "（称）含", "有"}},
		{"一\n二", 4*han + 1, []string{"一", "二"}},
		{"请填 example", 5*han + 1, []string{"请填", "example"}},
		{"", 100, []string{""}},
	} {
		if diff := cmp.Diff(c.want, r.lines(c.text, c.width)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
	long := strings.Repeat("a", 200)
	if got := strings.Join(r.lines(long, 100), ""); got != long {
		t.Errorf("a long word lost letters: %d of 200 are left", len(got))
	}
}

func TestLinesAlwaysEnd(t *testing.T) {
	newBench(t, &fakeEngine{})
	r := rulerFor(textSize, false)
	for _, text := range []string{"，，，，", "（（（（", "备 案 台", strings.Repeat("备，", 30)} {
		for _, width := range []float32{0, 1, 15, 40} {
			joined := strings.ReplaceAll(strings.Join(r.lines(text, width), ""), " ", "")
			if want := strings.ReplaceAll(text, " ", ""); joined != want {
				t.Errorf("%q at %v became %q", text, width, joined)
			}
		}
	}
}
