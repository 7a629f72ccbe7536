package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// oneOf so many ballots is another one of somebody who has voted.
const oneOf = 5

// A vote is a request that is ready to be sent.
type vote struct {
	bearer string
	body   []byte
}

// A load is what some clients send, each in its order.
type load struct {
	address, path string
	clients       [][]vote
}

// A run is what came of a load.
type run struct {
	rate      float64         // acknowledged ballots a second
	latencies []time.Duration // of those that were acknowledged
	processor time.Duration   // that the server used
	busy      int             // answers 503
	failed    int             // other answers, and broken connections
	failure   string          // the first of them
}

// prepare makes the requests of so many clients: each ballot is of another voter,
// but for one in five, which changes the ballot of a voter who voted before.
func (p *poll) prepare(s *server, clients, each int) (*load, error) {
	first, err := p.take(clients * each)
	if err != nil {
		return nil, err
	}
	l := &load{address: s.address, path: "/api/v1/rounds/" + p.round + "/ballot", clients: make([][]vote, clients)}
	var together sync.WaitGroup
	failures := make([]error, clients)
	for i := range clients {
		together.Go(func() { l.clients[i], failures[i] = p.votes(first+i*each, each) })
	}
	together.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

// votes are those of one client, whose voters begin with first.
func (p *poll) votes(first, n int) ([]vote, error) {
	votes := make([]vote, 0, n)
	for fresh, again := first, first; len(votes) < n; {
		voter, revision := fresh, 1
		if len(votes)%oneOf == oneOf-1 {
			voter, revision = again, 2
			again++
		} else {
			fresh++
		}
		v, err := p.vote(voter, revision)
		if err != nil {
			return nil, err
		}
		votes = append(votes, v)
	}
	return votes, nil
}

// vote is a ballot as the device of a voter makes it.
func (p *poll) vote(voter, revision int) (vote, error) {
	token, _, err := p.keys.Issue(accountID(voter), clock.System{}.Now())
	if err != nil {
		return vote{}, err
	}
	choices := map[string]int{}
	for i := range chosen {
		choices[strconv.Itoa(1+(voter+2*i+revision)%options)] = 1
	}
	text, err := json.Marshal(choices)
	if err != nil {
		return vote{}, fmt.Errorf("a ballot: %w", err)
	}
	opening := ledger.Opening{Revision: revision, Nonce: models.NewNonce(), Choices: string(text)}
	body := fmt.Sprintf(`{"choices":%s,"revision":%d,"nonce":%q,"commitment":%q}`,
		text, revision, opening.Nonce, opening.Commitment(p.round, p.rules))
	return vote{bearer: "Bearer " + token, body: []byte(body)}, nil
}

// run sends everything, each client one request after the other on a connection
// that stays open, and stops after a span.
func (l *load) run(ctx context.Context, span time.Duration) run {
	host := &fasthttp.HostClient{
		Addr: l.address, MaxConns: len(l.clients), NoDefaultUserAgentHeader: true,
		DisableHeaderNamesNormalizing: true, DisablePathNormalizing: true,
	}
	defer host.CloseIdleConnections()
	parts := make([]run, len(l.clients))
	elapsed := clock.Stopwatch()
	var together sync.WaitGroup
	for i, votes := range l.clients {
		together.Go(func() { parts[i] = l.client(host, votes, func() bool { return ctx.Err() == nil && elapsed() < span }) })
	}
	together.Wait()
	lasted := elapsed()
	whole := merge(parts)
	whole.rate = float64(len(whole.latencies)) / lasted.Seconds()
	return whole
}

// client sends votes as long as there is time.
func (l *load) client(host *fasthttp.HostClient, votes []vote, time func() bool) (r run) {
	request, reply := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	request.SetRequestURI("http://" + l.address + l.path)
	request.Header.SetMethod(fasthttp.MethodPut)
	request.Header.SetContentType("application/json")
	request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd") // as browsers do
	for _, v := range votes {
		if !time() {
			break
		}
		request.Header.Set("Authorization", v.bearer)
		request.SetBodyRaw(v.body)
		elapsed := clock.Stopwatch()
		err := host.Do(request, reply)
		r.note(elapsed(), err, reply)
	}
	return r
}

func (r *run) note(took time.Duration, err error, reply *fasthttp.Response) {
	switch {
	case err == nil && reply.StatusCode() == http.StatusOK:
		r.latencies = append(r.latencies, took)
		return
	case err == nil && reply.StatusCode() == http.StatusServiceUnavailable:
		r.busy++
		return
	case err == nil:
		err = fmt.Errorf("%d %s", reply.StatusCode(), reply.Body())
	}
	if r.failed++; r.failure == "" {
		r.failure = err.Error()
	}
}

// merge puts together what came of several; the rate is not theirs.
func merge(parts []run) (whole run) {
	for _, part := range parts {
		whole.latencies = append(whole.latencies, part.latencies...)
		whole.processor += part.processor
		whole.busy += part.busy
		whole.failed += part.failed
		if whole.failure == "" {
			whole.failure = part.failure
		}
	}
	slices.Sort(whole.latencies)
	return whole
}

// percentile is the latency that so many in a hundred do not exceed.
func (r run) percentile(percent int) time.Duration {
	if len(r.latencies) == 0 {
		return 0
	}
	return r.latencies[(len(r.latencies)-1)*percent/100]
}

// each is the processor's time that the server used for one ballot.
func (r run) each() time.Duration { return r.processor / time.Duration(max(1, len(r.latencies))) }
