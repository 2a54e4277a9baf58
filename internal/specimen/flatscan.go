package specimen

import "image"

// Item is a document on the glass of a flatbed scanner.
type Item struct {
	Doc  *image.RGBA
	X, Y float64 // its middle, in millimetres from the upper left corner of the glass
	Turn float64 // degrees, clockwise
}

// Scan is the glass and how it is read.
type Scan struct {
	Width, Height float64 // of the glass, in millimetres
	DPI           float64
	Noise         float64 // standard deviation, of 255
	Seed          uint64
}

// A4 is the glass of a scanner for A4 paper, read at the given resolution.
func A4(dpi float64) Scan { return Scan{Width: 210, Height: 297, DPI: dpi, Noise: 1} }

// Size returns the size of the picture in pixels.
func (s Scan) Size() image.Point {
	return image.Pt(int(s.Width/25.4*s.DPI+0.5), int(s.Height/25.4*s.DPI+0.5))
}

// Corners returns where an item lies in the picture.
func (s Scan) Corners(it Item) Quad {
	size := s.Size()
	long := float64(max(size.X, size.Y))
	mm, _ := widthOf(it.Doc.Rect.Size())
	wide := mm / 25.4 * s.DPI
	pose := Pose{X: it.X/s.Width - 0.5, Y: it.Y/s.Height - 0.5, Width: wide / long, Turn: it.Turn}
	return pose.corners(it.Doc.Rect.Size(), size)
}

// FlatScan returns the scan of documents lying on a scanner's glass, under its
// white lid. Without items it is a blank page.
func FlatScan(s Scan, items ...Item) *image.RGBA {
	scene := Scene{Size: s.Size(), Desk: lid, Seed: s.Seed, Noise: s.Noise}
	sheets := make([]sheet, 0, len(items)+1)
	for _, it := range items {
		sheets = append(sheets, newSheet(it.Doc, s.Corners(it)))
	}
	if len(sheets) == 0 {
		blank := image.NewRGBA(image.Rect(0, 0, 4, 4))
		sheets = append(sheets, newSheet(blank, rectangle(4, 4)))
	}
	f := newFilm(scene.Size)
	f.expose(scene, sheets)
	f.blur(0.5)
	return f.develop(scene)
}
