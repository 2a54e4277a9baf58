package job

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"beiandesk/internal/disk"
)

// explanation collects the pictures after each step of a fitting, as it went in
// the end: a step that was made again takes the place of the first time.
type explanation struct {
	names  []string
	images map[string]image.Image
}

func (e *explanation) take(step string, img image.Image) {
	if e.images == nil {
		e.images = make(map[string]image.Image)
	}
	if _, ok := e.images[step]; !ok {
		e.names = append(e.names, step)
	}
	e.images[step] = img
}

// write writes the pictures into dir, numbered, under names that begin with
// stem: all of them, or none when one may not be written.
func (e *explanation) write(dir, stem string, force bool, sources []string) error {
	outputs := make([]string, len(e.names))
	for i, step := range e.names {
		outputs[i] = filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", stem, i+1, step))
		if err := mayWrite(outputs[i], force, sources); err != nil {
			return err
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	for i, step := range e.names {
		var buf bytes.Buffer
		if err := encoder.Encode(&buf, e.images[step]); err != nil {
			return err
		}
		if err := writeBytes(outputs[i], buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// makePrivateFolder makes a folder that only its owner may enter; one that is
// there stays as it is.
func makePrivateFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return disk.Wrap(dir, err)
	}
	return nil
}

// stemOf is an output's name without folder and ending.
func stemOf(output string) string {
	base := filepath.Base(output)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
