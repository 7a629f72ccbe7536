package actions

import (
	"context"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// NewLanguage is the input of ChangeLanguage.
type NewLanguage struct {
	At
	Body struct {
		Language string `json:"language" pattern:"^[a-z]{2,3}$" patternDescription:"a language as ISO 639 has it, such as de" doc:"In which most is written"`
	}
}

// lateWriters is after what time nobody writes any more who began before a change.
const lateWriters = time.Minute

// ChangeLanguage says in which language most of a process is written, which is how the
// search takes the forms of a word for the same. Until all is found by the new forms, it is found by
// the old ones too.
var ChangeLanguage = Write[NewLanguage, models.Process, Process]{
	Verb: access.ProcessLanguage,
	Find: inProcess[NewLanguage],
	Do: func(c *Call, in NewLanguage, p models.Process) (Process, error) {
		c.About("process", p.ID)
		c.Note("%s", in.Body.Language)
		p, err := models.ChangeLanguage(c.Tx, p.ID, in.Body.Language)
		if err != nil {
			return Process{}, err
		}
		for _, at := range []time.Time{c.Now, c.Now.Add(lateWriters)} {
			if err := c.later(DeedReword, p.ID, at); err != nil {
				return Process{}, err
			}
		}
		return c.process(p)
	},
}

const rewordAtOnce = 50

// reword lets all of a process be found in the language that it has now.
func (s *Service) reword(ctx context.Context, process string) error {
	return s.inParts(ctx, func(tx *database.Tx, _ string) (string, error) { return models.Reword(tx, process, rewordAtOnce) })
}
