package disk

import (
	"crypto/rand"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Leftovers are named <prefix><machine>-<process>-<random>, all of fixed or
// small length, so that the name of the target never matters.
const (
	partialPrefix = ".partial-"  // something being written
	asidePrefix   = ".replaced-" // a folder that holds what is being replaced
)

// PartialName returns a new hidden name for something being written. It names
// the machine and the process, so that [Sweep] knows when it was abandoned.
func PartialName() string { return partialPrefix + token() }

func asideName() string { return asidePrefix + token() }

func token() string {
	var random [6]byte
	rand.Read(random[:]) // never fails, see crypto/rand
	return fmt.Sprintf("%s-%d-%x", machine(), os.Getpid(), random)
}

// machine returns a short stand-in for the host's name, which shared folders
// should not show.
func machine() string {
	name, _ := os.Hostname()
	h := fnv.New32a()
	h.Write([]byte(name))
	return fmt.Sprintf("%08x", h.Sum32())
}

// Sweep removes what crashed runs on this machine left in a folder, and brings
// back what a crash in the middle of a replacement had moved aside. What a
// running process or another machine is writing stays. Errors are not reported:
// the next Sweep tries again.
func Sweep(fsys FS, dir string) {
	entries, err := fsys.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if rest, ok := strings.CutPrefix(e.Name(), partialPrefix); ok && abandoned(rest) {
			fsys.RemoveAll(path)
		}
		if rest, ok := strings.CutPrefix(e.Name(), asidePrefix); ok && abandoned(rest) {
			bringBack(fsys, path)
		}
	}
}

// abandoned reports whether a token is of a process of this machine that has
// ended.
func abandoned(token string) bool {
	host, rest, _ := strings.Cut(token, "-")
	process, _, ok := strings.Cut(rest, "-")
	pid, err := strconv.Atoi(process)
	return ok && err == nil && pid > 0 && host == machine() && !running(pid)
}

// bringBack moves what an aside folder holds back to its place, unless the
// place is taken by the new one, which then is complete.
func bringBack(fsys FS, aside string) {
	entries, err := fsys.ReadDir(aside)
	if err != nil {
		return
	}
	for _, e := range entries {
		place := filepath.Join(filepath.Dir(aside), e.Name())
		if _, err := fsys.Lstat(place); errors.Is(err, fs.ErrNotExist) {
			if fsys.Rename(filepath.Join(aside, e.Name()), place) != nil {
				return
			}
		}
	}
	fsys.RemoveAll(aside)
}
