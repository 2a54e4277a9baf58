// Package qr finds the finder patterns of QR codes in a picture, and tells by
// them which way is up and where the code lies. [Read] reads a code that was cut
// out of its picture.
//
// Finder patterns are looked for as ISO/IEC 18004:2015, 13.2, describes: runs of
// dark and light in the proportions 1:1:3:1:1, along a row and then across.
package qr
