package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// Following names the process whose events may be heard.
type Following struct{ Process string }

// FollowEvents asks whether one may hear what changes in a process.
var FollowEvents = Read[At, Following, Following]{
	Verb: access.EventsFollow,
	Find: func(q database.Query, at At) (Found[Following], error) {
		process, err := models.FindProcess(q, at.Process)
		return Found[Following]{
			Object: Following{Process: process.ID}, What: "process", Process: process.ID, State: process.State(),
		}, err
	},
	Show: func(_ *Look, _ At, f Following) (Following, error) { return f, nil },
}
