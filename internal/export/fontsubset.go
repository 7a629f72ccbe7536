package export

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// The tables of a TrueType font that a PDF needs to draw glyphs by number
// (ISO 32000-1, section 9.9), in the order in which they are written.
var keptTables = []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}

// subset returns the font with the outlines of the glyphs that are used and
// empty ones for all others. Glyphs keep their numbers.
func subset(data []byte, used map[uint16]bool) ([]byte, error) {
	tables, err := fontTables(data)
	if err != nil {
		return nil, err
	}
	glyphs, err := fontGlyphs(tables)
	if err != nil {
		return nil, err
	}
	wanted := map[uint16]bool{0: true}
	for glyph := range used {
		addComponents(glyphs, glyph, wanted)
	}
	var outlines, places []byte
	for i, outline := range glyphs {
		places = binary.BigEndian.AppendUint32(places, uint32(len(outlines))) //nolint:gosec // our fonts are small
		if wanted[uint16(i)] {
			outlines = append(outlines, outline...)
			outlines = append(outlines, make([]byte, -len(outlines)&3)...)
		}
	}
	places = binary.BigEndian.AppendUint32(places, uint32(len(outlines))) //nolint:gosec // our fonts are small
	tables["glyf"], tables["loca"] = outlines, places
	tables["head"] = append([]byte(nil), tables["head"]...)
	binary.BigEndian.PutUint16(tables["head"][locaFormat:], 1)
	return writeFont(tables), nil
}

const (
	locaFormat      = 50 // in the table head: whether places are long
	checkAdjustment = 8  // in the table head
	directoryEntry  = 16
	directoryStart  = 12
)

func fontTables(data []byte) (map[string][]byte, error) {
	if len(data) < directoryStart {
		return nil, fmt.Errorf("export: the font is too short")
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := directoryStart + i*directoryEntry
		if at+directoryEntry > len(data) {
			return nil, fmt.Errorf("export: the font ends in its directory")
		}
		from, size := int(binary.BigEndian.Uint32(data[at+8:])), int(binary.BigEndian.Uint32(data[at+12:]))
		if from+size > len(data) {
			return nil, fmt.Errorf("export: the font ends in the table %s", data[at:at+4])
		}
		tables[string(data[at:at+4])] = data[from : from+size]
	}
	for _, name := range keptTables {
		if tables[name] == nil {
			return nil, fmt.Errorf("export: the font has no table %s", name)
		}
	}
	return tables, nil
}

// fontGlyphs are the outlines by the number of the glyph.
func fontGlyphs(tables map[string][]byte) ([][]byte, error) {
	loca, glyf := tables["loca"], tables["glyf"]
	place := func(i int) int { return 2 * int(binary.BigEndian.Uint16(loca[2*i:])) }
	entry := 2
	if binary.BigEndian.Uint16(tables["head"][locaFormat:]) == 1 {
		place, entry = func(i int) int { return int(binary.BigEndian.Uint32(loca[4*i:])) }, 4
	}
	glyphs := make([][]byte, int(binary.BigEndian.Uint16(tables["maxp"][4:])))
	if len(loca) < entry*(len(glyphs)+1) {
		return nil, fmt.Errorf("export: the font has no place for each glyph")
	}
	for i := range glyphs {
		from, to := place(i), place(i+1)
		if from > to || to > len(glyf) {
			return nil, fmt.Errorf("export: the font has no glyph %d", i)
		}
		glyphs[i] = glyf[from:to]
	}
	return glyphs, nil
}

// addComponents marks a glyph and those that it is made of.
func addComponents(glyphs [][]byte, glyph uint16, wanted map[uint16]bool) {
	if int(glyph) >= len(glyphs) || wanted[glyph] && glyph != 0 {
		return
	}
	wanted[glyph] = true
	outline := glyphs[glyph]
	const header, scaled, scaledTwice, matrix, more, wide = 10, 0x08, 0x40, 0x80, 0x20, 0x01
	if len(outline) < header || int16(binary.BigEndian.Uint16(outline)) >= 0 { //nolint:gosec // a negative count says that it is made of others
		return
	}
	for at, again := header, true; again && at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		addComponents(glyphs, binary.BigEndian.Uint16(outline[at+2:]), wanted)
		at += 6
		if flags&wide != 0 {
			at += 2
		}
		switch {
		case flags&scaled != 0:
			at += 2
		case flags&scaledTwice != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		again = flags&more != 0
	}
}

func writeFont(tables map[string][]byte) []byte {
	names := append([]string(nil), keptTables...)
	sort.Strings(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, n := range []int{len(names), power * directoryEntry, log, (len(names) - power) * directoryEntry} {
		out = binary.BigEndian.AppendUint16(out, uint16(n)) //nolint:gosec // six tables
	}
	var body []byte
	start := directoryStart + len(names)*directoryEntry
	for _, name := range names {
		table := tables[name]
		if name == "head" {
			table = append([]byte(nil), table...)
			binary.BigEndian.PutUint32(table[checkAdjustment:], 0)
		}
		out = append(out, name...)
		for _, n := range []uint32{checksum(table), uint32(start + len(body)), uint32(len(table))} { //nolint:gosec // our fonts are small
			out = binary.BigEndian.AppendUint32(out, n)
		}
		body = append(body, table...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	return append(out, body...)
}

func checksum(table []byte) uint32 {
	var sum uint32
	padded := append(append([]byte(nil), table...), make([]byte, -len(table)&3)...)
	for at := 0; at < len(padded); at += 4 {
		sum += binary.BigEndian.Uint32(padded[at:])
	}
	return sum
}
