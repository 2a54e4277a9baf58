package job

import (
	"context"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
	"beiandesk/internal/sheet/sheettest"
	"beiandesk/internal/specimen"
)

// plain is a picture of one colour, as a file.
func plain(t *testing.T, c color.RGBA) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range img.Pix {
		img.Pix[i] = [4]byte{c.R, c.G, c.B, 255}[i%4]
	}
	data, err := specimen.JPEG(img, 90, 0)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pictureBatch opens a workbook of two filings: the licence and both sides of an
// ID are pictures in the first one's row. files lie in the scan folder; without
// any there is none.
func pictureBatch(t *testing.T, files ...string) *Batch {
	t.Helper()
	dir := t.TempDir()
	book := filepath.Join(dir, "样张.xlsx")
	err := sheettest.Write(book, [][]string{
		{"编号", "备案类型", "主办单位名称", "域名", "营业执照", "法人身份证正面", "法人身份证反面"},
		{"001", "首次备案", "样张甲公司", "a.cn", "", "", ""},
		{"002", "首次备案", "样张乙公司", "b.cn"},
	}, []sheettest.Picture{
		{Col: 5, Row: 2, Data: plain(t, color.RGBA{R: 255})},
		{Col: 7, Row: 2, Data: plain(t, color.RGBA{B: 255}), Floating: true},
		{Col: 6, Row: 2, Data: plain(t, color.RGBA{G: 255})},
	})
	if err != nil {
		t.Fatal(err)
	}
	scans := ""
	for _, file := range files {
		scans = filepath.Join(dir, "材料")
		touch(t, filepath.Join(scans, file))
	}
	b, err := Open(context.Background(), book, scans, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// readAnew reads the workbook of a batch anew.
func readAnew(t *testing.T, b *Batch) *Batch {
	t.Helper()
	now, err := b.Again(context.Background(), b.ScanDir, b.opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { now.Close() })
	return now
}

func labels(f *filing.Filing) map[filing.Slot][]string {
	all := make(map[filing.Slot][]string)
	for slot, files := range f.Scans {
		for _, file := range files {
			all[slot] = append(all[slot], FileLabel(file, filing.ZH))
		}
	}
	return all
}

func TestPicturesOfTheWorkbookAreScans(t *testing.T) {
	b := pictureBatch(t)
	want := map[filing.Slot][]string{
		filing.SlotEntityLicence:  {"样张.xlsx 备案!E2 中的图片"},
		filing.SlotEntityPersonID: {"样张.xlsx 备案!F2 中的图片", "样张.xlsx 备案!G2 中的图片"},
	}
	if diff := cmp.Diff(want, labels(b.Filings[0])); diff != "" {
		t.Error(diff)
	}
	report, err := b.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	missing := func(r FilingReport) (slots []filing.Slot) {
		for _, f := range r.Findings {
			if f.Rule == "scan-missing" {
				slots = append(slots, f.Slot)
			}
		}
		return slots
	}
	if got := missing(report.Filings[0]); slices.Contains(got, filing.SlotEntityLicence) || !slices.Contains(got, filing.SlotDomainCert) {
		t.Errorf("missing at the filing with pictures: %v", got)
	}
	if got := missing(report.Filings[1]); !slices.Contains(got, filing.SlotEntityLicence) {
		t.Errorf("missing at the filing without: %v", got)
	}
	named := slices.ContainsFunc(report.Filings[0].Findings, func(f filing.Finding) bool { return strings.Contains(f.Message, "样张.xlsx 备案!E2 中的图片") })
	if !named {
		t.Error("no finding names the picture by its cell")
	}
}

func TestPicturesAreFittedAndSeen(t *testing.T) {
	b := pictureBatch(t)
	made, err := b.Pictures(context.Background(), b.Filings[0], filing.SlotEntityPersonID)
	if err != nil || len(made) != 1 || made[0].Err != nil || len(made[0].JPEG) == 0 {
		t.Fatalf("%d pictures, %v", len(made), err)
	}
	if len(made[0].Sources) != 2 || !slices.ContainsFunc(made[0].Result.Places, func(p scan.Place) bool { return p.File == made[0].Sources[1] }) {
		t.Errorf("made of %q, places %v", made[0].Sources, made[0].Result.Places)
	}
	look, err := b.LookAt(context.Background(), made[0].Sources[0], 30)
	if err != nil || look.Width != 60 || look.Height != 40 || look.Bytes == 0 || look.Image.Bounds().Dx() != 30 {
		t.Fatalf("%+v, %v", look, err)
	}
	if r, g, _, _ := look.Image.At(15, 10).RGBA(); g < r {
		t.Error("the first picture is not the front")
	}
}

func TestAFileGoesBeforeAPicture(t *testing.T) {
	b := pictureBatch(t, "001/营业执照.jpg", "002_营业执照.jpg")
	f := b.Filings[0]
	if diff := cmp.Diff([]string{"营业执照.jpg"}, labels(f)[filing.SlotEntityLicence]); diff != "" {
		t.Error(diff)
	}
	if len(f.Scans[filing.SlotEntityPersonID]) != 2 {
		t.Error("the other pictures are gone")
	}
	if len(f.Noticed) != 1 || f.Noticed[0].Rule != "picture-superseded" || f.Noticed[0].Cell != "备案!E2" || f.Noticed[0].Args["file"] != "营业执照.jpg" {
		t.Errorf("noticed %+v", f.Noticed)
	}
}

func TestACutOfAPictureIsKept(t *testing.T) {
	b := pictureBatch(t)
	file := b.Filings[0].Scans[filing.SlotEntityLicence][0]
	cut := scan.Cut{Whole: true, Turn: 1}
	if err := b.SetCut(file, cut); err != nil {
		t.Fatal(err)
	}
	b = readAnew(t, b)
	if got := b.Cut(b.Filings[0].Scans[filing.SlotEntityLicence][0]); got != cut {
		t.Errorf("the cut is %+v", got)
	}
	if got := b.Cut(b.Filings[0].Scans[filing.SlotEntityPersonID][0]); got != (scan.Cut{}) {
		t.Errorf("another picture is cut %+v", got)
	}
}

func TestAWorkbookThatChangedMeanwhileIsSaid(t *testing.T) {
	b := pictureBatch(t)
	intact, err := os.ReadFile(b.Workbook)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.Workbook, []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := b.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	found := slices.ContainsFunc(report.Filings[0].Findings, func(f filing.Finding) bool {
		return f.Rule == "scan-unreadable" && strings.Contains(f.Message, "样张.xlsx 备案!E2 中的图片") && strings.Contains(f.Message, "被改动")
	})
	if !found {
		t.Errorf("findings %+v", report.Filings[0].Findings)
	}

	if err := os.WriteFile(b.Workbook, intact, 0o600); err != nil {
		t.Fatal(err)
	}
	b = readAnew(t, b)
	made, err := b.Pictures(context.Background(), b.Filings[0], filing.SlotEntityLicence)
	if err != nil || len(made) != 1 || made[0].Err != nil {
		t.Errorf("read again: %d pictures, %v, %v", len(made), err, made[0].Err)
	}
}
