package export

import (
	"bytes"
	"embed"
	"fmt"
	"image/color"
	"slices"
	"sort"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// The faces of what is drawn. Each has fonts for all scripts that we carry.
const (
	sans = iota
	sansBold
	serif
	serifBold
	faceCount
)

// A fontFile is one of the fonts in the folder fonts.
type fontFile struct {
	name   string // as PostScript has it
	data   []byte
	parsed *font.Font
}

var (
	//go:embed fonts/*.ttf
	fontFolder embed.FS

	// fontChain names, for each face, the fonts in which a letter is looked for.
	fontChain = [faceCount][]string{
		sans:      {"sans-regular", "arabic-regular", "hebrew-regular"},
		sansBold:  {"sans-semibold", "arabic-bold", "hebrew-bold"},
		serif:     {"serif-regular", "arabic-regular", "hebrew-regular"},
		serifBold: {"serif-semibold", "arabic-bold", "hebrew-bold"},
	}
	fontNames = map[string]string{
		"sans-regular": "FolkmootSans-Regular", "sans-semibold": "FolkmootSans-Semibold",
		"serif-regular": "FolkmootSerif-Regular", "serif-semibold": "FolkmootSerif-Semibold",
		"arabic-regular": "NotoNaskhArabic-Regular", "arabic-bold": "NotoNaskhArabic-Bold",
		"hebrew-regular": "NotoSansHebrew-Regular", "hebrew-bold": "NotoSansHebrew-Bold",
	}
	// fontFiles reads the fonts once; what it returns is only read.
	fontFiles = sync.OnceValues(readFonts)
)

func readFonts() (map[string]*fontFile, error) {
	files := map[string]*fontFile{}
	for file, name := range fontNames {
		data, err := fontFolder.ReadFile("fonts/" + file + ".ttf")
		if err != nil {
			return nil, fmt.Errorf("export: font %s: %w", file, err)
		}
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("export: font %s: %w", file, err)
		}
		files[file] = &fontFile{name: name, data: data, parsed: face.Font}
	}
	return files, nil
}

// A typesetter turns texts into lines of glyphs: it finds the direction of each
// stretch, the font that has its letters, their forms and joins, and where a
// line may break. It is for one document at a time.
type typesetter struct {
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	wrapper   shaping.LineWrapper
	faces     [faceCount]fontmap
	files     map[*font.Font]*fontFile
}

// A fontmap looks for a letter in one font after the other.
type fontmap []*font.Face

// ResolveFace returns the first face that has the letter, or the first of all,
// which then shows an empty box.
func (m fontmap) ResolveFace(r rune) *font.Face {
	for _, face := range m {
		if _, found := face.NominalGlyph(r); found {
			return face
		}
	}
	return m[0]
}

func newTypesetter() (*typesetter, error) {
	files, err := fontFiles()
	if err != nil {
		return nil, err
	}
	t := &typesetter{files: map[*font.Font]*fontFile{}}
	t.shaper.SetFontCacheSize(len(files))
	faces := map[string]*font.Face{}
	for name, file := range files {
		faces[name], t.files[file.parsed] = font.NewFace(file.parsed), file
	}
	for i, chain := range fontChain {
		for _, name := range chain {
			t.faces[i] = append(t.faces[i], faces[name])
		}
	}
	return t, nil
}

// A style is how words look. Sizes are points in the document and pixels in the
// picture.
type style struct {
	face int
	size float64
	ink  color.RGBA
}

// words are a stretch of a paragraph in one style.
type words struct {
	text string
	style
}

// A setLine is a line of glyphs, ready to be drawn from its left end.
type setLine struct {
	runs  []setRun
	width float64
	size  float64 // of its largest style
}

// A setRun is a stretch of a line in one font.
type setRun struct {
	style
	file   *fontFile
	face   *font.Face
	glyphs []shaping.Glyph
	text   []rune // of the whole paragraph; glyphs know their place in it
	rtl    bool
	x      float64
}

// set breaks a paragraph into lines no wider than width, and no more than most
// of them unless most is 0; what is left out is then marked by an ellipsis.
func (t *typesetter) set(width float64, most int, paragraph ...words) []setLine {
	var text []rune
	ends := make([]int, 0, len(paragraph))
	for _, w := range paragraph {
		said := []rune(line("|" + w.text + "|")) // the marks keep the spaces beside them
		text = append(text, said[1:len(said)-1]...)
		ends = append(ends, len(text))
	}
	if len(text) == 0 {
		return nil
	}
	direction := ownDirection(text, di.DirectionLTR)
	var runs []shaping.Output
	from := 0
	spans := make([]di.Direction, len(paragraph))
	for i, w := range paragraph {
		spans[i] = ownDirection(text[from:ends[i]], direction)
		runs = append(runs, t.shape(text, from, ends[i], spans[i], w.style)...)
		from = ends[i]
	}
	config := shaping.WrapConfig{Direction: direction, TruncateAfterLines: most, DisableTrailingWhitespaceTrim: true}
	if most > 0 {
		ellipsis := []rune("…")
		config.Truncator = t.shape(ellipsis, 0, len(ellipsis), direction, paragraph[len(paragraph)-1].style)[0]
	}
	wrapped, _ := t.wrapper.WrapParagraphF(config, units(width), text, shaping.NewSliceIterator(runs))
	set := make([]setLine, 0, len(wrapped))
	for _, l := range wrapped {
		trim(l, text)
		set = append(set, t.line(l, text, ends, paragraph, bidiLevels(l, direction, spans, ends)))
	}
	return set
}

// trim takes the width from the spaces at the end of a line. The wrapper would do
// it, but looks for them where they stand without regard to spans.
func trim(l shaping.Line, text []rune) {
	if len(l) == 0 {
		return
	}
	last := &l[len(l)-1]
	end := last.Runes.Offset + last.Runes.Count
	for end > last.Runes.Offset && end <= len(text) && text[end-1] == ' ' {
		end--
	}
	last.Glyphs = slices.Clone(last.Glyphs)
	for i, g := range last.Glyphs {
		if g.TextIndex() >= end {
			last.Advance -= g.Advance
			last.Glyphs[i].Advance = 0
		}
	}
}

// bidiLevels are how deep the runs of a line are nested (UAX 9): each span keeps
// to itself, as in an isolate, so that what one person wrote cannot turn around
// what stands beside it.
func bidiLevels(l shaping.Line, paragraph di.Direction, spans []di.Direction, ends []int) []int {
	levels := make([]int, len(l))
	for i, run := range l {
		if paragraph == di.DirectionRTL {
			levels[i]++
		}
		span := spans[spanOf(run, ends)]
		if span != paragraph {
			levels[i]++
		}
		if run.Direction != span {
			levels[i]++
		}
	}
	return levels
}

func spanOf(run shaping.Output, ends []int) int {
	return min(sort.SearchInts(ends, run.Runes.Offset+1), len(ends)-1)
}

// visual puts runs into the order from left to right (UAX 9, rule L2).
func visual(l shaping.Line, levels []int) shaping.Line {
	ordered, levels := slices.Clone(l), slices.Clone(levels)
	for level := slices.Max(append(levels, 0)); level > 0; level-- {
		for from := 0; from < len(levels); from++ {
			to := from
			for to < len(levels) && levels[to] >= level {
				to++
			}
			slices.Reverse(ordered[from:to])
			slices.Reverse(levels[from:to])
			from = max(from, to-1)
		}
	}
	return ordered
}

func (t *typesetter) shape(text []rune, from, to int, d di.Direction, s style) []shaping.Output {
	if from == to {
		return nil
	}
	input := shaping.Input{
		Text: text, RunStart: from, RunEnd: to, Direction: d, Size: units(s.size), Language: language.NewLanguage("en"),
		FontFeatures: []shaping.FontFeature{{Tag: opentype.MustNewTag("tnum"), Value: 1}, {Tag: opentype.MustNewTag("lnum"), Value: 1}},
	}
	var shaped []shaping.Output
	for _, part := range t.segmenter.Split(input, t.faces[s.face]) {
		shaped = append(shaped, t.shaper.Shape(part))
	}
	return shaped
}

func (t *typesetter) line(l shaping.Line, text []rune, ends []int, paragraph []words, levels []int) setLine {
	var set setLine
	for _, run := range visual(l, levels) {
		s := paragraph[spanOf(run, ends)].style
		set.runs = append(set.runs, setRun{
			style: s, file: t.files[run.Face.Font], face: run.Face, text: text, x: set.width,
			glyphs: slices.Clone(run.Glyphs), rtl: run.Direction == di.DirectionRTL,
		})
		set.width += points(run.Advance)
		set.size = max(set.size, s.size)
	}
	return set
}

// letters are the runes that a glyph stands for, none for the parts of a
// cluster behind its first.
func (r setRun) letters(i int) []rune {
	g := r.glyphs[i]
	from, to := g.TextIndex(), g.TextIndex()+g.RunesCount()
	if ellipsis, _ := r.face.NominalGlyph('…'); g.GlyphID == ellipsis && g.GlyphID != 0 {
		return []rune{'…'} // may be ours, and not of the text
	}
	if to > len(r.text) || g.GlyphID == 0 {
		return nil // no font has the letter
	}
	place := 0 // of the glyph in its cluster
	for i-place > 0 && r.glyphs[i-place-1].TextIndex() == from {
		place++
	}
	if r.rtl {
		place = g.GlyphsCount() - 1 - place
	}
	switch {
	case g.GlyphsCount() == g.RunesCount() && place >= 0 && from+place < to:
		return r.text[from+place : from+place+1]
	case place == 0:
		return r.text[from:to]
	}
	return nil
}

// ownDirection is that of the first letter, or the one around it if there is none.
func ownDirection(text []rune, around di.Direction) di.Direction {
	for _, r := range text {
		properties, _ := bidi.LookupRune(r)
		switch properties.Class() {
		case bidi.L:
			return di.DirectionLTR
		case bidi.R, bidi.AL:
			return di.DirectionRTL
		default: // digits and signs have no direction of their own
		}
	}
	return around
}

const unitsInPoint = 64

func units(points float64) fixed.Int26_6 { return fixed.Int26_6(points * unitsInPoint) }

func points(units fixed.Int26_6) float64 { return float64(units) / unitsInPoint }
