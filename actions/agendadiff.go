package actions

import (
	"fmt"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/models"
)

// since notes what differs from a document that was published before, in
// sentences, and what is gone.
func (d *document) since(before document) {
	zone := models.Process{TimeZone: d.TimeZone}.Location()
	d.Changes, d.Gone = nil, before.Gone
	say := func(format string, args ...any) { d.Changes = append(d.Changes, fmt.Sprintf(format, args...)) }
	if d.Cancelled != before.Cancelled {
		say("%s", map[bool]string{true: "The meeting does not take place.", false: "The meeting takes place after all."}[d.Cancelled])
	}
	if !d.StartsAt.Equal(before.StartsAt) {
		say("It begins on %s and not on %s.", whenIn(d.StartsAt, zone), whenIn(before.StartsAt, zone))
	}
	if d.Minutes != before.Minutes {
		say("It takes %d minutes and not %d.", d.Minutes, before.Minutes)
	}
	if d.Place != before.Place || d.Link != before.Link {
		say("It is somewhere else.")
	}
	d.slotsSince(before, say)
}

func whenIn(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("Monday 2 January 2006 at 15:04")
}

func (d *document) slotsSince(before document, say func(string, ...any)) {
	earlier := map[string]documentSlot{}
	for _, s := range before.Slots {
		earlier[s.ID] = s
	}
	var kept []string
	for _, s := range d.Slots {
		was, here := earlier[s.ID]
		delete(earlier, s.ID)
		d.Gone = slices.DeleteFunc(d.Gone, func(g documentSlot) bool { return g.ID == s.ID })
		if !here {
			say("New: “%s”, %d minutes.", s.Title, s.Minutes)
			continue
		}
		kept = append(kept, s.ID)
		if was.Minutes != s.Minutes {
			say("“%s” has %d minutes and not %d.", s.Title, s.Minutes, was.Minutes)
		}
		if was.Title != s.Title {
			say("“%s” is now called “%s”.", was.Title, s.Title)
		}
	}
	for _, s := range before.Slots {
		if _, gone := earlier[s.ID]; gone {
			say("No longer on the agenda: “%s”.", s.Title)
			d.Gone = append(d.Gone, s)
		}
	}
	d.orderSince(before, kept, say)
}

// orderSince names what now comes before something that it came after: as few
// slots as explain the new order.
func (d *document) orderSince(before document, kept []string, say func(string, ...any)) {
	var was []string
	for _, s := range before.Slots {
		if slices.Contains(kept, s.ID) {
			was = append(was, s.ID)
		}
	}
	stay := longestCommon(was, kept)
	for _, s := range d.Slots {
		if slices.Contains(kept, s.ID) && !slices.Contains(stay, s.ID) {
			say("“%s” has moved.", s.Title)
		}
	}
}

// longestCommon is the longest common subsequence of two orders of the same ids,
// the first one by a if there are several.
func longestCommon(a, b []string) []string {
	place := map[string]int{}
	for i, id := range b {
		place[id] = i
	}
	longest := make([][]string, len(a)) // that end with each of a
	var best []string
	for i, id := range a {
		for j := range i {
			if place[a[j]] < place[id] && len(longest[j]) > len(longest[i]) {
				longest[i] = longest[j]
			}
		}
		longest[i] = append(slices.Clone(longest[i]), id)
		if len(longest[i]) > len(best) {
			best = longest[i]
		}
	}
	return best
}
