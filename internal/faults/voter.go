package faults

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/ledger"
)

// This file is all that the package knows of how a ballot is sent.

// choicesOf writes a number as a ballot: an option is chosen for each bit.
func choicesOf(ballot int) map[string]int64 {
	choices := map[string]int64{}
	for bit := range options {
		if ballot>>bit&1 == 1 {
			choices[strconv.Itoa(bit+1)] = 1
		}
	}
	return choices
}

// numberOf is the inverse of choicesOf. A ballot that was taken back is 0.
func numberOf(choices map[string]int64) (int, error) {
	ballot := 0
	for key, value := range choices {
		bit, err := strconv.Atoi(key)
		if err != nil || bit < 1 || bit > options || value != 1 {
			return 0, fmt.Errorf("a ballot that nobody sent: %v", choices)
		}
		ballot |= 1 << (bit - 1)
	}
	return ballot, nil
}

// ballotOf is the number of a voter's ballot; the first is 1.
func ballotOf(voter, serial int) int { return voter<<serialBits | serial }

func voterOf(ballot int) int { return ballot >> serialBits }

// request is a deed as the server wants it.
type request struct {
	method, path string
	body         any
}

// A slip is how one voter talks to the server about one round.
type slip interface {
	// cast and withdraw say what to send. again is true after an answer that left
	// open whether the same was done.
	cast(ballot int, again bool) request
	withdraw(again bool) request
	// answered learns from the answer to what was sent last; it returns a complaint
	// about an answer that is none.
	answered(r Result, body []byte) error
	// repeats tells whether a deed without an answer has to be repeated as it was.
	repeats() bool
	// mayWithdraw tells whether there is something to take back.
	mayWithdraw() bool
	// receipts are all that were answered, the oldest first.
	receipts() []string
}

// newSlip takes the way of sending ballots that the server knows.
func newSlip(round *Round) slip {
	if round.RulesHash == "" {
		return &plainSlip{path: "/rounds/" + round.ID + "/ballot"}
	}
	return &committedSlip{round: round, revision: 1}
}

func readRequest(round *Round) request {
	return request{http.MethodGet, "/rounds/" + round.ID + "/ballot", nil}
}

// readBallot reads the answer to readRequest.
func readBallot(body []byte) (int, error) {
	var own struct{ Choices map[string]int64 }
	if err := json.Unmarshal(body, &own); err != nil {
		return 0, fmt.Errorf("read a ballot: %w", err)
	}
	return numberOf(own.Choices)
}

// plainSlip sends choices and nothing else.
type plainSlip struct{ path string }

func (p *plainSlip) cast(ballot int, _ bool) request {
	return request{http.MethodPut, p.path, object{"choices": choicesOf(ballot)}}
}

func (p *plainSlip) withdraw(bool) request { return request{http.MethodDelete, p.path, nil} }

func (p *plainSlip) answered(Result, []byte) error { return nil }

func (p *plainSlip) repeats() bool { return false }

func (p *plainSlip) mayWithdraw() bool { return true }

func (p *plainSlip) receipts() []string { return nil }

// committedSlip sends choices with a commitment, and keeps receipts.
type committedSlip struct {
	round    *Round
	revision int // of the next deed
	last     ledger.Opening
	promised []string
}

func (c *committedSlip) cast(ballot int, again bool) request {
	choices := choicesOf(ballot)
	body := c.commit(choices, again)
	body["choices"] = choices
	return request{http.MethodPut, "/rounds/" + c.round.ID + "/ballot", body}
}

func (c *committedSlip) withdraw(again bool) request {
	return request{http.MethodPost, "/rounds/" + c.round.ID + "/ballot/withdraw", c.commit(map[string]int64{}, again)}
}

// commit draws a nonce, unless the last one is to be repeated.
func (c *committedSlip) commit(choices map[string]int64, again bool) object {
	if !again {
		encoded, _ := json.Marshal(choices) // sorts the keys
		nonce := make([]byte, 32)
		_, _ = rand.Read(nonce)
		c.last = ledger.Opening{Revision: c.revision, Nonce: hex.EncodeToString(nonce), Choices: string(encoded)}
	}
	return object{
		"revision": c.last.Revision, "nonce": c.last.Nonce,
		"commitment": c.last.Commitment(c.round.ID, c.round.RulesHash),
	}
}

func (c *committedSlip) answered(r Result, body []byte) error {
	if r != Done {
		return nil
	}
	c.revision = c.last.Revision + 1
	commitment := c.last.Commitment(c.round.ID, c.round.RulesHash)
	var got struct{ Receipt string }
	if err := json.Unmarshal(body, &got); err != nil || !strings.Contains(got.Receipt, "\ncommitment "+commitment+"\n") {
		return fmt.Errorf("a ballot was answered without its receipt: %.80q", body)
	}
	c.promised = append(c.promised, got.Receipt)
	return nil
}

func (c *committedSlip) repeats() bool { return true }

func (c *committedSlip) mayWithdraw() bool { return c.revision > 1 }

func (c *committedSlip) receipts() []string { return c.promised }
