// Package offcrypto opens and makes workbooks that are protected by a password:
// zip files encrypted as a whole and kept in an OLE compound file
// (MS-OFFCRYPTO 2.3.4, MS-CFB).
//
// It reads agile encryption (Excel since 2010, WPS, LibreOffice) with AES and
// triple DES, and standard encryption (Excel 2007) with AES; it writes agile
// encryption with AES-256 and SHA-512, as Excel does. Everything happens in
// memory: no decrypted byte is written anywhere.
//
// The files may be hostile. What is allocated follows from the size of the file
// at hand, never from what it declares; the rounds of the key derivation are
// limited to what the format allows, and stop when the context is done.
package offcrypto

import "errors"

// Why a file cannot be opened. Errors of this package wrap one of them, or are
// those of the reader or the context.
var (
	// ErrPassword means that the password is not the file's.
	ErrPassword = errors.New("offcrypto: wrong password")
	// ErrUnsupported means a kind of protection that is not one by password, or a
	// cipher that no current program writes.
	ErrUnsupported = errors.New("offcrypto: protection of an unknown kind")
	// ErrDamaged means that the file contradicts its format.
	ErrDamaged = errors.New("offcrypto: damaged file")
	// ErrTooLarge means that the content is larger than the caller allows.
	ErrTooLarge = errors.New("offcrypto: content too large")
)
