package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// sideChoice are the buttons that go from one side of a document to the other
// where both are on one picture, and add or take away the second.
type sideChoice struct {
	cutting          *cutting
	front, back      *button
	another, without *button
}

// newSideChoice makes them; change makes a button of a phrase.
func newSideChoice(c *cutting, change func(key string, do func()) *button) *sideChoice {
	s := &sideChoice{cutting: c}
	s.front = change("corners.front", func() { c.choose(false) })
	s.back = change("corners.back", func() { c.choose(true) })
	s.another = change("corners.another", c.addSide)
	s.without = change("corners.without", c.dropSide)
	return s
}

func (s *sideChoice) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.front, s.back, s.another, s.without}
}

// told shows which side is being worked on.
func (s *sideChoice) told() {
	c := s.cutting
	for _, of := range [...]struct {
		button *button
		shown  bool
		chosen bool
	}{{s.front, c.both(), !c.second}, {s.back, c.both(), c.second}, {s.another, !c.both() && !c.whole, false}, {s.without, c.both(), false}} {
		of.button.Importance = widget.MediumImportance
		if of.chosen {
			of.button.Importance = widget.HighImportance
		}
		if of.shown {
			of.button.Show()
		} else {
			of.button.Hide()
		}
		of.button.Refresh()
	}
}
