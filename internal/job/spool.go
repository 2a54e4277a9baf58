package job

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

// spool keeps fitted pictures in a private folder, so that one picture that
// serves many filings is fitted once and memory does not grow with the batch.
type spool struct {
	dir string

	mu   sync.Mutex
	kept map[string]*picture
}

// picture is the outcome of fitting one set of files to one set of limits.
type picture struct {
	path   string      // the fitted JPEG, "" when err is set
	result scan.Result // without the bytes
	read   readings
	err    error
}

const spoolPrefix = "beian-spool-"

// sweepSpools removes the folders of runs that were killed before they could.
func sweepSpools() {
	folders, _ := filepath.Glob(filepath.Join(os.TempDir(), spoolPrefix+"*"))
	for _, folder := range folders {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), spoolPrefix), "-")
		if n, err := strconv.Atoi(pid); err == nil && n != os.Getpid() && !running(n) {
			os.RemoveAll(folder) // what cannot be removed now is tried again next time
		}
	}
}

// running reports whether a process lives, as far as the system tells.
func running(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer process.Release()
	if runtime.GOOS == "windows" {
		return true // FindProcess fails there for a process that is gone
	}
	err = process.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

func newSpool() (*spool, error) {
	sweepSpools()
	dir, err := os.MkdirTemp("", spoolPrefix+itoa(os.Getpid())+"-") // only its owner may enter: it holds personal data
	if err != nil {
		return nil, &Trouble{File: os.TempDir(), Why: whyOf(err), Err: err}
	}
	return &spool{dir: dir, kept: make(map[string]*picture)}, nil
}

func (s *spool) wipe() error {
	if s == nil {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// keyOf names a picture by its sources, as they are now, how they are cut, and
// its limits.
func keyOf(files []string, slot provider.Slot, cuts map[string]scan.Cut) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d×%d %d–%d %t %d\n", slot.Width, slot.Height, slot.MinBytes, slot.MaxBytes, slot.Colour, slot.Sides)
	for _, file := range files {
		b.WriteString(file)
		if info, err := os.Stat(file); err == nil {
			fmt.Fprintf(&b, "\x00%d\x00%d", info.Size(), info.ModTime().UnixNano())
		}
		fmt.Fprintf(&b, "\x00%v", cuts[file])
		b.WriteByte('\n')
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:16])
}

func (s *spool) get(key string) *picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[key]
}

// put stores a picture; its bytes go to the disk.
func (s *spool) put(key string, result *scan.Result, read readings, err error) {
	p := &picture{err: err, read: read}
	if err == nil {
		p.result = *result
		p.result.JPEG = nil
		p.path = filepath.Join(s.dir, key+".jpg")
		p.err = os.WriteFile(p.path, result.JPEG, 0o600)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[key] = p
}
