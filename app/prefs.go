package app

import (
	"fyne.io/fyne/v2"

	"beiandesk/internal/filing"
)

// prefs are the user's tastes, kept between runs. Nothing of a filing is among
// them, and nothing is lost with them.
type prefs struct{ fyne.Preferences }

// Keys of the preferences.
const (
	prefLang       = "language"
	prefAppearance = "appearance"
	prefWidth      = "window.width"
	prefHeight     = "window.height"
	prefSplit      = "window.split"
	prefWorkbook   = "last.workbook"
	prefScans      = "last.scans"
	prefOutput     = "last.output"
	prefCollect    = "last.collect"
	prefProfile    = "profile"
	prefForms      = "forms"
	prefPrinter    = "print.printer"
	prefViewer     = "print.viewer" // papers are opened in another program
	prefDuplex     = "print.duplex"
)

func (p prefs) lang() filing.Lang {
	return filing.Lang(p.StringWithFallback(prefLang, string(filing.ZH)))
}

func (p prefs) appearance() Appearance {
	return Appearance(p.StringWithFallback(prefAppearance, string(Light)))
}

// Sizes of the window, in the toolkit's units.
const (
	firstWidth, firstHeight       float64 = 1240, 760
	smallestWidth, smallestHeight float64 = 800, 500
	firstSplit                    float64 = 0.59
)

func (p prefs) windowSize() fyne.Size {
	return fyne.NewSize(
		float32(max(smallestWidth, p.FloatWithFallback(prefWidth, firstWidth))),
		float32(max(smallestHeight, p.FloatWithFallback(prefHeight, firstHeight))))
}

// changed sets a value and writes it only when it differs.
func (p prefs) changed(key, value string) {
	if p.String(key) != value {
		p.SetString(key, value)
	}
}
