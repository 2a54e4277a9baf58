package job

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
	"beiandesk/internal/sheet"
)

// Among the scans of a filing, a picture in the workbook has a name in the place
// of a file's path, see [sheet.Picture]; its bytes are read from the workbook
// each time they are wanted.

// FileLabel is how a user's file is named where there is little room: by its
// name, or 样张.xlsx 主体!F2 中的图片.
func FileLabel(file string, lang filing.Lang) string {
	if p, ok := sheet.PictureNamed(file); ok {
		return p.Label(lang)
	}
	return filepath.Base(file)
}

// stored reads the picture that a name stands for, nil for a path. Errors are a
// [*scan.Error], or ctx's. It may be called beside a stage.
func (b *Batch) stored(ctx context.Context, name string) (*scan.Stored, error) {
	p, ok := sheet.PictureNamed(name)
	if !ok {
		return nil, nil
	}
	data, err := p.Read(ctx, b.sealed.Load())
	var why *sheet.Error
	switch {
	case errors.As(err, &why):
		return nil, &scan.Error{File: name, Why: why.Why, Remedy: why.Remedy, Err: err}
	case err != nil:
		return nil, err
	}
	return &scan.Stored{Data: data, Crop: p.Crop}, nil
}

// supersede puts a file in the place of the pictures that the workbook holds for
// a slot, and says so: a file beside the workbook is what its user took more care
// with, and the way to replace a picture that will not do.
func supersede(f *filing.Filing, slot filing.Slot, files, pictures []string) {
	field := filing.ScanField(slot)
	f.Noticed = slices.DeleteFunc(f.Noticed, func(n filing.Finding) bool { return n.Slot == slot && isPictureRule(n.Rule) })
	f.Scans[slot] = files
	if len(pictures) == 0 || len(files) == 0 {
		return
	}
	p, _ := sheet.PictureNamed(pictures[0])
	finding := atPicture(filing.Finding{Rule: "picture-superseded", Args: filing.Args{"file": filepath.Base(files[0]), "picture": p.Cell.String()}}.At(f, field), pictures[0])
	finding.Slot = slot
	f.Noticed = append(f.Noticed, finding)
}

// atPicture puts a finding at the cell of the picture that a file is, if it is one.
func atPicture(f filing.Finding, file string) filing.Finding {
	if p, ok := sheet.PictureNamed(file); ok {
		f.Place, f.Cell = p.Cell, p.Cell.String()
	}
	return f
}

func isPictureRule(rule string) bool { return rule == "cell-picture" || rule == "picture-row-doubtful" }

// hasPictures reports whether any filing has a picture of the workbook.
func hasPictures(filings []*filing.Filing) bool {
	return slices.ContainsFunc(filings, func(f *filing.Filing) bool {
		for _, files := range f.Scans {
			for _, file := range files {
				if _, ok := sheet.PictureNamed(file); ok {
					return true
				}
			}
		}
		return false
	})
}
