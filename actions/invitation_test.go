package actions_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func invitation(process, kind string, role access.Role, emails ...string) actions.NewInvitations {
	in := actions.NewInvitations{At: actions.At{Process: process}}
	in.Body.Kind, in.Body.Role, in.Body.Emails = kind, role, emails
	return in
}

func TestNobodyIsWrittenToTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		for range 2 {
			testkit.Must(w, ada, actions.Invite, invitation(process.ID, models.InvitationMail, access.Participant,
				"ben@example.org", "BEN@example.org", "cleo@example.org", "ben@example.org"))
		}
		for _, email := range []string{"ben@example.org", "cleo@example.org"} {
			if n := len(w.Queue.Letters(email)); n != 1 {
				t.Errorf("%s got %d letters", email, n)
			}
		}
	})
}

func TestLinkMakesNobodyPowerful(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		for _, role := range []access.Role{access.Organiser, access.Moderator} {
			_, err := actions.Run(t.Context(), w.Service, ada, actions.Invite, invitation(process.ID, models.InvitationLink, role), "")
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("a link for %s: %v", role, err)
			}
		}
	})
}

// Whoever may no longer invite lets nobody in, also by what they made before.
func TestInvitationEndsWithItsInvitersRole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		eve := w.Join(process.ID, "eve@example.org", access.Organiser)
		made := testkit.Must(w, eve, actions.Invite, invitation(process.ID, models.InvitationLink, access.Participant))
		members := testkit.See(w, ada, actions.ListMembers, actions.Members{At: actions.At{Process: process.ID}, Paged: actions.Paged{Limit: 10}})
		role := actions.NewRole{AtMember: actions.AtMember{At: actions.At{Process: process.ID}, Member: members.Items[1].ID}}
		role.Body.Role = access.Observer
		testkit.Must(w, ada, actions.ChangeRole, role)
		accept := actions.Acceptance{}
		accept.Body.Token = made.Items[0].URL[len("http://localhost:3000/join#"):]
		friend := w.Account("friend@example.org")
		if _, err := actions.Run(t.Context(), w.Service, friend, actions.AcceptInvitation, accept, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("let in by somebody who may not invite: %v", err)
		}
	})
}

func TestTimesFarAwayAndUnreadableTitlesAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		for _, year := range []int{-9000, 7000, 300_000} {
			far := testkit.Start.AddDate(year, 0, 0)
			in := actions.Dates{AtPhase: actions.AtPhase{At: actions.At{Process: process.ID}, Phase: process.Phases[3].ID}}
			in.Body.OpensAt = &far
			if _, err := actions.Run(t.Context(), w.Service, ada, actions.DatePhase, in, ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%v was taken: %v", far, err)
			}
		}
		for _, title := range []string{"\u200b", " \x00 ", "\u202e"} {
			if _, err := actions.Run(t.Context(), w.Service, ada, actions.MakeProposal, newProposal(process.ID, title), ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("the title %q was taken: %v", title, err)
			}
		}
		if made := w.Item(ada, process.ID, "A\x00 title\u202e ", 5); made.Title != "A title" {
			t.Errorf("kept %q", made.Title)
		}
	})
}

// The secret of a link is shown once and stands nowhere in the database.
func TestLinkIsKeptNowhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		in := invitation(w.Process(ada, "Mill").ID, models.InvitationLink, access.Participant)
		first, err := actions.Run(t.Context(), w.Service, ada, actions.Invite, in, "key-1")
		if err != nil || first.Items[0].URL == "" {
			t.Fatalf("made %+v, %v", first, err)
		}
		again, err := actions.Run(t.Context(), w.Service, ada, actions.Invite, in, "key-1")
		if err != nil || again.Items[0].ID != first.Items[0].ID || again.Items[0].URL != "" {
			t.Errorf("the repeated request gave %+v, %v", again, err)
		}
	})
}
