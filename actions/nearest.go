package actions

import (
	"sync"

	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// nearestChanges remembers the nearest changes of closed rounds, which never
// change. Finding them may take seconds where a rule has to count again and
// again, so it is done once, and for one round at a time.
type nearestChanges struct {
	mu sync.Mutex
	of map[string]map[string]voting.Change // round -> option
}

const roundsRemembered = 200

// nearest returns the nearest change for each option that was not chosen.
func (l *Look) nearest(r models.Round) (map[string]voting.Change, error) {
	memory := &l.Service.nearest
	memory.mu.Lock()
	defer memory.mu.Unlock()
	if found, known := memory.of[r.ID]; known {
		return found, nil
	}
	profile, settings, err := l.election(r)
	if err != nil {
		return nil, err
	}
	changes, err := voting.Nearest(profile, settings)
	if err != nil {
		return nil, err
	}
	found := make(map[string]voting.Change, len(changes))
	for _, change := range changes {
		found[change.Project] = change
	}
	if memory.of == nil || len(memory.of) >= roundsRemembered {
		memory.of = map[string]map[string]voting.Change{}
	}
	memory.of[r.ID] = found
	return found, nil
}
