package pdf

import "fmt"

// piece is a part of a form that is never divided: a line of text, a row of a
// table.
type piece struct {
	space, spaceGrow length // left free above, and how much more may be
	height, grow     length // and how much higher it may become
	keep             bool   // stays on one page with the next piece
	title            bool   // may stand in the head band
	draw             func(p *Page, y, height length)
	table            *table // of a row, which its table draws
	row              int
}

// filler puts pieces on pages.
type filler struct {
	l      *layouter
	bottom length
	y      length
	placed []placed // on the page at hand
	pages  []*Page
}

type placed struct {
	piece
	y length
}

func (f *filler) fill(pieces []piece) error {
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n-1].keep {
			n++
		}
		if err := f.place(pieces[:n]); err != nil {
			return err
		}
		pieces = pieces[n:]
	}
	f.finish(true)
	return nil
}

// place puts pieces that should stay together on the page at hand if there is
// room, else on a new one; there they are divided if they must be.
func (f *filler) place(group []piece) error {
	need := length(0)
	for _, p := range group {
		need += p.space + p.height
	}
	if f.start(group[0])+need > f.bottom && len(f.placed) > 0 {
		if err := f.turn(group[0]); err != nil {
			return err
		}
	}
	for i, p := range group {
		if i > 0 && f.start(p)+p.space+p.height > f.bottom && len(f.placed) > 0 {
			if err := f.turn(p); err != nil {
				return err
			}
		}
		if err := f.put(p); err != nil {
			return err
		}
	}
	return nil
}

// start returns where a piece could begin on the page at hand.
func (f *filler) start(p piece) length {
	if !p.title && f.y < headBand {
		return headBand
	}
	return f.y
}

func (f *filler) put(p piece) error {
	f.y = f.start(p)
	if len(f.placed) > 0 {
		f.y += p.space
	} else {
		p.spaceGrow = 0
	}
	if f.y+p.height > f.bottom {
		return fmt.Errorf("a part of it is higher than a page")
	}
	f.placed = append(f.placed, placed{p, f.y})
	f.y += p.height
	return nil
}

// turn begins a new page for a piece, with the head rows of its table.
func (f *filler) turn(next piece) error {
	f.finish(false)
	if len(f.pages) >= maxPages {
		return fmt.Errorf("longer than %d pages", maxPages)
	}
	f.y = headBand
	if next.table != nil && next.row >= next.table.heads {
		for row := range next.table.heads {
			if err := f.put(next.table.piece(row)); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish draws the page at hand. On the form's last page the room that is left
// goes to what may grow.
func (f *filler) finish(last bool) {
	if last {
		f.grow()
	}
	page := new(Page)
	f.pages = append(f.pages, page)
	for i := 0; i < len(f.placed); {
		p := f.placed[i]
		if p.table == nil {
			p.draw(page, p.y, p.height)
			i++
			continue
		}
		n := i
		for n < len(f.placed) && f.placed[n].table == p.table {
			n++
		}
		p.table.draw(f.l, page, f.placed[i:n])
		i = n
	}
	f.placed = nil
}

func (f *filler) grow() {
	total := length(0)
	for _, p := range f.placed {
		total += p.grow + p.spaceGrow
	}
	room := min(f.bottom-f.y, total)
	if room <= 0 {
		return
	}
	shift := length(0)
	for i := range f.placed {
		p := &f.placed[i]
		shift += p.spaceGrow * room / total
		p.y += shift
		extra := p.grow * room / total
		p.height += extra
		shift += extra
	}
}
