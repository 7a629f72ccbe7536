package actions

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/events"
	"github.com/folkmoot/folkmoot/internal/files"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/tiles"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A Service is what use cases work with.
type Service struct {
	DB      *database.DB
	Clock   clock.Clock
	Jobs    Jobs
	Bus     *events.Bus
	Tokens  Tokens
	Signer  *ledger.Signer
	Witness Witness
	BaseURL string // of this installation, without a slash at its end
	Files   files.Store
	Tiles   tiles.Server // behind maps; zero if there is none
	Mail    string       // "smtp", or "folder" if mail is written to a folder

	// Hurry, if it is there, wants the ledger to be signed at once.
	Hurry chan struct{}

	nearest nearestChanges
	frozen  frozenRounds

	nameless namelessLimit
	grounds  commonGrounds
}

// Jobs takes work that must happen once the transaction has committed.
type Jobs interface {
	SendMail(ctx context.Context, tx *database.Tx, m mail.Message) error
	Later(ctx context.Context, tx *database.Tx, t Task) error
}

// Tokens makes access tokens.
type Tokens interface {
	Issue(accountID string, now time.Time) (token string, expires time.Time, err error)
}

// An Actor is whoever asks for something. The zero Actor is nobody signed in.
type Actor struct {
	AccountID string
	System    bool // a job of this server
}

// Found is an object with what access needs to know of it.
type Found[Object any] struct {
	Object  Object
	What    string // its kind, in a word for people
	Process string // its scope; "" outside any process
	State   access.State
	Authors []string // member ids of whose it is
}

// A Look reads; it is what the steps of a use case work with.
type Look struct {
	database.Query
	Service *Service
	Actor   Actor
	Member  models.Member // the actor's part in the process; zero outside
	Process string
	Now     time.Time
	Context context.Context // of the call that the Look belongs to
}

// can lists what the actor may do to an object of the process.
func (l *Look) can(state access.State, authors []string, verbs ...access.Verb) []access.Verb {
	return access.Can(l.request(l.Member.Role, state, authors), verbs...)
}

// request is what access is asked about the actor and an object, but for the verb.
func (l *Look) request(role access.Role, state access.State, authors []string) access.Request {
	return access.Request{Role: role, State: state, Author: l.among(authors), Named: l.Member.Reviewer}
}

// among tells whether the actor is one of some members.
func (l *Look) among(members []string) bool {
	return l.Member.ID != "" && slices.Contains(members, l.Member.ID)
}

// A Call does; it is a Look inside a writing transaction.
type Call struct {
	*Look
	Tx     *database.Tx
	kind   string
	id     string
	detail string
	quiet  bool // the deed wrote its own entry
	hushed bool // nobody hears of the deed
}

// About says what the deed was done to: it stands in the ledger, and open pages
// learn that this thing changed.
func (c *Call) About(kind, id string) { c.kind, c.id = kind, id }

// aboutProposal says the same of a proposal. Nobody hears of what is done to a draft:
// for all but its authors it is not there.
func (c *Call) aboutProposal(p models.Proposal) {
	c.About("proposal", p.ID)
	c.hushed = p.State == access.Private
}

// Note keeps a few words about the deed in the ledger.
func (c *Call) Note(format string, args ...any) { c.detail = fmt.Sprintf(format, args...) }

// A Read is a use case that changes nothing.
type Read[In, Object, Out any] struct {
	Verb access.Verb
	Find func(q database.Query, in In) (Found[Object], error)
	Show func(l *Look, in In, object Object) (Out, error)
}

// A Write is a use case that changes something.
type Write[In, Object, Out any] struct {
	Verb access.Verb
	Find func(q database.Query, in In) (Found[Object], error)
	Do   func(c *Call, in In, object Object) (Out, error)

	// Secret deeds leave no entry in the ledger, and no reply is kept for a
	// repeated request: ballots, because nothing stored may join a voter to
	// choices, and sessions, because replies hold tokens. They must be harmless
	// when repeated.
	Secret bool

	// Kept is what may be stored of a reply for a repeated request; nil if all
	// of it may.
	Kept func(Out) Out
}

// nothing is the Find of use cases that have no object.
func nothing[In any](database.Query, In) (Found[struct{}], error) { return Found[struct{}]{}, nil }

// View runs a Read for an actor.
func View[In, Object, Out any](
	ctx context.Context, s *Service, actor Actor, use Read[In, Object, Out], in In,
) (out Out, err error) {
	if err := knock(actor, use.Verb); err != nil {
		return out, err
	}
	err = s.DB.Read(ctx, func(q database.Query) error {
		look := &Look{Query: q, Service: s, Actor: actor, Now: s.Clock.Now(), Context: ctx}
		found, err := admit(look, use.Verb, use.Find, in)
		if err != nil {
			return err
		}
		out, err = use.Show(look, in, found.Object)
		return err
	})
	return out, err
}

// Run runs a Write for an actor. A key that the caller makes for each request
// makes it safe to repeat: it has one effect and the same reply.
func Run[In, Object, Out any](
	ctx context.Context, s *Service, actor Actor, use Write[In, Object, Out], in In, key string,
) (out Out, err error) {
	if err := knock(actor, use.Verb); err != nil {
		return out, err
	}
	if use.Secret || actor.AccountID == "" {
		key = ""
	}
	err = s.DB.Write(ctx, s.Clock.Now(), func(tx *database.Tx) error {
		call := &Call{Tx: tx, Look: &Look{Query: tx.Query, Service: s, Actor: actor, Now: tx.Now(), Context: ctx}}
		var fresh Out
		repeated, err := claim(call, use.Verb, key, in, &fresh)
		if err == nil && !repeated {
			fresh, err = perform(call, use, in)
		}
		if err == nil && !repeated {
			err = keep(call, use, key, fresh)
		}
		out = fresh
		return err
	})
	return out, err
}

func perform[In, Object, Out any](c *Call, use Write[In, Object, Out], in In) (out Out, err error) {
	found, err := admit(c.Look, use.Verb, use.Find, in)
	if err != nil {
		return out, err
	}
	if out, err = use.Do(c, in, found.Object); err != nil {
		return out, err
	}
	if !use.Secret && !c.quiet {
		if err := c.record(use.Verb); err != nil {
			return out, err
		}
	}
	c.tell()
	return out, nil
}

func (c *Call) record(verb access.Verb) error {
	return c.enter(verb, c.kind+"/"+c.id, c.detail)
}

// enter writes one entry of the ledger.
func (c *Call) enter(verb access.Verb, object, detail string) error {
	actor := c.Member.ID
	switch {
	case c.Actor.System:
		actor = "system"
	case actor == "":
		actor = c.Actor.AccountID
	}
	return c.enterAs(actor, verb, object, detail)
}

// enterAs writes one entry under another name than the actor's.
func (c *Call) enterAs(actor string, verb access.Verb, object, detail string) error {
	return models.AddEntry(c.Tx, ledger.Entry{
		Process: c.Process, Verb: string(verb), Actor: actor, Object: object, Detail: detail,
	})
}

func (c *Call) tell() {
	if c.Process == "" || c.kind == "" || c.hushed {
		return
	}
	process, event := c.Process, events.Event{Kind: c.kind, ID: c.id}
	c.Tx.After(func() { c.Service.Bus.Publish(process, event) })
}

// claim reports whether the same request was answered before; out is then the
// answer of then.
func claim(c *Call, verb access.Verb, key string, in, out any) (bool, error) {
	if key == "" {
		return false, nil
	}
	request, err := json.Marshal(in)
	if err != nil {
		return false, fmt.Errorf("hash the request: %w", err)
	}
	sum := sha256.Sum256(request)
	earlier, err := models.ClaimReply(c.Tx, c.Actor.AccountID, string(verb), key, hex.EncodeToString(sum[:]))
	if err != nil || earlier == nil {
		return false, err
	}
	if err := json.Unmarshal([]byte(earlier.Reply), out); err != nil {
		return false, fmt.Errorf("read an earlier reply: %w", err)
	}
	return true, nil
}

func keep[In, Object, Out any](c *Call, use Write[In, Object, Out], key string, out Out) error {
	if key == "" {
		return nil
	}
	if use.Kept != nil {
		out = use.Kept(out)
	}
	reply, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("keep the reply: %w", err)
	}
	return models.KeepReply(c.Tx, c.Actor.AccountID, string(use.Verb), key, string(reply))
}
