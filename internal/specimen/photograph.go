package specimen

import (
	"image"
	"math"
)

// Scene is how a picture of a document is taken. The zero value of every field
// from Dim on is the undisturbed case.
type Scene struct {
	Size image.Point // of the picture, in pixels
	Pose Pose
	Desk Desk
	Seed uint64 // another seed is another piece of desk and another grain

	Dim    float64 // 0 to 1: how much light is missing
	Uneven float64 // 0 to 1: how fast light falls off from its source
	Warm   float64 // 0 to 1: how far towards the light of a bulb
	Shadow float64 // 0 to 1: the photographer's soft shadow over a corner
	Glare  float64 // 0 to 1: a lamp mirrored in the document
	Blur   float64 // pixels by which it is out of focus
	Noise  float64 // standard deviation of the sensor's noise at mid grey, of 255
}

// Corners returns where a document of the given size lies in the picture.
func (s Scene) Corners(doc image.Point) Quad { return s.Pose.corners(doc, s.Size) }

// Photograph returns the picture of a document in a scene. Where the document
// is transparent, as at the corners of a card, the desk shows.
func Photograph(doc *image.RGBA, s Scene) *image.RGBA {
	q := s.Corners(doc.Rect.Size())
	film := newFilm(s.Size)
	film.expose(s, []sheet{newSheet(doc, q)})
	film.blur(max(s.Blur, 0.5))
	return film.develop(s)
}

// expose gathers the light of every pixel.
func (f *film) expose(s Scene, sheets []sheet) {
	g := grain{s.Seed}
	light := newLight(s, sheets[0].corners)
	f.rows(func(y int) {
		for x := range f.size.X {
			px, py := float64(x)+0.5, float64(y)+0.5
			mx, my := sheets[0].millimetres(px, py)
			c := s.Desk.colour(mx, my, g)
			for i := range sheets {
				c = sheets[i].over(c, px, py, s.Desk != lid)
			}
			level, spot := light.at(px, py)
			level *= 1 + 0.025*(g.smooth(mx/70, my/50)-0.5) // paper is never quite flat
			for i, tint := range light.tint {
				f.pix[(y*f.size.X+x)*3+i] = float32(c[i]*level*tint + spot)
			}
		}
	})
}

// light is what falls on the scene.
type light struct {
	scene    Scene
	from     Point // where it is brightest, in parts of the frame
	mirrored Point // where a lamp is mirrored, in pixels
	tint     [3]float64
}

func newLight(s Scene, q Quad) light {
	g := grain{s.Seed + 77}
	return light{
		scene:    s,
		from:     Point{0.25 + 0.5*g.at(1, 0), 0.15 + 0.4*g.at(0, 1)},
		mirrored: Point{0.4*q[0].X + 0.6*q[2].X, 0.6*q[0].Y + 0.4*q[2].Y},
		tint:     [3]float64{1 + 0.08*s.Warm, 1, 1 - 0.20*s.Warm},
	}
}

// at returns how much light falls on a pixel, and what the lamp adds to it.
func (l *light) at(x, y float64) (level, spot float64) {
	s := &l.scene
	fx, fy := x/float64(s.Size.X), y/float64(s.Size.Y)
	level = (1 - s.Dim) * (1 - 0.6*s.Uneven*math.Hypot(fx-l.from.X, fy-l.from.Y))
	level *= 1 - 0.10*s.edgeFall()*(math.Pow(2*fx-1, 2)+math.Pow(2*fy-1, 2))/2
	if s.Shadow > 0 {
		level *= 1 - 0.5*s.Shadow/(1+math.Exp(-(0.9*fx+0.6*fy-1.0)*10))
	}
	if s.Glare > 0 {
		dx, dy := (x-l.mirrored.X)/float64(s.Size.X), 1.6*(y-l.mirrored.Y)/float64(s.Size.X)
		spot = 255 * s.Glare * math.Exp(-(dx*dx+dy*dy)/0.0081)
	}
	return level, spot
}

// edgeFall tells whether the lens darkens the frame's corners: a scanner's
// does not.
func (s *Scene) edgeFall() float64 {
	if s.Desk == lid {
		return 0
	}
	return 1
}
