// Package job runs the product's work over a batch: it reads a workbook,
// matches scans to filings, checks, fits, fills the papers and exports the
// package. The window and the commands are two faces of it; neither holds
// logic of its own.
//
// Every stage takes a context and stops soon after it is cancelled, leaving no
// partial output. Trouble with one file becomes a finding of its filing; only
// trouble with the batch as a whole is an error. A stage reports its progress
// through a [Progress] that the caller polls.
package job
