package picture

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"runtime/debug"
	"time"
	_ "unsafe" // for the two names below

	_ "github.com/gen2brain/avif"
	_ "github.com/gen2brain/heic"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// The decoders are WebAssembly programs that the two modules carry: libheif
// with libde265, and libavif with libaom. The modules' own functions run them
// without a bound on memory, print to this program's output and never give the
// machine back, so the programs are run here. Without the tag nodynamic the
// modules also look for libraries of that name on the system when a program
// starts; those are never called.

//go:linkname heicProgram github.com/gen2brain/heic.heifWasm
var heicProgram []byte

//go:linkname avifProgram github.com/gen2brain/avif.decodeWasm
var avifProgram []byte

const (
	// mostMemory of 64 KB pages is 768 MB: enough for a HEIC of 100 MP and an
	// AVIF of 38 MP.
	mostMemory = 768 << 4
	// idle is how long a compiled program, which takes about a second to
	// compile and 30 MB, is kept after its last picture.
	idle = 20 * time.Second
)

// machine is the one that decodes, and whose turn it is.
var machine = func() chan *wasm {
	c := make(chan *wasm, 1)
	c <- nil
	return c
}()

// wasm is a compiled program.
type wasm struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	av1      bool
	used     time.Time
}

// decodeHEIF decodes one picture at a time; others wait. A program cannot be
// stopped (checking for it made decoding three times slower: 1.75 s of CPU for
// 0.47 s at 2.8 MP), so where ctx ends first its result is dropped, and the
// next picture waits until it is done.
func decodeHEIF(ctx context.Context, f *heifFile) (image.Image, error) {
	var w *wasm
	select {
	case w = <-machine:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	type result struct {
		img image.Image
		err error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		w, r.img, r.err = w.decode(f)
		debug.FreeOSMemory() // a photo's planes, several times over, before the next needs as much
		machine <- w
		done <- r
	}()
	select {
	case r := <-done:
		return r.img, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// decode decodes with a program, compiled anew where it is another than w, and
// returns it.
func (w *wasm) decode(f *heifFile) (next *wasm, img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil { // outside the caller's own recover
			next, img, err = nil, nil, fmt.Errorf("%v", r)
		}
	}()
	if w != nil && w.av1 != f.av1 {
		w.runtime.Close(context.Background())
		w = nil
	}
	if w == nil {
		if w, err = compile(f.av1); err != nil {
			return nil, nil, err
		}
	}
	img, err = w.run(context.Background(), f)
	w.used = time.Now()
	time.AfterFunc(idle+time.Second, forget)
	return w, img, err
}

// forget closes a program that was not used for a while.
func forget() {
	w := <-machine
	if w != nil && time.Since(w.used) >= idle {
		w.runtime.Close(context.Background())
		w = nil
	}
	machine <- w
}

func compile(av1 bool) (*wasm, error) {
	program := heicProgram
	if av1 {
		program = avifProgram
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(program))
	if err != nil {
		return nil, err
	}
	code, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(mostMemory)
	w := &wasm{runtime: wazero.NewRuntimeWithConfig(ctx, config), av1: av1}
	if _, err = wasi_snapshot_preview1.Instantiate(ctx, w.runtime); err == nil {
		w.compiled, err = w.runtime.CompileModule(ctx, code)
	}
	if err != nil {
		w.runtime.Close(ctx)
		return nil, err
	}
	return w, nil
}

// run starts the program anew for each picture, so that none sees another's
// memory and all of it is given back. It has no files, no output and no clock.
func (w *wasm) run(ctx context.Context, f *heifFile) (image.Image, error) {
	ctx = experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		return &memory{make([]byte, 0, min(most, f.memory()))}
	}))
	module, err := w.runtime.InstantiateModule(ctx, w.compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, err
	}
	defer module.Close(context.Background())
	p := &process{ctx: ctx, module: module}
	in := p.alloc(uint64(len(f.data)))
	if p.err == nil && !module.Memory().Write(uint32(in), f.data) {
		return nil, errMemory
	}
	if w.av1 {
		return p.avif(in, uint64(len(f.data)))
	}
	return p.heic(in, uint64(len(f.data)))
}

// memory is a program's. It starts as large as a picture of that size needs, as
// growing means to hold it twice.
type memory struct{ b []byte }

// Reallocate returns size bytes, new ones of which are zero.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m.b)) {
		larger := make([]byte, size, size+size/8)
		copy(larger, m.b)
		m.b = larger
	}
	m.b = m.b[:size]
	return m.b
}

// Free leaves the memory to the collector.
func (m *memory) Free() { m.b = nil }

// memory is about how much the decoder takes for the picture: at 12 MP libheif
// took 6 bytes a pixel, twice that where tiles are put together, libavif 20.
func (f *heifFile) memory() uint64 {
	const fixed, hevc, av1 = 24 << 20, 12, 24 // bytes, bytes a pixel
	each := uint64(hevc)
	if f.av1 {
		each = av1
	}
	return fixed + uint64(len(f.data)) + each*uint64(f.width)*uint64(f.height)
}

var (
	errMemory  = refuse("解码所需内存过多", "takes too much memory to decode", saveAsJPEG)
	errDecoder = errors.New("the decoder refuses the picture")
)

// process is a program at work; its first error stays.
type process struct {
	ctx    context.Context
	module api.Module
	err    error
}

func (p *process) call(name string, args ...uint64) uint64 {
	if p.err != nil {
		return 0
	}
	result, err := p.module.ExportedFunction(name).Call(p.ctx, args...)
	if err != nil || len(result) == 0 {
		p.err = errors.Join(errDecoder, err)
		return 0
	}
	return uint64(uint32(result[0]))
}

func (p *process) alloc(n uint64) uint64 {
	at := p.call("malloc", n)
	if p.err == nil && at == 0 {
		p.err = errMemory
	}
	return at
}

// numbers allocates so many 32-bit results and returns where they are.
func (p *process) numbers(n int) (at []uint64) {
	first := p.alloc(uint64(4 * n))
	for i := range n {
		at = append(at, first+uint64(4*i))
	}
	return at
}

func (p *process) read(at uint64) int {
	v, ok := p.module.Memory().ReadUint32Le(uint32(at))
	if !ok && p.err == nil {
		p.err = errMemory
	}
	return int(v)
}

// take copies a result out of the program's memory.
func (p *process) take(at uint64, size int) []byte {
	view, ok := p.module.Memory().Read(uint32(at), uint32(size))
	if !ok {
		p.err = errMemory
		return nil
	}
	return bytes.Clone(view)
}

// heic runs the program of gen2brain/heic (lib/heif.c).
func (p *process) heic(in, size uint64) (image.Image, error) {
	v := p.numbers(5)
	decode := func(headerOnly, out uint64) {
		if p.call("decode", in, size, headerOnly, v[0], v[1], v[2], v[3], v[4], out) == 0 && p.err == nil {
			p.err = errDecoder
		}
	}
	if decode(1, 0); p.err != nil {
		return nil, p.err
	}
	w, h, space, chroma, multiplied := p.read(v[0]), p.read(v[1]), p.read(v[2]), p.read(v[3]), p.read(v[4])
	if err := checkSize(w, h); err != nil {
		return nil, err
	}
	const ycbcr, rgb, grey = 0, 1, 2 // enum heif_colorspace
	// libheif's rows have 64 samples or more and 16 bytes or a multiple.
	aligned := func(samples, bytes int) int { return (max(samples, 64)*bytes + 15) &^ 15 }
	img := &image.YCbCr{Rect: image.Rect(0, 0, w, h), YStride: aligned(w, 1), CStride: aligned(w, 1)}
	rows, bytes := h, 0
	switch space {
	case ycbcr:
		switch chroma { // enum heif_chroma
		case 1:
			img.SubsampleRatio, img.CStride, rows = image.YCbCrSubsampleRatio420, aligned((w+1)/2, 1), (h+1)/2
		case 2:
			img.SubsampleRatio, img.CStride = image.YCbCrSubsampleRatio422, aligned((w+1)/2, 1)
		case 3:
			img.SubsampleRatio = image.YCbCrSubsampleRatio444
		default:
			return nil, errDecoder
		}
		bytes = img.YStride*h + 2*img.CStride*rows
	case rgb:
		bytes = aligned(w, 4) * h
	case grey:
		bytes = aligned(w, 1) * h
	default:
		return nil, errDecoder
	}
	out := p.alloc(uint64(bytes))
	if decode(0, out); p.err != nil {
		return nil, p.err
	}
	pix := p.take(out, bytes)
	if p.err != nil {
		return nil, p.err
	}
	switch {
	case space == grey:
		return &image.Gray{Pix: pix, Stride: aligned(w, 1), Rect: img.Rect}, nil
	case space == rgb && multiplied == 1:
		return &image.RGBA{Pix: pix, Stride: aligned(w, 4), Rect: img.Rect}, nil
	case space == rgb:
		return &image.NRGBA{Pix: pix, Stride: aligned(w, 4), Rect: img.Rect}, nil
	}
	luma, plane := img.YStride*h, img.CStride*rows
	img.Y, img.Cb, img.Cr = pix[:luma:luma], pix[luma:luma+plane:luma+plane], pix[luma+plane:]
	return img, nil
}

// avif runs the decoder of gen2brain/avif (lib/decode.c).
func (p *process) avif(in, size uint64) (image.Image, error) {
	v := p.numbers(6) // the last two take a duration
	decode := func(headerOnly, out uint64) {
		if p.call("decode", in, size, headerOnly, 0, v[0], v[1], v[2], v[3], v[4], out) == 0 && p.err == nil {
			p.err = errDecoder
		}
	}
	if decode(1, 0); p.err != nil {
		return nil, p.err
	}
	w, h, depth := p.read(v[0]), p.read(v[1]), p.read(v[2])
	most, each := MaxPixels, 4
	if depth > 8 {
		most, each = maxDeepPixels, 8
	}
	if err := checkSizeOf(w, h, most); err != nil {
		return nil, err
	}
	out := p.alloc(uint64(each * w * h))
	if decode(0, out); p.err != nil {
		return nil, p.err
	}
	pix := p.take(out, each*w*h)
	if p.err != nil {
		return nil, p.err
	}
	if each == 8 { // the program's numbers have the low byte first
		for i := 0; i+1 < len(pix); i += 2 {
			binary.BigEndian.PutUint16(pix[i:], binary.LittleEndian.Uint16(pix[i:]))
		}
		return &image.RGBA64{Pix: pix, Stride: 8 * w, Rect: image.Rect(0, 0, w, h)}, nil
	}
	return &image.RGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}, nil
}
