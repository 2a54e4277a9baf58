package blank

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

func newReader(data []byte) io.ReadSeeker { return bytes.NewReader(data) }

// taker takes pages out of a file that pdfcpu read.
type taker struct {
	source *model.XRefTable
	file   *File
	known  map[int]int // objects of the file taken over, by their number in the source
	size   int         // bytes of streams taken over
	// waiting are objects that have a number and are still to be taken over.
	waiting []waiting
}

type waiting struct {
	number int
	object types.Object
}

// inherited is what pages have of the nodes above them (ISO 32000-1, 7.7.3.4).
type inherited struct {
	resources, mediaBox, cropBox types.Object
	rotate                       types.Object
}

func take(source *model.XRefTable) (*File, error) {
	t := &taker{source: source, file: new(File), known: make(map[int]int)}
	if source.Root == nil {
		return nil, ErrNoPages
	}
	catalog := t.dict(*source.Root)
	if err := t.tree(catalog["Pages"], inherited{}, make(map[int]bool), 0); err != nil {
		return nil, err
	}
	if len(t.file.Pages) == 0 {
		return nil, ErrNoPages
	}
	return t.file, nil
}

// tree walks the tree of pages.
func (t *taker) tree(node types.Object, above inherited, seen map[int]bool, depth int) error {
	if ref, ok := node.(types.IndirectRef); ok {
		if seen[ref.ObjectNumber.Value()] {
			return nil
		}
		seen[ref.ObjectNumber.Value()] = true
	}
	dict := t.dict(node)
	if dict == nil || depth > maxDepth {
		return nil
	}
	for key, to := range map[string]*types.Object{"Resources": &above.resources, "MediaBox": &above.mediaBox, "CropBox": &above.cropBox, "Rotate": &above.rotate} {
		if v := t.at(dict[key]); v != nil {
			*to = v
		}
	}
	kids, ok := t.at(dict["Kids"]).(types.Array)
	if !ok {
		return t.page(dict, above)
	}
	for _, kid := range kids {
		if err := t.tree(kid, above, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (t *taker) page(dict types.Dict, above inherited) error {
	if len(t.file.Pages) >= MaxPages {
		return ErrTooLarge
	}
	p := &Page{file: t.file}
	unit := 1.0
	if v, ok := number(t.at(dict["UserUnit"])); ok && v > 0 && v <= 100 {
		unit = v
	}
	p.box = t.visible(above)
	turn, _ := number(t.at(above.rotate))
	p.matrix, p.Width, p.Height = turned(p.box, int(math.Mod(turn, 360)), unit)
	content, err := t.content(dict["Contents"])
	if err != nil {
		return fmt.Errorf("page %d: %w", len(t.file.Pages)+1, err)
	}
	p.content = content
	rest := types.Dict{"Resources": types.Dict{}}
	if above.resources != nil {
		rest["Resources"] = above.resources
	}
	if group := t.at(dict["Group"]); group != nil {
		rest["Group"] = group
	}
	if p.rest, err = t.entries(rest); err != nil {
		return err
	}
	if p.over, err = t.annotations(dict["Annots"]); err != nil {
		return err
	}
	if err := t.drain(); err != nil {
		return err
	}
	t.file.Pages = append(t.file.Pages, p)
	return nil
}

// a4 is taken for a page that does not say how large it is, or cannot be.
var a4 = rectangle{0, 0, 595.276, 841.89}

// visible returns the part of a page that is seen: the crop box within the
// media box.
func (t *taker) visible(in inherited) rectangle {
	media, ok := t.rectangle(in.mediaBox)
	if !ok {
		media = a4
	}
	crop, ok := t.rectangle(in.cropBox)
	if !ok {
		return media
	}
	both := rectangle{max(media.left, crop.left), max(media.bottom, crop.bottom), min(media.right, crop.right), min(media.top, crop.top)}
	if !both.sound() {
		return media
	}
	return both
}

func (r rectangle) sound() bool {
	w, h := r.right-r.left, r.top-r.bottom
	return w >= 1 && h >= 1 && w <= 20000 && h <= 20000 && math.Abs(r.left)+math.Abs(r.bottom) < 1e6
}

// rectangle reads four numbers, two opposite corners in any order.
func (t *taker) rectangle(o types.Object) (rectangle, bool) {
	a, ok := t.at(o).(types.Array)
	if !ok || len(a) != 4 {
		return rectangle{}, false
	}
	var v [4]float64
	for i := range v {
		if v[i], ok = number(t.at(a[i])); !ok {
			return rectangle{}, false
		}
	}
	r := rectangle{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
	return r, r.sound()
}

// turned returns how a box is seen that is turned clockwise by degrees, in
// points of the given unit.
func turned(b rectangle, degrees int, unit float64) (m [6]float64, width, height float64) {
	w, h := (b.right-b.left)*unit, (b.top-b.bottom)*unit
	switch (degrees + 360) % 360 {
	case 90:
		return [6]float64{0, -unit, unit, 0, -b.bottom * unit, b.right * unit}, h, w
	case 180:
		return [6]float64{-unit, 0, 0, -unit, b.right * unit, b.top * unit}, w, h
	case 270:
		return [6]float64{0, unit, -unit, 0, b.top * unit, -b.left * unit}, h, w
	}
	return [6]float64{unit, 0, 0, unit, -b.left * unit, -b.bottom * unit}, w, h
}

// content returns the description of a page, its parts put together.
func (t *taker) content(o types.Object) ([]byte, error) {
	var all bytes.Buffer
	parts := types.Array{o}
	if list, ok := t.at(o).(types.Array); ok {
		parts = list
	}
	for _, part := range parts {
		stream, ok := t.at(part).(types.StreamDict)
		if !ok {
			continue
		}
		if err := stream.DecodeWithLimit(maxDecoded); err != nil {
			return nil, err
		}
		if all.Len()+len(stream.Content) > maxDecoded {
			return nil, ErrTooLarge
		}
		all.Write(stream.Content)
		all.WriteByte('\n')
	}
	return all.Bytes(), nil
}

// drain takes over the objects that wait, and those that they need.
func (t *taker) drain() error {
	for len(t.waiting) > 0 {
		next := t.waiting[0]
		t.waiting = t.waiting[1:]
		stream, ok := next.object.(types.StreamDict)
		if !ok {
			v, err := t.whole(next.object)
			if err != nil {
				return err
			}
			t.file.objects[next.number].value = v
			continue
		}
		if t.size += len(stream.Raw); t.size > MaxBytes {
			return ErrTooLarge
		}
		entries := maps.Clone(stream.Dict)
		for _, key := range []string{"Length", "F", "FFilter", "FDecodeParms", "DL"} { // the length is our own; data outside the file is left out
			delete(entries, key)
		}
		v, err := t.entries(entries)
		if err != nil {
			return err
		}
		o := &t.file.objects[next.number]
		o.value, o.stream, o.data = v, true, stream.Raw
	}
	return nil
}

// at follows references.
func (t *taker) at(o types.Object) types.Object {
	for range maxDepth {
		ref, ok := o.(types.IndirectRef)
		if !ok {
			return o
		}
		next, err := t.source.Dereference(ref)
		if err != nil {
			return nil
		}
		o = next
	}
	return nil
}

func (t *taker) dict(o types.Object) types.Dict {
	d, _ := t.at(o).(types.Dict)
	return d
}

func number(o types.Object) (float64, bool) {
	switch v := o.(type) {
	case types.Integer:
		return float64(v), true
	case types.Float:
		return float64(v), !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0)
	}
	return 0, false
}

var errDeep = errors.New("values are nested too deeply")

// left are entries that lead out of what a page shows: to other pages, to the
// structure of the document, to what describes it.
var left = map[string]bool{"Parent": true, "StructParent": true, "StructParents": true, "Metadata": true, "PieceInfo": true}

// leads reports whether an object belongs to the document and not to a page.
func leads(d types.Dict) bool {
	kind, _ := d["Type"].(types.Name)
	return kind == "Page" || kind == "Pages" || kind == "Catalog"
}

// name writes a name.
func name(s string) string {
	return "/" + types.EncodeName(strings.ReplaceAll(s, "\x00", ""))
}
