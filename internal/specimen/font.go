package specimen

import (
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"beiandesk/assets"
)

// The embedded fonts.
const (
	song    = "song-regular.ttf"
	hei     = "hei-regular.ttf"
	heiBold = "hei-bold.ttf"
)

type faceKey struct {
	file string
	size float64
}

// parsed holds the embedded fonts, each parsed when it is first needed.
var parsed = map[string]func() *opentype.Font{
	song:    sync.OnceValue(func() *opentype.Font { return mustParse(song) }),
	hei:     sync.OnceValue(func() *opentype.Font { return mustParse(hei) }),
	heiBold: sync.OnceValue(func() *opentype.Font { return mustParse(heiBold) }),
}

// mustParse panics when an embedded font is missing or damaged: a fault of the
// build, which the tests find.
func mustParse(file string) *opentype.Font {
	data, err := assets.FS.ReadFile("fonts/" + file)
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err))
	}
	f, err := opentype.Parse(data)
	if err != nil {
		panic(fmt.Sprintf("embedded font %s: %v", file, err))
	}
	return f
}

func (c *canvas) faceOf(key faceKey) font.Face {
	if f, ok := c.faces[key]; ok {
		return f
	}
	f, err := opentype.NewFace(parsed[key.file](), &opentype.FaceOptions{Size: key.size, DPI: 72})
	if err != nil {
		panic(fmt.Sprintf("embedded font %s: %v", key.file, err))
	}
	c.faces[key] = f
	return f
}
