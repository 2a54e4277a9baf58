package main

import (
	"fmt"
	"os"
)

// noScreen says why there is no screen to open a window on; a Mac has one.
func noScreen() string { return "" }

// complain says why there is no window.
func complain(text string) { fmt.Fprintln(os.Stderr, "beiandesk:", text) }
