package voting

// preference is a number of equal ballots as they were cast. Rules that need
// the order of a ballot, and not only the satisfaction, work on these alone.
type preference struct {
	// order are the projects on the ballot: of a ranking from the best down, of
	// other ballots by id. What is to be held is not among them.
	order []int32
	times int64
}

// preferences reads all ballots, also those that choose nothing. Their order is
// not to be relied on.
func preferences(c *count) []preference {
	all := make([]preference, len(c.times))
	for group, times := range c.times {
		all[group].times = int64(times)
		begin, end := c.chosen(group)
		for _, project := range c.projects[begin:end] {
			all[group].order = append(all[group].order, int32(project))
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
