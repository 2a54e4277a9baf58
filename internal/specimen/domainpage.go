package specimen

import (
	"image"
	"image/color"
)

// Screen is what a page is looked at with.
type Screen int

// The screens.
const (
	Desktop Screen = iota // 1920 × 1080
	Phone                 // 1080 × 2340
)

// Colours of the registrar's page.
var (
	pageGround = color.RGBA{242, 244, 248, 255}
	pageWhite  = color.RGBA{255, 255, 255, 255}
	pageNavy   = color.RGBA{26, 34, 52, 255}
	pageGrey   = color.RGBA{98, 106, 120, 255}
	pageRule   = color.RGBA{226, 230, 238, 255}
	pageBlue   = color.RGBA{32, 98, 214, 255}
	pageGreen  = color.RGBA{22, 144, 76, 255}
)

// DomainPage draws a registrar's page that shows the real-name state of a
// domain (域名实名认证截图).
func DomainPage(v Domain, screen Screen) *image.RGBA {
	if screen == Phone {
		return phonePage(v)
	}
	return desktopPage(v)
}

// domainRows are the lines of the page, the state of the verification second.
func domainRows(v Domain) [][2]string {
	return [][2]string{
		{"域名", v.Name},
		{"实名认证状态", "已通过实名认证"},
		{"域名持有者（中文）", v.Holder},
		{"持有者类型", "企业/组织"},
		{"证件类型", v.CertType},
		{"证件号码", v.CertNumber},
		{"联系邮箱", v.Email},
		{"注册日期", v.Registered + " 10:20:30"},
		{"到期日期", v.Expires + " 10:20:30"},
		{"域名注册服务机构", v.Registrar},
		{"DNS 服务器", "ns1.specimen.invalid / ns2.specimen.invalid"},
		{"域名状态", "正常（ok）"},
	}
}

func desktopPage(v Domain) *image.RGBA {
	c := newCanvas(1920, 1080, pageGround)
	c.browserBar(v)
	c.fill(0, 88, 1920, 148, pageNavy)
	text := style{font: hei, size: 20, col: pageWhite}
	c.write(32, 126, text.inFont(heiBold).sized(24), "示例云")
	c.write(120, 125, text.sized(16).in(color.RGBA{255, 190, 90, 255}), "样张 · 演示页面")
	for i, s := range []string{"控制台", "域名", "工单", "费用", "帮助"} {
		c.write(420+float64(i)*110, 125, text, s)
	}
	c.write(1700, 125, text, "账号 样张演示")
	c.sideMenu()

	c.write(280, 196, style{font: hei, size: 18, col: pageGrey}, "域名控制台 / 域名列表 / "+v.Name+" / 实名认证")
	c.write(280, 248, style{font: heiBold, size: 30, col: black}, "域名实名认证信息")
	c.panel(image.Rect(280, 276, 1880, 1040))
	row := style{font: hei, size: 21, col: pageGrey}
	for i, r := range domainRows(v) {
		y := 276 + 60*i
		if i%2 == 1 {
			c.fill(281, y+1, 1879, y+60, color.RGBA{248, 249, 252, 255})
		}
		c.write(320, float64(y)+38, row, r[0])
		c.stateOrText(640, float64(y)+38, row.in(black).inFont(valueFont(i)), i, r[1])
	}
	c.write(320, 1024, row.sized(17), "本页为软件演示用样张，所示域名、单位与号码均为虚构。")
	return c.img
}

// valueFont makes the lines bold that a reviewer looks at.
func valueFont(row int) string {
	switch row {
	case 0, 2, 5:
		return heiBold
	}
	return hei
}

// stateOrText writes a value; the state of the verification as a green badge.
func (c *canvas) stateOrText(x, y float64, s style, row int, text string) {
	if row != 1 {
		c.write(x, y, s, text)
		return
	}
	w := c.width(s, text)
	c.fill(int(x), int(y-s.size*1.15), int(x+w+s.size*1.2), int(y+s.size*0.5), color.RGBA{224, 246, 232, 255})
	c.write(x+s.size*0.6, y, s.in(pageGreen), text)
}

func (c *canvas) browserBar(v Domain) {
	c.fill(0, 0, 1920, 88, color.RGBA{222, 226, 232, 255})
	c.fill(16, 10, 330, 44, color.RGBA{250, 251, 252, 255})
	c.write(34, 33, style{font: hei, size: 17, col: black}, "域名实名认证 - 示例云（样张）")
	c.fill(0, 44, 1920, 88, color.RGBA{250, 251, 252, 255})
	c.fill(120, 51, 1780, 81, color.RGBA{236, 239, 243, 255})
	c.write(140, 73, style{font: hei, size: 17, col: pageGrey}, "https://console.specimen.invalid/domain/"+v.Name+"/verification")
	arrows := style{font: hei, size: 20, col: pageGrey}
	c.write(28, 73, arrows, "←　→")
}

func (c *canvas) sideMenu() {
	c.fill(0, 148, 240, 1080, pageWhite)
	s := style{font: hei, size: 19, col: color.RGBA{60, 66, 78, 255}}
	for i, item := range []string{"概览", "域名列表", "域名注册", "域名转入", "信息模板", "实名认证", "域名安全", "解析设置", "证书下载", "操作日志"} {
		y := 200 + 54*float64(i)
		if item == "实名认证" {
			c.fill(0, int(y)-34, 240, int(y)+20, color.RGBA{232, 240, 254, 255})
			c.fill(0, int(y)-34, 5, int(y)+20, pageBlue)
			c.write(40, y, s.in(pageBlue), item)
			continue
		}
		c.write(40, y, s, item)
	}
}

func (c *canvas) panel(r image.Rectangle) {
	c.fill(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y, pageWhite)
	c.frame(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y, 1, pageRule)
}

func phonePage(v Domain) *image.RGBA {
	c := newCanvas(1080, 2340, pageGround)
	c.fill(0, 0, 1080, 250, pageNavy)
	bar := style{font: heiBold, size: 36, col: pageWhite}
	c.write(64, 70, bar, "10:20")
	c.write(870, 70, bar.sized(30), "5G　86%")
	c.centred(540, 190, bar.sized(48), "域名实名认证")
	c.write(48, 190, bar.sized(52), "‹")
	c.panel(image.Rect(36, 290, 1044, 560))
	c.write(84, 380, style{font: heiBold, size: 54, col: black}, v.Name)
	c.stateOrText(84, 480, style{font: hei, size: 38, col: black}, 1, "已通过实名认证")
	c.write(800, 380, style{font: heiBold, size: 40, col: red}, "样　张")

	c.panel(image.Rect(36, 600, 1044, 2100))
	label := style{font: hei, size: 34, col: pageGrey}
	y := 670.0
	for i, r := range domainRows(v)[2:] {
		c.write(84, y, label, r[0])
		c.paragraph(84, y+56, 920, 54, style{font: valueFont(i + 2), size: 40, col: black}, r[1])
		c.fill(84, int(y)+88, 996, int(y)+90, pageRule)
		y += 142
	}
	c.centred(540, 2180, label.sized(28), "演示用样张，域名、单位与号码均为虚构")
	c.fill(380, 2300, 700, 2308, color.RGBA{40, 44, 52, 255})
	return c.img
}
