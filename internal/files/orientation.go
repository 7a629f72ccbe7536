package files

import (
	"encoding/binary"
	"image"
)

// A turning is how a picture was held, by the numbers of EXIF (CIPA DC-008, tag
// 0x0112): 1 is upright, 3 upside down, 6 and 8 lie on a side, the others are
// mirrored.
type turning int

// What was at the top when the picture was taken, as EXIF numbers it; the last four
// lie on a side.
const (
	upright turning = iota + 1
	mirrored
	upsideDown
	upsideDownMirrored
	leftMirrored
	left
	rightMirrored
	right
)

const (
	tagOrient     = 0x0112
	markerApp1    = 0xE1
	markerScan    = 0xDA
	segmentHeader = 4
	entrySize     = 12
)

// orientation reads how a JPEG was held out of its EXIF segment; upright if there is
// none that can be read.
func orientation(content []byte) turning {
	for at := 2; at+segmentHeader <= len(content) && content[at] == 0xFF; {
		marker, size := content[at+1], int(binary.BigEndian.Uint16(content[at+2:]))
		end := at + 2 + size
		if marker == markerScan || size < 2 || end > len(content) {
			return upright
		}
		if segment := content[at+segmentHeader : end]; marker == markerApp1 && len(segment) > 14 && string(segment[:6]) == "Exif\x00\x00" {
			return inExif(segment[6:])
		}
		at = end
	}
	return upright
}

// inExif looks through the first directory of a TIFF header.
func inExif(tiff []byte) turning {
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	first := int(order.Uint32(tiff[4:]))
	if first < 0 || first+2 > len(tiff) {
		return upright
	}
	entries := tiff[first+2:]
	for range order.Uint16(tiff[first:]) {
		if len(entries) < entrySize {
			return upright
		}
		if order.Uint16(entries) == tagOrient {
			if held := turning(order.Uint16(entries[8:])); held >= upright && held <= right {
				return held
			}
			return upright
		}
		entries = entries[entrySize:]
	}
	return upright
}

// turned draws a picture as it was seen by whoever took it.
func turned(from *image.NRGBA, held turning) *image.NRGBA {
	if held == upright {
		return from
	}
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	size := image.Rect(0, 0, width, height)
	if held >= leftMirrored {
		size = image.Rect(0, 0, height, width)
	}
	to := image.NewNRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			fx, fy := held.source(x, y, width-1, height-1)
			to.SetNRGBA(x, y, from.NRGBAAt(fx, fy))
		}
	}
	return to
}

// source is where a point of the upright picture comes from.
func (t turning) source(x, y, lastX, lastY int) (int, int) {
	switch t {
	case mirrored:
		return lastX - x, y
	case upsideDown:
		return lastX - x, lastY - y
	case upsideDownMirrored:
		return x, lastY - y
	case leftMirrored:
		return y, x
	case left:
		return y, lastY - x
	case rightMirrored:
		return lastX - y, lastY - x
	case right:
		return lastX - y, x
	default:
		return x, y
	}
}
