package specimen

import (
	"image"
	"image/color"
	"math"
)

// The size of an identity card: ISO/IEC 7810 ID-1 at 600 dpi.
const (
	cardWidth  = 2022
	cardHeight = 1276
	cardRadius = 75 // of the corners, 3.18 mm
	// CardRatio is the width of a card over its height.
	CardRatio = float64(cardWidth) / cardHeight
)

var cardBlue = color.RGBA{44, 96, 152, 255}

// IDFront draws the side of an identity card that shows the holder.
func IDFront(v Person) *image.RGBA {
	c := newCard(color.RGBA{188, 214, 232, 255})
	label := style{font: hei, size: 54, spacing: 6, col: cardBlue}
	value := style{font: hei, size: 64, spacing: 2, col: black}
	field := func(x, y float64, name, text string, s style) {
		c.paragraph(c.write(x, y, label, name)+40, y, 780, s.size*1.38, s, text)
	}
	field(150, 224, "姓　名", v.Name, value.sized(80).spaced(8))
	field(150, 364, "性　别", sexOf(v), value)
	field(560, 364, "民　族", v.Ethnicity, value)
	c.birth(150, 504, label, value, v.Birth)
	field(150, 648, "住　址", v.Address, value.sized(62))
	c.portrait(1608, 210, 1.0, v)
	c.write(150, 1128, label, "公民身份号码")
	c.write(640, 1134, style{font: heiBold, size: 92, spacing: 13, col: black}, v.Number)
	c.write(1716, 150, style{font: heiBold, size: 52, spacing: 6, col: red}, "样张")
	c.roundCorners(cardRadius)
	return c.img
}

// IDBack draws the side of an identity card that shows who issued it.
func IDBack(v Person) *image.RGBA {
	c := newCard(color.RGBA{236, 204, 198, 255})
	c.rosette(330, 320, 178, 9, 4, red, 0.65)
	c.centred(330, 350, style{font: heiBold, size: 92, col: red}, "样张")
	c.centred(1170, 290, style{font: song, size: 124, spacing: 22, bold: 5, col: black}, "示例样张证件")
	c.centred(1170, 560, style{font: song, size: 190, spacing: 44, bold: 8, col: black}, "居民身份证")
	label := style{font: hei, size: 58, spacing: 8, col: black}
	value := style{font: hei, size: 66, spacing: 3, col: black}
	c.write(430, 930, label, "签发机关")
	c.write(800, 930, value, v.Issuer)
	c.write(430, 1096, label, "有效期限")
	c.write(800, 1096, value, v.ValidFrom+"-"+v.ValidTo)
	c.roundCorners(cardRadius)
	return c.img
}

// newCard prints the ground that both sides share.
func newCard(tint color.RGBA) *canvas {
	c := newCanvas(cardWidth, cardHeight, color.RGBA{238, 244, 247, 255})
	c.waves(c.img.Rect, tint, 9, 14, 0.55)
	c.waves(c.img.Rect, color.RGBA{240, 214, 216, 255}, 17, 30, 0.5)
	c.diagonal(cardWidth/2-120, cardHeight/2+140, 0.42, style{font: heiBold, size: 300, spacing: 260, col: cardBlue}, "样张", 0.10)
	return c
}

// roundCorners makes the picture transparent beyond rounded corners.
func (c *canvas) roundCorners(r float64) {
	w, h := c.img.Rect.Dx(), c.img.Rect.Dy()
	for y := range h {
		for x := range w {
			fx, fy := float64(x)+0.5, float64(y)+0.5
			dx, dy := max(r-fx, fx-float64(w)+r, 0), max(r-fy, fy-float64(h)+r, 0)
			if dx == 0 || dy == 0 {
				continue
			}
			a := edge(r - math.Hypot(dx, dy))
			p := c.img.Pix[c.img.PixOffset(x, y):]
			for i := range 4 {
				p[i] = uint8(float64(p[i])*a + 0.5)
			}
		}
	}
}

func sexOf(v Person) string {
	if v.Female {
		return "女"
	}
	return "男"
}

// birth sets the date with its 年月日 in the colour of labels.
func (c *canvas) birth(x, y float64, label, value style, date string) {
	if len(date) != 8 {
		return
	}
	x = c.write(x, y, label, "出　生") + 40
	for i, unit := range []string{"年", "月", "日"} {
		part := [3]string{date[:4], date[4:6], date[6:]}[i]
		if i > 0 && part[0] == '0' {
			part = part[1:]
		}
		x = c.write(x, y, value, part) + 18
		x = c.write(x, y, label, unit) + 26
	}
}
