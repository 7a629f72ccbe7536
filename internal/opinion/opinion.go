package opinion

import (
	"cmp"
	"slices"
)

// The signs of an answer.
const (
	Agree    = 'a'
	Disagree = 'd'
	Pass     = 'p'
)

// FewestAnswers is how many statements somebody must have answered to be in a
// group, or all, where there are fewer.
const FewestAnswers = 7

// The fewest and the most groups.
const (
	fewestGroups = 2
	mostGroups   = 4
)

// A Group is people who answered alike.
type Group struct {
	Size int
	X, Y float64 // its middle, between -1 and 1 in the plane of all groups
	On   []Count // by statement
}

// A Count is how a group answered one statement.
type Count struct{ Agree, Disagree, Pass int }

// Answered is how many of the group did.
func (c Count) Answered() int { return c.Agree + c.Disagree + c.Pass }

// A Result is the groups, the largest first.
type Result struct {
	Groups  []Group
	Outside int // people who answered too little to be in one
}

// Find groups people. Each has one text, with the sign of the answer to a
// statement at its place; other signs, and places beyond the end, are no answers.
// Columns are the places that count; statements are known by their place among
// these. There are no groups if too few people answered, or all alike.
func Find(answers []string, columns []int) Result {
	rows, outside := rowsOf(answers, columns)
	result := Result{Outside: outside}
	if len(rows) < fewestGroups || len(columns) == 0 {
		result.Outside += len(rows)
		return result
	}
	points := project(rows)
	member, groups := best(points)
	if groups == 0 {
		result.Outside += len(rows)
		return result
	}
	result.Groups = describe(rows, points, member, groups, len(columns))
	return result
}

// rowsOf keeps the answers that count of those who gave enough, in an order that
// depends on nothing but the answers.
func rowsOf(answers []string, columns []int) (rows []string, outside int) {
	least := min(FewestAnswers, len(columns))
	for _, all := range answers {
		row, given := make([]byte, len(columns)), 0
		for i, column := range columns {
			row[i] = '-'
			if column < len(all) && value(all[column]) != missing {
				row[i] = all[column]
				given++
			}
		}
		switch {
		case given >= least:
			rows = append(rows, string(row))
		case given > 0:
			outside++
		}
	}
	slices.Sort(rows)
	return rows, outside
}

const missing = 2

func value(sign byte) int {
	switch sign {
	case Agree:
		return 1
	case Disagree:
		return -1
	case Pass:
		return 0
	default:
		return missing
	}
}

// describe counts what each group answered, and puts the middles between -1 and 1.
func describe(rows []string, points []point, member []int, groups, columns int) []Group {
	found := make([]Group, groups)
	for g := range found {
		found[g].On = make([]Count, columns)
	}
	for i, row := range rows {
		group := &found[member[i]]
		group.Size++
		group.X += points[i].x
		group.Y += points[i].y
		for column := range row {
			group.On[column].add(row[column])
		}
	}
	reach := 0.0
	for g := range found {
		found[g].X /= float64(found[g].Size)
		found[g].Y /= float64(found[g].Size)
		reach = max(reach, found[g].X, -found[g].X, found[g].Y, -found[g].Y)
	}
	for g := range found {
		if reach > 0 {
			found[g].X /= reach
			found[g].Y /= reach
		}
	}
	slices.SortFunc(found, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Size, a.Size), cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y))
	})
	return found
}

func (c *Count) add(sign byte) {
	switch sign {
	case Agree:
		c.Agree++
	case Disagree:
		c.Disagree++
	case Pass:
		c.Pass++
	}
}
