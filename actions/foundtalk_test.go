package actions_test

import (
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// found lists what a word finds, each as its kind.
func (x talking) found(word string) string {
	var kinds []string
	for _, hit := range search(x.World, x.cy, x.process, word).Items {
		kinds = append(kinds, string(hit.Kind))
	}
	return strings.Join(kinds, " ")
}

func (x talking) finds(word, want string) {
	x.T.Helper()
	if got := x.found(word); got != want {
		x.T.Errorf("%q finds %q, want %q", word, got, want)
	}
}

// What was said can be found as long as everybody can read it, by what it says now, and
// leads to where it stands.
func TestCommentsAreFoundAsLongAsTheyAreShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		said := x.Says(x.bo, x.item, "We should plant **hazels** there.")
		hit := search(x.World, x.cy, x.process, "hazel").Items
		if len(hit) != 1 || hit[0].ID != said.ID || hit[0].On != "proposal" || hit[0].About != x.item.ID ||
			spelled(hit[0].Excerpt) != "We should plant [hazels] there." {
			t.Fatalf("found %+v", hit)
		}
		at := actions.AtComment{Comment: said.ID}
		testkit.Must(x.World, x.mo, actions.HideComment, actions.HidingComment{AtComment: at, Body: actions.Hiding{Reason: "Off the point"}})
		x.finds("hazel", "")
		testkit.Must(x.World, x.mo, actions.ShowComment, at)
		x.finds("hazel", "comment")
		change := actions.ChangedComment{AtComment: at}
		change.Body.Text, change.Body.Version = "We should plant elders there.", said.Version
		testkit.Must(x.World, x.bo, actions.ChangeComment, change)
		x.finds("hazel", "")
		x.finds("elder", "comment")
		testkit.Must(x.World, x.bo, actions.WithdrawComment, at)
		x.finds("elder", "")
		if left := everywhere(t, db, "elder"); len(left) > 0 {
			t.Errorf("what was taken back is still in %v", left)
		}
	})
}

// Of a question everybody finds what they can read: never an answer that is kept
// confidential, nothing of what a moderator hid, nor what was said about it.
func TestQuestionsAreFoundByWhatIsPublic(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := testkit.Must(x.World, x.cy, actions.AskNameless, testkit.Nameless(x.process, "Who mends the weir?", ""))
		x.finds("weir", "question")
		answered := testkit.Must(x.World, x.ada, actions.AnswerQuestion, x.answer(asked, "The otter club"))
		x.finds("otter", "question")
		about := actions.NewComment{AtThread: actions.AtThread{Kind: "question", Subject: asked.ID}}
		about.Body.Stance, about.Body.Text = models.StanceNeutral, "They have a raft"
		testkit.Must(x.World, x.bo, actions.MakeComment, about)
		x.finds("raft", "comment")
		at := actions.AtQuestion{Question: asked.ID}
		testkit.Must(x.World, x.mo, actions.HideQuestion, actions.HidingQuestion{AtQuestion: at, Body: actions.Hiding{Reason: "Unkind"}})
		for _, word := range []string{"weir", "otter", "raft"} {
			x.finds(word, "")
		}
		testkit.Must(x.World, x.mo, actions.ShowQuestion, at)
		x.finds("weir", "question")
		x.finds("raft", "comment")
		_ = answered
		other := x.asks(x.bo, "Where is the sluice?", "")
		testkit.Must(x.World, x.ada, actions.KeepQuestion, x.keep(other, x.Clock.Now().Add(48*time.Hour)))
		x.finds("sluice", "question")
		var rows []models.Document
		err := db.Read(t.Context(), func(q database.Query) error { return q.Find(&rows, "kind = ?", models.KindQuestion).Error })
		if err != nil || len(rows) != 2 || strings.Contains(rows[0].Words+rows[0].About, x.MemberID(x.process, x.cy)) {
			t.Errorf("the index knows who asked: %v, %v", rows, err)
		}
	})
}

// What people said before there was a search is found after the next start.
func TestOldTalkIsIndexed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		hidden := x.Says(x.bo, x.item, "A secret heron")
		testkit.Must(x.World, x.mo, actions.HideComment, actions.HidingComment{
			AtComment: actions.AtComment{Comment: hidden.ID}, Body: actions.Hiding{Reason: "No"},
		})
		x.Says(x.bo, x.item, "A tame heron")
		x.asks(x.bo, "Whose heron?", "")
		x.forget()
		for range 2 {
			if err := x.Service.Perform(t.Context(), actions.Task{Deed: actions.DeedIndex}); err != nil {
				t.Fatal(err)
			}
		}
		if got := x.found("heron"); got != "question comment" {
			t.Errorf("found %q", got)
		}
	})
}
