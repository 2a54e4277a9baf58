// Package specimen draws specimens (样张) of the documents that filings carry -
// business licences, certificates of public institutions, identity cards,
// registrars' real-name pages - with given values, and photographs or scans
// them as people do: on a desk, in some light, at an angle, with a phone that
// stores the picture turned.
//
// It serves the sample batch and the tests: the corners of every picture are
// known, the printed values are the caller's, and the same call gives the same
// pixels. Nothing here is a real document: every one says 样张 in several
// places, names of states and authorities are replaced, a rosette stands where
// a real one has its emblem, and portraits are drawings. The drawings are
// original work of this project, dedicated to the public domain (CC0 1.0).
package specimen
