package outline

import (
	"image"
	"slices"

	"beiandesk/internal/raster"
)

// Found is where a document seems to lie.
type Found struct {
	Quad Quad
	// Seen is, for every side (upper, right, lower, left), the share of its
	// length along which the step from document to ground was measured, 0 to 1.
	Seen [4]float64
	// OnFrame says which sides lie on the picture's own edge, so that no step
	// can be seen there.
	OnFrame [4]bool
	// Fill is the share of the quadrilateral that the even patch fills, 0 to 1.
	Fill float64
	// Score orders what was found and says how sure it is, 0 to 1.
	Score float64
}

const (
	workSide    = 600  // long side of the small copy, pixels
	closing     = 7    // radius of the closing on it: print of up to 15 pixels vanishes
	leastShare  = 0.04 // of the picture that a document covers
	leastPatch  = 0.01 // of the picture that an even patch covers: it may be a margin around print
	leastFill   = 0.86 // of its quadrilateral that a document's patch covers
	leastSide   = 0.12 // of the frame's short side that a document's side has
	flattest    = 0.42 // sine of a corner's least angle, 25 degrees
	mostOutside = 0.12 // of the long side that a corner may lie outside of the frame
	mostRefined = 6    // candidates whose sides are measured closely
	leastScore  = 0.3  // below it nothing speaks for a document
)

// levels are the strengths of edges, in grey levels, that part patches.
var levels = []uint8{3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 52, 65}

// Find returns the documents in a picture, the likeliest first; they do not
// overlap. Nothing is found in a picture that a document fills to its edges, or
// in which no even patch has the shape of one.
func Find(img image.Image) []Found {
	small, scale := raster.Reduce(img, workSide)
	smooth := small.Blurred()
	closed := smooth.Closed(closing).Blurred()
	candidates := search(closed)
	candidates = append(candidates, search(smooth)...)
	for i := range candidates {
		candidates[i].Quad = candidates[i].Quad.Scaled(1 / scale)
	}
	m := newMeasure(img, smooth, closed, 1/scale)
	for i := range candidates {
		m.refine(&candidates[i], fewStations)
	}
	candidates = best(candidates, mostRefined)
	for i := range candidates {
		m.refine(&candidates[i], stations)
	}
	candidates = slices.DeleteFunc(candidates, func(f Found) bool { return f.Score < leastScore })
	preferOuter(candidates)
	slices.SortStableFunc(candidates, func(a, b Found) int { return sign(b.Score - a.Score) })
	return distinct(candidates, 0.02)
}

// best returns the candidates with the highest scores, each document once.
func best(found []Found, most int) []Found {
	slices.SortStableFunc(found, func(a, b Found) int { return sign(b.Score - a.Score) })
	found = distinct(found, 0.985)
	return found[:min(len(found), most)]
}

// preferOuter puts a document before what is printed along its edges: of two
// candidates one of which lies within the other and fills most of it, the outer
// one is meant when its own sides can be seen.
func preferOuter(found []Found) {
	const mostOf, surely = 0.75, 0.65
	for i := range found {
		outer := &found[i]
		if outer.Score < surely || slices.Contains(outer.OnFrame[:], true) || slices.Min(outer.Seen[:]) < 0.3 {
			continue
		}
		for _, inner := range found {
			share := inner.Quad.Area() / outer.Quad.Area()
			if share > mostOf && share < 0.97 && inner.Score > outer.Score && Overlap(inner.Quad, outer.Quad) > 0.98*share {
				outer.Score = inner.Score + 0.001
			}
		}
	}
}

// search looks for patches that fill a quadrilateral, at every level.
func search(r *raster.Raster) (found []Found) {
	edge := r.Edges()
	var p parts
	least := int(leastPatch * float64(len(edge)))
	for _, level := range levels {
		for _, patch := range p.regions(edge, r.W, r.H, level, least) {
			if f, ok := candidateOf(r, &patch); ok {
				found = append(found, f)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { return sign(b.Fill - a.Fill) })
	return distinct(found, 0.96)
}

// candidate fits a quadrilateral to a patch.
func candidateOf(r *raster.Raster, patch *region) (Found, bool) {
	q, ok := quadAround(patch.hull())
	if !ok || !q.convex(flattest) {
		return Found{}, false
	}
	area := q.Area()
	f := Found{Quad: q, Fill: float64(patch.filled(r.W, int(leastFill*area))) / area}
	if f.Fill < leastFill || area < leastShare*float64(r.W*r.H) {
		return f, false
	}
	short := leastSide * float64(min(r.W, r.H))
	room := mostOutside * float64(max(r.W, r.H))
	for i := range q {
		a, b := q.side(i)
		if a.distance(b) < short || a.X < -room || a.Y < -room || a.X > float64(r.W)+room || a.Y > float64(r.H)+room {
			return f, false
		}
	}
	// The patch ends where the edge begins to rise, about two pixels inside.
	f.Quad = q.grown(edgeWidth, float64(r.W), float64(r.H))
	f.OnFrame = q.onFrame(float64(r.W), float64(r.H), 3)
	return f, !(f.OnFrame[0] && f.OnFrame[1] && f.OnFrame[2] && f.OnFrame[3])
}

// edgeWidth is how far inside of an edge a patch ends, pixels of the small copy.
const edgeWidth = 2

// onFrame says which sides lie within near pixels of the frame of w by h.
func (q Quad) onFrame(w, h, near float64) (on [4]bool) {
	for i := range q {
		a, b := q.side(i)
		on[i] = max(a.X, b.X) < near || max(a.Y, b.Y) < near || min(a.X, b.X) > w-near || min(a.Y, b.Y) > h-near
	}
	return on
}

// grown moves every side outwards by d pixels, save those on the frame.
func (q Quad) grown(d, w, h float64) Quad {
	on := q.onFrame(w, h, 3)
	var lines [4]line
	for i := range q {
		a, b := q.side(i)
		lines[i] = lineThrough(a, b)
		if !on[i] {
			lines[i].offset -= d // the normal points inwards
		}
	}
	return cornersOf(lines, q)
}

// cornersOf returns where four lines meet, or the corners of or when they do
// not.
func cornersOf(lines [4]line, or Quad) (q Quad) {
	for i := range q {
		p, ok := lines[(i+3)%4].meet(lines[i])
		if !ok {
			return or
		}
		q[i] = p
	}
	return q
}

// distinct drops what overlaps something before it by more than a share.
func distinct(found []Found, most float64) []Found {
	var kept []Found
	for _, f := range found {
		if !slices.ContainsFunc(kept, func(k Found) bool { return Overlap(k.Quad, f.Quad) > most }) {
			kept = append(kept, f)
		}
	}
	return kept
}
