package voting

// preference is a number of equal ballots as they were cast. Rules that need
// the order of a ballot, and not only the satisfaction, work on these alone.
type preference struct {
	// order are the projects on the ballot: of a ranking from the best down, of
	// other ballots by id.
	order []int32
	// points are those of each project in order, as Choice.Points says.
	points []int64
	times  int64
}

// preferences reads all ballots, also those that choose nothing. Their order is
// not to be relied on.
func preferences(c *count) []preference {
	groups := c.profile.sorted()
	all := make([]preference, len(groups))
	for i, g := range groups {
		all[i].times = int64(g.times)
		for _, m := range g.marks {
			all[i].order = append(all[i].order, m.project)
			all[i].points = append(all[i].points, m.points)
		}
	}
	return all
}

// ranking is what is left of preferences that say nothing: those that rank at
// least one project.
func ranking(c *count) []preference {
	var valid []preference
	for _, p := range preferences(c) {
		if len(p.order) > 0 {
			valid = append(valid, p)
		}
	}
	return valid
}

// votes is the number of ballots.
func votes(all []preference) int64 {
	var sum int64
	for _, p := range all {
		sum += p.times
	}
	return sum
}
