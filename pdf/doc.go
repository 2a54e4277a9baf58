// Package pdf draws forms as A4 pages and writes them as PDF files.
//
// The way of a form: its blocks are laid out as a display list ([Page]), with
// Chinese line breaking and without ever clipping or overlapping; the list is
// handed to gofpdf, which writes the page descriptions; the file around them,
// with fonts cut down to the glyphs in use, is written here. gofpdf's own text
// layout and font code is not used: it loses characters where lines wrap and
// fails on those beyond U+FFFF.
//
// Lengths are whole thousandths of a point, so that a form comes out the same
// on every machine.
package pdf
