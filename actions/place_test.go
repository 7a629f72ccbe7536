package actions_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func (h *moot) letPlaces(may bool) {
	h.T.Helper()
	in := actions.Placing{At: actions.At{Process: h.process}}
	in.Body.Places = may
	if got := testkit.Must(h.World, h.ada, actions.LetPlaces, in); got.Places != may {
		h.T.Errorf("places: %t", got.Places)
	}
}

func spot(name string, latitude, longitude int) *actions.Place {
	return &actions.Place{Name: name, Latitude: &latitude, Longitude: &longitude}
}

func (h *moot) proposal(title string, place *actions.Place, draft bool) actions.NewProposal {
	in := actions.NewProposal{At: actions.At{Process: h.process}}
	in.Body.Kind, in.Body.Title, in.Body.Minutes, in.Body.Draft, in.Body.Place = models.AgendaItem, title, 10, draft, place
	return in
}

func (h *moot) places() []actions.Placed {
	h.T.Helper()
	return testkit.See(h.World, h.cem, actions.ListPlaces, actions.At{Process: h.process}).Items
}

// A place comes back to the millionth, as part of each wording; a draft's is seen by
// nobody, and what was withdrawn is no longer on the map.
func TestPlaceIsPartOfTheWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		h.letPlaces(true)
		draft := testkit.Must(h.World, h.ben, actions.MakeProposal, h.proposal("A bench", spot("", -33_868_821, 151_209_291), true))
		if len(h.places()) != 0 {
			t.Error("a draft stands on the map")
		}
		publish := actions.DraftVersion{AtProposal: at(draft)}
		publish.Body.Version = draft.Version
		if err := refused(h, h.ben, actions.PublishProposal, publish); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "place.name") {
			t.Errorf("published without a name of the place: %v", err)
		}
		save := actions.SavedDraft{AtProposal: at(draft)}
		save.Body.Kind, save.Body.Title, save.Body.Minutes, save.Body.Version = models.AgendaItem, "A bench", 10, draft.Version
		save.Body.Place = spot("By the \u202ewater", -33_868_821, 151_209_291)
		saved := testkit.Must(h.World, h.ben, actions.SaveProposal, save)
		publish.Body.Version = saved.Version
		testkit.Must(h.World, h.ben, actions.PublishProposal, publish)
		got := h.places()
		if len(got) != 1 || got[0].Place.Name != "By the water" || *got[0].Place.Latitude != -33_868_821 || *got[0].Place.Longitude != 151_209_291 {
			t.Fatalf("the map shows %+v", got)
		}
		change := actions.ChangedProposal{AtProposal: at(draft)}
		change.Body.Title, change.Body.Minutes, change.Body.Version = "A bench", 10, saved.Version+1
		change.Body.Place = &actions.Place{Name: "Wherever there is shade"}
		changed := testkit.Must(h.World, h.ben, actions.ChangeProposal, change)
		if changed.Place == nil || changed.Place.Latitude != nil {
			t.Errorf("a place in words alone is %+v", changed.Place)
		}
		wordings := testkit.See(h.World, h.cem, actions.ListWordings, actions.Wordings{AtProposal: at(draft), Limit: 20}).Items
		if len(wordings) != 2 || *wordings[1].Words.Place.Latitude != -33_868_821 || wordings[0].Words.Place.Name != "Wherever there is shade" {
			t.Errorf("the wordings say %+v", wordings)
		}
		testkit.Must(h.World, h.ben, actions.WithdrawProposal, actions.Withdrawal{AtProposal: at(draft)})
		if len(h.places()) != 0 {
			t.Error("what was withdrawn stands on the map")
		}
	})
}

// Without the organisers' yes nobody adds a place; what stands there may stay, and
// comes back on the map with the next yes.
func TestOnlyWhereAProcessWantsPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		here := spot("The mill", 0, 0)
		if err := refused(h, h.ben, actions.MakeProposal, h.proposal("Off", here, true)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a place where none is wanted: %v", err)
		}
		h.letPlaces(true)
		kept := testkit.Must(h.World, h.ben, actions.MakeProposal, h.proposal("On", here, false))
		h.letPlaces(false)
		change := actions.ChangedProposal{AtProposal: at(kept)}
		change.Body.Title, change.Body.Minutes, change.Body.Version, change.Body.Place = "Still", 10, kept.Version, here
		kept = testkit.Must(h.World, h.ben, actions.ChangeProposal, change)
		change.Body.Version, change.Body.Place = kept.Version, spot("The mill", 1, 0)
		if err := refused(h, h.ben, actions.ChangeProposal, change); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "place") {
			t.Errorf("moved where none is wanted: %v", err)
		}
		blend := actions.NewBlend{At: actions.At{Process: h.process}}
		blend.Body.Proposals, blend.Body.Reason = []string{kept.ID}, "Two things"
		for _, title := range []string{"One", "Two"} {
			blend.Body.Drafts = append(blend.Body.Drafts, actions.BlendDraft{Kind: models.AgendaItem, ProposalText: actions.ProposalText{Title: title, Minutes: 5, Place: here}})
		}
		if err := refused(h, h.ben, actions.SuggestBlend, blend); !strings.Contains(err.Error(), "drafts[0].place") {
			t.Errorf("blended where none is wanted: %v", err)
		}
		if len(h.places()) != 0 {
			t.Error("there is a map where none is wanted")
		}
		h.letPlaces(true)
		if len(h.places()) != 1 {
			t.Error("the place was lost")
		}
		testkit.Must(h.World, h.ben, actions.SuggestBlend, blend)
		if len(h.places()) != 2 {
			t.Errorf("after a split the map shows %d", len(h.places()))
		}
	})
}

func (h *moot) link(who actions.Actor, proposal actions.Proposal, address string) (actions.Attachments, error) {
	in := actions.Linking{AtProposal: at(proposal)}
	in.Body.Title, in.Body.Address = "The plan", address
	return actions.Run(h.T.Context(), h.Service, who, actions.AddLink, in, "")
}

// Eight links, each once, also when they come at the same moment; the place of one
// that was taken off is free again.
func TestLinksOfAProposal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		item := h.Item(h.ben, h.process, "A bench", 20)
		for _, bad := range []string{"javascript:alert(1)", "https://ada:secret@example.org"} {
			if _, err := h.link(h.ben, item, bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", bad, err)
			}
		}
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() { _, _ = h.link(h.ben, item, "https://example.org/"+string(rune('a'+i%10))) })
		}
		all.Wait()
		for i := range 10 {
			_, _ = h.link(h.ben, item, "https://example.org/"+string(rune('a'+i)))
		}
		list := testkit.See(h.World, h.cem, actions.ListAttachments, at(item))
		addresses := map[string]bool{}
		for _, link := range list.Links {
			addresses[link.Address] = true
		}
		if len(list.Links) != 8 || len(addresses) != 8 || list.Links[0].Host != "example.org" {
			t.Fatalf("%d links, %d different", len(list.Links), len(addresses))
		}
		if _, err := h.link(h.ben, item, "https://example.org/more"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the ninth: %v", err)
		}
		off := actions.AtLink{AtProposal: at(item), Link: list.Links[3].ID}
		if err := refused(h, h.cem, actions.RemoveLink, off); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("taken off by another: %v", err)
		}
		testkit.Must(h.World, h.ben, actions.RemoveLink, off)
		if got, err := h.link(h.ben, item, "https://example.org/more"); err != nil || got.Links[3].Address != "https://example.org/more" {
			t.Errorf("in the free place: %+v, %v", got.Links, err)
		}
	})
}

// What is attached to a draft is there for its authors and for nobody else, organisers
// included, by whatever door.
func TestWhatIsAttachedToADraftIsTheAuthorsAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		draft := h.draft(h.ben, "Half a thought")
		list, err := actions.Attach(t.Context(), h.Service, h.ben, actions.NewAttaching(draft.ID, "a.png", "A secret square", square(t)), "")
		if err == nil {
			list, err = h.link(h.ben, draft, "https://secret.example/")
		}
		if err != nil || len(list.Items) != 1 || len(list.Links) != 1 || !slices.Contains(list.Can, access.LinkRemove) {
			t.Fatalf("%+v, %v", list, err)
		}
		file, link := actions.AtAttachment{AtProposal: at(draft), Attachment: list.Items[0].ID}, actions.AtLink{AtProposal: at(draft), Link: list.Links[0].ID}
		for name, who := range map[string]actions.Actor{"an organiser": h.ada, "a member": h.cem, "a stranger": h.Account("stranger@example.org")} {
			for what, err := range map[string]error{
				"list":        errOf(actions.View(t.Context(), h.Service, who, actions.ListAttachments, at(draft))),
				"read":        errOf(actions.View(t.Context(), h.Service, who, actions.ReadAttachment, file)),
				"link":        errOf(h.link(who, draft, "https://example.org/")),
				"remove":      errOf(actions.Run(t.Context(), h.Service, who, actions.RemoveAttachment, file, "")),
				"remove link": errOf(actions.Run(t.Context(), h.Service, who, actions.RemoveLink, link, "")),
			} {
				if fault.KindOf(err) != fault.NotFound {
					t.Errorf("%s could %s: %v", name, what, err)
				}
			}
		}
		exported := testkit.See(h.World, h.ada, actions.ExportFile, actions.At{Process: h.process})
		if strings.Contains(string(exported), "secret") {
			t.Error("the export tells")
		}
		testkit.Must(h.World, h.ben, actions.DiscardProposal, at(draft))
		if left := dbtest.Counts(t, db); left["links"]+left["attachments"] != 0 {
			t.Errorf("of a draft that was thrown away there is left: %v", left)
		}
	})
}

func errOf[T any](_ T, err error) error { return err }

// Places and links go with the proposals, exactly.
func TestPlacesAndLinksAreExported(t *testing.T) {
	h := newMoot(t, dbtest.SQLite(t))
	h.letPlaces(true)
	item := testkit.Must(h.World, h.ben, actions.MakeProposal, h.proposal("A bench", spot("Cape", -34_356_001, 18_475_000), false))
	if _, err := h.link(h.ben, item, "https://example.org/plan"); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(testkit.See(h.World, h.cem, actions.ExportTable, actions.At{Process: h.process})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[1][len(rows[1])-3:]; !slices.Equal(got, []string{"Cape", "geo:-34.356001,18.475000", "The plan: https://example.org/plan"}) {
		t.Errorf("the table says %q", got)
	}
	var file struct {
		Proposals []struct {
			Place actions.Place
			Links []actions.ExportedLink
		}
	}
	if err := json.Unmarshal(testkit.See(h.World, h.cem, actions.ExportFile, actions.At{Process: h.process}), &file); err != nil {
		t.Fatal(err)
	}
	if one := file.Proposals[0]; *one.Place.Latitude != -34_356_001 || one.Links[0].Address != "https://example.org/plan" {
		t.Errorf("the file says %+v", one)
	}
}

func refused[In, Object, Out any](h *moot, who actions.Actor, use actions.Write[In, Object, Out], in In) error {
	return errOf(actions.Run(h.T.Context(), h.Service, who, use, in, ""))
}
