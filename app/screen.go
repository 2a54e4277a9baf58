package app

import "fyne.io/fyne/v2/driver"

// OnScreen reports whether the system gave the window a place to be drawn. It
// gives none where OpenGL is missing; the toolkit then only writes a line to
// standard error and waits for ever.
func (w *Window) OnScreen() bool {
	native, ok := w.win.(driver.NativeWindow)
	if !ok {
		return true
	}
	there := true
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			there = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			there = c.HWND != 0
		case driver.MacWindowContext:
			there = c.NSWindow != 0
		}
	})
	return there
}
