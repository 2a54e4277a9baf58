package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"image"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// How many pictures of pages are kept: of the pages looked at last, and small ones.
const (
	keptPages  = 6
	keptThumbs = 96
)

// leaf is one page of the papers of a filing.
type leaf struct {
	paper  filing.Paper // empty for lists
	name   string       // of the paper or list
	number int          // of the page within it, from 1
	of     int          // its pages
	print  string       // tells pages that look different apart
	across bool         // its long side lies
	blank  bool         // printed on the provider's blank, which pictures do not show
	draw   func(width int) *image.Gray
}

// leavesOf lists the pages of papers.
func leavesOf(proofs []job.Proof) (all []leaf) {
	for _, proof := range proofs {
		for i, page := range proof.Pages {
			sum := sha256.Sum256(fmt.Append(nil, page, page.Across))
			all = append(all, leaf{proof.Paper, proof.Name, i + 1, len(proof.Pages), string(sum[:]), page.Across, page.Blank != nil, page.Preview})
		}
	}
	return all
}

// aspect is the height of the page by its width.
func (l leaf) aspect() float32 {
	if l.across {
		return 1 / float32(pageAspect)
	}
	return pageAspect
}

// key names a picture of the page.
func (l leaf) key(width int) string { return fmt.Sprintf("%s %d", l.print, width) }

// request asks for a picture of the page, unless it is kept.
func (l leaf) request(kept *recent, width int, done func(image.Image)) (request, bool) {
	key := l.key(width)
	if got, ok := kept.get(key); ok {
		done(got.(image.Image))
		return request{}, false
	}
	return request{
		load: func(context.Context) (any, error) { return l.draw(width), nil },
		done: func(got any, err error) {
			if err == nil {
				kept.put(key, got)
				done(got.(image.Image))
			}
		}}, true
}

// follow returns the page to show of other papers, where a page was shown: the same
// one of the same paper, else the first.
func follow(before leaf, now []leaf) int {
	for i, l := range now {
		if l.paper == before.paper && l.name == before.name && l.number == before.number {
			return i
		}
	}
	for i, l := range now {
		if l.paper == before.paper && before.paper != "" {
			return i
		}
	}
	return 0
}
