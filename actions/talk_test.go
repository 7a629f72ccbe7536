package actions_test

import (
	"fmt"
	"slices"
	"strings"
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

// A talking world has a process with an organiser, a moderator and two people who
// talk about a proposal.
type talking struct {
	*testkit.World
	process        string
	ada, mo        actions.Actor
	bo, cy         actions.Actor
	item           actions.Proposal
	boMember, cyID string
}

func talk(t *testing.T, db *database.DB) talking {
	w := testkit.New(t, db)
	ada := w.Account("ada@example.org")
	process := w.Process(ada, "Mill").ID
	x := talking{World: w, process: process, ada: ada, mo: w.Join(process, "mo@example.org", access.Moderator),
		bo: w.Join(process, "bo@example.org", access.Participant), cy: w.Join(process, "cy@example.org", access.Participant)}
	x.item = w.Item(x.bo, process, "The wheel", 10)
	x.boMember, x.cyID = w.MemberID(process, x.bo), w.MemberID(process, x.cy)
	return x
}

func (x talking) comments(who actions.Actor, stance string) []actions.Comment {
	return testkit.See(x.World, who, actions.ListComments, actions.Comments{
		AtThread: testkit.Thread(x.item), Paged: actions.Paged{Limit: 50}, Stance: stance,
	}).Items
}

func (x talking) thread() actions.Thread {
	return testkit.See(x.World, x.ada, actions.ReadThread, testkit.Thread(x.item))
}

func (x talking) reply(who actions.Actor, to actions.Comment, words string) (actions.Comment, error) {
	in := testkit.Say(x.item, "", words)
	in.Body.Parent = to.ID
	return actions.Run(x.T.Context(), x.Service, who, actions.MakeComment, in, "")
}

func TestThreadKeepsWhatWasSaidAndHowManySayIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		first := x.Says(x.bo, x.item, "It **turns**.")
		testkit.Must(x.World, x.cy, actions.MakeComment, testkit.Say(x.item, models.StanceAgainst, "It creaks. <script>alert(1)</script>"))
		for i := range 5 {
			if _, err := x.reply(x.cy, first, fmt.Sprintf("Reply %d", i+1)); err != nil {
				t.Fatal(err)
			}
		}
		got := x.comments(x.ada, "")
		if len(got) != 2 || got[0].HTML != "<p>It <strong>turns</strong>.</p>\n" || strings.Contains(got[1].HTML, "<script") {
			t.Fatalf("read %+v", got)
		}
		if first := got[0]; first.Replies != 5 || len(first.First) != 3 || first.First[0].Text != "Reply 1" || first.After == "" {
			t.Errorf("the first has %d replies, of which %d are shown, then %q", first.Replies, len(first.First), first.After)
		}
		rest := testkit.See(x.World, x.ada, actions.ListReplies, actions.Replies{
			AtComment: actions.AtComment{Comment: got[0].ID}, Paged: actions.Paged{After: got[0].After, Limit: 1},
		})
		if len(rest.Items) != 1 || rest.Items[0].Text != "Reply 4" || rest.Next != "4" {
			t.Errorf("behind those comes %+v", rest)
		}
		if only := x.comments(x.ada, models.StanceAgainst); len(only) != 1 || only[0].Stance != models.StanceAgainst {
			t.Errorf("those against: %+v", only)
		}
		if n := x.thread(); n.For != 1 || n.Against != 1 || n.Replies != 5 || n.Neutral+n.Question != 0 {
			t.Errorf("counted %+v", n)
		}
		if _, err := x.reply(x.bo, got[0].First[0], "Deeper"); fault.KindOf(err) != fault.Closed {
			t.Errorf("a reply to a reply: %v", err)
		}
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.MakeComment, testkit.Say(x.item, "", "What am I?"), ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("neither stance nor reply: %v", err)
		}
	})
}

func TestEditingKeepsWhatWasSaidBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		said := x.Says(x.bo, x.item, "One")
		in := actions.ChangedComment{AtComment: actions.AtComment{Comment: said.ID}}
		in.Body.Text, in.Body.Version = "Two", 1
		testkit.Must(x.World, x.bo, actions.ChangeComment, in)
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.ChangeComment, in, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an edit of what is no longer there: %v", err)
		}
		got := testkit.See(x.World, x.cy, actions.ReadComment, in.AtComment)
		if got.Text != "Two" || got.Version != 2 || len(got.Versions) != 1 || got.Versions[0].Text != "One" {
			t.Errorf("read %+v", got)
		}
		testkit.Must(x.World, x.bo, actions.WithdrawComment, in.AtComment)
		got = testkit.See(x.World, x.bo, actions.ReadComment, in.AtComment)
		if got.Text != "" || got.State != access.Withdrawn || len(got.Versions) != 0 || x.thread().For != 0 {
			t.Errorf("withdrawn, and still %+v, counted %d", got, x.thread().For)
		}
		if found := everywhere(t, db, "Two"); len(found) > 0 {
			t.Errorf("what was withdrawn is still stored in %v", found)
		}
	})
}

// What a moderator hid is read by its author and by those who can show it again;
// everybody else reads the reason, through every door.
func TestHiddenWordsDoNotLeak(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		said := x.Says(x.bo, x.item, "Zwieback you all")
		at := actions.AtComment{Comment: said.ID}
		in := actions.ChangedComment{AtComment: at}
		in.Body.Text, in.Body.Version = "Zwieback again", 1
		testkit.Must(x.World, x.bo, actions.ChangeComment, in)
		testkit.Must(x.World, x.mo, actions.HideComment, actions.HidingComment{AtComment: at, Body: actions.Hiding{Reason: "Unkind"}})
		for name, c := range map[string]struct {
			who   actions.Actor
			reads bool
		}{"author": {x.bo, true}, "moderator": {x.mo, true}, "organiser": {x.ada, true}, "somebody else": {x.cy, false}} {
			listed := x.comments(c.who, "")[0]
			one := testkit.See(x.World, c.who, actions.ReadComment, at)
			for _, got := range []actions.Comment{listed, one} {
				if reads := strings.Contains(fmt.Sprint(got), "Zwieback"); reads != c.reads || got.Reason != "Unkind" || got.State != access.OutOfSight {
					t.Errorf("%s reads %+v", name, got)
				}
			}
		}
		if x.thread().For != 0 {
			t.Error("what is hidden is counted")
		}
		testkit.Must(x.World, x.ada, actions.ShowComment, at)
		if got := x.comments(x.cy, "")[0]; got.Text != "Zwieback again" || got.Reason != "" || x.thread().For != 1 {
			t.Errorf("shown again, it is %+v", got)
		}
	})
}

// Those who are mentioned get one letter an hour about a thread, and one more for
// all that came meanwhile.
func TestMentionsAreOneLetterAnHour(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		letters := func() int { return len(x.Queue.Letters("cy@example.org")) }
		x.Says(x.bo, x.item, "@Cy, what do you say?", x.cyID, x.cyID)
		x.Clock.Move(10 * time.Minute)
		for range 3 {
			x.Says(x.bo, x.item, "@Cy?", x.cyID, x.boMember)
		}
		if n := letters(); n != 1 {
			t.Errorf("%d letters in the first hour", n)
		}
		tasks := x.Queue.Tasks(actions.DeedTellMention)
		if len(tasks) != 1 || !tasks[0].At.Equal(testkit.Start.Add(time.Hour)) {
			t.Fatalf("left for later: %+v", tasks)
		}
		x.Clock.Move(50 * time.Minute)
		for range 2 { // at least once, and again is harmless
			if err := x.Service.Perform(t.Context(), tasks[0]); err != nil {
				t.Fatal(err)
			}
		}
		if n := letters(); n != 2 {
			t.Errorf("%d letters after an hour", n)
		}
		if words := x.Queue.Letters("cy@example.org")[0].Text; !strings.Contains(words, "The wheel") || strings.Contains(words, "what do you say") {
			t.Errorf("the letter says %s", words)
		}
		if n := len(x.Queue.Letters("bo@example.org")); n != 0 {
			t.Errorf("%d letters to who wrote it", n)
		}
		x.Clock.Move(2 * time.Hour)
		x.Says(x.bo, x.item, "@Cy!", x.cyID)
		if n := letters(); n != 3 {
			t.Errorf("%d letters hours later", n)
		}
		other := x.Join(x.Process(x.ada, "Elsewhere").ID, "dee@example.org", access.Participant)
		in := testkit.Say(x.item, models.StanceFor, "Hello", other.AccountID)
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.MakeComment, in, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a mention of a stranger: %v", err)
		}
	})
}

func TestSummaryOfAThread(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		in := actions.NewSummary{AtThread: testkit.Thread(x.item)}
		in.Body.Text = "Most want it."
		testkit.Must(x.World, x.bo, actions.WriteSummary, in)
		if _, err := actions.Run(t.Context(), x.Service, x.cy, actions.WriteSummary, in, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a summary over one that was not read: %v", err)
		}
		in.Body.Text, in.Body.Version = "Most want it, some fear the noise.", 1
		testkit.Must(x.World, x.cy, actions.WriteSummary, in)
		out := actions.Unpinning{AtThread: in.AtThread}
		out.Body.Reason, out.Body.Version = "It leaves out Dee", 2
		if got := testkit.Must(x.World, x.mo, actions.UnpinSummary, out).Summary; got.Pinned || got.Reason != out.Body.Reason {
			t.Errorf("unpinned, it is %+v", got)
		}
		in.Body.Text, in.Body.Version = "Third", 2
		if got := testkit.Must(x.World, x.bo, actions.WriteSummary, in).Summary; !got.Pinned || got.Version != 3 || got.Reason != "" {
			t.Errorf("the next is %+v", got)
		}
		all := testkit.See(x.World, x.cy, actions.ListSummaries, in.AtThread).Items
		if len(all) != 3 || all[2].Text != "Most want it." || all[0].ChangedBy != "b Person" {
			t.Errorf("versions %+v", all)
		}
	})
}

// There are threads on what stands in the list, and on nothing else.
func TestThereAreThreadsOnWhatIsListedOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		elsewhere := x.Process(x.Account("eve@example.org"), "Elsewhere")
		foreign := x.Item(x.Account("eve@example.org"), elsewhere.ID, "Theirs", 5)
		for name, at := range map[string]actions.AtThread{
			"a round":        {Kind: "round", Subject: x.item.ID},
			"nothing":        {Kind: "proposal", Subject: "none"},
			"another's":      {Kind: "proposal", Subject: foreign.ID},
			"the wrong kind": {Kind: "question", Subject: x.item.ID},
		} {
			if _, err := actions.View(t.Context(), x.Service, x.bo, actions.ReadThread, at); fault.KindOf(err) != fault.NotFound {
				t.Errorf("a thread on %s: %v", name, err)
			}
		}
		asked := testkit.Must(x.World, x.bo, actions.AskQuestion, testkit.Question(x.process, "Why?", ""))
		in := actions.NewComment{AtThread: actions.AtThread{Kind: "question", Subject: asked.ID}}
		in.Body.Stance, in.Body.Text = models.StanceNeutral, "I wonder too"
		testkit.Must(x.World, x.cy, actions.MakeComment, in)
	})
}

// Of a draft nobody learns by what is said, asked or stated about it; its authors
// talk about it once others can read it.
func TestNothingIsSaidAboutADraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		in := actions.NewProposal{At: actions.At{Process: x.process}}
		in.Body.Kind, in.Body.Title, in.Body.Minutes, in.Body.Draft = models.AgendaItem, "Half a thought", 5, true
		draft := testkit.Must(x.World, x.bo, actions.MakeProposal, in)
		asked := testkit.Question(x.process, "Why?", "")
		asked.Body.Proposal = draft.ID
		stated := actions.NewStatement{At: actions.At{Process: x.process}}
		stated.Body.Text, stated.Body.Proposal = "Tea is good.", draft.ID
		for _, who := range []actions.Actor{x.ada, x.bo, x.cy} {
			_, read := actions.View(t.Context(), x.Service, who, actions.ReadThread, testkit.Thread(draft))
			_, said := actions.Run(t.Context(), x.Service, who, actions.MakeComment, testkit.Say(draft, models.StanceFor, "Yes", x.cyID), "")
			if fault.KindOf(read) != fault.NotFound || fault.KindOf(said) != fault.NotFound {
				t.Errorf("a thread on a draft: %v, %v", read, said)
			}
			_, question := actions.Run(t.Context(), x.Service, who, actions.AskQuestion, asked, "")
			_, statement := actions.Run(t.Context(), x.Service, who, actions.MakeStatement, stated, "")
			if fault.KindOf(question) != fault.Invalid || fault.KindOf(statement) != fault.Invalid {
				t.Errorf("about a draft: %v, %v", question, statement)
			}
		}
	})
}

// everywhere lists the columns of texts in which something stands.
func everywhere(t *testing.T, db *database.DB, needle string) []string {
	t.Helper()
	tables := map[string][]string{}
	columns, err := db.Schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range columns {
		name, sort, _ := strings.Cut(column, " ")
		if table, field, _ := strings.Cut(name, "."); strings.HasPrefix(sort, "text") {
			tables[table] = append(tables[table], field)
		}
	}
	var found []string
	attempt := dbtest.Attempt(t, db)
	for table, fields := range tables {
		for _, field := range fields {
			for _, row := range attempt.Rows(table, field, field+" <> ''") {
				if strings.Contains(row, needle) {
					found = append(found, table+"."+field)
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// Who withdraws a comment takes all its words away, also those that they changed at
// the same moment.
func TestWithdrawnWordsAreGoneWhateverHappensMeanwhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		p := h.Item(h.ben, h.process, "A path", 20)
		said := h.Says(h.cem, p, "Something that I regret")
		row := stored(h.World, func(q database.Query) (models.Comment, error) {
			row, _, err := models.WithScope[models.Comment](q, "comment", said.ID)
			return row, err
		})
		meanwhile(h.World, func(tx *database.Tx) error {
			_, err := models.ChangeComment(tx, row, "Something else", 1, nil)
			return err
		}, func() {
			testkit.Must(h.World, h.cem, actions.WithdrawComment, actions.AtComment{Comment: said.ID})
		})
		got := testkit.See(h.World, h.ben, actions.ReadComment, actions.AtComment{Comment: said.ID})
		if got.State != access.Withdrawn || got.Text != "" || len(got.Versions) != 0 {
			t.Errorf("it is %s and says %q, before that %v", got.State, got.Text, got.Versions)
		}
	})
}

func TestNoReplyKeepsWordsThatWereWithdrawn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		said := h.Says(h.cem, h.Item(h.ben, h.process, "A path", 20), "Something that I regret")
		hide := actions.HidingComment{AtComment: actions.AtComment{Comment: said.ID}}
		hide.Body.Reason = "It hurts"
		for _, err := range []error{
			second(actions.Run(t.Context(), h.Service, h.ada, actions.HideComment, hide, "key-1")),
			second(actions.Run(t.Context(), h.Service, h.ada, actions.ShowComment, hide.AtComment, "key-2")),
			second(actions.Run(t.Context(), h.Service, h.cem, actions.WithdrawComment, hide.AtComment, "key-3")),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, reply := range stored(h.World, func(q database.Query) ([]models.Reply, error) { return database.Many[models.Reply](q.DB, "replies") }) {
			if strings.Contains(reply.Reply, "regret") {
				t.Errorf("the reply to %s is kept with the words", reply.Verb)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }
