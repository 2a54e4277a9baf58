// Package sheet reads filings out of workbooks and writes the workbooks that
// people get: the blank template, the annotated copy of their own workbook, the
// check report and the submission plan.
//
// [Read] takes .xlsx and .csv files in any layout: the product's template with
// a sheet each for entities, persons and sites, or a flat sheet with one row
// per filing, whose headers are matched with the dictionary. Every value keeps
// the cell it came from.
//
// The .xlsx reader is the package's own. It is strict, because a spreadsheet
// library that reads on after damage loses rows without an error: every part is
// checked against its size, its CRC and the rules of XML, every row and cell
// against its order, every shared string against the table. What does not hold
// is an [Error] that names the sheet and the row; no row is ever dropped in
// silence. It works in bounded memory, writes no temporary files, and keeps the
// type of each cell, without which a number that lost its last digits could not
// be told from a text.
package sheet
