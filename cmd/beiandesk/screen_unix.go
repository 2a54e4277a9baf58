//go:build !windows && !darwin

package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// noScreen says why there is no screen to open a window on, "" when there
// seems to be one. The toolkit would panic without.
func noScreen() string {
	display := os.Getenv("DISPLAY")
	if display == "" {
		return "DISPLAY"
	}
	host, rest, ok := strings.Cut(display, ":")
	if !ok {
		return "DISPLAY=" + display
	}
	number, err := strconv.Atoi(strings.SplitN(rest, ".", 2)[0])
	if err != nil {
		return "DISPLAY=" + display
	}
	if host != "" && host != "unix" {
		return "" // on another machine: the toolkit finds out
	}
	for _, name := range []string{"/tmp/.X11-unix/X", "@/tmp/.X11-unix/X"} {
		if c, err := net.DialTimeout("unix", name+strconv.Itoa(number), time.Second); err == nil {
			c.Close()
			return ""
		}
	}
	return "DISPLAY=" + display
}

// complain says why there is no window.
func complain(text string) { fmt.Fprintln(os.Stderr, "beiandesk:", text) }
