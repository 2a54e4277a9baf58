//go:build !nodynamic

package picture

import (
	"context"
	"image"

	"beiandesk/internal/filing"
)

// heifBuiltIn says whether the decoders are in this build.
const heifBuiltIn = false

// decodeHEIF refuses: without the tag nodynamic the decoders would load
// whatever library of their name the system has.
func decodeHEIF(context.Context, *heifFile) (image.Image, error) {
	return nil, refuse("是 HEIC/AVIF 图片，本程序编译时没有包含其解码器", "is a HEIC/AVIF picture; this build was made without their decoders",
		filing.Text{ZH: "请用 -tags nodynamic 编译，或在手机、看图软件中另存为 JPG", EN: "build with -tags nodynamic, or save it as JPG on the phone or in a picture viewer"})
}
