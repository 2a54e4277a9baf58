// Package outline finds where a document lies in a picture: the four corners
// of a sheet or card on a desk, however it is turned, tilted or lit.
//
// It looks for regions first. On a small copy of the picture a morphological
// closing removes print, so that paper is one even patch. The patches that are
// left when all pixels on edges are taken away, at one strength of edge after
// another, are the candidates; one that fills a convex quadrilateral well may be
// a document. Its sides are then measured in the full picture: at many stations
// along each side the step from paper to desk, through which a line is fitted
// that ignores outliers. Nothing is learned and nothing is guessed: a side along
// which no step is seen is reported as unseen.
//
// The package knows only images. It is deterministic and safe for concurrent
// use.
package outline
