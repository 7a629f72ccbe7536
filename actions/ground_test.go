package actions_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
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
				if len(got.Groups) != c.groups || got.People != c.first+c.second {
					t.Fatalf("%d people in groups %+v", got.People, got.Groups)
				}
				first := got.Statements[0]
				if first.Text != "Statement 1" || first.Agree != c.first+c.second || first.Shared != (c.groups > 0) {
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

// Below five answers nothing tells what people answered: no total, no order.
func TestTotalsAreShownFromFiveAnswersOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		statements := x.statements(2)
		for i := range 4 {
			x.Finds(x.Join(x.process, fmt.Sprintf("p%d@example.org", i), access.Participant), statements[1], "agree")
		}
		got := x.ground(x.bo)
		if s := got.Statements[1]; s.Text != "Statement 2" || s.Counted || s.Agree != 0 || got.People != 0 {
			t.Errorf("after four: %+v of %d people", got.Statements, got.People)
		}
		x.Finds(x.cy, statements[1], "disagree")
		x.Finds(x.cy, statements[1], "disagree") // again is harmless
		if s := x.ground(x.bo).Statements[0]; s.Text != "Statement 2" || !s.Counted || s.Agree != 4 || s.Disagree != 1 || s.Mine != "" {
			t.Errorf("after five: %+v", s)
		}
		x.Finds(x.cy, statements[1], "pass")
		if s := x.ground(x.cy).Statements[0]; s.Agree != 4 || s.Disagree != 0 || s.Pass != 1 || s.Mine != "pass" {
			t.Errorf("after a change of mind: %+v", s)
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
		if s := got.Statements[0]; s.Agree != len(people) || s.Disagree != 0 || len(got.Statements) != 1+len(people) {
			t.Errorf("%d statements, the first %+v", len(got.Statements), s)
		}
	})
}
