package job

import (
	"context"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
)

func TestCodeOfTheLicenceIsCompared(t *testing.T) {
	const code, other = "91640500MA76ABC06P", "91990000MA00QEQ378"
	for name, c := range map[string]struct {
		slot  filing.Slot
		typed string
		codes []string
		found bool
	}{
		"differs":            {filing.SlotEntityLicence, other, []string{code}, true},
		"equal":              {filing.SlotEntityLicence, code, []string{code}, false},
		"one of two":         {filing.SlotEntityLicence, code, []string{other, code}, false},
		"unreadable":         {filing.SlotEntityLicence, code, nil, false},
		"nothing typed in":   {filing.SlotEntityLicence, "", []string{code}, false},
		"not the licence":    {filing.SlotExtra, other, []string{code}, false},
		"one character less": {filing.SlotEntityLicence, code[1:], []string{code}, true},
	} {
		f := record(map[filing.Field]string{filing.EntityCertNumber: c.typed})
		got := crossChecks(f, c.slot, &scan.Result{Codes: c.codes})
		if (len(got) == 1) != c.found {
			t.Errorf("%s: found %v", name, got)
		}
	}
}

// The specimen licence of another body is told from the code on it, and again
// from the picture that was kept.
func TestALicenceOfAnotherBodyIsTold(t *testing.T) {
	const other = "91990000MA00QEQ378"
	b := openSample(t, nil)
	f := b.Filings[0]
	b.Filings = b.Filings[:1]
	f.Scans = map[filing.Slot][]string{filing.SlotEntityLicence: f.Scans[filing.SlotEntityLicence]}
	own := f.Text(filing.EntityCertNumber)
	if got := qrFindings(t, b); len(got) != 0 {
		t.Errorf("its own licence: %v", got)
	}
	f.Set(filing.EntityCertNumber, filing.Value{Text: other})
	for range 2 {
		got := qrFindings(t, b)
		if len(got) != 1 {
			t.Fatalf("found %d mismatches, want one", len(got))
		}
		if m := got[0].Message; !strings.Contains(m, own) || !strings.Contains(m, other) || !strings.Contains(m, "营业执照") {
			t.Errorf("the message is %q", m)
		}
		if got[0].Slot != filing.SlotEntityLicence {
			t.Errorf("it is at the slot %q", got[0].Slot)
		}
	}
}

func qrFindings(t *testing.T, b *Batch) []filing.Finding {
	t.Helper()
	report, err := b.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(report.Filings[0].Findings, func(f filing.Finding) bool { return f.Rule != "scan-qr-mismatch" })
}
