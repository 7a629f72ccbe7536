package actions

import (
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// AtVersion names one version of an agenda.
type AtVersion struct {
	AtAgenda
	Version int
}

// atVersion reads the id of a task: that of the agenda, a slash, and the version.
func atVersion(id string) AtVersion {
	agenda, version, _ := strings.Cut(id, "/")
	n, _ := strconv.Atoi(version) // there is no version 0
	return AtVersion{AtAgenda: AtAgenda{Agenda: agenda}, Version: n}
}

// TellAgenda writes to every member what was published. Whoever hears of a later
// version does not hear of this one.
var TellAgenda = Write[AtVersion, models.Agenda, Accepted]{
	Verb: access.AgendaTell,
	Find: func(q database.Query, in AtVersion) (Found[models.Agenda], error) { return findAgenda(q, in.AtAgenda) },
	Do: func(c *Call, in AtVersion, a models.Agenda) (Accepted, error) {
		c.About("agenda", a.ID)
		c.Note("version %d", in.Version)
		told, err := models.TellPublication(c.Tx, a.ID, in.Version)
		if err != nil || !told || a.PublishedVersion != in.Version {
			return Accepted{}, err
		}
		versions, err := models.ListPublications(c.Query, a.ID)
		if err != nil {
			return Accepted{}, err
		}
		kept, err := readDocument(versions[0])
		if err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.mailMembers(a.ProcessID, agendaMail(kept, versions[0], c.Service.BaseURL+publicPath(a.ID)))
	},
}
