package specimen

import (
	"image"
	"image/color"

	"rsc.io/qr"
)

// Colours that the documents share.
var (
	black = color.RGBA{28, 26, 30, 255}
	gold  = color.RGBA{176, 128, 46, 255}
	brown = color.RGBA{120, 70, 20, 255}
	red   = color.RGBA{196, 44, 40, 255}
)

// Licence draws a business licence (营业执照副本), A4 across at 300 dpi. Its QR
// code holds an address on the reserved domain .invalid that ends in the code.
func Licence(v Entity) *image.RGBA {
	c := newCanvas(3508, 2480, color.RGBA{253, 251, 244, 255})
	c.certificateGround(color.RGBA{243, 220, 192, 255}, gold)
	c.rosette(1754, 352, 140, 7, 3, red, 0.55)
	c.centred(1754, 378, style{font: heiBold, size: 78, col: red}, "样张")

	c.centred(1754, 745, style{font: song, size: 300, spacing: 64, bold: 9, col: black}, "营业执照")
	c.centred(1754, 872, style{font: song, size: 82, spacing: 14, bold: 1.5, col: black}, "（副　本）")

	c.write(256, 384, style{font: hei, size: 56, spacing: 3, col: black}, "统一社会信用代码")
	c.write(256, 474, style{font: heiBold, size: 66, spacing: 2, col: black}, v.Code)
	c.write(256, 556, style{font: hei, size: 42, col: black}, "（1/1）")

	c.licenceQR(image.Rect(2620, 292, 2960, 632), v.Code)
	c.paragraph(2990, 336, 288, 56, style{font: hei, size: 38, col: black}, "扫描二维码了解更多登记、备案、许可、监管信息（样张，不可查询）")

	c.licenceRows(v)

	c.write(2480, 1830, style{font: song, size: 70, spacing: 22, bold: 1, col: black}, "登记机关")
	c.seal(2910, 1900, 236, v.Registrar, "样张专用章", 1)
	c.centred(2910, 2196, style{font: song, size: 66, spacing: 4, bold: 1, col: black}, v.Registered)

	foot := style{font: hei, size: 36, col: brown}
	c.write(256, 2268, foot, "市场主体应当于每年1月1日至6月30日通过公示系统报送公示年度报告。")
	end := "样张监制 · 仅供演示，无法律效力"
	c.write(3252-c.width(foot, end), 2268, foot, end)
	return c.img
}

// certificateGround prints what lies under a certificate: waves, the pale word
// 样张 and a border of braids between frames.
func (c *canvas) certificateGround(ground, border color.RGBA) {
	page := c.img.Rect
	c.waves(page.Inset(150), ground, 13, 9, 0.55)
	mid := page.Max.Div(2)
	c.diagonal(float64(mid.X), float64(mid.Y)+230, 0.46, style{font: heiBold, size: 560, spacing: 420, col: border}, "样张", 0.13)
	for _, f := range [][2]int{{92, 10}, {114, 4}, {176, 4}, {190, 2}} {
		inset, t := f[0], f[1]
		c.frame(inset, inset, page.Max.X-inset, page.Max.Y-inset, t, border)
	}
	c.braid(page.Inset(118), page.Inset(176), border, 5, 176, 0.85)
}

// licenceRows sets the particulars in the licence's two columns.
func (c *canvas) licenceRows(v Entity) {
	value := style{font: song, size: 60, spacing: 1, bold: 1, col: black}
	row := func(x, y, w float64, name, text string, s style) float64 {
		c.spread(x, y, 340, style{font: heiBold, size: 58, col: brown}, name)
		return c.paragraph(x+400, y, w-400, s.size*1.42, s, text) + 30
	}
	y := row(256, 1030, 1740, "名称", v.Name, value)
	y = row(256, y, 1740, "类型", v.Kind, value)
	y = row(256, y, 1740, "法定代表人", v.LegalRep, value)
	row(256, y, 1740, "经营范围", v.Scope, value.sized(46))

	y = row(2110, 1030, 1150, "注册资本", v.Capital, value)
	y = row(2110, y, 1150, "成立日期", v.Founded, value)
	y = row(2110, y, 1150, "营业期限", v.Term, value)
	row(2110, y, 1150, "住所", v.Address, value)
}

// licenceQR prints the code that a licence carries.
func (c *canvas) licenceQR(r image.Rectangle, code string) {
	q, err := qr.Encode("https://specimen.invalid/licence?uscc="+code, qr.M)
	if err != nil {
		return // longer than any QR code holds: no caller's code is
	}
	c.fill(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y, color.RGBA{255, 255, 255, 255})
	const quiet = 2 // modules of margin
	n := q.Size + 2*quiet
	for y := range r.Dy() {
		for x := range r.Dx() {
			if q.Black(x*n/r.Dx()-quiet, y*n/r.Dy()-quiet) {
				c.img.SetRGBA(r.Min.X+x, r.Min.Y+y, color.RGBA{20, 20, 22, 255})
			}
		}
	}
}
