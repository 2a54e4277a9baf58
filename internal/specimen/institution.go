package specimen

import (
	"image"
	"image/color"
)

// Institution draws the certificate of a public institution
// (事业单位法人证书副本), A4 across at 300 dpi.
func Institution(v Entity) *image.RGBA {
	green := color.RGBA{62, 116, 84, 255}
	c := newCanvas(3508, 2480, color.RGBA{250, 251, 244, 255})
	c.certificateGround(color.RGBA{206, 226, 206, 255}, green)
	c.rosette(560, 470, 150, 9, 4, red, 0.55)
	c.centred(560, 498, style{font: heiBold, size: 80, col: red}, "样张")

	c.centred(1990, 470, style{font: song, size: 210, spacing: 44, bold: 6, col: black}, "事业单位法人证书")
	c.centred(1990, 600, style{font: song, size: 76, spacing: 12, bold: 1.5, col: black}, "（副　本）")

	c.institutionTable(v, green)

	c.write(2260, 2010, style{font: song, size: 62, spacing: 10, bold: 1, col: black}, "登记管理机关")
	c.seal(2880, 1990, 226, v.Registrar, "样张专用章", 2)
	c.centred(2880, 2246, style{font: song, size: 60, spacing: 2, bold: 1, col: black}, v.Registered)
	c.write(256, 2250, style{font: hei, size: 38, col: green}, "本证书为样张，仅供软件演示，无法律效力")
	return c.img
}

// institutionTable sets the particulars as ruled rows.
func (c *canvas) institutionTable(v Entity, rule color.RGBA) {
	label := style{font: heiBold, size: 54, col: rule}
	value := style{font: song, size: 58, spacing: 1, bold: 1, col: black}
	y := 700.0
	line := func() { c.fill(256, int(y), 3252, int(y)+3, rule) }
	row := func(x, w float64, name, text string) {
		c.spread(x+30, y+80, 410, label, name)
		c.paragraph(x+490, y+80, w-520, value.size*1.38, value, text)
	}
	rows := []struct {
		height      float64
		left, right [2]string
	}{
		{130, [2]string{"名称", v.Name}, [2]string{}},
		{130, [2]string{"统一社会信用代码", v.Code}, [2]string{"法定代表人", v.LegalRep}},
		{236, [2]string{"宗旨和业务范围", v.Scope}, [2]string{}},
		{130, [2]string{"住所", v.Address}, [2]string{}},
		{130, [2]string{"经费来源", "财政补助、事业收入"}, [2]string{"开办资金", v.Capital}},
		{130, [2]string{"举办单位", v.Sponsor}, [2]string{"有效期", v.Term}},
	}
	for _, r := range rows {
		line()
		if r.right[0] == "" {
			row(256, 2996, r.left[0], r.left[1])
		} else {
			row(256, 1400, r.left[0], r.left[1])
			row(1640, 1612, r.right[0], r.right[1])
		}
		y += r.height
	}
	line()
}
