package sheet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"beiandesk/internal/filing"
)

// Error is a workbook that cannot be read, said so that its user knows which
// file, where in it, why, and what to do.
type Error struct {
	File   string // as the user named it
	Place  string // sheet, sheet!row, a part of the file, or :row of a .csv file; may be empty
	Why    filing.Text
	Remedy filing.Text
	Err    error // what lay beneath, may be nil
}

// Error says the trouble in English; see [Error.In].
func (e *Error) Error() string { return e.In(filing.EN) }

// Unwrap returns what lay beneath.
func (e *Error) Unwrap() error { return e.Err }

// In says the trouble on one line: file, place, reason, remedy.
func (e *Error) In(lang filing.Lang) string {
	colon, stop, mark := "：", "。", "，"
	if lang == filing.EN {
		colon, stop, mark = ": ", "; ", ", "
	}
	line := e.File
	switch {
	case strings.HasPrefix(e.Place, ":"):
		line += e.Place
	case e.Place != "":
		line += mark + e.Place
	}
	line += colon + e.Why.In(lang)
	if remedy := e.Remedy.In(lang); remedy != "" {
		line += stop + remedy
	}
	return line
}

// trouble is one kind of [Error]: its reason and remedy.
type trouble struct{ why, remedy filing.Text }

// fault is a trouble at a place, found below the level that knows the file.
type fault struct {
	trouble
	place string
	err   error
}

func (f *fault) Error() string {
	line := f.place + ": " + f.why.EN
	if f.err != nil {
		line += ": " + f.err.Error()
	}
	return line
}

func (f *fault) Unwrap() error { return f.err }

func (t trouble) at(place string, err error) error { return &fault{t, place, err} }

// inRow names a row of a sheet the way the user's spreadsheet does.
func inRow(sheet string, row int) string {
	switch {
	case row == 0:
		return sheet
	case sheet == "": // a .csv file
		return fmt.Sprintf(":%d", row)
	}
	return fmt.Sprintf("%s!%d", sheet, row)
}

// fileError makes an error of the file's user out of any error. Cancellation
// passes through.
func fileError(file string, err error, cancelled error) error {
	var known *Error
	var found *fault
	switch {
	case err == nil:
		return nil
	case cancelled != nil && errors.Is(err, cancelled), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &known):
		return err
	case errors.As(err, &found):
		return &Error{File: file, Place: found.place, Why: found.why, Remedy: found.remedy, Err: err}
	case errors.Is(err, fs.ErrNotExist):
		return &Error{File: file, Why: missing.why, Remedy: missing.remedy, Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{File: file, Why: forbidden.why, Remedy: forbidden.remedy, Err: err}
	}
	return &Error{File: file, Why: unreadable.why, Remedy: unreadable.remedy, Err: err}
}
