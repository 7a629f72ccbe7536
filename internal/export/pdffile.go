package export

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// A pdfFile is a PDF (ISO 32000-1) that is being written: pages with glyphs and
// shapes, fonts with what is used of them, the order in which it is read aloud,
// and nothing that runs. Equal content gives equal bytes.
type pdfFile struct {
	width, height float64 // of a page, in points
	objects       [][]byte
	pages         []*pdfPage
	fonts         []*pdfFont
	byFile        map[*fontFile]*pdfFont
}

type pdfPage struct {
	content bytes.Buffer
	tags    []string // of its paragraphs, in their order
	links   []string // annotations
	open    bool     // a paragraph
}

type pdfFont struct {
	file    *fontFile
	letters map[uint16][]rune // of the glyphs that are used
	widths  map[uint16]float64
}

// A point is one from the upper left corner.
type point struct{ x, y float64 }

const thousand = 1000.0 // parts of an em

func newPDF(width, height float64) *pdfFile {
	return &pdfFile{width: width, height: height, byFile: map[*fontFile]*pdfFont{}}
}

func (f *pdfFile) addPage() { f.pages = append(f.pages, &pdfPage{}) }

// paragraph begins what is read as one; an empty tag is for what is not read.
func (p *pdfPage) paragraph(tag string) {
	p.end()
	if tag == "" {
		p.content.WriteString("/Artifact BMC\n")
	} else {
		fmt.Fprintf(&p.content, "/%s <</MCID %d>> BDC\n", tag, len(p.tags))
		p.tags = append(p.tags, tag)
	}
	p.open = true
}

func (p *pdfPage) end() {
	if p.open {
		p.content.WriteString("EMC\n")
	}
	p.open = false
}

// shape fills a shape.
func (f *pdfFile) shape(p *pdfPage, ink color.RGBA, corners ...point) {
	p.content.WriteString(rgb(ink))
	for i, c := range corners {
		operator := "l"
		if i == 0 {
			operator = "m"
		}
		fmt.Fprintf(&p.content, "%s %s %s ", number(c.x), number(f.height-c.y), operator)
	}
	p.content.WriteString("f\n")
}

// text writes a line from its left end on its base line.
func (f *pdfFile) text(p *pdfPage, at point, l setLine) {
	p.content.WriteString("BT\n")
	for _, run := range l.runs {
		font, index := f.font(run.file)
		fmt.Fprintf(&p.content, "%s/F%d %s Tf 1 0 0 1 %s %s Tm\n", rgb(run.ink), index, number(run.size),
			number(at.x+run.x), number(f.height-at.y))
		font.show(&p.content, run)
	}
	p.content.WriteString("ET\n")
}

func (f *pdfFile) font(file *fontFile) (*pdfFont, int) {
	font := f.byFile[file]
	if font == nil {
		font = &pdfFont{file: file, letters: map[uint16][]rune{}, widths: map[uint16]float64{}}
		f.byFile[file] = font
		f.fonts = append(f.fonts, font)
	}
	return font, slices.Index(f.fonts, font)
}

// show writes the glyphs of a run; what a glyph's place differs from the sum of
// widths stands between them, and marks are raised.
func (font *pdfFont) show(out *bytes.Buffer, run setRun) {
	em := func(v float64) float64 { return v * thousand / run.size }
	out.WriteString("[")
	for i, g := range run.glyphs {
		id := uint16(g.GlyphID) //nolint:gosec // a font has no more glyphs
		width := float64(run.face.HorizontalAdvance(g.GlyphID)) * thousand / float64(run.face.Upem())
		font.widths[id] = width
		if letters := run.letters(i); len(font.letters[id]) == 0 {
			font.letters[id] = letters
		}
		x, y := em(points(g.XOffset)), points(g.YOffset)
		if y != 0 {
			fmt.Fprintf(out, "] TJ %s Ts [", number(y))
		}
		adjust(out, -x)
		fmt.Fprintf(out, "<%04X>", id)
		adjust(out, width-em(points(g.Advance))+x)
		if y != 0 {
			out.WriteString("] TJ 0 Ts [")
		}
	}
	out.WriteString("] TJ\n")
}

func adjust(out *bytes.Buffer, by float64) {
	if math.Abs(by) >= 1 {
		out.WriteString(number(math.Round(by)))
	}
}

// link makes a rectangle lead to an address of the web.
func (f *pdfFile) link(p *pdfPage, from, to point, address string) {
	if address = webLink(address); address != "" {
		p.links = append(p.links, fmt.Sprintf("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s %s %s %s]/A<</S/URI/URI<%X>>>>>",
			number(from.x), number(f.height-to.y), number(to.x), number(f.height-from.y), address))
	}
}

// A pdfTitle is what readers show about the file.
type pdfTitle struct {
	title, author string
	at            time.Time
	rtl           bool
}

// write ends the file.
func (f *pdfFile) write(t pdfTitle) ([]byte, error) {
	catalog, pageTree, tree, document := f.add(""), f.add(""), f.add(""), f.add("")
	fonts, err := f.writeFonts()
	if err != nil {
		return nil, err
	}
	kids, elements, parents := f.writePages(pageTree, document, fonts)
	f.set(pageTree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(f.pages), kids))
	f.set(document, fmt.Sprintf("<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>", tree, elements))
	f.set(tree, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>", document, parents, len(f.pages)))
	order := "/L2R"
	if t.rtl {
		order = "/R2L"
	}
	f.set(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true/Direction%s>>>>",
		pageTree, tree, order))
	info := f.add("<</Title %s/Author %s/Producer(Folkmoot)/CreationDate(D:%s)>>", unicodeText(t.title), unicodeText(t.author), t.at.UTC().Format("20060102150405Z"))
	return f.bytes(catalog, info), nil
}

func (f *pdfFile) writeFonts() (resources string, err error) {
	var out strings.Builder
	for i, font := range f.fonts {
		n, err := f.writeFont(font)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "/F%d %d 0 R", i, n)
	}
	return out.String(), nil
}

func (f *pdfFile) writePages(parent, document int, fonts string) (kids, elements, parents string) {
	var kidList, elementList, parentList strings.Builder
	for i, p := range f.pages {
		p.end()
		content := f.stream("", p.content.Bytes())
		var annotations strings.Builder
		for _, link := range p.links {
			fmt.Fprintf(&annotations, "%d 0 R ", f.add("%s", link))
		}
		page := f.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>>>/Contents %d 0 R/StructParents %d/Tabs/S/Annots[%s]>>",
			parent, number(f.width), number(f.height), fonts, content, i, annotations.String())
		fmt.Fprintf(&kidList, "%d 0 R ", page)
		fmt.Fprintf(&parentList, "%d[", i)
		for mark, tag := range p.tags {
			element := f.add("<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R/K %d>>", tag, document, page, mark)
			fmt.Fprintf(&elementList, "%d 0 R ", element)
			fmt.Fprintf(&parentList, "%d 0 R ", element)
		}
		parentList.WriteString("]")
	}
	return kidList.String(), elementList.String(), parentList.String()
}

func (f *pdfFile) writeFont(font *pdfFont) (int, error) {
	used := map[uint16]bool{}
	var glyphs []uint16
	for id := range font.widths {
		used[id] = true
		glyphs = append(glyphs, id)
	}
	slices.Sort(glyphs)
	data, err := subset(font.file.data, used)
	if err != nil {
		return 0, err
	}
	var widths strings.Builder
	for _, id := range glyphs {
		fmt.Fprintf(&widths, "%d[%s]", id, number(font.widths[id]))
	}
	name := subsetTag(data) + "+" + font.file.name
	file := f.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	descriptor := f.add("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-500 -400 1500 1200]/ItalicAngle 0/Ascent 900/Descent -300/CapHeight 660/StemV 80/FontFile2 %d 0 R>>", name, file)
	descendant := f.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %d 0 R/DW 0/W[%s]>>",
		name, descriptor, widths.String())
	toUnicode := f.stream("", font.unicodeMap(glyphs))
	return f.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, toUnicode), nil
}

// unicodeMap says which letters a glyph stands for, to search and to copy.
func (font *pdfFont) unicodeMap(glyphs []uint16) []byte {
	var out bytes.Buffer
	out.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for _, id := range glyphs {
		if letters := font.letters[id]; len(letters) > 0 {
			fmt.Fprintf(&out, "1 beginbfchar\n<%04X> <%s>\nendbfchar\n", id, utf16Hex(string(letters)))
		}
	}
	out.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return out.Bytes()
}

// subsetTag is the prefix of six letters that a part of a font carries.
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

func (f *pdfFile) add(format string, args ...any) int {
	f.objects = append(f.objects, fmt.Appendf(nil, format, args...))
	return len(f.objects)
}

func (f *pdfFile) set(object int, body string) { f.objects[object-1] = []byte(body) }

func (f *pdfFile) stream(dictionary string, data []byte) int {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(data) // into memory: cannot fail
	_ = w.Close()
	return f.add("<</Filter/FlateDecode/Length %d%s>>\nstream\n%s\nendstream", packed.Len(), dictionary, packed.Bytes())
}

func (f *pdfFile) bytes(catalog, info int) []byte {
	out := bytes.NewBufferString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, len(f.objects))
	for i, object := range f.objects {
		places[i] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	sum := sha256.Sum256(out.Bytes())
	id := hex.EncodeToString(sum[:16])
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, catalog, info, id, id, start)
	return out.Bytes()
}

func rgb(c color.RGBA) string {
	part := func(v uint8) string { return number(float64(v) / math.MaxUint8) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B) + " rg\n"
}

// number writes what PDF calls a real number, with no more places than one sees.
func number(v float64) string {
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// unicodeText is a text string outside of a page.
func unicodeText(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

func utf16Hex(s string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return out.String()
}
