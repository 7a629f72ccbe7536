package timing

// A set of items, by their place in a list.
type set [(MaxItems + 63) / 64]uint64

func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s set) with(i int) set {
	s[i/64] |= 1 << (i % 64)
	return s
}

// within tells whether all of s are in other.
func (s set) within(other set) bool {
	for n := range s {
		if s[n]&^other[n] != 0 {
			return false
		}
	}
	return true
}

// mostSteps bounds the search for one order: some hundredths of a second.
const mostSteps = 1 << 15

// levels is in how many steps items grow together from their least to what they
// wish while places are sought for them.
const levels = 20

// length is what an item takes at a level.
func (i Item) length(level int) int { return i.Least + (i.Wished-i.Least)*level/levels }

// A placed is an item with the time at which it begins if all are as long as at
// the level at which places were found.
type placed struct {
	item    Item
	start   int
	stretch int // which of the room's
}

// A search puts items, which stand by rank, into the stretches of a room.
type search struct {
	stretches []Stretch
	items     []Item
	before    []set // for each item, those that have to come first
	order     []placed
	failed    map[position]bool
	steps     int
}

// A position in the search is what has been placed, and up to when.
type position struct {
	done set
	now  int
}

// grow lets all items of an order become longer, all alike, as long as each still
// finds its place after the one before.
func grow(room Room, order []placed, now int) []placed {
	enough, tooMuch := 0, levels+1
	for tooMuch-enough > 1 { // what fits longer fits shorter too
		level := (enough + tooMuch) / 2
		if longer := follow(room, order, level, now); longer != nil {
			order, enough = longer, level
		} else {
			tooMuch = level
		}
	}
	return order
}

// follow places items in their order at a level from now on, nil if they do not
// fit.
func follow(room Room, order []placed, level, now int) []placed {
	stretches := room.Stretches()
	longer := make([]placed, len(order))
	for i, p := range order {
		length := p.item.length(level)
		start, stretch, fits := begin(stretches, p.item, length, now)
		if !fits {
			return nil
		}
		longer[i] = placed{item: p.item, start: start, stretch: stretch}
		now = start + length
	}
	return longer
}

// arrange returns the first order by rank in which all items find their least, or
// none and why not.
func arrange(room Room, byRank []Item) ([]placed, Ground) {
	if order := straight(room, byRank); order != nil {
		return order, ""
	}
	s := &search{stretches: room.Stretches(), items: byRank, failed: map[position]bool{}}
	s.before = precedence(byRank)
	need := 0
	for _, item := range byRank {
		need += item.Least
	}
	switch {
	case s.place(position{}, need):
		return s.order, ""
	case s.steps > mostSteps:
		return nil, Unproved
	default:
		return nil, NoPlace
	}
}

// straight is the order by rank itself, if all find their least in it and nobody
// has to wait for another: then there is nothing to search.
func straight(room Room, byRank []Item) []placed {
	order := make([]placed, len(byRank))
	for i, item := range byRank {
		if len(item.After) > 0 {
			return nil
		}
		order[i].item = item
	}
	return follow(room, order, 0, 0)
}

// precedence has for each item those that have to come before it.
func precedence(items []Item) []set {
	places := make(map[string]int, len(items))
	for i, item := range items {
		places[item.Key] = i
	}
	before := make([]set, len(items))
	for i, item := range items {
		for _, key := range item.After {
			if place, here := places[key]; here {
				before[i] = before[i].with(place)
			}
		}
	}
	return before
}

// place finds places for all items that have none, which need at least that many
// minutes. An item is never put later than it could begin: that would help none
// of the others.
func (s *search) place(at position, need int) bool {
	if need == 0 {
		return true
	}
	if s.steps > mostSteps || need > s.freeFrom(at.now) || s.failed[at] {
		return false
	}
	s.steps++
	for i, item := range s.items {
		if at.done.has(i) || !s.before[i].within(at.done) {
			continue
		}
		start, stretch, fits := begin(s.stretches, item, item.Least, at.now)
		if !fits {
			break // nor will it later
		}
		s.order = append(s.order, placed{item: item, start: start, stretch: stretch})
		if s.place(position{done: at.done.with(i), now: start + item.Least}, need-item.Least) {
			return true
		}
		s.order = s.order[:len(s.order)-1]
	}
	s.failed[at] = true
	return false
}

// freeFrom is how many minutes are free for items from now on.
func (s *search) freeFrom(now int) int {
	free := 0
	for _, stretch := range s.stretches {
		free += max(0, stretch.End-max(stretch.Start, now))
	}
	return free
}

// begin is the first time from now on at which an item can begin.
func begin(stretches []Stretch, item Item, minutes, now int) (start, stretch int, fits bool) {
	for n, s := range stretches {
		at := max(s.Start, now, item.From)
		if item.Fresh && at != s.Start {
			continue
		}
		if at+minutes <= s.End && (item.Until == 0 || at+minutes <= item.Until) {
			return at, n, true
		}
	}
	return 0, 0, false
}
