package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Guideline is a short sentence that proposals should keep to.
type Guideline struct {
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	Text    string        `json:"text"`
	Retired bool          `json:"retired" doc:"It is asked about no more; what was said stays"`
	Version int           `json:"version"`
	Can     []access.Verb `json:"can"`
}

func (l *Look) guideline(g models.Guideline) Guideline {
	return Guideline{
		ID: g.ID, Title: g.Title, Text: g.Text, Retired: g.Retired, Version: g.Version, Can: l.can("", nil, access.GuidelineEdit),
	}
}

// ListGuidelines lists the guidelines of a process, the oldest first.
var ListGuidelines = Read[At, models.Process, List[Guideline]]{
	Verb: access.GuidelineList,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (List[Guideline], error) {
		rows, err := models.ListGuidelines(l.Query, p.ID)
		return listed(rows, "", err, l.guideline)
	},
}

// GuidelineBody is what organisers write.
type GuidelineBody struct {
	Title string `json:"title" minLength:"1" maxLength:"100"`
	Text  string `json:"text,omitempty" maxLength:"500" doc:"What is meant, in a sentence or two"`
}

func (b GuidelineBody) into(g models.Guideline) (models.Guideline, error) {
	var err error
	g.Title, err = cleanTitle(b.Title)
	g.Text = text.Block(b.Text)
	return g, err
}

// NewGuideline is the input of MakeGuideline.
type NewGuideline struct {
	At
	Body GuidelineBody
}

// MakeGuideline writes a guideline down.
var MakeGuideline = Write[NewGuideline, models.Process, Guideline]{
	Verb: access.GuidelineMake,
	Find: inProcess[NewGuideline],
	Do: func(c *Call, in NewGuideline, p models.Process) (Guideline, error) {
		fresh, err := in.Body.into(models.Guideline{ProcessID: p.ID})
		if err != nil {
			return Guideline{}, err
		}
		made, err := models.NewGuideline(c.Tx, fresh)
		c.About("guideline", made.ID)
		return c.guideline(made), err
	},
}

// ChangedGuideline is the input of ChangeGuideline.
type ChangedGuideline struct {
	At
	Guideline string `path:"guideline" maxLength:"60"`
	Body      struct {
		GuidelineBody
		Retired bool `json:"retired,omitempty" doc:"Ask about it no more"`
		Version int  `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// ChangeGuideline writes a guideline anew, or retires it.
var ChangeGuideline = Write[ChangedGuideline, models.Guideline, Guideline]{
	Verb: access.GuidelineEdit,
	Find: func(q database.Query, in ChangedGuideline) (Found[models.Guideline], error) {
		g, err := models.FindGuideline(q, in.Process, in.Guideline)
		return Found[models.Guideline]{Object: g, What: "guideline", Process: g.ProcessID}, err
	},
	Do: func(c *Call, in ChangedGuideline, g models.Guideline) (Guideline, error) {
		c.About("guideline", g.ID)
		changed, err := in.Body.into(g)
		if err != nil {
			return Guideline{}, err
		}
		changed.Retired, changed.Version = in.Body.Retired, in.Body.Version
		changed, err = models.ChangeGuideline(c.Tx, changed)
		return c.guideline(changed), err
	},
}
