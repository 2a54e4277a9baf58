package job

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"beiandesk/internal/disk"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
	"beiandesk/internal/sheet"
)

// spool keeps fitted pictures in a private folder, so that one picture that
// serves many filings is fitted once and memory does not grow with the batch.
type spool struct {
	dir string

	mu    sync.Mutex
	kept  map[string]*picture
	users int // batches
}

// picture is the outcome of fitting one set of files to one set of limits.
type picture struct {
	files  []string    // it was made of; where the key is the same, another filing's may be others
	path   string      // the fitted JPEG, "" when err is set
	result scan.Result // without the bytes
	read   readings
	err    error
}

func newSpool() (*spool, error) {
	dir, err := disk.PrivateDir()
	if err != nil {
		return nil, &Trouble{File: os.TempDir(), Why: whyOf(err), Err: err}
	}
	return &spool{dir: dir, kept: make(map[string]*picture), users: 1}, nil
}

// share gives the spool to one more batch.
func (s *spool) share() *spool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users++
	return s
}

// wipe removes the folder when the last batch is done with it.
func (s *spool) wipe() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users--; s.users > 0 {
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
		if p, ok := sheet.PictureNamed(file); ok {
			fmt.Fprintf(&b, "%s\x00%s\x00%v\n", p.Book, p.Content(), cuts[file])
			continue
		}
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

// forgetFailed drops the pictures that could not be made, so that they are tried
// again: what a picture in a workbook is called does not tell that the workbook
// has been read anew.
func (s *spool) forgetFailed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.kept, func(_ string, p *picture) bool { return p.err != nil })
}

// put stores a picture; its bytes go to the disk.
func (s *spool) put(key string, files []string, result *scan.Result, read readings, err error) *picture {
	p := &picture{files: files, err: err, read: read}
	if err == nil {
		p.result = *result
		p.result.JPEG = nil
		p.path = filepath.Join(s.dir, key+".jpg")
		p.err = os.WriteFile(p.path, result.JPEG, 0o600)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[key] = p
	return p
}
