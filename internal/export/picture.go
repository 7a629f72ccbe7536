package export

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"time"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// The picture has the size that places where people share addresses ask for.
const (
	pictureWidth  = 1200
	pictureHeight = 630
	pictureMargin = 84
)

var paperScreen = color.RGBA{0xfb, 0xf7, 0xef, 0xff}

// A picture is drawn in colours one over the other.
type picture struct {
	image *image.RGBA
	t     *typesetter
	rtl   bool
}

// Picture draws what stands beside the address of an agenda where somebody
// shares it: the title, when and where, and the meeting as a line of time. It is
// a PNG of 1200 by 630 pixels.
func Picture(a Agenda) ([]byte, error) {
	t, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	p := &picture{image: image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight)), t: t, rtl: direction(a.Title) == "rtl"}
	draw.Draw(p.image, p.image.Bounds(), image.NewUniform(paperScreen), image.Point{}, draw.Src)
	p.words(a)
	if a.EndsAt.After(a.StartsAt) {
		p.bar(a)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p.image); err != nil {
		return nil, fmt.Errorf("export: write the picture: %w", err)
	}
	return out.Bytes(), nil
}

func (p *picture) words(a Agenda) {
	const inner = pictureWidth - 2*pictureMargin
	quiet, plain := style{sans, 30, quietPrint}, style{sans, 35, inkPrint}
	y := p.lines(70, 1.2, p.t.set(inner, 1, words{a.ProcessName, quiet}))
	y = p.lines(y+8, 1.1, p.fit(a.Title, inner))
	if a.Cancelled {
		y = p.lines(y+18, 1.2, p.t.set(inner, 1, words{cancelled, style{sansBold, 35, symbolPrint}}))
	} else {
		y += 6
	}
	y = p.lines(y+12, 1.25, p.t.set(inner, 1, words{a.day(a.StartsAt) + ", ", plain}, words{a.span(a.StartsAt, a.EndsAt), style{sansBold, 35, inkPrint}}))
	where := line(a.Place)
	if where == "" && webLink(a.Link) != "" {
		where = "From afar"
	}
	p.lines(y, 1.25, p.t.set(inner, 1, words{where, quiet}))
}

// fit sets the title as large as it can be.
func (p *picture) fit(title string, width float64) []setLine {
	sizes := []float64{92, 80, 68, 58, 50}
	for i, size := range sizes {
		w, most := words{title, style{serifBold, size, inkPrint}}, 2+i/2
		if set := p.t.set(width, 0, w); len(set) <= most {
			return set
		}
	}
	return p.t.set(width, 4, words{title, style{serifBold, sizes[len(sizes)-1], inkPrint}})
}

func (p *picture) lines(y, leading float64, set []setLine) float64 {
	for _, l := range set {
		height := l.size * leading
		x := float64(pictureMargin)
		if p.rtl {
			x = pictureWidth - pictureMargin - l.width
		}
		for _, run := range l.runs {
			p.run(point{x + run.x, y + height/2 + l.size*baseline}, run)
		}
		y += height
	}
	return y
}

func (p *picture) run(at point, run setRun) {
	const tall = 2 // what a letter may take above and below, in parts of its size
	band := image.Rect(0, int(at.y-run.size*tall), pictureWidth, int(at.y+run.size*tall)).Intersect(p.image.Bounds())
	raster := vector.NewRasterizer(band.Dx(), band.Dy())
	at.y -= float64(band.Min.Y)
	scale := run.size / float64(run.face.Upem())
	for _, g := range run.glyphs {
		from := point{at.x + points(g.XOffset), at.y - points(g.YOffset)}
		if outline, drawn := run.face.GlyphData(g.GlyphID).(font.GlyphOutline); drawn {
			trace(raster, outline, from, scale)
		}
		at.x += points(g.Advance)
	}
	raster.Draw(p.image, band, image.NewUniform(run.ink), image.Point{})
}

func trace(raster *vector.Rasterizer, outline font.GlyphOutline, from point, scale float64) {
	place := func(p opentype.SegmentPoint) (x, y float32) {
		return float32(from.x + float64(p.X)*scale), float32(from.y - float64(p.Y)*scale)
	}
	for _, s := range outline.Segments {
		ax, ay := place(s.Args[0])
		bx, by := place(s.Args[1])
		cx, cy := place(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			raster.ClosePath()
			raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	raster.ClosePath()
}

// bar is the meeting as a line of time, with what it has in words.
func (p *picture) bar(a Agenda) {
	const top, height, gap = 508, 30, 4
	total, inner := float64(minutes(a.StartsAt, a.EndsAt)), float64(pictureWidth-2*pictureMargin)
	part := func(from time.Time, length int, upper, lower int, ink color.RGBA) {
		x, width := float64(minutes(a.StartsAt, from))/total*inner, float64(length)/total*inner
		width = max(width-gap, width/2)
		if p.rtl {
			x = inner - x - width
		}
		box := image.Rect(int(pictureMargin+x), upper, int(pictureMargin+x+width), lower)
		draw.Draw(p.image, box, image.NewUniform(ink), image.Point{}, draw.Src)
	}
	for i, s := range a.Slots {
		from, n := a.free(i)
		part(from, n, top+height/2-1, top+height/2+1, rulePrint)
		part(s.StartsAt, minutes(s.StartsAt, s.EndsAt), top, top+height, tint(s.Kind))
	}
	from, n := a.free(len(a.Slots))
	part(from, n, top+height/2-1, top+height/2+1, rulePrint)
	said := plural(minutes(a.StartsAt, a.EndsAt), "minute", "minutes")
	if n := a.items(); n > 0 {
		said = plural(n, "item", "items") + " in " + said
	}
	p.lines(top+height+14, 1.2, p.t.set(inner, 1, words{said, style{sans, 27, quietPrint}}))
}
