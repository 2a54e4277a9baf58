// Package plan orders the filings of a batch. The authority handles one filing
// of an entity at a time, so a batch is submitted in waves: everything of a wave
// can go at once, and each filing of a later wave waits for one before it.
//
// It also names the days that matter to a filing: how long its documents and
// domain are good for, and what is due once it is submitted.
package plan
