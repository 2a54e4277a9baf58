package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// previewRows is how many filings the preview shows.
const previewRows = 4

// previewFields are the fields that the preview shows.
var previewFields = []filing.Field{filing.EntityName, filing.EntityCertNumber, filing.EntityPersonName, filing.EntityPersonMobile,
	filing.SiteName, filing.SiteDomains, filing.SitePersonName, filing.SitePersonMobile}

var previewShares = []float32{64, 0.2, 0.16, 0.09, 0.11, 0.16, 0.16, 0.09, 0.11}

// columnPreview shows the first filings that reading a workbook comes to.
type columnPreview struct {
	desk  *desk
	title *line
	heads []*line
	cells [previewRows][]*line
	view  fyne.CanvasObject
}

func newColumnPreview(d *desk) *columnPreview {
	p := &columnPreview{desk: d, title: newLine("", textSize, true, theme.ColorNameForeground)}
	of := func(size float32, bold bool, colour fyne.ThemeColorName) (lines []*line, row fyne.CanvasObject) {
		objects := make([]fyne.CanvasObject, 0, len(previewShares))
		for range previewShares {
			l := newLine("", size, bold, colour)
			lines, objects = append(lines, l), append(objects, l)
		}
		return lines, newShares(previewShares, columnGap, objects...)
	}
	rows := container.NewVBox()
	var row fyne.CanvasObject
	p.heads, row = of(captionSize, true, colourDim)
	rows.Add(row)
	for i := range p.cells {
		p.cells[i], row = of(labelSize, false, theme.ColorNameForeground)
		rows.Add(row)
	}
	p.heads[0].set(d.say("columns.number"))
	for i, field := range previewFields {
		p.heads[i+1].set(field.Def().Label.In(d.lang))
	}
	p.view = container.NewStack(rectangle(colourSurface, 4), newInset(rows, 8, 4, 8, 4))
	return p
}

// show shows a preview.
func (p *columnPreview) show(got *job.Preview) {
	key := "columns.preview"
	if len(got.Filings) > previewRows {
		key = "columns.preview.first"
	}
	p.title.set(p.desk.say(key, "n", thousands(len(got.Filings)), "first", previewRows))
	for i, cells := range p.cells {
		for j, l := range cells {
			text := ""
			switch {
			case i >= len(got.Filings):
			case j == 0:
				text = got.Filings[i].Key()
			default:
				text = oneLine(got.Filings[i].Text(previewFields[j-1]))
			}
			l.set(text)
		}
	}
}
