// Package testkit makes a small world for tests: a service on a real database
// with a clock that stands still, letters that are kept instead of sent, and
// people with roles. Only the clock, the mail and the queue are not the real
// ones; everything in the world is made through actions.
package testkit

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/events"
	"github.com/folkmoot/folkmoot/internal/files"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// Start is when every world begins: an autumn evening.
var Start = time.Date(2030, time.October, 4, 18, 0, 0, 0, time.UTC)

// A World is a service with all that it needs.
type World struct {
	T       testing.TB
	Service *actions.Service
	Clock   *clock.Manual
	Keys    *auth.Keys
	Queue   *Queue
}

// New makes a world on a database.
func New(t testing.TB, db *database.DB) *World {
	t.Helper()
	keys, err := auth.NewKeys([]string{"test"}, [][]byte{auth.NewSeed()})
	if err != nil {
		t.Fatal(err)
	}
	signer := newSigner(t, db)
	w := &World{T: t, Clock: clock.NewManual(Start), Keys: keys, Queue: &Queue{}}
	w.Service = &actions.Service{
		DB: db, Clock: w.Clock, Jobs: w.Queue, Bus: events.NewBus(nil), Tokens: keys,
		Files: newFiles(t), Signer: signer, Witness: &memory{}, BaseURL: "http://localhost:3000", Mail: "folder",
	}
	t.Cleanup(w.Service.Bus.Close)
	return w
}

// newFiles keeps files in a folder of the test.
func newFiles(t testing.TB) files.Store {
	t.Helper()
	store, err := files.Open(t.Context(), "", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// newSigner gives the ledger of a database a key, or takes the one it has.
func newSigner(t testing.TB, db *database.DB) *ledger.Signer {
	t.Helper()
	var key models.LedgerKey
	err := db.Write(context.Background(), Start, func(tx *database.Tx) error {
		keys, err := models.ListLedgerKeys(tx.Query)
		if err == nil && len(keys) == 0 {
			if err = models.AddLedgerKey(tx, "folkmoot-test", auth.NewSeed()); err == nil {
				keys, err = models.ListLedgerKeys(tx.Query)
			}
		}
		if err == nil {
			key = keys[len(keys)-1]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(key.Origin, key.Seed)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// A Queue keeps jobs whose transaction committed.
type Queue struct {
	mu      sync.Mutex
	letters []mail.Message
	tasks   []actions.Task
}

// SendMail keeps a letter once tx has committed.
func (q *Queue) SendMail(_ context.Context, tx *database.Tx, m mail.Message) error {
	tx.After(func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.letters = append(q.letters, m)
	})
	return nil
}

// Later keeps a task once tx has committed.
func (q *Queue) Later(_ context.Context, tx *database.Tx, t actions.Task) error {
	tx.After(func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.tasks = append(q.tasks, t)
	})
	return nil
}

// Letters returns what was sent to an address, the oldest first.
func (q *Queue) Letters(to string) []mail.Message {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(q.letters), func(m mail.Message) bool { return m.To != to })
}

// Closing returns when a round is to be closed, or the zero time.
func (q *Queue) Closing(roundID string) time.Time {
	for _, t := range q.Tasks(actions.DeedCloseRound) {
		if t.ID == roundID {
			return t.At
		}
	}
	return time.Time{}
}

// Tasks returns the tasks of a kind, the oldest first.
func (q *Queue) Tasks(deed actions.Deed) []actions.Task {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(q.tasks), func(t actions.Task) bool { return t.Deed != deed })
}

// A memory is a witness that forgets when the test ends.
type memory struct {
	mu   sync.Mutex
	last string
}

// Last returns what was kept last.
func (m *memory) Last() (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last, nil
}

// Keep keeps a checkpoint.
func (m *memory) Keep(checkpoint string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = checkpoint
	return nil
}

// Must does a use case that cannot fail here.
func Must[In, Object, Out any](w *World, who actions.Actor, use actions.Write[In, Object, Out], in In) Out {
	w.T.Helper()
	out, err := actions.Run(context.Background(), w.Service, who, use, in, "")
	if err != nil {
		w.T.Fatalf("%s: %v", use.Verb, err)
	}
	return out
}

// See shows what cannot be hidden here.
func See[In, Object, Out any](w *World, who actions.Actor, use actions.Read[In, Object, Out], in In) Out {
	w.T.Helper()
	out, err := actions.View(context.Background(), w.Service, who, use, in)
	if err != nil {
		w.T.Fatalf("%s: %v", use.Verb, err)
	}
	return out
}

// Account makes an account and returns it as an actor.
func (w *World) Account(email string) actions.Actor {
	w.T.Helper()
	var account models.Account
	w.write(func(tx *database.Tx) (err error) {
		account, err = models.EnsureAccount(tx, email, email[:1]+" Person")
		return err
	})
	return actions.Actor{AccountID: account.ID}
}

func (w *World) write(f func(tx *database.Tx) error) {
	w.T.Helper()
	if err := w.Service.DB.Write(context.Background(), w.Clock.Now(), f); err != nil {
		w.T.Fatal(err)
	}
}

// Process makes a process with an organiser.
func (w *World) Process(organiser actions.Actor, name string) actions.Process {
	w.T.Helper()
	in := actions.NewProcess{}
	in.Body.Name, in.Body.TimeZone, in.Body.Purpose = name, "Europe/Vienna", "To **meet**."
	return Must(w, organiser, actions.MakeProcess, in).Process
}

// Join makes an account that takes part in a process.
func (w *World) Join(process, email string, role access.Role) actions.Actor {
	w.T.Helper()
	who := w.Account(email)
	w.write(func(tx *database.Tx) error {
		_, err := models.AddMember(tx, process, who.AccountID, role)
		return err
	})
	return who
}

// Item puts an agenda item forward.
func (w *World) Item(who actions.Actor, process, title string, minutes int) actions.Proposal {
	w.T.Helper()
	in := actions.NewProposal{At: actions.At{Process: process}}
	in.Body.Kind, in.Body.Title, in.Body.Minutes = models.AgendaItem, title, minutes
	return Must(w, who, actions.MakeProposal, in)
}

// Cost sets the minutes of a proposal.
func (w *World) Cost(who actions.Actor, p actions.Proposal, minutes int) actions.Proposal {
	w.T.Helper()
	in := actions.NewCost{AtProposal: actions.AtProposal{Proposal: p.ID}}
	in.Body.Minutes, in.Body.Version = minutes, p.Version
	return Must(w, who, actions.CostProposal, in)
}

// Either says of some proposals that a round chooses at most one of them.
func (w *World) Either(organiser actions.Actor, process string, proposals ...string) actions.Alternatives {
	w.T.Helper()
	in := actions.NewAlternatives{At: actions.At{Process: process}}
	in.Body.Proposals, in.Body.Reason = proposals, "There is one evening."
	return Must(w, organiser, actions.MakeAlternatives, in)
}

// NameReviewer lets a member review proposals.
func (w *World) NameReviewer(organiser actions.Actor, process string, who actions.Actor) {
	w.T.Helper()
	var member models.Member
	w.write(func(tx *database.Tx) (err error) {
		member, err = models.FindMemberByAccount(tx.Query, process, who.AccountID)
		return err
	})
	in := actions.NewReviewer{AtMember: actions.AtMember{At: actions.At{Process: process}, Member: member.ID}}
	in.Body.Reviewer = true
	Must(w, organiser, actions.NameReviewer, in)
}

// Symbol puts a symbolic change with its minutes forward.
func (w *World) Symbol(who actions.Actor, process, title string, minutes int) actions.Proposal {
	w.T.Helper()
	in := actions.NewProposal{At: actions.At{Process: process}}
	in.Body.Kind, in.Body.Title, in.Body.Minutes = models.SymbolicChange, title, minutes
	in.Body.Symbol, in.Body.StandsFor, in.Body.Wish, in.Body.SmallAction = title, "How we begin", models.WishChange, "Ask somebody else"
	return w.Cost(who, Must(w, who, actions.MakeProposal, in), minutes)
}

// Draft prepares an approval round over costed items, one for each cost.
func (w *World) Draft(organiser actions.Actor, process string, budget int64, costs ...int) actions.Round {
	w.T.Helper()
	var proposals []string
	for i, cost := range costs {
		item := w.Item(organiser, process, string(rune('A'+i)), cost)
		proposals = append(proposals, w.Cost(organiser, item, cost).ID)
	}
	return w.DraftOf(organiser, process, budget, proposals...)
}

// DraftOf prepares an approval round over proposals.
func (w *World) DraftOf(organiser actions.Actor, process string, budget int64, proposals ...string) actions.Round {
	w.T.Helper()
	return Must(w, organiser, actions.MakeRound, w.newRound(process, budget, w.Clock.Now().Add(48*time.Hour), proposals))
}

// DraftUntil prepares an approval round that closes at an instant.
func (w *World) DraftUntil(organiser actions.Actor, process string, closes time.Time, proposals ...string) actions.Round {
	w.T.Helper()
	return Must(w, organiser, actions.MakeRound, w.newRound(process, 60, closes, proposals))
}

func (w *World) newRound(process string, budget int64, closes time.Time, proposals []string) actions.NewRound {
	in := actions.NewRound{At: actions.At{Process: process}}
	in.Body.Proposals = proposals
	in.Body.Title, in.Body.Budget, in.Body.Rule = "First round", budget, voting.RuleEqualShares
	in.Body.Ballot.Kind, in.Body.ClosesAt = voting.KindApproval, closes
	return in
}

// Terms says what of a draft's ballots is published.
func (w *World) Terms(organiser actions.Actor, round string, level ledger.Publication, auditors ...string) actions.Round {
	w.T.Helper()
	in := actions.NewTerms{AtRound: actions.AtRound{Round: round}}
	in.Body.Publication, in.Body.Auditors, in.Body.Paper = level, auditors, ledger.PaperNone
	return Must(w, organiser, actions.ChooseTerms, in)
}

// Paper lets people vote on paper too in a draft.
func (w *World) Paper(organiser actions.Actor, round actions.Round, rule ledger.Paper) actions.Round {
	w.T.Helper()
	in := actions.NewTerms{AtRound: actions.AtRound{Round: round.ID}}
	in.Body.Publication, in.Body.Paper = round.Publication, rule
	for _, auditor := range round.Auditors {
		in.Body.Auditors = append(in.Body.Auditors, auditor.ID)
	}
	return Must(w, organiser, actions.ChooseTerms, in)
}

// Open opens a round.
func (w *World) Open(organiser actions.Actor, round string) actions.Round {
	w.T.Helper()
	return Must(w, organiser, actions.OpenRound, actions.AtRound{Round: round})
}

// Close closes a round and counts it.
func (w *World) Close(organiser actions.Actor, round string) actions.Round {
	w.T.Helper()
	Must(w, organiser, actions.CloseRound, actions.AtRound{Round: round})
	return Must(w, organiser, actions.SealRound, actions.AtRound{Round: round})
}

// Sign places all entries in the ledger, and signs it.
func (w *World) Sign() {
	w.T.Helper()
	if err := w.Service.KeepLedger(context.Background()); err != nil {
		w.T.Fatal(err)
	}
}

// Vote sends a ballot that approves options by their keys.
func (w *World) Vote(who actions.Actor, round string, keys ...string) actions.Ballot {
	w.T.Helper()
	return Must(w, who, actions.CastBallot, w.Approving(who, round, keys...))
}

// Approving is a ballot that approves options by their keys, as the next revision
// of whoever sends it.
func (w *World) Approving(who actions.Actor, round string, keys ...string) actions.NewBallot {
	w.T.Helper()
	choices := models.Choices{}
	for _, key := range keys {
		choices[key] = 1
	}
	return w.Ballot(who, round, choices)
}

// Ballot is the next revision of somebody's ballot, as their device makes it.
func (w *World) Ballot(who actions.Actor, round string, choices models.Choices) actions.NewBallot {
	w.T.Helper()
	in := actions.NewBallot{AtRound: actions.AtRound{Round: round}}
	in.Body.Choices, in.Body.Casting = choices, w.Casting(who, round, choices)
	return in
}

// Casting is what binds a server to the next revision of a ballot.
func (w *World) Casting(who actions.Actor, round string, choices models.Choices) actions.Casting {
	w.T.Helper()
	revision := 1
	sent, err := actions.View(context.Background(), w.Service, who, actions.ReadBallot, actions.AtRound{Round: round})
	if err == nil {
		revision = sent.Revision + 1
	}
	rules := ""
	if seen, err := actions.View(context.Background(), w.Service, who, actions.ReadRound, actions.AtRound{Round: round}); err == nil {
		rules = seen.RulesHash
	}
	canonical := maps.Clone(choices)
	maps.DeleteFunc(canonical, func(_ string, given int64) bool { return given == 0 })
	encoded, err := json.Marshal(canonical)
	if err != nil {
		w.T.Fatal(err)
	}
	opening := ledger.Opening{Revision: revision, Nonce: models.NewNonce(), Choices: string(encoded)}
	return actions.Casting{Revision: revision, Nonce: opening.Nonce, Commitment: opening.Commitment(round, rules)}
}

// TakeBack takes somebody's ballot back.
func (w *World) TakeBack(who actions.Actor, round string) actions.Ballot {
	w.T.Helper()
	in := actions.Withdrawn{AtRound: actions.AtRound{Round: round}, Body: w.Casting(who, round, models.Choices{})}
	return Must(w, who, actions.WithdrawBallot, in)
}

// Statement is what somebody who is an auditor of a round may sign of it.
func (w *World) Statement(who actions.Actor, round string) ledger.Attestation {
	w.T.Helper()
	statement := ledger.Attestation{Origin: w.Service.Signer.Origin(), Round: round, Auditor: "nobody"}
	err := w.Service.DB.Read(context.Background(), func(q database.Query) error {
		_, process, err := models.WithScope[models.Round](q, "round", round)
		if err != nil {
			return err
		}
		if member, err := models.FindMemberByAccount(q, process, who.AccountID); err == nil {
			statement.Auditor = member.ID
		}
		seal, _ := models.FindSeal(q, round) // none before the close
		statement.Seal = ledger.Hash(seal)
		return nil
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return statement
}

// Attesting is what somebody signs of a round with a key of their own.
func (w *World) Attesting(who actions.Actor, round string) actions.NewAttestation {
	w.T.Helper()
	return w.Signed(round, w.Statement(who, round), who.AccountID)
}

// Signed is an attestation that is sent to a round, by the key that a name stands
// for.
func (w *World) Signed(round string, statement ledger.Attestation, key string) actions.NewAttestation {
	w.T.Helper()
	seed := sha256.Sum256([]byte(key))
	note, err := statement.Sign(ed25519.NewKeyFromSeed(seed[:]))
	if err != nil {
		w.T.Fatal(err)
	}
	in := actions.NewAttestation{AtRound: actions.AtRound{Round: round}}
	in.Body.Note = note
	return in
}

// Review says what organisers find of a proposal.
func (w *World) Review(
	who actions.Actor, use actions.Write[actions.Finding, models.Proposal, actions.Proposal], p actions.Proposal,
) actions.Proposal {
	w.T.Helper()
	in := actions.Finding{AtProposal: actions.AtProposal{Proposal: p.ID}}
	in.Body.Reason, in.Body.Needed, in.Body.Version = "It takes too long", "Say what should be decided", p.Version
	return Must(w, who, use, in)
}
