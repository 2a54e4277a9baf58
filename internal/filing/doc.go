// Package filing is the model of an ICP filing (网站备案): what a filing holds,
// the dictionary that describes every field once, the code tables, and the
// identifiers with their checksums.
//
// Everything else derives from the dictionary [Fields]: the workbook template,
// the import mapping, the edit form, the checks for required fields, the
// fill-in sheet and the reference documentation.
//
// The package knows no provider, no workbook and no picture. A [Filing] is not
// safe for concurrent writing; reading from several goroutines is.
package filing
