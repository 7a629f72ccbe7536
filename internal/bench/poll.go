package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// A poll is an open round in which many vote. It is made through the API, but
// for its voters: they are written into the database, as nobody could wait for
// their letters.
type poll struct {
	process, round, rules string
	token                 string // of the organiser
	keys                  *auth.Keys
	used                  int // voters who have had their turn, or were written with a ballot
	known                 int // voters who are in the database
}

// options is how many a ballot has, and chosen how many of them it chooses.
const (
	options = 10
	chosen  = 5
)

// Ids of people are as long as real ones and are made from a number, so that
// SQL can make them too.
const (
	firstVoter    = 100_000_000_000
	accountPrefix = "01990000-0000-7000-8000-"
	memberPrefix  = "01990000-0000-7000-9000-"
)

func accountID(voter int) string { return fmt.Sprint(accountPrefix, firstVoter+voter) }

// An organiser speaks to the API.
type organiser struct {
	server *server
	token  string
}

type object = map[string]any

// newPoll opens a round on a server whose database can be looked into.
func newPoll(ctx context.Context, s *server, cfg database.Config) (*poll, error) {
	p := &poll{}
	o := &organiser{server: s}
	if err := p.sign(ctx, o, cfg); err != nil {
		return nil, err
	}
	p.token = o.token
	var made struct {
		ID        string `json:"id"`
		Version   int    `json:"version"`
		RulesHash string `json:"rules_hash"`
	}
	if err := o.ask(ctx, "POST", "/processes", object{"name": "Mill", "time_zone": "UTC"}, &made); err != nil {
		return nil, err
	}
	p.process = made.ID
	var proposals []string
	for i := range options {
		proposal := object{"kind": "agenda_item", "title": fmt.Sprintf("Option %d", i+1), "minutes": 20}
		err := o.ask(ctx, "POST", "/processes/"+p.process+"/proposals", proposal, &made)
		cost := object{"minutes": 20, "version": made.Version}
		err = errors.Join(err, o.ask(ctx, "PUT", "/proposals/"+made.ID+"/cost", cost, nil))
		if err != nil {
			return nil, err
		}
		proposals = append(proposals, made.ID)
	}
	err := o.ask(ctx, "POST", "/processes/"+p.process+"/rounds", object{
		"title": "Round", "budget": 100, "ballot": object{"kind": "approval"}, "rule": "equal-shares/v1",
		"closes_at": clock.System{}.Now().Add(24 * time.Hour), "proposals": proposals,
	}, &made)
	if err == nil {
		err = o.ask(ctx, "POST", "/rounds/"+made.ID+"/open", object{}, &made)
	}
	p.round, p.rules = made.ID, made.RulesHash
	return p, err
}

// sign makes the organiser's account and reads the keys that sign tokens.
func (p *poll) sign(ctx context.Context, o *organiser, cfg database.Config) error {
	var account models.Account
	var rows []models.SigningKey
	err := look(ctx, cfg, func(tx *database.Tx) (err error) {
		if account, err = models.EnsureAccount(tx, "ada@example.org", "Ada"); err == nil {
			rows, err = models.ListSigningKeys(tx.Query)
		}
		return err
	})
	if err != nil {
		return err
	}
	ids, seeds := make([]string, len(rows)), make([][]byte, len(rows))
	for i, row := range rows {
		ids[i], seeds[i] = row.ID, row.Seed
	}
	if p.keys, err = auth.NewKeys(ids, seeds); err != nil {
		return err
	}
	o.token, _, err = p.keys.Issue(account.ID, clock.System{}.Now())
	return err
}

// look opens the database beside the server for a moment.
func look(ctx context.Context, cfg database.Config, f func(tx *database.Tx) error) error {
	db, err := database.Open(ctx, cfg)
	if err != nil {
		return fmt.Errorf("look into the database: %w", err)
	}
	return errors.Join(db.Write(ctx, clock.System{}.Now(), f), db.Close())
}

// client keeps connections open, as browsers do.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1 << 10}}

// ask sends JSON and reads the reply into v.
func (o *organiser) ask(ctx context.Context, method, path string, body, v any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	request, err := http.NewRequestWithContext(ctx, method, "http://"+o.server.address+"/api/v1"+path, bytes.NewReader(encoded))
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+o.token)
	reply, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer func() { _ = reply.Body.Close() }()
	content, err := io.ReadAll(reply.Body)
	if err == nil && reply.StatusCode >= http.StatusBadRequest {
		err = errors.New(reply.Status + " " + string(content))
	}
	if err == nil && v != nil {
		err = json.Unmarshal(content, v)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// take hands out voters who have not voted: n of them, by their numbers from
// the first on.
func (p *poll) take(n int) (first int, err error) {
	if p.used+n > p.known {
		return 0, errors.New("there are too few voters for so many ballots")
	}
	p.used += n
	return p.used - n, nil
}
