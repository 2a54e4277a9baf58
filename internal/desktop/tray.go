package desktop

import (
	"os"
	"sync"

	"beiandesk/internal/disk"
)

// Tray is where files lie that were handed to other programs. They hold personal
// data: nobody but their owner may enter, and they are wiped when the program ends,
// or else when it begins the next time.
type Tray struct {
	mu      sync.Mutex
	folders map[string]bool
	closed  bool
}

// NewTray returns an empty tray, and wipes what runs that were killed left behind.
func NewTray() *Tray {
	disk.SweepPrivate()
	return &Tray{folders: make(map[string]bool)}
}

// Folder makes a new folder in the tray.
func (t *Tray) Folder() (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return "", os.ErrClosed
	}
	dir, err := disk.PrivateDir()
	if err != nil {
		return "", disk.Wrap(os.TempDir(), err)
	}
	t.folders[dir] = true
	return dir, nil
}

// Wipe removes a folder of the tray with what is in it. What another program still
// holds is tried again when the tray is closed.
func (t *Tray) Wipe(dir string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.folders[dir] && os.RemoveAll(dir) == nil {
		delete(t.folders, dir)
	}
}

// Close wipes everything. What is still held is wiped at the next start.
func (t *Tray) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for dir := range t.folders {
		if os.RemoveAll(dir) == nil {
			delete(t.folders, dir)
		}
	}
}
