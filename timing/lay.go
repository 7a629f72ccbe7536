package timing

// A Part is something with its minutes, in an order that somebody chose.
type Part struct {
	Key     string
	Minutes int
	From    int // it begins no earlier
}

// A Course is what follows from an order.
type Course struct {
	Slots []Slot // in the order given; their shares are empty
	End   int    // when the last of them is over, or the last pin if that is later
	Over  int    // minutes after the end of the room; the slack is not over
	Spare int    // minutes between them that are too short for what comes next
}

// Lay gives times to parts in their order, from now on. Each begins as soon as the
// one before it is over and it may, or after the next fixed point if it is not over
// before that. What does not fit into the room comes after it: nothing is left out. It
// returns an *[Invalid] for a room or a part that makes no sense.
func Lay(room Room, parts []Part, now int) (Course, error) {
	if err := room.Check(); err != nil {
		return Course{}, err
	}
	for _, p := range parts {
		if p.Minutes < 1 || p.Minutes > MaxMinutes {
			return Course{}, invalid("minutes", "A part of a meeting takes between 1 and %d minutes.", MaxMinutes)
		}
	}
	return lay(room, parts, now), nil
}

func lay(room Room, parts []Part, now int) Course {
	stretches := endless(room)
	var c Course
	for _, p := range room.Pins {
		c.End = max(c.End, p.End())
	}
	at := now
	for _, p := range parts {
		start, n, _ := begin(stretches, Item{From: p.From}, p.Minutes, at) // the last stretch takes anything
		c.Spare += spare(stretches[:n+1], at, start)
		c.Slots = append(c.Slots, Slot{Key: p.Key, Start: start, Minutes: p.Minutes})
		at = start + p.Minutes
		c.End = max(c.End, at)
	}
	c.Over = max(0, c.End-room.Minutes)
	return c
}

// endless returns the stretches of a room whose last one has no end, as nobody
// sends people home in the middle of a sentence.
func endless(room Room) []Stretch {
	room.Slack = 0
	stretches := room.Stretches()
	last := len(stretches) - 1
	if last < 0 || stretches[last].End < room.Minutes {
		return append(stretches, Stretch{Start: room.Minutes, End: room.Minutes + MaxItems*MaxMinutes})
	}
	stretches[last].End += MaxItems * MaxMinutes
	return stretches
}

// spare is how many free minutes lie between two instants.
func spare(stretches []Stretch, from, until int) int {
	sum := 0
	for _, s := range stretches {
		sum += max(0, min(s.End, until)-max(s.Start, from))
	}
	return sum
}
