// Package timing turns what a group chose into the times of one meeting.
//
// The rule of a round decides what is talked about, and in which order of
// importance; this package decides when, and for how long. A [Room] is the time
// of the meeting with its breaks and other fixed points ([Pin]); an [Item] is
// something that wants a part of it. [Fit] lets in the items by their rank, as
// many as find their least minutes; puts them as close to that order as their
// conditions allow; and shares out the minutes that are left in proportion to
// support. [Lay] gives times to items in an order that somebody else chose, and
// [Remedies] says what can be done when a meeting runs over.
//
// # What is promised
//
// No slot overlaps another, a pin, or the slack at the end. Nobody gets less than
// the least or more than was wished. The plan is the same whatever the order in
// which items are given. What is left out could not have been let in: each
// [Leftover] says why, and a test proves it.
//
// # How the order is found
//
// At each place stands the item of best rank with which all others that were let
// in still find theirs: of all possible orders, the first one by rank. This is a
// search in depth that remembers what led nowhere. It is exact for the meetings
// that people hold; it is stopped after a number of steps that depends on nothing
// but its input, and then says so ([Unproved]). In that order the items then grow
// together from their least to what they wish, in steps of a twentieth, as long
// as each finds its place: so an item goes behind a break rather than being cut
// short before it while there is time behind it.
//
// # How minutes are shared
//
// Within a stretch between two fixed points everybody has the least; what is left
// of the stretch goes to its items in proportion to their support, and what would
// be more than somebody wished goes to the others in the same way. Whole minutes
// come from the method of the largest remainder (Hamilton; Balinski and Young,
// Fair Representation, 1982, chapter 3); of equal remainders the better rank comes
// first. All quotients are compared exactly.
//
// # Units
//
// Times are whole minutes from the beginning of the meeting. The package knows no
// clock, no time zone, no database and no floating-point numbers.
package timing
