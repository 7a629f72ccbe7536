package bench

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// A count is one of those that are measured.
type count struct {
	name       string
	rule       string
	completion voting.Completion
}

var counts = []count{
	{"equal shares", voting.RuleEqualShares, voting.CompletionNone},
	{"add1", voting.RuleEqualShares, voting.CompletionAdd1},
	{"Phragmén", voting.RulePhragmen, voting.CompletionNone},
	{"greedy", voting.RuleGreedy, voting.CompletionNone},
	{"max-welfare", voting.RuleMaxWelfare, voting.CompletionNone},
}

// A measurement is what one election takes.
type measurement struct {
	name               string
	ballots, distinct  int
	file, profile, top uint64 // bytes: of the file, its profile, and held at most
	read               time.Duration
	counts             []time.Duration
	increments         string // of add1
}

// measure takes the memory first and the times afterwards, so that watching the
// one does not disturb the other.
func measure(path string) (measurement, error) {
	info, err := os.Stat(path)
	if err != nil {
		return measurement{}, fmt.Errorf("an election: %w", err)
	}
	m := measurement{name: strings.TrimSuffix(filepath.Base(path), ".pb"), file: uint64(max(0, info.Size()))}
	if err := m.memory(path); err != nil {
		return m, err
	}
	var file *pabulib.File
	var profile *voting.Profile
	m.read, err = fastest(func() (err error) {
		file, profile, err = read(path)
		return err
	})
	if err != nil {
		return m, err
	}
	m.ballots, m.distinct = profile.Voters(), len(profile.Groups())
	for _, c := range counts {
		lasted, err := fastest(func() error { return m.tally(c, file, profile) })
		if err != nil {
			return m, fmt.Errorf("%s: %s: %w", m.name, c.name, err)
		}
		m.counts = append(m.counts, lasted)
	}
	return m, nil
}

// memory watches one reading and all counts.
func (m *measurement) memory(path string) error {
	debug.FreeOSMemory()
	top, before := watch(), live()
	file, profile, err := read(path)
	if err != nil {
		return err
	}
	m.profile = max(live(), before) - before
	for _, c := range counts {
		if err := m.tally(c, file, profile); err != nil {
			return fmt.Errorf("%s: %s: %w", m.name, c.name, err)
		}
	}
	m.top = top()
	return nil
}

func (m *measurement) tally(c count, file *pabulib.File, profile *voting.Profile) error {
	settings := voting.Settings{
		Rule: c.rule, Satisfaction: voting.SatisfactionCost, Completion: c.completion, Ties: []voting.TieBreak{voting.TieID},
	}
	if c.completion == voting.CompletionAdd1 {
		settings.Increment = file.Scale
	}
	outcome, err := voting.Tally(profile, settings)
	if err == nil && outcome.Raised != nil {
		m.increments = outcome.Raised.Increments
	}
	return err
}

// read reads an election ballot by ballot, all as approval, as the figures of
// the others have it.
func read(path string) (*pabulib.File, *voting.Profile, error) {
	opened, err := os.Open(path) //nolint:gosec // whoever measures names the folder
	if err != nil {
		return nil, nil, fmt.Errorf("an election: %w", err)
	}
	defer func() { _ = opened.Close() }()
	in, err := pabulib.NewReader(opened)
	if err != nil {
		return nil, nil, err
	}
	if form := in.File().Form(); form.Kind == voting.KindApproval {
		profile, err := in.Profile()
		return in.File(), profile, err
	}
	profile := voting.NewProfile(in.File().Instance(), voting.Form{Kind: voting.KindApproval, Imported: true})
	for {
		vote, err := in.Next()
		if errors.Is(err, io.EOF) {
			return in.File(), profile, nil
		}
		if err == nil {
			err = profile.Add(vote.Ballot(voting.KindApproval), 1)
		}
		if err != nil {
			return nil, nil, err
		}
	}
}

// fastest does something three times, or once if it takes long.
func fastest(do func() error) (time.Duration, error) {
	var best time.Duration
	for i := range 3 {
		lasted := clock.Stopwatch()
		if err := do(); err != nil {
			return 0, err
		}
		if took := lasted(); i == 0 || took < best {
			best = took
		}
		if best > 2*time.Second {
			break
		}
	}
	return best, nil
}

// live is the memory of all that is still in use.
func live() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers kept, too
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// watch looks every millisecond how much memory the program holds, until the
// function it returns is called for the most.
func watch() (top func() uint64) {
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var highest uint64
		ticker := time.NewTicker(time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				highest = max(highest, held())
			case <-stop:
				most <- max(highest, held())
				return
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-most
	}
}

// held is the memory that the program has from the system.
func held() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}
