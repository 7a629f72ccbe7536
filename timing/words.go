package timing

import "fmt"

// Reason says in a sentence how an item came by its minutes.
func (s Share) Reason() string {
	got := s.Least + s.Extra
	switch {
	case got == s.Wished:
		return fmt.Sprintf("It gets all %s that were wished for it.", minutes(got))
	case s.Extra == 0:
		return fmt.Sprintf("It gets %s, its least; nothing was left for more.", minutes(got))
	case s.Among == 1:
		return fmt.Sprintf("It gets %s: what was left beside the fixed points.", minutes(got))
	case s.Support == 0:
		return fmt.Sprintf("It gets %s: its least, %d, and %d of the %d that %d items shared.", minutes(got), s.Least, s.Extra, s.Rest, s.Among)
	default:
		return fmt.Sprintf("It gets %s: its least, %d, and %d of the %d that %d items shared by their support.",
			minutes(got), s.Least, s.Extra, s.Rest, s.Among)
	}
}

// Reason says in a sentence why an item was left out.
func (l Leftover) Reason() string {
	switch l.Ground {
	case NoRoom:
		return fmt.Sprintf("It needs %s at least, and those before it leave %d.", minutes(l.Needs), l.Left)
	case NoPlace:
		return fmt.Sprintf("It needs %s at least. Those before it leave %d, but in no order in which all find their place around the fixed points.",
			minutes(l.Needs), l.Left)
	default:
		return fmt.Sprintf("It needs %s at least. Those before it leave %d, but no order was found in which all find their place.",
			minutes(l.Needs), l.Left)
	}
}

func minutes(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", n)
}
