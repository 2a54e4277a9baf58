package pack

import (
	"archive/zip"
	"cmp"
	"io"
	"slices"
)

// writeZip writes the canonical zip of files: entries below the folder base,
// sorted by name, and nothing else. content writes a file's bytes, which must
// have the length and the checksum that the file says; header and content
// reach out in writes of their own.
func writeZip(out io.Writer, base string, files []file, content func(io.Writer, file) error) error {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	zw := zip.NewWriter(out)
	for _, f := range files {
		w, err := zw.CreateRaw(canonical(base+"/"+f.path, f.size, f.crc))
		if err != nil {
			return err
		}
		if err := zw.Flush(); err != nil {
			return err
		}
		if err := content(w, f); err != nil {
			return err
		}
	}
	return zw.Close()
}

// canonical returns the header of an entry of our zips: stored, length and
// checksum in front, so that a reader needs no seeking and every program can
// take it; UTF-8; 1980-01-01, the first day that the format knows; a plain file
// of mode 0644 on every system.
func canonical(name string, size int64, crc uint32) *zip.FileHeader {
	const (
		version   = 20 // 2.0, what any reader knows
		unix      = 3 << 8
		utf8Names = 0x800
		firstDay  = 1<<5 | 1 // 1980-01-01 as MS-DOS writes it
		plainFile = 0o100644 << 16
	)
	return &zip.FileHeader{
		Name:               name,
		CreatorVersion:     unix | version,
		ReaderVersion:      version,
		Flags:              utf8Names,
		Method:             zip.Store,
		ModifiedDate:       firstDay, //lint:ignore SA1019 CreateRaw takes no other
		CRC32:              crc,
		CompressedSize64:   uint64(size),
		UncompressedSize64: uint64(size),
		ExternalAttrs:      plainFile,
	}
}
