package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"

	"beiandesk/internal/filing"
)

// pdfFile is the objects and the pages of a PDF.
//
// Objects are found by reading the file from front to back, not by its table:
// what a scanner or a merging tool wrote is whole, tables often are not, and a
// later object of the same number holds in either way of reading.
type pdfFile struct {
	data    []byte
	objects map[pdfRef]any
	list    []pdfPage
}

// pdfPage is a page with what it inherits.
type pdfPage struct {
	dict      pdfDict
	resources any
	mediaBox  any
	cropBox   any
	rotate    any
}

func (f *pdfFile) pages() int { return len(f.list) }

func openPDF(data []byte) (content, error) {
	f := &pdfFile{data: data, objects: map[pdfRef]any{}}
	root, encrypted := f.scan()
	if encrypted {
		return nil, refuse("是加密的 PDF，不能读取", "is an encrypted PDF, which is not read",
			filing.Text{ZH: "请在 PDF 阅读器中打开，用“打印”另存为不加密的 PDF，或把页面导出为图片", EN: "open it in a PDF reader and print it to a PDF without a password, or export the page as a picture"})
	}
	if root == nil {
		root = f.catalogue()
	}
	if pages, ok := f.resolve(root["Pages"]).(pdfDict); ok {
		f.tree(pages, pdfPage{}, map[string]bool{}, 0)
	}
	if len(f.list) == 0 {
		return nil, errors.New("no pages")
	}
	return f, nil
}

// scan reads every object and returns the root of the last trailer.
func (f *pdfFile) scan() (root pdfDict, encrypted bool) {
	l := &pdfLexer{data: f.data}
	var packed []*pdfStream
	trailer := func(d pdfDict) {
		if d["Encrypt"] != nil {
			encrypted = true
		}
		if ref, ok := d["Root"].(pdfRef); ok {
			root = pdfDict{"Root": ref}
		}
	}
	for len(f.objects) < maxPDFObjects {
		next, isObject := nextObject(f.data, l.at)
		if next < 0 {
			break
		}
		l.at = next
		if !isObject { // trailer
			l.at += len("trailer")
			if d, err := l.next(0); err == nil {
				if d, ok := d.(pdfDict); ok {
					trailer(d)
				}
			}
			continue
		}
		number, value, ok := f.object(l)
		if !ok {
			l.at = next + 3
			continue
		}
		f.objects[number] = value
		if s, ok := value.(*pdfStream); ok {
			switch s.dict["Type"] {
			case pdfName("XRef"):
				trailer(s.dict)
			case pdfName("ObjStm"):
				packed = append(packed, s)
			}
		}
	}
	if !encrypted {
		f.unpack(packed)
	}
	if root != nil {
		catalogue, _ := f.resolve(root["Root"]).(pdfDict)
		root = catalogue
	}
	return root, encrypted
}

// nextObject finds the next “obj” or “trailer”.
func nextObject(data []byte, from int) (at int, isObject bool) {
	from = min(from, len(data))
	object := bytes.Index(data[from:], []byte("obj"))
	end := len(data) - from
	if object >= 0 {
		end = object
	}
	if t := bytes.Index(data[from:from+end], []byte("trailer")); t >= 0 {
		return from + t, false
	}
	if object < 0 {
		return -1, false
	}
	return from + object, true
}

// object reads the object whose “obj” stands here: “7 0 obj … endobj”.
func (f *pdfFile) object(l *pdfLexer) (pdfRef, any, bool) {
	number, ok := numberBefore(f.data, l.at)
	if !ok {
		return 0, nil, false
	}
	l.at += len("obj")
	value, err := l.next(0)
	if err != nil {
		return 0, nil, false
	}
	dict, ok := value.(pdfDict)
	if !ok {
		return pdfRef(number), value, true
	}
	l.skip()
	if !bytes.HasPrefix(f.data[l.at:], []byte("stream")) {
		return pdfRef(number), dict, true
	}
	l.at += len("stream")
	if l.at < len(f.data) && f.data[l.at] == '\r' {
		l.at++
	}
	if l.at < len(f.data) && f.data[l.at] == '\n' {
		l.at++
	}
	raw := f.streamData(dict, l.at)
	l.at += len(raw)
	return pdfRef(number), &pdfStream{dict, raw}, true
}

// streamData is as long as the dictionary says, if the end stands there, else
// it reaches to the next end.
func (f *pdfFile) streamData(dict pdfDict, at int) []byte {
	end := []byte("endstream")
	rest := f.data[at:]
	if n, ok := f.resolve(dict["Length"]).(float64); ok && n >= 0 && n < float64(len(rest)) {
		after := rest[int(n):]
		if bytes.HasPrefix(bytes.TrimLeft(after[:min(len(after), 20)], "\r\n \t"), end) {
			return rest[:int(n)]
		}
	}
	if n := bytes.Index(rest, end); n >= 0 {
		return bytes.TrimSuffix(bytes.TrimSuffix(rest[:n], []byte("\n")), []byte("\r"))
	}
	return rest
}

// numberBefore reads “7 0 ” backwards.
func numberBefore(data []byte, at int) (int, bool) {
	back := func() string {
		for at > 0 && isSpace(data[at-1]) {
			at--
		}
		end := at
		for at > 0 && end-at < 10 && data[at-1] >= '0' && data[at-1] <= '9' {
			at--
		}
		return string(data[at:end])
	}
	generation := back()
	number, err := strconv.Atoi(back())
	return number, err == nil && generation != "" && number < 1<<30
}

// unpack reads the objects that are packed in streams (7.5.7). An object that
// stands by itself is the later one where the stream's number is smaller.
func (f *pdfFile) unpack(streams []*pdfStream) {
	const most = 64 << 20
	for _, s := range streams {
		data, _, err := f.decodeStream(s, most)
		if err != nil {
			continue
		}
		n, _ := f.resolve(s.dict["N"]).(float64)
		first, _ := f.resolve(s.dict["First"]).(float64)
		if first < 0 || int(first) > len(data) {
			continue
		}
		head := &pdfLexer{data: data[:int(first)]}
		for range int(min(n, maxPDFObjects)) {
			number, err1 := head.next(0)
			offset, err2 := head.next(0)
			num, ok1 := number.(float64)
			off, ok2 := offset.(float64)
			if err1 != nil || err2 != nil || !ok1 || !ok2 || off < 0 || first+off > float64(len(data)) || len(f.objects) >= maxPDFObjects {
				break
			}
			if value, err := (&pdfLexer{data: data, at: int(first + off)}).next(0); err == nil {
				f.objects[pdfRef(num)] = value
			}
		}
	}
}

// catalogue looks for the root where no trailer names it.
func (f *pdfFile) catalogue() pdfDict {
	least, found := pdfRef(-1), pdfDict{}
	for number, o := range f.objects {
		if d, ok := o.(pdfDict); ok && d["Type"] == pdfName("Catalog") && (least < 0 || number < least) {
			least, found = number, d
		}
	}
	return found
}

// resolve follows references.
func (f *pdfFile) resolve(v any) any {
	for range maxPDFDepth {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.objects[ref]
	}
	return nil
}

func (f *pdfFile) dict(v any) pdfDict {
	switch v := f.resolve(v).(type) {
	case pdfDict:
		return v
	case *pdfStream:
		return v.dict
	}
	return nil
}

func (f *pdfFile) numbers(v any) (out []float64) {
	list, _ := f.resolve(v).([]any)
	for _, n := range list {
		x, ok := f.resolve(n).(float64)
		if !ok {
			return nil
		}
		out = append(out, x)
	}
	return out
}

func (f *pdfFile) number(v any, otherwise float64) float64 {
	if x, ok := f.resolve(v).(float64); ok {
		return x
	}
	return otherwise
}

// tree walks the tree of pages and hands down what pages inherit (7.7.3).
func (f *pdfFile) tree(node pdfDict, above pdfPage, seen map[string]bool, depth int) {
	if depth > maxPDFDepth || len(f.list) >= maxPages {
		return
	}
	inherit := func(to *any, key pdfName) {
		if v, ok := node[key]; ok {
			*to = v
		}
	}
	inherit(&above.resources, "Resources")
	inherit(&above.mediaBox, "MediaBox")
	inherit(&above.cropBox, "CropBox")
	inherit(&above.rotate, "Rotate")
	kids, ok := f.resolve(node["Kids"]).([]any)
	if !ok {
		above.dict = node
		f.list = append(f.list, above)
		return
	}
	for _, kid := range kids {
		if ref, ok := kid.(pdfRef); ok {
			if key := strconv.Itoa(int(ref)); seen[key] {
				continue
			} else {
				seen[key] = true
			}
		}
		if d, ok := f.resolve(kid).(pdfDict); ok {
			f.tree(d, above, seen, depth+1)
		}
	}
}

var exportPage = filing.Text{ZH: "请在 PDF 阅读器中把该页导出为图片，或截图存为 PNG", EN: "export the page as a picture in a PDF reader, or save a screenshot of it"}

func (f *pdfFile) decode(ctx context.Context, number int) (*decoded, error) {
	page := f.list[number]
	c := &pdfContent{file: f, ctx: ctx}
	if err := c.page(page); err != nil {
		return nil, err
	}
	box := f.visible(page)
	c.keepVisible(box)
	if len(c.placed) == 0 {
		return nil, refuse(fmt.Sprintf("PDF 的第 %d 页没有扫描图片", number+1), fmt.Sprintf("has no scanned picture on page %d", number+1), exportPage)
	}
	if c.isWritten() {
		return nil, refuse(fmt.Sprintf("PDF 的第 %d 页是排版的文字，不是扫描件，本程序不能绘制", number+1),
			fmt.Sprintf("has written text on page %d, not a scan; it is not drawn here", number+1), exportPage)
	}
	d, err := c.compose(box)
	if err != nil {
		return nil, err
	}
	turn := (int(f.number(page.rotate, 0))/90%4 + 4) % 4
	d.orientation = turned(d.orientation, turn)
	return d, nil
}

// turned adds quarter turns clockwise to an orientation.
func turned(orientation, quarters int) int {
	next := [9]int{0: 6, 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}
	for range quarters {
		orientation = next[orientation]
	}
	return orientation
}
