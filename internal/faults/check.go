package faults

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/folkmoot/folkmoot/internal/database"
)

// stored reads the ballots of a round from the database, by voter.
func (w *World) stored(ctx context.Context, round string) (map[int][]int, error) {
	var rows []string
	err := w.database(ctx, func(db *database.DB) error {
		return db.Read(ctx, func(q database.Query) error {
			return q.Raw("SELECT choices FROM ballots WHERE round_id = ?", round).Scan(&rows).Error
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read the stored ballots: %w", err)
	}
	found := map[int][]int{}
	for _, row := range rows {
		var choices map[string]int64
		if err := json.Unmarshal([]byte(row), &choices); err != nil {
			return nil, fmt.Errorf("a stored ballot: %w", err)
		}
		if err := keep(found, choices); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// keep puts a ballot to those of its voter, as its choices tell it.
func keep(found map[int][]int, choices map[string]int64) error {
	ballot, err := numberOf(choices)
	if err == nil && ballot != 0 {
		found[voterOf(ballot)] = append(found[voterOf(ballot)], ballot)
	}
	return err
}

// counted reads the ballots that the outcome was made of, by voter.
func (w *World) counted(ctx context.Context, round string) (map[int][]int, error) {
	token, err := w.token(w.organiser, 0)
	if err != nil {
		return nil, err
	}
	answer := w.trial.ask(ctx, w.client, token, http.MethodGet, w.server.URL()+"/api/v1/rounds/"+round+"/ballots.pb", nil)
	if answer.Err != nil || answer.Status != http.StatusOK {
		return nil, fmt.Errorf("the counted ballots: %d %s %w", answer.Status, answer.Detail, answer.Err)
	}
	found := map[int][]int{}
	column, votes := -1, false
	for scanner := bufio.NewScanner(bytes.NewReader(answer.Body)); scanner.Scan(); {
		fields := strings.Split(strings.TrimSpace(scanner.Text()), ";")
		switch {
		case fields[0] == "VOTES":
			votes = true
		case votes && column < 0:
			column = indexOf(fields, "vote")
		case votes && column >= 0 && column < len(fields):
			if err := keep(found, approvals(fields[column])); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func indexOf(fields []string, name string) int {
	for i, field := range fields {
		if field == name {
			return i
		}
	}
	return len(fields)
}

func approvals(list string) map[string]int64 {
	choices := map[string]int64{}
	for key := range strings.SplitSeq(list, ",") {
		choices[strings.TrimSpace(key)] = 1
	}
	return choices
}

// expectation is what one voter's history allows to be stored.
type expectation struct {
	last    int // acknowledged; 0 if none, or if it was taken back
	open    []int
	started bool // something was acknowledged
}

func expect(own []Event) expectation {
	var e expectation
	for _, event := range own {
		switch {
		case event.Deed != Cast && event.Deed != Withdraw:
		case event.Result == Done, event.Result == Absent:
			e = expectation{last: event.Ballot, started: true}
		case event.Result == Unknown:
			e.open = append(e.open, event.Ballot)
		}
	}
	return e
}

// compare looks whether what is in the box is what was acknowledged. It is exact
// if everybody's ballot is.
func (c *Crew) compare(where string, found map[int][]int) (exact bool) {
	t := c.world.trial
	exact = true
	for _, v := range c.voters {
		ballots := found[v.number]
		delete(found, v.number)
		if len(ballots) > 1 {
			c.once(&t.Counts.Doubled, v.number, ballots[0])
			t.violate("%s: voter %d has the ballots %v", where, v.number, ballots)
			exact = false
		}
		exact = c.compareOne(where, v, append(ballots, 0)[0]) && exact
	}
	for voter, ballots := range found {
		t.violate("%s: ballots %v of voter %d, who is not here", where, ballots, voter)
		exact = false
	}
	return exact
}

func (c *Crew) compareOne(where string, v *Voter, ballot int) bool {
	t, e := c.world.trial, expect(c.history.of(v.number))
	if ballot == e.last {
		return true
	}
	for _, possible := range e.open {
		if possible == ballot {
			c.once(&t.Counts.Unsaid, v.number, ballot)
			return true
		}
	}
	c.once(&t.Counts.Lost, v.number, e.last)
	t.violate("%s: voter %d was answered that %s is stored, and there is %s (unanswered since: %d)",
		where, v.number, describe(e.last), describe(ballot), len(e.open))
	return false
}

// once counts what was found about a ballot, however often it is looked at.
func (c *Crew) once(count *atomic.Int64, voter, ballot int) {
	key := finding{count, voter, ballot}
	if !c.found[key] {
		c.found[key] = true
		count.Add(1)
	}
}

type finding struct {
	count         *atomic.Int64
	voter, ballot int
}

// witness adds to the history what was counted, as if each voter had read it.
func (c *Crew) witness(found map[int][]int) {
	for _, v := range c.voters {
		e := Event{Voter: v.number, Deed: Read, Result: Done, Ballot: append(found[v.number], 0)[0]}
		c.history.add(e, c.history.elapsed())
	}
}

func describe(ballot int) string {
	if ballot == 0 {
		return "no ballot"
	}
	return "ballot " + strconv.Itoa(ballot&(mostSerials-1))
}

// inspect compares the stored ballots of a round that is open, and adds to the
// history what everybody reads now.
func (c *Crew) inspect(ctx context.Context, where string) error {
	found, err := c.world.stored(ctx, c.round.ID)
	if err != nil {
		return err
	}
	c.compare(where, found)
	for _, v := range c.voters {
		v.read()
	}
	return c.world.integrity(ctx)
}

// linear asks whether one box could have answered all that was answered.
func (c *Crew) linear() {
	var closes []Event
	for _, e := range c.history.clone() {
		if e.Deed == Close {
			closes = append(closes, e)
		}
	}
	for _, v := range c.voters {
		own := c.history.of(v.number)
		switch judge(own, closes) {
		case porcupine.Illegal:
			c.world.trial.violate("no ballot box could have answered voter %d so: %s", v.number, story(own, closes))
		case porcupine.Unknown:
			c.world.trial.violate("the history of voter %d is too long to be judged", v.number)
		case porcupine.Ok:
		}
	}
}

// story tells the end of a history.
func story(own, closes []Event) string {
	const most = 12
	var text strings.Builder
	for _, e := range append(own[max(0, len(own)-most):], closes...) {
		_, _ = fmt.Fprintf(&text, "[%s–%s %s %s: %s] ", e.Call.Round(time.Microsecond), e.Return.Round(time.Microsecond),
			e.Deed, describe(e.Ballot), e.Result)
	}
	return text.String()
}

// integrity lets the database look at itself.
func (w *World) integrity(ctx context.Context) error {
	if w.name != "" {
		if err := w.trial.Cluster.amcheck(ctx, w.name); err != nil {
			w.trial.violate("%v", err)
		}
		return nil
	}
	return w.database(ctx, func(db *database.DB) error {
		complaint, err := soundness(ctx, db)
		if err == nil && complaint != "" {
			w.trial.violate("integrity_check: %s", complaint)
		}
		return err
	})
}

// soundness is what SQLite finds wrong with itself.
func soundness(ctx context.Context, db *database.DB) (string, error) {
	var found, dangling []string
	err := db.Read(ctx, func(q database.Query) error {
		return errors.Join(q.Raw("PRAGMA integrity_check").Scan(&found).Error,
			q.Raw(`SELECT "table" FROM pragma_foreign_key_check`).Scan(&dangling).Error)
	})
	if err != nil {
		return "", fmt.Errorf("integrity_check: %w", err)
	}
	text := strings.Join(append(found, dangling...), "; ")
	if text == "ok" {
		text = ""
	}
	return text, nil
}
