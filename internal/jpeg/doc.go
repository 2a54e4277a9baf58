// Package jpeg encodes a picture into a window of bytes: the best picture that
// fits under a ceiling, and never fewer bytes than a floor.
//
// The colour conversion and the forward transform run once; every quality
// that the search tries starts from the cached coefficients. What makes the
// most of the bytes, in the order of its worth: optimised Huffman tables in
// progressive scans whose bands are searched, quantiser tables that keep text
// legible, and levels that are chosen by what they cost against what they
// repair (trellis quantisation).
//
// All arithmetic that decides bytes is made of integers, or of floating-point
// steps that no compiler may fuse: the same picture gives the same bytes on
// every machine. The package starts no goroutines; a [Window] search keeps one
// processor busy.
package jpeg
