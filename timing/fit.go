package timing

// A Slot is the time of one item.
type Slot struct {
	Key     string
	Start   int
	Minutes int
	Share   Share
}

// End is when a slot is over.
func (s Slot) End() int { return s.Start + s.Minutes }

// A Share says how an item came by its minutes.
type Share struct {
	Least   int   // it had these in any case
	Extra   int   // and these of what was left
	Wished  int   // it would have taken as many
	Rest    int   // minutes that were left to share in its part of the meeting
	Support int64 // by which they were shared
	Among   int   // with so many items, itself included
}

// A Ground is why an item was left out.
type Ground string

// The grounds.
const (
	NoRoom   Ground = "no_room"  // fewer minutes were left than its least
	NoPlace  Ground = "no_place" // enough minutes were left, but no order in which all find theirs
	Unproved Ground = "unproved" // no such order was found, and the search was too large to be sure
)

// A Leftover is an item that did not fit.
type Leftover struct {
	Key    string
	Ground Ground
	Needs  int // its least
	Left   int // minutes that those of better rank leave, if each takes its least
}

// A Plan is a meeting with its times.
type Plan struct {
	Slots []Slot     // by their start
	Left  []Leftover // by rank
	Spare int        // minutes that nobody got, without the slack
}

// Fit plans a meeting. It returns an *[Invalid] for input that makes no sense.
func Fit(room Room, items []Item) (Plan, error) {
	if err := room.Check(); err != nil {
		return Plan{}, err
	}
	byRank, err := ranked(items)
	if err != nil {
		return Plan{}, err
	}
	chosen, left := choose(room, byRank)
	plan := Plan{Slots: lengthen(room, chosen, 0), Left: left, Spare: room.Free()}
	for _, s := range plan.Slots {
		plan.Spare -= s.Minutes
	}
	return plan, nil
}

// choose lets in items by their rank, as long as all find their least.
func choose(room Room, byRank []Item) ([]placed, []Leftover) {
	var in []Item
	var order []placed
	var left []Leftover
	free := room.Free()
	for _, item := range byRank {
		out := Leftover{Key: item.Key, Ground: NoRoom, Needs: item.Least, Left: free}
		if item.Least <= free {
			var found []placed
			if found, out.Ground = arrange(room, append(in[:len(in):len(in)], item)); found != nil {
				in, order, free = append(in, item), found, free-item.Least
				continue
			}
		}
		left = append(left, out)
	}
	return grow(room, order, 0), left
}
