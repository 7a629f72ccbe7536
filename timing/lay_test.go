package timing_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/folkmoot/folkmoot/timing"
)

func TestPartsFollowOneAnotherAroundFixedPoints(t *testing.T) {
	course, err := timing.Lay(evening, []timing.Part{{Key: "a", Minutes: 30}, {Key: "b", Minutes: 25}, {Key: "c", Minutes: 20}, {Key: "d", Minutes: 40}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	// b is not over before the break at 60, and d not before the end at 120.
	want := []int{10, 70, 95, 115}
	for i, s := range course.Slots {
		if s.Start != want[i] {
			t.Errorf("%s begins at %d, want %d", s.Key, s.Start, want[i])
		}
	}
	if course.End != 155 || course.Over != 35 || course.Spare != 20 {
		t.Errorf("end %d, over %d, spare %d", course.End, course.Over, course.Spare)
	}
}

func TestNobodyIsCalledBeforeTheyAreThere(t *testing.T) {
	course, err := timing.Lay(evening, []timing.Part{{Key: "a", Minutes: 20}, {Key: "b", Minutes: 10, From: 45}}, 0)
	if err != nil || course.Slots[1].Start != 45 || course.Spare != 15 {
		t.Errorf("%+v, %v", course, err)
	}
}

func TestAnEmptyMeetingEndsWithItsLastFixedPoint(t *testing.T) {
	if course, err := timing.Lay(evening, nil, 0); err != nil || course.End != 70 || course.Over != 0 {
		t.Errorf("%+v, %v", course, err)
	}
}

func TestWaysToBringAMeetingToItsEnd(t *testing.T) {
	rest := []timing.Item{ // 70 minutes planned
		{Key: "a", Rank: 1, Least: 15, Wished: 30, Support: 2},
		{Key: "b", Rank: 3, Least: 10, Wished: 15, Support: 1},
		{Key: "c", Rank: 2, Least: 20, Wished: 25, Support: 1},
	}
	room := timing.Room{Minutes: 120, Slack: 10}
	for name, c := range map[string]struct {
		now  int
		want []string
	}{
		"in time":                 {50, nil},
		"a little late":           {57, []string{"shorten at 120", "drop b at 112", "end_later at 127"}},
		"dropping one not enough": {85, []string{"drop bc at 115", "end_later at 155"}},
		"too late for anything":   {110, []string{"end_later at 180"}},
	} {
		t.Run(name, func(t *testing.T) {
			remedies, err := timing.Remedies(room, rest, c.now)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(remedies); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Whatever is offered brings the meeting to its end as it says, with nobody below
// the least, in the order that there was.
func TestRemediesDoWhatTheySay(t *testing.T) {
	offered := map[timing.Way]int{}
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 2))
		room, rest := meeting(r)
		r.Shuffle(len(rest), func(a, b int) { rest[a], rest[b] = rest[b], rest[a] })
		now := r.IntN(room.Minutes + 10)
		remedies, err := timing.Remedies(room, rest, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, remedy := range remedies {
			offered[remedy.Way]++
			keeps(t, room, rest, now, remedy)
		}
		if t.Failed() {
			t.Fatalf("seed %d: now %d, room %+v, rest %+v, remedies %+v", seed, now, room, rest, remedies)
		}
	}
	if len(offered) != 3 {
		t.Errorf("not every way was offered: %v", offered)
	}
}

func keeps(t *testing.T, room timing.Room, rest []timing.Item, now int, remedy timing.Remedy) {
	t.Helper()
	if over := remedy.Course.Over > 0; over != (remedy.Way == timing.EndLater) {
		t.Errorf("%s ends %d minutes late", remedy.Way, remedy.Course.Over)
	}
	kept := slices.DeleteFunc(slices.Clone(rest), func(i timing.Item) bool { return slices.Contains(remedy.Dropped, i.Key) })
	if len(kept) != len(remedy.Course.Slots) {
		t.Fatalf("%s has %d slots for %d items", remedy.Way, len(remedy.Course.Slots), len(kept))
	}
	at := now
	for i, s := range remedy.Course.Slots {
		shortest := kept[i].Wished
		if remedy.Way == timing.Shorten {
			shortest = kept[i].Least
		}
		if s.Key != kept[i].Key || s.Minutes < shortest || s.Minutes > kept[i].Wished || s.Start < at {
			t.Errorf("%s: %s at %d with %d minutes", remedy.Way, s.Key, s.Start, s.Minutes)
		}
		for _, p := range room.Pins {
			if s.Start < p.End() && p.Start < s.End() {
				t.Errorf("%s: %s overlaps a fixed point", remedy.Way, s.Key)
			}
		}
		at = s.End()
	}
}

func told(remedies []timing.Remedy) []string {
	var all []string
	for _, r := range remedies {
		text := string(r.Way)
		for i, key := range r.Dropped {
			if i == 0 {
				text += " "
			}
			text += key
		}
		all = append(all, text+" at "+strconv.Itoa(r.Course.End))
	}
	return all
}
