package faults

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
)

const sealPatience = 30 * time.Second

// shut asks a server to close the round, and notes it.
func (c *Crew) shut(ctx context.Context, server *Server) Result {
	w := c.world
	token, err := w.token(w.organiser, 0)
	if err != nil {
		return Unknown
	}
	call := c.history.elapsed()
	answer := w.trial.ask(ctx, w.client, token, http.MethodPost, server.URL()+"/api/v1/rounds/"+c.round.ID+"/close", object{})
	result := Unknown
	switch {
	case answer.Status == 0, answer.Status >= http.StatusInternalServerError:
	case answer.Status < http.StatusMultipleChoices:
		result = Done
	case answer.Type == problemClosed:
		result = Over
	default:
		result = Nothing
		w.trial.wants(answer, "close", http.StatusOK)
	}
	c.history.add(Event{Voter: nobody, Deed: Close, Result: result}, call)
	return result
}

// finish closes the round if nobody has, waits until it is counted, and looks
// whether exactly what was acknowledged was counted.
func (c *Crew) finish(ctx context.Context) error {
	if err := await(ctx, sealPatience, "the round is closed", func() bool {
		result := c.shut(ctx, c.world.server)
		return result == Done || result == Over
	}); err != nil {
		return err
	}
	return c.verdict(ctx)
}

// verdict compares what was counted once a round has been closed.
func (c *Crew) verdict(ctx context.Context) error {
	w := c.world
	if err := await(ctx, sealPatience, "the round is counted", func() bool { return w.isClosed(ctx, c.round) }); err != nil {
		return err
	}
	counted, err := w.counted(ctx, c.round.ID)
	if err != nil {
		return err
	}
	c.witness(counted)
	w.trial.Counts.Closings.Add(1)
	if c.compare("counted", counted) && c.promised(ctx) {
		w.trial.Counts.Exact.Add(1)
	}
	c.linear()
	if err := w.once(ctx, c.round.ID); err != nil {
		return err
	}
	return w.integrity(ctx)
}

// promised looks whether every receipt's commitment stands in the bundle, where
// there are receipts.
func (c *Crew) promised(ctx context.Context) bool {
	if c.round.RulesHash == "" {
		return true
	}
	var bundle struct{ Batches [][]string }
	if err := c.world.must(ctx, http.MethodGet, "/rounds/"+c.round.ID+"/bundle", nil, &bundle); err != nil {
		c.world.trial.violate("the bundle: %v", err)
		return false
	}
	entered, missing := map[string]bool{}, 0
	for _, commitment := range slices.Concat(bundle.Batches...) {
		entered[commitment] = true
	}
	for _, v := range c.voters {
		for _, commitment := range v.slip.commitments() {
			if !entered[commitment] {
				missing++
			}
		}
	}
	if missing > 0 {
		c.world.trial.violate("%d commitments with a receipt do not stand in the bundle", missing)
	}
	return missing == 0
}

func (w *World) isClosed(ctx context.Context, r *Round) bool {
	var now struct{ State access.State }
	return w.must(ctx, http.MethodGet, "/rounds/"+r.ID, nil, &now) == nil && now.State == access.Closed
}
