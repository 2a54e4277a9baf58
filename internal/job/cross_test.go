package job

import (
	"context"
	"encoding/json"
	"reflect"
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
		got := crossChecks(f, c.slot, &picture{result: scan.Result{Codes: c.codes}}, filing.ZH)
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

func TestReadings(t *testing.T) {
	const text = "公民 身份 号码 11010519491231002x\n有效 期限 2019.09.09-2039.09.09\n91640500MA76ABC06P“一上 11010519491231002\n" +
		"2019.09.09-2039.09.08 2019.09.09-2022.09.09 2019.13.09-2039.13.09 91640500MA76ABC06Q"
	got := readingsOf(text)
	want := readings{done: true, codes: []string{"91640500MA76ABC06P"}, numbers: []string{"11010519491231002X"}, until: []filing.Date{{Year: 2039, Month: 9, Day: 9}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func FuzzReadings(f *testing.F) {
	for _, seed := range []string{"", "11010519491231002x 2019.09.09-2039.09.09", "9999.99.99-9999.99.99", "\xff\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, number := range readingsOf(text).numbers {
			if filing.CheckResidentID(number) != nil {
				t.Errorf("%q: took %q", text, number)
			}
		}
	})
}

func TestReadTextIsCompared(t *testing.T) {
	const own, other, code = "11010519491231002X", "110105198003070012", "91640500MA76ABC06P"
	until := filing.Date{Year: 2039, Month: 9, Day: 9}
	for name, c := range map[string]struct {
		slot   filing.Slot
		values map[filing.Field]string
		read   readings
		found  int
	}{
		"another person":      {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDNumber: own}, readings{numbers: []string{other}}, 1},
		"the same":            {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDNumber: own}, readings{numbers: []string{own}}, 0},
		"nothing read":        {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDNumber: own}, readings{}, 0},
		"nothing typed in":    {filing.SlotEntityPersonID, nil, readings{numbers: []string{other}}, 0},
		"maybe misread":       {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDNumber: own}, readings{numbers: []string{"11010519491232003X"}}, 0},
		"mistyped":            {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDNumber: "110105194912310021"}, readings{numbers: []string{own}}, 1},
		"another validity":    {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDValidTo: "2029-09-09"}, readings{until: []filing.Date{until}}, 1},
		"the same validity":   {filing.SlotEntityPersonID, map[filing.Field]string{filing.EntityPersonIDValidTo: "2039-09-09"}, readings{until: []filing.Date{until}}, 0},
		"of the other person": {filing.SlotSitePersonID, map[filing.Field]string{filing.EntityPersonIDNumber: own}, readings{numbers: []string{other}}, 0},
		"a licence":           {filing.SlotEntityLicence, map[filing.Field]string{filing.EntityCertNumber: "91990000MA00QEQ378"}, readings{codes: []string{code}}, 1},
	} {
		f := record(c.values)
		f.Set(filing.EntityPersonIDType, filing.Value{Text: filing.CertResidentID})
		f.Set(filing.SitePersonIDType, filing.Value{Text: filing.CertResidentID})
		got := crossChecks(f, c.slot, &picture{read: c.read}, filing.ZH)
		if len(got) != c.found {
			t.Errorf("%s: found %v", name, got)
		}
		for _, finding := range got {
			if finding.Args["read"] == other || finding.Args["value"] == own {
				t.Errorf("%s: a personal number is shown", name)
			}
		}
	}
}

// spokenText reads the same in every picture.
type spokenText string

func (s spokenText) Read(context.Context, []byte) (string, error) { return string(s), nil }

func TestTextIsReadOncePerPicture(t *testing.T) {
	const other = "110105198003070012"
	b := openSample(t, nil)
	b.opt.Texts = spokenText("公民身份号码 " + other)
	f := b.Filings[0]
	b.Filings = b.Filings[:1]
	f.Scans = map[filing.Slot][]string{filing.SlotEntityPersonID: f.Scans[filing.SlotEntityPersonID]}
	for range 2 {
		report, err := b.Check(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		shown, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(report.Filings[0].Findings, func(f filing.Finding) bool { return f.Rule == "scan-text-mismatch" })
		if !found || !report.OCR || strings.Contains(string(shown), other) {
			t.Errorf("found %t, said %t, shown %t", found, report.OCR, strings.Contains(string(shown), other))
		}
		b.opt.Texts = spokenText("") // what is kept is not read again
	}
}
