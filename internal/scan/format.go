package scan

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"

	"beiandesk/internal/filing"
)

// format is a kind of picture file, told by its content.
type format struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	// refused is why the format is known but not read.
	refused filing.Text
}

var (
	formatJPEG = &format{name: "JPEG", config: jpeg.DecodeConfig, decode: jpeg.Decode}
	formatPNG  = &format{name: "PNG", config: png.DecodeConfig, decode: png.Decode}
	formatGIF  = &format{name: "GIF", config: gif.DecodeConfig, decode: gif.Decode}
	formatBMP  = &format{name: "BMP", config: bmp.DecodeConfig, decode: bmp.Decode}
	formatTIFF = &format{name: "TIFF", config: tiff.DecodeConfig, decode: tiff.Decode}
	formatWebP = &format{name: "WebP", config: webp.DecodeConfig, decode: webp.Decode}
	formatPDF  = &format{name: "PDF", refused: filing.Text{ZH: "是 PDF 文件，目前只读图片", EN: "is a PDF; only pictures are read so far"}}
	formatHEIF = &format{name: "HEIF", refused: filing.Text{ZH: "是 HEIC/AVIF 图片，目前不能读取", EN: "is a HEIC/AVIF picture, which is not read so far"}}
)

// sniff tells the format of a file by its first bytes; nil when it is no
// picture that is known. Names and extensions do not count.
func sniff(data []byte) *format {
	has := func(magic string) bool { return bytes.HasPrefix(data, []byte(magic)) }
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
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return formatPDF
	}
	return nil
}
