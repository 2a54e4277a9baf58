package main

import (
	"os"
	"os/signal"
	"syscall"

	"fyne.io/fyne/v2"

	"beiandesk/app"
)

// closeOnSignal closes the window when the system asks the program to end, so
// that nothing of a person's documents stays behind. The returned function
// stops listening.
func closeOnSignal(w *app.Window) func() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, ok := <-asked; ok {
			fyne.Do(w.Close)
		}
	}()
	return func() {
		signal.Stop(asked)
		close(asked)
	}
}
