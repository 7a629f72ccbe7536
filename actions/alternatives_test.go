package actions_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/voting"
)

func (h *moot) alternatives(proposals ...string) actions.NewAlternatives {
	in := actions.NewAlternatives{At: actions.At{Process: h.process}}
	in.Body.Proposals = proposals
	return in
}

func (h *moot) item(title string, minutes int) actions.Proposal {
	return h.Cost(h.ada, h.Item(h.ada, h.process, title, minutes), minutes)
}

// Whatever fits, a round chooses at most one of a group, and says why not the others.
func TestARoundChoosesOneOfAlternatives(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		ferry, bridge, bell := h.item("A ferry", 10), h.item("A bridge", 10), h.item("A bell", 10)
		h.Either(h.ada, h.process, ferry.ID, bridge.ID)
		round := h.DraftOf(h.ada, h.process, 60, ferry.ID, bell.ID, bridge.ID)
		if round.Options[0].Alternatives != 1 || round.Options[1].Alternatives != 0 || round.Options[2].Alternatives != 1 {
			t.Errorf("options: %+v", round.Options)
		}
		h.Open(h.ada, round.ID)
		for _, voter := range []actions.Actor{h.ada, h.ben, h.cem} {
			h.Vote(voter, round.ID, "1", "2", "3")
		}
		h.Close(h.ada, round.ID)
		outcome := testkit.See(h.World, h.ada, actions.ReadOutcome, actions.AtRound{Round: round.ID})
		chosen, said := 0, ""
		for _, item := range outcome.Items {
			if item.Selected {
				chosen++
				continue
			}
			said = item.Reason
		}
		if chosen != 2 || !strings.Contains(said, "only one of them") {
			t.Errorf("chosen: %d; said: %q", chosen, said)
		}
	})
}

// A proposal stands in one group at most, also when two put it into one at once.
func TestAProposalHasOneGroupOfAlternatives(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		one, other, third := h.item("One", 10), h.item("Other", 10), h.item("Third", 10)
		draft := h.draft(h.ben, "Secret")
		for field, ids := range map[string][]string{
			"proposals[1]": {one.ID, draft.ID}, "proposals[0]": {"nothing", one.ID},
		} {
			_, err := actions.Run(t.Context(), h.Service, h.ada, actions.MakeAlternatives, h.alternatives(ids...), "")
			if fault.FieldOf(err) != field {
				t.Errorf("%v: %v", ids, err)
			}
		}
		_, err := actions.Run(t.Context(), h.Service, h.ada, actions.MakeAlternatives, h.alternatives(one.ID, one.ID), "")
		if fault.FieldOf(err) != "proposals[1]" {
			t.Errorf("twice: %v", err)
		}
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, partner := range []string{other.ID, third.ID} {
			both.Go(func() {
				_, errs[i] = actions.Run(t.Context(), h.Service, h.ada, actions.MakeAlternatives, h.alternatives(one.ID, partner), "")
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("of two at once: %v, %v", errs[0], errs[1])
		}
		groups := testkit.See(h.World, h.ben, actions.ListAlternatives, actions.AlternativesOf{At: actions.At{Process: h.process}, Paged: actions.Paged{Limit: 50}})
		if len(groups.Items) != 1 || len(groups.Items[0].Proposals) != 2 {
			t.Fatalf("groups: %+v", groups.Items)
		}
		testkit.Must(h.World, h.ada, actions.UndoAlternatives, actions.AtAlternatives{At: actions.At{Process: h.process}, Alternatives: groups.Items[0].ID})
		if p := testkit.See(h.World, h.ben, actions.ReadProposal, actions.AtProposal{Proposal: one.ID}); p.Alternatives != nil {
			t.Errorf("after it was undone: %+v", p.Alternatives)
		}
	})
}

// A rule that chooses all at once cannot keep to groups, and is neither taken nor
// tried.
func TestRulesThatCannotKeepToAlternativesAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		one, other := h.item("One", 10), h.item("Other", 10)
		h.Either(h.ada, h.process, one.ID, other.ID)
		round := h.DraftOf(h.ada, h.process, 60, one.ID, other.ID)
		in := actions.RuleChoice{AtRound: actions.AtRound{Round: round.ID}, Body: actions.Method{Rule: voting.RuleMaxWelfare}}
		if _, err := actions.Run(t.Context(), h.Service, h.ada, actions.ChooseRule, in, ""); fault.FieldOf(err) != "rule" {
			t.Errorf("chosen: %v", err)
		}
		trials := testkit.See(h.World, h.ada, actions.TryRules, actions.Practice{AtRound: in.AtRound, Voters: 20, Leaning: "mixed"})
		for _, try := range trials.Tries {
			if try.Rule == voting.RuleMaxWelfare || len(try.Chosen) != 1 {
				t.Errorf("tried: %+v", try)
			}
		}
	})
}

// A round is opened with the groups with which it was prepared, or not at all.
func TestARoundKeepsTheAlternativesItWasPreparedWith(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newMoot(t, db)
		one, other := h.item("One", 10), h.item("Other", 10)
		before := h.DraftOf(h.ada, h.process, 60, one.ID, other.ID)
		group := h.Either(h.ada, h.process, one.ID, other.ID)
		_, err := actions.Run(t.Context(), h.Service, h.ada, actions.OpenRound, actions.AtRound{Round: before.ID}, "")
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("one that was prepared before the group: %v", err)
		}
		round := h.DraftOf(h.ada, h.process, 60, one.ID, other.ID)
		h.Open(h.ada, round.ID)
		_, undone := actions.Run(t.Context(), h.Service, h.ada, actions.UndoAlternatives,
			actions.AtAlternatives{At: actions.At{Process: h.process}, Alternatives: group.ID}, "")
		seen := testkit.See(h.World, h.ben, actions.ReadRound, actions.AtRound{Round: round.ID})
		if undone != nil || seen.State != access.Open || seen.Options[1].Alternatives != 1 {
			t.Errorf("%v, %+v", undone, seen.Options)
		}
	})
}
