// Package scan turns photos and scans of documents into pictures that an
// upload slot takes: decoded whatever their format, upright as the camera noted
// it, on white, composed of two sides where the slot asks for both, at a size
// and a file size within the slot's limits, at the highest quality that fits.
//
// Nothing is hidden from the user: a picture that had to be enlarged, a grey
// copy, a missing side are findings; what was done is listed as steps. Files
// that cannot be read are errors of type [*Error]. Originals are only read.
package scan
