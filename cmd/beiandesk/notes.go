package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"
)

// notes keeps what is known of a crash in a file, which the next start finds.
type notes struct {
	dir     string
	running *os.File // takes the runtime's last words
	earlier string   // file of an earlier crash, "" for none
}

const keptCrashes = 5

// cacheDir is where the program may put files that it can do without.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "beiandesk")
}

// keepNotes begins the notes of this run. Without a place to write, there are
// none; the program works all the same.
func keepNotes() *notes {
	n := &notes{dir: filepath.Join(cacheDir(), "crash")}
	if err := os.MkdirAll(n.dir, 0o700); err != nil {
		return n
	}
	n.collect()
	file, err := os.CreateTemp(n.dir, "running-*.txt")
	if err != nil {
		return n
	}
	n.running = file
	if err := debug.SetCrashOutput(file, debug.CrashOptions{}); err != nil {
		fmt.Fprintln(os.Stderr, "beiandesk: crash notes:", err)
	}
	return n
}

// collect gathers what runs before this one left: words mean a crash. An empty
// file is that of a run that goes on, or was killed.
func (n *notes) collect() {
	left, _ := filepath.Glob(filepath.Join(n.dir, "running-*.txt"))
	for _, path := range left {
		info, err := os.Stat(path)
		switch {
		case err != nil:
		case info.Size() > 0:
			n.earlier = n.crashFile(info.ModTime())
			if os.Rename(path, n.earlier) != nil {
				n.earlier = ""
			}
		case time.Since(info.ModTime()) > 30*24*time.Hour:
			os.Remove(path)
		}
	}
	crashes, _ := filepath.Glob(filepath.Join(n.dir, "crash-*.txt"))
	slices.Sort(crashes)
	for len(crashes) > keptCrashes {
		os.Remove(crashes[0])
		crashes = crashes[1:]
	}
}

func (n *notes) crashFile(at time.Time) string {
	return filepath.Join(n.dir, "crash-"+at.Format("20060102-150405.000")+".txt")
}

// caught notes a panic of the engine that did not end the program.
func (n *notes) caught(value any, stack []byte) string {
	file := n.crashFile(time.Now())
	text := fmt.Sprintf("beiandesk %s\n%v\n\n%s", version, value, stack)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return ""
	}
	return file
}

// close ends the notes of a run that ended well.
func (n *notes) close() {
	if n.running == nil {
		return
	}
	debug.SetCrashOutput(nil, debug.CrashOptions{})
	name := n.running.Name()
	n.running.Close()
	os.Remove(name)
}
