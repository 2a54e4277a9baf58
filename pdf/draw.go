package pdf

import (
	"strings"

	"beiandesk/forms"
)

// set says where and how a line is drawn.
type set struct {
	x, base length
	size    length
	track   length // added after every letter
	whole   bool   // but not within words of an alphabet
	gray    uint8
}

// trackAfter returns what is added after the letter at index i of a line.
func (s set) trackAfter(atoms []atom, i int) length {
	if s.whole && i+1 < len(atoms) && inWord(atoms[i].r) && inWord(atoms[i+1].r) {
		return 0
	}
	return s.track
}

// Strokes of drawn things.
var (
	thin  = mm(0.2)
	thick = mm(0.35)
)

// draw puts a line on the page: letters in runs of one face, boxes, and lines
// under values.
func (l *layouter) draw(p *Page, n line, at set) {
	x := at.x - length(n.lead)*at.size/1000
	run := runDrawer{page: p, at: at}
	under := ruler{page: p, y: at.base + at.size*17/100}
	for i, a := range n.atoms {
		track := at.trackAfter(n.atoms, i)
		advance := length(a.advance) * at.size / 1000
		if i < len(n.atoms)-1 {
			advance += track
		}
		under.step(a.underline, max(x, at.x), x+advance) // not below what hangs out
		switch {
		case a.box != forms.NoBox:
			run.flush()
			drawBox(p, x, at, a.box)
		case a.r == 0:
			run.flush()
		default:
			run.add(a, x, track)
		}
		x += advance
	}
	run.flush()
	under.step(false, 0, 0)
}

// runDrawer gathers letters that one text operation can draw.
type runDrawer struct {
	page *Page
	at   set
	text strings.Builder
	x    length
	like atom // the first letter
	end  bool // the run cannot go on: its last letter is narrower than the font says
	// What is added after the first letter, and so after all but the last; and
	// after the last one so far.
	track, after length
}

func (r *runDrawer) add(a atom, x, track length) {
	if r.text.Len() > 0 && (r.end || r.after != r.track || r.like.face != a.face || r.like.value != a.value) {
		r.flush()
	}
	if r.text.Len() == 0 {
		r.x, r.like, r.end, r.track = x, a, false, track
	}
	r.after = track
	r.text.WriteRune(a.r)
	r.end = a.squeezed
}

func (r *runDrawer) flush() {
	if s := r.text.String(); strings.TrimSpace(s) != "" {
		r.page.Ops = append(r.page.Ops, Op{Kind: OpText, Face: r.like.face, Size: r.at.size, X: r.x, Y: r.at.base,
			Track: r.track, Text: s, Gray: r.at.gray, Value: r.like.value})
	}
	r.text.Reset()
}

// ruler draws lines below stretches of letters.
type ruler struct {
	page       *Page
	y          length
	start, end length
	on         bool
}

func (r *ruler) step(on bool, start, end length) {
	if r.on && !on {
		r.page.Ops = append(r.page.Ops, Op{Kind: OpLine, X: r.start, Y: r.y, X2: r.end, Y2: r.y, Stroke: mm(0.15), Value: true})
	}
	if on && !r.on {
		r.start = start
	}
	r.on, r.end = on, end
}

// drawBox draws a box to tick where the letter □ would stand; fonts draw it
// too large, and none has the ticked one.
func drawBox(p *Page, x length, at set, box forms.Box) {
	side := at.size * 86 / 100
	x += at.size * 10 / 100
	top := at.base - at.size*81/100
	p.rect(x, top, x+side, top+side, mm(0.2))
	if box == forms.Ticked {
		p.line(x+side*18/100, top+side*52/100, x+side*42/100, top+side*78/100, mm(0.4))
		p.line(x+side*42/100, top+side*78/100, x+side*84/100, top+side*20/100, mm(0.4))
	}
}
