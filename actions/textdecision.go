package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// TakenStance is the input of TakeStance.
type TakenStance struct {
	AtTextAmendment
	Body struct {
		Stance   string `json:"stance" enum:"support,live,concern"`
		Sentence string `json:"sentence,omitempty" maxLength:"1000" doc:"Needed for a concern"`
		Version  int    `json:"version" minimum:"1" doc:"The version of the amendment that was read"`
	}
}

// TakeStance says that one supports an amendment, can live with it, or has a
// concern, in place of what one said before.
var TakeStance = Write[TakenStance, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendBack,
	Find: onTextAmendment[TakenStance],
	Do: func(c *Call, in TakenStance, a models.TextAmendment) (TextAmendment, error) {
		c.About("amendment", a.ID)
		c.Note("%s", in.Body.Stance)
		stance := models.Stance{AmendmentID: a.ID, MemberID: c.Member.ID, Stance: in.Body.Stance, Wording: in.Body.Version}
		if in.Body.Stance == models.StanceConcern {
			if stance.Sentence = text.Block(in.Body.Sentence); !text.Readable(stance.Sentence) {
				return TextAmendment{}, fault.Field("sentence", "A concern helps with its reason. Say what would have to change.")
			}
		}
		if err := models.TakeStance(c.Tx, a, stance); err != nil {
			return TextAmendment{}, err
		}
		return c.amendment(a)
	},
}

// AcceptedText is the input of AcceptText.
type AcceptedText struct {
	AtTextAmendment
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; everybody who takes part can read it"`
		Text    string `json:"text,omitempty" maxLength:"20000" doc:"How it should read, if not as it was proposed"`
		Base    int    `json:"base" minimum:"0" doc:"The version of the text that was read, which this replaces"`
		Version int    `json:"version" minimum:"1" doc:"The version of the amendment that was read"`
	}
}

// AcceptText makes an amendment the next version of the text. If the text has
// moved on since the amendment was written, whoever accepts it says how it should
// read now: what others changed meanwhile is never undone unseen.
var AcceptText = Write[AcceptedText, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendAccept,
	Find: onTextAmendment[AcceptedText],
	Do: func(c *Call, in AcceptedText, a models.TextAmendment) (TextAmendment, error) {
		words, err := acceptedWords(in, a)
		if err != nil {
			return TextAmendment{}, err
		}
		present, err := models.FindCommonText(c.Query, a.ProcessID, a.Target)
		if err == nil {
			err = checkNew(words, present.Text)
		}
		if err != nil {
			return TextAmendment{}, err
		}
		err = c.writeText(models.CommonText{
			ProcessID: a.ProcessID, Target: a.Target, Text: words, Reason: a.Reason, MemberID: c.Member.ID,
			AuthorID: a.MemberID, AmendmentID: a.ID, Edited: words != a.Text,
		}, in.Body.Base)
		if err != nil {
			return TextAmendment{}, err
		}
		a.State, a.Became, a.Version = access.Accepted, in.Body.Base+1, in.Body.Version
		return c.decide(a, in.Body.Reason)
	},
}

// acceptedWords is how the text should read.
func acceptedWords(in AcceptedText, a models.TextAmendment) (string, error) {
	if words := text.Block(in.Body.Text); words != "" {
		return words, nil
	}
	if a.Base != in.Body.Base {
		return "", fault.New(fault.Conflict,
			"The %s has changed since this was proposed. Look at the difference, and write how it should read now.", textWord[a.Target])
	}
	return a.Text, nil
}

// Decided is the input of RejectText.
type Decided struct {
	AtTextAmendment
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; everybody who takes part can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version of the amendment that was read"`
	}
}

// RejectText leaves the text as it is, with a reason that everybody can read.
var RejectText = Write[Decided, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendReject,
	Find: onTextAmendment[Decided],
	Do: func(c *Call, in Decided, a models.TextAmendment) (TextAmendment, error) {
		a.State, a.Version = access.Rejected, in.Body.Version
		return c.decide(a, in.Body.Reason)
	},
}

// WithdrawnText is the input of WithdrawText.
type WithdrawnText struct {
	AtTextAmendment
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"1000" doc:"Everybody who takes part can read it"`
	}
}

// WithdrawText lets an author take an amendment back.
var WithdrawText = Write[WithdrawnText, models.TextAmendment, TextAmendment]{
	Verb: access.TextAmendWithdraw,
	Find: onTextAmendment[WithdrawnText],
	Do: func(c *Call, in WithdrawnText, a models.TextAmendment) (TextAmendment, error) {
		c.About("amendment", a.ID)
		a.State, a.Decision, a.DecidedBy = access.Withdrawn, text.Block(in.Body.Reason), c.Member.ID
		withdrawn, err := models.DecideAmendment(c.Tx, a)
		if err != nil {
			return TextAmendment{}, err
		}
		return c.amendment(withdrawn)
	},
}

// decide ends an amendment, and tells its author.
func (c *Call) decide(a models.TextAmendment, reason string) (TextAmendment, error) {
	c.About("amendment", a.ID)
	c.Note("%s", a.Target)
	var err error
	if a.Decision, err = cleanReason(reason); err != nil {
		return TextAmendment{}, err
	}
	a.DecidedBy = c.Member.ID
	if a, err = models.DecideAmendment(c.Tx, a); err != nil {
		return TextAmendment{}, err
	}
	if a.MemberID != c.Member.ID {
		link := c.Service.BaseURL + "/processes/" + a.ProcessID + "/amendments/" + a.ID
		if err := c.mailMember(a.ProcessID, decidedMail(a, link), a.MemberID); err != nil {
			return TextAmendment{}, err
		}
	}
	return c.amendment(a)
}
