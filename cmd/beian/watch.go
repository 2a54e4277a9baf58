package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// watch draws a progress bar on standard error while work goes on, when that
// is a terminal. The returned function ends it; it may be called again.
func (c *call) watch() (*job.Progress, func()) {
	progress := new(job.Progress)
	file, ok := c.err.(*os.File)
	if c.quiet || !ok || !term.IsTerminal(int(file.Fd())) {
		return progress, func() {}
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				drawBar(file, progress.Snapshot(), c.lang)
			case <-quit:
				fmt.Fprint(file, "\r\x1b[K")
				return
			}
		}
	}()
	return progress, sync.OnceFunc(func() { close(quit); <-gone })
}

func drawBar(w io.Writer, s job.Snapshot, lang filing.Lang) {
	const width = 30
	if s.Total == 0 {
		fmt.Fprintf(w, "\r\x1b[K%s…", s.Stage.In(lang))
		return
	}
	full := width * min(s.Done, s.Total) / s.Total
	fmt.Fprintf(w, "\r\x1b[K%s [%s%s] %d/%d", s.Stage.In(lang), strings.Repeat("█", full), strings.Repeat("·", width-full), s.Done, s.Total)
}
