// Package collect looks at scans of signed papers: it reads the mark that was
// printed at a page's foot, lays the scan over the page as it was printed, and
// sees whether the places to seal, to sign and to date were used.
//
// The mark's finder patterns tell where the page lies and which way up it is;
// the edges of the sheet help where it was photographed; what is printed on
// both, matched part by part, makes the two lie on each other to a fraction of a
// millimetre. What is then darker than the print is ink that people added. A seal
// is a ring of red, blue or, in grey scans, dark ink around the place for it.
//
// The package knows pictures and millimetres, not forms. It is deterministic and
// safe for concurrent use.
package collect
