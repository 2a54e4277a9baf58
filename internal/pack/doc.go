// Package pack writes and verifies the submission package: a BagIt 1.0 bag
// (RFC 8493) as a folder, or as one zip.
//
//	OUT/
//	  bag-info.txt  bagit.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//	  data/…        the payload, by the names given to [Writer.Add]
//
// `sha256sum -c manifest-sha256.txt` in that folder verifies it without us. A
// zip holds the same files below one folder named after the zip.
//
// [Create] begins a package, [Writer.Add] adds files one by one in bounded
// memory, [Writer.Commit] makes the package appear, whole, and [Writer.Abort]
// removes every trace. The package is made under a hidden name beside its
// place; see the package disk for what a crash leaves behind.
//
// The same content gives the same bytes, in whatever order it was added: lists
// and zip entries are sorted, the zip's time stamps fixed at 1980-01-01, its
// entries stored, with sizes and checksums in front of them.
//
// Names are checked, not repaired, on the way in: [SafeName], [Namer] and
// [FilingDir] make names that every Windows, macOS and Linux takes and that
// hold no ID or telephone number.
//
// [Verify] reads a package that may have come from anywhere, and trusts
// nothing in it.
package pack
