package scan

import (
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/disintegration/imaging"

	"beiandesk/internal/filing"
	"beiandesk/internal/jpeg"
	"beiandesk/internal/provider"
)

// Options change how pictures are fitted. The zero value will do.
type Options struct {
	// Cuts are what the user says of how files are cut, by file.
	Cuts map[string]Cut
	// Stored returns the picture that a name which is no path stands for, nil for
	// a path; Stored itself may be nil.
	Stored func(ctx context.Context, name string) (*Stored, error)
	// Explain is given the picture after each step, with a short name of the
	// step in lower-case letters; nil for nobody. The later steps come again, under
	// the same names, when a size that was tried did not do.
	Explain func(step string, img image.Image)
}

// Result is a picture that its slot takes, and what was seen on the way.
type Result struct {
	JPEG          []byte
	Width, Height int     // of the picture, pixels
	Quality       float64 // see jpeg.Encoded
	// UprightTurn is the clockwise turn by content, in degrees, after the
	// EXIF orientation was applied.
	UprightTurn int
	// UprightBy is what told that turn: qr, portrait, emblem, seal, rows (lines of
	// text lie; it might be upside down) or user; "" when nothing did.
	UprightBy string
	// Quad is where the document lies in the (first) source as displayed:
	// its corners, clockwise from the upper left, in pixels.
	Quad   [4][2]float64
	Places []Place       // of all documents, in the picture's order
	Steps  []filing.Text // what was done, in order
	// Codes are the unified social credit codes that QR codes on the documents
	// hold, checked; of whatever else these say nothing is kept.
	Codes []string
	// Findings have Rule, Slot and Args; the argument file is the path.
	Findings []filing.Finding
	Measured []Measured // of every document, where the slot is for one
}

// Fit makes one picture of the files for a slot: of one file, or of the two
// sides of a document. Errors are an [*Error], or ctx's. The same files give the
// same bytes.
func Fit(ctx context.Context, files []string, slot provider.Slot, opt Options) (*Result, error) {
	job := &fitting{ctx: ctx, slot: slot, opt: opt, result: new(Result)}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pages, err := open(ctx, file, pagesWanted(files, slot), opt.Stored)
		if err != nil {
			return nil, err
		}
		for _, s := range pages {
			job.sources = append(job.sources, s)
			job.took(s)
		}
	}
	return job.fit()
}

// fit makes the picture of the sources.
func (f *fitting) fit() (result *Result, err error) {
	if len(f.sources) == 0 {
		return nil, errors.New("scan: no files")
	}
	defer func() {
		if r := recover(); r != nil { // one picture never ends the batch
			result, err = nil, unworkable(f.sources[0].file, fmt.Errorf("fitting: %v", r))
		}
	}()
	f.locate()
	f.readCodes()
	f.judge()
	for i := range f.documents {
		f.result.Places = append(f.result.Places, f.documents[i].place())
	}
	first := f.result.Places[0]
	f.result.Quad, f.result.UprightTurn, f.result.UprightBy = first.Quad, 90*f.documents[0].bearing.turn, first.UprightBy
	return f.result, f.make()
}

var saveAsJPEG = filing.Text{ZH: "请在看图软件中打开并另存为 JPG 或 PNG", EN: "open it in a picture viewer and save it as JPG or PNG"}

func unworkable(file string, err error) *Error {
	return &Error{File: file, Err: err, Remedy: saveAsJPEG, Why: filing.Text{ZH: "处理时出错", EN: "could not be worked on"}}
}

// pagesWanted is how many pages a file gives: both sides of a document where
// one file is to hold both, else the first.
func pagesWanted(files []string, slot provider.Slot) int {
	if len(files) == 1 && slot.Sides == 2 {
		return 2
	}
	return 1
}

// fitting is one picture in the making.
type fitting struct {
	ctx       context.Context
	slot      provider.Slot
	opt       Options
	sources   []*source
	documents []document
	result    *Result
}

// took notes how a source came in.
func (f *fitting) took(s *source) {
	f.step("读取 %s，%d×%d 像素", "read %s, %d×%d pixels", s.format, s.width(), s.height())
	switch {
	case s.page > 1 || s.cut != nil && s.pages > 1:
		f.step("这是文件的第 %d 页", "this is page %d of the file", s.page)
	case s.pages > 1 && pagesWanted([]string{s.file}, f.slot) == 1:
		f.step("文件内有 %d 页，只取第一页", "took the first of the %d pages in the file", s.pages)
	case s.pages > 2:
		f.step("文件内有 %d 页，只取前两页", "took the first two of the %d pages in the file", s.pages)
	}
	if s.turned != 1 {
		f.step("按照片的方向标记（EXIF %d）摆正", "turned upright by the camera's note (EXIF %d)", s.turned)
	}
	f.result.Steps = append(f.result.Steps, s.steps...)
	if s.lost > 0 {
		f.find("scan-damaged", s, filing.Args{"lost": fmt.Sprintf("%.1f%%", 100*s.lost)})
	}
}

func (f *fitting) step(zh, en string, args ...any) {
	f.result.Steps = append(f.result.Steps, filing.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)})
}

func (f *fitting) find(rule string, s *source, args filing.Args) {
	if args == nil {
		args = filing.Args{}
	}
	args["file"] = s.file
	f.result.Findings = append(f.result.Findings, filing.Finding{Rule: rule, Slot: f.slot.ID, Args: args})
}

// locate finds the documents in the sources: one in each, or both sides of a
// card in a single one.
func (f *fitting) locate() {
	for _, s := range f.sources {
		most := 1
		if f.slot.Sides == 2 && len(f.sources) == 1 {
			most = 2
		}
		documents, unsure := f.documentsIn(s, most)
		for i := range documents {
			f.tell(&documents[i])
		}
		if unsure {
			f.find("scan-outline-unsure", s, nil)
		}
		f.documents = append(f.documents, documents...)
	}
	f.turnByHand()
	f.orderSides()
	for i := range f.documents {
		d := &f.documents[i]
		d.even = !f.cutOf(d.source).KeepLight && !d.whole
		if d.explain = f.explainFor(i); d.explain != nil {
			d.explain("corners", marked(d))
		}
	}
}

// tell notes what was made of a document.
func (f *fitting) tell(d *document) {
	switch {
	case d.byHand:
		f.tellByHand(d)
	case !d.whole:
		f.step("找到证件的四角，校正透视并裁到边缘", "found the document's corners, straightened it and cut it to its edges")
	}
	if d.skew != 0 {
		f.step("按文字行校正 %.1f 度的倾斜", "made level: lines were off by %.1f degrees", d.skew)
	}
	if d.bearing.turn != 0 && !d.byHand {
		by, degrees := clueNames[d.bearing.by], 90*d.bearing.turn
		f.result.Steps = append(f.result.Steps, filing.Text{ZH: fmt.Sprintf("按%s顺时针转 %d 度", by.ZH, degrees),
			EN: fmt.Sprintf("turned by %d degrees clockwise, by its %s", degrees, by.EN)})
	}
	if d.cutOff() {
		f.find("scan-cut-off", d.source, nil)
	}
}

// orderSides puts the side with the portrait above the one with the emblem.
func (f *fitting) orderSides() {
	if f.slot.Sides != 2 || len(f.documents) != 2 {
		return
	}
	a, b := f.documents[0].bearing, f.documents[1].bearing
	if a.sure && b.sure && a.by == byEmblem && b.by == byPortrait {
		f.documents[0], f.documents[1] = f.documents[1], f.documents[0]
		f.step("把有照片的一面放在上面", "put the side with the portrait above the other")
	}
}

// make composes, scales and encodes.
func (f *fitting) make() error {
	page := pageOf(f.documents, f.slot)
	if len(f.documents) > 1 {
		f.step("把 %d 面合成一张，自上而下", "composed %d sides into one, from top to bottom", len(f.documents))
	}
	scale := scalingFor(page.width, page.height, f.slot)
	const unseen = 1.01 // pages scanned at the very resolution that is asked for lose a line to the cutting
	if scale.enlarged && scale.chosen > unseen {
		f.enlarged(scale.chosen)
	}
	encoded, size, err := f.encode(&page, scale)
	if err != nil {
		return err
	}
	f.tellLight()
	f.result.JPEG, f.result.Quality = encoded.Bytes, encoded.Quality
	f.result.Width, f.result.Height = size.X, size.Y
	if size.X != page.width || size.Y != page.height {
		f.step("从 %d×%d 缩放到 %d×%d 像素", "scaled from %d×%d to %d×%d pixels", page.width, page.height, size.X, size.Y)
	}
	f.step("编码为 JPEG，质量 %.1f，%d 字节", "encoded as JPEG, quality %.1f, %d bytes", encoded.Quality, len(encoded.Bytes))
	if encoded.Padded > 0 {
		f.step("图片内容太少，补足了 %d 字节以达到下限", "padded with %d bytes to reach the least size: there is little in the picture", encoded.Padded)
	}
	return nil
}

// tellLight notes how the light was evened.
func (f *fitting) tellLight() {
	for i := range f.documents {
		d := &f.documents[i]
		if f.cutOf(d.source).KeepLight && !d.whole {
			f.step("按要求不校正光线", "left the light as it is, as asked")
		}
		if d.raised > 0 {
			f.step("把最暗处的光线提亮 %d%%，使纸面明暗均匀", "raised the light by %d%% where it was darkest", d.raised)
		}
		if d.cast > 0 {
			f.step("光线偏色 %d%%，校正了大部分", "the light's colour was off by %d%%: most of it was taken away", d.cast)
		}
	}
}

// enlarged tells by how much, in the wording that fits: slightly, or a document
// whose print can hardly be read. Where it is blurred that has been told.
func (f *fitting) enlarged(factor float64) {
	const slightly = 1.25
	d := f.smallest()
	w, h := d.size()
	args := filing.Args{"have": fmt.Sprintf("%d×%d", w, h), "need": fmt.Sprintf("%d×%d", f.slot.Width, f.slot.Height)}
	variant := ""
	switch {
	case d.coarse() && !d.blurred():
		variant, args["dpi"] = "coarse", fmt.Sprintf("%.0f", d.measured.DPI)
	case factor <= slightly:
		variant = "slight"
	}
	f.vary("scan-enlarged", variant, d.source, args)
}

func (f *fitting) smallest() *document {
	least := &f.documents[0]
	area := func(d *document) int { w, h := d.size(); return w * h }
	for i := range f.documents {
		if area(&f.documents[i]) < area(least) {
			least = &f.documents[i]
		}
	}
	return least
}

// encode finds the size at which the picture fits the window of bytes, starting
// at the chosen one: smaller when even the lowest quality is too large, larger
// when there is too little in it and the source has more pixels to give.
func (f *fitting) encode(page *page, scale scaling) (jpeg.Encoded, image.Point, error) {
	const smaller, larger = 0.85, 1.25
	w, h := page.width, page.height
	window := jpeg.Window{Min: f.slot.MinBytes, Max: f.slot.MaxBytes}
	factor, grown := scale.chosen, false
	for {
		if err := f.ctx.Err(); err != nil {
			return jpeg.Encoded{}, image.Point{}, err
		}
		x, y := apply(w, h, factor)
		picture, err := page.render(x, y)
		if err != nil {
			return jpeg.Encoded{}, image.Point{}, unworkable(f.sources[0].file, err)
		}
		if f.opt.Explain != nil {
			f.opt.Explain("page", picture)
		}
		encoded, err := jpeg.EncodeWindow(picture, window, jpeg.Options{Density: 300})
		switch {
		case errors.Is(err, jpeg.ErrTooLarge) && !grown && factor > scale.least && factor > 0.02:
			factor = max(scale.least, factor*smaller)
			continue
		case err != nil:
			return encoded, image.Point{}, &Error{File: f.sources[0].file, Err: err,
				Why: filing.Text{ZH: "无法压缩到规定的大小", EN: "cannot be encoded within the size that is asked for"}, Remedy: saveAsJPEG}
		case encoded.Padded > 0 && factor < 1:
			factor, grown = min(1, factor*larger), true
			continue
		}
		return encoded, image.Pt(x, y), nil
	}
}

func resize(img image.Image, w, h int) image.Image {
	if b := img.Bounds(); b.Dx() == w && b.Dy() == h {
		return img
	}
	return imaging.Resize(img, w, h, filterFor(img.Bounds().Dx(), w))
}

// fitted returns a picture reduced so that no side is longer than most.
func fitted(img image.Image, most int) *image.NRGBA { return imaging.Fit(img, most, most, imaging.Box) }
