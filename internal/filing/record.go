package filing

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// RecordNumber is an ICP filing number: 宁ICP备12345678号-1.
type RecordNumber struct {
	Province string // code of the table province
	Short    string // the province's character, as written
	Entity   string // the entity's filing number, without the site's: 宁ICP备12345678号
	Site     int    // the site's number within the entity; 0 for the entity itself
}

// ParseRecord takes an ICP filing number in canonical form apart: the
// province's character, ICP备, eight digits (two of the year; older numbers) or
// ten (four of the year; since 2020), 号, and for a site a hyphen and its number.
// The error wraps [ErrForm] or, for an unknown character, [ErrRegion].
func ParseRecord(s string) (RecordNumber, error) {
	short, rest, ok := strings.Cut(s, "ICP备")
	if !ok || utf8.RuneCountInString(short) != 1 {
		return RecordNumber{}, ErrForm
	}
	digits, tail, ok := strings.Cut(rest, "号")
	if !ok || !allDigits(digits) || len(digits) < 8 || len(digits) > 10 {
		return RecordNumber{}, ErrForm
	}
	record := RecordNumber{Short: short, Entity: s[:len(s)-len(tail)]}
	if tail != "" {
		site, hyphened := strings.CutPrefix(tail, "-")
		n, err := strconv.Atoi(site)
		if !hyphened || err != nil || n < 1 || !allDigits(site) {
			return RecordNumber{}, ErrForm
		}
		record.Site = n
	}
	province, ok := TableNamed("province").Find(short, "")
	if !ok {
		return RecordNumber{}, ErrRegion
	}
	record.Province = province.Code
	return record, nil
}
