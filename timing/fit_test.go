package timing_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/timing"
)

// An evening: a welcome, a break in the middle, and five minutes kept free.
var evening = timing.Room{Minutes: 120, Slack: 5, Pins: []timing.Pin{
	{Key: "break", Start: 60, Minutes: 10}, {Key: "welcome", Start: 0, Minutes: 10},
}}

func TestTheRuleDecidesWhatAndTheFitHowLong(t *testing.T) {
	plan := fit(t, evening, []timing.Item{
		{Key: "a", Rank: 1, Least: 20, Wished: 40, Support: 30},
		{Key: "b", Rank: 2, Least: 20, Wished: 40, Support: 10},
		{Key: "c", Rank: 3, Least: 20, Wished: 30, Support: 25},
		{Key: "d", Rank: 4, Least: 40, Wished: 60, Support: 20},
		{Key: "e", Rank: 5, Least: 25, Wished: 25, Support: 5},
	})
	// a and b share the 50 minutes before the break, c and e the 45 after it; d
	// needs 40 where 35 are left.
	want := []timing.Slot{
		{Key: "a", Start: 10, Minutes: 28, Share: timing.Share{Least: 20, Extra: 8, Wished: 40, Rest: 10, Support: 30, Among: 2}},
		{Key: "b", Start: 38, Minutes: 22, Share: timing.Share{Least: 20, Extra: 2, Wished: 40, Rest: 10, Support: 10, Among: 2}},
		{Key: "c", Start: 70, Minutes: 20, Share: timing.Share{Least: 20, Extra: 0, Wished: 30, Rest: 0, Support: 25, Among: 2}},
		{Key: "e", Start: 90, Minutes: 25, Share: timing.Share{Least: 25, Extra: 0, Wished: 25, Rest: 0, Support: 5, Among: 2}},
	}
	if !reflect.DeepEqual(plan.Slots, want) {
		t.Errorf("slots\n%+v, want\n%+v", plan.Slots, want)
	}
	if len(plan.Left) != 1 || plan.Left[0] != (timing.Leftover{Key: "d", Ground: timing.NoRoom, Needs: 40, Left: 35}) {
		t.Errorf("left %+v", plan.Left)
	}
}

// There is time behind the break: nobody is cut short before it.
func TestNobodyIsCutShortWhileThereIsTime(t *testing.T) {
	room := evening
	room.Minutes = 200
	plan := fit(t, room, []timing.Item{
		{Key: "a", Rank: 1, Least: 20, Wished: 40, Support: 2}, {Key: "b", Rank: 2, Least: 15, Wished: 30, Support: 1},
	})
	if a, b := plan.Slots[0], plan.Slots[1]; a.Minutes != 40 || b.Minutes != 30 || b.Start != 70 {
		t.Errorf("%+v", plan.Slots)
	}
}

func TestConditionsMoveAnItemAndNothingElse(t *testing.T) {
	items := []timing.Item{
		{Key: "a", Rank: 1, Least: 20, Wished: 20, Support: 3},
		{Key: "b", Rank: 2, Least: 20, Wished: 20, Support: 2},
		{Key: "c", Rank: 3, Least: 20, Wished: 20, Support: 1},
	}
	for name, c := range map[string]struct {
		change func(items []timing.Item)
		want   []string
	}{
		"none":                     {func([]timing.Item) {}, []string{"a", "b", "c"}},
		"b comes before a":         {func(i []timing.Item) { i[0].After = []string{"b"} }, []string{"b", "a", "c"}},
		"a after what is not here": {func(i []timing.Item) { i[0].After = []string{"z"} }, []string{"a", "b", "c"}},
		"c is there until 30":      {func(i []timing.Item) { i[2].Until = 30 }, []string{"c", "a", "b"}},
		"a comes at 90":            {func(i []timing.Item) { i[0].From = 90 }, []string{"b", "c", "a"}},
		"b after a break":          {func(i []timing.Item) { i[1].Fresh = true }, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed := slices.Clone(items)
			c.change(changed)
			plan := fit(t, evening, changed)
			if got := keys(plan.Slots); !slices.Equal(got, c.want) || len(plan.Left) > 0 {
				t.Errorf("order %v, left %v, want %v", got, plan.Left, c.want)
			}
		})
	}
}

func TestWhatMakesNoSenseIsNamed(t *testing.T) {
	item := timing.Item{Key: "a", Rank: 1, Least: 10, Wished: 20}
	for field, c := range map[string]struct {
		room  timing.Room
		items []timing.Item
	}{
		"minutes":         {timing.Room{}, nil},
		"slack":           {timing.Room{Minutes: 10, Slack: 10}, nil},
		"pins.0.start":    {timing.Room{Minutes: 10, Pins: []timing.Pin{{Start: 5, Minutes: 6}}}, nil},
		"pins.1.start":    {timing.Room{Minutes: 10, Pins: []timing.Pin{{Start: 1, Minutes: 3}, {Start: 3, Minutes: 3}}}, nil},
		"items.1.key":     {evening, []timing.Item{item, item}},
		"items.1.rank":    {evening, []timing.Item{item, {Key: "b", Rank: 1, Least: 1, Wished: 1}}},
		"items.0.least":   {evening, []timing.Item{{Key: "a", Rank: 1, Least: 2, Wished: 1}}},
		"items.0.support": {evening, []timing.Item{{Key: "a", Rank: 1, Least: 1, Wished: 1, Support: -1}}},
		"items.0.until":   {evening, []timing.Item{{Key: "a", Rank: 1, Least: 10, Wished: 10, From: 10, Until: 19}}},
	} {
		var wrong *timing.Invalid
		if _, err := timing.Fit(c.room, c.items); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// The laws of a plan, on a great many small meetings whose every order is tried.
func TestLawsOfAPlan(t *testing.T) {
	grounds := map[timing.Ground]int{}
	for seed := range uint64(2000) {
		room, items := meeting(rand.New(rand.NewPCG(seed, 1)))
		plan := fit(t, room, items)
		obey(t, room, items, plan)
		for _, l := range plan.Left {
			grounds[l.Ground]++
		}
		if t.Failed() {
			t.Fatalf("seed %d: room %+v, items %+v, plan %+v", seed, room, items, plan)
		}
	}
	if grounds[timing.NoRoom] == 0 || grounds[timing.NoPlace] == 0 || grounds[timing.Unproved] > 0 {
		t.Errorf("the meetings do not try every ground: %v", grounds)
	}
}

func FuzzFit(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		room, items := meeting(rand.New(rand.NewPCG(a, b)))
		obey(t, room, items, fit(t, room, items))
	})
}

// Days of a conference, or a city's election that was imported.
func TestManyItemsAreQuick(t *testing.T) {
	var items []timing.Item
	for n := range timing.MaxItems {
		items = append(items, timing.Item{Key: fmt.Sprint(n), Rank: n + 1, Least: 60, Wished: 120, Support: int64(n)})
	}
	plan := fit(t, timing.Room{Minutes: timing.MaxItems * 90}, items)
	if len(plan.Slots) != len(items) || plan.Spare != 0 {
		t.Errorf("%d of %d, %d minutes spare", len(plan.Slots), len(items), plan.Spare)
	}
}

// A meeting that nobody can plan is given up after a bounded search.
func TestAHopelessSearchEnds(t *testing.T) {
	room := timing.Room{Minutes: 1050}
	for at := 50; at < room.Minutes; at += 50 {
		room.Pins = append(room.Pins, timing.Pin{Key: "p", Start: at, Minutes: 1})
	}
	var items []timing.Item
	for n := range 60 { // two of them are longer than any stretch
		items = append(items, timing.Item{Key: string(rune('0' + n)), Rank: n + 1, Least: 26, Wished: 26})
	}
	plan := fit(t, room, items)
	if len(plan.Slots) != len(room.Stretches()) || plan.Left[0].Ground != timing.Unproved {
		t.Errorf("%d slots in %d stretches, left %+v", len(plan.Slots), len(room.Stretches()), plan.Left)
	}
}

func ExampleFit() {
	room := timing.Room{Minutes: 90, Slack: 5, Pins: []timing.Pin{{Key: "welcome", Minutes: 5}}}
	plan, err := timing.Fit(room, []timing.Item{
		{Key: "green space", Rank: 1, Least: 20, Wished: 45, Support: 41},
		{Key: "night bus", Rank: 2, Least: 20, Wished: 45, Support: 27},
	})
	if err != nil {
		panic(err)
	}
	for _, s := range plan.Slots {
		fmt.Printf("%d-%d %s. %s\n", s.Start, s.End(), s.Key, s.Share.Reason())
	}
	// Output:
	// 5-49 green space. It gets 44 minutes: its least, 20, and 24 of the 40 that 2 items shared by their support.
	// 49-85 night bus. It gets 36 minutes: its least, 20, and 16 of the 40 that 2 items shared by their support.
}

func fit(t *testing.T, room timing.Room, items []timing.Item) timing.Plan {
	t.Helper()
	plan, err := timing.Fit(room, items)
	if err != nil {
		t.Fatalf("%v: %+v %+v", err, room, items)
	}
	return plan
}

func keys(slots []timing.Slot) []string {
	all := make([]string, len(slots))
	for i, s := range slots {
		all[i] = s.Key
	}
	return all
}
