package ledger

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/voting"
)

// A Publication says how much of the ballots of a round is published.
type Publication string

// The levels of publication, P0 to P3.
const (
	PublishTotals   Publication = "totals"   // P0: totals and the steps of the count
	PublishBallots  Publication = "ballots"  // P1: ballots without commitments
	PublishOpenings Publication = "openings" // P2: ballots with their openings
	PublishNamed    Publication = "named"    // P3: ballots with names
)

// A Paper says how voting on paper goes together with voting here.
type Paper string

// The rules for paper. A voter counts once in each.
const (
	PaperNone         Paper = "none"
	PaperCounts       Paper = "paper_counts"  // who votes on paper too is counted on paper
	PaperOnlineCounts Paper = "online_counts" // who has voted online cannot vote on paper
)

// Terms are what is frozen when a round opens, and can be read off what is
// stored at any time.
type Terms struct {
	Round       string      `json:"round"`
	Process     string      `json:"process"`
	Title       string      `json:"title"`
	Unit        string      `json:"unit"`
	Scale       int64       `json:"scale"`
	Budget      int64       `json:"budget"`
	Ballot      Form        `json:"ballot"`
	Settings    Settings    `json:"settings"`
	Options     []Option    `json:"options"`
	Publication Publication `json:"publication"`
	Auditors    []string    `json:"auditors"`
	Paper       Paper       `json:"paper"`
	OpenedAt    time.Time   `json:"opened_at"`
	ClosesAt    time.Time   `json:"closes_at"`
}

// A Form says what a ballot may hold; 0 is no limit.
type Form struct {
	Kind  voting.Kind `json:"kind"`
	Min   int         `json:"min"`
	Max   int         `json:"max"`
	Total int64       `json:"total"`
	Cap   int64       `json:"cap"`
}

// Settings say how ballots are counted; the seed is told when a round is sealed.
type Settings struct {
	Rule         string              `json:"rule"`
	Satisfaction voting.Satisfaction `json:"satisfaction"`
	Completion   voting.Completion   `json:"completion"`
	Ties         []voting.TieBreak   `json:"ties"`
	Increment    int64               `json:"increment"`
	// Exclusive are groups of option keys of which at most one is selected, the
	// keys and the groups in the order of the options.
	Exclusive [][]string `json:"exclusive,omitempty"`
}

// An Option is one of the things that are voted on.
type Option struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Kind  string `json:"kind"`
	Wish  string `json:"wish"`
	Cost  int64  `json:"cost"`
}

// A Roll stands for those who may vote.
type Roll struct {
	Count int    `json:"count"`
	Hash  string `json:"hash"`
}

// Rules are the frozen document of a round; its hash stands in every receipt.
type Rules struct {
	Format string `json:"format"`
	Origin string `json:"origin"`
	Terms
	SeedCommitment string `json:"seed_commitment"`
	Roll           Roll   `json:"roll"`
}

// Text is the document as it is hashed.
func (r Rules) Text() (string, error) {
	r.Format, r.Terms = FormatRules, r.Terms.normal()
	return encode(r)
}

// ParseRules reads a frozen document. What is in it is not looked at closely:
// whoever wrote it is trusted, or its hash is compared.
func ParseRules(text string) (Rules, error) {
	var rules Rules
	if err := json.Unmarshal([]byte(text), &rules); err != nil {
		return Rules{}, fmt.Errorf("read the rules of a round: %w", err)
	}
	return rules, nil
}

// The kinds of amendment.
const (
	AmendDeadline = "deadline" // the round closes later
	AmendRoll     = "roll"     // a member is entered on the roll
)

// An Amendment changes an opened round; two organisers agree on it.
type Amendment struct {
	Format      string     `json:"format"`
	ID          string     `json:"id"`
	Round       string     `json:"round"`
	Kind        string     `json:"kind"`
	ClosesAt    *time.Time `json:"closes_at"`
	Member      string     `json:"member"`
	Reason      string     `json:"reason"`
	ProposedBy  string     `json:"proposed_by"`
	ConfirmedBy string     `json:"confirmed_by"`
	At          time.Time  `json:"at"` // when it was confirmed
}

// Text is the amendment as it is hashed.
func (a Amendment) Text() (string, error) {
	a.Format, a.At, a.ClosesAt = FormatAmendment, utc(a.At), utcOrNone(a.ClosesAt)
	return encode(a)
}

// A Seal fixes what was counted and how it came out.
type Seal struct {
	Format      string `json:"format"`
	Round       string `json:"round"`
	Rules       string `json:"rules"`
	Seed        string `json:"seed"`
	Roll        int    `json:"roll"`
	RollHash    string `json:"roll_hash"`
	Voted       int    `json:"voted"`
	Commitments int    `json:"commitments"`
	Final       int    `json:"final"`
	Root        string `json:"root"`
	Online      int    `json:"online"`
	Paper       int    `json:"paper"`
	TakenBack   int    `json:"taken_back"`
	Ballots     string `json:"ballots"`
	Voters      string `json:"voters"`
	Serials     string `json:"serials"`
	Outcome     string `json:"outcome"`
}

// Text is the seal as it is hashed.
func (s Seal) Text() (string, error) {
	s.Format = FormatSeal
	return encode(s)
}

// Stored is what a server has of a round when it writes a bundle.
type Stored struct {
	Terms
	Roll     StoredRoll `json:"roll"`
	State    string     `json:"state"`
	ClosedAt *time.Time `json:"closed_at"`
	Seed     string     `json:"seed"`
	Secret   string     `json:"secret"` // SecretDestroyed or SecretKept
}

// What is left of the secret that joined voters to ballots.
const (
	SecretDestroyed = "destroyed"
	SecretKept      = "kept"
)

// A StoredRoll is the roll as it is now.
type StoredRoll struct {
	Count int    `json:"count"`
	Hash  string `json:"hash"`
	Voted int    `json:"voted"`
}

// File is the bundle as it is handed out: JSON with an end of line.
func (b Bundle) File() ([]byte, error) {
	b.Format, b.Stored.Terms = FormatBundle, b.Stored.Terms.normal()
	b.Stored.ClosedAt = utcOrNone(b.Stored.ClosedAt)
	b.Amendments, b.Earlier, b.Entries = list(b.Amendments), list(b.Earlier), list(b.Entries)
	b.Batches, b.Ballots = list(b.Batches), list(b.Ballots)
	for i := range b.Entries {
		b.Entries[i].Proof = list(b.Entries[i].Proof)
	}
	for i := range b.Earlier {
		b.Earlier[i].Proof = list(b.Earlier[i].Proof)
	}
	text, err := encode(b)
	return []byte(text + "\n"), err
}

// list is never null in JSON. It is a copy, so that it can be changed.
func list[T any](all []T) []T { return append([]T{}, all...) }

// A Bundle is everything from which a closed round can be checked. Which fields
// its ballots have depends on the level of publication and on the audience.
type Bundle struct {
	Format     string      `json:"format"`
	Audience   string      `json:"audience"`
	Origin     string      `json:"origin"`
	Key        string      `json:"key"`
	Rules      string      `json:"rules"`
	Stored     Stored      `json:"stored"`
	Amendments []string    `json:"amendments"`
	Entries    []Leaf      `json:"entries"`
	Checkpoint string      `json:"checkpoint"`
	Earlier    []Earlier   `json:"earlier"`
	Batches    [][]string  `json:"batches"`
	Seal       string      `json:"seal"`
	Ballots    []Published `json:"ballots"`
	Outcome    string      `json:"outcome"`
	Pabulib    string      `json:"pb"`
}

// The audiences of a bundle.
const (
	ForPublic   = "public"
	ForAuditors = "auditors"
)

// A Leaf is an entry with the proof that it is in the tree of the checkpoint.
type Leaf struct {
	Index int64    `json:"index"`
	Text  string   `json:"text"`
	Proof []string `json:"proof"`
}

// An Earlier checkpoint comes with the proof that the ledger only grew since.
type Earlier struct {
	Checkpoint string   `json:"checkpoint"`
	Proof      []string `json:"proof"`
}

// A Published ballot has the fields that its level of publication shows.
type Published struct {
	Voter    string `json:"voter,omitempty"`
	Serial   string `json:"serial,omitempty"`
	Revision *int   `json:"revision,omitempty"`
	Nonce    string `json:"nonce,omitempty"`
	Choices  string `json:"choices"`
}

// Opening is what the commitment of the ballot hides; its revision is 0 if the
// ballot has none.
func (p Published) Opening() Opening {
	opening := Opening{Nonce: p.Nonce, Choices: p.Choices}
	if p.Revision != nil {
		opening.Revision = *p.Revision
	}
	return opening
}
