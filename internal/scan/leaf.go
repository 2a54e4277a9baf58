package scan

import (
	"context"

	"beiandesk/internal/picture"
	"beiandesk/internal/provider"
)

// Leaf is one page of a file, and how it is cut.
type Leaf struct {
	File string
	Page int // from 1
	Cut  Cut // its corners are in pixels of the page
}

// FitLeaves makes one picture of pages for a slot, one above the other in their
// order; see [Fit]. The cuts of the options are not looked at.
func FitLeaves(ctx context.Context, leaves []Leaf, slot provider.Slot, opt Options) (*Result, error) {
	job := &fitting{ctx: ctx, slot: slot, opt: opt, result: new(Result)}
	for _, leaf := range leaves {
		f, err := picture.Open(leaf.File)
		if err != nil {
			return nil, err
		}
		p, err := f.Page(ctx, leaf.Page-1)
		if err != nil {
			return nil, err
		}
		s := &source{file: leaf.File, format: f.Format, img: p.Image, turned: p.Turned, page: leaf.Page, pages: f.Pages,
			steps: p.Steps, lost: p.Lost, cut: &leaf.Cut}
		job.sources = append(job.sources, s)
		job.took(s)
	}
	return job.fit()
}
