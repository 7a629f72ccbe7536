package export

import (
	"image/color"
	"strconv"
)

// A Paper size, as people who print ask for it.
const (
	A4     = "a4"
	Letter = "letter"
)

// The colours of print: ink on white, and the tints of the page.
var (
	inkPrint    = color.RGBA{0x1d, 0x16, 0x11, 0xff}
	quietPrint  = color.RGBA{0x4a, 0x42, 0x3b, 0xff}
	rulePrint   = color.RGBA{0xc4, 0xbe, 0xb5, 0xff}
	whitePrint  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	itemPrint   = color.RGBA{0x27, 0x48, 0x6c, 0xff}
	symbolPrint = color.RGBA{0x6c, 0x2e, 0x5f, 0xff}
	fixedPrint  = color.RGBA{0x7d, 0x75, 0x6c, 0xff}
	otherPrint  = color.RGBA{0xcf, 0xca, 0xc3, 0xff}
	breakPrint  = color.RGBA{0xe6, 0xe2, 0xdc, 0xff}
)

// tint is the colour of a kind of slot.
func tint(kind string) color.RGBA {
	switch kind {
	case AgendaItem:
		return itemPrint
	case SymbolicChange:
		return symbolPrint
	case Fixed:
		return fixedPrint
	case Break:
		return breakPrint
	}
	return otherPrint
}

// Measures of a sheet, in points.
const (
	marginSide   = 54
	marginTop    = 50
	marginBottom = 66 // with the line at the foot
	timeColumn   = 104
	barHeight    = 10
	looseLeading = 1.32
	tightLeading = 1.16
)

func sheet(paper string) (width, height float64) {
	if paper == Letter {
		return 612, 792
	}
	return 595.276, 841.89
}

// A poster is the agenda on sheets that hang on a wall.
type poster struct {
	a   Agenda
	t   *typesetter
	pdf *pdfFile
	y   float64 // where the next block begins
	rtl bool
}

// PDF writes the agenda as a document to be printed on A4 or on Letter and hung
// on a wall: times large, no slot torn between two pages. It has the fonts that
// it needs, can be searched and read aloud, and is the same to the byte each
// time. Letters of scripts other than Latin, Greek, Cyrillic, Arabic and Hebrew
// show as boxes.
func PDF(a Agenda, paper string) ([]byte, error) {
	t, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	p := &poster{a: a, t: t, pdf: newPDF(sheet(paper)), rtl: direction(a.Title) == "rtl"}
	p.newPage()
	p.head()
	for i, s := range a.Slots {
		p.free(i)
		if a.startsDay(i) {
			p.day(i)
		}
		p.slot(s)
	}
	p.free(len(a.Slots))
	p.end()
	p.left()
	p.about()
	p.foot()
	return p.pdf.write(pdfTitle{title: line(a.Title), author: line(a.ProcessName), at: a.PublishedAt, rtl: direction(a.Title) == "rtl"})
}

func (p *poster) newPage() {
	p.pdf.addPage()
	p.y = marginTop
}

func (p *poster) inner() float64 { return p.pdf.width - 2*marginSide }

// A block stays together on a page.
type block struct {
	pieces []piece
	height float64
}

// A piece is a line or a shape of a block, with y from the top of the block.
type piece struct {
	y, height float64
	x         float64
	line      setLine
	shape     []point
	ink       color.RGBA
	tag, link string
	first     bool // of its paragraph
}

// A column is where a paragraph stands, from the left margin, or from the right
// one where the page is read from the right.
type column struct{ x, width float64 }

func (p *poster) whole() column { return column{0, p.inner()} }
func (p *poster) times() column { return column{0, timeColumn} }
func (p *poster) words() column { return column{timeColumn, p.inner() - timeColumn} }

// write puts a paragraph at the end of the block.
func (p *poster) write(b *block, c column, tag, link string, leading float64, paragraph ...words) {
	for i, l := range p.t.set(c.width, 0, paragraph...) {
		height := l.size * leading
		b.pieces = append(b.pieces, piece{y: b.height, height: height, x: p.start(c.x, l.width), line: l, tag: tag, link: link, first: i == 0})
		b.height += height
	}
}

// start is where something of that width begins on the sheet.
func (p *poster) start(x, width float64) float64 {
	if p.rtl {
		return p.pdf.width - marginSide - x - width
	}
	return marginSide + x
}

func (p *poster) box(b *block, x, y, width, height float64, ink color.RGBA) {
	x = p.start(x, width)
	b.pieces = append(b.pieces, piece{y: y, height: height, ink: ink,
		shape: []point{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}})
}

// place puts a block on this page or, if it does not fit, on the next one. A
// block longer than a page goes on over the pages, line by line.
func (p *poster) place(b block) {
	bottom := p.pdf.height - marginBottom
	if p.y+b.height > bottom && p.y > marginTop {
		p.newPage()
	}
	shift := p.y
	for _, piece := range b.pieces {
		if shift+piece.y+piece.height > bottom && piece.y > 0 && b.height > bottom-marginTop {
			p.newPage()
			shift = marginTop - piece.y
			piece.first = true
		}
		p.draw(piece, shift)
	}
	p.y = shift + b.height
}

func (p *poster) draw(c piece, shift float64) {
	page := p.pdf.pages[len(p.pdf.pages)-1]
	if len(c.shape) > 0 {
		page.paragraph("")
		corners := make([]point, len(c.shape))
		for i, corner := range c.shape {
			corners[i] = point{corner.x, corner.y + shift}
		}
		p.pdf.shape(page, c.ink, corners...)
		page.end()
		return
	}
	if c.first || !page.open {
		page.paragraph(c.tag)
	}
	top := shift + c.y
	p.pdf.text(page, point{c.x, top + c.height/2 + c.line.size*baseline}, c.line)
	p.pdf.link(page, point{c.x, top}, point{c.x + c.line.width, top + c.height}, c.link)
}

// baseline is how far below its middle a line stands, in parts of its size.
const baseline = 0.33

// foot writes on each page what it is a part of.
func (p *poster) foot() {
	for i, page := range p.pdf.pages {
		y := p.pdf.height - marginBottom + 28
		quiet := style{sans, 9, quietPrint}
		page.paragraph("")
		p.pdf.shape(page, rulePrint, point{marginSide, y - 14}, point{p.pdf.width - marginSide, y - 14},
			point{p.pdf.width - marginSide, y - 13.4}, point{marginSide, y - 13.4})
		number := p.t.set(60, 1, words{strconv.Itoa(i+1) + " / " + strconv.Itoa(len(p.pdf.pages)), quiet})[0]
		left := "Version " + strconv.Itoa(p.a.Version) + " of " + p.a.day(p.a.PublishedAt)
		if address := webLink(p.a.URL); address != "" {
			left += " · " + address
		}
		from := p.t.set(p.inner()-number.width-16, 1, words{left, quiet})[0]
		p.pdf.text(page, point{marginSide, y}, from)
		p.pdf.text(page, point{p.pdf.width - marginSide - number.width, y}, number)
		page.end()
		p.pdf.link(page, point{marginSide, y - 12}, point{marginSide + from.width, y + 4}, p.a.URL)
	}
}
