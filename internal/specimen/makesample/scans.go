package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"

	"beiandesk/internal/specimen"
)

// file is one file of the sample.
type file struct {
	path string
	make func() ([]byte, error)
}

func (f file) named(part string) bool { return strings.Contains(f.path, part) }

// files lists the sample: the workbook, then the scans. The names follow all
// the ways in which scans are matched to filings: a folder named by number,
// entity or credit code, file names that begin with a number, a domain or an
// entity, and files that the workbook names.
func files() []file {
	const (
		yunfanDir  = "scans/样张云帆科技(宁夏)有限公司/"
		jinghuaDir = "scans/扫描/"
	)
	pujiangDir := "scans/" + pujiang.Code + "/"
	return []file{
		{"sample.xlsx", workbook},

		{yunfanDir + "营业执照.jpg", yunfanLicence},
		{yunfanDir + "主体负责人身份证_正面.jpg", yunfanFront},
		{yunfanDir + "主体负责人身份证_反面.jpg", yunfanBack},
		{yunfanDir + "域名实名认证截图.png", screenshot("001", specimen.Desktop)},

		{pujiangDir + "entity-licence.jpg", pujiangLicence},
		{pujiangDir + "主体负责人证件.jpg", pujiangCards},
		{pujiangDir + "网站负责人证件-1.jpg", pujiangSiteFront},
		{pujiangDir + "网站负责人证件-2.jpg", pujiangSiteBack},
		{"scans/yangzhang-pujiang-cloud.com_域名实名认证截图.png", screenshot("002", specimen.Desktop)},
		{"scans/003/域名证书.png", screenshot("003", specimen.Desktop)},
		{"scans/014/domain-cert.png", screenshot("014", specimen.Phone)},

		{"scans/005_营业执照.jpg", nanyueLicence},
		{"scans/005_身份证.jpg", nanyueCards},
		{"scans/005_域名实名认证截图.png", screenshot("005", specimen.Phone)},

		{jinghuaDir + "IMG_0012.jpg", jinghuaCertificate},
		{jinghuaDir + "Scan_0013.jpg", jinghuaCards},
		{jinghuaDir + "Snipaste_0014.png", screenshot("006", specimen.Desktop)},

		{"scans/样张齐鲁制造有限公司_营业执照.jpg", qiluLicence},
		{"scans/样张齐鲁制造有限公司_身份证.jpg", qiluCards},
		{"scans/yangzhang-qilu.cn_域名证书.jpg", qiluScreenshot},
	}
}

// Sizes of pictures in bytes: what phones and scanners deliver, a little less.
const (
	photoBytes = 520_000
	cardBytes  = 300_000
	pageBytes  = 380_000
)

func photo(doc *image.RGBA, s specimen.Scene, limit int, o specimen.Orientation) ([]byte, error) {
	return specimen.JPEGOf(specimen.Photograph(doc, s), limit, o)
}

func yunfanLicence() ([]byte, error) {
	return photo(specimen.Licence(yunfan.Entity), specimen.Scene{Size: image.Pt(3000, 2250), Desk: specimen.Wood, Seed: 11,
		Pose: specimen.Pose{X: -0.005, Y: -0.01, Width: 0.80, Turn: -2.2, Tilt: 11, Lean: -3}, Uneven: 0.22, Noise: 1.6}, photoBytes+100_000, specimen.Normal)
}

func yunfanFront() ([]byte, error) {
	return photo(specimen.IDFront(yunfan.rep.Person), specimen.Scene{Size: image.Pt(2400, 1800), Desk: specimen.Slate, Seed: 12,
		Pose: specimen.Pose{X: 0.01, Y: 0.01, Width: 0.68, Turn: 3.5, Tilt: 9, Lean: 4}, Uneven: 0.28, Noise: 1.8}, cardBytes, specimen.Normal)
}

func yunfanBack() ([]byte, error) {
	return photo(specimen.IDBack(yunfan.rep.Person), specimen.Scene{Size: image.Pt(2400, 1800), Desk: specimen.Slate, Seed: 13,
		Pose: specimen.Pose{X: -0.02, Y: 0.015, Width: 0.66, Turn: -4.5, Tilt: 12, Lean: -3}, Uneven: 0.28, Noise: 1.8}, cardBytes, specimen.Normal)
}

// glass is a scanner a little larger than A4 lying across.
func glass(dpi float64, seed uint64) specimen.Scan {
	return specimen.Scan{Width: 303, Height: 216, DPI: dpi, Noise: 0.8, Seed: seed}
}

func pujiangLicence() ([]byte, error) {
	scan := specimen.FlatScan(glass(200, 21), specimen.Item{Doc: specimen.Licence(pujiang.Entity), X: 151.5, Y: 108, Turn: 0.5})
	return specimen.JPEGOf(scan, photoBytes, specimen.NoExif)
}

// cards scans both sides of a card on one page: a whole A4 page, or what the
// scanner's preview was cropped to.
func cards(p specimen.Person, cropped bool, dpi float64, seed uint64) *image.RGBA {
	page := specimen.A4(dpi)
	if cropped {
		page.Width, page.Height = 104, 134
	}
	page.Noise, page.Seed = 0.7, seed
	return specimen.FlatScan(page,
		specimen.Item{Doc: specimen.IDFront(p), X: page.Width/2 - 1, Y: page.Height/2 - 33, Turn: -1.1},
		specimen.Item{Doc: specimen.IDBack(p), X: page.Width/2 + 1, Y: page.Height/2 + 33, Turn: 0.7})
}

func pujiangCards() ([]byte, error) {
	return specimen.JPEGOf(cards(pujiang.rep.Person, true, 300, 22), pageBytes, specimen.NoExif)
}

func pujiangSiteFront() ([]byte, error) {
	return photo(specimen.IDFront(pujiangSite.Person), specimen.Scene{Size: image.Pt(1800, 2400), Desk: specimen.Cloth, Seed: 23,
		Pose: specimen.Pose{Y: -0.02, Width: 0.64, Turn: 2.5, Tilt: 13, Lean: 3}, Uneven: 0.30, Warm: 0.4, Noise: 1.8}, cardBytes, specimen.TurnRight)
}

func pujiangSiteBack() ([]byte, error) {
	return photo(specimen.IDBack(pujiangSite.Person), specimen.Scene{Size: image.Pt(1800, 2400), Desk: specimen.Cloth, Seed: 24,
		Pose: specimen.Pose{X: -0.01, Y: 0.01, Width: 0.65, Turn: -3, Tilt: 10, Lean: -5}, Uneven: 0.30, Warm: 0.4, Noise: 1.8}, cardBytes, specimen.TurnRight)
}

func nanyueLicence() ([]byte, error) {
	return photo(specimen.Licence(nanyue.Entity), specimen.Scene{Size: image.Pt(2880, 2160), Desk: specimen.Cloth, Seed: 31,
		Pose: specimen.Pose{X: 0.01, Y: 0.005, Width: 0.79, Turn: 1.8, Tilt: 15, Lean: 5}, Uneven: 0.25, Warm: 0.3, Shadow: 0.25, Noise: 1.8},
		photoBytes, specimen.UpsideDown)
}

func nanyueCards() ([]byte, error) {
	return specimen.JPEGOf(cards(nanyue.rep.Person, true, 300, 32), pageBytes, specimen.NoExif)
}

func jinghuaCertificate() ([]byte, error) {
	return photo(specimen.Institution(jinghua.Entity), specimen.Scene{Size: image.Pt(2880, 2160), Desk: specimen.Slate, Seed: 41,
		Pose: specimen.Pose{X: -0.01, Y: 0.01, Width: 0.81, Turn: -1.5, Tilt: 8, Lean: 2}, Uneven: 0.2, Noise: 1.6}, photoBytes, specimen.Normal)
}

func jinghuaCards() ([]byte, error) {
	return specimen.JPEGOf(cards(jinghua.rep.Person, true, 300, 42), pageBytes, specimen.NoExif)
}

// qiluLicence is a grey photocopy, laid sideways on an A4 scanner.
func qiluLicence() ([]byte, error) {
	page := specimen.A4(200)
	page.Noise, page.Seed = 1.5, 61
	scan := specimen.FlatScan(page, specimen.Item{Doc: specimen.Licence(qilu.Entity), X: 105, Y: 148.5, Turn: 90.4})
	copied := image.NewGray(scan.Rect)
	for y := range scan.Rect.Dy() {
		for x := range scan.Rect.Dx() {
			v := int(color.GrayModel.Convert(scan.At(x, y)).(color.Gray).Y)
			copied.SetGray(x, y, color.Gray{Y: uint8(min(max((v-40)*255/190, 12), 250))}) // copiers are harsh
		}
	}
	return specimen.JPEGOf(copied, 300_000, specimen.NoExif)
}

// qiluCards is scanned at a resolution for e-mail, far too small.
func qiluCards() ([]byte, error) {
	return specimen.JPEGOf(cards(qilu.rep.Person, false, 75, 62), 60_000, specimen.NoExif)
}

// qiluScreenshot ends in the middle, as after a broken transfer.
func qiluScreenshot() ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, specimen.DomainPage(entryOf("009").page(), specimen.Phone), &jpeg.Options{Quality: 85}); err != nil {
		return nil, err
	}
	return b.Bytes()[:b.Len()/2], nil
}

func screenshot(number string, screen specimen.Screen) func() ([]byte, error) {
	return func() ([]byte, error) {
		var b bytes.Buffer
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		err := enc.Encode(&b, specimen.DomainPage(entryOf(number).page(), screen))
		return b.Bytes(), err
	}
}
