package voting

import "slices"

// Satisfaction says how much a chosen project counts for the voter who chose
// it. All are additive: a voter's satisfaction with an outcome is the sum.
type Satisfaction string

// The satisfactions.
const (
	// SatisfactionCost counts a chosen project with its cost.
	SatisfactionCost Satisfaction = "cost"
	// SatisfactionCardinality counts each chosen project as one.
	SatisfactionCardinality Satisfaction = "cardinality"
	// SatisfactionPoints counts the points given; ballots with points only.
	SatisfactionPoints Satisfaction = "points"
	// SatisfactionBorda counts the projects ranked below it on the same ballot,
	// so that the last one counts nothing; rankings only.
	SatisfactionBorda Satisfaction = "borda"
	// SatisfactionBordaFromOne counts one more than SatisfactionBorda, as cities
	// do that give 3, 2, 1; rankings only.
	SatisfactionBordaFromOne Satisfaction = "borda-from-one"
)

// measure is a satisfaction as data. The satisfaction of a voter is unit times
// level: the unit belongs to the project and the level, a small number, to the
// choice on the ballot. Keeping them apart keeps the numbers of the count small.
type measure struct {
	name  Satisfaction
	kinds []Kind
	unit  func(cost int64) int64
	// level is that of a choice with points, at a position among so many
	// choices; nil if it is always one.
	level func(points int64, position, length int) int64
}

func one(int64) int64 { return 1 }

// measures is the closed list of satisfactions.
var measures = []measure{
	{SatisfactionCost, kinds, func(cost int64) int64 { return cost }, nil},
	{SatisfactionCardinality, kinds, one, nil},
	{SatisfactionPoints, []Kind{KindPoints, KindQuadratic, KindScore}, one, func(points int64, _, _ int) int64 { return points }},
	{SatisfactionBorda, []Kind{KindRanking}, one, func(_ int64, position, length int) int64 { return int64(length - position - 1) }},
	{SatisfactionBordaFromOne, []Kind{KindRanking}, one, func(_ int64, position, length int) int64 { return int64(length - position) }},
}

// onlyListed is the measure of rules in which satisfaction plays no part.
var onlyListed = measure{SatisfactionCardinality, kinds, one, nil}

func findMeasure(name Satisfaction) (measure, bool) {
	i := slices.IndexFunc(measures, func(m measure) bool { return m.name == name })
	if i < 0 {
		return measure{}, false
	}
	return measures[i], true
}

// defaultSatisfaction is what suits the kind of ballot.
func defaultSatisfaction(kind Kind) Satisfaction {
	switch kind {
	case KindPoints, KindQuadratic, KindScore:
		return SatisfactionPoints
	case KindRanking:
		return SatisfactionBorda
	default:
		return SatisfactionCost
	}
}
