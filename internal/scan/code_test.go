package scan

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/disintegration/imaging"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/specimen"
	"beiandesk/internal/warp"
)

const licenceCode = "91990000MA00QEQ378"

func TestCreditCode(t *testing.T) {
	for text, want := range map[string]string{
		"https://specimen.invalid/licence?uscc=" + licenceCode:                                                                  licenceCode,
		"http://www.gsxt.gov.cn/index.html?uniscid=" + licenceCode + "&nameid=AABBCC00112233445566778899&regno=990000000000001": licenceCode,
		"http://www.gsxt.gov.cn/index.html?UNISCID=" + strings.ToLower(licenceCode):                                             licenceCode,
		"统一社会信用代码：" + licenceCode + "；名称：样张":                                                                                    licenceCode,
		licenceCode:                         licenceCode,
		"91640500MA76ABC06P " + licenceCode: "", // which of the two?
		"http://specimen.invalid/?uniscid=" + licenceCode + "&x=91640500MA76ABC06P": licenceCode,
		"https://specimen.invalid/licence?uscc=91990000MA00QEQ379":                  "", // wrong check character
		"A" + licenceCode:                       "",
		"":                                      "",
		"样张":                                    "",
		"http://[::bad/?uniscid=" + licenceCode: licenceCode,
	} {
		if got, ok := creditCode(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzCreditCode(f *testing.F) {
	for _, seed := range []string{"", licenceCode, "http://www.gsxt.gov.cn/?uniscid=" + licenceCode, "?uscc&uscc=%zz", "x?uniscid=;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if code, ok := creditCode(text); ok != (code != "") || ok && filing.CheckUSCC(code) != nil {
			t.Errorf("%q: got %q, %t", text, code, ok)
		}
	})
}

// The code is read from a licence any way up, whole or in perspective, also
// where the user says that it lies.
func TestCodeOfALicence(t *testing.T) {
	drawn := specimen.Licence(specimen.Entity{Name: "样张云帆科技有限公司", Code: licenceCode, Registrar: "样张市市场监督管理局"})
	flat := imaging.Resize(drawn, 1600, 0, imaging.Box)
	w, h := float64(flat.Rect.Dx()), float64(flat.Rect.Dy())
	// The inverse of a view: what lies inside these corners is stretched to the
	// picture, so the licence is seen distorted and its far side cut.
	tilted, err := warp.Straighten(flat, warp.Quad{{X: -60, Y: -40}, {X: w + 20, Y: -10}, {X: w + 90, Y: h + 60}, {X: -10, Y: h + 20}}, 1600, 1131)
	if err != nil {
		t.Fatal(err)
	}
	for name, img := range map[string]image.Image{"upright": flat, "sideways": imaging.Rotate90(flat), "upside down": imaging.Rotate180(flat), "tilted": tilted} {
		d := uprightWhole(&source{file: name, img: img})
		text, ok := d.readCode()
		if code, _ := creditCode(text); !ok || code != licenceCode {
			t.Errorf("%s: read %q", name, text)
		}
	}
	byHand := placed(&source{img: flat}, [4][2]float64{{0, 0}, {w, 0}, {w, h}, {0, h}}, provider.FormSheet)
	if text, _ := byHand.readCode(); !strings.HasSuffix(text, licenceCode) {
		t.Errorf("by hand: read %q", text)
	}
}

func TestCodesAreInTheResult(t *testing.T) {
	s := &source{file: "a.png", img: imaging.Resize(specimen.Licence(specimen.Entity{Code: licenceCode}), 1600, 0, imaging.Box)}
	f := fitting{documents: []document{uprightWhole(s), uprightWhole(s), wholeOf(s)}, result: new(Result)}
	f.readCodes()
	if want := []string{licenceCode}; !slices.Equal(f.result.Codes, want) || len(f.result.Steps) != 1 || !strings.Contains(f.result.Steps[0].EN, licenceCode) {
		t.Errorf("codes %v, steps %v", f.result.Codes, f.result.Steps)
	}
}
