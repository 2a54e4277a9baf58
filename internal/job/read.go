package job

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/ocr"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

// TextReader reads the text in an encoded picture. Errors and text that is wrong
// in places are expected: only values with a checksum of their own count.
type TextReader interface {
	Read(ctx context.Context, picture []byte) (string, error)
}

// FindTextReader returns the program that reads text on this machine, nil when
// it has none. It looks for Tesseract with data for simplified Chinese, once.
func FindTextReader() TextReader {
	if r := ocr.Find(); r != nil {
		return r
	}
	return nil
}

// readings are what was read in a picture and cannot well be misread. They are
// personal, and stay in memory.
type readings struct {
	done    bool     // the picture was looked at
	codes   []string // unified social credit codes, their check characters right
	numbers []string // citizens' identity numbers, the same
	until   []filing.Date
}

// fitOne makes a picture and reads what its slot compares.
func (b *Batch) fitOne(ctx context.Context, files []string, slot provider.Slot, cuts map[string]scan.Cut) (*scan.Result, readings, error) {
	result, err := scan.Fit(ctx, files, slot, scan.Options{Cuts: cuts, Stored: b.stored})
	if err != nil || b.opt.Texts == nil || !comparesText(slot.ID) {
		return result, readings{}, err
	}
	text, err := b.opt.Texts.Read(ctx, result.JPEG)
	if err != nil {
		return result, readings{}, nil // what cannot be read says nothing
	}
	return result, readingsOf(text), nil
}

func comparesText(slot filing.Slot) bool {
	return slot == filing.SlotEntityLicence || slot == filing.SlotEntityPersonID || slot == filing.SlotSitePersonID
}

// validityRange is the validity printed on the back of an identity card.
var validityRange = regexp.MustCompile(`(\d{4}\.\d{2}\.\d{2})[-–—一~]+(\d{4}\.\d{2}\.\d{2})`)

// readingsOf takes from a text what proves itself: numbers by their checksums, a
// validity by running for 5, 10 or 20 years to the day (居民身份证法, article 5).
func readingsOf(text string) readings {
	r := readings{done: true}
	text = strings.ToUpper(strings.Map(func(c rune) rune {
		if c == ' ' {
			return -1
		}
		return c
	}, text))
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z') }) {
		switch {
		case len(word) != 18:
		case filing.CheckResidentID(word) == nil:
			r.numbers = append(r.numbers, word)
		case filing.CheckUSCC(word) == nil:
			r.codes = append(r.codes, word)
		}
	}
	for _, m := range validityRange.FindAllStringSubmatch(text, -1) {
		from, ok := filing.ParseDate(strings.ReplaceAll(m[1], ".", "-"))
		to, ok2 := filing.ParseDate(strings.ReplaceAll(m[2], ".", "-"))
		if years := to.Year - from.Year; ok && ok2 && to.Month == from.Month && to.Day == from.Day && slices.Contains([]int{5, 10, 20}, years) {
			r.until = append(r.until, to)
		}
	}
	return r
}
