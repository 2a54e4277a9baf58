package filing

import (
	"errors"
	"strings"
	"testing"
)

// Values printed in the standards or made for tests; none is a person's or a
// company's.
var validUSCCs = []string{"91640500MA76ABC06P", "92640500MA76ABC06L", "12640000MB0000019K", "51110000MJ00000180", "91350100M000100Y43"}

const annexID = "11010519491231002X" // the example of GB 11643-1999

func TestCheckUSCC(t *testing.T) {
	for _, s := range validUSCCs {
		if err := CheckUSCC(s); err != nil {
			t.Errorf("CheckUSCC(%q) = %v", s, err)
		}
	}
	for _, c := range []struct {
		s    string
		want error
	}{
		{"", ErrLength},
		{"91640500MA76ABC06", ErrLength},
		{"91640500MA76ABC06PP", ErrLength},
		{"640500000000001", ErrOldNumber},                     // registration number
		{"MA76ABC06", ErrOldNumber},                           // organisation code
		{"MA76ABC07", ErrLength},                              // nine characters, but no organisation code
		{"91640500MA76ABC06Q", ErrCheckCharacter},             // wrong check character
		{"91640500MA76ABO06P", ErrCharacter},                  // letter O
		{"91640500MA76ABI06P", ErrCharacter},                  // letter I
		{"91640500ma76abc06p", ErrCharacter},                  // small letters
		{"9164050AMA76ABC06P", ErrCharacter},                  // a letter in the division
		{"91640500MA76ABC0６P"[:18], ErrCharacter},             // not ASCII
		{withCheck("91640500MA76ABC05"), ErrOrganisationCode}, // right outside, wrong inside
	} {
		if got := CheckUSCC(c.s); !errors.Is(got, c.want) {
			t.Errorf("CheckUSCC(%q) = %v, want %v", c.s, got, c.want)
		}
	}
}

// withCheck appends the check character of GB 32100 to 17 characters.
func withCheck(s string) string {
	for _, c := range usccAlphabet {
		if err := CheckUSCC(s + string(c)); err == nil || errors.Is(err, ErrOrganisationCode) {
			return s + string(c)
		}
	}
	return s
}

func TestUSCCCatchesEveryChangedCharacter(t *testing.T) {
	for _, s := range validUSCCs {
		for i := range s {
			for _, c := range "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
				if changed := s[:i] + string(c) + s[i+1:]; changed != s && CheckUSCC(changed) == nil {
					t.Errorf("%s with character %d changed to %c passes", s, i+1, c)
				}
			}
		}
	}
}

func TestUSCCParts(t *testing.T) {
	for _, c := range []struct{ s, category, natures, division string }{
		{"91640500MA76ABC06P", "企业", "4 14 17", "640500"},
		{"92640500MA76ABC06L", "个体工商户", "4 5", "640500"},
		{"12640000MB0000019K", "事业单位", "3 14 17 18", "640000"},
		{"51110000MJ00000180", "社会团体", "6", "110000"},
	} {
		item, ok := USCCNature(c.s)
		if !ok || item.Label.ZH != c.category || strings.Join(item.Natures, " ") != c.natures {
			t.Errorf("USCCNature(%q) = %+v, %v", c.s, item, ok)
		}
		if got := USCCDivision(c.s); got != c.division {
			t.Errorf("USCCDivision(%q) = %q, want %q", c.s, got, c.division)
		}
	}
	for _, s := range []string{"", "9", "99640500MA76ABC06P"} {
		if item, ok := USCCNature(s); ok {
			t.Errorf("USCCNature(%q) = %+v", s, item)
		}
	}
	if got := USCCDivision("MA76ABC06"); got != "" {
		t.Errorf("an organisation code has the division %q", got)
	}
}

func TestCheckOrganisationCode(t *testing.T) {
	for s, want := range map[string]error{
		"MA76ABC06": nil, "D2143569X": nil, // the example of GB 11714-1997
		"D21435691": ErrCheckCharacter, "D2143569": ErrLength, "d2143569X": ErrCharacter,
	} {
		if got := CheckOrganisationCode(s); !errors.Is(got, want) {
			t.Errorf("CheckOrganisationCode(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestCheckResidentID(t *testing.T) {
	for _, c := range []struct {
		s    string
		want error
	}{
		{annexID, nil},
		{"810000199408230021", nil}, {"830000199201300022", nil},
		{"110105491231002", ErrOldNumber},
		{"", ErrLength}, {"11010519491231002", ErrLength},
		{"11010519491231002x", ErrCharacter}, // the canonical form is upper case
		{"1101051949123100X2", ErrCharacter},
		{"110105194912310021", ErrCheckCharacter},
		{"110105194913310022", ErrBirthDate},
		{"110105194902300022", ErrBirthDate},
		{"110105104912310022", ErrBirthDate},
		{"990105194912310021", ErrCheckCharacter},
		{"99010519491231002" + mod112("99010519491231002"), ErrRegion},
		{"00010519491231002" + mod112("00010519491231002"), ErrRegion},
		{"84000019941231002" + mod112("84000019941231002"), ErrRegion},
	} {
		if got := CheckResidentID(c.s); !errors.Is(got, c.want) {
			t.Errorf("CheckResidentID(%q) = %v, want %v", c.s, got, c.want)
		}
	}
}

// mod112 returns the check character of ISO 7064 MOD 11-2 for 17 digits, by the
// recursive definition, which the package does not use.
func mod112(s string) string {
	p := 0
	for _, c := range s {
		p = (p + int(c-'0')) * 2 % 11
	}
	return string("0123456789X"[(12-p)%11])
}

func TestResidentIDCatchesEveryChangedCharacter(t *testing.T) {
	for i := range annexID {
		for _, c := range "0123456789X" {
			if changed := annexID[:i] + string(c) + annexID[i+1:]; changed != annexID && CheckResidentID(changed) == nil {
				t.Errorf("character %d changed to %c passes", i+1, c)
			}
		}
	}
	for i := range len(annexID) - 1 {
		changed := annexID[:i] + annexID[i+1:i+2] + annexID[i:i+1] + annexID[i+2:]
		if changed != annexID && CheckResidentID(changed) == nil {
			t.Errorf("characters %d and %d swapped pass", i+1, i+2)
		}
	}
}

func TestResidentBirth(t *testing.T) {
	if d, ok := ResidentBirth(annexID); !ok || d.String() != "1949-12-31" {
		t.Errorf("born %v, %v", d, ok)
	}
	if d, ok := ResidentBirth("911124198108030024"); !ok || d.String() != "1981-08-03" {
		t.Errorf("a foreign resident is born %v, %v", d, ok)
	}
	if d, ok := ResidentBirth("110105194912310021"); ok {
		t.Errorf("a wrong number is born %v", d)
	}
	birth, _ := ResidentBirth(annexID)
	if age := birth.YearsUntil(Date{1967, 12, 31}); age != 18 {
		t.Errorf("age %d on the 18th birthday", age)
	}
}

func TestCheckPersonID(t *testing.T) {
	for _, c := range []struct {
		cert, number string
		want         error
	}{
		{CertResidentID, annexID, nil},
		{CertResidentID, "810000199408230021", ErrWrongDocument},
		{CertResidentID, "H01234567", ErrWrongDocument},
		{CertResidentID, "911124198108030024", ErrWrongDocument},
		{CertResidentID, "110105194912310021", ErrCheckCharacter},
		{CertHKMacaoResident, "810000199408230021", nil},
		{CertHKMacaoResident, annexID, ErrWrongDocument},
		{CertHKMacaoResident, "830000199201300022", ErrWrongDocument},
		{CertHKMacaoResident, "81010019940823002" + mod112("81010019940823002"), ErrRegion},
		{CertTaiwanResident, "830000199201300022", nil},
		{CertHKMacaoPermit, "H01234567", nil}, {CertHKMacaoPermit, "M01234567", nil}, {CertHKMacaoPermit, "H0123456701", nil},
		{CertHKMacaoPermit, "A01234567", ErrForm}, {CertHKMacaoPermit, "H0123456", ErrLength}, {CertHKMacaoPermit, annexID, ErrWrongDocument},
		{CertTaiwanPermit, "01234567", nil}, {CertTaiwanPermit, "0123456789", nil}, {CertTaiwanPermit, "0123456789(B)", nil}, {CertTaiwanPermit, "0123456789B", nil},
		{CertTaiwanPermit, "T1234567", ErrForm}, {CertTaiwanPermit, "0123456789(b)", ErrForm}, {CertTaiwanPermit, "0123456", ErrLength},
		{CertForeignResident, "911124198108030024", nil}, {CertForeignResident, "932682198501010017", nil}, {CertForeignResident, "CAN110081080310", nil},
		{CertForeignResident, "911124198108030025", ErrCheckCharacter}, {CertForeignResident, "CA1110081080310", ErrForm}, {CertForeignResident, "CAN11008108031", ErrLength},
		{CertForeignResident, "99912419810803002" + mod112("99912419810803002"), ErrRegion}, {CertForeignResident, annexID, ErrWrongDocument},
		{CertPassport, "E12345678", nil}, {CertPassport, "EA1234567", nil}, {CertPassport, "12345", nil},
		{CertPassport, "E123", ErrLength}, {CertPassport, "E1234-678", ErrCharacter}, {CertPassport, "PASSPORT", ErrForm},
		{"99", "anything", nil},
	} {
		if got := CheckPersonID(c.cert, c.number); !errors.Is(got, c.want) {
			t.Errorf("CheckPersonID(%s, %q) = %v, want %v", c.cert, c.number, got, c.want)
		}
	}
	for _, item := range TableNamed("person-cert").Items {
		if personIDChecks[item.Code] == nil {
			t.Errorf("%s has no check", item.Label.ZH)
		}
	}
}

// No error of a personal number may repeat it.
func TestErrorsKeepNumbersToThemselves(t *testing.T) {
	for _, number := range []string{"110105194912310021", "H0123456", "1101051949123100X2", "9901051949123100"} {
		for cert := range personIDChecks {
			if err := CheckPersonID(cert, number); err != nil && strings.Contains(err.Error(), number[:6]) {
				t.Errorf("type %s: %v", cert, err)
			}
		}
	}
}

func TestMend(t *testing.T) {
	for _, c := range []struct {
		s, want string
		ok      bool
	}{
		{"9164O5OOMA76ABC06P", "91640500MA76ABC06P", true},
		{"9I64OSOOMA76ABC06P", "91640500MA76ABC06P", true},
		{"91640500MA76ABC06P", "", false}, // nothing to mend
		{"91640500MA76ABC06Q", "", false}, // Q is not why
		{"OOOOOOO", "", false},
	} {
		if got, ok := Mend(c.s, CheckUSCC); got != c.want || ok != c.ok {
			t.Errorf("Mend(%q) = %q, %v, want %q, %v", c.s, got, ok, c.want, c.ok)
		}
	}
	if got, ok := Mend("11O1O519491231OO2X", CheckResidentID); !ok || got != annexID {
		t.Errorf("Mend = %q, %v", got, ok)
	}
	if got, ok := Mend("OI", func(s string) error {
		if strings.ContainsAny(s, "01") {
			return nil
		}
		return ErrForm
	}); ok {
		t.Errorf("of several ways one was taken: %q", got)
	}
}

func TestCheckAccount(t *testing.T) {
	for s, want := range map[string]error{
		"012345678901": nil, "12345678901": ErrLength, "0123456789012": ErrLength, "": ErrCharacter, "01234567890a": ErrCharacter,
	} {
		if got := CheckAccount(s); !errors.Is(got, want) {
			t.Errorf("CheckAccount(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestParseRecord(t *testing.T) {
	for _, c := range []struct {
		s    string
		want RecordNumber
	}{
		{"宁ICP备12345678号", RecordNumber{"64", "宁", "宁ICP备12345678号", 0}},
		{"宁ICP备12345678号-1", RecordNumber{"64", "宁", "宁ICP备12345678号", 1}},
		{"蜀ICP备2021000001号-12", RecordNumber{"51", "蜀", "蜀ICP备2021000001号", 12}},
		{"川ICP备12345678号", RecordNumber{"51", "川", "川ICP备12345678号", 0}},
		{"陇ICP备12345678号", RecordNumber{"62", "陇", "陇ICP备12345678号", 0}},
		{"甘ICP备12345678号", RecordNumber{"62", "甘", "甘ICP备12345678号", 0}},
	} {
		got, err := ParseRecord(c.s)
		if err != nil || got != c.want {
			t.Errorf("ParseRecord(%q) = %+v, %v, want %+v", c.s, got, err, c.want)
		}
	}
	for s, want := range map[string]error{
		"":                  ErrForm,
		"ICP备12345678号":     ErrForm,
		"宁夏ICP备12345678号":   ErrForm,
		"宁ICP证12345678号":    ErrForm,
		"宁ICP备1234567号":     ErrForm,
		"宁ICP备12345678901号": ErrForm,
		"宁ICP备12345678":     ErrForm,
		"宁ICP备12345678号1":   ErrForm,
		"宁ICP备12345678号-":   ErrForm,
		"宁ICP备12345678号-0":  ErrForm,
		"宁ICP备12345678号-+1": ErrForm,
		"X ICP备12345678号":   ErrForm,
		"国ICP备12345678号":    ErrRegion,
	} {
		if got, err := ParseRecord(s); !errors.Is(err, want) {
			t.Errorf("ParseRecord(%q) = %+v, %v, want %v", s, got, err, want)
		}
	}
}

func TestMask(t *testing.T) {
	for _, c := range []struct {
		field      Field
		text, want string
	}{
		{EntityPersonIDNumber, annexID, "110105********002X"},
		{EntityPersonIDNumber, "110105491231002", "110105*****1002"},
		{EntityPersonIDNumber, "H01234567", "H0*****67"},
		{EntityPersonIDNumber, "123", "1**"},
		{EntityPersonIDNumber, "1", "1*"},
		{EntityPersonMobile, "13800000001", "138****0001"},
		{EntityPersonMobile, "1380000", "1******"},
		{EntityPersonOfficePhone, "086-0955-7000000", "086-09******0000"},
		{EntityPersonEmail, "icp@example.com", "i***@example.com"},
		{EntityPersonEmail, "icp.example.com", "icp.ex*****.com"},
		{EntityPersonEmail, "@", "@*"},
		{EntityPersonEmail, "a@example.com,bc@example.com", "a@exam******************.com"},
		{EntityPersonName, "样某", "样*"}, {EntityPersonName, "样某某", "样**"}, {EntityPersonName, "阿里·样张", "阿**"}, {EntityPersonName, "样", "样*"},
		{DomainHolderCertNumber, "91640500MA76ABC06P", "916405********C06P"},
		{SitePersonIMAccount, "sample", "s*****"},
		{EntityName, "样张公司", "样张公司"}, {EntityCertNumber, "91640500MA76ABC06P", "91640500MA76ABC06P"}, {SiteDomains, "example.com", "example.com"},
		{EntityPersonName, "", ""},
	} {
		if got := Mask(c.field, c.text); got != c.want {
			t.Errorf("Mask(%s, %q) = %q, want %q", c.field.Key(), c.text, got, c.want)
		}
	}
}

func TestMaskHidesEverySecret(t *testing.T) {
	for i := range Fields {
		def := &Fields[i]
		for _, text := range []string{"样张", "13800000001", annexID, "a@example.com", "086-0955-7000000", "x@", "@x", "1234567"} {
			if masked := Mask(def.Field, text); (masked == text) == def.Field.Secret() {
				t.Errorf("Mask(%s, %q) = %q", def.Key, text, masked)
			}
		}
	}
}
