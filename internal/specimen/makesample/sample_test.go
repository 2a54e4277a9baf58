package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"beiandesk/assets"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
	"beiandesk/internal/sheet"
	"beiandesk/internal/specimen"
)

// maxSample is how large the sample may be that every copy of the program holds.
const maxSample = 8 << 20

func embedded(t *testing.T, name string) []byte {
	t.Helper()
	data, err := assets.FS.ReadFile("sample/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSampleIsWhole(t *testing.T) {
	var want, got []string
	for _, f := range files() {
		want = append(want, f.path)
	}
	total := 0
	err := fs.WalkDir(assets.FS, "sample", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		got = append(got, strings.TrimPrefix(name, "sample/"))
		total += len(embedded(t, strings.TrimPrefix(name, "sample/")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run make sample; embedded files (-want +got):\n%s", diff)
	}
	if total > maxSample {
		t.Errorf("the sample has %d bytes, more than %d", total, maxSample)
	}
}

func TestWorkbookIsTheSameEveryTime(t *testing.T) {
	once, err := workbook()
	if err != nil {
		t.Fatal(err)
	}
	again, err := workbook()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(once, again) {
		t.Error("two workbooks differ")
	}
	if diff := cmp.Diff(cellsOf(t, once), cellsOf(t, embedded(t, "sample.xlsx"))); diff != "" {
		t.Errorf("run make sample; the embedded workbook (-now +embedded):\n%s", diff)
	}
}

func cellsOf(t *testing.T, data []byte) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells := make(map[string][][]string)
	for _, name := range f.GetSheetList() {
		if cells[name], err = f.GetRows(name); err != nil {
			t.Fatal(err)
		}
	}
	return cells
}

func TestPrintedNumbersAreValid(t *testing.T) {
	for _, p := range parties() {
		if err := filing.CheckUSCC(p.Code); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	for _, p := range persons() {
		if err := filing.CheckResidentID(p.Number); err != nil {
			t.Errorf("the card of %s: %v", p.Name, err)
		}
		if birth, ok := filing.ResidentBirth(p.Number); !ok || strings.ReplaceAll(birth.String(), "-", "") != p.Birth {
			t.Errorf("the card of %s prints another date of birth than its number", p.Name)
		}
		if odd := (p.Number[16]-'0')%2 == 1; odd == p.Female {
			t.Errorf("the card of %s prints another sex than its number", p.Name)
		}
	}
	if filing.CheckResidentID(qilu.rep.typed) == nil {
		t.Error("the mistyped number is right")
	}
}

// sampleFilings reads the embedded workbook as the program does.
func sampleFilings(t *testing.T) []*filing.Filing {
	t.Helper()
	name := path.Join(t.TempDir(), "sample.xlsx")
	if err := write(name, embedded(t, "sample.xlsx")); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(context.Background(), name, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Findings {
		t.Errorf("the workbook: %s at %s %v", f.Rule, f.Cell, f.Args)
	}
	if len(book.Filings) != len(entries) {
		t.Fatalf("%d filings are read of %d", len(book.Filings), len(entries))
	}
	return book.Filings
}

func TestWorkbookReadsBack(t *testing.T) {
	for i, f := range sampleFilings(t) {
		for field, text := range entries[i].values() {
			want := &filing.Filing{}
			want.Set(filing.EntityNature, filing.Value{Text: f.Text(filing.EntityNature)})
			want.SetRaw(field, text, filing.Cell{})
			if got := f.Text(field); got != want.Text(field) {
				t.Errorf("%s: %s is read as %q, want %q", entries[i].number, field.Key(), got, want.Text(field))
			}
		}
	}
}

func TestFilingsAreWhatTheyShow(t *testing.T) {
	filings := sampleFilings(t)
	prof := provider.Default()
	today := filing.Date{Year: 2026, Month: 11, Day: 24}
	result := rules.Check(filings, rules.Options{Profile: prof, Today: today})
	for i, f := range filings {
		e := entries[i]
		if got := filing.StatusOf(result.ByFiling[i]); got != e.expect {
			t.Errorf("%s is %s, want %s: %v", e.number, got, e.expect, rulesOf(result.ByFiling[i]))
		}
		var papers []filing.Paper
		for _, p := range prof.PapersFor(f) {
			papers = append(papers, p.ID)
		}
		if diff := cmp.Diff(e.papers, papers); diff != "" {
			t.Errorf("papers of %s (-want +got):\n%s", e.number, diff)
		}
	}
	for number, want := range map[string][]string{
		"003": {"site-name-forbidden-word", "domain-subdomain"},
		"004": {"ip-outside-region"},
		"009": {"resident-id-checksum", "emergency-same-as-mobile", "domain-expired"},
		"010": {"resident-id-checksum", "emergency-same-as-mobile"},
		"011": {"province-unserved", "phone-shared"},
		"012": {"uscc-individual-business", "phone-shared", "required"},
		"014": {"site-name-unrelated"},
	} {
		for i, e := range entries {
			if e.number != number {
				continue
			}
			for _, rule := range want {
				if got := rulesOf(result.ByFiling[i]); !slices.Contains(got, rule) {
					t.Errorf("%s lacks %s: %v", number, rule, got)
				}
			}
		}
	}
}

func rulesOf(findings []filing.Finding) (ids []string) {
	for _, f := range findings {
		if f.Severity != filing.Note {
			ids = append(ids, f.Rule)
		}
	}
	return ids
}

func TestPicturesAreWhatTheyShow(t *testing.T) {
	for _, want := range []struct {
		name        string
		size        image.Point // as stored
		orientation specimen.Orientation
	}{
		{"scans/样张云帆科技(宁夏)有限公司/营业执照.jpg", image.Pt(3000, 2250), specimen.Normal},
		{"scans/样张云帆科技(宁夏)有限公司/主体负责人身份证_正面.jpg", image.Pt(2400, 1800), specimen.Normal},
		{"scans/样张云帆科技(宁夏)有限公司/主体负责人身份证_反面.jpg", image.Pt(2400, 1800), specimen.Normal},
		{"scans/" + pujiang.Code + "/entity-licence.jpg", glass(200, 0).Size(), specimen.NoExif},
		{"scans/" + pujiang.Code + "/主体负责人证件.jpg", image.Pt(1228, 1583), specimen.NoExif},
		{"scans/" + pujiang.Code + "/网站负责人证件-1.jpg", image.Pt(2400, 1800), specimen.TurnRight},
		{"scans/" + pujiang.Code + "/网站负责人证件-2.jpg", image.Pt(2400, 1800), specimen.TurnRight},
		{"scans/005_营业执照.jpg", image.Pt(2880, 2160), specimen.UpsideDown},
		{"scans/005_身份证.jpg", image.Pt(1228, 1583), specimen.NoExif},
		{"scans/扫描/IMG_0012.jpg", image.Pt(2880, 2160), specimen.Normal},
		{"scans/样张齐鲁制造有限公司_营业执照.jpg", specimen.A4(200).Size(), specimen.NoExif},
		{"scans/样张齐鲁制造有限公司_身份证.jpg", specimen.A4(75).Size(), specimen.NoExif},
	} {
		data := embedded(t, want.name)
		m, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", want.name, err)
			continue
		}
		if m.Bounds().Size() != want.size {
			t.Errorf("%s: size %v, want %v", want.name, m.Bounds().Size(), want.size)
		}
		if got := orientationOf(data); got != want.orientation {
			t.Errorf("%s: orientation %d, want %d", want.name, got, want.orientation)
		}
		if _, grey := m.(*image.Gray); grey != strings.Contains(want.name, "齐鲁制造有限公司_营业执照") {
			t.Errorf("%s: grey is %v", want.name, grey)
		}
	}
	if _, err := jpeg.Decode(bytes.NewReader(embedded(t, "scans/yangzhang-qilu.cn_域名证书.jpg"))); err == nil {
		t.Error("the damaged picture is whole")
	}
}

// orientationOf reads the third entry of the EXIF directory that package
// specimen writes.
func orientationOf(data []byte) specimen.Orientation {
	at := bytes.Index(data[:min(len(data), 256)], []byte("Exif\x00\x00MM"))
	if at < 0 {
		return specimen.NoExif
	}
	return specimen.Orientation(binary.BigEndian.Uint16(data[at+6+8+2+2*12+8:]))
}

// The screenshots stand for all pictures: they are quick to draw again.
func TestScreenshotsShowTheirFilings(t *testing.T) {
	for name, now := range map[string]*image.RGBA{
		"scans/样张云帆科技(宁夏)有限公司/域名实名认证截图.png": specimen.DomainPage(entryOf("001").page(), specimen.Desktop),
		"scans/014/domain-cert.png": specimen.DomainPage(entryOf("014").page(), specimen.Phone),
	} {
		m, err := png.Decode(bytes.NewReader(embedded(t, name)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if m.Bounds() != now.Rect {
			t.Errorf("%s: size %v, want %v", name, m.Bounds(), now.Rect)
			continue
		}
		if far := furthest(m, now); far > 2 { // another processor may round otherwise
			t.Errorf("%s differs by %d from what it should show: run make sample", name, far)
		}
	}
}

// furthest returns the largest difference of any two channels, of 255.
func furthest(a, b image.Image) (far int) {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r, g, bl, _ := a.At(x, y).RGBA()
			r2, g2, bl2, _ := b.At(x, y).RGBA()
			for _, d := range [3]int{int(r>>8) - int(r2>>8), int(g>>8) - int(g2>>8), int(bl>>8) - int(bl2>>8)} {
				far = max(far, d, -d)
			}
		}
	}
	return far
}
