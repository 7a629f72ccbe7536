package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Place is where a proposal would happen: a name, and a point or none.
type Place struct {
	Name      string `json:"name" maxLength:"120" doc:"In words, for everybody who does not see the map"`
	Latitude  *int   `json:"latitude,omitempty" minimum:"-90000000" maximum:"90000000" doc:"In millionths of a degree, north of the equator"`
	Longitude *int   `json:"longitude,omitempty" minimum:"-180000000" maximum:"180000000" doc:"In millionths of a degree, east of Greenwich; with the latitude, or both not"`
}

// clean is a place as it is kept.
func (p *Place) clean() (models.Place, error) {
	switch {
	case p == nil:
		return models.Place{}, nil
	case p.Latitude == nil && p.Longitude == nil:
		return models.Place{PlaceName: text.Line(p.Name)}, nil
	case p.Latitude == nil:
		return models.Place{}, fault.Field("place.latitude", "A point has a latitude and a longitude.")
	case p.Longitude == nil:
		return models.Place{}, fault.Field("place.longitude", "A point has a latitude and a longitude.")
	}
	return models.Place{PlaceName: text.Line(p.Name), Located: true, Latitude: *p.Latitude, Longitude: *p.Longitude}, nil
}

func placeOf(p models.Place) *Place {
	switch {
	case p.Located:
		return &Place{Name: p.PlaceName, Latitude: &p.Latitude, Longitude: &p.Longitude}
	case p.PlaceName != "":
		return &Place{Name: p.PlaceName}
	}
	return nil
}

func (p *Place) name() string {
	if p == nil {
		return ""
	}
	return p.Name
}

// mayBePlaced refuses a place in a process that does not ask for any.
func mayBePlaced(p models.Process, words models.Words) error {
	if p.Places || words.Place == (models.Place{}) {
		return nil
	}
	return fault.Field("place", "In this process, proposals have no place. Take it away, or ask an organiser.")
}

// mayMove does the same for words that a proposal gets: a place that stands in it
// already may stay.
func (l *Look) mayMove(p models.Proposal, words models.Words) error {
	if words.Place == p.Place || words.Place == (models.Place{}) {
		return nil
	}
	process, err := models.FindProcess(l.Query, p.ProcessID)
	if err != nil {
		return err
	}
	return mayBePlaced(process, words)
}

// MapTiles says where the picture behind a map comes from.
type MapTiles struct {
	Template string `json:"template" doc:"Of the addresses of tiles, with {z}, {x} and {y}"`
	Host     string `json:"host" doc:"Of the server, which sees the part of the map that somebody looks at"`
	Credit   string `json:"credit" doc:"Whose map it is"`
}

// mapTiles are there where a map is.
func (l *Look) mapTiles(p models.Process) *MapTiles {
	if from := l.Service.Tiles; p.Places && from.Template != "" {
		return &MapTiles{Template: from.Template, Host: from.Host, Credit: from.Credit}
	}
	return nil
}

// Placing is the input of LetPlaces.
type Placing struct {
	At
	Body struct {
		Places bool `json:"places"`
	}
}

// LetPlaces says whether proposals of a process may have a place. Those that stand
// in proposals already are kept.
var LetPlaces = Write[Placing, models.Process, Process]{
	Verb: access.ProcessPlaces,
	Find: inProcess[Placing],
	Do: func(c *Call, in Placing, p models.Process) (Process, error) {
		c.About("process", p.ID)
		c.Note("%t", in.Body.Places)
		p, err := models.LetPlaces(c.Tx, p, in.Body.Places)
		if err != nil {
			return Process{}, err
		}
		return c.process(p)
	},
}

// A Placed proposal is one as a map shows it.
type Placed struct {
	ID    string       `json:"id"`
	Kind  string       `json:"kind" enum:"agenda_item,symbolic_change"`
	Title string       `json:"title"`
	State access.State `json:"state" enum:"published,in_review,accepted,declined,in_round,on_agenda,done"`
	Place Place        `json:"place"`
}

// Places are where proposals of a process would happen, the newest first.
type Places struct {
	Items []Placed `json:"items"`
	Full  bool     `json:"full" doc:"There may be more; these are the newest"`
}

// ListPlaces shows where the proposals of a process would happen.
var ListPlaces = Read[At, models.Process, Places]{
	Verb: access.ProposalPlaces,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Places, error) {
		view := Places{Items: []Placed{}}
		if !p.Places {
			return view, nil
		}
		rows, err := models.ListPlaced(l.Query, p.ID)
		for _, row := range rows {
			view.Items = append(view.Items, Placed{ID: row.ID, Kind: row.Kind, Title: row.Title, State: row.State, Place: *placeOf(row.Place)})
		}
		view.Full = len(rows) == models.MaxPlaces
		return view, err
	},
}
