package faults

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/ledger"
)

const (
	sealPatience = 60 * time.Second
	sealByHand   = 30 * time.Second
	signPatience = 20 * time.Second
)

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
	if err := c.close(ctx); err != nil {
		return err
	}
	return c.verdict(ctx)
}

// close closes the round if nobody has.
func (c *Crew) close(ctx context.Context) error {
	return awaitEach(ctx, seldom, sealPatience, "the round is closed", func() bool {
		result := c.shut(ctx, c.world.server)
		return result == Done || result == Over
	})
}

// verdicts looks at rounds that were closed, when all are: the ledger is then
// signed for many at once.
func verdicts(ctx context.Context, crews []*Crew) error {
	for _, c := range crews {
		if err := c.awaitSeal(ctx); err != nil {
			return err
		}
	}
	for _, c := range crews {
		if err := c.verdict(ctx); err != nil {
			return err
		}
	}
	return nil
}

// verdict compares what was counted once a round has been closed.
func (c *Crew) verdict(ctx context.Context) error {
	w := c.world
	if err := c.awaitSeal(ctx); err != nil {
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

// awaitSeal waits until a round is counted. In short runs, and in every other
// round of longer ones, an organiser does not wait for the server's own time: the
// two must not get in each other's way. A server that was killed as it counted
// leaves a job that the next one takes up only after minutes; then, too, somebody
// counts by hand.
func (c *Crew) awaitSeal(ctx context.Context) error {
	w, elapsed := c.world, clock.Stopwatch()
	if w.isClosed(ctx, c.round) {
		return nil
	}
	byHand := c.byHand || !c.patient && (w.trial.Size == Short || w.trial.Rand.IntN(2) == 0)
	err := awaitEach(ctx, seldom, sealPatience, "the round is counted", func() bool {
		if c.round.RulesHash != "" && (byHand || elapsed() > sealByHand) {
			_ = w.must(ctx, http.MethodPost, "/rounds/"+c.round.ID+"/seal", object{}, nil)
		}
		return w.isClosed(ctx, c.round)
	})
	switch took := elapsed(); {
	case byHand:
	case took > sealByHand:
		w.trial.note("a round was not counted within %s of its close, and then by hand", sealByHand)
	default:
		w.trial.slowestSeal = max(w.trial.slowestSeal, took)
	}
	return err
}

// promised looks whether the bundle of a closed round holds, with everybody's
// receipts, where there are any.
func (c *Crew) promised(ctx context.Context) bool {
	if c.round.RulesHash == "" {
		return true
	}
	w := c.world
	var bundle []byte
	if err := awaitEach(ctx, seldom, signPatience, "the bundle is signed", func() bool {
		token, err := w.token(w.organiser, 0)
		answer := w.trial.ask(ctx, w.client, token, http.MethodGet, w.server.URL()+"/api/v1/rounds/"+c.round.ID+"/bundle", nil)
		bundle = answer.Body
		return err == nil && answer.Status == http.StatusOK
	}); err != nil {
		w.trial.violate("%v", err)
		return false
	}
	report := ledger.Verify(bundle, c.receipts(), ledger.Options{})
	for _, f := range report.With(ledger.Fails) {
		w.trial.violate("the bundle: %s", f.Sentence)
	}
	return report.Readable && report.Holds()
}

// receipts are all that voters hold. The last one of a voter is named so if
// nothing was sent after it that may have been stored.
func (c *Crew) receipts() (all []ledger.NamedReceipt) {
	for _, v := range c.voters {
		held := v.slip.receipts()
		for i, text := range held {
			last := i == len(held)-1 && len(expect(c.history.of(v.number)).open) == 0
			all = append(all, ledger.NamedReceipt{Name: fmt.Sprintf("voter %d, %d", v.number, i+1), Text: text, Last: last})
		}
	}
	return all
}

func (w *World) isClosed(ctx context.Context, r *Round) bool {
	var now struct{ State access.State }
	return w.must(ctx, http.MethodGet, "/rounds/"+r.ID, nil, &now) == nil && now.State == access.Closed
}
