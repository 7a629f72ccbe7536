package files_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/files"
)

// painted is red on its left and blue on its right.
func painted(width, height int) *image.NRGBA {
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			shade := color.NRGBA{R: 255, A: 255}
			if x >= width/2 {
				shade = color.NRGBA{B: 255, A: 255}
			}
			picture.SetNRGBA(x, y, shade)
		}
	}
	return picture
}

func asJPEG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withExif puts a segment into a JPEG that says how it was held, and a place.
func withExif(content []byte, held uint16) []byte {
	tiff := binary.BigEndian.AppendUint16([]byte("MM\x00\x2a\x00\x00\x00\x08"), 1)
	tiff = append(tiff, 0x01, 0x12, 0, 3, 0, 0, 0, 1)
	tiff = append(binary.BigEndian.AppendUint16(tiff, held), 0, 0, 0, 0, 0, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	segment = append(segment, "GPS 48.2 16.4"...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(segment)+2))
	return append(append(head, segment...), content[2:]...)
}

func isRed(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return r > 2*b
}

// Whatever way a telephone was held, the picture stands upright, and says neither
// where nor when it was taken.
func TestPicturesAreUprightAndSayNothingElse(t *testing.T) {
	for held, red := range map[uint16]image.Point{
		1: {1, 30}, 2: {98, 30}, 3: {98, 30}, 4: {1, 30}, 5: {30, 1}, 6: {30, 1}, 7: {30, 98}, 8: {30, 98},
	} {
		made, err := files.Prepare(t.Context(), withExif(asJPEG(t, painted(100, 60)), held))
		if err != nil {
			t.Fatal(err)
		}
		picture, format, err := image.Decode(bytes.NewReader(made.Content))
		if err != nil || format != "jpeg" || made.Kind != files.JPEG {
			t.Fatalf("%s %s %v", format, made.Kind, err)
		}
		if lies := held >= 5; (picture.Bounds().Dx() == 60) != lies || made.Width != picture.Bounds().Dx() {
			t.Errorf("held %d: %v", held, picture.Bounds())
		}
		if !isRed(picture.At(red.X, red.Y)) {
			t.Errorf("held %d: there is no red at %v", held, red)
		}
		if bytes.Contains(made.Content, []byte("GPS")) || bytes.Contains(made.Content, []byte("Exif")) {
			t.Errorf("held %d: it says where it was taken", held)
		}
	}
}

func TestPicturesAreMadeSmaller(t *testing.T) {
	made, err := files.Prepare(t.Context(), asPNG(t, painted(3000, 1500)))
	if err != nil || made.Kind != files.PNG || made.Width != 2000 || made.Height != 1000 {
		t.Errorf("%s %d × %d, %v", made.Kind, made.Width, made.Height, err)
	}
}

// A few kilobytes do not take the memory of the machine.
func TestNoPictureTakesMuchMoreMemoryThanItsPoints(t *testing.T) {
	const most = 150 << 20
	for size, made := range map[image.Point]image.Point{{4000, 4000}: {2000, 2000}, {2, 6_000_000}: {1, 2000}} {
		sent := asPNG(t, image.NewGray(image.Rectangle{Max: size}))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		kept, err := files.Prepare(t.Context(), sent)
		runtime.ReadMemStats(&after)
		if err != nil || kept.Width != made.X || kept.Height != made.Y {
			t.Errorf("%v became %d × %d, %v", size, kept.Width, kept.Height, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > most {
			t.Errorf("%v: %d bytes were sent, and took %d MiB", size, len(sent), taken>>20)
		}
	}
}

func TestWhatIsNotKept(t *testing.T) {
	huge := asPNG(t, painted(10, 10))
	binary.BigEndian.PutUint32(huge[16:], 50_000) // its head says more than there is
	binary.BigEndian.PutUint32(huge[20:], 50_000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, content := range map[string][]byte{
		"nothing":          nil,
		"a page":           []byte("<!doctype html><script>alert(1)</script>"),
		"a drawing":        []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"a moving picture": []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
		"a bomb":           huge,
		"half a picture":   asJPEG(t, painted(300, 300))[:900],
		"too much":         []byte(strings.Repeat("x", files.MaxBytes+1)),
		"a program":        []byte("MZ\x90\x00"),
	} {
		if _, err := files.Prepare(t.Context(), content); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	made, err := files.Prepare(t.Context(), []byte("%PDF-1.7\n…"))
	if err != nil || made.Kind != files.PDF {
		t.Errorf("a PDF: %+v, %v", made, err)
	}
}

func FuzzPrepare(f *testing.F) {
	f.Add(withExif(asJPEG(f, painted(8, 8)), 6))
	f.Add(asPNG(f, painted(8, 8)))
	f.Fuzz(func(t *testing.T, content []byte) {
		made, err := files.Prepare(t.Context(), content)
		if err == nil && made.Kind != files.PDF {
			if _, _, err := image.Decode(bytes.NewReader(made.Content)); err != nil {
				t.Error(err)
			}
		}
	})
}
