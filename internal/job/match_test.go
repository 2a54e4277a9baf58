package job

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// twoFilings are of one company, with a site each; the second site has another
// responsible person.
func twoFilings() []*filing.Filing {
	first := record(map[filing.Field]string{
		filing.FilingKey: "001", filing.FilingKind: string(filing.NewEntity), filing.EntityName: "样张云帆科技（宁夏）有限公司",
		filing.EntityCertNumber: "91640500MA76ABC06P", filing.SiteDomains: "yangzhang.example\nsecond.example",
		filing.EntityPersonIDNumber: "11010519491231002X", filing.SitePersonIDNumber: "11010519491231002X",
	})
	second := record(map[filing.Field]string{
		filing.FilingKey: "002", filing.FilingKind: string(filing.NewSite), filing.EntityName: "样张云帆科技（宁夏）有限公司",
		filing.EntityCertNumber: "91640500MA76ABC06P", filing.SiteDomains: "other.example",
		filing.EntityPersonIDNumber: "11010519491231002X", filing.SitePersonIDNumber: "110105198003070011",
	})
	return []*filing.Filing{first, second}
}

func record(values map[filing.Field]string) *filing.Filing {
	f := new(filing.Filing)
	for field, text := range values {
		f.Set(field, filing.Value{Text: text})
	}
	return f
}

func TestFilesAreMatchedByTheirNames(t *testing.T) {
	const company, code = "样张云帆科技（宁夏）有限公司", "91640500MA76ABC06P"
	tests := []struct {
		name  string
		files []string
		// want is slot → files of the first and of the second filing
		first, second map[filing.Slot][]string
		unmatched     []string
	}{
		{
			name:  "a folder of the company serves all its filings",
			files: []string{company + "/营业执照.jpg"},
			first: slots(filing.SlotEntityLicence, company+"/营业执照.jpg"), second: slots(filing.SlotEntityLicence, company+"/营业执照.jpg"),
		},
		{
			name:  "half-width brackets name the same company",
			files: []string{"样张云帆科技(宁夏)有限公司/营业执照副本.png"},
			first: slots(filing.SlotEntityLicence, "样张云帆科技(宁夏)有限公司/营业执照副本.png"), second: slots(filing.SlotEntityLicence, "样张云帆科技(宁夏)有限公司/营业执照副本.png"),
		},
		{
			name:  "the filing's own folder wins over the company's",
			files: []string{"001/主办单位证件.jpg", code + "/营业执照.jpg"},
			first: slots(filing.SlotEntityLicence, "001/主办单位证件.jpg"), second: slots(filing.SlotEntityLicence, code+"/营业执照.jpg"),
		},
		{
			name:  "flat names, front before back",
			files: []string{"001_网站负责人证件_反面.jpg", "001_网站负责人证件_正面.jpg"},
			first: map[filing.Slot][]string{
				filing.SlotSitePersonID:   {"001_网站负责人证件_正面.jpg", "001_网站负责人证件_反面.jpg"},
				filing.SlotEntityPersonID: {"001_网站负责人证件_正面.jpg", "001_网站负责人证件_反面.jpg"}, // the same person
			},
		},
		{
			name:   "numbered sides, and a person of their own",
			files:  []string{"002_网站负责人身份证-2.jpg", "002_网站负责人身份证-1.jpg"},
			second: slots(filing.SlotSitePersonID, "002_网站负责人身份证-1.jpg", "002_网站负责人身份证-2.jpg"),
		},
		{
			name:  "a second domain of the filing names it too",
			files: []string{"second.example_域名实名认证截图.png"},
			first: slots(filing.SlotDomainCert, "second.example_域名实名认证截图.png"),
		},
		{
			name:   "an ID that names neither role serves both",
			files:  []string{"other.example/身份证.jpg"},
			second: map[filing.Slot][]string{filing.SlotEntityPersonID: {"other.example/身份证.jpg"}, filing.SlotSitePersonID: {"other.example/身份证.jpg"}},
		},
		{
			name:  "slot ids name materials",
			files: []string{"001/entity-licence.jpg", "001/domain-cert.png"},
			first: map[filing.Slot][]string{filing.SlotEntityLicence: {"001/entity-licence.jpg"}, filing.SlotDomainCert: {"001/domain-cert.png"}},
		},
		{
			name:  "a folder a material",
			files: []string{"001/主体负责人证件/正面.jpg", "001/主体负责人证件/反面.jpg"},
			first: map[filing.Slot][]string{
				filing.SlotEntityPersonID: {"001/主体负责人证件/正面.jpg", "001/主体负责人证件/反面.jpg"},
				filing.SlotSitePersonID:   {"001/主体负责人证件/正面.jpg", "001/主体负责人证件/反面.jpg"},
			},
		},
		{
			name:      "what belongs to nobody or says nothing is told",
			files:     []string{"003/营业执照.jpg", "001/IMG_2031.jpg"},
			unmatched: []string{"001/IMG_2031.jpg", "003/营业执照.jpg"},
		},
		{
			name:  "droppings of systems are passed over in silence",
			files: []string{".DS_Store", "001/Thumbs.db", "~$备案.xlsx", "备案.xlsx", "001/营业执照.jpg"},
			first: slots(filing.SlotEntityLicence, "001/营业执照.jpg"),
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, name := range test.files {
				touch(t, filepath.Join(dir, filepath.FromSlash(name)))
			}
			filings := twoFilings()
			filing.Number(filings)
			batch, err := matchScans(context.Background(), filings, dir, provider.Default(), true)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []map[filing.Slot][]string{test.first, test.second} {
				if diff := cmp.Diff(orEmpty(want), relative(t, dir, filings[i].Scans)); diff != "" {
					t.Errorf("filing %d (-want +got):\n%s", i+1, diff)
				}
			}
			var unmatched []string
			for _, f := range batch {
				if f.Rule != "scan-unmatched" {
					t.Errorf("finding %s", f.Rule)
				}
				unmatched = append(unmatched, f.Args["file"])
			}
			if diff := cmp.Diff(test.unmatched, unmatched); diff != "" {
				t.Errorf("unmatched (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAColumnThatNamesFilesWins(t *testing.T) {
	dir := t.TempDir()
	touch(t, filepath.Join(dir, "001", "营业执照.jpg"))
	touch(t, filepath.Join(dir, "照片", "IMG 1.jpg"))
	filings := twoFilings()
	filings[0].Set(filing.ScanEntityLicence, filing.Value{Text: "照片/IMG 1.jpg"})
	filing.Number(filings)
	batch, err := matchScans(context.Background(), filings, dir, provider.Default(), true)
	if err != nil {
		t.Fatal(err)
	}
	if len(batch) > 0 {
		t.Errorf("a file that is used is called unmatched: %v", batch[0].Args)
	}
	if diff := cmp.Diff(slots(filing.SlotEntityLicence, "照片/IMG 1.jpg"), relative(t, dir, filings[0].Scans)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAScanFolderThatIsNoneIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.jpg")
	touch(t, file)
	for _, dir := range []string{file, filepath.Join(filepath.Dir(file), "none")} {
		_, err := matchScans(context.Background(), twoFilings(), dir, provider.Default(), true)
		if err == nil || !strings.Contains(Say(err, filing.ZH), dir) {
			t.Errorf("%s: error is %v, want one that names it", dir, err)
		}
	}
}

func TestNaturalOrder(t *testing.T) {
	for _, pair := range [][2]string{{"a2", "a10"}, {"a02", "a10"}, {"1_b", "2_a"}, {"a", "ab"}, {"x9y1", "x9y2"}} {
		if !naturalLess(pair[0], pair[1]) || naturalLess(pair[1], pair[0]) {
			t.Errorf("%s should come before %s", pair[0], pair[1])
		}
	}
}

func slots(slot filing.Slot, files ...string) map[filing.Slot][]string {
	return map[filing.Slot][]string{slot: files}
}

func orEmpty(m map[filing.Slot][]string) map[filing.Slot][]string {
	if m == nil {
		return map[filing.Slot][]string{}
	}
	return m
}

func relative(t *testing.T, dir string, scans map[filing.Slot][]string) map[filing.Slot][]string {
	t.Helper()
	rel := make(map[filing.Slot][]string)
	for slot, files := range scans {
		for _, file := range files {
			name, err := filepath.Rel(dir, file)
			if err != nil {
				t.Fatal(err)
			}
			rel[slot] = append(rel[slot], filepath.ToSlash(name))
		}
	}
	return rel
}

func touch(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}
