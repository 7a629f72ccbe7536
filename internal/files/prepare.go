package files

import (
	"bytes"
	"context"
	"image"
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
	atOnce     = 2 // pictures that are decoded: each takes up to 160 MiB
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

// shrunk draws a picture anew, at most so large.
func shrunk(from image.Image) *image.NRGBA {
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	if side := max(width, height); side > longest {
		width, height = max(1, width*longest/side), max(1, height*longest/side)
	}
	to := image.NewNRGBA(image.Rect(0, 0, width, height))
	if width == from.Bounds().Dx() {
		draw.Draw(to, to.Bounds(), from, from.Bounds().Min, draw.Src)
	} else {
		scale.CatmullRom.Scale(to, to.Bounds(), from, from.Bounds(), draw.Src, nil)
	}
	return to
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
