// Package app is the window of 备案台. It shows what the engine found and starts
// the engine's work; it holds no logic of filings of its own.
//
// A [Window] draws a desk: the desk (desk.go, listing.go, task.go) is the state
// of the window without any widget, and the only one to call the engine. Views
// are files of their own (grid.go, findings.go, facts.go, scans.go, …), built
// anew when the language changes.
//
// Everything here happens on the window's goroutine, save the engine's calls:
// they run on goroutines of the desk and hand their results over through the
// post function. Progress is polled a few times a second and never posted for
// single rows. A panic of a worker becomes an error that the user sees.
package app
