package handlers_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
)

// noise is a picture that no compression makes small.
func noise(side int) []byte {
	picture := image.NewNRGBA(image.Rect(0, 0, side, side))
	random := rand.New(rand.NewPCG(1, 2))
	for y := range side {
		for x := range side {
			picture.SetNRGBA(x, y, color.NRGBA{R: uint8(random.Uint32()), G: uint8(random.Uint32()), B: uint8(random.Uint32()), A: 255})
		}
	}
	var out bytes.Buffer
	_ = png.Encode(&out, picture)
	return out.Bytes()
}

// A picture comes back as a file that nothing runs in; its caption is asked for; a
// PDF needs none.
func TestAttachmentsThroughTheDoor(t *testing.T) {
	s, scene := copied(t)
	author, reader := scene.people[access.Participant], scene.people[access.Observer]
	path := "/proposals/" + scene.proposals[access.Published] + "/attachments"
	got := s.as(author, http.MethodPost, path, form(noise(600), "etc/my garden.png", "The garden in May"))
	var list actions.Attachments
	got.read(t, &list)
	if got.status != http.StatusCreated || len(list.Items) != 2 || list.Items[1].Width != 600 || list.Items[1].Name != "my garden.png" {
		t.Fatalf("%d %s", got.status, got.body)
	}
	file := s.as(reader, http.MethodGet, path+"/"+list.Items[1].ID, nil)
	if file.status != http.StatusOK || file.header.Get("Content-Type") != "image/png" || !bytes.HasPrefix(file.body, []byte("\x89PNG")) {
		t.Errorf("%d %s", file.status, file.header.Get("Content-Type"))
	}
	for name, want := range map[string]string{
		"Content-Disposition": `attachment; filename="attachment.png"`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'", "Cache-Control": "no-store",
	} {
		if file.header.Get(name) != want {
			t.Errorf("%s is %q", name, file.header.Get(name))
		}
	}
	for name, bad := range map[string]struct {
		body  formBody
		field string
	}{
		"no caption": {form(drawn(), "a.png", " "), "caption"}, "a page": {form([]byte("<html>"), "a.png", "A page"), "file"},
		"no file": {formBody("--" + boundary + "--\r\n"), "file"}, "a long caption": {form(drawn(), "a.png", strings.Repeat("x", 301)), "caption"},
	} {
		got := s.as(author, http.MethodPost, path, bad.body)
		var p problem
		got.read(t, &p)
		if got.status != http.StatusUnprocessableEntity || len(p.Errors) == 0 || !strings.Contains(p.Errors[0].Location, bad.field) {
			t.Errorf("%s answered %d: %s", name, got.status, got.body)
		}
	}
	if got := s.as(author, http.MethodPost, path, form([]byte("%PDF-1.7"), "a.pdf", "")); got.status != http.StatusCreated {
		t.Errorf("a PDF: %d %s", got.status, got.body)
	}
}

// Five are enough, and the place of one that was taken off is free again.
func TestFiveAttachments(t *testing.T) {
	s, scene := copied(t)
	author := scene.people[access.Participant]
	path := "/proposals/" + scene.proposals[access.Published] + "/attachments"
	add := func() int { return s.as(author, http.MethodPost, path, form(drawn(), "a.png", "A square")).status }
	for i := 2; i <= 5; i++ {
		if got := add(); got != http.StatusCreated {
			t.Fatalf("number %d answered %d", i, got)
		}
	}
	if got := add(); got != http.StatusConflict {
		t.Errorf("number 6 answered %d", got)
	}
	if got := s.as(author, http.MethodDelete, path+"/"+scene.attached[access.Published].ID, nil); got.status != http.StatusNoContent {
		t.Errorf("taken off: %d", got.status)
	}
	if got := add(); got != http.StatusCreated {
		t.Errorf("in the free place: %d", got)
	}
}

// Only who is signed in may send more than 256 KiB, only here, and not much more than
// 5 MiB.
func TestLargeBodies(t *testing.T) {
	s, scene := copied(t)
	base := listen(t, s) + handlers.Prefix
	attach := "/proposals/" + scene.proposals[access.Published] + "/attachments"
	send := func(path, token string, size int) string {
		body := form(append([]byte("%PDF-1.7"), make([]byte, size)...), "a.pdf", "")
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", formType)
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return "cut"
		}
		defer response.Body.Close()
		return fmt.Sprint(response.StatusCode)
	}
	token := s.token(scene.people[access.Participant])
	for _, c := range []struct{ what, got, want string }{
		{"4 MiB here", send(attach, token, 4<<20), "201"},
		{"8 MiB here", send(attach, token, 8<<20), "413 cut"},
		{"1 MiB here of nobody", send(attach, "", 1<<20), "413 cut"},
		{"1 MiB here with a wrong token", send(attach, "x.y.z", 1<<20), "413 cut"},
		{"1 MiB elsewhere", send("/processes", token, 1<<20), "413 cut"},
	} {
		if !strings.Contains(c.want, c.got) {
			t.Errorf("%s: %s", c.what, c.got)
		}
	}
}
