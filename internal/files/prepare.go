package files

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	scale "golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // a format that image.Decode then knows

	"github.com/folkmoot/folkmoot/internal/fault"
)

// The kinds of files that are kept.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	PDF  = "application/pdf"
)

const (
	// MaxBytes is how large a file may be that people send.
	MaxBytes = 5 << 20

	maxPixels  = 40_000_000
	longest    = 2_000 // pixels of a side that is kept
	quality    = 85
	atOnce     = 2 // pictures that are decoded: each takes up to 160 MiB, or 320 with 16 bits a colour
	pdfMark    = "%PDF-"
	markWithin = 1024 // bytes, by the implementation notes of PDF 1.7, appendix H.3
)

// A Prepared file is one that may be kept.
type Prepared struct {
	Kind          string
	Content       []byte
	Width, Height int // of a picture, in pixels
}

// decoding keeps pictures from taking all memory.
var decoding = make(chan struct{}, atOnce)

// Prepare makes of what somebody sent what may be kept: a picture (JPEG, PNG, WebP)
// is drawn anew, upright and not too large, without whatever else was in its file; a
// PDF stays as it is. It returns Invalid for the field "file" for all else.
func Prepare(ctx context.Context, content []byte) (Prepared, error) {
	if len(content) > MaxBytes {
		return Prepared{}, fault.Field("file", "A file has up to 5 MiB.")
	}
	if bytes.Contains(content[:min(len(content), markWithin)], []byte(pdfMark)) {
		return Prepared{Kind: PDF, Content: content}, nil
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return Prepared{}, fault.Field("file", "Pictures (JPEG, PNG, WebP) and PDF can be attached. This is something else, or it is broken.")
	}
	if config.Width < 1 || config.Height < 1 || config.Width > maxPixels/config.Height {
		return Prepared{}, fault.Field("file", "This picture has more than 40 million points. Please make it smaller.")
	}
	select {
	case decoding <- struct{}{}:
		defer func() { <-decoding }()
	case <-ctx.Done():
		return Prepared{}, fault.New(fault.Unavailable, "Many pictures arrive at the moment. Please try again.")
	}
	decoded, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return Prepared{}, fault.Field("file", "This picture is broken; it could not be read to its end.")
	}
	turn := upright
	if format == "jpeg" {
		turn = orientation(content)
	}
	return encode(turned(shrunk(decoded), turn), format)
}

// shrunk draws a picture anew, at most so large. It takes no memory besides: what
// scales by kernels keeps 32 bytes for each point of a width that is small already.
func shrunk(from image.Image) *image.NRGBA {
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	if side := max(width, height); side > longest {
		width, height = max(1, width*longest/side), max(1, height*longest/side)
		from = averaged(from, side/longest)
	}
	to := image.NewNRGBA(image.Rect(0, 0, width, height))
	if to.Bounds().Size() == from.Bounds().Size() {
		draw.Draw(to, to.Bounds(), from, from.Bounds().Min, draw.Src)
	} else {
		scale.ApproxBiLinear.Scale(to, to.Bounds(), from, from.Bounds(), draw.Src, nil)
	}
	return to
}

// averaged is a picture made smaller by a whole number: each of its points is what
// so many by so many were.
func averaged(from image.Image, by int) image.Image {
	read, known := from.(image.RGBA64Image)
	if by < 2 || !known {
		return from
	}
	whole := from.Bounds()
	to := image.NewNRGBA(image.Rect(0, 0, max(1, whole.Dx()/by), max(1, whole.Dy()/by)))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			part := image.Rect(0, 0, by, by).Add(whole.Min).Add(image.Pt(x*by, y*by)).Intersect(whole)
			to.SetRGBA64(x, y, average(read, part))
		}
	}
	return to
}

func average(picture image.RGBA64Image, part image.Rectangle) color.RGBA64 {
	var r, g, b, a, n uint64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			c := picture.RGBA64At(x, y)
			r, g, b, a, n = r+uint64(c.R), g+uint64(c.G), b+uint64(c.B), a+uint64(c.A), n+1
		}
	}
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)} //nolint:gosec // an average is no more than the most
}

// encode writes photographs as JPEG, and what was drawn or can be seen through as PNG.
func encode(picture *image.NRGBA, format string) (Prepared, error) {
	made := Prepared{Kind: JPEG, Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy()}
	var out bytes.Buffer
	var err error
	if format == "png" || !picture.Opaque() {
		made.Kind, err = PNG, png.Encode(&out, picture)
	} else {
		err = jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return Prepared{}, fault.Field("file", "This picture could not be written anew.")
	}
	made.Content = out.Bytes()
	return made, nil
}
