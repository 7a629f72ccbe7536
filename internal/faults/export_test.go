package faults

import (
	"time"

	"github.com/anishathalye/porcupine"
)

// Legal tells whether one ballot box could have answered so.
func Legal(own, closes []Event) bool { return judge(own, closes) == porcupine.Ok }

// Allowed tells whether a history lets a ballot be what is stored.
func Allowed(own []Event, ballot int) bool {
	e := expect(own)
	for _, possible := range append(e.open, e.last) {
		if possible == ballot {
			return true
		}
	}
	return false
}

// CouldHold tells whether a copy made between two instants may hold a ballot.
var CouldHold = couldHold

// RoundTrip writes a number as a ballot and reads it again.
func RoundTrip(ballot int) (int, error) { return numberOf(choicesOf(ballot)) }

// BallotOf numbers a voter's ballots.
var BallotOf = ballotOf

// A Relay is a proxy for tests.
type Relay = Proxy

// NewRelay stands before an address.
func NewRelay(target string) (*Relay, int, error) {
	p, err := newProxy(target)
	if err != nil {
		return nil, 0, err
	}
	return p, p.port(), nil
}

// Become changes its weather, End ends it.
func (p *Proxy) Become(w Weather) { p.become(w) }

// End closes it and what it carries.
func (p *Proxy) End() { p.close() }

// At is an event between two instants.
func At(from, to time.Duration, deed Deed, ballot int, result Result) Event {
	return Event{Deed: deed, Ballot: ballot, Result: result, Call: from, Return: to}
}
