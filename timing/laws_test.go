package timing_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/timing"
)

// meeting makes a small meeting up, with pins and conditions in many of them.
func meeting(r *rand.Rand) (timing.Room, []timing.Item) {
	room := timing.Room{Minutes: 20 + r.IntN(60)}
	room.Slack = r.IntN(6)
	for at := r.IntN(25); at < room.Minutes && len(room.Pins) < 3; at += 10 + r.IntN(25) {
		room.Pins = append(room.Pins, timing.Pin{Key: fmt.Sprint("p", at), Start: at, Minutes: min(1+r.IntN(8), room.Minutes-at)})
	}
	var items []timing.Item
	for n := range 1 + r.IntN(6) {
		item := timing.Item{Key: string(rune('a' + n)), Rank: n + 1, Least: 1 + r.IntN(20), Support: int64(r.IntN(4)) * int64(r.IntN(20))}
		item.Wished = item.Least + r.IntN(20)
		switch r.IntN(8) {
		case 0:
			item.From = r.IntN(room.Minutes)
		case 1:
			item.Until = item.Least + r.IntN(room.Minutes)
		case 2:
			item.Fresh = true
		case 3:
			item.After = []string{string(rune('a' + r.IntN(6)))}
		}
		items = append(items, item)
	}
	r.Shuffle(len(room.Pins), func(a, b int) { room.Pins[a], room.Pins[b] = room.Pins[b], room.Pins[a] })
	return room, items
}

func obey(t *testing.T, room timing.Room, items []timing.Item, plan timing.Plan) {
	t.Helper()
	byKey := map[string]timing.Item{}
	for _, i := range items {
		byKey[i.Key] = i
	}
	insideTheRoom(t, room, plan)
	asWished(t, plan, byKey)
	conditionsHold(t, room, plan, byKey)
	fairlyShared(t, room, plan, byKey)
	rightlyChosen(t, room, items, plan)
	shuffled := slices.Clone(items)
	slices.Reverse(shuffled)
	if again := fit(t, room, shuffled); !reflect.DeepEqual(again, plan) {
		t.Errorf("another order of input, another plan: %+v", again)
	}
}

func insideTheRoom(t *testing.T, room timing.Room, plan timing.Plan) {
	t.Helper()
	last, used := 0, 0
	for _, s := range plan.Slots {
		if s.Start < last || s.End() > room.Minutes-room.Slack {
			t.Errorf("%s overlaps another or the end", s.Key)
		}
		for _, p := range room.Pins {
			if s.Start < p.End() && p.Start < s.End() {
				t.Errorf("%s overlaps a fixed point", s.Key)
			}
		}
		last, used = s.End(), used+s.Minutes
	}
	if used+plan.Spare != room.Free() {
		t.Errorf("%d minutes used and %d spare of %d", used, plan.Spare, room.Free())
	}
}

func asWished(t *testing.T, plan timing.Plan, items map[string]timing.Item) {
	t.Helper()
	for _, s := range plan.Slots {
		item := items[s.Key]
		if s.Minutes < item.Least || s.Minutes > item.Wished || s.Minutes != s.Share.Least+s.Share.Extra || s.Share.Least != item.Least {
			t.Errorf("%s got %d of %d to %d: %+v", s.Key, s.Minutes, item.Least, item.Wished, s.Share)
		}
	}
}

func conditionsHold(t *testing.T, room timing.Room, plan timing.Plan, items map[string]timing.Item) {
	t.Helper()
	seen := map[string]bool{}
	here := map[string]bool{}
	for _, s := range plan.Slots {
		here[s.Key] = true
	}
	for _, s := range plan.Slots {
		item := items[s.Key]
		if s.Start < item.From || item.Until > 0 && s.End() > item.Until {
			t.Errorf("%s is held out of its time", s.Key)
		}
		starts := slices.ContainsFunc(room.Stretches(), func(f timing.Stretch) bool { return f.Start == s.Start })
		if item.Fresh && !starts {
			t.Errorf("%s does not begin a stretch", s.Key)
		}
		for _, key := range item.After {
			if here[key] && !seen[key] && key != s.Key {
				t.Errorf("%s comes before %s", s.Key, key)
			}
		}
		seen[s.Key] = true
	}
}

// Of two items that stand side by side and could both take more, neither has more
// for its support than the other, but for the rounding to whole minutes.
func fairlyShared(t *testing.T, room timing.Room, plan timing.Plan, items map[string]timing.Item) {
	t.Helper()
	for i, a := range plan.Slots {
		for _, b := range plan.Slots[i+1:] {
			ia, ib := items[a.Key], items[b.Key]
			if stretchOf(room, a) != stretchOf(room, b) || bound(plan, items, stretchOf(room, a), room) {
				continue
			}
			if a.Minutes == ia.Wished || b.Minutes == ib.Wished {
				continue
			}
			// extra a / support a and extra b / support b differ by one minute at most
			left := new(big.Int).Mul(big.NewInt(int64(a.Share.Extra-1)), big.NewInt(ib.Support))
			right := new(big.Int).Mul(big.NewInt(int64(b.Share.Extra+1)), big.NewInt(ia.Support))
			other := new(big.Int).Mul(big.NewInt(int64(b.Share.Extra-1)), big.NewInt(ia.Support))
			mine := new(big.Int).Mul(big.NewInt(int64(a.Share.Extra+1)), big.NewInt(ib.Support))
			if left.Cmp(right) > 0 || other.Cmp(mine) > 0 {
				t.Errorf("%s and %s are not shared by support: %+v %+v", a.Key, b.Key, a.Share, b.Share)
			}
		}
	}
	for n, s := range room.Stretches() {
		used, room1, any := 0, 0, false
		for _, slot := range plan.Slots {
			if stretchOf(room, slot) == n {
				used, room1, any = used+slot.Minutes, room1+items[slot.Key].Wished-slot.Minutes, true
			}
		}
		if any && room1 > 0 && used < s.Minutes() && !bound(plan, items, n, room) {
			t.Errorf("stretch %d has %d minutes spare and somebody who wished them", n, s.Minutes()-used)
		}
	}
}

func stretchOf(room timing.Room, s timing.Slot) int {
	return slices.IndexFunc(room.Stretches(), func(f timing.Stretch) bool { return f.Start <= s.Start && s.End() <= f.End })
}

// bound tells whether a condition of time stands in a stretch.
func bound(plan timing.Plan, items map[string]timing.Item, stretch int, room timing.Room) bool {
	return slices.ContainsFunc(plan.Slots, func(s timing.Slot) bool {
		return stretchOf(room, s) == stretch && (items[s.Key].From > 0 || items[s.Key].Until > 0)
	})
}

// rightlyChosen goes through the items by rank and tries every order there is.
func rightlyChosen(t *testing.T, room timing.Room, items []timing.Item, plan timing.Plan) {
	t.Helper()
	grounds := map[string]timing.Leftover{}
	for _, l := range plan.Left {
		grounds[l.Key] = l
	}
	var in []timing.Item
	var order []string
	free := room.Free()
	for _, item := range items { // they stand by rank
		first := firstOrder(room, append(slices.Clone(in), item), nil, 0)
		left, out := grounds[item.Key]
		switch {
		case (first == nil) != out:
			t.Errorf("%s: left out %t, although of every order the first is %v", item.Key, out, first)
		case out && (left.Ground == timing.NoRoom) != (item.Least > free):
			t.Errorf("%s: ground %s with %d of %d minutes", item.Key, left.Ground, item.Least, free)
		case out && (left.Needs != item.Least || left.Left != free):
			t.Errorf("%s: reason %+v with %d of %d minutes", item.Key, left, item.Least, free)
		case !out:
			in, order, free = append(in, item), first, free-item.Least
		}
	}
	if got := keys(plan.Slots); !slices.Equal(got, order) && len(got)+len(order) > 0 {
		t.Errorf("order %v, the first by rank is %v", got, order)
	}
}

// firstOrder tries all orders, those by rank first.
func firstOrder(room timing.Room, items []timing.Item, before []string, now int) []string {
	if len(before) == len(items) {
		return before
	}
	for _, item := range items {
		if slices.Contains(before, item.Key) || waits(items, item, before) {
			continue
		}
		for _, s := range room.Stretches() {
			start := max(s.Start, now, item.From)
			end := start + item.Least
			if item.Fresh && start != s.Start || end > s.End || item.Until > 0 && end > item.Until {
				continue
			}
			if order := firstOrder(room, items, append(slices.Clone(before), item.Key), end); order != nil {
				return order
			}
			break
		}
	}
	return nil
}

func waits(items []timing.Item, item timing.Item, before []string) bool {
	return slices.ContainsFunc(item.After, func(key string) bool {
		here := slices.ContainsFunc(items, func(i timing.Item) bool { return i.Key == key })
		return here && !slices.Contains(before, key)
	})
}
