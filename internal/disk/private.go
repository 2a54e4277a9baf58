package disk

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// PrivatePrefix begins the names of private folders; the number of the process
// that made one follows.
const PrivatePrefix = "beian-spool-"

// PrivateDir makes a folder below the system's temporary one that only its owner
// may enter, for what holds personal data. Who makes one removes it; those of runs
// that were killed before they could are removed here.
func PrivateDir() (string, error) {
	SweepPrivate()
	return os.MkdirTemp("", PrivatePrefix+strconv.Itoa(os.Getpid())+"-")
}

// SweepPrivate removes the private folders of runs that have ended.
func SweepPrivate() {
	folders, _ := filepath.Glob(filepath.Join(os.TempDir(), PrivatePrefix+"*"))
	for _, folder := range folders {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), PrivatePrefix), "-")
		if n, err := strconv.Atoi(pid); err == nil && n != os.Getpid() && !running(n) {
			os.RemoveAll(folder) // what cannot be removed now is tried again next time
		}
	}
}
