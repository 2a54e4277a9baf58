package rules

import (
	"fmt"
	"testing"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// batch kinds, see batchOf.
const (
	inOrder   = "InOrder"
	inTrouble = "InTrouble"
	scattered = "Scattered"
)

// batchOf returns n filings of n/4 entities of one district, each with two
// persons of its own. In trouble, some values of each are spoilt; scattered,
// every filing is of an entity of its own, which are in all the cities there are.
func batchOf(b *testing.B, n int, kind string) []*filing.Filing {
	b.Helper()
	base := loadBase(b)
	one := one{Kind: string(filing.NewSite), Second: true}
	districts := allDistricts()
	filings := make([]*filing.Filing, n)
	for i := range filings {
		f := one.build(b, base, 0)
		set := func(field filing.Field, text string) {
			f.SetRaw(field, text, filing.Cell{Sheet: "网站", Col: 1, Row: int32(i + 2)})
		}
		entity, district := i/4, division.ByCode("320102")
		if kind == scattered {
			entity, district = i, districts[i%len(districts)]
			address := district.Province().Name + district.City().Name + district.Name + "范本路99号样楼9层909室"
			set(filing.EntityProvince, district.Province().Name)
			set(filing.EntityCity, district.City().Name)
			set(filing.EntityDistrict, district.Name)
			set(filing.EntityCertAddress, address)
			set(filing.EntityAddress, address)
		}
		province, _ := filing.TableNamed("province").Item(district.Code[:2])
		name, code := "样张"+numeral(entity)+"科技（"+district.City().Short()+"）有限公司", entityCode(district.Code, entity)
		for _, field := range []filing.Field{filing.EntityName, filing.EntityInvestor, filing.DomainHolder, filing.AccessAccountCompany} {
			set(field, name)
		}
		set(filing.EntityCertNumber, code)
		set(filing.DomainHolderCertNumber, code)
		set(filing.SiteName, "样张"+numeral(entity)+"官网")
		set(filing.EntityRecordNumber, fmt.Sprintf("%sICP备%08d号", province.Short, entity+1))
		for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
			p := filing.Person{Role: role}
			set(p.Field(filing.EntityPersonIDValidFrom), "2019-09-09")
			set(p.Field(filing.EntityPersonIDValidTo), filing.LongTerm)
		}
		set(filing.AccessAccountID, fmt.Sprintf("%012d", 100000000000+entity))
		set(filing.AccessIPs, fmt.Sprintf("52.83.%d.%d;52.82.%d.%d", entity/250, entity%250+1, entity/250, entity%250+1))
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
		if kind == inTrouble {
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

// numeral writes a number in four Chinese digits.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	return string([]rune{digits[n/1000%10], digits[n/100%10], digits[n/10%10], digits[n%10]})
}

// allDistricts returns the districts of the provinces that are served, those of
// one city far from each other.
func allDistricts() (districts []*division.Division) {
	for nth := 0; ; nth++ {
		before := len(districts)
		for _, province := range filing.TableNamed("province").Items {
			if !provider.Default().Served(province.Code) {
				continue
			}
			for _, city := range division.Cities(province.Code) {
				if below := city.Children(); nth < len(below) {
					districts = append(districts, below[nth])
				}
			}
		}
		if len(districts) == before {
			return districts
		}
	}
}

// entityCode returns the n-th well-formed code of a company of a division.
func entityCode(division string, n int) string {
	for _, organisation := range "0123456789X" {
		for _, check := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
			if s := fmt.Sprintf("91%sMA%06d%c%c", division, n, organisation, check); filing.CheckUSCC(s) == nil {
				return s
			}
		}
	}
	panic("no check character fits")
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
	for _, kind := range []string{inOrder, inTrouble, scattered} {
		b.Run(kind+"10000", func(b *testing.B) {
			filings := batchOf(b, 10_000, kind)
			opt := options(filing.ZH)
			b.ReportAllocs()
			for b.Loop() {
				Check(filings, opt)
			}
		})
	}
}
