package job

import (
	"crypto/sha256"
	"io"
	"os"
	"time"
)

// stamp tells one content of a file from another.
type stamp struct {
	size int64
	at   time.Time
	sum  [sha256.Size]byte
}

// stampOf reads a file through; ok is false when that cannot be done.
func stampOf(path string) (s stamp, ok bool) {
	file, err := os.Open(path)
	if err != nil {
		return s, false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return s, false
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return s, false
	}
	s.size, s.at = info.Size(), info.ModTime()
	sum.Sum(s.sum[:0])
	return s, true
}

// Changed reports whether the workbook's content is another one than when it was
// read. A file that cannot be read just now, such as one that is being saved,
// has not changed. It may be called at any time, during a stage too.
func (b *Batch) Changed() bool {
	info, err := os.Stat(b.Workbook)
	if err != nil || b.stamp.at.IsZero() || info.Size() == b.stamp.size && info.ModTime().Equal(b.stamp.at) {
		return false
	}
	now, ok := stampOf(b.Workbook)
	return ok && now.sum != b.stamp.sum
}
