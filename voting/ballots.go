package voting

import "slices"

// ballots are the distinct ballots of a profile with their numbers, in flat
// arrays: a city's ballots take a few bytes a choice. Distinct ballots are
// called groups and are known by their position.
type ballots struct {
	// ends[g] is the end of the choices of group g in projects and points; they
	// begin where those of the group before end.
	ends     []int32
	projects []uint16 // with heldBit if the project is to be held
	points   []int32  // one for each choice, none if the kind has none
	times    []int32
	// withPoints says that the kind of the ballots has points.
	withPoints bool
	// slots is a hash table with open addressing: group + 1, 0 if free.
	slots []int32
}

// heldBit marks a choice that wants the project gently held. Positions of
// projects are below MaxProjects, which is far below it.
const heldBit = 1 << 15

// MaxChoices is the largest number of choices on all distinct ballots of a
// profile together.
const MaxChoices = 1<<31 - 1

// span returns where the choices of a group begin and end.
func (b *ballots) span(group int) (begin, end int32) {
	if group > 0 {
		begin = b.ends[group-1]
	}
	return begin, b.ends[group]
}

// add counts a canonical ballot. It reports whether there was room for it.
func (b *ballots) add(marks []mark, times int) bool {
	if 2*len(b.ends) >= len(b.slots) {
		b.grow()
	}
	slot := b.slot(marks)
	if group := b.slots[slot] - 1; group >= 0 {
		b.times[group] += int32(times)
		return true
	}
	if len(marks) > MaxChoices-len(b.projects) {
		return false
	}
	for _, m := range marks {
		b.projects = append(b.projects, m.encoded())
		if b.withPoints {
			b.points = append(b.points, int32(m.points))
		}
	}
	b.ends = append(b.ends, int32(len(b.projects)))
	b.times = append(b.times, int32(times))
	b.slots[slot] = int32(len(b.ends))
	return true
}

// slot finds where the ballot stands in the table, or the free place for it.
func (b *ballots) slot(marks []mark) int {
	hash := uint64(0)
	for _, m := range marks {
		hash = mixed(hash, uint64(m.encoded()))
		if b.withPoints {
			hash = mixed(hash, uint64(m.points))
		}
	}
	for slot := b.home(hash); ; slot = (slot + 1) % len(b.slots) {
		if group := b.slots[slot] - 1; group < 0 || b.equal(int(group), marks) {
			return slot
		}
	}
}

// mixed is a multiplicative hash. Nothing but speed depends on it.
func mixed(hash, next uint64) uint64 {
	hash = (hash ^ (next + 1)) * 0x9e3779b97f4a7c15
	return hash ^ hash>>29
}

func (b *ballots) home(hash uint64) int { return int(hash >> 1 % uint64(len(b.slots))) }

func (b *ballots) equal(group int, marks []mark) bool {
	begin, end := b.span(group)
	if int(end-begin) != len(marks) {
		return false
	}
	for i, m := range marks {
		at := begin + int32(i)
		if b.projects[at] != m.encoded() || (b.withPoints && int64(b.points[at]) != m.points) {
			return false
		}
	}
	return true
}

// grow makes the table twice as large.
func (b *ballots) grow() {
	b.slots = make([]int32, max(64, 2*len(b.slots)))
	var marks []mark
	for group := range b.ends {
		marks = b.marks(group, marks[:0])
		b.slots[b.slot(marks)] = int32(group) + 1
	}
}

// marks appends the choices of a group.
func (b *ballots) marks(group int, to []mark) []mark {
	begin, end := b.span(group)
	for i := begin; i < end; i++ {
		m := mark{project: int32(b.projects[i] &^ heldBit), held: b.projects[i]&heldBit != 0}
		if b.withPoints {
			m.points = int64(b.points[i])
		}
		to = append(to, m)
	}
	return to
}

// sorted returns the groups in an order that does not depend on the order in
// which they were added.
func (b *ballots) sorted() []int {
	groups := make([]int, len(b.ends))
	for i := range groups {
		groups[i] = i
	}
	slices.SortFunc(groups, b.compare)
	return groups
}

// compare orders groups by projects, and by points among equal projects.
func (b *ballots) compare(x, y int) int {
	xBegin, xEnd := b.span(x)
	yBegin, yEnd := b.span(y)
	order := slices.Compare(b.projects[xBegin:xEnd], b.projects[yBegin:yEnd])
	if order == 0 && b.withPoints {
		order = slices.Compare(b.points[xBegin:xEnd], b.points[yBegin:yEnd])
	}
	return order
}
