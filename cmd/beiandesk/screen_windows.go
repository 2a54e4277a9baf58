package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// noScreen says why there is no screen to open a window on; Windows has one.
func noScreen() string { return "" }

// complain says why there is no window, in a box of the system's: a program
// with a window has no console there.
func complain(text string) {
	fmt.Fprintln(os.Stderr, "beiandesk:", text)
	body, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString("备案台 beiandesk")
	if err != nil {
		return
	}
	windows.MessageBox(0, body, title, windows.MB_OK|windows.MB_ICONERROR)
}
