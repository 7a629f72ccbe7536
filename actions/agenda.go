package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// An Agenda is the timed list of items for one meeting, as members see it.
type Agenda struct {
	ID               string        `json:"id"`
	Process          string        `json:"process"`
	Round            string        `json:"round" doc:"The first one that it was made from"`
	Title            string        `json:"title"`
	Place            string        `json:"place"`
	Link             string        `json:"link" doc:"Where one joins from afar, or empty"`
	StartsAt         time.Time     `json:"starts_at"`
	EndsAt           time.Time     `json:"ends_at"`
	Minutes          int           `json:"minutes" doc:"From its start to its end"`
	Slack            int           `json:"slack" doc:"Minutes kept free before the end"`
	OrderReason      string        `json:"order_reason" doc:"Why items stand in another order than that of the outcome"`
	OrderDeparts     bool          `json:"order_departs" doc:"They do, and no condition asks for it: a reason is needed"`
	Cancelled        bool          `json:"cancelled"`
	TimeZone         string        `json:"time_zone"`
	State            access.State  `json:"state" enum:"draft,published"`
	Version          int           `json:"version"`
	PublishedVersion int           `json:"published_version" doc:"0 if it never was"`
	PublishedAt      *time.Time    `json:"published_at"`
	Changes          []string      `json:"changes" doc:"What publishing it would change for its readers"`
	URL              string        `json:"url" doc:"Where the public reads it once it is published"`
	Slots            []Slot        `json:"slots" doc:"In the order of their times"`
	LeftOut          []Slot        `json:"left_out" doc:"What did not find its place, by rank"`
	Over             int           `json:"over" doc:"Minutes after the end"`
	Spare            int           `json:"spare" doc:"Minutes that nothing takes, without the slack"`
	Fit              Fitting       `json:"fit" doc:"What the items fitted into the time would give"`
	Can              []access.Verb `json:"can"`
}

// A Slot is one timed part of an agenda.
type Slot struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Text        string     `json:"text"`
	Kind        string     `json:"kind" enum:"agenda_item,symbolic_change,fixed,break,"`
	Minutes     int        `json:"minutes"`
	Wished      int        `json:"wished"`
	Least       int        `json:"least"`
	StartsAt    *time.Time `json:"starts_at" doc:"None if it is left out"`
	EndsAt      *time.Time `json:"ends_at"`
	Pinned      int        `json:"pinned" doc:"Minutes from the start of the meeting at which it is fixed, or -1"`
	Round       string     `json:"round" doc:"That voted on it, or empty"`
	Key         string     `json:"key" doc:"Of the option in that round"`
	Rank        int        `json:"rank" doc:"Among what is fitted into the time, from 1; 0 for fixed points"`
	Support     int64      `json:"support" doc:"People who support it"`
	Reason      string     `json:"reason" doc:"Why it is on the agenda"`
	Departs     bool       `json:"departs" doc:"From the outcome, so that a reason is needed"`
	Departure   string     `json:"departure" doc:"The reason"`
	CarriedFrom string     `json:"carried_from" doc:"The slot of an earlier agenda"`
	Conditions
	SlotAbout
	Parts []Part `json:"parts"`
}

// Conditions are what is asked for the place of a slot.
type Conditions struct {
	From  int      `json:"from" minimum:"0" maximum:"4320" doc:"Minutes from the start of the meeting before which it does not begin"`
	Until int      `json:"until" minimum:"0" maximum:"4320" doc:"Minutes from the start of the meeting at which it is over; 0 is no condition"`
	Fresh bool     `json:"fresh" doc:"It begins at the start, or right after a fixed point"`
	After []string `json:"after" maxItems:"40" doc:"Slots that come before it"`
}

// A SlotAbout is what a meeting has to know about a slot.
type SlotAbout struct {
	Facilitator string         `json:"facilitator" maxLength:"160"`
	Speakers    []string       `json:"speakers" maxItems:"40"`
	Question    string         `json:"question" maxLength:"500" doc:"To be decided"`
	Papers      []models.Paper `json:"papers" maxItems:"20"`
}

// A Part is a sub-item, which takes some of the minutes of its slot.
type Part struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Minutes  int        `json:"minutes"`
	StartsAt *time.Time `json:"starts_at"`
	SlotAbout
}

// AtAgenda names an agenda.
type AtAgenda struct {
	Agenda string `path:"agenda" maxLength:"60"`
}

func findAgenda(q database.Query, at AtAgenda) (Found[models.Agenda], error) {
	found, err := inScope[models.Agenda](q, "agenda", at.Agenda)
	found.State = found.Object.State()
	return found, err
}

// ReadAgenda shows an agenda as it is worked on.
var ReadAgenda = Read[AtAgenda, models.Agenda, Agenda]{
	Verb: access.AgendaRead,
	Find: findAgenda,
	Show: func(l *Look, _ AtAgenda, a models.Agenda) (Agenda, error) { return l.agenda(a) },
}

func (l *Look) agenda(a models.Agenda) (Agenda, error) {
	process, err := models.FindProcess(l.Query, a.ProcessID)
	if err != nil {
		return Agenda{}, err
	}
	slots, err := models.ListSlots(l.Query, a.ID)
	if err != nil {
		return Agenda{}, err
	}
	t, err := l.timetable(a, slots)
	if err != nil {
		return Agenda{}, err
	}
	view := Agenda{
		ID: a.ID, Process: a.ProcessID, Round: a.RoundID, Title: a.Title, Place: a.Place, Link: a.Link,
		TimeZone: process.TimeZone, StartsAt: a.StartsAt, EndsAt: a.StartsAt.Add(minutes(t.room.Minutes)),
		Minutes: t.room.Minutes, Slack: a.Slack, OrderReason: a.OrderReason, OrderDeparts: t.orderDeparts(), Cancelled: a.Cancelled,
		State: a.State(), Version: a.Version, PublishedVersion: a.PublishedVersion,
		PublishedAt: a.PublishedAt, URL: publicPath(a.ID),
		Over: t.course.Over, Fit: t.fitting(), LeftOut: []Slot{},
		Can: l.can(a.State(), nil, access.AgendaEdit, access.AgendaPublish),
	}
	view.Slots, view.Spare = t.shown(a.StartsAt)
	for _, s := range t.leftOut() {
		view.LeftOut = append(view.LeftOut, t.view(s, nil))
	}
	view.Changes, err = l.changes(a, t)
	return view, err
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// An AgendaSummary is one line of a list of agendas.
type AgendaSummary struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	StartsAt time.Time    `json:"starts_at"`
	State    access.State `json:"state" enum:"draft,published"`
	Version  int          `json:"version"`
}

// Agendas is the input of ListAgendas.
type Agendas struct {
	At
	Paged
}

// ListAgendas lists the agendas of a process, the newest first.
var ListAgendas = Read[Agendas, models.Process, List[AgendaSummary]]{
	Verb: access.AgendaList,
	Find: inProcess[Agendas],
	Show: func(l *Look, in Agendas, p models.Process) (List[AgendaSummary], error) {
		page := in.page()
		page.Newest = true
		rows, next, err := models.ListAgendas(l.Query, p.ID, page)
		return listed(rows, next, err, func(a models.Agenda) AgendaSummary {
			return AgendaSummary{ID: a.ID, Title: a.Title, StartsAt: a.StartsAt, State: a.State(), Version: a.Version}
		})
	},
}

// Offers is what else could stand on an agenda.
type Offers struct {
	Left   []Offer      `json:"left" doc:"What did not find its place on earlier agendas"`
	Rounds []RoundOffer `json:"rounds" doc:"Closed rounds with what does not stand here"`
}

// A RoundOffer is a closed round with its options that do not stand on an agenda.
type RoundOffer struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Items []Offer `json:"items"`
}

// An Offer is one item that could be added.
type Offer struct {
	Slot    string `json:"slot" doc:"Of the earlier agenda, or empty"`
	Key     string `json:"key"`
	Title   string `json:"title"`
	Kind    string `json:"kind" enum:"agenda_item,symbolic_change,"`
	Minutes int    `json:"minutes"`
	Least   int    `json:"least"`
	Chosen  bool   `json:"chosen" doc:"By the outcome"`
	Reason  string `json:"reason"`
}

// ReadOffers shows what else could stand on an agenda.
var ReadOffers = Read[AtAgenda, models.Agenda, Offers]{
	Verb: access.AgendaOffers,
	Find: findAgenda,
	Show: func(l *Look, _ AtAgenda, a models.Agenda) (Offers, error) {
		present, err := models.ListSlots(l.Query, a.ID)
		if err != nil {
			return Offers{}, err
		}
		waiting, err := models.ListLeftOut(l.Query, a.ProcessID)
		if err != nil {
			return Offers{}, err
		}
		offers := Offers{Left: []Offer{}, Rounds: []RoundOffer{}}
		for _, s := range waiting {
			if s.AgendaID != a.ID && !stands(present, s) {
				offers.Left = append(offers.Left, offerOf(s, s.ID))
			}
		}
		rounds, err := models.ListClosedRounds(l.Query, a.ProcessID)
		for _, r := range rounds {
			slots, err := l.slotsOf(r, source{minutesEach: usualMinutes})
			if err != nil {
				return Offers{}, err
			}
			offer := RoundOffer{ID: r.ID, Title: r.Title, Items: []Offer{}}
			for _, s := range slots {
				if !stands(present, s) {
					offer.Items = append(offer.Items, offerOf(s, ""))
				}
			}
			offers.Rounds = append(offers.Rounds, offer)
		}
		return offers, err
	},
}

// stands tells whether an option stands among slots.
func stands(slots []models.Slot, s models.Slot) bool {
	return slices.ContainsFunc(slots, func(other models.Slot) bool {
		return other.RoundID == s.RoundID && other.OptionKey == s.OptionKey
	})
}

func offerOf(s models.Slot, id string) Offer {
	return Offer{
		Slot: id, Key: s.OptionKey, Title: s.Title, Kind: s.Kind, Minutes: s.Wished, Least: s.Least,
		Chosen: s.Rank > 0, Reason: s.Reason,
	}
}
