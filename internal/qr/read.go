package qr

import (
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// Read returns what the QR code in a picture says, the picture being little more
// than the code. It says nothing of a code that is damaged beyond its error
// correction, which gozxing (a port of ZXing) works out.
func Read(m *image.Gray) (text string, ok bool) {
	defer func() {
		if recover() != nil { // a picture that the library does not expect is one without a code
			text, ok = "", false
		}
	}()
	source := gozxing.NewLuminanceSourceFromImage(m)
	hints := map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		if result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil {
			return result.GetText(), true
		}
	}
	return "", false
}

// ReadModules returns what a QR code says whose modules, dark or not, were told
// row by row.
func ReadModules(dark [][]bool) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	result, err := decoder.NewDecoder().DecodeBoolMapWithoutHint(dark)
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}
