package job

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
)

// crossChecks compares what was read on the picture of a slot with what is typed
// in. What could not be read, and what is not typed in, says nothing.
func crossChecks(f *filing.Filing, slot filing.Slot, seen *scan.Result) []filing.Finding {
	if slot != filing.SlotEntityLicence {
		return nil
	}
	number := f.Text(filing.EntityCertNumber)
	if number == "" || len(seen.Codes) == 0 || slices.ContainsFunc(seen.Codes, func(code string) bool { return strings.EqualFold(code, number) }) {
		return nil
	}
	return []filing.Finding{{Rule: "scan-qr-mismatch", Args: filing.Args{
		"code": seen.Codes[0], "value": filing.Mask(filing.EntityCertNumber, number),
	}}}
}
