package models

import (
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Place is where a proposal would happen: a name in words, and a point if it is
// Located. Points are whole numbers, so that they come back as they were given.
type Place struct {
	PlaceName string `json:"place_name,omitempty"`
	Located   bool   `json:"located,omitempty"`
	Latitude  int    `json:"latitude,omitempty"`  // in millionths of a degree, north of the equator
	Longitude int    `json:"longitude,omitempty"` // likewise, east of Greenwich
}

// Millionths are so many of a degree, as points are kept.
const Millionths = 1_000_000

const (
	mostNorth = 90 * Millionths
	mostEast  = 180 * Millionths
)

// check returns Invalid, naming the field, for a place that is none, or that nobody
// could say aloud.
func (p Place) check() error {
	switch {
	case p.Latitude < -mostNorth || p.Latitude > mostNorth:
		return fault.Field("place.latitude", "Between 90 degrees south and 90 degrees north, please.")
	case p.Longitude < -mostEast || p.Longitude > mostEast:
		return fault.Field("place.longitude", "Between 180 degrees west and 180 degrees east, please.")
	case p.Located && p.PlaceName == "":
		return fault.Field("place.name", "What is this place called? Not everybody sees the map.")
	}
	return nil
}

// Geo is the point as RFC 5870 writes it, such as geo:48.208200,16.373800; empty if
// there is none.
func (p Place) Geo() string {
	if !p.Located {
		return ""
	}
	return "geo:" + degrees(p.Latitude) + "," + degrees(p.Longitude)
}

func degrees(millionths int) string {
	sign := ""
	if millionths < 0 {
		sign, millionths = "-", -millionths
	}
	return fmt.Sprintf("%s%d.%06d", sign, millionths/Millionths, millionths%Millionths)
}

// MaxPlaces is how many places one map shows.
const MaxPlaces = 500

// ListPlaced returns those proposals of a process that have a place and still stand
// for themselves, the newest first, without their long texts.
func ListPlaced(q database.Query, processID string) ([]Proposal, error) {
	gone := []access.State{access.Private, access.Withdrawn, access.Blended}
	return database.Many[Proposal](inLists(q.Where(map[string]any{"process_id": processID})).
		Where("place_name <> '' AND state NOT IN ?", gone).Order("id DESC").Limit(MaxPlaces), "places")
}

// LetPlaces says whether proposals of a process may have a place.
func LetPlaces(tx *database.Tx, p Process, may bool) (Process, error) {
	p.Places = may
	_, err := database.Change(tx.Model(&Process{}).Where(map[string]any{"id": p.ID}), map[string]any{"places": may})
	return p, err
}
