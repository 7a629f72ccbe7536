package actions

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/opinion"
	"github.com/folkmoot/folkmoot/models"
)

// From how many answers on it is shown what most say and which part says what, and
// from how many members on something is said of a group: what few people answered
// would tell what each of them did.
const (
	fewestForMost  = 5
	fewestForParts = 20 // fewer could be counted by their parts, or be of one mind in the open
	fewestInGroup  = 10
	sizeStep       = 5  // sizes are rounded to this,
	partStep       = 10 // and parts to this many percent, so that one more answer shows nothing
)

// A Ground is the statements of a process, and what people have in common.
type Ground struct {
	Statements []Statement    `json:"statements" doc:"What all groups agree on first; without groups, what most agree on"`
	Next       string         `json:"next" doc:"The statement that the reader should answer now; empty if they answered all"`
	Left       int            `json:"left" doc:"How many the reader has not answered"`
	Groups     []OpinionGroup `json:"groups" doc:"Empty unless each has at least 10 members"`
	People     int            `json:"people" doc:"How many answered something, rounded down to 5"`
	Can        []access.Verb  `json:"can"`
}

// An OpinionGroup is people who answered alike. Nobody is told who is in it.
type OpinionGroup struct {
	Name  string  `json:"name"`
	About int     `json:"about" doc:"How many members, rounded to 5"`
	X     float64 `json:"x" doc:"Its middle, between -1 and 1"`
	Y     float64 `json:"y"`
}

// A Statement is a short sentence on which members agree, disagree or pass.
type Statement struct {
	ID       string        `json:"id"`
	Text     string        `json:"text"`
	Proposal string        `json:"proposal" doc:"From whose discussion it is, or empty"`
	Author   Author        `json:"author"`
	State    access.State  `json:"state" enum:"published,hidden"`
	Reason   string        `json:"reason" doc:"Why a moderator hid it"`
	Mine     string        `json:"mine" enum:"agree,disagree,pass," doc:"What the reader answered; nobody else sees it"`
	Answered int           `json:"answered" doc:"How many members had answered when the fifth of five more did, rounded down to 5; what is said of all answers is of that moment"`
	Most     string        `json:"most" enum:"agree,disagree,divided," doc:"What more than half of them say; divided if there is no such thing; empty below 5 answers"`
	Shares   []int         `json:"shares" doc:"What part agrees, disagrees and passes, in percent, rounded to 10; empty below 20 answers"`
	Parts    []int         `json:"parts" doc:"By group, what part of those who answered agrees, in percent, rounded to 10; empty unless 10 of each group answered"`
	Shared   bool          `json:"shared" doc:"In every group more than half agree"`
	Can      []access.Verb `json:"can"`
}

var answerOf = map[byte]string{models.SignAgree: "agree", models.SignDisagree: "disagree", models.SignPass: "pass"}

var signOf = map[string]byte{"agree": models.SignAgree, "disagree": models.SignDisagree, "pass": models.SignPass}

// ReadGround shows the statements of a process, and what people have in common.
var ReadGround = Read[At, models.Process, Ground]{
	Verb: access.GroundRead,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Ground, error) { return l.ground(p.ID) },
}

func (l *Look) ground(process string) (Ground, error) {
	rows, err := models.ListStatements(l.Query, process)
	if err != nil {
		return Ground{}, err
	}
	mine, err := models.FindOpinion(l.Query, process, l.Member.ID)
	if err != nil {
		return Ground{}, err
	}
	found, err := l.commonGround(process, rows)
	if err != nil {
		return Ground{}, err
	}
	members := make([]string, len(rows))
	for i, row := range rows {
		members[i] = row.MemberID
	}
	slices.Sort(members)
	names, err := l.names(slices.Compact(members))
	view := Ground{
		Statements: make([]Statement, len(rows)), Groups: found.groups, People: found.people,
		Can: l.can("", nil, access.StatementMake),
	}
	view.Next, view.Left = l.nextStatement(rows, mine)
	slices.SortStableFunc(rows, found.order)
	for i, row := range rows {
		view.Statements[i] = l.statement(row, mine, found, names)
	}
	return view, err
}

func (l *Look) statement(row models.Statement, mine models.Opinion, found common, names map[string]string) Statement {
	view := Statement{
		ID: row.ID, State: row.State, Reason: row.Reason, Shares: []int{}, Parts: []int{},
		Author: Author{DisplayName: names[row.MemberID], Me: row.MemberID == l.Member.ID},
		Can:    l.can(row.State, nil, access.StatementAnswer, access.StatementHide, access.StatementShow),
	}
	if !l.opens(row.State, row.MemberID) {
		return view
	}
	view.Text, view.Proposal, view.Mine = row.Text, row.ProposalID, answerOf[mine.On(row.Number)]
	view.Answered, view.Most, view.Shares = roundedDown(row.Told()), most(row), shares(row)
	if on, known := found.of[row.Number]; known && row.State == access.Published {
		view.Parts, view.Shared = append(view.Parts, on.parts...), on.shared
	}
	return view
}

func roundedDown(people int) int { return people / sizeStep * sizeStep }

// most is what more than half of those who answered say.
func most(s models.Statement) string {
	switch told := s.Told(); {
	case told < fewestForMost:
		return ""
	case 2*s.ToldAgree > told:
		return "agree"
	case 2*s.ToldDisagree > told:
		return "disagree"
	default:
		return "divided"
	}
}

// shares is what part says what, where so many answered that it may be shown.
func shares(s models.Statement) []int {
	parts := []int{}
	if s.Told() < fewestForParts {
		return parts
	}
	for _, count := range []int{s.ToldAgree, s.ToldDisagree, s.ToldPass} {
		parts = append(parts, percentOf(count, s.Told()))
	}
	return parts
}

// percentOf is a part in percent, rounded; two halves to different sides.
func percentOf(count, all int) int {
	return int(math.RoundToEven(float64(count*100)/float64(all*partStep))) * partStep
}

// nextStatement is the one that the fewest have answered among those which the
// reader has not; of equals the first in an order of their own, so that people who
// begin together do not all begin with the same.
func (l *Look) nextStatement(rows []models.Statement, mine models.Opinion) (next string, left int) {
	fewest := models.Statement{}
	for _, row := range rows {
		if row.State != access.Published || mine.On(row.Number) != models.SignNone {
			continue
		}
		left++
		if fewest.ID == "" || cmp.Or(cmp.Compare(row.Answered(), fewest.Answered()), cmp.Compare(l.spread(row), l.spread(fewest))) < 0 {
			fewest = row
		}
	}
	return fewest.ID, left
}

func (l *Look) spread(row models.Statement) uint64 {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(l.Member.ID + row.ID)) // a hash takes everything
	return sum.Sum64()
}

// common is what people have in common, as far as it may be shown.
type common struct {
	groups []OpinionGroup
	people int
	of     map[int]shared // by number of statement
}

type shared struct {
	parts    []int
	shared   bool
	together int
}

// order puts first what all groups agree on, then what most agree on. What is not
// counted yet stays as it came, so that no order tells what few people answered;
// what is hidden comes last.
func (c common) order(a, b models.Statement) int {
	return cmp.Or(
		cmp.Compare(yes(a.State == access.OutOfSight), yes(b.State == access.OutOfSight)),
		cmp.Compare(yes(c.of[b.Number].shared), yes(c.of[a.Number].shared)),
		cmp.Compare(c.together(b), c.together(a)),
		cmp.Compare(agreed(b), agreed(a)),
	)
}

// together is how far all groups agree on what they share.
func (c common) together(s models.Statement) int {
	if on := c.of[s.Number]; on.shared {
		return on.together
	}
	return 0
}

func yes(is bool) int {
	if is {
		return 1
	}
	return 0
}

// agreed is how far people agree on a statement, in percent, by nothing but what is
// shown of it.
func agreed(s models.Statement) int {
	if parts := shares(s); len(parts) > 0 {
		return parts[0]
	}
	return map[string]int{"agree": 75, "divided": 50, "disagree": 25}[most(s)]
}

// commonGrounds remembers what people have in common in a process until somebody
// answers anew; where they are many, for a minute at least.
type commonGrounds struct {
	finding sync.Mutex // one at a time: it takes a second where there are thousands
	mu      sync.Mutex
	of      map[string]remembered
}

type remembered struct {
	version int
	at      time.Time
	found   common
}

const (
	groundsRemembered = 100
	manyPeople        = 500
	manyRemembered    = time.Minute
)

func (g *commonGrounds) get(process string, version int, now time.Time) (common, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known, ok := g.of[process]
	fresh := known.version == version || (known.found.people >= manyPeople && now.Sub(known.at).Abs() < manyRemembered)
	return known.found, ok && fresh
}

func (g *commonGrounds) put(process string, known remembered) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.of == nil || len(g.of) >= groundsRemembered {
		g.of = map[string]remembered{}
	}
	g.of[process] = known
}

// commonGround finds what people have in common, or remembers it. All answers are read
// only when one of them changed.
func (l *Look) commonGround(process string, rows []models.Statement) (common, error) {
	memory, version := &l.Service.grounds, 0
	for _, row := range rows {
		version += row.Changes + 1
	}
	if found, ok := memory.get(process, version, l.Now); ok {
		return found, nil
	}
	memory.finding.Lock()
	defer memory.finding.Unlock()
	if found, ok := memory.get(process, version, l.Now); ok {
		return found, nil
	}
	opinions, err := models.ListOpinions(l.Query, process)
	if err != nil {
		return common{}, err
	}
	found := commonOf(rows, opinions)
	memory.put(process, remembered{version: version, at: l.Now, found: found})
	return found, nil
}

// commonOf groups people, and keeps of that what may be shown.
func commonOf(rows []models.Statement, opinions []models.Opinion) common {
	var columns, numbers []int
	for _, row := range rows {
		if row.State == access.Published {
			columns, numbers = append(columns, row.Number-1), append(numbers, row.Number)
		}
	}
	answers := make([]string, 0, len(opinions))
	for _, o := range opinions {
		if strings.ContainsAny(o.Answers, "adp") {
			answers = append(answers, o.Answers)
		}
	}
	found := common{groups: []OpinionGroup{}, of: map[int]shared{}}
	found.people = roundedDown(len(answers))
	result := opinion.Find(answers, columns)
	if !mayShow(result) {
		return found
	}
	for i, g := range result.Groups {
		found.groups = append(found.groups, OpinionGroup{
			Name: string(rune('A' + i)), X: g.X, Y: g.Y, About: int(math.Round(float64(g.Size)/sizeStep)) * sizeStep,
		})
	}
	for i, number := range numbers {
		if on, ok := sharedOn(result, i); ok {
			found.of[number] = on
		}
	}
	return found
}

// mayShow reports whether all groups are large enough to be shown. Of those who are
// in none nothing can be told from what is known of all: sizes and parts are rounded
// to more than what is left.
func mayShow(r opinion.Result) bool {
	for _, group := range r.Groups {
		if group.Size < fewestInGroup {
			return false
		}
	}
	return len(r.Groups) > 0
}

// sharedOn says how groups stand to a statement, if enough of each answered it.
func sharedOn(r opinion.Result, statement int) (shared, bool) {
	on := shared{shared: true, together: 1}
	for _, group := range r.Groups {
		count := group.On[statement]
		if count.Answered() < fewestInGroup {
			return shared{}, false
		}
		part := percentOf(count.Agree, count.Answered())
		on.parts, on.together = append(on.parts, part), on.together*part
		on.shared = on.shared && 2*count.Agree > count.Answered()
	}
	return on, true
}
