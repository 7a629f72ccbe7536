package actions_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func square(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// kept is how many files there are.
func kept(t *testing.T, w *testkit.World) (n int) {
	t.Helper()
	err := w.Service.Files.Each(t.Context(), func(string, time.Time) error {
		n++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A repeated upload attaches once; what belongs to nothing goes after a day, and
// what belongs to something stays.
func TestFilesThatBelongToNothingGo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		item := w.Item(ada, process.ID, "A bench", 20)
		var list actions.Attachments
		for range 2 {
			var err error
			list, err = actions.Attach(t.Context(), w.Service, ada, actions.NewAttaching(item.ID, "a.png", "A square", square(t)), "key")
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(list.Items) != 1 || kept(t, w) != 2 {
			t.Fatalf("%d attached, %d kept", len(list.Items), kept(t, w))
		}
		tidy := func() {
			if err := w.Service.Perform(t.Context(), actions.Task{Deed: actions.DeedTidy}); err != nil {
				t.Fatal(err)
			}
		}
		w.Clock.Move(time.Since(w.Clock.Now()))
		if tidy(); kept(t, w) != 2 {
			t.Errorf("%d are left at once", kept(t, w))
		}
		w.Clock.Move(25 * time.Hour)
		if tidy(); kept(t, w) != 1 {
			t.Errorf("%d are left after a day", kept(t, w))
		}
		one := actions.AtAttachment{AtProposal: at(item), Attachment: list.Items[0].ID}
		if got := testkit.See(w, ada, actions.ReadAttachment, one); len(got.Content) != list.Items[0].Size || got.Name != "attachment.png" {
			t.Errorf("%d bytes of %s", len(got.Content), got.Name)
		}
		testkit.Must(w, ada, actions.RemoveAttachment, one)
		if kept(t, w) != 0 {
			t.Errorf("%d are left of what was taken off", kept(t, w))
		}
	})
}

// Pictures of those who may not attach are not even looked at.
func TestOnlyAuthorsAttach(t *testing.T) {
	w := testkit.New(t, dbtest.SQLite(t))
	ada := w.Account("ada@example.org")
	process := w.Process(ada, "Mill")
	item := w.Item(ada, process.ID, "A bench", 20)
	for role, want := range map[access.Role]fault.Kind{access.Observer: fault.Forbidden, access.Participant: fault.Forbidden, access.Moderator: fault.Forbidden} {
		who := w.Join(process.ID, string(role)+"@example.org", role)
		if _, err := actions.Attach(t.Context(), w.Service, who, actions.NewAttaching(item.ID, "a.png", "", []byte("no picture")), ""); fault.KindOf(err) != want {
			t.Errorf("%s: %v", role, err)
		}
	}
	if kept(t, w) != 0 {
		t.Error("something was kept")
	}
}

// A repeated upload is answered as it was, also when no place is left.
func TestRepeatedUploadIsAnsweredWhenAllPlacesAreTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		attach := func(i int) (actions.Attachments, error) {
			return actions.Attach(t.Context(), h.Service, h.ben, actions.NewAttaching(p.ID, "a.png", fmt.Sprint("Square ", i), square(t)), fmt.Sprint("key-", i))
		}
		for i := range models.MaxAttachments {
			if _, err := attach(i); err != nil {
				t.Fatal(err)
			}
		}
		again, err := attach(models.MaxAttachments - 1)
		if err != nil || len(again.Items) != models.MaxAttachments {
			t.Errorf("the last one, sent again: %d attached, %v", len(again.Items), err)
		}
	})
}
