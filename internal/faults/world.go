package faults

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A World is a process with voters on a running server. People and their parts
// are written into the database, all else is made through the API.
type World struct {
	trial     *Trial
	server    *Server // that organisers use
	config    database.Config
	name      string // of the database in the cluster; "" for the embedded one
	client    *http.Client
	keys      *auth.Keys
	organiser string // account
	process   string
	proposals []string
	people    []person
}

type person struct{ account, email string }

// options is how many bits a ballot has to tell whose it is and which.
const (
	options     = 24
	voterBits   = 8
	serialBits  = options - voterBits
	mostVoters  = 1 << voterBits
	mostSerials = 1 << serialBits
)

// home makes a place for a server's data and returns its database's address.
func (t *Trial) home(ctx context.Context) (name, url string, err error) {
	if t.Kind == SQLite {
		return "", "", nil
	}
	if name, err = t.Cluster.newDatabase(ctx); err != nil {
		return "", "", err
	}
	t.later(func() { _ = t.Cluster.administer(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)") })
	return name, t.Cluster.url(name, t.Cluster.port), nil
}

// begin starts a server on a new database with people who may vote.
func (t *Trial) begin(ctx context.Context, people int) (*World, error) {
	name, url, err := t.home(ctx)
	if err != nil {
		return nil, err
	}
	server, err := t.serve(ctx, url)
	if err != nil {
		return nil, err
	}
	return t.settle(ctx, server, name, people)
}

// settle fills the database of a running server.
func (t *Trial) settle(ctx context.Context, server *Server, name string, people int) (*World, error) {
	w := &World{trial: t, server: server, name: name, client: newClient()}
	w.config = database.Config{Path: filepath.Join(t.Dir, "folkmoot.db"), Pool: 2}
	if name != "" {
		w.config = database.Config{URL: t.Cluster.url(name, t.Cluster.port), Pool: 2}
	}
	t.later(w.client.CloseIdleConnections)
	if err := w.found(ctx); err != nil {
		return nil, err
	}
	var made struct{ ID string }
	if err := w.must(ctx, http.MethodPost, "/processes", object{"name": "Mill", "time_zone": "UTC"}, &made); err != nil {
		return nil, err
	}
	w.process = made.ID
	return w, errors.Join(w.invite(ctx, people), w.propose(ctx))
}

type object = map[string]any

// database opens the database beside the server for a moment.
func (w *World) database(ctx context.Context, f func(db *database.DB) error) error {
	db, err := database.Open(ctx, w.config)
	if err != nil {
		return fmt.Errorf("look into the database: %w", err)
	}
	return errors.Join(f(db), db.Close())
}

// found makes the organiser and reads the keys that sign tokens.
func (w *World) found(ctx context.Context) error {
	return w.database(ctx, func(db *database.DB) error {
		return db.Write(ctx, clock.System{}.Now(), func(tx *database.Tx) error {
			account, err := models.EnsureAccount(tx, "ada@example.org", "Ada")
			if err != nil {
				return err
			}
			w.organiser = account.ID
			rows, err := models.ListSigningKeys(tx.Query)
			if err != nil {
				return err
			}
			ids, seeds := make([]string, len(rows)), make([][]byte, len(rows))
			for i, row := range rows {
				ids[i], seeds[i] = row.ID, row.Seed
			}
			w.keys, err = auth.NewKeys(ids, seeds)
			return err
		})
	})
}

// invite makes members without the letters.
func (w *World) invite(ctx context.Context, people int) error {
	if people > mostVoters {
		return fmt.Errorf("%d voters are too many to be told apart", people)
	}
	return w.database(ctx, func(db *database.DB) error {
		return db.Write(ctx, clock.System{}.Now(), func(tx *database.Tx) error {
			for i := range people {
				email := fmt.Sprintf("voter%03d@example.org", i)
				account, err := models.EnsureAccount(tx, email, fmt.Sprintf("Voter %03d", i))
				if err != nil {
					return err
				}
				if _, err := models.AddMember(tx, w.process, account.ID, access.Participant); err != nil {
					return err
				}
				w.people = append(w.people, person{account: account.ID, email: email})
			}
			return nil
		})
	})
}

func (w *World) propose(ctx context.Context) error {
	for i := range options {
		var made struct {
			ID      string
			Version int
		}
		body := object{"kind": "agenda_item", "title": fmt.Sprintf("Item %d", i+1), "minutes": 1 + i%5}
		if err := w.must(ctx, http.MethodPost, "/processes/"+w.process+"/proposals", body, &made); err != nil {
			return err
		}
		body = object{"minutes": 1 + i%5, "version": made.Version}
		if err := w.must(ctx, http.MethodPut, "/proposals/"+made.ID+"/cost", body, nil); err != nil {
			return err
		}
		w.proposals = append(w.proposals, made.ID)
	}
	return nil
}

// must does what the organiser does while nothing is broken.
func (w *World) must(ctx context.Context, method, path string, body, into any) error {
	token, err := w.token(w.organiser, 0)
	if err != nil {
		return err
	}
	answer := w.trial.ask(ctx, w.client, token, method, w.server.URL()+"/api/v1"+path, body)
	if answer.Err != nil || answer.Status >= http.StatusBadRequest {
		return errors.Join(fmt.Errorf("%s %s: %d %s", method, path, answer.Status, answer.Detail), answer.Err)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Body, into)
}

// token lets somebody in, on a server whose clock is ahead of ours.
func (w *World) token(account string, ahead time.Duration) (string, error) {
	token, _, err := w.keys.Issue(account, clock.System{}.Now().Add(ahead))
	return token, err
}

// A Round is one that is open for votes.
type Round struct {
	ID          string
	RulesHash   string `json:"rules_hash"` // "" where ballots are sent without commitments
	Publication string // "" likewise
	ClosesAt    time.Time
}

// round opens a round that closes after some time.
func (w *World) round(ctx context.Context, closesIn time.Duration) (*Round, error) {
	rounds, err := w.rounds(ctx, 1, closesIn)
	if err != nil {
		return nil, err
	}
	return rounds[0], nil
}

// rounds opens rounds and waits until the ledger that says so is signed: a bundle
// has to hold a checkpoint of the time when its round was open.
func (w *World) rounds(ctx context.Context, n int, closesIn time.Duration) (all []*Round, err error) {
	for range n {
		r, err := w.open(ctx, closesIn)
		if err != nil {
			return all, err
		}
		all = append(all, r)
	}
	if all[n-1].RulesHash == "" {
		return all, nil
	}
	return all, awaitEach(ctx, seldom, signPatience, "the openings are signed", func() bool { return w.signed(ctx, all[n-1]) })
}

func (w *World) signed(ctx context.Context, r *Round) bool {
	var n int
	err := w.database(ctx, func(db *database.DB) error {
		return db.Read(ctx, func(q database.Query) error {
			return q.Raw(`SELECT count(*) FROM entries JOIN leaves ON entry_id = entries.id
				WHERE object = ? AND verb = ? AND place < (SELECT max(size) FROM checkpoints)`,
				"round/"+r.ID, access.RoundOpen).Scan(&n).Error
		})
	})
	return err == nil && n > 0
}

func (w *World) open(ctx context.Context, closesIn time.Duration) (*Round, error) {
	r := &Round{ClosesAt: clock.System{}.Now().Add(closesIn)}
	body := object{
		"title": "Round", "budget": 40, "ballot": object{"kind": "approval"}, "rule": "equal-shares/v1",
		"closes_at": r.ClosesAt, "proposals": w.proposals,
	}
	if err := w.must(ctx, http.MethodPost, "/processes/"+w.process+"/rounds", body, r); err != nil {
		return nil, err
	}
	if err := w.publish(ctx, r); err != nil {
		return nil, err
	}
	if err := w.must(ctx, http.MethodPost, "/rounds/"+r.ID+"/open", object{}, nil); err != nil {
		return nil, err
	}
	return r, w.must(ctx, http.MethodGet, "/rounds/"+r.ID, nil, r)
}

// fewVoters is from how many on ballots may be published without names.
const fewVoters = 20

// publish lets everything be seen after the close, so that all can be checked.
func (w *World) publish(ctx context.Context, r *Round) error {
	if r.Publication == "" {
		return nil
	}
	level := ledger.PublishOpenings
	if len(w.people) < fewVoters {
		level = ledger.PublishNamed
	}
	return w.must(ctx, http.MethodPut, "/rounds/"+r.ID+"/terms", object{"publication": level}, nil)
}
