package actions

import (
	"sync"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// frozenRounds remembers what is voted on in opened rounds, which never changes,
// so that a ballot need not read all options again.
type frozenRounds struct {
	mu sync.Mutex
	of map[string]voting.Instance // by rules hash
}

// get returns what is voted on in a round. Whoever gets it must not change it.
func (f *frozenRounds) get(q database.Query, r models.Round) (voting.Instance, error) {
	f.mu.Lock()
	known, found := f.of[r.RulesHash]
	f.mu.Unlock()
	if found {
		return known, nil
	}
	options, err := models.ListOptions(q, r.ID)
	if err != nil || r.RulesHash == "" {
		return r.Instance(options), err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.of == nil || len(f.of) >= roundsRemembered {
		f.of = map[string]voting.Instance{}
	}
	f.of[r.RulesHash] = r.Instance(options)
	return f.of[r.RulesHash], nil
}
