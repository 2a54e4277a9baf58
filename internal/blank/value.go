package blank

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// value is a value as it is written, with the numbers of objects left open:
// refs[i] stands between texts[i] and texts[i+1].
type value struct {
	texts []string
	refs  []int // objects of the file
}

// object is an object of the file; data is nil for all but streams.
type object struct {
	value  value // of a stream: the entries of its dictionary but its length
	stream bool
	data   []byte // as it was packed
}

// valueWriter writes a value.
type valueWriter struct {
	taker *taker
	out   value
	text  strings.Builder
}

// entries writes the entries of a dictionary, without its brackets.
func (t *taker) entries(d types.Dict) (value, error) {
	w := valueWriter{taker: t}
	err := w.entries(d, 0)
	w.out.texts = append(w.out.texts, w.text.String())
	return w.out, err
}

// whole writes any value but a stream.
func (t *taker) whole(o types.Object) (value, error) {
	w := valueWriter{taker: t}
	err := w.write(o, 0)
	w.out.texts = append(w.out.texts, w.text.String())
	return w.out, err
}

func (w *valueWriter) write(o types.Object, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	switch v := o.(type) {
	case types.IndirectRef:
		return w.reference(v)
	case types.Dict:
		w.text.WriteString("<<")
		err := w.entries(v, depth)
		w.text.WriteString(">>")
		return err
	case types.Array:
		w.text.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				w.text.WriteByte(' ')
			}
			if err := w.write(item, depth+1); err != nil {
				return err
			}
		}
		w.text.WriteByte(']')
	case types.Name:
		w.text.WriteString(name(string(v)))
	case types.Float:
		n, _ := number(v)
		w.text.WriteString(strconv.FormatFloat(n, 'f', -1, 64))
	case types.Boolean, types.Integer, types.StringLiteral, types.HexLiteral:
		w.text.WriteString(v.PDFString())
	default: // null, or nothing that could stand within a value
		w.text.WriteString("null")
	}
	return nil
}

// entries writes what stands between the brackets of a dictionary, in the order
// of the keys.
func (w *valueWriter) entries(d types.Dict, depth int) error {
	keys := make([]string, 0, len(d))
	for key := range d {
		if !left[key] {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		w.text.WriteString(name(key) + " ")
		if err := w.write(d[key], depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *valueWriter) reference(ref types.IndirectRef) error {
	n, err := w.taker.object(ref)
	if err != nil {
		return err
	}
	if n < 0 {
		w.text.WriteString("null")
		return nil
	}
	w.out.texts = append(w.out.texts, w.text.String())
	w.out.refs = append(w.out.refs, n)
	w.text.Reset()
	return nil
}

// object takes an object over, once, and returns its number; -1 for one that is
// not there or that leads out of the page.
func (t *taker) object(ref types.IndirectRef) (int, error) {
	source := ref.ObjectNumber.Value()
	if n, ok := t.known[source]; ok {
		return n, nil
	}
	o := t.at(ref)
	if d, ok := o.(types.Dict); o == nil || ok && leads(d) {
		t.known[source] = -1
		return -1, nil
	}
	if len(t.file.objects) >= maxObjects {
		return 0, ErrTooLarge
	}
	n := len(t.file.objects)
	t.known[source] = n
	t.file.objects = append(t.file.objects, object{})
	t.waiting = append(t.waiting, waiting{n, o})
	return n, nil
}
