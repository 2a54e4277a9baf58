package pdf

import (
	"testing"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// values are what a test filing holds, by key of the dictionary; canonical
// texts, as the import makes them.
type values map[string]string

// sampleValues is a filing that needs every paper: an entity of Ningxia whose
// site's person is not its legal representative, with documents other than a
// licence, on another company's account. Persons and numbers are made up.
var sampleValues = values{
	"filing.key": "001", "filing.kind": "new-entity",
	"entity.name": "样张云帆科技（宁夏）有限公司", "entity.nature": "4", "entity.cert_type": "1", "entity.cert_number": "91640500MA76ABC06P",
	"entity.province": "64", "entity.city": "中卫市", "entity.district": "沙坡头区",
	"entity.legal_rep": "样某某", "entity.legal_rep_id_type": "2", "entity.legal_rep_id_number": "11010519491231002X",
	"site.name": "样张云帆科技官网", "site.domains": "example.com\nexample.net", "site.home_url": "www.example.com",
	"site.person.name": "范某", "site.person.title": "技术经理", "site.person.id_type": "7", "site.person.id_number": "E00000000", "site.person.mobile": "13800000003",
	"access.account_id": "012345678901", "access.account_company": "样张控股（北京）有限公司", "access.ips": "52.82.10.20\n52.83.20.30",
	"entity.person.name": "样某某", "entity.person.id_type": "2", "entity.person.id_number": "11010519491231002X", "entity.person.mobile": "13800000001",
	"site.domain.registrar": "示例域名注册服务有限公司",
}

// sampleFiling returns the sample filing with some values replaced.
func sampleFiling(t testing.TB, change values) *filing.Filing {
	t.Helper()
	f := new(filing.Filing)
	for _, vs := range []values{sampleValues, change} {
		for key, text := range vs {
			field, ok := filing.ByKey(key)
			if !ok {
				t.Fatalf("no field %q", key)
			}
			f.Set(field, filing.Value{Text: text})
		}
	}
	return f
}

// fillSample fills a paper for one filing.
func fillSample(t testing.TB, paper filing.Paper, change values) *forms.Form {
	t.Helper()
	form, err := forms.Default().Fill(paper, []*filing.Filing{sampleFiling(t, change)}, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// listsOf fills the lists of one filing.
func listsOf(t testing.TB, change values) []*forms.Form {
	t.Helper()
	all := forms.Default().ListsOf(sampleFiling(t, change), provider.Default())
	if len(all) == 0 {
		t.Fatal("no list")
	}
	return all
}

// posting fills the list of what is posted.
func posting(t testing.TB, papers ...*forms.Form) *forms.Form {
	t.Helper()
	var entries []forms.Entry
	for _, form := range papers {
		entries = append(entries, forms.Entry{Form: form})
	}
	form, err := forms.Default().List(forms.PostingList, entries, func(string) string { return sampleValues["entity.name"] }, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	return form
}
