package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// NewStatement is the input of MakeStatement.
type NewStatement struct {
	At
	Body struct {
		Text     string `json:"text" minLength:"1" maxLength:"140" doc:"One sentence, on which one can agree or not"`
		Proposal string `json:"proposal,omitempty" maxLength:"60" doc:"From whose discussion it is"`
	}
}

// MakeStatement puts a statement before everybody.
var MakeStatement = Write[NewStatement, models.Process, Statement]{
	Verb: access.StatementMake,
	Find: inProcess[NewStatement],
	Do: func(c *Call, in NewStatement, p models.Process) (Statement, error) {
		words := text.Line(in.Body.Text)
		if !text.Readable(words) {
			return Statement{}, fault.Field("text", "Please write a sentence.")
		}
		if in.Body.Proposal != "" {
			if err := seenProposal(c.Query, p.ID, in.Body.Proposal); err != nil {
				return Statement{}, theirs("proposal", err, "There is no such proposal here.")
			}
		}
		made, err := models.AddStatement(c.Tx, models.Statement{
			ProcessID: p.ID, MemberID: c.Member.ID, ProposalID: in.Body.Proposal, Text: words,
		})
		if err != nil {
			return Statement{}, err
		}
		c.About("statement", made.ID)
		return c.oneStatement(made)
	},
}

// oneStatement shows a statement, without what groups make of it.
func (l *Look) oneStatement(row models.Statement) (Statement, error) {
	names, err := l.names([]string{row.MemberID})
	return l.statement(row, models.Opinion{}, common{}, names), err
}

// AtStatement names a statement.
type AtStatement struct {
	Statement string `path:"statement" maxLength:"60"`
}

func (a AtStatement) statement() AtStatement { return a }

func findStatement(q database.Query, at AtStatement) (Found[models.Statement], error) {
	found, err := inScope[models.Statement](q, "statement", at.Statement)
	found.State, found.Authors = found.Object.State, []string{found.Object.MemberID}
	return found, err
}

func atStatement[In interface{ statement() AtStatement }](q database.Query, in In) (Found[models.Statement], error) {
	return findStatement(q, in.statement())
}

// StatementAnswer is the input of AnswerStatement.
type StatementAnswer struct {
	AtStatement
	Body struct {
		Answer string `json:"answer" enum:"agree,disagree,pass"`
	}
}

// Going is where to go on after an answer.
type Going struct {
	Next string `json:"next" doc:"The statement to answer now; empty if all were"`
	Left int    `json:"left"`
}

// AnswerStatement says whether one agrees, in place of an earlier answer. It is
// secret, as a ballot is: no entry says that somebody answered, or when.
var AnswerStatement = Write[StatementAnswer, models.Statement, Going]{
	Verb:   access.StatementAnswer,
	Find:   atStatement[StatementAnswer],
	Secret: true,
	Do: func(c *Call, in StatementAnswer, row models.Statement) (Going, error) {
		if err := models.AnswerStatement(c.Tx, row, c.Member.ID, signOf[in.Body.Answer]); err != nil {
			return Going{}, err
		}
		rows, err := models.ListStatements(c.Query, row.ProcessID)
		if err != nil {
			return Going{}, err
		}
		mine, err := models.FindOpinion(c.Query, row.ProcessID, c.Member.ID)
		next, left := c.nextStatement(rows, mine)
		return Going{Next: next, Left: left}, err
	},
}

// HidingStatement is the input of HideStatement.
type HidingStatement struct {
	AtStatement
	Body Hiding
}

// HideStatement takes a statement out of sight, with a reason.
var HideStatement = Write[HidingStatement, models.Statement, Statement]{
	Verb: access.StatementHide,
	Find: atStatement[HidingStatement],
	Do: func(c *Call, in HidingStatement, row models.Statement) (Statement, error) {
		c.About("statement", row.ID)
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Statement{}, err
		}
		return c.shownStatement(models.HideStatement(c.Tx, row, reason))
	},
}

// ShowStatement shows a hidden statement again.
var ShowStatement = Write[AtStatement, models.Statement, Statement]{
	Verb: access.StatementShow,
	Find: findStatement,
	Do: func(c *Call, _ AtStatement, row models.Statement) (Statement, error) {
		c.About("statement", row.ID)
		return c.shownStatement(models.ShowStatement(c.Tx, row))
	},
}

func (c *Call) shownStatement(row models.Statement, err error) (Statement, error) {
	if err != nil {
		return Statement{}, err
	}
	return c.oneStatement(row)
}
