package scan

import (
	"image"
	"math"
	"net/url"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/qr"
	"beiandesk/internal/warp"
)

// printed is the QR code on a document: its corners in the source, any way up,
// and its size in modules, quiet zone and all.
type printed struct {
	quad          warp.Quad
	across, along float64
}

// moduleSizes are the sizes, in pixels a module, at which a code is cut out of
// the source until it can be read. Measured on 30 generated photos: all 26 whole
// and sharp codes are read, nearly all at the first size, in 3 to 12 ms; a code
// that cannot be read costs 60 ms.
var moduleSizes = [...]float64{4, 6, 9}

// Bounds on a code with its quiet zone: version 40 has 177 modules, and what is
// cut out for an enlarged look has this side at most, in pixels.
const mostModules, mostSide = 210, 900

// noteCode takes note of where a code lies that was seen on the document,
// straightened to w by h pixels and not turned yet.
func (d *document) noteCode(symbol *qr.Symbol, w, h int) {
	if symbol == nil {
		return
	}
	place := symbol.Bounds().Intersect(image.Rect(0, 0, w, h))
	across, along := float64(place.Dx())/symbol.Module, float64(place.Dy())/symbol.Module
	quad, err := d.quad.Part(w, h, place)
	if err != nil || place.Empty() || max(across, along) > mostModules {
		return
	}
	d.code = &printed{quad, across, along}
}

// readCode returns what the QR code on a document says. The code alone is cut
// out of the full source, by one straightening a size.
func (d *document) readCode() (string, bool) {
	if d.code == nil {
		return "", false
	}
	for i, module := range moduleSizes {
		w, h := int(math.Round(d.code.across*module)), int(math.Round(d.code.along*module))
		if i > 0 && max(w, h) > mostSide {
			break
		}
		flat, err := warp.Straighten(d.source.img, d.code.quad, w, h)
		if err != nil {
			return "", false
		}
		if text, ok := qr.Read(lumaOf(flat)); ok {
			return text, true
		}
	}
	return "", false
}

// readCodes keeps the unified social credit codes that the documents' QR codes
// hold. What else they say, which may be personal, is dropped.
func (f *fitting) readCodes() {
	for i := range f.documents {
		text, ok := f.documents[i].readCode()
		if !ok {
			continue
		}
		code, ok := creditCode(text)
		if !ok || slices.Contains(f.result.Codes, code) {
			continue
		}
		f.result.Codes = append(f.result.Codes, code)
		f.step("读出二维码中的统一社会信用代码 %s", "read the unified social credit code %s from the QR code", code)
	}
}

// codeParameters are the names under which addresses in the QR codes of
// licences carry the unified social credit code; uniscid is that of the
// National Enterprise Credit Information Publicity System (gsxt.gov.cn).
var codeParameters = []string{"uniscid", "uscc"}

// creditCode takes the unified social credit code out of a QR code's text: that
// of an address's parameter by name, else the one word that is such a code with
// the right check characters. Two different words are none.
func creditCode(text string) (string, bool) {
	if address, err := url.Parse(strings.TrimSpace(text)); err == nil {
		for name, values := range address.Query() {
			if code := strings.ToUpper(values[0]); slices.Contains(codeParameters, strings.ToLower(name)) && filing.CheckUSCC(code) == nil {
				return code, true
			}
		}
	}
	found := ""
	for _, word := range strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return !('0' <= r && r <= '9' || 'A' <= r && r <= 'Z') }) {
		if filing.CheckUSCC(word) != nil || word == found {
			continue
		}
		if found != "" {
			return "", false
		}
		found = word
	}
	return found, found != ""
}
