package actions_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func (x talking) ground(who actions.Actor) actions.Ground {
	return testkit.See(x.World, who, actions.ReadGround, actions.At{Process: x.process})
}

// camps lets people of two camps answer: the first statement is what both agree on.
func (x talking) camps(statements []actions.Statement, first, second int) {
	for i := range first + second {
		who := x.Join(x.process, fmt.Sprintf("p%d@example.org", i), access.Participant)
		for n, s := range statements {
			answer := "agree"
			if n > 0 && (n%2 == 0) == (i < first) {
				answer = "disagree"
			}
			x.Finds(who, s, answer)
		}
	}
}

func (x talking) statements(n int) (all []actions.Statement) {
	for i := range n {
		all = append(all, x.States(x.bo, x.process, fmt.Sprintf("Statement %d", i+1)))
	}
	return all
}

// Groups are shown once each has ten members, and what all of them agree on first.
func TestGroupsOfOpinionAreShownFromTenMembersOn(t *testing.T) {
	for name, c := range map[string]struct{ first, second, groups int }{
		"ten of each":     {10, 12, 2},
		"nine of one":     {9, 13, 0},
		"too few for any": {3, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				x := talk(t, db)
				statements := x.statements(7)
				x.camps(statements, c.first, c.second)
				got := x.ground(x.cy)
				if len(got.Groups) != c.groups || got.People != (c.first+c.second)/5*5 {
					t.Fatalf("%d people in groups %+v", got.People, got.Groups)
				}
				first := got.Statements[0]
				if first.Text != "Statement 1" || first.Most != "agree" || first.Shared != (c.groups > 0) {
					t.Errorf("first stands %+v", first)
				}
				for _, s := range got.Statements {
					if len(s.Parts) != c.groups {
						t.Errorf("%s has %v by groups", s.Text, s.Parts)
					}
				}
				if c.groups > 0 && (got.Groups[0].About != 10 || !reflect.DeepEqual(first.Parts, []int{100, 100})) {
					t.Errorf("groups %+v agree %v", got.Groups, first.Parts)
				}
			})
		})
	}
}

// Below five answers nothing tells what people answered: no total, no order. From
// then on neither one more answer nor a change of mind shows.
func TestWhatMostSayIsToldWithEveryFifthAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		statements := x.statements(2)
		people := make([]actions.Actor, 20)
		for i := range people {
			people[i] = x.Join(x.process, fmt.Sprintf("p%d@example.org", i), access.Participant)
		}
		for i, want := range []actions.Statement{4: {Answered: 5, Most: "agree"}, 9: {Answered: 10, Most: "agree"}, 14: {Answered: 15, Most: "disagree"}, 19: {Answered: 20, Most: "disagree"}} {
			before := x.ground(x.bo)
			answer := "agree"
			if i > 6 {
				answer = "disagree"
			}
			x.Finds(people[i], statements[1], answer)
			x.Finds(people[i], statements[1], answer) // again is harmless
			got := x.ground(x.bo)
			if want.Most == "" {
				if !reflect.DeepEqual(got.Statements, before.Statements) {
					t.Fatalf("answer %d shows: %+v", i+1, got.Statements)
				}
				continue
			}
			if s := got.Statements[0]; i < 14 && s.ID != statements[1].ID || s.Mine != "" {
				t.Errorf("first stands %+v", s)
			}
			s := got.Statements[slices.IndexFunc(got.Statements, func(s actions.Statement) bool { return s.ID == statements[1].ID })]
			if s.Answered != want.Answered || s.Most != want.Most || got.People != want.Answered || (len(s.Shares) > 0) != (i == 19) {
				t.Errorf("after %d: %+v of %d people", i+1, s, got.People)
			}
		}
		x.Finds(people[0], statements[1], "pass")
		for _, s := range x.ground(people[0]).Statements {
			if s.ID == statements[1].ID && (s.Mine != "pass" || !reflect.DeepEqual(s.Shares, []int{40, 60, 0})) {
				t.Errorf("after a change of mind: %+v", s)
			}
		}
	})
}

// One is asked what the fewest have answered, until nothing is left.
func TestLeastAnsweredStatementsAreAskedFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		statements := x.statements(3)
		x.Finds(x.bo, statements[0], "agree")
		x.Finds(x.bo, statements[2], "pass")
		if got := x.ground(x.cy); got.Next != statements[1].ID || got.Left != 3 {
			t.Errorf("next is %s of %d", got.Next, got.Left)
		}
		going := x.Finds(x.cy, statements[1], "agree")
		going = x.Finds(x.cy, actions.Statement{ID: going.Next}, "agree")
		if going = x.Finds(x.cy, actions.Statement{ID: going.Next}, "agree"); going.Next != "" || going.Left != 0 {
			t.Errorf("after all of them: %+v", going)
		}
		testkit.Must(x.World, x.mo, actions.HideStatement, actions.HidingStatement{
			AtStatement: actions.AtStatement{Statement: statements[0].ID}, Body: actions.Hiding{Reason: "Not one sentence"}})
		dee := x.Join(x.process, "dee@example.org", access.Participant)
		got := x.ground(dee)
		if last := got.Statements[2]; got.Left != 2 || last.Text != "" || last.Reason != "Not one sentence" {
			t.Errorf("with one hidden: %+v", got)
		}
		if mine := x.ground(x.bo).Statements[2]; mine.Text != "Statement 1" {
			t.Errorf("its author reads %+v", mine)
		}
	})
}

// Answers at the same moment are all counted, and no two statements get one number.
func TestAnswersAtTheSameMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		statements := x.statements(1)
		people := make([]actions.Actor, 16)
		for i := range people {
			people[i] = x.Join(x.process, fmt.Sprintf("p%d@example.org", i), access.Participant)
		}
		var all sync.WaitGroup
		for i, who := range people {
			all.Add(1)
			go func() {
				defer all.Done()
				in := actions.StatementAnswer{AtStatement: actions.AtStatement{Statement: statements[0].ID}}
				for _, in.Body.Answer = range []string{"disagree", "agree"} {
					if _, err := actions.Run(t.Context(), x.Service, who, actions.AnswerStatement, in, ""); err != nil {
						t.Error(err)
					}
				}
				made := actions.NewStatement{At: actions.At{Process: x.process}}
				made.Body.Text = fmt.Sprintf("By %d", i)
				if _, err := actions.Run(t.Context(), x.Service, who, actions.MakeStatement, made, ""); err != nil {
					t.Error(err)
				}
			}()
		}
		all.Wait()
		got := x.ground(x.bo)
		if s := stored(x.World, func(q database.Query) (models.Statement, error) {
			return database.One[models.Statement](q.Where(map[string]any{"id": statements[0].ID}), "statement")
		}); s.Agree != len(people) || s.Disagree != 0 || s.Told() != 15 || len(got.Statements) != 1+len(people) {
			t.Errorf("%d statements, the first %+v", len(got.Statements), s)
		}
	})
}
