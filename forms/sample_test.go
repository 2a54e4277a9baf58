package forms

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

var update = flag.Bool("update", false, "write the golden files anew")

// values are what a test filing holds, by key of the dictionary; canonical
// texts, as the import makes them.
type values map[string]string

// sampleValues is a filing that needs every paper. Persons and numbers are
// made up.
var sampleValues = values{
	"filing.key": "001", "filing.kind": "new-entity",
	"entity.name": "样张云帆科技（宁夏）有限公司", "entity.nature": "4", "entity.cert_type": "1", "entity.cert_number": "91640500MA76ABC06P",
	"entity.province": "64", "entity.city": "中卫市", "entity.district": "沙坡头区",
	"entity.cert_address": "宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室", "entity.address": "宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室",
	"entity.legal_rep": "样某某", "entity.legal_rep_id_type": "2", "entity.legal_rep_id_number": "11010519491231002X",
	"entity.person.name": "样某某", "entity.person.id_type": "2", "entity.person.id_number": "11010519491231002X", "entity.person.mobile": "13800000001",
	"site.name": "样张云帆科技官网", "site.domains": "example.com\nexample.net", "site.home_url": "www.example.com", "site.languages": "1\n12",
	"site.person.name": "范某", "site.person.title": "技术经理", "site.person.id_type": "7", "site.person.id_number": "E00000000", "site.person.mobile": "13800000003",
	"access.account_id": "012345678901", "access.account_company": "样张控股（北京）有限公司", "access.ips": "52.82.10.20\n52.83.20.30",
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

func fill(t testing.TB, paper filing.Paper, filings ...*filing.Filing) *Form {
	t.Helper()
	form, err := Default().Fill(paper, filings, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (run the test with -update after a wanted change):\n%s", path, diff)
	}
}
