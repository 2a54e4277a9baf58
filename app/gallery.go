package app

import (
	"context"
	"image"

	"golang.org/x/image/draw"
)

// Sides of pictures, in pixels: what a card shows, and what a closer look does.
const (
	cardSide  = 720
	closeSide = 1600
)

// seen is a picture as the window shows it.
type seen struct {
	image         image.Image
	width, height int // pixels of the file, not of the preview
	bytes         int64
}

// request asks for something to be loaded off the window's goroutine.
type request struct {
	load func(ctx context.Context) (any, error)
	done func(any, error) // on the window's goroutine
}

// gallery loads pictures one after another, and forgets the rest of what was
// asked for when something else is. It keeps the last few.
type gallery struct {
	desk *desk
	halt context.CancelFunc
	turn int // of asking; answers to earlier turns are dropped
	kept *recent
}

func newGallery(d *desk) *gallery { return &gallery{desk: d, kept: newRecent(32)} }

// ask loads what was requested, instead of what was requested before.
func (g *gallery) ask(requests []request) {
	g.cancel()
	if len(requests) == 0 {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	g.halt = cancel
	turn := g.turn
	go func() {
		defer cancel()
		for _, r := range requests {
			var got any
			err := guard(func() (err error) {
				got, err = r.load(ctx)
				return err
			})
			if ctx.Err() != nil {
				return
			}
			g.desk.post(func() {
				if g.turn == turn {
					r.done(got, err)
				}
			})
		}
	}()
}

// cancel forgets what was asked for.
func (g *gallery) cancel() {
	g.turn++
	if g.halt != nil {
		g.halt()
		g.halt = nil
	}
}

// stop forgets everything.
func (g *gallery) stop() {
	g.cancel()
	g.kept = newRecent(1)
}

// shrink reduces a picture to a longer side of at most side pixels.
func shrink(src image.Image, side int) image.Image {
	b := src.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= side {
		return src
	}
	w, h := max(1, b.Dx()*side/long), max(1, b.Dy()*side/long)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.BiLinear.Scale(dst, dst.Bounds(), src, b, draw.Src, nil)
	return dst
}

// recent keeps the things used last.
type recent struct {
	most int
	keys []string // the last used at the end
	of   map[string]any
}

func newRecent(most int) *recent { return &recent{most: most, of: make(map[string]any)} }

func (r *recent) get(key string) (any, bool) {
	v, ok := r.of[key]
	if ok {
		r.touch(key)
	}
	return v, ok
}

func (r *recent) put(key string, v any) {
	r.of[key] = v
	r.touch(key)
	for len(r.keys) > r.most {
		delete(r.of, r.keys[0])
		r.keys = r.keys[1:]
	}
}

func (r *recent) touch(key string) {
	for i, k := range r.keys {
		if k == key {
			r.keys = append(r.keys[:i], r.keys[i+1:]...)
			break
		}
	}
	r.keys = append(r.keys, key)
}
