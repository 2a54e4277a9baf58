package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// Appearance is how the window is coloured.
type Appearance string

// The appearances.
const (
	FollowSystem Appearance = "system"
	Light        Appearance = "light"
	Dark         Appearance = "dark"
)

// Colours of our own, beside those of the toolkit.
const (
	colourSurface fyne.ThemeColorName = "surface" // behind the table and cards
	colourDim     fyne.ThemeColorName = "dim"     // second in rank: labels, units, places
	colourBlock   fyne.ThemeColorName = "block"
	colourWarn    fyne.ThemeColorName = "warn"
	colourNote    fyne.ThemeColorName = "note"
	colourReady   fyne.ThemeColorName = "ready"
	colourBlockBg fyne.ThemeColorName = "blockBackground"
	colourWarnBg  fyne.ThemeColorName = "warnBackground"
	colourNoteBg  fyne.ThemeColorName = "noteBackground"
	colourReadyBg fyne.ThemeColorName = "readyBackground"
)

// look is the window's theme: the embedded fonts, so that Chinese shows and is
// bold where it should be on any system, and calm colours.
type look struct {
	fyne.Theme
	appearance    Appearance
	regular, bold fyne.Resource
}

func newLook(appearance Appearance) *look {
	return &look{
		Theme:      theme.DefaultTheme(),
		appearance: appearance,
		regular:    windowFont("fonts/hei-regular.ttf"),
		bold:       windowFont("fonts/hei-bold.ttf"),
	}
}

// embedded returns an embedded file for the toolkit; one that is missing is a
// fault of the build.
func embedded(name string) fyne.Resource {
	data, err := assets.FS.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return fyne.NewStaticResource(name, data)
}

// Font returns our font for everything but symbols. The numbers and names in a
// filing hold rare characters; those that are not in it come from the system.
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return l.Theme.Font(style)
	case style.Bold:
		return l.bold
	}
	return l.regular
}

// Size returns the sizes of a dense table program.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return textSize
	case theme.SizeNameCaptionText:
		return captionSize
	case theme.SizeNameSubHeadingText:
		return headingSize
	case theme.SizeNameHeadingText:
		return titleSize
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameInlineIcon:
		return 18
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	}
	return l.Theme.Size(name)
}

// Sizes of text. Lines are one and a half times as high, see leading.
const (
	captionSize float32 = 12
	labelSize   float32 = 13
	textSize    float32 = 14
	headingSize float32 = 17
	titleSize   float32 = 26
)

// Color returns the colour of a name in the appearance chosen.
func (l *look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch l.appearance {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	palette := lightPalette
	if variant == theme.VariantDark {
		palette = darkPalette
	}
	if rgba, ok := palette[name]; ok {
		return rgb(rgba)
	}
	return l.Theme.Color(name, variant)
}

// rgb reads 0xRRGGBBAA.
func rgb(rgba uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgba >> 24), G: uint8(rgba >> 16), B: uint8(rgba >> 8), A: uint8(rgba)}
}

var lightPalette = map[fyne.ThemeColorName]uint32{
	theme.ColorNameBackground:          0xf3f5f8ff,
	theme.ColorNameForeground:          0x1b2430ff,
	theme.ColorNamePlaceHolder:         0x7a8699ff,
	theme.ColorNameDisabled:            0xa7b0bdff,
	theme.ColorNameDisabledButton:      0xe9edf2ff,
	theme.ColorNameButton:              0xe4e9f0ff,
	theme.ColorNameInputBackground:     0xffffffff,
	theme.ColorNameInputBorder:         0xc6ced9ff,
	theme.ColorNameMenuBackground:      0xffffffff,
	theme.ColorNameOverlayBackground:   0xffffffff,
	theme.ColorNameHeaderBackground:    0xe9edf3ff,
	theme.ColorNameSeparator:           0xdfe4ebff,
	theme.ColorNameHover:               0x1b243010,
	theme.ColorNamePressed:             0x1b243020,
	theme.ColorNamePrimary:             0x1f5fbfff,
	theme.ColorNameHyperlink:           0x1f5fbfff,
	theme.ColorNameFocus:               0x1f5fbf40,
	theme.ColorNameSelection:           0x1f5fbf26,
	theme.ColorNameForegroundOnPrimary: 0xffffffff,
	theme.ColorNameError:               0xc0322bff,
	theme.ColorNameScrollBar:           0x1b243055,
	theme.ColorNameShadow:              0x1b243026,
	colourSurface:                      0xffffffff,
	colourDim:                          0x647184ff,
	colourBlock:                        0xc0322bff,
	colourWarn:                         0xa65b00ff,
	colourNote:                         0x1f5fbfff,
	colourReady:                        0x1d7a4bff,
	colourBlockBg:                      0xfbe9e7ff,
	colourWarnBg:                       0xfdf0dcff,
	colourNoteBg:                       0xe8f0fcff,
	colourReadyBg:                      0xe3f4eaff,
}

var darkPalette = map[fyne.ThemeColorName]uint32{
	theme.ColorNameBackground:          0x1a1e25ff,
	theme.ColorNameForeground:          0xe4e8eeff,
	theme.ColorNamePlaceHolder:         0x8a95a5ff,
	theme.ColorNameDisabled:            0x5d6775ff,
	theme.ColorNameDisabledButton:      0x272d37ff,
	theme.ColorNameButton:              0x303846ff,
	theme.ColorNameInputBackground:     0x161a20ff,
	theme.ColorNameInputBorder:         0x404a5aff,
	theme.ColorNameMenuBackground:      0x262c36ff,
	theme.ColorNameOverlayBackground:   0x222832ff,
	theme.ColorNameHeaderBackground:    0x272e39ff,
	theme.ColorNameSeparator:           0x343c49ff,
	theme.ColorNameHover:               0xffffff10,
	theme.ColorNamePressed:             0xffffff22,
	theme.ColorNamePrimary:             0x4f8de8ff,
	theme.ColorNameHyperlink:           0x7fb0f5ff,
	theme.ColorNameFocus:               0x4f8de855,
	theme.ColorNameSelection:           0x4f8de840,
	theme.ColorNameForegroundOnPrimary: 0xffffffff,
	theme.ColorNameError:               0xf0776fff,
	theme.ColorNameScrollBar:           0xffffff55,
	theme.ColorNameShadow:              0x00000080,
	colourSurface:                      0x20262fff,
	colourDim:                          0x97a3b4ff,
	colourBlock:                        0xf28b84ff,
	colourWarn:                         0xf0b35cff,
	colourNote:                         0x86b5f7ff,
	colourReady:                        0x6fca97ff,
	colourBlockBg:                      0x47282aff,
	colourWarnBg:                       0x43351fff,
	colourNoteBg:                       0x22344fff,
	colourReadyBg:                      0x1f3c2dff,
}

// colourOf returns a colour of the theme in force.
func colourOf(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(name, settings.ThemeVariant())
}

// inkOf and paperOf are the colours of a severity's words and background.
func inkOf(s filing.Severity) fyne.ThemeColorName {
	switch s {
	case filing.Block:
		return colourBlock
	case filing.Warn:
		return colourWarn
	}
	return colourNote
}

// statusInk and statusPaper are the colours of a status.
func statusInk(s filing.Status) fyne.ThemeColorName {
	switch s {
	case filing.Ready:
		return colourReady
	case filing.Warned:
		return colourWarn
	case filing.Blocked:
		return colourBlock
	}
	return colourDim
}

func statusPaper(s filing.Status) fyne.ThemeColorName {
	switch s {
	case filing.Ready:
		return colourReadyBg
	case filing.Warned:
		return colourWarnBg
	case filing.Blocked:
		return colourBlockBg
	}
	return theme.ColorNameHeaderBackground
}
