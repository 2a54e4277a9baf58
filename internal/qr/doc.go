// Package qr finds the finder patterns of QR codes in a picture, and tells by
// them which way is up and where the code lies. It does not read codes.
//
// Finder patterns are looked for as ISO/IEC 18004:2015, 13.2, describes: runs of
// dark and light in the proportions 1:1:3:1:1, along a row and then across.
package qr
