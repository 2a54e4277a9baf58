package qr

import (
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
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
