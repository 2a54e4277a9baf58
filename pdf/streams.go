package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// contentObject is how gofpdf 1.16.2 begins the description of a page.
var contentObject = regexp.MustCompile(`^\d+ 0 obj\n<</Length (\d+)>>\nstream\n`)

// pageStreams takes the page descriptions out of a file that gofpdf wrote
// without compression. It goes by the cross-reference table, so that nothing
// in a description can be taken for the end of it.
func pageStreams(file []byte, pages int) ([][]byte, error) {
	offsets, err := crossReference(file)
	if err != nil {
		return nil, err
	}
	// Objects 1 and 2 are the page tree and the resources; then come a page
	// and its description in turn.
	var streams [][]byte
	for i := range pages {
		n := 4 + 2*i
		if n >= len(offsets) || offsets[n] > len(file) {
			return nil, errors.New("page writer: page without description")
		}
		object := file[offsets[n]:]
		m := contentObject.FindSubmatch(object[:min(len(object), 80)])
		if m == nil {
			return nil, errors.New("page writer: description not found")
		}
		size, err := strconv.Atoi(string(m[1]))
		if err != nil || len(m[0])+size > len(object) {
			return nil, errors.New("page writer: description cut short")
		}
		streams = append(streams, object[len(m[0]):len(m[0])+size])
	}
	return streams, nil
}

// crossReference returns the offsets of a file's objects by number.
func crossReference(file []byte) ([]int, error) {
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errors.New("page writer: no cross-reference table")
	}
	var table, count int
	if _, err := fmt.Sscanf(string(file[at:]), "startxref\n%d", &table); err != nil || table > at {
		return nil, errors.New("page writer: no cross-reference table")
	}
	if _, err := fmt.Sscanf(string(file[table:at]), "xref\n0 %d\n", &count); err != nil {
		return nil, errors.New("page writer: damaged cross-reference table")
	}
	entries := file[table:at]
	entries = entries[len(fmt.Sprintf("xref\n0 %d\n", count)):]
	const entry = 20
	if count < 0 || len(entries) < entry*count {
		return nil, errors.New("page writer: short cross-reference table")
	}
	offsets := make([]int, count)
	for i := range offsets {
		n, err := strconv.Atoi(string(entries[entry*i : entry*i+10]))
		if err != nil {
			return nil, fmt.Errorf("page writer: cross-reference table: %w", err)
		}
		offsets[i] = n
	}
	return offsets, nil
}
