package picture

import (
	"bytes"

	"beiandesk/internal/filing"
)

// format is a kind of picture file, told by its content.
type format struct {
	name string
	open func(data []byte) (content, error)
}

var (
	formatJPEG = &format{"JPEG", openJPEG}
	formatPNG  = &format{"PNG", openPNG}
	formatGIF  = &format{"GIF", openGIF}
	formatBMP  = &format{"BMP", openBMP}
	formatTIFF = &format{"TIFF", openTIFF}
	formatWebP = &format{"WebP", openWebP}
	formatHEIF = &format{"HEIC", openHEIF}
	formatPDF  = &format{"PDF", openPDF}
)

// refused are kinds that are known and not read.
var refused = []struct {
	magic  string
	zh, en string
	remedy filing.Text
}{
	{"II+\x00", "是 BigTIFF 图片，不能读取", "is a BigTIFF picture, which is not read", saveAsJPEG},
	{"MM\x00+", "是 BigTIFF 图片，不能读取", "is a BigTIFF picture, which is not read", saveAsJPEG},
	{"8BPS", "是 Photoshop 文件，不能读取", "is a Photoshop file, which is not read", saveAsJPEG},
	{"\x00\x00\x00\x0cJXL ", "是 JPEG XL 图片，不能读取", "is a JPEG XL picture, which is not read", saveAsJPEG},
	{"\xff\x0a", "是 JPEG XL 图片，不能读取", "is a JPEG XL picture, which is not read", saveAsJPEG},
	{"\x00\x00\x00\x0cjP  ", "是 JPEG 2000 图片，不能读取", "is a JPEG 2000 picture, which is not read", saveAsJPEG},
	{"\xff\x4f\xff\x51", "是 JPEG 2000 图片，不能读取", "is a JPEG 2000 picture, which is not read", saveAsJPEG},
	{"PK\x03\x04", "是压缩包或 Office 文件，不是图片", "is an archive or an Office document, not a picture",
		filing.Text{ZH: "请解压，或把文档里的图片另存出来", EN: "unpack it, or save the picture out of the document"}},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是 Office 文件，不是图片", "is an Office document, not a picture",
		filing.Text{ZH: "请把文档里的图片另存出来", EN: "save the picture out of the document"}},
}

// junk is how far into a file a JPEG picture or a PDF header is looked for:
// some cameras' and mail programs' files start with bytes of their own, and PDF
// readers look as far (ISO 32000-1, annex H.3).
const junk = 1024

// sniff tells the format of a file by its first bytes; nil when it is no
// picture that is known. Names and extensions do not count.
func sniff(data []byte) *format {
	has := func(magic string) bool { return bytes.HasPrefix(data, []byte(magic)) }
	head := data[:min(len(data), junk)]
	switch {
	case has("\xff\xd8\xff"):
		return formatJPEG
	case has("\x89PNG\r\n\x1a\n"):
		return formatPNG
	case has("GIF87a"), has("GIF89a"):
		return formatGIF
	case has("BM"):
		return formatBMP
	case has("II*\x00"), has("MM\x00*"):
		return formatTIFF
	case has("RIFF") && len(data) >= 12 && string(data[8:12]) == "WEBP":
		return formatWebP
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return formatHEIF
	}
	for _, r := range refused {
		if has(r.magic) {
			return &format{name: r.magic, open: func([]byte) (content, error) { return nil, refuse(r.zh, r.en, r.remedy) }}
		}
	}
	switch {
	case bytes.Contains(head, []byte("%PDF-")):
		return formatPDF
	case bytes.Contains(head, []byte("\xff\xd8\xff")):
		return formatJPEG
	}
	return nil
}
