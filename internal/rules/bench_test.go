package rules

import (
	"fmt"
	"testing"

	"beiandesk/internal/filing"
)

// batchOf returns n filings of n/4 entities, each with two persons of its own;
// trouble spoils some values of each.
func batchOf(b *testing.B, n int, trouble bool) []*filing.Filing {
	b.Helper()
	base := loadBase(b)
	one := one{Second: true}
	filings := make([]*filing.Filing, n)
	for i := range filings {
		f := one.build(b, base, 0)
		set := func(field filing.Field, text string) {
			f.SetRaw(field, text, filing.Cell{Sheet: "网站", Col: 1, Row: int32(i + 2)})
		}
		entity := i / 4
		set(filing.EntityPersonIDNumber, identityNumber(2*entity))
		set(filing.EntityLegalRepIDNumber, identityNumber(2*entity))
		set(filing.SitePersonIDNumber, identityNumber(2*entity+1))
		set(filing.FilingKey, fmt.Sprintf("%05d", i))
		set(filing.SiteDomains, fmt.Sprintf("example%d.com", i))
		set(filing.SiteHomeURL, fmt.Sprintf("www.example%d.com", i))
		set(filing.EntityPersonMobile, fmt.Sprintf("138%08d", 2*entity))
		set(filing.SitePersonMobile, fmt.Sprintf("138%08d", 2*entity+1))
		set(filing.EntityPersonEmail, fmt.Sprintf("a%d@example.com", entity))
		set(filing.SitePersonEmail, fmt.Sprintf("b%d@example.com", entity))
		if trouble {
			set(filing.SiteName, "样张中国云帆网")
			set(filing.EntityCertNumber, "91320102MA00TEXT04")
			set(filing.EntityCity, "")
			set(filing.AccessIPs, "10.0.0.1;8.8.8.8")
			set(filing.DomainHolder, "范本贸易有限公司")
		}
		filings[i] = f
	}
	filing.Number(filings)
	return filings
}

// identityNumber returns the n-th well-formed number of an identity card.
func identityNumber(n int) string {
	for _, check := range "0123456789X" {
		if s := fmt.Sprintf("320100%04d0101%03d%c", 1950+n/1000, n%1000, check); filing.CheckResidentID(s) == nil {
			return s
		}
	}
	panic("no check character fits")
}

// The budget is 300 ms for 10,000 filings on one core.
func BenchmarkCheck(b *testing.B) {
	for _, trouble := range []bool{false, true} {
		name := map[bool]string{false: "InOrder", true: "InTrouble"}[trouble]
		b.Run(name+"10000", func(b *testing.B) {
			filings := batchOf(b, 10_000, trouble)
			opt := options(filing.ZH)
			b.ReportAllocs()
			for b.Loop() {
				Check(filings, opt)
			}
		})
	}
}
