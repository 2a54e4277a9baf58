package blank

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// stamp is what an annotation draws, such as the frame of a field that can be
// filled in.
type stamp struct {
	object int        // of the file, a form XObject
	matrix [6]float64 // takes what it draws to its place on the page
}

// The flags of annotations that are not seen (ISO 32000-1, 12.5.3).
const hidden, noView = 1 << 1, 1 << 5

// maxStamps bounds what is drawn over a page.
const maxStamps = 2000

// annotations returns the appearances of a page's annotations, links and notes
// left out.
func (t *taker) annotations(o types.Object) ([]stamp, error) {
	list, _ := t.at(o).(types.Array)
	var all []stamp
	for _, item := range list {
		d := t.dict(item)
		kind, _ := t.at(d["Subtype"]).(types.Name)
		flags, _ := number(t.at(d["F"]))
		if d == nil || kind == "Link" || kind == "Popup" || kind == "Text" || int(flags)&(hidden|noView) != 0 || len(all) >= maxStamps {
			continue
		}
		s, ok, err := t.stamp(d)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, s)
		}
	}
	return all, nil
}

// stamp finds the appearance of an annotation and its place (12.5.5).
func (t *taker) stamp(d types.Dict) (stamp, bool, error) {
	look := t.dict(d["AP"])["N"]
	if states, ok := t.at(look).(types.Dict); ok {
		state, _ := t.at(d["AS"]).(types.Name)
		look = states[string(state)]
	}
	ref, isRef := look.(types.IndirectRef)
	stream, isStream := t.at(look).(types.StreamDict)
	to, placed := t.rectangle(d["Rect"])
	box, boxed := t.rectangle(stream.Dict["BBox"])
	if !isRef || !isStream || !placed || !boxed {
		return stamp{}, false, nil
	}
	m := [6]float64{1, 0, 0, 1, 0, 0}
	if list, ok := t.at(stream.Dict["Matrix"]).(types.Array); ok && len(list) == 6 {
		for i := range m {
			m[i], _ = number(t.at(list[i]))
		}
	}
	from := box.through(m)
	if !from.sound() {
		return stamp{}, false, nil
	}
	n, err := t.object(ref)
	if err != nil || n < 0 {
		return stamp{}, false, err
	}
	x, y := (to.right-to.left)/(from.right-from.left), (to.top-to.bottom)/(from.top-from.bottom)
	return stamp{n, [6]float64{x, 0, 0, y, to.left - from.left*x, to.bottom - from.bottom*y}}, true, nil
}

// through returns the upright box around a box that a matrix took elsewhere.
func (r rectangle) through(m [6]float64) rectangle {
	var out rectangle
	for i, c := range [][2]float64{{r.left, r.bottom}, {r.right, r.bottom}, {r.left, r.top}, {r.right, r.top}} {
		x, y := m[0]*c[0]+m[2]*c[1]+m[4], m[1]*c[0]+m[3]*c[1]+m[5]
		if i == 0 {
			out = rectangle{x, y, x, y}
		}
		out = rectangle{min(out.left, x), min(out.bottom, y), max(out.right, x), max(out.top, y)}
	}
	return out
}
