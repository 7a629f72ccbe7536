package opinion

// best finds as many groups as have the greatest mean silhouette, and returns the
// group of each person. There are none if everybody stands at one place.
func best(points []point) (member []int, groups int) {
	var candidates [][]int
	for k := fewestGroups; k <= min(mostGroups, len(points)); k++ {
		if found, ok := kMeans(points, k); ok {
			candidates = append(candidates, found)
		}
	}
	if len(candidates) == 0 {
		return nil, 0
	}
	scores := silhouettes(points, candidates)
	chosen := 0
	for i, score := range scores {
		if score > scores[chosen]+tiny { // of equally good ones the fewest groups
			chosen = i
		}
	}
	for _, group := range candidates[chosen] {
		groups = max(groups, group+1)
	}
	return candidates[chosen], groups
}

const mostTurns = 100

// kMeans is Lloyd's algorithm from middles far apart. It reports false if there
// are fewer places than groups.
func kMeans(points []point, k int) (member []int, ok bool) {
	middles, ok := seeds(points, k)
	if !ok {
		return nil, false
	}
	member = make([]int, len(points))
	for turn := range mostTurns {
		moved := assign(points, middles, member)
		if !moved && turn > 0 {
			break
		}
		if !middle(points, member, middles) {
			return nil, false
		}
	}
	return member, true
}

// seeds begins at the person farthest from the middle of all, then takes whoever
// is farthest from those taken; of equally far ones the first in order.
func seeds(points []point, k int) ([]point, bool) {
	var centre point
	for _, p := range points {
		centre.x += p.x / float64(len(points))
		centre.y += p.y / float64(len(points))
	}
	nearest := make([]float64, len(points))
	for i, p := range points {
		nearest[i] = p.from(centre)
	}
	var taken []point
	for len(taken) < k {
		farthest := 0
		for i := range points {
			if nearest[i] > nearest[farthest]+tiny {
				farthest = i
			}
		}
		if nearest[farthest] <= tiny {
			return nil, false
		}
		taken = append(taken, points[farthest])
		for i, p := range points {
			d := p.from(points[farthest])
			if len(taken) == 1 || d < nearest[i] {
				nearest[i] = d
			}
		}
	}
	return taken, true
}

func assign(points, middles []point, member []int) (moved bool) {
	for i, p := range points {
		nearest := 0
		for g := range middles {
			if p.from(middles[g]) < p.from(middles[nearest])-tiny {
				nearest = g
			}
		}
		if member[i] != nearest {
			member[i], moved = nearest, true
		}
	}
	return moved
}

// middle moves the middles to where their people are. It reports false if a group
// has none.
func middle(points []point, member []int, middles []point) bool {
	sizes := make([]int, len(middles))
	clear(middles)
	for i, p := range points {
		g := member[i]
		middles[g].x += p.x
		middles[g].y += p.y
		sizes[g]++
	}
	for g, size := range sizes {
		if size == 0 {
			return false
		}
		middles[g].x /= float64(size)
		middles[g].y /= float64(size)
	}
	return true
}

// silhouettes returns the mean silhouette of each way to group people: how much
// nearer they are to their own group than to the next one. Distances are computed
// once for all ways.
func silhouettes(points []point, ways [][]int) []float64 {
	sums := make([][]float64, len(ways)) // person × group, flat
	for w := range ways {
		sums[w] = make([]float64, len(points)*mostGroups)
	}
	for i := range points {
		for j := range i {
			d := points[i].from(points[j])
			for w, member := range ways {
				sums[w][i*mostGroups+member[j]] += d
				sums[w][j*mostGroups+member[i]] += d
			}
		}
	}
	scores := make([]float64, len(ways))
	for w, member := range ways {
		scores[w] = meanSilhouette(sums[w], member)
	}
	return scores
}

func meanSilhouette(sums []float64, member []int) float64 {
	var sizes [mostGroups]int
	for _, g := range member {
		sizes[g]++
	}
	total := 0.0
	for i, own := range member {
		if sizes[own] == 1 {
			continue // alone in a group: 0
		}
		within, next := sums[i*mostGroups+own]/float64(sizes[own]-1), -1.0
		for g, size := range sizes {
			if g == own || size == 0 {
				continue
			}
			if d := sums[i*mostGroups+g] / float64(size); next < 0 || d < next {
				next = d
			}
		}
		if reach := max(within, next); reach > 0 {
			total += (next - within) / reach
		}
	}
	return total / float64(len(member))
}
