package voting

import (
	"math/big"
	"slices"
)

// ranked is a project with its place in the order of the greedy rule.
type ranked struct {
	project int
	// density is satisfaction for cost, nil for infinitely much: satisfaction
	// for no cost.
	density *big.Rat
}

// greedy is the greedy utilitarian rule: projects by density, each taken if it
// fits into what is left. It goes on from what other steps have selected.
// Projects without supporters come last, and are taken if they fit.
func greedy(c *count) { c.takeInOrder(false) }

// greedyStop is greedy that ends at the first project that does not fit.
func greedyStop(c *count) { c.takeInOrder(true) }

func (c *count) takeInOrder(stop bool) {
	order := c.byDensity()
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && compareDensity(order[start].density, order[end].density) == 0 {
			end++
		}
		c.noteTie(c.fitting(order[start:end]))
		for i := start; i < end; i++ {
			if !c.consider(order, i, stop) && stop {
				c.leave(order[i:])
				return
			}
		}
		start = end
	}
}

// leave ends the list at its first project, which does not fit.
func (c *count) leave(rest []ranked) {
	for _, r := range rest {
		if c.available(r.project) {
			behind := c.candidates[rest[0].project].ID
			c.outcome.Items[r.project].Unfit = &Unfit{Round: len(c.outcome.Rounds), Left: c.left, Behind: behind}
		}
	}
}

// consider takes the project at position i of the order if it fits. It reports
// whether it did, or a constraint bars the project.
func (c *count) consider(order []ranked, i int, stop bool) bool {
	at := order[i]
	if !c.available(at.project) {
		return true
	}
	if cost := c.candidates[at.project].Cost; cost > c.left {
		c.outcome.Items[at.project].Unfit = &Unfit{Round: len(c.outcome.Rounds), Left: c.left}
		return false
	}
	next := slices.IndexFunc(order[i+1:], func(r ranked) bool {
		return c.fits(r.project) || stop && c.available(r.project)
	})
	round := c.choose(at.project)
	round.Density = densityText(at.density)
	if next >= 0 && c.candidates[order[i+1+next].project].Cost <= round.Left+c.candidates[at.project].Cost {
		runnerUp := order[i+1+next]
		round.RunnerUp = c.candidates[runnerUp.project].ID
		round.RunnerUpValue = densityText(runnerUp.density)
	}
	return true
}

func (c *count) fits(project int) bool {
	return c.candidates[project].Cost <= c.left && c.available(project)
}

// fitting returns those of equally dense projects that fit when the first of
// them is considered. Only among them can the tie-break change anything.
func (c *count) fitting(equal []ranked) []int {
	var projects []int
	for _, r := range equal {
		if c.fits(r.project) {
			projects = append(projects, r.project)
		}
	}
	return projects
}

// byDensity orders the projects that are not selected yet.
func (c *count) byDensity() []ranked {
	var order []ranked
	for i := range c.candidates {
		if c.available(i) {
			order = append(order, ranked{i, density(&c.candidates[i])})
		}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if byDensity := compareDensity(b.density, a.density); byDensity != 0 {
			return byDensity
		}
		byTie, _ := c.ties.compare(a.project, b.project)
		return byTie
	})
	return order
}

func density(c *candidate) *big.Rat {
	satisfaction := c.satisfaction()
	if satisfaction.Sign() == 0 {
		return new(big.Rat)
	}
	if c.Cost == 0 {
		return nil
	}
	return new(big.Rat).SetFrac(satisfaction, big.NewInt(c.Cost))
}

// compareDensity compares densities, nil being greater than all others.
func compareDensity(a, b *big.Rat) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	default:
		return a.Cmp(b)
	}
}

func densityText(density *big.Rat) string {
	if density == nil {
		return ""
	}
	return density.RatString()
}
