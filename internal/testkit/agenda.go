package testkit

import "github.com/folkmoot/folkmoot/actions"

// AgendaChange is an agenda as it stands, to be changed.
func AgendaChange(a actions.Agenda) actions.ChangedAgenda {
	in := actions.ChangedAgenda{AtAgenda: actions.AtAgenda{Agenda: a.ID}}
	in.Body = actions.AgendaChange{
		Title: a.Title, Place: a.Place, Link: a.Link, StartsAt: a.StartsAt, Minutes: a.Minutes, Slack: a.Slack,
		OrderReason: a.OrderReason, Cancelled: a.Cancelled, Version: a.Version,
	}
	for _, s := range append(append([]actions.Slot{}, a.Slots...), a.LeftOut...) {
		in.Body.Slots = append(in.Body.Slots, SlotChange(s))
	}
	return in
}

// SlotChange is a slot as it stands, to be changed.
func SlotChange(s actions.Slot) actions.SlotChange {
	change := actions.SlotChange{
		ID: s.ID, Kind: s.Kind, Title: s.Title, Text: s.Text, Minutes: s.Minutes, Wished: s.Wished, Least: s.Least,
		Pinned: s.Pinned, LeftOut: s.StartsAt == nil, Departure: s.Departure, Conditions: s.Conditions, SlotAbout: s.SlotAbout,
		Parts: []actions.PartChange{},
	}
	for _, p := range s.Parts {
		change.Parts = append(change.Parts, actions.PartChange{ID: p.ID, Title: p.Title, Minutes: p.Minutes, SlotAbout: p.SlotAbout})
	}
	return change
}
