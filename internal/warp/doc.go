// Package warp straightens a document that was photographed at an angle: it
// works out the document's true proportions from the perspective, and maps the
// quadrilateral to an upright rectangle in one step, from the full picture
// straight to the size wanted.
//
// Arithmetic is written so that no compiler may fuse a multiplication and an
// addition: the same picture gives the same pixels on every machine.
package warp
