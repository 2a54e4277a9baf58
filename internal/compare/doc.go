// Package compare tells what changed between two readings of a list of filings:
// which filings are the same ones, what was added and removed, and which fields
// have another value. It compares what values mean, not how they are written,
// and says what cannot be told apart rather than guess.
package compare
