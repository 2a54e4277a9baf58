package sheet

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// The rules that the import applies; the catalogue of rules has their texts.
const (
	rulePrecisionLost    = "number-precision-lost"    // {value}
	ruleZerosRestored    = "leading-zeros-restored"   // {value} as it stood, {restored}
	ruleCellError        = "cell-error"               // {value}
	ruleUncached         = "formula-uncached"         // nothing
	ruleTooLong          = "cell-too-long"            // {count} of characters
	ruleRounded          = "number-rounded"           // {value}
	ruleLinkTaken        = "cell-link-taken"          // {value} that is shown, {target} that was read
	ruleDitto            = "ditto-filled"             // {value} as written, {row} it was taken from
	ruleColumnUnknown    = "sheet-column-unknown"     // {header}
	ruleColumnAmbiguous  = "sheet-column-ambiguous"   // {header}
	ruleColumnDuplicate  = "sheet-column-duplicate"   // {header}, {field} label, {first} cell of the column that is read
	ruleColumnHeadless   = "sheet-column-headless"    // {column} letters
	ruleRowSkipped       = "sheet-row-skipped"        // nothing
	ruleRowExample       = "sheet-row-example"        // nothing: an example row that was changed
	ruleRowsHidden       = "sheet-rows-hidden"        // {count}
	ruleColumnsHidden    = "sheet-columns-hidden"     // {count}
	ruleCellsUnread      = "sheet-cells-unread"       // {count}, {sheet}
	ruleColumnGuessed    = "sheet-column-guessed"     // {header}, {field}, {reason}
	ruleContradicts      = "sheet-column-contradicts" // {header}, {count}, {shape}
	ruleValueContradicts = "sheet-value-contradicts"  // {header}, {shape}
	ruleTwoValues        = "sheet-two-values"         // {value}, {other}, {second} cell
	ruleEntityContinued  = "entity-continued"         // {row} it was taken from
	ruleCopiesDiffer     = "sheet-copies-differ"      // {value}, {other}, {first} cell
	ruleSheetIgnored     = "sheet-ignored"            // {sheet}
	ruleSheetHidden      = "sheet-hidden"             // {sheet}
	ruleRefMissing       = "sheet-reference-missing"  // {value}, {sheet} that was searched
	ruleRefAmbiguous     = "sheet-reference-several"  // {value}, {sheet}
	ruleNumberTwice      = "sheet-number-duplicate"   // {value}, {first} cell
	ruleRowUnused        = "sheet-row-unused"         // {value} its number, {sheet}
)

// losesDigits is the least whole number that a spreadsheet cannot keep: it holds
// 15 significant digits.
const losesDigits = 1e15

// put stores what a cell holds as a field's value. What cannot be trusted is not
// taken: the value stays empty at its cell, with a finding that says why.
func put(f *filing.Filing, field filing.Field, c cell, at filing.Cell, from1904 bool) {
	if value, ok := linked(field, c); ok {
		f.SetRaw(field, value, at)
		notice(f, field, ruleLinkTaken, filing.Args{"value": strings.TrimSpace(c.text), "target": filing.Mask(field, f.Text(field))})
		return
	}
	switch c.kind {
	case text:
		putText(f, field, c.text, at)
	case number:
		putNumber(f, field, c.text, at, from1904)
	case boolean:
		f.SetRaw(field, boolText(field, c.text), at)
	case isoDate:
		day, _, _ := strings.Cut(c.text, "T")
		f.SetRaw(field, day, at)
	case failure:
		refuse(f, field, at, ruleCellError, filing.Args{"value": c.text})
	case uncached:
		refuse(f, field, at, ruleUncached, nil)
	}
}

// refuse leaves a field empty at its cell and says why.
func refuse(f *filing.Filing, field filing.Field, at filing.Cell, rule string, args filing.Args) {
	f.Set(field, filing.Value{Cell: at})
	notice(f, field, rule, args)
}

// notice records a finding at a field of a filing.
func notice(f *filing.Filing, field filing.Field, rule string, args filing.Args) {
	f.Noticed = append(f.Noticed, filing.Finding{Rule: rule, Args: args}.At(f, field))
}

func putText(f *filing.Filing, field filing.Field, s string, at filing.Cell) {
	trimmed := strings.TrimSpace(s)
	switch {
	case holdsDigits(field) && isScientific(trimmed):
		refuse(f, field, at, rulePrecisionLost, filing.Args{"value": filing.Mask(field, trimmed)})
	case len(s) > maxLength && utf8.RuneCountInString(s) > maxLength:
		refuse(f, field, at, ruleTooLong, filing.Args{"count": itoa(utf8.RuneCountInString(s))})
	case isErrorText(trimmed):
		refuse(f, field, at, ruleCellError, filing.Args{"value": trimmed})
	default:
		f.SetRaw(field, withoutApostrophe(s), at)
		if field.Def().Type == filing.Code && looksRounded(f.Text(field)) {
			notice(f, field, ruleRounded, filing.Args{"value": filing.Mask(field, f.Text(field))})
		}
	}
}

// errorTexts are error values as texts: in .csv files, and where a sheet was
// pasted as values.
var errorTexts = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}

// isErrorText reports whether s is an error value, or the row of # that a
// spreadsheet shows for a number that is too wide.
func isErrorText(s string) bool {
	return strings.HasPrefix(s, "#") && (slices.Contains(errorTexts, s) || len(s) >= 3 && strings.Trim(s, "#") == "")
}

// withoutApostrophe drops the apostrophe that people type before a number so that
// the spreadsheet takes it for a text, where it became part of the text.
func withoutApostrophe(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && !strings.Contains(rest, "'") {
		return rest
	}
	return s
}

// looksRounded reports whether a number of 16 to 20 digits ends as one does that
// a spreadsheet rounded to 15 digits, and is neither a valid identity number nor a
// valid credit code. The checks say that it is invalid; this says why.
func looksRounded(s string) bool {
	if len(s) < 16 || len(s) > 20 || !isDigits(s) || strings.Trim(s[15:], "0") != "" {
		return false
	}
	return filing.CheckResidentID(s) != nil && filing.CheckUSCC(s) != nil
}

// holdsDigits reports whether a field's values are numbers that nobody
// calculates with, so that one in scientific notation has lost digits.
func holdsDigits(field filing.Field) bool {
	switch field.Def().Type {
	case filing.Code, filing.Account, filing.Mobile, filing.Phone:
		return true
	}
	return false
}

// isScientific reports whether s is a number as spreadsheets show one that is
// too long, e.g. 3.2E+17. A code such as 12E345 is none.
func isScientific(s string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(s), "E+")
	if !ok || len(exponent) == 0 || len(exponent) > 3 {
		return false
	}
	_, errM := strconv.ParseFloat(mantissa, 64)
	_, errE := strconv.ParseUint(exponent, 10, 16)
	return errM == nil && errE == nil
}

func putNumber(f *filing.Filing, field filing.Field, raw string, at filing.Cell, from1904 bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil {
		f.SetRaw(field, raw, at)
		return
	}
	switch field.Def().Type {
	case filing.Day, filing.Validity:
		if day, ok := serialDay(n, from1904); ok {
			f.SetRaw(field, day, at)
			return
		}
	case filing.Account:
		if short := plainNumber(n); len(short) >= 9 && len(short) <= 11 && isDigits(short) {
			restored := strings.Repeat("0", 12-len(short)) + short
			f.Set(field, filing.Value{Text: restored, Raw: short, Cell: at})
			f.Noticed = append(f.Noticed, filing.Finding{Rule: ruleZerosRestored, Suggest: restored, Args: filing.Args{"value": short, "restored": restored}}.At(f, field))
			return
		}
	}
	if math.Abs(n) >= losesDigits {
		refuse(f, field, at, rulePrecisionLost, filing.Args{"value": filing.Mask(field, strings.TrimSpace(raw))})
		return
	}
	f.SetRaw(field, plainNumber(n), at)
}

// Serial days that a date of a filing can have: 1954 to 2119.
const (
	firstSerial = 20_000
	lastSerial  = 80_000
	days1904    = 1462 // between the epochs of 1900 and 1904
)

// serialDay returns the day that a number in a date column stands for: days
// since the epoch, whatever the cell's format, or YYYYMMDD typed as a number.
// Spreadsheets count from 1899-12-30, so that with their 29 February 1900,
// which never was, later days come out right (ECMA-376 part 1, 18.17.4.1).
func serialDay(n float64, from1904 bool) (string, bool) {
	if from1904 && n < lastSerial {
		n += days1904
	}
	if firstSerial <= n && n <= lastSerial {
		day := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n))
		return day.Format(time.DateOnly), true
	}
	return "", false
}

// plainNumber writes a number without exponent, in the 15 significant digits
// that a spreadsheet holds: 123456789012.00001 is an account number that a
// calculation has gone through.
func plainNumber(n float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'e', 14, 64), 64)
	if err != nil {
		rounded = n
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// boolText writes a truth value as the field's table does.
func boolText(field filing.Field, raw string) string {
	yes := isTrue(strings.TrimSpace(raw))
	switch {
	case field.Def().Enum == "yes-no" && yes:
		return "是"
	case field.Def().Enum == "yes-no":
		return "否"
	case yes:
		return "TRUE"
	}
	return "FALSE"
}
